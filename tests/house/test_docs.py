"""What the documents say is so: links lead somewhere, commands exist, names are those of the house."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

import dev
from db.tables import metadata
from service.cli import parser
from service.examples import EXAMPLES
from tests.house.documents import DOCUMENTS, ROOT, anchors, blocks, commands, links, name_of

ELSEWHERE = re.compile(r"https?://")
IN_COMPOSITION = re.compile(r"docker compose run --rm (?:--volume \S+ )?(?:service|migrate) ")
IN_CLONE = "./zones "
NOT_OURS = ("docker compose up ", "docker compose exec ", "export ", "echo ", "curl ")
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work|farm|mnt)/\w|[A-Z]:\\")
REGISTRY = re.compile(r"://[^\s)]*(?:pypi|npmjs|registry|/simple\b|mirrors?\.)", re.IGNORECASE)
SOMEBODY = re.compile(r"[一-鿿]{2,3}同志")
HEADINGS = ["Context", "Decision", "Consequences", "Alternatives", "References"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
documents = pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)


@documents
def test_every_link_leads_to_a_file_and_every_anchor_to_a_heading(document: Path) -> None:
    lost = []
    for link in links(document):
        if ELSEWHERE.match(link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize(("document", "command"), list(commands()))
def test_every_command_in_a_document_can_be_given(document: str, command: str) -> None:
    words = command.partition(" > ")[0].partition(" < ")[0].removeprefix("ZONES_PICTURES=1 ")
    ours = IN_CLONE if words.startswith(IN_CLONE) else (IN_COMPOSITION.match(words) or [None])[0]
    if words.startswith("python3 dev.py "):
        act, *rest = shlex.split(words)[2:]
        assert callable(getattr(dev, act)), document
        if act == "demo":
            parser().parse_args([act, *rest])
    elif ours is not None:
        parser().parse_args(shlex.split(words.removeprefix(ours)))
    else:
        assert words.startswith(NOT_OURS), document


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_first_command_of_a_readme_is_the_demo(readme: str) -> None:
    assert blocks(ROOT / readme, "sh")[0] == "python3 dev.py demo\n"


def test_the_readme_begins_with_the_two_commands_that_dev_knows() -> None:
    assert blocks(ROOT / "README.md", "sh")[:2] == ["python3 dev.py demo\n", "python3 dev.py test\n"]
    assert "python3 dev.py demo " in str(dev.__doc__)
    assert "python3 dev.py test " in str(dev.__doc__)


@documents
def test_no_document_names_a_path_of_a_machine_a_registry_or_somebody_by_title(document: Path) -> None:
    text = document.read_text("utf-8")
    assert [found for pattern in (MACHINE, REGISTRY, SOMEBODY) for found in pattern.findall(text)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE, "see /home/somebody/notes"),
        (MACHINE, r"C:\Users"),
        (REGISTRY, "PIP_INDEX_URL=https://pypi.example/simple"),
        (SOMEBODY, "由张三同志负责"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_every_ready_document_has_its_picture_and_no_picture_is_left_over() -> None:
    pictures = {path.stem for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert pictures == {path.stem for path in EXAMPLES.glob("*.graphql")}


def test_decisions_are_numbered_without_gaps() -> None:
    assert [path.name[:5] for path in DECISIONS] == [f"{number:04d}-" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_a_decision_has_its_five_parts_and_fits_a_page(decision: Path) -> None:
    lines = decision.read_text("utf-8").splitlines()
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == HEADINGS
    assert lines[0].startswith(f"# {decision.name[:4]} ")
    assert len(lines) <= 40


def test_the_newest_version_of_the_changelog_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    versions = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert next(version for version in versions if version != "Unreleased") == project["version"]


def test_operations_explain_every_variable_of_the_composition() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text("utf-8")))
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert {variable for variable in asked if f"`{variable}`" not in told} == set()
    assert asked


def test_the_architecture_names_every_table() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert [name for name in metadata.tables if f"`{name}`" not in told] == []

"""``zones allocate`` at the ends of its pipes: other encodings, a mark of the byte order, a full disk, nobody there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from allocation.document import from_json, to_json
from allocation.problem import Pair, Problem
from service.cli import main
from service.commands import matrix
from tests.allocation.small import AT_EASE, case, person
from tests.service.running import PROGRAM, ROOT, environment

PROBLEM = Problem((case(1),), (person(1), person(2)), pairs=(Pair(1, 1, rules=("回避",)),), limits=AT_EASE)


def allocated(*arguments: str, before: str = "", content: bytes = b"", **settings: str) -> tuple[int, bytes, str]:
    """Allocate in a shell, with what stands before or behind the command; return code, output and complaint."""
    command = f'{before}"{sys.executable}" -c "{PROGRAM}" allocate --quiet {" ".join(arguments)}'
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env=environment(**settings),
        input=content,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_plan_is_utf_8_whatever_the_terminal_speaks(encoding: str) -> None:
    code, said, _ = allocated("--record", content=to_json(PROBLEM).encode(), PYTHONIOENCODING=encoding)
    assert code == 0
    assert json.loads(said.decode("utf-8"))["problem"]["problem"]["pairs"][0]["rules"] == ["回避"]


def test_a_mark_of_the_byte_order_is_passed_over() -> None:
    code, said, _ = allocated(content=to_json(PROBLEM).encode("utf-8-sig"))
    assert (code, [seat["person"] for seat in json.loads(said)["seats"]]) == (0, [2])
    assert from_json(to_json(PROBLEM)) == PROBLEM


@pytest.mark.parametrize(
    ("behind", "complaint"),
    [
        (">/dev/full", "“-” cannot be written: No space left on device.\n"),
        (">&-", "“-” cannot be written: closed.\n"),
        ("<&-", "The allocation document is malformed at $: the file is empty.\n"),
    ],
)
def test_where_nobody_takes_the_plan_or_gives_a_problem_a_sentence_says_so(behind: str, complaint: str) -> None:
    assert allocated(behind, content=to_json(PROBLEM).encode()) == (2, b"", complaint)


@pytest.mark.parametrize(
    "option",
    [
        "--limit=nan",
        "--limit=0",
        "--limit=-1",
        "--limit=inf",
        "--seed=-1",
        f"--seed={2**63}",
        "--workers=0",
        "--seed=x",
    ],
)
def test_numbers_that_no_record_can_hold_are_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["allocate", option])
    assert refused.value.code == 2
    assert option.partition("=")[0] in capsys.readouterr().err


def test_a_good_plan_is_kept_where_the_next_is_none_and_the_complaint_names_its_problem(tmp_path: Path) -> None:
    for name, text in (("good", to_json(PROBLEM)), ("bad", "{")):
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
    kept = tmp_path / "bad.plan.json"
    kept.write_text("a plan", "utf-8")
    code, said, complaint = allocated("--out", str(tmp_path), str(tmp_path / "good.json"), str(tmp_path / "bad.json"))
    assert (code, kept.read_text("utf-8")) == (2, "a plan")
    assert [line.partition(": ")[2].split(" /")[0] for line in said.decode().splitlines()] == [
        "plan written",
        "no plan",
    ]
    assert complaint == f"{tmp_path}/bad.json: The allocation document is malformed at $: no JSON: line 1, column 2.\n"


def test_the_plan_of_the_standard_input_has_a_name(tmp_path: Path) -> None:
    code, _, _ = allocated("--out", str(tmp_path), "-", content=to_json(PROBLEM).encode())
    assert (code, [file.name for file in tmp_path.iterdir()]) == (0, ["stdin.plan.json"])


def test_a_mistake_of_ours_is_not_told_as_something_found_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(matrix, "page")
    assert main(["matrix"]) == 70
    assert "NameError" in capsys.readouterr().err

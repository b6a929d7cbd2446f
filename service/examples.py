"""The ready documents of `schema/examples/`, as tabs of GraphiQL.

Each is a file `NN-words.graphql` that begins with the comments `# zh: …` and `# en: …`, its titles. A file of the same
name that ends in `.json` holds its variables.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.pages import Bilingual, Tab

EXAMPLES = Path(__file__).parent.parent / "schema" / "examples"

_NAME = re.compile(r"\d\d-[a-z0-9-]+")
_TITLE = re.compile(r"#\s*(zh|en):\s*(\S.*)")


class UnreadableExample(Exception):  # noqa: N818  (a fact about a file, said as one)
    """An example's file that cannot become a tab: which, and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


def read_examples(folder: Path = EXAMPLES) -> list[Tab]:
    """Read the documents of a folder in the order of their numbers; raise UnreadableExample for the first bad one."""
    return [_tab(path) for path in sorted(folder.glob("*.graphql"))]


def _tab(path: Path) -> Tab:
    if not _NAME.fullmatch(path.stem):
        raise UnreadableExample(path, "the name must be two digits, a hyphen and small letters")
    query = path.read_text(encoding="utf-8")
    return Tab(name=path.stem, title=_title(path, query=query), query=query, variables=_variables(path))


def _title(path: Path, *, query: str) -> Bilingual:
    titles: dict[str, str] = {}
    for line in query.splitlines():
        found = _TITLE.fullmatch(line.strip())
        if found is None:
            break
        titles[found[1]] = found[2]
    missing = {"zh", "en"} - titles.keys()
    if missing:
        raise UnreadableExample(path, f"the first lines give no title in: {', '.join(sorted(missing))}")
    return Bilingual(**titles)


def _variables(path: Path) -> Mapping[str, Any] | None:
    beside = path.with_suffix(".json")
    if not beside.exists():
        return None
    try:
        variables = json.loads(beside.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise UnreadableExample(beside, f"not JSON: {error}") from error
    if not isinstance(variables, dict):
        raise UnreadableExample(beside, "variables must be one JSON object")
    return variables

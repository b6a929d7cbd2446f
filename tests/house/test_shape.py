"""The shape of the code, as docs/architecture.md promises it: short files, short functions, pure rooms."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "allocation",
    "casework",
    "db",
    "intake",
    "meetings",
    "recusal",
    "resolvers",
    "schema",
    "service",
    "terms",
    "verify",
)
PURE = ("allocation", "casework", "meetings", "recusal", "terms", "verify")
LONGEST_FILE = 250
LONGEST_FUNCTION = 40
LONG_FILES = {
    "db/migrations/versions/0001_first_schema.py",  # made by a program, one call a table
    "db/migrations/versions/0002_recusal.py",  # as above
    "db/facts.py",  # one read a table, nothing else
}
LONG_FUNCTIONS = {"db/facts.py:read_facts"}  # one line a table
FORBIDDEN_IN_PURE = {"sqlalchemy", "sqlmodel", "asyncpg", "starlette", "strawberry", "graphql", "random", "time"}
CLOCKS = {"now", "today", "utcnow"}

FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the length of a function's body; what is defined inside it is a function of its own."""
    return (function.end_lineno or 0) - function.body[0].lineno + 1


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if name_of(path) not in LONG_FILES:
        assert len(text.splitlines()) <= LONGEST_FILE
    if "migrations/versions" in name_of(path):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS):
            named = f"{name_of(path)}:{node.name}"
            length = lines_of(node) - sum(lines_of(inner) for inner in node.body if isinstance(inner, FUNCTIONS))
            assert named in LONG_FUNCTIONS or length <= LONGEST_FUNCTION, named


@pytest.mark.parametrize("path", [path for path in FILES if name_of(path).split("/")[0] in PURE], ids=name_of)
def test_pure_rooms_know_no_database_web_chance_or_clock(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & FORBIDDEN_IN_PURE
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in FORBIDDEN_IN_PURE
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS

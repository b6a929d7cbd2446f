"""The project's Markdown as its readers have it: links, anchors, and the commands in its blocks."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "frontend" / "README.md"])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def name_of(path: Path) -> str:
    """Return the path as the repository has it, to name a test by."""
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks in a language, in order."""
    return [text for found, text in _FENCE.findall(path.read_text("utf-8")) if found == language]


def links(path: Path) -> list[str]:
    """Return the targets of links and pictures, but for those in blocks."""
    return _LINK.findall(_FENCE.sub("", path.read_text("utf-8")))


def anchors(path: Path) -> set[str]:
    """Return the anchors that a reader on the web finds in a document."""
    headings = _HEADING.findall(_FENCE.sub("", path.read_text("utf-8")))
    return {_NOT_IN_ANCHORS.sub("", heading.lower()).strip().replace(" ", "-") for heading in headings}


def commands() -> Iterator[tuple[str, str]]:
    """Yield every line of every block of shell commands, with the document that it stands in."""
    for path in DOCUMENTS:
        for block in blocks(path, "sh"):
            for line in block.splitlines():
                yield name_of(path), line

"""How the parts of a document begin."""

from typing import Final

WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATED: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def part(root: str, content: str, *spaces: str) -> bytes:
    """Return a part whose root is an element of WordprocessingML."""
    declared = " ".join(spaces)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {declared}>{content}</w:{root}>'.encode()
    )

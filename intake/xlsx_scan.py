"""One look over a sheet's bytes before it is parsed: how much it holds, its merged areas, its formula errors."""

import re
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, range_boundaries

from intake.book import Merge
from intake.refusals import DamagedWorkbook

_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell [^>]{0,200}ref=\"([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})\"")
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c r=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]{0,200}><(?:\w+:)?f"
    rb"(?:[^>]{0,200}/>|[^>]{0,200}>[^<]{0,9000}</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"<(?:\w+:)?c r=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]{0,100}? t=\"e\"")
_ROW = re.compile(rb"<(?:\w+:)?row [^>]{0,400}?\br=\"([0-9]+)\"")
_WIDE = re.compile(rb"<(?:\w+:)?c r=\"(?:[A-Z]{3}|[D-Z][A-Z])[0-9]")
LAST_ROW = 2**20
"""The last row that a spreadsheet can have."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the bytes of one sheet tell; columns are counted from zero."""

    cells: int = 0
    is_wide: bool = False
    """Whether a column beyond CZ is used; nothing of ours is that wide, and rows need not be padded so far."""
    merges: tuple[Merge, ...] = ()
    errors: frozenset[tuple[int, int]] = frozenset()
    """Row and column of cells whose formula ended in an error."""
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    """Row and column of formulas without a stored result."""


def scan(data: bytes) -> Scan:
    """Return what is in the sheet; raises ``DamagedWorkbook`` for rows that no spreadsheet can have."""
    if any(int(match[1]) > LAST_ROW for match in _ROW.finditer(data)):
        raise DamagedWorkbook
    return Scan(
        is_wide=_WIDE.search(data) is not None,
        cells=sum(1 for _ in _CELL.finditer(data)),
        merges=tuple(_merge(match[1].decode()) for match in _MERGE.finditer(data)),
        errors=frozenset(_place(match) for match in _ERROR.finditer(data)),
        uncalculated=frozenset(_place(match) for match in _UNCALCULATED.finditer(data)),
    )


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    return int(match[2]), column_index_from_string(match[1].decode()) - 1


def _merge(area: str) -> Merge:
    first_column, first_row, last_column, last_row = range_boundaries(area)
    return Merge(first_row, first_column - 1, last_row, last_column - 1)

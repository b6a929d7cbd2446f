"""Reading .csv as UTF-8, UTF-16 with a mark, or GBK and its superset GB18030."""

import codecs
import csv
import io
import re
from pathlib import PurePath

from intake.book import Book, Limits, RawSheet
from intake.cells import CellFault, CellValue
from intake.refusals import NotAWorkbook, TooMany, UnknownEncoding

_PROTECTED = re.compile(r'="(.*)"')
FAULTS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
"""What Excel saves for a formula error; in text nothing tells it from the word itself."""

_DECIMAL_JANUARY = re.compile(r"(?:19|20|21)\d\d\.1")


def read_csv(content: bytes, filename: str, *, limits: Limits) -> Book:
    """Return the one sheet of the file, named after it."""
    text = _decoded(content)
    if "\0" in text:
        raise NotAWorkbook(found="binary")
    sample = text[:20000]
    delimiter = max(",\t;", key=sample.count)
    rows: dict[int, list[CellValue]] = {}
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            cells = [_cell(value) for value in record[: limits.columns]]
            if any(value not in (None, "") for value in cells):
                rows[number] = cells
            if len(rows) > limits.rows:
                raise TooMany(things_zh="行", things_en="rows", limit=limits.rows)
    except csv.Error:
        raise NotAWorkbook(found="text") from None
    return Book((RawSheet(PurePath(filename).stem or "CSV", dict(rows)),))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnknownEncoding


def _cell(value: str) -> CellValue:
    protected = _PROTECTED.fullmatch(value)
    if protected:
        return protected[1].replace('""', '"')
    if value in FAULTS:
        return CellFault(value)
    if _DECIMAL_JANUARY.fullmatch(value.strip()):
        return float(value)  # a saved number that may have been 2026.10: the date reader refuses it as such
    return value

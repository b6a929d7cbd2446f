"""Reading .xlsx: everything is bounded before it is parsed, and merged cells are filled downwards."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.utils import column_index_from_string, range_boundaries

from intake.book import Book, Limits, Merge, RawSheet
from intake.cells import CellFault, CellValue
from intake.dates import EPOCH_1900, EPOCH_1904
from intake.refusals import DamagedWorkbook, EncryptedWorkbook, FileTooLarge, NotAWorkbook, TooMany

_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell [^>]*ref=\"([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})\"")
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c r=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*><(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ROW = re.compile(rb"<(?:\w+:)?row [^>]*?\br=\"([0-9]+)\"")
_LAST_ROW = 2**20
_FAULTS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError, ET.ParseError)


def read_xlsx(content: bytes, *, limits: Limits) -> Book:
    """Return the sheets of the workbook; raises an ``UnreadableFile`` for whatever it is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _sheet_parts(archive, limits=limits)
            scans = {name: _scan(archive, path, limits=limits) for name, path in parts.items()}
        if sum(scan[0] for scan in scans.values()) > limits.cells:
            raise TooMany(things_zh="单元格", things_en="cells", limit=limits.cells)
        return _load(content, scans, limits=limits)
    except NotImplementedError:
        raise EncryptedWorkbook from None
    except RuntimeError as error:
        raise (EncryptedWorkbook if "encrypted" in str(error) else DamagedWorkbook) from None
    except (*_BROKEN, EOFError, OSError):
        raise DamagedWorkbook from None


def _sheet_parts(archive: zipfile.ZipFile, *, limits: Limits) -> dict[str, str]:
    """Return the path of each sheet by its name, after the archive as a whole was found harmless."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise NotAWorkbook(found=_kind_of_archive(archive))
    size = sum(part.file_size for part in archive.infolist())
    if size > limits.unpacked_bytes:
        raise FileTooLarge(size=f"{size / 2**20:.1f}MB", limit=f"{limits.unpacked_bytes // 2**20}MB")
    for part in names:
        if part.endswith((".xml", ".rels")) and _has_doctype(archive, part):
            raise DamagedWorkbook
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  (no DOCTYPE)
    }
    sheets: dict[str, str] = {}
    for element in ET.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314  (no DOCTYPE)
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in names:
                sheets[element.get("name", "")] = path
    if len(sheets) > limits.sheets:
        raise TooMany(things_zh="表", things_en="sheets", limit=limits.sheets)
    return sheets


def _kind_of_archive(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "mimetype" in names:
        return "ODS/ODT"
    for part, kind in (("xl/workbook.bin", "xlsb"), ("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx")):
        if part in names:
            return kind
    return "zip"


def _has_doctype(archive: zipfile.ZipFile, part: str) -> bool:
    """Tell whether the part declares entities, which no spreadsheet program writes."""
    with archive.open(part) as stream:
        start = stream.read(65536).replace(b"\0", b"")
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start


def _scan(archive: zipfile.ZipFile, path: str, *, limits: Limits) -> tuple[int, list[Merge], list[tuple[int, int]]]:
    """Return the number of cells, the merged areas and the places of formulas that were never calculated."""
    data = archive.read(path)
    count = sum(1 for _ in _CELL.finditer(data))
    if any(int(match[1]) > _LAST_ROW for match in _ROW.finditer(data)):
        raise DamagedWorkbook
    merges = []
    for match in _MERGE.finditer(data):
        first_column, first_row, last_column, last_row = range_boundaries(match[1].decode())
        merges.append(Merge(first_row, first_column - 1, last_row, last_column - 1))
    uncalculated = [
        (int(match[2]), column_index_from_string(match[1].decode()) - 1) for match in _UNCALCULATED.finditer(data)
    ]
    if len(merges) > limits.rows:
        raise TooMany(things_zh="合并区域", things_en="merged areas", limit=limits.rows)
    return count, merges, uncalculated


def _load(content: bytes, scans: dict[str, tuple[int, list[Merge], list[tuple[int, int]]]], *, limits: Limits) -> Book:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that hold no data
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = []
        for worksheet in workbook.worksheets:
            _, merges, uncalculated = scans.get(worksheet.title, (0, [], []))
            worksheet.reset_dimensions()
            values = worksheet.iter_rows(max_row=_LAST_ROW, max_col=limits.columns, values_only=True)
            rows = dict(_filled_rows(values, uncalculated, limits=limits))
            _fill_down(rows, merges, limits=limits)
            hidden = worksheet.sheet_state != "visible"
            sheets.append(RawSheet(worksheet.title, dict(rows), tuple(merges), hidden))
        epoch = EPOCH_1904 if workbook.epoch.year == EPOCH_1904.year else EPOCH_1900
        workbook.close()
    return Book(tuple(sheets), epoch)


def _filled_rows(
    values: Iterator[Sequence[CellValue]], uncalculated: list[tuple[int, int]], *, limits: Limits
) -> Iterator[tuple[int, list[CellValue]]]:
    """Yield the rows that hold anything, formula errors and missing results marked."""
    missing: dict[int, list[int]] = {}
    for row, column in uncalculated:
        missing.setdefault(row, []).append(column)
    count = 0
    for number, row_values in enumerate(values, start=1):
        if row_values.count(None) == len(row_values) and number not in missing:
            continue
        cells: list[CellValue] = [
            CellFault(value) if isinstance(value, str) and value in _FAULTS else value for value in row_values
        ]
        for column in missing.get(number, ()):
            if column < len(cells):
                cells[column] = CellFault("=")
        if all(value is None or value == "" for value in cells):
            continue
        count += 1
        if count > limits.rows:
            raise TooMany(things_zh="行", things_en="rows", limit=limits.rows)
        yield number, cells


def _fill_down(rows: dict[int, list[CellValue]], merges: list[Merge], *, limits: Limits) -> None:
    """Give every row of a merged area the area's value; never sideways, where another column begins."""
    last = max(rows, default=0)
    filled = 0
    for merge in merges:
        top = rows.get(merge.first_row)
        if top is None or merge.first_column >= len(top):
            continue
        for number in range(merge.first_row + 1, min(merge.last_row, last) + 1):
            filled += 1
            if number in rows:
                rows[number][merge.first_column] = top[merge.first_column]
        if filled > limits.cells:
            raise TooMany(things_zh="单元格", things_en="cells", limit=limits.cells)

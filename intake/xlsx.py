"""Reading .xlsx: everything is bounded before it is parsed, and merged cells are filled downwards."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import openpyxl

from intake.book import Book, Limits, Merge, RawSheet
from intake.cells import CellFault, CellValue
from intake.dates import EPOCH_1900, EPOCH_1904
from intake.refusals import DamagedWorkbook, EncryptedWorkbook, FileTooLarge, NotAWorkbook, TooMany
from intake.xlsx_scan import LAST_ROW, Scan, scan

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError, ET.ParseError)


def read_xlsx(content: bytes, *, limits: Limits) -> Book:
    """Return the sheets of the workbook; raises an ``UnreadableFile`` for whatever it is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _sheet_parts(archive, limits=limits)
            scans = {name: scan(archive.read(path)) for name, path in parts.items()}
        if sum(each.cells for each in scans.values()) > limits.cells:
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


def _load(content: bytes, scans: dict[str, Scan], *, limits: Limits) -> Book:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that hold no data
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = []
        for worksheet in workbook.worksheets:
            seen = scans.get(worksheet.title, Scan())
            worksheet.reset_dimensions()
            width = limits.columns if seen.is_wide else None
            values = worksheet.iter_rows(max_row=LAST_ROW, max_col=width, values_only=True)
            rows = dict(_filled_rows(values, seen, limits=limits))
            _fill_down(rows, seen.merges, limits=limits)
            hidden = worksheet.sheet_state != "visible"
            sheets.append(RawSheet(worksheet.title, dict(rows), seen.merges, hidden))
        epoch = EPOCH_1904 if workbook.epoch.year == EPOCH_1904.year else EPOCH_1900
        workbook.close()
    return Book(tuple(sheets), epoch)


def _filled_rows(
    values: Iterator[Sequence[CellValue]], seen: Scan, *, limits: Limits
) -> Iterator[tuple[int, list[CellValue]]]:
    """Yield the rows that hold anything, formula errors and missing results marked."""
    marked = _by_row(seen)
    count = 0
    for number, row_values in enumerate(values, start=1):
        if row_values.count(None) == len(row_values) and number not in marked:
            continue
        cells = list(row_values[: limits.columns])
        for column in marked.get(number, ()):
            if column < len(cells):
                cells[column] = CellFault(cells[column] if (number, column) in seen.errors else "=")
        count += 1
        if count > limits.rows:
            raise TooMany(things_zh="行", things_en="rows", limit=limits.rows)
        yield number, cells


def _by_row(seen: Scan) -> dict[int, list[int]]:
    marked: dict[int, list[int]] = {}
    for row, column in seen.errors | seen.uncalculated:
        marked.setdefault(row, []).append(column)
    return marked


def _fill_down(rows: dict[int, list[CellValue]], merges: Sequence[Merge], *, limits: Limits) -> None:
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

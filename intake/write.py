"""Records as the same workbook, so that what was imported can be exported, changed and imported again."""

from collections.abc import Iterable
from typing import Any

from intake.columns import Column, Sheet
from intake.layout import Layout
from intake.records import Records


def write(records: Records) -> bytes:
    """Return the records as an .xlsx file that reads back as the same records."""

    def rows(sheet: Sheet[Any]) -> Iterable[tuple[bool, dict[Column[Any], object]]]:
        for record in getattr(records, sheet.code):
            yield False, dict(sheet.cells(record))

    layout = Layout()
    layout.write_sheets(rows)
    return layout.finish()

"""How a workbook of ours looks: sheet after sheet with header, drop-downs and comments, whatever rows it holds."""

import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from intake.columns import Column, Sheet, Written
from intake.sheets import SHEETS
from intake.table import FIRST_REAL_DAY, open_workbook

ROWS_WITH_CHOICES = 20000
"""How far down the drop-downs reach (ours)."""

Rows = Callable[[Sheet[Any]], Iterable[tuple[bool, dict[Column[Any], object]]]]
"""For each sheet its rows, each with whether it is the example."""


class Layout:
    """One workbook being written; every cell is typed by us, so nothing in it ever becomes a formula."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self.workbook = open_workbook(self._stream)
        font = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        add = self.workbook.add_format
        head = font | {"bold": True, "border": 1, "text_wrap": True, "align": "center"}
        self.header = add(head | {"bg_color": "#DDEBF7"})
        self.must = add(head | {"bg_color": "#FCE4D6"})
        self.text = add(font | {"num_format": "@"})
        self.day = add(font | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.example = add(font | {"italic": True, "font_color": "#808080", "num_format": "@"})
        self.plain = add(font | {"text_wrap": True})

    def write_sheets(self, rows: Rows) -> None:
        """Write the nine sheets."""
        for sheet in SHEETS:
            self._write_sheet(sheet, rows)

    def finish(self) -> bytes:
        """Return the file."""
        self.workbook.close()
        return self._stream.getvalue()

    def _write_sheet(self, sheet: Sheet[Any], rows: Rows) -> None:
        page = self.workbook.add_worksheet(sheet.zh)
        page.freeze_panes(1, 0)
        page.set_row(0, 32)
        for place, column in enumerate(sheet.columns):
            style = self.day if column.codec.is_day else self.text
            page.set_column(place, place, max(10, 2.4 * len(column.zh) + 2), style)
            header = f"{column.zh}*" if column.required else column.zh
            page.write_string(0, place, header, self.must if column.required else self.header)
            page.write_comment(0, place, comment_of(column), {"x_scale": 1.6, "y_scale": 1.4})
            self._offer(page, place, column)
        for number, (is_example, cells) in enumerate(rows(sheet), start=1):
            for place, column in enumerate(sheet.columns):
                value = cells.get(column)
                if value is not None:
                    written = str(value) if is_example else column.codec.write(value)
                    self._write_cell(page, number, place, written, is_example=is_example)

    def _write_cell(self, page: Any, row: int, place: int, written: Written, *, is_example: bool) -> None:
        if isinstance(written, date) and written >= FIRST_REAL_DAY:
            page.write_datetime(row, place, written, self.day)
        elif written is not None:
            page.write_string(row, place, str(written), self.example if is_example else self.text)

    def _offer(self, page: Any, place: int, column: Column[Any]) -> None:
        choices = column.codec.choices
        if not choices:
            return
        page.data_validation(
            1,
            place,
            ROWS_WITH_CHOICES,
            place,
            {
                "validate": "list",
                "source": list(choices),
                "error_type": "warning",
                "error_title": column.zh,
                "error_message": "请从列表中选择，或填写含义相同的词。",
            },
        )


def comment_of(column: Column[Any]) -> str:
    """Return what the comment on a header says, in both languages."""
    must_zh, must_en = ("必填。", "Required. ") if column.required else ("", "")
    return (
        f"{must_zh}{column.codec.format_zh}。{column.help_zh}\n"
        f"{column.en}: {must_en}{column.codec.format_en}. {column.help_en}".rstrip()
    )

"""The blank workbook that counties fill in: headers, drop-downs, comments, one example row a sheet, and a guide."""

from collections.abc import Iterable
from typing import Any

from intake.columns import Column, Sheet
from intake.layout import Layout
from intake.parse import EXAMPLE_MARK
from intake.sheets import GUIDE_SHEET, SHEETS

_GUIDE: tuple[tuple[str, str], ...] = (
    ("协作区资料导入模板", "Template for importing a collaboration zone's data"),
    (
        "只填写有资料的表；列的顺序可以改变，可以增加标题行；橙色的列必填。灰色斜体的示例行不会导入。",
        "Fill in what you have; columns may be reordered, title rows added; orange columns are required.",
    ),
    (
        "日期可写2026-03-05、2026.3.5、2026年3月5日或2026年3月；止日含当日，至今留空。",
        "Days: 2026-03-05, 2026.3.5, 2026年3月5日 or 2026年3月; a last day is included, blank means so far.",
    ),
    (
        "同名人员用单位和出生年月区分，或填写人员编号；系统不会猜测。",
        "People of one name are told apart by organ and birth month, or by a number; the service never guesses.",
    ),
    (
        "全部正确才会导入；同一文件再次导入不产生变化；空白单元格不会清除已有内容，文件中没有的资料不会被删除。",
        "All or nothing; importing again changes nothing; blank cells clear nothing, what a file lacks is kept.",
    ),
    (
        "检举控告人的任何信息都不得写入本文件，由线索管理部门单独登记。不得填写身份证号。",
        "Nothing about informants belongs in this file: the clue office enters them. No identity card numbers.",
    ),
)


def template() -> bytes:
    """Return the template as an .xlsx file."""
    layout = Layout()
    _write_guide(layout)
    layout.write_sheets(_example)
    return layout.finish()


def _write_guide(layout: Layout) -> None:
    page = layout.workbook.add_worksheet(GUIDE_SHEET)
    page.set_column(0, 0, 60, layout.plain)
    page.set_column(1, 1, 70, layout.plain)
    for number, (zh, en) in enumerate(_GUIDE):
        style = layout.header if number == 0 else layout.plain
        page.write_string(number, 0, zh, style)
        page.write_string(number, 1, en, style)
    for number, sheet in enumerate(SHEETS, start=len(_GUIDE) + 1):
        page.write_string(number, 0, f"{sheet.zh}：{sheet.help_zh}", layout.plain)
        page.write_string(number, 1, f"{sheet.en}: {sheet.help_en}", layout.plain)


def _example(sheet: Sheet[Any]) -> Iterable[tuple[bool, dict[Column[Any], object]]]:
    cells: dict[Column[Any], object] = {column: column.example for column in sheet.columns if column.example}
    first = next(column for column in sheet.columns if column.example)
    yield True, cells | {first: EXAMPLE_MARK + first.example}

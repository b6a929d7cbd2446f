"""What the terminal says of a workbook: numbers by sheet, problems by place, changes cell by cell."""

from collections.abc import Iterator
from itertools import islice

from intake.preview import changed_cells, shown
from resolvers.workbooks.misfits import Told
from resolvers.workbooks.outcome import Effected, Outcome, SheetCounts

LISTED = 100
"""As many problems and changes are listed without --all."""
HEADINGS = {
    "zh": ("新增", "更改", "终止", "未变", "待更正"),
    "en": ("added", "changed", "closed", "unchanged", "to correct"),
}
MORE = {"zh": "……另有{count}条，加 --all 全部列出。", "en": "... and {count} more; --all lists them."}


def report(outcome: Outcome, language: str, *, changes: bool, everything: bool) -> Iterator[str]:
    """Yield the lines of the report; ``changes`` lists records too, ``everything`` leaves nothing out."""
    yield from _table(outcome.sheets, language)
    most = None if everything else LISTED
    yield from _listed([problem(told, language) for told in outcome.told[:most]], len(outcome.told), language)
    if changes:
        total = sum(1 for _ in outcome.effects())
        yield from _listed([_change(each, language) for each in islice(outcome.effects(), most)], total, language)


def problem(told: Told, language: str) -> str:
    """Return one problem with its place, for example ``✗ 人员!5 D“出生年月”：...``."""
    mark = "✗" if told.refuses else "·"
    place = f"{told.sheet}!{told.row}" if told.row else told.sheet
    column = f" {told.column}“{told.header}”" if told.column else ""
    return f"{mark} {place}{column}: {told.message(language)}"


def _table(sheets: tuple[SheetCounts, ...], language: str) -> Iterator[str]:
    headings = HEADINGS["zh" if language == "zh" else "en"]
    yield "\t".join(("", *headings))
    for sheet in sheets:
        numbers = (sheet.added, sheet.changed, sheet.closed, sheet.unchanged, sheet.refused)
        if any(numbers):
            yield "\t".join((sheet.zh if language == "zh" else sheet.en, *map(str, numbers)))


def _listed(lines: list[str], total: int, language: str) -> Iterator[str]:
    yield from lines
    if total > len(lines):
        yield MORE["zh" if language == "zh" else "en"].format(count=total - len(lines))


def _change(effected: Effected, language: str) -> str:
    """Return one record that changes, for example ``+ 人员!5 姓名 某甲；性别 女``."""
    chinese = language == "zh"
    source = effected.record.source if effected.closing is None else effected.closing.because
    if effected.change is not None:
        cells = [
            f"{cell.zh if chinese else cell.en} {cell.before or '—'} → {cell.after or '—'}"
            for cell in changed_cells(effected.change)
        ]
    else:
        cells = [f"{cell.zh if chinese else cell.en} {cell.text}" for cell in shown(effected.record)]
    if effected.closing is not None:
        cells.append(f"→ {effected.closing.end.isoformat()}")
    return f"{effected.effect.word(language)} {source}: {'；'.join(cells)}"

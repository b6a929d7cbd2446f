"""What is told of a workbook: numbers by sheet, problems by place, changes cell by cell (导入报告)."""

from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Any, ClassVar, Self

import strawberry
from strawberry.types.field import StrawberryField

from intake.preview import changed_cells, shown
from intake.refusals import UnreadableFile
from resolvers.intake import CountyMissing, WorkbookRefused
from resolvers.workbooks.misfits import Told
from resolvers.workbooks.outcome import Effect, Effected, Outcome, SheetCounts
from schema.context import Context, Info
from schema.enums import register
from schema.refusals import Handler, RefusalMember, handler
from terms.refusals import Refusal

register(Effect, "导入效果")

MOST = 1000
"""As many problems or changes are told at once as a client can show; ours."""
USUAL = 200


class BadFirst(Refusal):
    """A number of problems or changes that is not told at once."""

    code: ClassVar[str] = "BAD_WINDOW"
    zh: ClassVar[str] = "一次可取1至{most}条。"
    en: ClassVar[str] = "Ask for 1 to {most} at once."

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST


Few = Annotated[int, strawberry.argument(description="How many from the start, 1 to 1000 (前几条).")]


@strawberry.type(description="One sheet of the workbook in numbers of rows (工作表统计).")
class WorkbookSheet:
    """See ``resolvers.workbooks.outcome.SheetCounts``."""

    code: str = strawberry.field(
        description="Code of the template's sheet (工作表代码); empty for a sheet that is none of it."
    )
    name: str = strawberry.field(description="The sheet's name in the viewer's language (工作表名).")
    added: int = strawberry.field(description="Records that are new (新增).")
    changed: int = strawberry.field(description="Known records about which the file says something newer (更改).")
    closed: int = strawberry.field(description="Known posts that a newer one ends (终止).")
    unchanged: int = strawberry.field(description="Known records that the file repeats (未变).")
    refused: int = strawberry.field(description="Rows with something to correct (有误行数).")

    @classmethod
    def of(cls, counts: SheetCounts, language: str) -> Self:
        """Show the counts of a sheet."""
        return cls(
            code=counts.code,
            name=counts.zh if language == "zh" else counts.en,
            added=counts.added,
            changed=counts.changed,
            closed=counts.closed,
            unchanged=counts.unchanged,
            refused=counts.refused,
        )


@strawberry.type(description="Something to tell about one place in the file (表格问题).")
class WorkbookProblem:
    """See ``intake.problems.Problem``."""

    code: str = strawberry.field(description="A stable code for programs (代码).")
    sheet: str = strawberry.field(description="The sheet's name in the file (工作表名).")
    row: int = strawberry.field(description="The row as the spreadsheet counts it (行号); 0 for the sheet as a whole.")
    column: str = strawberry.field(description="The column's letter (列号); empty for the row as a whole.")
    header: str = strawberry.field(description="The column's header in the file (表头); empty for the row as a whole.")
    value: str = strawberry.field(
        description="What the cell holds (单元格内容); empty if blank or if it may not be repeated."
    )
    refuses: bool = strawberry.field(description="Whether it refuses the import (阻止导入); false for mere notices.")
    message: str = strawberry.field(description="What is wrong and what to do, in the viewer's language (说明).")

    @classmethod
    def of(cls, told: Told, language: str) -> Self:
        """Show a problem."""
        return cls(
            code=told.code.value,
            sheet=told.sheet,
            row=told.row,
            column=told.column,
            header=told.header,
            value=told.value,
            refuses=told.refuses,
            message=told.message(language),
        )


@strawberry.type(description="One cell of a record that is added or changed (单元格).")
class WorkbookCell:
    """A cell with what it said before."""

    name: str = strawberry.field(description="The column's name in the template, in the viewer's language (列名).")
    before: str | None = strawberry.field(description="What was on file (改前内容); null for a record that is added.")
    after: str = strawberry.field(description="What is to be on file (改后内容); empty for nothing.")


@strawberry.type(description="One record that the import adds, changes or closes (导入变更).")
class WorkbookChange:
    """See ``resolvers.workbooks.outcome.Effected``."""

    effect: Effect = strawberry.field(description="What the import does with it (导入效果).")
    sheet_code: str = strawberry.field(description="Code of the template's sheet (工作表代码).")
    sheet: str = strawberry.field(description="Name, in the file, of the sheet that says so (工作表名).")
    row: int = strawberry.field(description="The row that says so (行号).")
    cells: list[WorkbookCell] = strawberry.field(description="Its filled cells, or those that differ (单元格).")

    @classmethod
    def of(cls, effected: Effected, language: str) -> Self:
        """Show what becomes of one record."""
        source = effected.record.source if effected.closing is None else effected.closing.because
        return cls(
            effect=effected.effect,
            sheet_code=effected.sheet,
            sheet=source.sheet,
            row=source.row,
            cells=list(_cells(effected, chinese=language == "zh")),
        )


def _cells(effected: Effected, *, chinese: bool) -> Iterable[WorkbookCell]:
    if effected.change is not None:
        for cell in changed_cells(effected.change):
            yield WorkbookCell(name=cell.zh if chinese else cell.en, before=cell.before, after=cell.after)
        return
    for filled in shown(effected.record):
        before = filled.text if effected.closing is not None else None
        yield WorkbookCell(name=filled.zh if chinese else filled.en, before=before, after=filled.text)
    if effected.closing is not None:
        ends = effected.closing.end.isoformat()
        yield WorkbookCell(name="终止于（不含）" if chinese else "ends before", before="", after=ends)


@strawberry.type(description="What a workbook would do, or did (导入报告).")
class WorkbookReport:
    """See ``resolvers.workbooks.outcome.Outcome``."""

    outcome: strawberry.Private[Outcome]

    @strawberry.field(description="The file's name (文件名).")
    def file_name(self) -> str:
        """Name the file."""
        return self.outcome.file_name

    @strawberry.field(description="Whether everything that the file says is on file already (无变化).")
    def changes_nothing(self) -> bool:
        """Tell whether nothing is to be done."""
        return self.outcome.changes_nothing

    @strawberry.field(description="Numbers by sheet, in the template's order (工作表统计).")
    def sheets(self, info: Info) -> list[WorkbookSheet]:
        """Count."""
        return [WorkbookSheet.of(sheet, info.context.caller.language) for sheet in self.outcome.sheets]

    @strawberry.field(description="How many problems and notices there are (问题数).")
    def problem_count(self) -> int:
        """Count problems."""
        return len(self.outcome.told)

    @strawberry.field(description="Problems and notices by sheet and row (问题).")
    def problems(self, info: Info, first: Few = USUAL) -> list[WorkbookProblem]:
        """List problems."""
        return problems_of(self.outcome, info.context.caller.language, first)

    @strawberry.field(description="How many records are added, changed and closed (变更数).")
    def change_count(self) -> int:
        """Count changes."""
        return sum(1 for _ in self.outcome.effects())

    @strawberry.field(description="Records added, changed and closed, sheet by sheet (变更).")
    def changes(self, info: Info, first: Few = USUAL) -> list[WorkbookChange]:
        """List changes."""
        language = info.context.caller.language
        return [WorkbookChange.of(each, language) for each in islice(self.outcome.effects(), _checked(first))]


@strawberry.type(name="WorkbookRefused", description="Something in the workbook is wrong; nothing changed (导入被拒).")
class WorkbookRefusedMember(RefusalMember):
    """See ``resolvers.intake.WorkbookRefused``."""

    report: WorkbookReport = strawberry.field(description="What is to be corrected, place by place (问题报告).")


@strawberry.type(name="FileUnreadable", description="The file cannot be read as a workbook (文件无法读取).")
class FileUnreadableMember(RefusalMember):
    """See ``intake.refusals``; the code tells why."""


@strawberry.type(name="CountyMissing", description="There is no county to import into (尚未建县).")
class CountyMissingMember(RefusalMember):
    """See ``resolvers.intake.CountyMissing``."""


class _Refused(Handler):
    """Turns a refused workbook into its member, with its report."""

    exception_type = WorkbookRefused
    error_type = WorkbookRefusedMember

    def handle(
        self,
        exception: Any,
        *,
        field: StrawberryField,  # noqa: ARG002  (strawberry's protocol names it)
        info: strawberry.Info[Context, None],
    ) -> RefusalMember:
        """Return the member."""
        message = exception.message(info.context.caller.language)
        return WorkbookRefusedMember(
            code=exception.code, message=message, report=WorkbookReport(outcome=exception.outcome)
        )


def problems_of(outcome: Outcome, language: str, first: int) -> list[WorkbookProblem]:
    """Return the first problems of an outcome."""
    return [WorkbookProblem.of(told, language) for told in outcome.told[: _checked(first)]]


def _checked(first: int) -> int:
    if not 1 <= first <= MOST:
        raise BadFirst
    return first


HANDLERS: tuple[Any, ...] = (
    _Refused(),
    handler(UnreadableFile, FileUnreadableMember),
    handler(CountyMissing, CountyMissingMember),
)
"""Handlers of what intake refuses."""

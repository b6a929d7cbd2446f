"""Acts on workbooks: preview and import (表格导入)."""

from datetime import datetime
from typing import Annotated, Any, TypeAlias

import strawberry
from strawberry.file_uploads import Upload

from resolvers import intake
from schema.allocation_refusals import OverCapacityMember, PlanRefusedMember
from schema.assignments import Assignment
from schema.context import Info
from schema.refusals import BusyMember, DatabaseUnavailableMember, NotAllowedMember
from schema.workbook_reports import (
    CountyMissingMember,
    FileUnreadableMember,
    WorkbookRefusedMember,
    WorkbookReport,
)


@strawberry.input(description="The workbook to look at (预览表格).")
class WorkbookPreviewInput:
    """See ``resolvers.intake.preview``."""

    file: Upload = strawberry.field(
        description="An .xlsx or .csv file, at most 20 MB, by GraphQL multipart request (文件)."
    )


@strawberry.input(description="The workbook to import (导入表格).")
class WorkbookImportInput:
    """See ``resolvers.intake.import_workbook``."""

    file: Upload = strawberry.field(
        description="An .xlsx or .csv file, at most 20 MB, by GraphQL multipart request (文件)."
    )


@strawberry.type(description="What the import of a file would do; nothing was written (已预览).")
class WorkbookPreviewed:
    """What a preview answers, also where the import would be refused."""

    report: WorkbookReport = strawberry.field(description="What would be added, changed and refused (预览报告).")
    would_be_refused: bool = strawberry.field(description="Whether the import would be refused as a whole (将被拒绝).")


@strawberry.type(description="A file was imported as a whole (已导入).")
class WorkbookImported:
    """What an import answers."""

    report: WorkbookReport = strawberry.field(description="What was added and changed (导入报告).")
    imported_at: datetime | None = strawberry.field(
        description="The moment at which it was kept (导入时间); null if the file changed nothing."
    )
    suspended: list[Assignment] = strawberry.field(
        description="Assignments that were in force and that the new facts bar: suspended in the same act (暂停派案)."
    )


Common: TypeAlias = NotAllowedMember | FileUnreadableMember | BusyMember | DatabaseUnavailableMember
PreviewPayload: TypeAlias = Annotated[
    WorkbookPreviewed | Common,
    strawberry.union("WorkbookPreviewPayload", description="What would be done, or why nothing is told (预览结果)."),
]
ImportPayload: TypeAlias = Annotated[
    WorkbookImported | WorkbookRefusedMember | CountyMissingMember | OverCapacityMember | PlanRefusedMember | Common,
    strawberry.union("WorkbookImportPayload", description="What was done, or why nothing was (导入结果)."),
]


@strawberry.type
class WorkbookMutation:
    """Acts on workbooks."""

    @strawberry.mutation(
        description="Tell what the import of a file would add, change and refuse (预览表格); writes nothing."
    )
    async def workbook_preview(
        self,
        info: Info,
        input: Annotated[WorkbookPreviewInput, strawberry.argument(description="The file (文件).")],  # noqa: A002
    ) -> PreviewPayload:
        """Preview."""
        outcome = await intake.preview(info.context.caller, *await _content(input.file))
        return WorkbookPreviewed(report=WorkbookReport(outcome=outcome), would_be_refused=bool(outcome.refused))

    @strawberry.mutation(
        description="Import a file as a whole, or refuse it as a whole with every place to correct (导入表格)."
    )
    async def workbook_import(
        self,
        info: Info,
        input: Annotated[WorkbookImportInput, strawberry.argument(description="The file (文件).")],  # noqa: A002
    ) -> ImportPayload:
        """Import."""
        made = await intake.import_workbook(info.context.caller, *await _content(input.file))
        return WorkbookImported(
            report=WorkbookReport(outcome=made.outcome),
            imported_at=None if made.row is None else made.row.imported_at,
            suspended=[Assignment.of(row) for row in made.suspended],
        )


async def _content(file: Any) -> tuple[bytes, str]:
    """Return bytes and name of an upload."""
    return await file.read(), file.filename or ""

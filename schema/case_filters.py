"""What cases are asked for with."""

from dataclasses import replace
from typing import Annotated

import strawberry

from resolvers.cases import CaseSort, CasesWanted
from schema.arguments import Direction
from schema.enums import register
from terms.cases import CaseStatus, Mode, Urgency

register(CaseSort, "案件排序")


@strawberry.input(description="Which cases are wanted (案件筛选); all conditions must hold, null does not narrow.")
class CaseFilter:
    """See ``resolvers.cases.CasesWanted``."""

    text: str | None = strawberry.field(default=None, description="Part of the case number (案号片段).")
    zone_code: str | None = strawberry.field(
        default=None, description="At home in this zone, or handled by it (协作区代码)."
    )
    concerned_organ_name: str | None = strawberry.field(
        default=None, description="The facts happened in the unit with this name (发案单位)."
    )
    statuses: list[CaseStatus] | None = strawberry.field(
        default=None, description="In any of these statuses (案件状态)."
    )
    modes: list[Mode] | None = strawberry.field(default=None, description="Handled in any of these ways (办理方式).")
    urgencies: list[Urgency] | None = strawberry.field(
        default=None, description="As pressing as any of these (紧急程度)."
    )
    is_open: bool | None = strawberry.field(default=None, description="Open (在办), or at rest.")
    waiting: bool | None = strawberry.field(default=None, description="Waits for a team (待派), or does not.")

    def wanted(self) -> CasesWanted:
        """Return the wish as resolvers know it."""
        wanted = CasesWanted(**vars(self))
        return replace(
            wanted,
            statuses=None if self.statuses is None else tuple(self.statuses),
            modes=None if self.modes is None else tuple(self.modes),
            urgencies=None if self.urgencies is None else tuple(self.urgencies),
        )


@strawberry.input(description="The order of a list of cases (案件排序方式).")
class CaseOrder:
    """By what and which way."""

    by: CaseSort = strawberry.field(default=CaseSort.NUMBER, description="What to order by (排序依据).")
    direction: Direction = strawberry.field(default=Direction.ASCENDING, description="Which way (排序方向).")


Where = Annotated[CaseFilter | None, strawberry.argument(name="filter", description="Null for all cases (筛选).")]
Ordered = Annotated[CaseOrder | None, strawberry.argument(description="By number if null (排序).")]

"""Assignments: who works on which case, as what, and on whose authority."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from resolvers import assignments
from resolvers.assignments import AssignmentSort, AssignmentsWanted
from resolvers.case_files import authorisations_by_id
from resolvers.fact_acts.declaring import declared_on_of
from resolvers.paging import kinds_of
from schema.arguments import Direction
from schema.case_files import Authorisation
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.enums import register
from schema.nodes import Node
from schema.references import CASE, PERSON, PROPOSAL, CaseType, PersonType, ProposalType
from schema.scalars import Period, PeriodInput
from terms.cases import AssignmentRole, AssignmentState

register(AssignmentSort, "派案排序")


@strawberry.type(description="A person works on a case in a role (派案).")
class Assignment(Node):
    """See ``db.tables.Assignment``."""

    batch = assignments.assignments_by_id

    role: AssignmentRole = strawberry.field(description="What the person does on the case (办案角色).")
    state: AssignmentState = strawberry.field(description="Whether it is in force (状态).")
    state_reason: str = strawberry.field(description="Why it is no longer in force (状态原因); empty while it is.")
    during: Period = strawberry.field(description="The days that are booked (占用时段).")
    effort: int = strawberry.field(description="Percent of the person's working time (投入比例).")
    assigned_at: datetime = strawberry.field(description="The moment at which it was made (形成时间).")
    ended_at: datetime | None = strawberry.field(
        description="The moment at which it ended (结束时间); null while in force."
    )

    @strawberry.field(description="The case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.row.case_id)

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="The document that authorises it (授权文书); null where the home organ handles.")
    async def authorisation(self, info: Info) -> Authorisation | None:
        """Find the document."""
        key = self.row.authorisation_id
        row = None if key is None else await info.context.load(authorisations_by_id, key)
        return None if row is None else Authorisation.of(row)

    @strawberry.field(
        description="The day on which ties were declared for this very case (申报日期); null if not declared yet."
    )
    async def declared_on(self, info: Info) -> date | None:
        """Find the day."""
        return await info.context.load(declared_on_of, (self.row.person_id, self.row.case_id))

    @strawberry.field(description="The proposal that it came from (派案方案); null if from none, or if not to be seen.")
    async def proposal(self, info: Info) -> ProposalType | None:
        """Find the proposal."""
        return await PROPOSAL.load_maybe(info, self.row.proposal_id)


@strawberry.input(description="Which assignments are wanted (派案筛选); all conditions must hold, null is none.")
class AssignmentFilter:
    """See ``resolvers.assignments.AssignmentsWanted``."""

    case_number: str | None = strawberry.field(default=None, description="On the case with this number (案号).")
    person_number: str | None = strawberry.field(default=None, description="Of the person with this number (人员编号).")
    zone_code: str | None = strawberry.field(
        default=None, description="On cases of the zone with this code (协作区代码)."
    )
    roles: list[AssignmentRole] | None = strawberry.field(default=None, description="In any of these roles (办案角色).")
    states: list[AssignmentState] | None = strawberry.field(default=None, description="In any of these states (状态).")
    during: PeriodInput | None = strawberry.field(
        default=None, description="Booked on some day of this period (占用时段)."
    )

    def wanted(self) -> AssignmentsWanted:
        """Return the wish as resolvers know it."""
        return AssignmentsWanted(**vars(self) | {"during": self.during.period() if self.during else None})


@strawberry.input(description="The order of a list of assignments (派案排序方式).")
class AssignmentOrder:
    """By what and which way."""

    by: AssignmentSort = strawberry.field(
        default=AssignmentSort.ASSIGNED_AT, description="What to order by (排序依据)."
    )
    direction: Direction = strawberry.field(default=Direction.DESCENDING, description="Which way (排序方向).")


Where = Annotated[
    AssignmentFilter | None, strawberry.argument(name="filter", description="Null for all assignments (筛选).")
]
Ordered = Annotated[AssignmentOrder | None, strawberry.argument(description="The latest first if null (排序).")]


@strawberry.type
class AssignmentQuery:
    """Questions about assignments."""

    @strawberry.field(description="Assignments on cases that the viewer may see (派案).")
    async def assignments(
        self,
        info: Info,
        *,
        where: Where = None,
        order_by: Ordered = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Assignment]:
        """List assignments."""
        chosen = order_by or AssignmentOrder()
        order = assignments.order_of(chosen.by, descending=chosen.direction is Direction.DESCENDING)
        window = window_of(kinds_of(order), first=first, after=after, last=last, before=before)
        wanted = (where or AssignmentFilter()).wanted()
        return connection_of(await assignments.assignments(info.context.caller, wanted, window, order), Assignment.of)

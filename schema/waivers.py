"""Waivers and dismissals: what humans let pass, on which terms, and whether it still holds (放行)."""

from datetime import date, datetime
from typing import Annotated, TypeAlias

import strawberry

from recusal.registry import RULE_BY_CODE
from resolvers import dismissing, waiving
from resolvers.grounds import LiftingsWanted
from resolvers.paging import kinds_of
from resolvers.waiving import WaiverState
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.enums import register
from schema.nodes import Node
from schema.recusal_rules import RecusalRule
from schema.references import CASE, PERSON, CaseType, PersonType
from terms.cases import AssignmentRole
from terms.recusal import DecisionLevel

register(WaiverState, "不回避批准状态")


@strawberry.type(description="One finding is let pass for one person, case and role (不回避批准).")
class Waiver(Node):
    """See ``db.tables.Waiver``."""

    batch = waiving.waivers_by_id

    role: AssignmentRole = strawberry.field(description="The role in which she may work (岗位).")
    ground: str = strawberry.field(description="The opaque code of the finding (发现标识).")
    reason: str = strawberry.field(description="Why it is let pass (理由).")
    conditions: str = strawberry.field(description="On which conditions (附加条件); empty for none.")
    document: str = strawberry.field(
        description="The number of the written decision (文号); empty where the decider acted himself."
    )
    level: DecisionLevel = strawberry.field(description="On which level it was decided (决定层级).")
    granted_on: date = strawberry.field(description="The day on which it was granted (批准日期).")
    expires_on: date = strawberry.field(description="The first day on which it holds no more (到期日).")
    recorded_at: datetime = strawberry.field(description="The moment from which it was known (登记时间).")

    @strawberry.field(
        description="Whether it holds today (状态); whether the finding is still there, a screening tells."
    )
    async def state(self, info: Info) -> WaiverState:
        """Tell the state."""
        state: WaiverState = await info.context.load(waiving.states_of, self.row.id)
        return state

    @strawberry.field(description="Who may work in spite of it (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="On which case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.row.case_id)

    @strawberry.field(description="The rule whose finding is let pass (规则).")
    def rule(self) -> RecusalRule:
        """Find the rule."""
        return RecusalRule.of(RULE_BY_CODE[self.row.rule])

    @strawberry.field(description="The principal who decided (决定人); null for the city.")
    async def decider(self, info: Info) -> PersonType | None:
        """Find the decider."""
        return await PERSON.load_maybe(info, self.row.decider_id)


@strawberry.type(description="One finding was looked at by a human and is a false alarm (误报认定).")
class Dismissal(Node):
    """See ``db.tables.Dismissal``."""

    batch = dismissing.dismissals_by_id

    ground: str = strawberry.field(description="The opaque code of the finding (发现标识).")
    reason: str = strawberry.field(description="Why it is no ground to stand aside (理由).")
    level: DecisionLevel = strawberry.field(description="On which level it was decided (决定层级).")
    dismissed_on: date = strawberry.field(description="The day on which it was dismissed (认定日期).")
    recorded_at: datetime = strawberry.field(description="The moment from which it was known (登记时间).")

    @strawberry.field(
        description="Whether it stands (是否有效): it was not revoked. It lifts its finding until the evidence changes."
    )
    def stands(self) -> bool:
        """Tell whether it stands."""
        return self.row.superseded_at is None

    @strawberry.field(description="Whom the finding is about (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="On which case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.row.case_id)

    @strawberry.field(description="The rule whose finding is dismissed (规则).")
    def rule(self) -> RecusalRule:
        """Find the rule."""
        return RecusalRule.of(RULE_BY_CODE[self.row.rule])

    @strawberry.field(description="The person who dismissed it (认定人); null where an office did.")
    async def decider(self, info: Info) -> PersonType | None:
        """Find the decider."""
        return await PERSON.load_maybe(info, self.row.decider_id)


@strawberry.input(description="Which waivers or dismissals are wanted (筛选); all conditions must hold, null is none.")
class LiftingFilter:
    """See ``resolvers.grounds.LiftingsWanted``."""

    person_number: str | None = strawberry.field(default=None, description="Of the person with this number (人员编号).")
    case_number: str | None = strawberry.field(default=None, description="On the case with this number (案号).")
    standing: bool | None = strawberry.field(
        default=None, description="True for those that were not revoked, false for those that were (是否未撤销)."
    )

    def wanted(self) -> LiftingsWanted:
        """Return the wish as resolvers know it."""
        return LiftingsWanted(**vars(self))


Where: TypeAlias = Annotated[
    LiftingFilter | None, strawberry.argument(name="filter", description="Null for all (筛选).")
]


@strawberry.type
class WaiverQuery:
    """Questions about waivers and dismissals."""

    @strawberry.field(description="Waivers in cases that the viewer may see, the latest first (不回避批准).")
    async def waivers(
        self,
        info: Info,
        *,
        where: Where = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Waiver]:
        """List waivers."""
        window = window_of(kinds_of(waiving.ORDER), first=first, after=after, last=last, before=before)
        wanted = (where or LiftingFilter()).wanted()
        return connection_of(await waiving.waivers(info.context.caller, window, wanted=wanted), Waiver.of)

    @strawberry.field(description="Dismissals in cases that the viewer may see, the latest first (误报认定).")
    async def dismissals(
        self,
        info: Info,
        *,
        where: Where = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Dismissal]:
        """List dismissals."""
        window = window_of(kinds_of(dismissing.ORDER), first=first, after=after, last=last, before=before)
        wanted = (where or LiftingFilter()).wanted()
        return connection_of(await dismissing.dismissals(info.context.caller, window, wanted=wanted), Dismissal.of)

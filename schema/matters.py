"""Recusal matters: whether somebody must stand aside, and what hangs on it (回避事项)."""

from datetime import date, datetime
from typing import Annotated, TypeAlias

import strawberry

from recusal.registry import RULE_BY_CODE
from resolvers import matters, matters_teams
from resolvers.matters import MattersWanted
from resolvers.matters_ladder import Standing
from resolvers.paging import kinds_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.deciding import DecisionRung
from schema.matters_parts import MatterCase, RecusalAct, RecusalDecision
from schema.meetings import Meeting
from schema.nodes import Id, Node, key_of
from schema.recusal_rules import RecusalRule
from schema.references import PERSON, PersonType
from terms.recusal import Applicant, MatterForm, MatterState, Medium


@strawberry.type(description="The question whether a person must stand aside from cases (回避事项).")
class RecusalMatter(Node):
    """See ``db.tables.RecusalMatter``."""

    batch = matters.matters_by_id

    form: MatterForm = strawberry.field(description="How it began (提出方式).")
    applicant: Applicant = strawberry.field(
        description="Who stands behind it (申请人); who informed is never told apart from others concerned."
    )
    medium: Medium | None = strawberry.field(description="How it was made (提出形式); null for what the service found.")
    record: str = strawberry.field(description="Where the record of an oral request is kept (记录); empty if none.")
    reasons: str = strawberry.field(description="The reasons (理由); a code for what the service found.")
    state: MatterState = strawberry.field(description="Where it stands (状态).")
    suspends: bool = strawberry.field(
        description="Whether it keeps the person from the cases while it is open (期间是否暂停)."
    )
    received_on: date = strawberry.field(description="The day on which it was received (提出日期).")
    opened_at: datetime = strawberry.field(description="The moment at which it was opened (登记时间).")
    closed_at: datetime | None = strawberry.field(
        description="The moment at which it ended (办结时间); null while open."
    )

    @strawberry.field(description="Who would stand aside (人员); null if the viewer may not see the person.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.row.person_id)

    @strawberry.field(description="The rule that is alleged (主张的规则); null where none was named.")
    def alleged_rule(self) -> RecusalRule | None:
        """Find the rule."""
        code = self.row.alleged_rule
        return None if code is None else RecusalRule.of(RULE_BY_CODE[code])

    @strawberry.field(description="The cases, of those that the viewer may see (涉及案件).")
    async def cases(self, info: Info) -> list[MatterCase]:
        """List the cases."""
        return [MatterCase.of(row) for row in await info.context.load(matters.cases_of_matters, self.row.id)]

    @strawberry.field(
        description="What the person did while the conflict held already, the earliest first (待复核事项)."
    )
    async def acts_to_check(self, info: Info) -> list[RecusalAct]:
        """List the acts."""
        return [RecusalAct.of(row) for row in await info.context.load(matters.acts_of_matters, self.row.id)]

    @strawberry.field(
        description="Meetings not yet held that deal with the cases and that the person may sit in (将召开的会议)."
    )
    async def meetings_ahead(self, info: Info) -> list[Meeting]:
        """List the meetings."""
        rows = await info.context.load(matters_teams.meetings_ahead_of_matters, self.row.id)
        return [Meeting.of(row) for row in rows]

    @strawberry.field(description="Who decides, as things stand today (有权决定者); null once it is closed.")
    async def decider(self, info: Info) -> DecisionRung | None:
        """Find the rung."""
        standing = await self._standing(info)
        return None if standing is None else DecisionRung.of(standing.rung)

    @strawberry.field(
        description="Who would decide, but is passed over, and why (跳过的决定人); empty once it is closed."
    )
    async def passed_over(self, info: Info) -> list[DecisionRung]:
        """List the rungs that are passed over."""
        standing = await self._standing(info)
        return [] if standing is None else [DecisionRung.of(rung) for rung in standing.passed_over()]

    async def _standing(self, info: Info) -> Standing | None:
        if self.row.state is not MatterState.OPEN:
            return None
        standing: Standing | None = await info.context.load(matters_teams.standings_of_matters, self.row.id)
        return standing

    @strawberry.field(
        description="Earlier matters by the same kind of applicant on the same person and case (重复申请)."
    )
    async def repeats(self, info: Info) -> list["RecusalMatter"]:
        """List the earlier matters."""
        rows = await info.context.load(matters.earlier_of_matters, self.row.id)
        return [RecusalMatter.of(row) for row in rows]

    @strawberry.field(
        description="How often the person asked to stand aside in the 12 months up to this matter (自行回避次数)."
    )
    async def self_recusals(self, info: Info) -> int:
        """Count the self-recusals."""
        count: int = await info.context.load(matters.self_recusals_of_matters, self.row.id)
        return count

    @strawberry.field(description="The decision (回避决定); null until then.")
    async def decision(self, info: Info) -> RecusalDecision | None:
        """Find the decision."""
        row = await info.context.load(matters.decisions_of_matters, self.row.id)
        return None if row is None else RecusalDecision.of(row)


@strawberry.input(description="Which recusal matters are wanted (筛选); all conditions must hold, null is none.")
class RecusalMatterFilter:
    """See ``resolvers.matters.MattersWanted``."""

    states: list[MatterState] | None = strawberry.field(default=None, description="In any of these states (状态).")
    person_number: str | None = strawberry.field(default=None, description="Of the person with this number (人员编号).")
    case_number: str | None = strawberry.field(default=None, description="About the case with this number (案号).")

    def wanted(self) -> MattersWanted:
        """Return the wish as resolvers know it."""
        states = None if self.states is None else tuple(self.states)
        return MattersWanted(states=states, person_number=self.person_number, case_number=self.case_number)


Where: TypeAlias = Annotated[
    RecusalMatterFilter | None, strawberry.argument(name="filter", description="Null for all (筛选).")
]


@strawberry.type
class MatterQuery:
    """Questions about recusal matters."""

    @strawberry.field(
        description="Recusal matters in cases that the viewer may see, the latest first; none about herself (回避事项)."
    )
    async def recusal_matters(
        self,
        info: Info,
        *,
        where: Where = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[RecusalMatter]:
        """List matters."""
        window = window_of(kinds_of(matters.ORDER), first=first, after=after, last=last, before=before)
        wanted = (where or RecusalMatterFilter()).wanted()
        return connection_of(await matters.matters(info.context.caller, wanted, window), RecusalMatter.of)

    @strawberry.field(
        description="The recusal matter with this id (回避事项); null if there is none that the viewer may see."
    )
    async def recusal_matter(self, info: Info, id: Id) -> RecusalMatter | None:  # noqa: A002  (Relay's word)
        """Find a matter."""
        return await RecusalMatter.load_maybe(info, key_of(id, RecusalMatter))

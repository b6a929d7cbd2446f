"""The dashboard (工作台) of a zone or of the whole county."""

from asyncio import gather
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

import strawberry

from casework.deadlines import Standing
from resolvers.bars import Bars, bars_of_cases
from resolvers.dashboard import OpenCase, by_organ, loads_of, open_cases_of
from resolvers.deadlines import deadlines_of_cases
from schema.case_files import Deadline
from schema.connections import FEW, MOST, BadWindow
from schema.context import Info
from schema.dashboard_recusal import RecusalOnDashboard
from schema.references import CASE, ORGAN, POOL_MEMBER, CaseType, OrganType, PoolMemberType
from schema.words import Word, closing_word
from terms.cases import Urgency

Item = TypeVar("Item")

Top = Annotated[int, strawberry.argument(description="At most how many, 1 to 100 (条数).", name="first")]


def top(items: Sequence[Item], most: int) -> Sequence[Item]:
    """Return the first items.

    Raises:
        BadWindow: ``most`` is not 1 to 100.
    """
    if not 1 <= most <= MOST:
        raise BadWindow
    return items[:most]


@strawberry.type(description="Open cases that are equally pressing (按紧急程度的在办案件).")
class UrgencyGroup:
    """The open cases of one urgency."""

    found: strawberry.Private[list[OpenCase]]
    urgency: Urgency = strawberry.field(description="How pressing they are (紧急程度).")
    count: int = strawberry.field(description="How many there are (件数).")
    waiting: int = strawberry.field(description="How many of them wait for a team (待派).")

    @strawberry.field(description="The cases by number (案件).")
    def cases(self, most: Top = FEW) -> list[CaseType]:
        """List the cases."""
        return [CASE.of(case.row) for case in top(self.found, most)]


@strawberry.type(description="The work on hand of one member of the pool (个人负荷).")
class PersonLoad:
    """One member's load."""

    row: strawberry.Private[Any]
    load: int = strawberry.field(
        description="Percent-weeks in the weeks that the policy counts, and booked ahead (负荷)."
    )
    booked_percent: int = strawberry.field(
        description="Percent of full working time booked on cases today (已占用比例)."
    )

    @strawberry.field(description="The member of the pool (人才库成员).")
    def member(self) -> PoolMemberType:
        """Show the member."""
        return POOL_MEMBER.of(self.row)


@strawberry.type(description="The work on hand of the pool members of one organ (单位负荷).")
class OrganLoad:
    """One organ's load."""

    key: strawberry.Private[int]
    members: int = strawberry.field(description="How many members of the pool it sends (入库人数).")
    capacity: int = strawberry.field(
        description="Percent of working time that they may spend on cases, in all (可投入比例)."
    )
    load: int = strawberry.field(description="Percent-weeks of all of them (负荷).")
    booked_percent: int = strawberry.field(
        description="Percent of working time booked today, of all of them (已占用比例)."
    )

    @strawberry.field(description="The organ (单位).")
    async def organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.key)


@strawberry.type(description="A deadline with its case (案件时限).")
class CaseDeadline:
    """One deadline of one case."""

    row: strawberry.Private[Any]
    deadline: Deadline = strawberry.field(description="The deadline (时限).")

    @strawberry.field(description="The case (案件).")
    def case(self) -> CaseType:
        """Show the case."""
        return CASE.of(self.row)


@strawberry.type(description="How many pairs of a pool member and a case one rule bars (回避规则统计).")
class BarsByRule:
    """The pairs of one rule."""

    rule: Word = strawberry.field(description="The rule with its code and names (规则).")
    pairs: int = strawberry.field(
        description="How many pairs it bars (禁止对数); a pair may be barred by several rules."
    )


@strawberry.type(description="What recusal leaves of the pool for the waiting cases, on open facts (回避情况).")
class BarsFound:
    """The bars of all waiting cases together."""

    pairs: int = strawberry.field(
        description="Pairs of a pool member and a waiting case, as plain members of a team (审查对数)."
    )
    barred_pairs: int = strawberry.field(description="Those that at least one rule bars (禁止对数).")
    by_rule: list[BarsByRule] = strawberry.field(description="By rule, the one that bars most first (按规则统计).")


@strawberry.type(description="Staffing in figures (力量统计).")
class StaffingTotals:
    """Sums over the pool and the open cases."""

    open_cases: int = strawberry.field(description="Open cases in sight (在办案件数).")
    waiting_cases: int = strawberry.field(description="Those that wait for a team (待派案件数).")
    pool_members: int = strawberry.field(description="Members of the talent pool (入库人数).")
    busy_members: int = strawberry.field(description="Those with something booked today (在办人数).")
    capacity: int = strawberry.field(
        description="Percent of working time that all members may spend on cases (可投入比例)."
    )
    booked_percent: int = strawberry.field(description="Percent of working time that is booked today (已占用比例).")


@strawberry.type(description="What needs attention today, in a zone or in the whole county (工作台).")
class Dashboard(RecusalOnDashboard):
    """The dashboard of one zone, or of the county."""

    day: date = strawberry.field(description="The day on which this holds, county time (统计日期).")

    @strawberry.field(
        description="Open cases by urgency, the most pressing first (在办案件); urgencies without cases too."
    )
    async def open_cases(self, info: Info) -> list[UrgencyGroup]:
        """Group the open cases."""
        cases = await info.context.load(open_cases_of, self.zone_id)
        groups = {urgency: [case for case in cases if case.row.urgency is urgency] for urgency in Urgency}
        return [
            UrgencyGroup(found=group, urgency=urgency, count=len(group), waiting=sum(case.waiting for case in group))
            for urgency, group in groups.items()
        ]

    @strawberry.field(description="Cases that wait for a team (待派案件), the most pressing first.")
    async def waiting_cases(self, info: Info, most: Top = FEW) -> list[CaseType]:
        """List the waiting cases."""
        cases = await info.context.load(open_cases_of, self.zone_id)
        return [CASE.of(case.row) for case in top([case for case in cases if case.waiting], most)]

    @strawberry.field(description="Load by person, the highest first (个人负荷).")
    async def load_by_person(self, info: Info, most: Top = FEW) -> list[PersonLoad]:
        """List the members by load."""
        members = await info.context.load(loads_of, self.zone_id)
        return [
            PersonLoad(row=member.row, load=member.load, booked_percent=member.booked) for member in top(members, most)
        ]

    @strawberry.field(description="Load by organ, the highest first (单位负荷).")
    async def load_by_organ(self, info: Info, most: Top = FEW) -> list[OrganLoad]:
        """List the organs by load."""
        organs = by_organ(await info.context.load(loads_of, self.zone_id))
        return [
            OrganLoad(
                key=organ.organ_id,
                members=organ.members,
                capacity=organ.capacity,
                load=organ.load,
                booked_percent=organ.booked,
            )
            for organ in top(organs, most)
        ]

    @strawberry.field(
        description="Deadlines of open cases that are overdue or due soon, the earliest first (临期和超期时限)."
    )
    async def deadlines(self, info: Info, most: Top = FEW) -> list[CaseDeadline]:
        """List the deadlines that need attention."""
        cases = await info.context.load(open_cases_of, self.zone_id)
        found = await gather(*(info.context.load(deadlines_of_cases, case.row.id) for case in cases))
        pressing = [
            CaseDeadline(row=case.row, deadline=Deadline.of(deadline))
            for case, deadlines in zip(cases, found, strict=True)
            for deadline in deadlines
            if deadline.standing is not Standing.RUNNING
        ]
        pressing.sort(key=lambda each: (each.deadline.due_on, each.row.number, each.deadline.code))
        return list(top(pressing, most))

    @strawberry.field(description="Who of the pool may not touch the waiting cases, in figures (回避情况).")
    async def bars(self, info: Info) -> BarsFound:
        """Count the bars."""
        cases = [case for case in await info.context.load(open_cases_of, self.zone_id) if case.waiting]
        total = Bars()
        for bars in await gather(*(info.context.load(bars_of_cases, case.row.id) for case in cases)):
            total.add(bars)
        by_rule = sorted(total.by_rule.items(), key=lambda counted: (-counted[1], counted[0]))
        return BarsFound(
            pairs=total.pairs,
            barred_pairs=total.barred,
            by_rule=[BarsByRule(rule=closing_word(code), pairs=pairs) for code, pairs in by_rule],
        )

    @strawberry.field(description="The figures of staffing (力量统计).")
    async def totals(self, info: Info) -> StaffingTotals:
        """Sum up."""
        cases = await info.context.load(open_cases_of, self.zone_id)
        members = await info.context.load(loads_of, self.zone_id)
        return StaffingTotals(
            open_cases=len(cases),
            waiting_cases=sum(case.waiting for case in cases),
            pool_members=len(members),
            busy_members=sum(member.booked > 0 for member in members),
            capacity=sum(member.row.capacity for member in members),
            booked_percent=sum(member.booked for member in members),
        )


@strawberry.type
class DashboardQuery:
    """The county's dashboard; zones have their own."""

    @strawberry.field(description="The dashboard of the whole county (全县工作台), as far as the viewer may see.")
    def dashboard(self, info: Info) -> Dashboard:
        """Show the county's dashboard."""
        return Dashboard(zone_id=None, day=info.context.caller.today())

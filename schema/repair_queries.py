"""What could be done about people who fell out of teams at work (补员测算); asked freely, on open facts."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import strawberry

from allocation.plan import Shortage as FoundShortage
from allocation.repair import Option
from allocation.stand_bys import Reserve, StandBys
from allocation.substitutes import Substitute as FoundSubstitute
from resolvers import repair_questions
from resolvers.repair_questions import Answer, Place
from schema import sentences_of_teams as told
from schema.context import Info
from schema.level_values import LevelCost, LevelReached
from schema.moves import Move, move_told
from schema.naming import case_named, person_number
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.repair_inputs import RepairInput
from schema.sentences import Sentence
from schema.shortages import Shortage
from terms.cases import AssignmentRole


@strawberry.type(description="Somebody who could take a place, all teams looked at again with her (替补人选).")
class Substitute:
    """See ``allocation.substitutes.Substitute``."""

    found: strawberry.Private[FoundSubstitute]
    fit: int = strawberry.field(description="Points of fit for the needed skills (匹配分).")
    travel: int = strawberry.field(description="Distance to the case in hundreds of metres (路程).")
    load_after: int = strawberry.field(description="Her load in percent-weeks with this case (派案后负荷).")

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.found.seat.person)

    @strawberry.field(
        description="Who follows whom elsewhere if she comes (连带调整); empty if she leaves no seat for it."
    )
    def knock_on(self) -> list[Move]:
        """List the moves."""
        return [Move.of(move) for move in self.found.knock_on]

    @strawberry.field(description="The price at each level beside the plan, the most important first (各层级代价).")
    def costs(self) -> list[LevelCost]:
        """List the prices."""
        return [LevelCost.of(cost) for cost in self.found.costs]

    @strawberry.field(description="How she fits the place and what it costs, in words (说明).")
    async def sentence(self, info: Info) -> Sentence:
        """Say the whole."""
        seat = self.found.seat
        return told.of_substitute(
            await person_number(info, seat.person),
            await case_named(info, seat.case),
            seat.role,
            seat=told.of_figures(self.fit, self.travel, self.load_after),
            after=told.of_costs(self.costs(), knock_on=len(self.found.knock_on)),
        )


@strawberry.type(description="A place that somebody new takes in the plan with the fewest changes (缺员岗位).")
class VacantPlace:
    """See ``resolvers.repair_questions.Place``."""

    place: strawberry.Private[Place]

    @strawberry.field(description="What the plan does about it (人员调整).")
    def move(self) -> Move:
        """Show the move."""
        return Move.of(self.place.move)

    @strawberry.field(description="Who could take it, the one of the plan first or her equals, at most 10 (替补人选).")
    async def substitutes(self) -> list[Substitute]:
        """Look for substitutes."""
        return [
            Substitute(found=one, fit=one.seat.fit, travel=one.seat.travel, load_after=one.seat.load_after)
            for one in await self.place.substitutes()
        ]


@strawberry.type(description="One plan of repair (补员方案).")
class RepairPlan:
    """See ``allocation.repair.Option``."""

    option: strawberry.Private[Option]
    changes: int = strawberry.field(
        description="How many seats of teams at work it does not keep, vacant ones included (改动岗位数)."
    )
    lottery_proven: bool = strawberry.field(
        description="Whether the draw among plans that equal it was finished (抽签已完成)."
    )

    @strawberry.field(description="What it changes, by case and role (人员调整).")
    def moves(self) -> list[Move]:
        """List the moves."""
        return [Move.of(move) for move in self.option.moves]

    @strawberry.field(description="What it reaches at each level (目标层级).")
    def levels(self) -> list[LevelReached]:
        """List the levels."""
        return [LevelReached.of(asdict(each)) for each in self.option.levels]

    @strawberry.field(description="What it changes, and whether anything better can exist, in words (说明).")
    async def sentence(self, info: Info) -> Sentence:
        """Say the whole."""
        moves = [await move_told(info, move) for move in self.option.moves]
        levels = self.option.levels
        unproven, near = (
            [one.level for one in levels if not one.proven],
            [one.level for one in levels if one.proven and not one.is_best],
        )
        return told.of_repair(self.changes, moves, unproven, near)


@strawberry.type(description="A case whose team cannot be made whole, and why (无法补员案件).")
class UnfilledCase:
    """See ``allocation.repair.Repair``."""

    case_id: strawberry.Private[int]
    found: strawberry.Private[Sequence[FoundShortage]]

    @strawberry.field(description="The case (案件); null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.case_id)

    @strawberry.field(description="What stands between it and a whole team (未配齐原因).")
    def shortages(self) -> list[Shortage]:
        """List the reasons."""
        return [Shortage.of(asdict(each), in_the_open=True) for each in self.found]


@strawberry.type(description="Who could take a seat if its holder fell out, with all other seats as they are (后备).")
class SeatStandBys:
    """See ``allocation.stand_bys.StandBys``."""

    stand_bys: strawberry.Private[StandBys]
    role: AssignmentRole = strawberry.field(description="The role (岗位).")
    count: int = strawberry.field(description="How many people could take it (后备人数).")

    @strawberry.field(description="The holder of the seat (在岗人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.stand_bys.seat.person)


@strawberry.type(description="How many ways a case still has (案件后备).")
class CaseReserve:
    """See ``allocation.stand_bys.Reserve``."""

    reserve: strawberry.Private[Reserve]
    ways: int = strawberry.field(
        description="In how many ways the case can at least be made whole again, whichever one of its people falls out "
        "(后备余量): the fewest stand-bys of any of its seats."
    )

    @strawberry.field(description="The case (案件); null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.reserve.case)

    @strawberry.field(description="Its seats (岗位).")
    def seats(self) -> list[SeatStandBys]:
        """List the seats."""
        return [
            SeatStandBys(stand_bys=each, role=each.seat.role, count=len(each.people)) for each in self.reserve.seats
        ]

    @strawberry.field(description="The same in words, seat by seat (说明).")
    async def sentence(self, info: Info) -> Sentence:
        """Say the whole."""
        seats = [
            told.of_stand_bys(each.seat.role, await person_number(info, each.seat.person), len(each.people))
            for each in self.reserve.seats
        ]
        return told.of_reserve(await case_named(info, self.reserve.case), self.ways, seats)


@strawberry.type(description="What could be done about people who fell out (补员测算).")
class Repairs:
    """See ``resolvers.repair_questions.Answer``."""

    answer: strawberry.Private[Answer]

    @strawberry.field(description="The places that are filled, each with who could take it (缺员岗位).")
    def places(self) -> list[VacantPlace]:
        """List the places."""
        return [VacantPlace(place=place) for place in self.answer.places]

    @strawberry.field(
        description="Plans from the fewest changes to the freely best, at most 5, each better than all with fewer "
        "changes, and the best for as many changes as it has (补员方案)."
    )
    async def plans(self) -> list[RepairPlan]:
        """List the plans."""
        return [
            RepairPlan(option=option, changes=option.changes, lottery_proven=option.plan.lottery_proven)
            for option in await self.answer.plans()
        ]

    @strawberry.field(description="Cases that cannot be made whole, which stay as they are (无法补员案件).")
    def unfilled(self) -> list[UnfilledCase]:
        """List the cases."""
        return [UnfilledCase(case_id=case, found=found) for case, found in self.answer.unfilled.items()]

    @strawberry.field(
        description="How many ways the repaired cases still have, by the plan with the fewest changes (后备)."
    )
    async def reserves(self) -> list[CaseReserve]:
        """List the reserves."""
        return [CaseReserve(reserve=reserve, ways=reserve.ways) for reserve in await self.answer.reserves()]

    @strawberry.field(
        description="Whether sealed facts were looked at: never in a question that is free to ask (已查密封信息)."
    )
    def sealed_facts_consulted(self) -> bool:
        """Tell that they were not."""
        return False


@strawberry.type
class RepairQuery:
    """Questions about teams at work."""

    @strawberry.field(
        description="What could be done about people who fell out of teams at work, on open facts (补员测算); "
        "the proposal also looks at sealed ones, and may have to choose others."
    )
    async def repairs(
        self,
        info: Info,
        input: Annotated[RepairInput, strawberry.argument(description="Who fell out (补员范围).")],  # noqa: A002
    ) -> Repairs:
        """Ask for repairs."""
        return Repairs(answer=await repair_questions.repair_asked(info.context.caller, input.wish()))

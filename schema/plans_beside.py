"""A plan beside a proposal's own: another proposal's, or one that is only supposed (方案对比)."""

import strawberry

from allocation.compare import Move as FoundMove
from allocation.compare import MoveKind
from resolvers import explaining
from schema import sentences
from schema.context import Info
from schema.enums import register
from schema.level_values import LevelDifference
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.sentences import Sentence
from schema.shortages import Shortage
from terms.cases import AssignmentRole
from terms.people import Skill

register(MoveKind, "人员变动")


@strawberry.type(description="Where two plans differ on one person and one case (人员变动).")
class PersonMove:
    """See ``allocation.compare.Move``; supposed people and cases have no row."""

    found: strawberry.Private[FoundMove]
    real: strawberry.Private[frozenset[int]]
    kind: MoveKind = strawberry.field(description="What becomes of her there (变动类型).")
    before: AssignmentRole | None = strawberry.field(description="Her role in the first plan (原岗位); null if none.")
    after: AssignmentRole | None = strawberry.field(description="Her role in the second plan (新岗位); null if none.")

    @strawberry.field(description="The person (人员); null for a newcomer who is only supposed.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load(info, self.found.person) if self.found.person in self.real else None

    @strawberry.field(description="The case (案件); null if it is only supposed, or not to be seen any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.found.case if self.found.case > 0 else None)


@strawberry.type(description="A seat of a plan that is only supposed (假设方案岗位).")
class SupposedSeat:
    """See ``allocation.plan.Seat``."""

    key: strawberry.Private[int | None]
    role: AssignmentRole = strawberry.field(description="The role (岗位).")
    fit: int = strawberry.field(description="Points of fit (匹配分).")
    travel: int = strawberry.field(description="Distance to the case in hundreds of metres (路程).")
    load_after: int = strawberry.field(description="Her load in percent-weeks with this plan (派案后负荷).")
    covers: list[Skill] = strawberry.field(description="The needed skills that she has (满足专长).")
    waivers: int = strawberry.field(description="How many waivers must be granted for her first (所需不回避批准数).")

    @strawberry.field(description="The person (人员); null for a newcomer who is only supposed.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return None if self.key is None else await PERSON.load(info, self.key)


@strawberry.type(description="A case in a plan that is only supposed (假设方案案件).")
class SupposedTeam:
    """One case with its team or the reasons why it has none."""

    key: strawberry.Private[int]
    seats: list[SupposedSeat] = strawberry.field(description="The team (岗位人选); empty if it has none.")
    shortages: list[Shortage] = strawberry.field(description="Why it has none (未配齐原因); empty if it has one.")

    @strawberry.field(description="The case (案件); null if it is only supposed, or not to be seen any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.key if self.key > 0 else None)


@strawberry.type(description="A plan beside a proposal's own (方案对比).")
class PlanBeside:
    """See ``allocation.compare.Comparison``."""

    found: strawberry.Private[explaining.Beside]

    @strawberry.field(description="Both plans at each level, in the first plan's order (各级目标对比).")
    def levels(self) -> list[LevelDifference]:
        """List the levels."""
        return [LevelDifference.compared(one) for one in self.found.comparison.levels]

    @strawberry.field(
        description="Whether the draw among plans that equal the second was finished (抽签已完成); null where a run of "
        "an earlier version made it."
    )
    def lottery_proven(self) -> bool | None:
        """Tell whether it was."""
        return self.found.lottery_proven

    @strawberry.field(description="Who leaves, who comes, who changes the role, case by case (人员变动).")
    def moves(self) -> list[PersonMove]:
        """List the moves."""
        return [
            PersonMove(found=one, real=self.found.people, kind=one.kind, before=one.before, after=one.after)
            for one in self.found.comparison.moves
        ]

    @strawberry.field(description="Cases that only the first plan staffs (仅原方案配齐的案件).")
    async def staffed_before_only(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, self.found.comparison.staffed_before_only)

    @strawberry.field(description="Cases that only the second plan staffs (仅新方案配齐的案件).")
    async def staffed_after_only(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, [key for key in self.found.comparison.staffed_after_only if key > 0])

    @strawberry.field(description="The second plan, case by case (新方案).")
    def teams(self) -> list[SupposedTeam]:
        """List the teams."""
        return _teams(self.found)

    @strawberry.field(description="Which of the two is better, and by what (说明).")
    def sentence(self) -> Sentence:
        """Say the difference."""
        return sentences.of_levels(self.levels())


def _teams(found: explaining.Beside) -> list[SupposedTeam]:
    cases = sorted({seat.case for seat in found.plan.seats} | {one["case"] for one in found.shortages})
    return [
        SupposedTeam(
            key=case,
            seats=[
                SupposedSeat(
                    key=seat.person if seat.person in found.people else None,
                    role=seat.role,
                    fit=seat.fit,
                    travel=seat.travel,
                    load_after=seat.load_after,
                    covers=list(seat.covers),
                    waivers=seat.waivers,
                )
                for seat in found.plan.seats
                if seat.case == case
            ],
            shortages=[Shortage.of(one, real=found.people) for one in found.shortages if one["case"] == case],
        )
        for case in cases
    ]

"""What could be done about people who fell out, asked freely: on open facts alone, without writing anything."""

from dataclasses import dataclass

from allocation.plan import Seat, Shortage
from allocation.problem import Problem
from allocation.repair import Option, Repair, best, frontier, repair
from allocation.stand_bys import Reserve, reserves
from allocation.substitutes import Substitute, substitutes
from allocation.vacancies import Move
from db.session import judge
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.repairing import Teams, Wish, teams_of
from resolvers.scope import zones_of
from resolvers.snapshot import read_snapshot
from resolvers.solving import solved

SEED = 0
"""Of the draw among equal plans: a proposal draws them anew, by its own seed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that somebody new takes in the plan with the fewest changes."""

    option: Option
    move: Move
    seat: Seat

    async def substitutes(self) -> tuple[Substitute, ...]:
        """Return who could take it, the one of the plan included, cheapest first; ten at most."""
        return await solved(substitutes, self.option, self.seat)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a repair would be; the further questions are solved only where they are asked."""

    found: Repair

    @property
    def places(self) -> list[Place]:
        """The places that are filled, by case and role."""
        option = self.found.fewest
        seats = {(seat.case, seat.person, seat.role): seat for seat in option.plan.seats}
        return [
            Place(option, move, seats[move.case, move.comer, move.role])
            for move in option.moves
            if move.comer is not None
        ]

    @property
    def unfilled(self) -> dict[int, list[Shortage]]:
        """Why cases stay as they are, by case."""
        found: dict[int, list[Shortage]] = {}
        for shortage in self.found.unfilled:
            found.setdefault(shortage.case, []).append(shortage)
        return found

    async def plans(self) -> tuple[Option, ...]:
        """Return the plans from the fewest changes to the best, each better than all with fewer changes."""
        return await solved(self._plans)

    def _plans(self) -> tuple[Option, ...]:
        return frontier(self.found.fewest, best(self.found.fewest, seed=SEED), seed=SEED)

    async def reserves(self) -> tuple[Reserve, ...]:
        """Return how many ways the cases of the plan with the fewest changes still have."""
        return await solved(reserves, self.found.fewest.problem, self.found.fewest.plan)


async def repair_asked(caller: Caller, wish: Wish) -> Answer:
    """Return what could be done; sealed facts are not looked at, or the lists would tell of them (T02).

    The proposal looks, and so may have to choose others.

    Raises:
        NotAllowed: the caller may not propose, or not in these zones.
        NotFound, CaseNotWaiting, NothingToStaff, OwnCases: see ``teams_of``.
    """
    require(caller, Act.PROPOSE)
    async with caller.database.reading() as session:
        zones = await zones_of(session, wish.zone_codes)
        require(caller, Act.PROPOSE, zones={zone.id for zone in zones})
        await judge(session, Act.PROPOSE)
        scope, teams = await teams_of(session, caller, wish)
        snapshot = await read_snapshot(
            session, on=caller.today(), cases=[case.id for case in scope.cases], sealed=False
        )
    drawn = None if scope.whole_county else frozenset(zone.id for zone in scope.zones)
    edits = teams.edits(Edits(), snapshot, drawn)
    problem = await solved(make_problem, snapshot, zones=drawn, edits=edits)
    return Answer(await solved(_repair, problem, teams))


def _repair(problem: Problem, teams: Teams) -> Repair:
    return repair(problem, teams.loss, seed=SEED)

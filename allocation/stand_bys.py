"""How many ways a plan still has: for each seat, how many others could take it if its holder fell out tomorrow."""

from dataclasses import dataclass

from allocation.canonical import canonical
from allocation.plan import Plan, Seat
from allocation.problem import Problem
from allocation.substitutes import stand_ins


@dataclass(frozen=True, slots=True)
class StandBys:
    """The stand-bys of one seat: each could take it, with every other seat of the plan as it is, all rules kept."""

    seat: Seat
    people: tuple[int, ...]
    """Cheapest first, as ``replacements`` orders them."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """What a staffed case has in reserve."""

    case: int
    seats: tuple[StandBys, ...]

    @property
    def ways(self) -> int:
        """In how many ways the case can at least be made whole again, whoever one of its people falls out.

        The fewest stand-bys of any of its seats: 0 means that the loss of one certain person leaves the case without a
        team unless others move too. It counts the loss of one person, not of several at once.
        """
        return min(len(seat.people) for seat in self.seats)


def reserves(problem: Problem, plan: Plan) -> tuple[Reserve, ...]:
    """Return the reserve of every staffed case, by case."""
    problem = canonical(problem)
    found: dict[int, list[StandBys]] = {}
    for seat in plan.seats:
        people = tuple(one.person for one in stand_ins(problem, plan, seat))
        found.setdefault(seat.case, []).append(StandBys(seat, people))
    return tuple(Reserve(case, tuple(seats)) for case, seats in sorted(found.items()))

"""Why this team: what each seat of a plan brings to each level of the order, in the level's unit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from allocation import measures
from allocation.check_values import Record, findings_on, mutual, rings
from allocation.plan import Seat
from allocation.problem import Problem
from allocation.rules import handles, investigates, takes_time
from terms.allocation import Level
from terms.cases import AssignmentRole

ADDED_UP = frozenset(Level) - {Level.WORST_SERVED, Level.WORST_TENTH, Level.HIGHEST_LOAD}
"""Levels whose value is the sum of the shares of all seats and of ``Contributions.apart``."""

Key = TypeVar("Key")
Shares = Mapping[int, Fraction]
"""By the number of the seat in the plan."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a seat brings to one level."""

    level: Level
    amount: Fraction | None
    """In the level's unit. Its share where the level is added up (``ADDED_UP``); at HIGHEST_LOAD the load of her who
    sits there; at WORST_SERVED and WORST_TENTH how well her case is served. None where the level does not look at the
    seat: a reviewer is no part of how a case is served, and no load where reviews take no time."""
    binds: bool = False
    """Whether it is this load, or this case, that makes the level what it is; never where the level is added up."""


@dataclass(frozen=True, slots=True)
class SeatContributions:
    """One seat with what it brings to each level, in the problem's order."""

    case: int
    person: int
    role: AssignmentRole
    levels: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Contributions:
    """All seats in the plan's order."""

    seats: tuple[SeatContributions, ...]
    apart: tuple[Contribution, ...]
    """What the added-up levels have without any seat: the spread of loads from before, published seats of cases that
    have no team now. In the problem's order."""


def contributions(problem: Problem, seats: Sequence[Seat]) -> Contributions:
    """Return what each seat brings to each level.

    What several seats cause together is shared among them: the weight of a case among all its seats, two organs that
    investigate each other or three in a ring among the seats that handle so, the spread of a person's load among her
    cases by their work, a published seat that was not kept among the seats of its role that were not published.
    """
    record = Record(problem, seats)
    found = {level: _MEASURED[level](record) for level in problem.order}
    return Contributions(
        seats=tuple(
            SeatContributions(seat.case, seat.person, seat.role, tuple(_of(found, number)))
            for number, seat in enumerate(seats)
        ),
        apart=tuple(Contribution(level, of_seats.apart) for level, of_seats in found.items() if level in ADDED_UP),
    )


@dataclass(frozen=True, slots=True)
class _OfSeats:
    """What each seat brings to one level, what is there without seats, and at which amount a seat binds."""

    amounts: Shares
    apart: Fraction = Fraction(0)
    binding: Callable[[Fraction], bool] = lambda _: False


def _of(found: Mapping[Level, _OfSeats], number: int) -> Iterable[Contribution]:
    for level, of_seats in found.items():
        amount = of_seats.amounts.get(number, Fraction(0) if level in ADDED_UP else None)
        yield Contribution(level, amount, binds=amount is not None and of_seats.binding(amount))


def _shared(total: Fraction, seats: Sequence[int]) -> Iterable[tuple[int, Fraction]]:
    return ((number, total / len(seats)) for number in seats)


def _added(shares: Iterable[tuple[int, Fraction]]) -> Shares:
    total: dict[int, Fraction] = defaultdict(Fraction)
    for number, share in shares:
        total[number] += share
    return total


def _staffed(record: Record) -> _OfSeats:
    of_case = _numbers(record, lambda seat: seat.case)
    return _OfSeats(
        _added(one for case, seats in of_case.items() for one in _shared(Fraction(record.case[case].weight), seats))
    )


def _appearances(record: Record) -> _OfSeats:
    limits = record.problem.limits
    number_of = {(seat.case, seat.person): number for number, seat in enumerate(record.seats)}
    handled: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, seat in enumerate(record.seats):
        case, person = record.case[seat.case], record.person[seat.person]
        if handles(case, person, seat.role):
            handled[person.organ, case.organ].append(number)
    together = [(limits.reciprocity_weight, {pair, pair[::-1]}) for pair in mutual(record)]
    together += [(limits.ring_weight, set(ring)) for ring in rings(record)] if limits.ring_weight else []
    shares = [
        (number_of[pair.case, pair.person], Fraction(limits.waiver_weight * pair.waivers + pair.soft))
        for pair in findings_on(record)
    ]
    for weight, links in together:
        shares += _shared(Fraction(weight), [number for link in sorted(links) for number in handled.get(link, ())])
    return _OfSeats(_added(shares))


def _changes(record: Record) -> _OfSeats:
    taken = {(seat.case, seat.person, seat.role) for seat in record.seats}
    published = {(pin.case, pin.person, pin.role) for pin in record.problem.published}
    new = _numbers(record, lambda seat: (seat.case, seat.role))
    apart, shares = 0, list[tuple[int, Fraction]]()
    for case, _, role in sorted(published - taken):
        seats = [
            number for number in new.get((case, role), ()) if (case, record.seats[number].person, role) not in published
        ]
        shares += _shared(Fraction(1), seats)
        apart += not seats
    return _OfSeats(_added(shares), Fraction(apart))


def _loads(record: Record) -> Mapping[int, Fraction]:
    """Return every candidate's load by availability, in percent-weeks."""
    return {
        person.id: Fraction(person.load + sum(map(measures.work, record.held.get(person.id, ()))), 1)
        * Fraction(measures.FULL, measures.availability(person))
        for person in record.problem.candidates
    }


def _highest(record: Record) -> _OfSeats:
    loads, limits = _loads(record), record.problem.limits
    highest = max(loads.values(), default=Fraction(0))
    amounts = {number: loads[seat.person] for number, seat in enumerate(record.seats) if takes_time(limits, seat.role)}
    return _OfSeats(amounts, binding=lambda load: load == highest)


def _spread(record: Record) -> _OfSeats:
    tier, limits = record.problem.limits.load_tier, record.problem.limits
    loads, shares, apart = _loads(record), list[tuple[int, Fraction]](), Fraction(0)
    timely = _numbers(record, lambda seat: (seat.person, takes_time(limits, seat.role)))
    for person in record.problem.candidates:
        before = _above_tiers(Fraction(person.load * measures.FULL, measures.availability(person)), tier)
        apart += before
        seats = timely.get((person.id, True), ())
        work = [measures.work(record.case[record.seats[number].case]) for number in seats]
        for number, part in zip(seats, work, strict=True):
            shares.append((number, (_above_tiers(loads[person.id], tier) - before) * Fraction(part, sum(work))))
    return _OfSeats(_added(shares), apart)


def _above_tiers(load: Fraction, tier: int) -> Fraction:
    steps = load // tier
    return steps * load - Fraction(tier * steps * (steps + 1), 2)


def _travel(record: Record) -> _OfSeats:
    return _OfSeats(
        {
            number: Fraction(measures.travel(record.case[seat.case], record.person[seat.person], seat.role))
            for number, seat in enumerate(record.seats)
        }
    )


def _fits(record: Record) -> Mapping[int, Fraction]:
    return {
        number: Fraction(
            measures.fit(record.case[seat.case], record.person[seat.person], seat.role)
            + record.points[seat.case, seat.person]
        )
        for number, seat in enumerate(record.seats)
        if investigates(seat.role)
    }


def _served(record: Record, few: int) -> _OfSeats:
    """Return how well the case of each seat is served; the few least served bind, and those that are as ill served."""
    fits, of_case = _fits(record), _numbers(record, lambda seat: (seat.case, investigates(seat.role)))
    served = {
        case: sum((fits[number] for number in seats), start=Fraction(0)) / len(seats)
        for (case, on_team), seats in of_case.items()
        if on_team
    }
    worst = sorted(served.values())[:few]
    return _OfSeats(
        {number: served[record.seats[number].case] for number in fits}, binding=lambda value: value <= worst[-1]
    )


def _numbers(record: Record, key: Callable[[Seat], Key]) -> Mapping[Key, Sequence[int]]:
    """Group the numbers of the seats."""
    found: dict[Key, list[int]] = defaultdict(list)
    for number, seat in enumerate(record.seats):
        found[key(seat)].append(number)
    return found


_MEASURED: Mapping[Level, Callable[[Record], _OfSeats]] = {
    Level.URGENCY_STAFFED: _staffed,
    Level.APPEARANCES: _appearances,
    Level.CHANGES: _changes,
    Level.WORST_SERVED: lambda record: _served(record, 1),
    Level.WORST_TENTH: lambda record: _served(record, measures.tenth(record.problem)),
    Level.HIGHEST_LOAD: _highest,
    Level.LOAD_SPREAD: _spread,
    Level.TRAVEL: _travel,
    Level.FIT: lambda record: _OfSeats(_fits(record)),
}

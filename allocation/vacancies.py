"""Seats that fell vacant: the problem of filling them beside published teams, which stay unless they may be moved."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import zip_longest

from allocation import measures
from allocation.canonical import canonical
from allocation.openings import Chair, find_openings
from allocation.parts import beside_plan, only
from allocation.plan import Plan, Seat, Shortage, ShortageReason
from allocation.problem import Candidate, Pair, Pin, Problem
from allocation.rules import FALLEN_OUT, ROLE_ORDER, takes_time
from allocation.shortages import what_lacks
from terms.allocation import Level
from terms.cases import AssignmentRole


@dataclass(frozen=True, slots=True)
class Loss:
    """What fell out of the published teams of a problem, and how far the others may be changed for it (T29)."""

    seats: frozenset[Chair]
    """The published seats that whoever held them cannot keep; she does not come back to the case."""
    cases: frozenset[int] = frozenset()
    """Cases that have empty places already, beside those of the seats."""
    may_move: frozenset[int] = frozenset()
    """The cases whose people may be put elsewhere; all other published seats are kept."""

    @property
    def touched(self) -> frozenset[int]:
        """The cases whose teams are not whole."""
        return self.cases | {case for case, _, _ in self.seats}


@dataclass(frozen=True, slots=True)
class Move:
    """One change to a published place: who leaves it and who takes it; None where nobody does."""

    case: int
    role: AssignmentRole
    leaver: int | None
    comer: int | None


def pose(problem: Problem, loss: Loss) -> Problem:
    """Return the problem of the cases that have a published seat, with the others of these seats pinned.

    Whoever fell out of a case is barred from it. A case in which nothing fell out and nobody may be moved is left out,
    and so is one with a person who is not a candidate: its people are booked as they are.
    """
    problem = canonical(problem)
    known = {person.id for person in problem.candidates}
    kept = [pin for pin in problem.published if chair_of(pin) not in loss.seats]
    touched = loss.touched | loss.may_move | {pin.case for pin in problem.pins}
    touched &= {pin.case for pin in problem.published} - {pin.case for pin in kept if pin.person not in known}
    gone = {(case, person) for case, person, _ in loss.seats}
    by_hand = {(pin.case, pin.person) for pin in problem.pins}
    pins = [pin for pin in kept if pin.case not in loss.may_move and (pin.case, pin.person) not in by_hand]
    bars = [Pair(person, case, rules=(FALLEN_OUT,)) for case, person in gone if person in known]
    others = [pair for pair in problem.pairs if (pair.case, pair.person) not in gone]
    barred = replace(problem, pairs=(*others, *bars), pins=(*problem.pins, *pins))
    return leave(canonical(barred), {case.id for case in problem.cases} - touched, loss.seats)


def leave(problem: Problem, cases: Collection[int], lost: Collection[Chair]) -> Problem:
    """Return the problem without these cases: who keeps a published seat there is booked, and has it as past work."""
    here = {case.id: case for case in problem.cases if case.id not in cases}
    known = {person.id for person in problem.candidates}
    stay = [
        chair_of(pin)
        for pin in problem.published
        if pin.case in cases and pin.person in known and chair_of(pin) not in lost
    ]
    beside = booked(problem, stay)
    return replace(
        beside,
        cases=tuple(here.values()),
        linked=tuple(pair for pair in problem.linked if here.keys() >= set(pair)),
        apart=tuple(pair for pair in problem.apart if here.keys() >= set(pair)),
        pairs=tuple(pair for pair in beside.pairs if pair.case in here),
        pins=tuple(pin for pin in problem.pins if pin.case in here),
        published=tuple(pin for pin in problem.published if pin.case in here),
    )


def booked(problem: Problem, taken: Collection[Chair]) -> Problem:
    """Return the problem in which what is taken is booked, handled, reviewed, and counted as past work."""
    whole = beside_plan(problem, taken)
    return replace(whole, candidates=tuple(_with_work(person, problem, taken) for person in whole.candidates))


def _with_work(person: Candidate, problem: Problem, taken: Collection[Chair]) -> Candidate:
    held = {case for case, who, role in taken if who == person.id and takes_time(problem.limits, role)}
    work = sum(measures.work(case) for case in problem.cases if case.id in held)
    return replace(person, load=person.load + work) if work else person


def fewest_first(order: Collection[Level]) -> tuple[Level, ...]:
    """Return the order with the fewest changes right behind staffing, and behind appearances if these come next."""
    goods = [level for level in order if level is not Level.CHANGES]
    place = 2 if goods[1:2] == [Level.APPEARANCES] else 1
    return (*goods[:place], Level.CHANGES, *goods[place:])


def fewest_last(order: Collection[Level]) -> tuple[Level, ...]:
    """Return the order with the fewest changes last: nothing is given up for them, and nothing moves for nothing."""
    return (*(level for level in order if level is not Level.CHANGES), Level.CHANGES)


def moves_of(problem: Problem, plan: Plan) -> tuple[Move, ...]:
    """Return what the plan changes in the published teams."""
    taken = {(seat.case, seat.person, seat.role) for seat in plan.seats}
    return moves_between({chair_of(pin) for pin in problem.published}, taken)


def moves_between(before: AbstractSet[Chair], after: AbstractSet[Chair]) -> tuple[Move, ...]:
    """Return the changes by case and role; people who leave and come in one role are paired in order of id."""
    places = sorted({(case, role) for case, _, role in after ^ before}, key=lambda one: (one[0], ROLE_ORDER[one[1]]))
    return tuple(
        Move(case, role, leaver, comer)
        for case, role in places
        for leaver, comer in zip_longest(_who(before - after, case, role), _who(after - before, case, role))
    )


def _who(chairs: Collection[Chair], case: int, role: AssignmentRole) -> list[int]:
    return sorted(person for on, person, as_role in chairs if (on, as_role) == (case, role))


def reasons_of(problem: Problem, seats: Collection[Seat], case: int, *, deterministic_limit: float) -> list[Shortage]:
    """Return why a case that was left out cannot be filled beside the seats, its published people kept.

    Args:
        problem: the problem of all cases, posed.
        seats: the plan of the others.
        case: its id.
        deterministic_limit: see ``solve``.
    """
    taken = {(seat.case, seat.person, seat.role) for seat in seats}
    alone = only(beside_plan(problem, taken), next(one for one in problem.cases if one.id == case))
    closed = find_openings(alone).closed
    stuck = [chair_of(pin) for pin in alone.pins if chair_of(pin) in closed]
    free = replace(alone, pins=tuple(pin for pin in alone.pins if chair_of(pin) not in stuck))
    found = what_lacks(free, deterministic_limit=deterministic_limit)
    if found:
        return found
    held = [(rule, chair[1]) for chair in stuck[:1] for rule in closed[chair]]
    counted, named = tuple((rule, 1) for rule, _ in held), tuple((rule, (person,)) for rule, person in held)
    return [Shortage(case, 0, None, None, 0, counted, ShortageReason.TEAM_RULES, barred_people=named)]


def chair_of(pin: Pin) -> Chair:
    """Return the chair that is pinned or published."""
    return pin.case, pin.person, pin.role

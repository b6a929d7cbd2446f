"""Refuses a problem that contradicts itself, before anything is solved."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from allocation import refusals
from allocation.bounds import BOUNDS, FULL, IN_STEPS, MOST, MOST_POINTS
from allocation.calendars import Calendar
from allocation.measures import load_scale, load_weight, serve_scale, spread, tenth
from allocation.openings import find_openings
from allocation.problem import Limits, Need, Place, Problem
from allocation.rules import NO_SUCH_PLACE, investigates, takes_time
from terms.allocation import Level
from terms.people import STEP

MOST_SUM = 2**60
"""What all loads, or the parts of a mean, may come to, so that the solver's 64 bits hold every sum."""


def validate(problem: Problem) -> None:
    """Raise the first contradiction as a typed refusal; return when there is none."""
    _refuse_duplicates(problem)
    _refuse_unknown(problem)
    _refuse_numbers_of_cases(problem)
    _refuse_needs_of_nobody(problem)
    _refuse_numbers_of_people(problem)
    _refuse_numbers_of_the_rest(problem)
    _refuse_numbers_of_limits(problem.limits)
    _refuse_order(problem)
    _refuse_near_ties(problem)
    _refuse_sums(problem)
    _refuse_closed_pins(problem)
    _refuse_crowded_pins(problem)
    _refuse_pins_over_capacity(problem)


def _once(what: str, keys: Iterable[tuple[int | str, ...]]) -> None:
    counts: Counter[Hashable] = Counter()
    for key in keys:
        counts[key] += 1
        if counts[key] > 1:
            raise refusals.DuplicateInProblem(what=what, ids=key)


def _refuse_duplicates(problem: Problem) -> None:
    _once("case", ((case.id,) for case in problem.cases))
    _once("candidate", ((person.id,) for person in problem.candidates))
    _once("pair", ((pair.case, pair.person, pair.role or "") for pair in problem.pairs))
    _once("pin", ((pin.case, pin.person) for pin in problem.pins))
    _once("published seat", ((pin.case, pin.person) for pin in problem.published))
    _once("organ of most_from", ((organ,) for organ, _ in problem.limits.most_from))
    _once("organ of others at home", ((organ,) for organ, _ in problem.others_at_home))
    for case in problem.cases:
        _once("place", ((case.id, place.role) for place in case.places))
        _once("need", ((case.id, need.skill) for need in case.needs))
    for person in problem.candidates:
        _once("skill", ((person.id, skill) for skill, _ in person.skills))


def _refuse_unknown(problem: Problem) -> None:
    cases = {case.id for case in problem.cases}
    people = {person.id for person in problem.candidates}
    referred = (
        [("pairs", "case", pair.case) for pair in problem.pairs]
        + [("pairs", "person", pair.person) for pair in problem.pairs]
        + [("busy", "person", row.person) for row in problem.busy]
        + [("kin", "person", person) for pair in problem.kin for person in pair]
        + [(what, "case", case) for what in ("linked", "apart") for pair in getattr(problem, what) for case in pair]
        + [("pins", "case", pin.case) for pin in problem.pins]
        + [("pins", "person", pin.person) for pin in problem.pins]
        + [("published", "case", pin.case) for pin in problem.published]
    )
    for where, what, number in referred:
        if number not in (cases if what == "case" else people):
            raise refusals.UnknownInProblem(where=where, what=what, id=number)


def _within(what: str, number: int | None, field: str, value: int, *, least: int, most: int = MOST) -> None:
    if not least <= value <= most:
        raise refusals.OutOfRange(what=what, id=number, field=field, value=value, least=least, most=most)


def _refuse_numbers(what: str, number: int | None, record: object) -> None:
    """Refuse the numbers of a record that are outside what they can mean, or between the steps in which they go."""
    kind = type(record)
    for field, (least, most) in BOUNDS[kind].items():
        value = getattr(record, field)
        if value is None:
            continue
        _within(what, number, field, value, least=least, most=most)
        if field in IN_STEPS.get(kind, ()) and value % STEP:
            raise refusals.NotInSteps(what=what, id=number, field=field, value=value, least=least, most=most)


def _refuse_window(what: str, number: int, start: int, end: int) -> None:
    if start >= end:
        raise refusals.EmptyWindow(what=what, id=number, start=start, end=end)


def _refuse_numbers_of_cases(problem: Problem) -> None:
    least, most = BOUNDS[Place]["count"]
    worst, best = BOUNDS[Need]["grade"]
    for case in problem.cases:
        _refuse_window("case", case.id, case.start, case.end)
        _refuse_numbers("case", case.id, case)
        if not case.places:
            raise refusals.NoPlaces(what="case", id=case.id, field="places", value=0, least=1, most=MOST)
        for place in case.places:
            _within("case", case.id, place.role.value, place.count, least=least, most=most)
        for need in case.needs:
            _within("case", case.id, need.skill.value, need.grade, least=worst, most=best)


def _refuse_needs_of_nobody(problem: Problem) -> None:
    """Refuse skills and women where there are only reviewers, whoever they are (R31, R34)."""
    for case in problem.cases:
        if (case.needs or case.needs_female) and not any(investigates(place.role) for place in case.places):
            raise refusals.NeedsOfNobody(case=case.id)


def _refuse_numbers_of_people(problem: Problem) -> None:
    worst, best = BOUNDS[Need]["grade"]
    for person in problem.candidates:
        _refuse_numbers("candidate", person.id, person)
        for skill, grade in person.skills:
            _within("candidate", person.id, skill.value, grade, least=worst, most=best)


def _refuse_numbers_of_the_rest(problem: Problem) -> None:
    for row in problem.busy:
        _refuse_window("booking of person", row.person, row.start, row.end)
        _refuse_numbers("booking of person", row.person, row)
        _within("booking of person", row.person, "effort", row.effort, least=0 if row.lent else 1, most=FULL)
    for pair in problem.pairs:
        _refuse_numbers("pair of person", pair.person, pair)
    for one, other in problem.kin:
        if one == other:
            raise refusals.DuplicateInProblem(what="person of a kin pair", ids=(one, other))
    for one, other in (*problem.linked, *problem.apart):
        if one == other:
            raise refusals.DuplicateInProblem(what="case of a linked pair", ids=(one, other))
    for organ, people in problem.others_at_home:
        _within("organ", organ, "others_at_home", people, least=0)


def _refuse_numbers_of_limits(limits: Limits) -> None:
    _refuse_numbers("limits", None, limits)
    for organ, most in limits.most_from:
        _within("organ", organ, "most_from", most, least=0)


def _refuse_order(problem: Problem) -> None:
    """Refuse an order without the staffing of cases first, or with a good twice."""
    _once("level of the order", ((level,) for level in problem.order))
    if problem.order[:1] != (Level.URGENCY_STAFFED,):
        raise refusals.OrderUnfit(order=problem.order)


def _refuse_near_ties(problem: Problem) -> None:
    _once("level of near_ties", ((level,) for level, _ in problem.near_ties))
    for level, units in problem.near_ties:
        _within("level of near_ties", None, level.value, units, least=0)
        if units and level not in problem.order:
            raise refusals.NearTieUnfit(level=level)


def _refuse_sums(problem: Problem) -> None:
    """Refuse loads and team sizes each of which may be, but that no sum holds exactly."""
    scale, tier = load_scale(problem), problem.limits.load_tier
    loads = sum(spread(load_weight(person, scale) * person.load, scale * tier) for person in problem.candidates)
    means = serve_scale(problem) * max(1, tenth(problem)) * MOST_POINTS
    for level, value in ((Level.LOAD_SPREAD, loads), (Level.WORST_SERVED, means), (Level.WORST_TENTH, means)):
        if level in problem.order and value > MOST_SUM:
            raise refusals.NumbersTooLarge(where=level.value)


def _refuse_closed_pins(problem: Problem) -> None:
    if not problem.pins:
        return
    openings = find_openings(problem)
    for pin in problem.pins:
        chair = (pin.case, pin.person, pin.role)
        if chair not in openings.open:
            bars = openings.closed.get(chair, (NO_SUCH_PLACE,))
            raise refusals.PinClosed(case=pin.case, person=pin.person, role=pin.role, rules=bars)


def _refuse_crowded_pins(problem: Problem) -> None:
    places = {(case.id, place.role): place.count for case in problem.cases for place in case.places}
    pinned = Counter((pin.case, pin.role) for pin in problem.pins)
    for (case, role), count in pinned.items():
        if count > places[case, role]:
            raise refusals.TooManyPins(case=case, role=role, places=places[case, role], pins=count)


def _refuse_pins_over_capacity(problem: Problem) -> None:
    calendar = Calendar(problem)
    cases = {case.id: case for case in problem.cases}
    people = {person.id: person for person in problem.candidates}
    pinned = defaultdict(list)
    for pin in problem.pins:
        if takes_time(problem.limits, pin.role):
            pinned[pin.person].append(cases[pin.case])
    for person, held in pinned.items():
        for day in sorted({day for case in held for day in calendar.days_that_matter(case, [person])}):
            effort = sum(case.effort for case in held if case.start <= day < case.end) + calendar.booked(person, day)
            if effort > people[person].capacity:
                raise refusals.PinsOverCapacity(person=person, day=day, effort=effort, capacity=people[person].capacity)

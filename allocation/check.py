"""Checks a plan from the problem alone, day by day; shares no code with the model that made it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import combinations, product

from allocation.check_values import Record, level_values, mutual
from allocation.plan import Plan, Seat
from allocation.problem import Busy, CaseToStaff, Problem
from terms.allocation import MORE_IS_BETTER, Level


@dataclass(frozen=True, slots=True)
class Violation:
    """One hard rule that a plan breaks, or one claim of it that is not so."""

    rule: str
    case: int | None = None
    person: int | None = None
    organ: int | None = None


def violations(problem: Problem, seats: Sequence[Seat]) -> tuple[Violation, ...]:
    """Return every hard rule that the seats break; nothing if they are legal."""
    record = Record(problem, seats)
    found = [Violation("UNKNOWN", seat.case, seat.person) for seat in record.strangers]
    for check_rule in (_bars, _places, _teams, _kin, _time, _reviews, _links, _loans, _home, _reciprocity, _pins):
        found += check_rule(record)
    return tuple(found)


def _bars(record: Record) -> Iterable[Violation]:
    taken = {(seat.case, seat.person): seat.role for seat in record.seats}
    for pair in record.problem.pairs:
        role = taken.get((pair.case, pair.person))
        costly = pair.waivers > 0 and not record.problem.limits.plan_with_waivers
        if role is not None and pair.role in (None, role) and (pair.barred or costly):
            yield Violation("BARRED", pair.case, pair.person)
    for seat in record.seats:
        person = record.person[seat.person]
        case = record.case[seat.case]
        if (seat.role == "LEAD" and not (person.may_lead and person.rank >= case.lead_rank)) or (
            seat.role == "REVIEWER" and not person.may_review
        ):
            yield Violation("NOT_QUALIFIED", seat.case, seat.person)
        if case.districts and person.district not in case.districts:
            yield Violation("OUT_OF_REACH", seat.case, seat.person)


def _places(record: Record) -> Iterable[Violation]:
    for case in record.problem.cases:
        team = record.team[case.id]
        if not team:
            continue
        wanted = Counter({place.role: place.count for place in case.places})
        if Counter(seat.role for seat in team) != wanted:
            yield Violation("PLACES", case.id)
        if len({seat.person for seat in team}) < len(team):
            yield Violation("TWO_ROLES", case.id)


def _teams(record: Record) -> Iterable[Violation]:
    limits = record.problem.limits
    for case in record.problem.cases:
        team = record.investigators(case.id)
        if not record.team[case.id]:
            continue
        for need in case.needs:
            if not any(skill == need.skill and grade >= need.grade for one in team for skill, grade in one.skills):
                yield Violation("R34", case.id)
        if case.needs_female and not any(one.female for one in team):
            yield Violation("R31", case.id)
        for organ, count in Counter(one.organ for one in team).items():
            if count > dict(limits.most_from).get(organ, limits.most_from_one_organ):
                yield Violation("MOST_FROM_ONE_ORGAN", case.id, organ=organ)


def _kin(record: Record) -> Iterable[Violation]:
    for case, team in record.team.items():
        members = {seat.person for seat in team}
        for one, other in record.problem.kin:
            if one in members and other in members:
                yield Violation("R29", case, one)


def _time(record: Record) -> Iterable[Violation]:
    for number, cases in record.held.items():
        spent: Counter[int] = Counter()
        for case in cases:
            spent.update(dict.fromkeys(range(case.start, case.end), case.effort))
        for row in record.problem.busy:
            if row.person == number:
                spent.update({day: row.effort for day in range(row.start, row.end) if day in spent})
        if any(effort > record.person[number].capacity for effort in spent.values()):
            yield Violation("R43", person=number)


def _reviews(record: Record) -> Iterable[Violation]:
    reviews = Counter(seat.person for seat in record.seats if seat.role == "REVIEWER")
    for number, count in reviews.items():
        most = record.person[number].most_reviews
        if most is not None and count > most:
            yield Violation("MOST_REVIEWS", person=number)


def _links(record: Record) -> Iterable[Violation]:
    sides: dict[int, dict[bool, set[int]]] = defaultdict(lambda: {True: set(), False: set()})
    for seat in record.seats:
        sides[seat.case][seat.role == "REVIEWER"].add(seat.person)
    for one, other in record.problem.linked:
        for reviewed, investigated in ((one, other), (other, one)):
            for number in sorted(sides[reviewed][True] & sides[investigated][False]):
                yield Violation("R23", reviewed, number)
    for one, other in record.problem.apart:
        on_one, on_other = (set().union(*sides[case].values()) for case in (one, other))
        for number in sorted(on_one & on_other):
            yield Violation("R24", min(one, other), number)


def _loans(record: Record) -> Iterable[Violation]:
    """Look for people with two new loans, or one beside a loan that is booked, less than the days of rest apart."""
    rest = record.problem.limits.loan_rest
    published = {(pin.case, pin.person, pin.role) for pin in record.problem.published}
    days: dict[int, dict[int, tuple[set[int], set[int]]]] = defaultdict(dict)
    for seat in record.seats if rest is not None else ():
        own = record.case[seat.case].own_organs
        is_new = (seat.case, seat.person, seat.role) not in published
        if own and seat.role != "LEAD" and record.person[seat.person].organ not in own and is_new:
            days[seat.person][seat.case] = _on_loan(record.case[seat.case], rest or 0)
    for number, loans in days.items():
        booked = [_on_loan(row, rest or 0) for row in record.problem.busy if row.lent and row.person == number]
        met = [*combinations(loans.values(), 2), *product(loans.values(), booked)]
        if any(run & others_rest or others & rests for (run, rests), (others, others_rest) in met):
            yield Violation("R46", person=number)


def _on_loan(window: CaseToStaff | Busy, rest: int) -> tuple[set[int], set[int]]:
    """Return the days of a loan, and these with the days of rest behind them."""
    return set(range(window.start, window.end)), set(range(window.start, window.end + rest))


def _home(record: Record) -> Iterable[Violation]:
    others, limits = dict(record.problem.others_at_home), record.problem.limits
    for organ in sorted({record.person[number].organ for number in record.held}):
        staff = [one.id for one in record.problem.candidates if one.organ == organ and one.full_time]
        present = len(staff) + others.get(organ, 0)
        booked = {
            (row.person, day)
            for row in record.problem.busy
            if row.person in staff and not row.at_home and not row.share
            for day in range(row.start, row.end)
        }
        drawn = {
            (number, day)
            for number in staff
            for case in record.held.get(number, ())
            for day in range(case.start, case.end)
        }
        away = Counter(day for _, day in booked | drawn)
        if present < limits.keep_at_home or any(
            away[day] > present - limits.keep_at_home for number, day in drawn - booked
        ):
            yield Violation("R44", organ=organ)


def _reciprocity(record: Record) -> Iterable[Violation]:
    if record.problem.limits.forbid_reciprocity:
        for organ, _ in sorted(mutual(record)):
            yield Violation("R39", organ=organ)


def _pins(record: Record) -> Iterable[Violation]:
    taken = {(seat.case, seat.person, seat.role) for seat in record.seats}
    for pin in record.problem.pins:
        if (pin.case, pin.person, pin.role) not in taken:
            yield Violation("PIN", pin.case, pin.person)


def _chances(problem: Problem, plan: Plan) -> Iterable[Violation]:
    """Look for who should sit out a sensitive case: whom the seed keeps off it, and nobody has put on it by name."""
    kept = {(pin.case, pin.person) for pin in (*problem.pins, *problem.published)}
    most = {case.id: case.most_chance for case in problem.cases}
    for seat in plan.seats:
        drawn = sha256(f"{plan.seed}|{seat.case}|{seat.person}|SITS_OUT".encode()).digest()[:8]
        chance = Fraction(int.from_bytes(drawn), 2**64)
        if chance >= Fraction(most.get(seat.case, 100), 100) and (seat.case, seat.person) not in kept:
            yield Violation("SITS_OUT", seat.case, seat.person)


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Return every hard rule that the plan breaks and every claim of it that is not so."""
    found = list(violations(problem, plan.seats))
    values = level_values(problem, plan.seats)
    if [level.level for level in plan.levels] != list(values):
        found.append(Violation("LEVELS"))
    found += _levels(problem, plan, values)
    found += _chances(problem, plan)
    staffed = {seat.case for seat in plan.seats}
    explained = {shortage.case for shortage in plan.shortages}
    found += [
        Violation("SHORTAGE", case.id) for case in problem.cases if (case.id in staffed) == (case.id in explained)
    ]
    return tuple(found)


def _levels(problem: Problem, plan: Plan, values: Mapping[Level, Fraction]) -> Iterable[Violation]:
    """Look for levels without the value that the seats have, and for bounds that contradict it.

    A near tie may be worse than the best; below one, a plan may pass the bound, which is of the best above.
    """
    near, tied = dict(problem.near_ties), False
    for level in plan.levels:
        worse = (level.value - level.bound) * (-1 if level.level in MORE_IS_BETTER else 1)
        unproven = level.proven and worse > near.get(level.level, 0) * level.scale
        if level.level in values:
            is_so = Fraction(level.value, level.scale) == values[level.level]
            if not is_so or unproven or (worse < 0 and not tied):
                yield Violation(level.level.value)
        tied = tied or near.get(level.level, 0) > 0

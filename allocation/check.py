"""Checks a plan from the problem alone, day by day; shares no code with the model that made it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allocation.plan import Plan, Seat
from allocation.problem import Candidate, CaseToStaff, Pair, Problem
from terms.allocation import Level
from terms.cases import AssignmentRole


@dataclass(frozen=True, slots=True)
class Violation:
    """One hard rule that a plan breaks, or one claim of it that is not so."""

    rule: str
    case: int | None = None
    person: int | None = None
    organ: int | None = None


class _Record:
    """A problem and the seats taken in it, looked up in every way that the checks need."""

    def __init__(self, problem: Problem, seats: Iterable[Seat]) -> None:
        self.problem = problem
        self.case = {case.id: case for case in problem.cases}
        self.person = {person.id: person for person in problem.candidates}
        self.seats = [seat for seat in seats if seat.case in self.case and seat.person in self.person]
        self.strangers = [seat for seat in seats if seat not in self.seats]
        self.team: dict[int, list[Seat]] = defaultdict(list)
        self.held: dict[int, list[CaseToStaff]] = defaultdict(list)
        for seat in self.seats:
            self.team[seat.case].append(seat)
            self.held[seat.person].append(self.case[seat.case])

    def investigators(self, case: int) -> list[Candidate]:
        return [self.person[seat.person] for seat in self.team[case] if seat.role != "REVIEWER"]

    def handlings(self) -> set[tuple[int, int]]:
        return {
            (person.organ, case.organ)
            for case in self.problem.cases
            for person in self.investigators(case.id)
            if person.organ != case.organ
        }


def violations(problem: Problem, seats: Sequence[Seat]) -> tuple[Violation, ...]:
    """Return every hard rule that the seats break; nothing if they are legal."""
    record = _Record(problem, seats)
    found = [Violation("UNKNOWN", seat.case, seat.person) for seat in record.strangers]
    for check_rule in (_bars, _places, _teams, _kin, _time, _home, _reciprocity, _pins):
        found += check_rule(record)
    return tuple(found)


def _bars(record: _Record) -> Iterable[Violation]:
    taken = {(seat.case, seat.person): seat.role for seat in record.seats}
    for pair in record.problem.pairs:
        role = taken.get((pair.case, pair.person))
        costly = pair.waivers > 0 and not record.problem.limits.plan_with_waivers
        if role is not None and pair.role in (None, role) and (pair.barred or costly):
            yield Violation("BARRED", pair.case, pair.person)
    for seat in record.seats:
        person = record.person[seat.person]
        if (seat.role == "LEAD" and not person.may_lead) or (seat.role == "REVIEWER" and not person.may_review):
            yield Violation("NOT_QUALIFIED", seat.case, seat.person)


def _places(record: _Record) -> Iterable[Violation]:
    for case in record.problem.cases:
        team = record.team[case.id]
        if not team:
            continue
        wanted = Counter({place.role: place.count for place in case.places})
        if Counter(seat.role for seat in team) != wanted:
            yield Violation("PLACES", case.id)
        if len({seat.person for seat in team}) < len(team):
            yield Violation("TWO_ROLES", case.id)


def _teams(record: _Record) -> Iterable[Violation]:
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
            if count > record.problem.limits.most_from_one_organ:
                yield Violation("MOST_FROM_ONE_ORGAN", case.id, organ=organ)


def _kin(record: _Record) -> Iterable[Violation]:
    for case, team in record.team.items():
        members = {seat.person for seat in team}
        for one, other in record.problem.kin:
            if one in members and other in members:
                yield Violation("R29", case, one)


def _time(record: _Record) -> Iterable[Violation]:
    for number, cases in record.held.items():
        spent: Counter[int] = Counter()
        for case in cases:
            spent.update(dict.fromkeys(range(case.start, case.end), case.effort))
        for row in record.problem.busy:
            if row.person == number:
                spent.update({day: row.effort for day in range(row.start, row.end) if day in spent})
        if any(effort > record.person[number].capacity for effort in spent.values()):
            yield Violation("R43", person=number)


def _home(record: _Record) -> Iterable[Violation]:
    others, limits = dict(record.problem.others_at_home), record.problem.limits
    for organ in sorted({record.person[number].organ for number in record.held}):
        staff = [one.id for one in record.problem.candidates if one.organ == organ and one.full_time]
        present = len(staff) + others.get(organ, 0)
        booked = {
            (row.person, day)
            for row in record.problem.busy
            if row.person in staff and not row.at_home
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


def _reciprocity(record: _Record) -> Iterable[Violation]:
    if record.problem.limits.forbid_reciprocity:
        for organ, _ in sorted(_mutual(record)):
            yield Violation("R39", organ=organ)


def _mutual(record: _Record) -> set[tuple[int, int]]:
    now = record.handlings()
    ever = now | set(record.problem.handled_before)
    return {(min(pair), max(pair)) for pair in now if (pair[1], pair[0]) in ever}


def _pins(record: _Record) -> Iterable[Violation]:
    taken = {(seat.case, seat.person, seat.role) for seat in record.seats}
    for pin in record.problem.pins:
        if (pin.case, pin.person, pin.role) not in taken:
            yield Violation("PIN", pin.case, pin.person)


def level_values(problem: Problem, seats: Sequence[Seat]) -> dict[Level, Fraction]:
    """Return the value of every level in its unit, exactly; loads in percent-weeks of full availability."""
    record = _Record(problem, seats)
    loads = [_load(record, person) for person in problem.candidates]
    tier = problem.limits.load_tier
    working = [(record.case[seat.case], record.person[seat.person]) for seat in record.seats if seat.role != "REVIEWER"]
    soft = sum(pair.soft for pair in _findings(record))
    return {
        Level.URGENCY_STAFFED: Fraction(sum(case.weight for case in problem.cases if record.team[case.id])),
        Level.WAIVERS: Fraction(sum(pair.waivers for pair in _findings(record))),
        Level.RECIPROCITY: Fraction(len(_mutual(record))),
        Level.HIGHEST_LOAD: max(loads, default=Fraction(0)),
        Level.LOAD_SPREAD: sum(
            (load - above * tier for load in loads for above in range(1, int(load / tier) + 1)), start=Fraction(0)
        ),
        Level.TRAVEL: Fraction(sum(abs(case.x - one.x) + abs(case.y - one.y) for case, one in working)),
        Level.FIT: Fraction(sum(_fit(case, one) for case, one in working) - soft),
    }


def _findings(record: _Record) -> list[Pair]:
    role_of: dict[tuple[int, int], AssignmentRole] = {(seat.case, seat.person): seat.role for seat in record.seats}
    return [
        pair
        for pair in record.problem.pairs
        if (pair.case, pair.person) in role_of and pair.role in (None, role_of[pair.case, pair.person])
    ]


def _load(record: _Record, person: Candidate) -> Fraction:
    weeks = [Fraction(case.effort) * ((case.end - case.start + 6) // 7) for case in record.held.get(person.id, ())]
    return (person.load + sum(weeks, start=Fraction(0))) / Fraction(person.capacity, 100)


def _fit(case: CaseToStaff, person: Candidate) -> int:
    return sum(
        max(0, grade - need.grade + 1) for need in case.needs for skill, grade in person.skills if skill == need.skill
    )


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Return every hard rule that the plan breaks and every claim of it that is not so."""
    found = list(violations(problem, plan.seats))
    values = level_values(problem, plan.seats)
    if [level.level for level in plan.levels] != list(values):
        found.append(Violation("LEVELS"))
    found += [
        Violation(level.level.value)
        for level in plan.levels
        if Fraction(level.value, level.scale) != values[level.level] or (level.proven and level.bound != level.value)
    ]
    staffed = {seat.case for seat in plan.seats}
    explained = {shortage.case for shortage in plan.shortages}
    found += [
        Violation("SHORTAGE", case.id) for case in problem.cases if (case.id in staffed) == (case.id in explained)
    ]
    return tuple(found)

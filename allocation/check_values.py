"""The value of every level of a plan, from the problem alone; shares no code with the model that made it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from allocation.plan import Seat
from allocation.problem import Candidate, CaseToStaff, Pair, Problem
from terms.allocation import Level
from terms.cases import AssignmentRole


class Record:
    """A problem and the seats taken in it, looked up in every way that the checks need."""

    def __init__(self, problem: Problem, seats: Iterable[Seat]) -> None:
        self.problem = problem
        self.case = {case.id: case for case in problem.cases}
        self.person = {person.id: person for person in problem.candidates}
        self.seats = [seat for seat in seats if seat.case in self.case and seat.person in self.person]
        self.strangers = [seat for seat in seats if not (seat.case in self.case and seat.person in self.person)]
        self.team: dict[int, list[Seat]] = defaultdict(list)
        self.held: dict[int, list[CaseToStaff]] = defaultdict(list)
        self.points: Counter[tuple[int, int]] = Counter()
        role_of: dict[tuple[int, int], AssignmentRole] = {(seat.case, seat.person): seat.role for seat in self.seats}
        for pair in problem.pairs:
            if pair.points and pair.role in (None, role_of.get((pair.case, pair.person))):
                self.points[pair.case, pair.person] += pair.points
        for seat in self.seats:
            self.team[seat.case].append(seat)
            if problem.limits.reviews_take_time or seat.role != "REVIEWER":
                self.held[seat.person].append(self.case[seat.case])

    def investigators(self, case: int) -> list[Candidate]:
        """Return the team of a case without its reviewers."""
        return [self.person[seat.person] for seat in self.team[case] if seat.role != "REVIEWER"]

    def handlings(self) -> set[tuple[int, int]]:
        """Return which organ handles the cases of which, by this plan."""
        return {
            (person.organ, case.organ)
            for case in self.problem.cases
            if case.handled_by_others
            for person in self.investigators(case.id)
            if person.organ != case.organ
        }


def level_values(problem: Problem, seats: Sequence[Seat]) -> dict[Level, Fraction]:
    """Return the value of every level of the problem's order in its unit, exactly."""
    record = Record(problem, seats)
    loads = [_load(record, person) for person in problem.candidates]
    tier = problem.limits.load_tier
    served = sorted(_served(record))
    few = (sum(any(place.role != "REVIEWER" for place in case.places) for case in problem.cases) + 9) // 10
    taken = {(seat.case, seat.person, seat.role) for seat in record.seats}
    working = [(record.case[seat.case], record.person[seat.person]) for seat in record.seats if seat.role != "REVIEWER"]
    values = {
        Level.URGENCY_STAFFED: Fraction(sum(case.weight for case in problem.cases if record.team[case.id])),
        Level.APPEARANCES: Fraction(_appearances(record)),
        Level.CHANGES: Fraction(sum((pin.case, pin.person, pin.role) not in taken for pin in problem.published)),
        Level.WORST_SERVED: served[0] if served else Fraction(0),
        Level.WORST_TENTH: sum(served[:few], start=Fraction(0)) / max(few, 1),
        Level.HIGHEST_LOAD: max(loads, default=Fraction(0)),
        Level.LOAD_SPREAD: sum(
            (load - above * tier for load in loads for above in range(1, int(load / tier) + 1)), start=Fraction(0)
        ),
        Level.TRAVEL: Fraction(sum(abs(case.x - one.x) + abs(case.y - one.y) for case, one in working)),
        Level.FIT: Fraction(sum(_fit(record, case, one) for case, one in working)),
    }
    return {level: values[level] for level in problem.order}


def _served(record: Record) -> Iterable[Fraction]:
    """Yield the mean points of fit of each team."""
    for case in record.problem.cases:
        team = record.investigators(case.id)
        if team:
            yield Fraction(sum(_fit(record, case, one) for one in team), len(team))


def _appearances(record: Record) -> int:
    limits, findings = record.problem.limits, findings_on(record)
    found = sum(limits.waiver_weight * pair.waivers + pair.soft for pair in findings)
    found += limits.reciprocity_weight * len(mutual(record))
    return found + limits.ring_weight * len(rings(record)) if limits.ring_weight else found


def rings(record: Record) -> set[frozenset[tuple[int, int]]]:
    """Return the rings of three organs, each of which handles the next, with one handling of this plan at least."""
    now = record.handlings()
    ever = {pair for pair in now | set(record.problem.handled_before) if pair[0] != pair[1]}
    return {
        frozenset(((one, other), (other, third), (third, one)))
        for one, other in now
        for start, third in ever
        if start == other and third != one and (third, one) in ever
    }


def findings_on(record: Record) -> list[Pair]:
    """Return what recusal found on the seats that are taken."""
    role_of: dict[tuple[int, int], AssignmentRole] = {(seat.case, seat.person): seat.role for seat in record.seats}
    return [
        pair
        for pair in record.problem.pairs
        if (pair.case, pair.person) in role_of and pair.role in (None, role_of[pair.case, pair.person])
    ]


def _load(record: Record, person: Candidate) -> Fraction:
    weeks = [Fraction(case.effort) * ((case.end - case.start + 6) // 7) for case in record.held.get(person.id, ())]
    available = person.capacity if person.availability is None else person.availability
    return (person.load + sum(weeks, start=Fraction(0))) / Fraction(available, 100)


def _fit(record: Record, case: CaseToStaff, person: Candidate) -> int:
    skills = sum(
        min(3, max(0, grade - need.grade + 1))
        for need in case.needs
        for skill, grade in person.skills
        if skill == need.skill
    )
    return skills + record.points[case.id, person.id]


def mutual(record: Record) -> set[tuple[int, int]]:
    """Return the pairs of organs that handle each other, with a share of this plan."""
    now = record.handlings()
    ever = now | set(record.problem.handled_before)
    return {(min(pair), max(pair)) for pair in now if (pair[1], pair[0]) in ever}

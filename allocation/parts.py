"""A few cases of a problem, with all that is planned on the others taken as booked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from allocation.loans import Loans
from allocation.openings import Chair, closing
from allocation.problem import Busy, Candidate, CaseToStaff, Pair, Problem
from allocation.rules import SEPARATION, handles, investigates, takes_time
from terms.cases import AssignmentRole


def only(problem: Problem, case: CaseToStaff) -> Problem:
    """Return the problem with no other case."""
    return replace(
        problem,
        cases=(case,),
        linked=(),
        pairs=tuple(pair for pair in problem.pairs if pair.case == case.id),
        pins=tuple(pin for pin in problem.pins if pin.case == case.id),
        published=tuple(pin for pin in problem.published if pin.case == case.id),
    )


def beside_plan(problem: Problem, taken: Collection[Chair]) -> Problem:
    """Return the problem in which what the plan takes is already booked, handled, reviewed and kept apart."""
    return replace(_beside(problem, taken), pairs=_kept_apart(problem, problem.linked, taken))


def _beside(problem: Problem, taken: Collection[Chair]) -> Problem:
    cases = {case.id: case for case in problem.cases}
    people = {person.id: person for person in problem.candidates}
    loans = Loans(problem)
    booked = tuple(
        row
        for case, person, role in sorted(taken)
        if (row := _booked(problem, loans, cases[case], people[person], role)) is not None
    )
    handled = {
        (people[person].organ, cases[case].organ)
        for case, person, role in taken
        if handles(cases[case], people[person], role)
    }
    reviews = Counter(person for _, person, role in taken if role is AssignmentRole.REVIEWER)
    return replace(
        problem,
        candidates=tuple(_with_reviews(person, reviews[person.id]) for person in problem.candidates),
        busy=problem.busy + booked,
        handled_before=tuple(sorted({*problem.handled_before, *handled})),
    )


def _kept_apart(problem: Problem, linked: Sequence[tuple[int, int]], taken: Collection[Chair]) -> tuple[Pair, ...]:
    """Return the pairs, with those that close one of two linked cases to who sits on the other (R23)."""
    others: dict[int, list[int]] = defaultdict(list)
    for one, other in linked:
        others[one].append(other)
        others[other].append(one)
    places = {case.id: case.places for case in problem.cases}
    barred = {
        (case, person, place.role): Pair(person, case, place.role)
        for at, person, role in sorted(taken)
        for case in others.get(at, ())
        for place in places.get(case, ())
        if investigates(place.role) is not investigates(role)
    }
    if not barred:
        return problem.pairs
    kept = []
    for pair in problem.pairs:
        chair = (pair.case, pair.person, pair.role)
        if chair in barred:
            barred[chair] = replace(pair, barred=True, rules=closing(pair, problem.limits))
        else:
            kept.append(pair)
    return (*kept, *(replace(pair, rules=(*pair.rules, SEPARATION)) for pair in barred.values()))


def _booked(problem: Problem, loans: Loans, case: CaseToStaff, person: Candidate, role: AssignmentRole) -> Busy | None:
    """Return what a taken place books: time, a loan, or both; None for neither."""
    timely, lent = takes_time(problem.limits, role), loans.is_loan(case, person, role)
    if not (timely or lent):
        return None
    effort = case.effort if timely else 0
    return Busy(person=person.id, start=case.start, end=case.end, effort=effort, at_home=not timely, lent=lent)


def _with_reviews(person: Candidate, reviews: int) -> Candidate:
    if not reviews or person.most_reviews is None:
        return person
    return replace(person, most_reviews=max(0, person.most_reviews - reviews))


class Parts:
    """The pairs of a problem by case, so that a part of it is made without reading them all."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pairs: Mapping[int, Sequence[Pair]] = _by_case(problem.pairs)
        self.cases = {case.id: case for case in problem.cases}

    def only(self, cases: Collection[int], *, whole: Problem | None = None, taken: Collection[Chair] = ()) -> Problem:
        """Return the problem, or the ``whole`` that differs from it in other things, with no other cases than these.

        Whoever has a seat that is ``taken`` on another case is kept apart from what is linked to it.
        """
        chosen = sorted(cases)
        part = replace(
            whole or self.problem,
            cases=tuple(self.cases[case] for case in chosen),
            pairs=tuple(pair for case in chosen for pair in self.pairs.get(case, ())),
            linked=tuple(pair for pair in self.problem.linked if set(pair) <= set(chosen)),
            pins=tuple(pin for pin in self.problem.pins if pin.case in cases),
            published=tuple(pin for pin in self.problem.published if pin.case in cases),
        )
        return replace(part, pairs=_kept_apart(part, self.problem.linked, taken))

    def part(self, cases: Collection[int], people: Collection[int], taken: Collection[Chair]) -> Problem:
        """Return the problem of these cases and people, beside what the plan takes on other cases.

        Their full-time colleagues come along, closed as they are: who stays at home is counted among them all (R44).
        """
        organs = {person.organ for person in self.problem.candidates if person.id in people}
        near = frozenset(people) | {
            person.id for person in self.problem.candidates if person.full_time and person.organ in organs
        }
        outside = [chair for chair in taken if chair[0] not in cases]
        whole = self.only(cases, whole=_beside(self.problem, outside), taken=outside)
        return replace(
            whole,
            candidates=tuple(person for person in whole.candidates if person.id in near),
            busy=tuple(row for row in whole.busy if row.person in near),
            kin=tuple(pair for pair in whole.kin if near.issuperset(pair)),
            pairs=tuple(pair for pair in whole.pairs if pair.person in near),
        )


def _by_case(pairs: Sequence[Pair]) -> Mapping[int, Sequence[Pair]]:
    found: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.case].append(pair)
    return found

"""A few cases of a problem, with all that is planned on the others taken as booked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from allocation.loans import Loans
from allocation.openings import Chair, closing
from allocation.problem import Busy, Candidate, CaseToStaff, Pair, Problem
from allocation.rules import RE_EXAMINATION, SEPARATION, handles, investigates, takes_time
from terms.cases import AssignmentRole


def only(problem: Problem, case: CaseToStaff) -> Problem:
    """Return the problem with no other case."""
    return replace(
        problem,
        cases=(case,),
        linked=(),
        apart=(),
        pairs=tuple(pair for pair in problem.pairs if pair.case == case.id),
        pins=tuple(pin for pin in problem.pins if pin.case == case.id),
        published=tuple(pin for pin in problem.published if pin.case == case.id),
    )


def beside_plan(problem: Problem, taken: Collection[Chair]) -> Problem:
    """Return the problem in which what the plan takes is already booked, handled, reviewed and kept apart."""
    return replace(_beside(problem, taken), pairs=_kept_apart(problem, problem, taken))


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


def _kept_apart(part: Problem, whole: Problem, taken: Collection[Chair]) -> tuple[Pair, ...]:
    """Return the pairs of a part, with those that close a case to who sits on another of the whole (R23, R24)."""
    others: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for rule, pairs in ((SEPARATION, whole.linked), (RE_EXAMINATION, whole.apart)):
        for one, other in pairs:
            others[one].append((other, rule))
            others[other].append((one, rule))
    places = {case.id: case.places for case in part.cases}
    closed: dict[Chair, list[str]] = defaultdict(list)
    for at, person, role in sorted(taken):
        for case, rule in others.get(at, ()):
            for place in places.get(case, ()):
                if rule == RE_EXAMINATION or investigates(place.role) is not investigates(role):
                    closed[case, person, place.role].append(rule)
    if not closed:
        return part.pairs
    barred = {chair: Pair(chair[1], chair[0], chair[2]) for chair in closed}
    kept = []
    for pair in part.pairs:
        chair = (pair.case, pair.person, pair.role)
        if chair in barred:
            barred[chair] = replace(pair, barred=True, rules=closing(pair, part.limits))
        else:
            kept.append(pair)
    return (*kept, *(replace(pair, rules=(*pair.rules, *closed[chair])) for chair, pair in barred.items()))


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
            apart=tuple(pair for pair in self.problem.apart if set(pair) <= set(chosen)),
            pins=tuple(pin for pin in self.problem.pins if pin.case in cases),
            published=tuple(pin for pin in self.problem.published if pin.case in cases),
        )
        return replace(part, pairs=_kept_apart(part, self.problem, taken))

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

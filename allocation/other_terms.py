"""A problem as another policy would make it: what differs of its cases, people, findings and bookings."""

from dataclasses import replace

from allocation import changes as c
from allocation.problem import Busy, Candidate, CaseToStaff, Pair, Problem


def on_other_terms(problem: Problem, change: c.OtherTerms) -> Problem:
    """Return the problem with what the policy makes of those who are in it."""
    cases = {terms.case: terms for terms in change.cases}
    people = {terms.person: terms for terms in change.people}
    present = {person.id for person in problem.candidates}
    booked = (row for row in change.booked if row.person in present)
    return replace(
        problem,
        cases=tuple(_case(case, cases.get(case.id)) for case in problem.cases),
        candidates=tuple(_person(person, people.get(person.id)) for person in problem.candidates),
        pairs=_pairs(problem, change),
        busy=(*_without(problem.busy, change.freed), *booked),
    )


def _case(case: CaseToStaff, terms: c.CaseTerms | None) -> CaseToStaff:
    if terms is None:
        return case
    return replace(
        case,
        weight=terms.weight,
        most_chance=terms.most_chance,
        districts=terms.districts,
        end=case.end + terms.longer,
    )


def _person(person: Candidate, terms: c.PersonTerms | None) -> Candidate:
    if terms is None:
        return person
    load = max(0, person.load + terms.more_load)
    return replace(person, most_reviews=terms.most_reviews, availability=terms.availability, load=load)


def _pairs(problem: Problem, change: c.OtherTerms) -> tuple[Pair, ...]:
    """Return the pairs with their new weights; one that closes nothing, and that nobody knew, is added."""
    cases, people = {case.id for case in problem.cases}, {person.id for person in problem.candidates}
    found = {(pair.case, pair.person, pair.role): pair for pair in problem.pairs}
    for new in change.softer:
        place = new.case, new.person, new.role
        if new.case in cases and new.person in people:
            known = found.get(place, Pair(new.person, new.case, role=new.role, barred=False))
            found[place] = replace(known, soft=new.soft)
    return tuple(found.values())


def _without(busy: tuple[Busy, ...], freed: tuple[Busy, ...]) -> tuple[Busy, ...]:
    """Return the bookings without those that are freed, one for one."""
    left = list(busy)
    for row in freed:
        if row in left:
            left.remove(row)
    return tuple(left)

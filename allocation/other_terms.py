"""A problem as another policy would make it: what differs of its cases, people, findings and bookings."""

from collections import Counter
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
    """Return the pairs as they weigh and close now; one that nobody knew is added, one that says nothing left out."""
    cases, people = {case.id for case in problem.cases}, {person.id for person in problem.candidates}
    found = {(pair.case, pair.person, pair.role): pair for pair in problem.pairs}
    for pairs, made in ((change.softer, _weighed), (change.opened, _opened), (change.closed, _closed)):
        for new in pairs:
            if new.case in cases and new.person in people:
                place = new.case, new.person, new.role
                found[place] = made(found.get(place, Pair(new.person, new.case, role=new.role, barred=False)), new)
    return tuple(pair for pair in found.values() if pair.barred or pair.waivers or pair.soft or pair.points)


def _weighed(known: Pair, new: Pair) -> Pair:
    return replace(known, soft=new.soft)


def _opened(known: Pair, new: Pair) -> Pair:
    """Return the pair without the rules; what closes it beside them closes it still."""
    left = tuple(rule for rule in known.rules if rule not in new.rules)
    return known if left == known.rules else replace(known, rules=left, barred=bool(left))


def _closed(known: Pair, new: Pair) -> Pair:
    return replace(known, rules=(*known.rules, *new.rules), barred=True)


def _without(busy: tuple[Busy, ...], freed: tuple[Busy, ...]) -> tuple[Busy, ...]:
    """Return the bookings without those that are freed, one for one."""
    gone, left = Counter(freed), []
    for row in busy:
        if gone[row] > 0:
            gone[row] -= 1
        else:
            left.append(row)
    return tuple(left)

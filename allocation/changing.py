"""A problem as it would be with changes that nobody has made: what-if without writing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from allocation import changes as c
from allocation import refusals
from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.other_terms import on_other_terms
from allocation.problem import Busy, Candidate, CaseToStaff, Place, Problem
from allocation.supposed_waivers import waive
from terms.people import WHOLE


def changed(problem: Problem, changes: Iterable[c.Change]) -> Problem:
    """Return the problem as it would be with the changes, made one after the other, in canonical order.

    Nothing is written; pins and published seats of a case that is withdrawn go with it.

    Raises:
        UnknownInProblem: a change is about a case, a person or an organ that is not in the problem.
        NothingToWaive: a rule that is to be waived does not close the case to the person.
        Refusal: the changed problem contradicts itself (see ``check_problem``).
    """
    for change in changes:
        problem = _MADE[type(change)](problem, change)
    problem = canonical(problem)
    validate(problem)
    return problem


def newcomers(before: Problem, after: Problem) -> tuple[Candidate, ...]:
    """Return who joined by ``OneMore``, in the order of the changes."""
    known = {person.id for person in before.candidates}
    return tuple(person for person in after.candidates if person.id not in known)


def _absent(problem: Problem, change: c.Absent) -> Problem:
    _person(problem, change.person)
    return replace(problem, busy=(*problem.busy, Busy(change.person, change.start, change.end, WHOLE)))


def _back(problem: Problem, change: c.Back) -> Problem:
    _person(problem, change.person)
    if change.start >= change.end:
        raise refusals.EmptyWindow(what="return of person", id=change.person, start=change.start, end=change.end)
    return replace(problem, busy=tuple(part for row in problem.busy for part in _without(row, change)))


def _without(row: Busy, change: c.Back) -> Iterable[Busy]:
    """Yield what is left of a booking before and after the days."""
    if row.person != change.person or change.at_home not in (None, row.at_home):
        yield row
        return
    parts = ((row.start, min(row.end, change.start)), (max(row.start, change.end), row.end))
    yield from (replace(row, start=start, end=end) for start, end in parts if start < end)


def _other_capacity(problem: Problem, change: c.OtherCapacity) -> Problem:
    _person(problem, change.person)
    return replace(
        problem,
        candidates=tuple(
            replace(person, capacity=change.capacity) if person.id == change.person else person
            for person in problem.candidates
        ),
    )


def _one_more(problem: Problem, change: c.OneMore) -> Problem:
    organs = {person.organ for person in problem.candidates} | {case.organ for case in problem.cases}
    organs |= {organ for pair in problem.handled_before for organ in pair}
    organs |= {organ for organ, _ in (*problem.others_at_home, *problem.limits.most_from)}
    organ = max(organs, default=0) + 1
    person = Candidate(
        id=max((person.id for person in problem.candidates), default=0) + 1,
        organ=organ,
        capacity=change.capacity,
        skills=change.skills,
        female=change.female,
        may_lead=change.may_lead,
        may_review=change.may_review,
        rank=change.rank,
        district=change.district,
        x=change.x,
        y=change.y,
    )
    return replace(
        problem,
        candidates=(*problem.candidates, person),
        others_at_home=(*problem.others_at_home, (organ, problem.limits.keep_at_home)),
    )


def _shifted(problem: Problem, change: c.Shifted) -> Problem:
    case = _case(problem, change.case)
    return _with_case(problem, replace(case, start=case.start + change.days, end=case.end + change.days))


def _lengthened(problem: Problem, change: c.Lengthened) -> Problem:
    case = _case(problem, change.case)
    effort = case.effort if change.effort is None else change.effort
    return _with_case(problem, replace(case, end=case.end + change.days, effort=effort))


def _waived(problem: Problem, change: c.Waived) -> Problem:
    _case(problem, change.case)
    _person(problem, change.person)
    return waive(problem, change)


def _found(problem: Problem, change: c.Found) -> Problem:
    _person(problem, change.person)
    for number in change.cases:
        _case(problem, number)
    for pair in change.pairs:
        if pair.person != change.person:
            raise refusals.UnknownInProblem(where="changes", what="person", id=pair.person)
        if pair.case not in change.cases:
            raise refusals.UnknownInProblem(where="changes", what="case", id=pair.case)
    kept = tuple(pair for pair in problem.pairs if pair.person != change.person or pair.case not in change.cases)
    return replace(problem, pairs=(*kept, *change.pairs))


def _kin(problem: Problem, change: c.Kin) -> Problem:
    _person(problem, change.one)
    _person(problem, change.other)
    others = tuple(pair for pair in problem.kin if set(pair) != {change.one, change.other})
    return replace(problem, kin=(*others, (change.one, change.other)) if change.related else others)


def _moved(problem: Problem, change: c.Moved) -> Problem:
    return _with_case(problem, replace(_case(problem, change.case), x=change.x, y=change.y))


def _wanted(problem: Problem, change: c.Wanted) -> Problem:
    case = _case(problem, change.case)
    places = tuple(place for place in case.places if place.role is not change.role)
    added = (Place(change.role, change.count),) if change.count else ()
    return _with_case(problem, replace(case, places=(*places, *added)))


def _added(problem: Problem, change: c.Added) -> Problem:
    for pair in change.pairs:
        if pair.case != change.case.id:
            raise refusals.UnknownInProblem(where="changes", what="case", id=pair.case)
    return replace(problem, cases=(*problem.cases, change.case), pairs=(*problem.pairs, *change.pairs))


def _withdrawn(problem: Problem, change: c.Withdrawn) -> Problem:
    _case(problem, change.case)
    return replace(
        problem,
        cases=tuple(case for case in problem.cases if case.id != change.case),
        pairs=tuple(pair for pair in problem.pairs if pair.case != change.case),
        linked=tuple(pair for pair in problem.linked if change.case not in pair),
        apart=tuple(pair for pair in problem.apart if change.case not in pair),
        pins=tuple(pin for pin in problem.pins if pin.case != change.case),
        published=tuple(pin for pin in problem.published if pin.case != change.case),
    )


def _fewer_at_home(problem: Problem, change: c.FewerAtHome) -> Problem:
    _organ(problem, change.organ)
    others = dict(problem.others_at_home)
    # Whoever need not stay is counted as one more who does: the rule asks only whether enough are at home.
    others[change.organ] = others.get(change.organ, 0) + change.fewer
    return replace(problem, others_at_home=tuple(others.items()))


def _most_from(problem: Problem, change: c.MostFrom) -> Problem:
    _organ(problem, change.organ)
    most = {**dict(problem.limits.most_from), change.organ: change.most}
    return replace(problem, limits=replace(problem.limits, most_from=tuple(most.items())))


def _person(problem: Problem, number: int) -> Candidate:
    for person in problem.candidates:
        if person.id == number:
            return person
    raise refusals.UnknownInProblem(where="changes", what="person", id=number)


def _case(problem: Problem, number: int) -> CaseToStaff:
    for case in problem.cases:
        if case.id == number:
            return case
    raise refusals.UnknownInProblem(where="changes", what="case", id=number)


def _organ(problem: Problem, number: int) -> None:
    if all(person.organ != number for person in problem.candidates):
        raise refusals.UnknownInProblem(where="changes", what="organ", id=number)


def _with_case(problem: Problem, case: CaseToStaff) -> Problem:
    return replace(problem, cases=tuple(case if one.id == case.id else one for one in problem.cases))


_MADE: Mapping[type[c.Change], Callable[[Problem, Any], Problem]] = {
    c.Absent: _absent,
    c.Back: _back,
    c.OtherCapacity: _other_capacity,
    c.OneMore: _one_more,
    c.Shifted: _shifted,
    c.Lengthened: _lengthened,
    c.Waived: _waived,
    c.Found: _found,
    c.Kin: _kin,
    c.Moved: _moved,
    c.Wanted: _wanted,
    c.Added: _added,
    c.Withdrawn: _withdrawn,
    c.FewerAtHome: _fewer_at_home,
    c.MostFrom: _most_from,
    c.OtherOrder: lambda problem, change: replace(problem, order=change.order),
    c.OtherLimits: lambda problem, change: replace(problem, limits=change.limits),
    c.OtherNearTies: lambda problem, change: replace(problem, near_ties=change.near_ties),
    c.OtherTerms: on_other_terms,
}

"""Who could take each post and at what cost: the same as ``openings``, for all people of a case at once."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np

from allocation import measures
from allocation.arrays import Flags, Whole, flags, whole
from allocation.loans import Loans
from allocation.moments import Moments
from allocation.problem import CaseToStaff, Pair, Place, Problem
from allocation.rules import ROLE_ORDER, investigates, role_number, takes_time
from terms.cases import AssignmentRole

NOBODY: Whole = whole([])


class Post(NamedTuple):
    """The openings of one role on one case, by person."""

    person: Whole
    appearance: Whole
    travel: Whole
    fit: Whole
    change: Whole
    lent: Flags
    """Whether the seat would be a loan that counts (R46)."""


class _Findings(NamedTuple):
    """What the pairs say on everybody for one role of one case."""

    barred: Flags
    waivers: Whole
    soft: Whole
    points: Whole


class Posts:
    """People and pairs of a canonical problem as columns."""

    def __init__(
        self, problem: Problem, person_at: Mapping[int, int], organ_at: Mapping[int, int], moments: Moments
    ) -> None:
        self.problem, self.person_at, self.organ_at, self.moments = problem, person_at, organ_at, moments
        people = problem.candidates
        self.everybody = np.arange(len(people))
        self.organ = whole(organ_at[person.organ] for person in people)
        self.capacity = whole(person.capacity for person in people)
        self.rank = whole(person.rank for person in people)
        self.district = whole(person.district for person in people)
        self.x, self.y = whole(person.x for person in people), whole(person.y for person in people)
        self.may_lead = flags(person.may_lead for person in people)
        self.may_review = flags(person.may_review and person.most_reviews != 0 for person in people)
        self.full_time = flags(person.full_time for person in people)
        self.grade = {
            skill: whole(dict(person.skills).get(skill, 0) for person in people)
            for skill in {need.skill for case in problem.cases for need in case.needs}
        }
        self.handled = set(problem.handled_before) if problem.limits.forbid_reciprocity else set()
        self.loans = Loans(problem)
        self.pairs = _columns(problem.pairs, person_at)
        self.begins = np.searchsorted(self.pairs[0], [case.id for case in problem.cases])
        self.ends = np.searchsorted(self.pairs[0], [case.id for case in problem.cases], side="right")

    def openings(self) -> Iterator[Post]:
        """Yield the openings of every post, by case and role."""
        for number, case in enumerate(self.problem.cases):
            rows = self.pairs[:, self.begins[number] : self.ends[number]]
            near = np.flatnonzero(np.isin(self.district, case.districts)) if case.districts else self.everybody
            timely = near[self._has_time(case, near)]
            for place in sorted(case.places, key=lambda place: ROLE_ORDER[place.role]):
                reach = timely if takes_time(self.problem.limits, place.role) else near
                yield self._post(case, place, reach[self._is_qualified(case, place.role, reach)], rows)

    def _post(self, case: CaseToStaff, place: Place, able: Whole, rows: Whole) -> Post:
        found = self._findings(rows, place.role)
        closed = found.barred if self.problem.limits.plan_with_waivers else found.barred | (found.waivers > 0)
        person = able[~closed[able]]
        lent, rested = self._loans(case, place.role, person)
        person, lent = person[~lent | rested], lent[~lent | rested]
        on_team = investigates(place.role)
        travel = np.abs(self.x[person] - case.x) + np.abs(self.y[person] - case.y)
        fit = found.points[person]
        for need in case.needs:
            fit = fit + np.clip(self.grade[need.skill][person] - need.grade + 1, 0, measures.MOST_POINTS)
        people, published = self.problem.candidates, self.loans.published
        kept = [-((case.id, people[number].id, place.role) in published) for number in person.tolist()]
        return Post(
            person=person,
            appearance=self.problem.limits.waiver_weight * found.waivers[person] + found.soft[person],
            travel=travel if on_team else 0 * travel,
            fit=fit if on_team else 0 * fit,
            change=whole(kept),
            lent=lent,
        )

    def _loans(self, case: CaseToStaff, role: AssignmentRole, people: Whole) -> tuple[Flags, Flags]:
        """Tell who of the people would be lent, and to whom no loan that is booked comes too close (R46)."""
        if self.loans.rest is None:
            return np.zeros(len(people), dtype=np.bool_), np.ones(len(people), dtype=np.bool_)
        reached = [self.problem.candidates[number] for number in people.tolist()]
        lent = flags(self.loans.is_loan(case, person, role) for person in reached)
        return lent, flags(self.loans.has_rested(case, person.id) for person in reached)

    def _findings(self, rows: Whole, role: AssignmentRole) -> _Findings:
        found = np.zeros((4, len(self.rank)), dtype=np.int64)
        for number in (-1, ROLE_ORDER[role]):
            of_role = rows[:, rows[2] == number]
            found[:, of_role[1]] += of_role[3:]
        return _Findings(found[0] > 0, found[1], found[2], found[3])

    def _has_time(self, case: CaseToStaff, people: Whole) -> Flags:
        """Tell who of the people is free for the case alone, and let go for it by R44."""
        span = slice(self.moments.at[case.start], self.moments.at[case.end])
        free = self.moments.booked[people, span].max(axis=1, initial=0) <= self.capacity[people] - case.effort
        organ = self.organ[people]
        at_ease = self.moments.away[people, span] | (self.moments.may_leave[:, span] > 0)[organ]
        let_go = (self.moments.to_spare[organ] >= 0) & (at_ease.all(axis=1) | ~self.full_time[people])
        return np.asarray(free & let_go, dtype=np.bool_)

    def _is_qualified(self, case: CaseToStaff, role: AssignmentRole, people: Whole) -> Flags:
        """Tell who of the people may have the role on the case, findings aside."""
        qualified = np.ones(len(people), dtype=np.bool_)
        if role is AssignmentRole.LEAD:
            qualified = self.may_lead[people] & (self.rank[people] >= case.lead_rank)
        elif role is AssignmentRole.REVIEWER:
            qualified = self.may_review[people]
        if investigates(role) and case.handled_by_others:
            closed = [self.organ_at[handled] for by, handled in self.handled if by == case.organ != handled]
            qualified = qualified & ~np.isin(self.organ[people], closed)
        return np.asarray(qualified, dtype=np.bool_)


def _columns(pairs: tuple[Pair, ...], person_at: Mapping[int, int]) -> Whole:
    """Return case, person, role (-1 for every one), whether barred, waivers, weight of soft findings and points."""
    numbers = chain.from_iterable(
        (pair.case, person_at[pair.person], role_number(pair.role), pair.barred, pair.waivers, pair.soft, pair.points)
        for pair in pairs
    )
    return np.fromiter(numbers, dtype=np.int64, count=7 * len(pairs)).reshape(len(pairs), 7).T.copy()

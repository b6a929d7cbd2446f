"""A problem as arrays: what the model and the search both count with, made at once for all cases and people."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from allocation import measures
from allocation.arrays import Flags, Small, Whole, flags, rows_of, whole
from allocation.moments import Moments
from allocation.openings import Chair
from allocation.posts import NOBODY, Posts
from allocation.problem import Problem
from allocation.rules import ROLE_ORDER, investigates, takes_time
from terms.cases import AssignmentRole
from terms.people import Skill

SKILLS = {skill: number for number, skill in enumerate(Skill)}
ROLES = tuple(AssignmentRole)
UNLIMITED = 2**30


class Board(NamedTuple):
    """Everything about a problem that no plan changes, by position; a post is a role on a case, a seat one place of it.

    Rows that vary in number lie one after the other: those of ``n`` are from ``start[n]`` to before ``start[n + 1]``.
    """

    seat_case: Whole
    seat_post: Whole
    case_seats: Whole
    """Where the seats of each case begin."""
    post_case: Whole
    post_role: Whole
    post_investigates: Flags
    post_takes_time: Flags
    post_openings: Whole
    """Where the openings of each post begin."""
    open_person: Whole
    """By post, and by person within it."""
    open_appearance: Whole
    open_travel: Whole
    open_fit: Whole
    open_change: Whole
    """-1 where the seat was published, else 0."""
    open_lent: Flags
    """Whether the seat would be a loan that counts (R46)."""
    case_weight: Whole
    case_effort: Whole
    case_work: Whole
    case_organ: Whole
    case_by_others: Flags
    """Whether other organs' people on it handle a case of its organ (R39, R40)."""
    case_begins: Whole
    case_rested: Whole
    """The days on which a loan to the case begins, and on which who was lent to it has rested (R46)."""
    case_first: Whole
    case_last: Whole
    """The moments at which the window begins and ends, half-open."""
    case_needs: Whole
    need_skill: Whole
    need_grade: Whole
    case_female: Flags
    case_share: Whole
    """By this the points of a team are multiplied to compare teams of several sizes; 0 without a team."""
    person_organ: Whole
    person_capacity: Whole
    person_load: Whole
    """Load before the plan, in units of 1 / ``load_scale``."""
    person_weight: Whole
    """What one percent-week adds to it."""
    person_skill: Small
    person_female: Flags
    person_reviews: Whole
    person_full_time: Flags
    kin_start: Whole
    kin_person: Whole
    link_start: Whole
    link_case: Whole
    """By case those that are linked to it (R23), or that it re-examines or is re-examined by (R24)."""
    link_apart: Flags
    """Whether nobody has a part in both (R24)."""
    booked: Small
    """Percent by person and moment."""
    away: Flags
    """By person and moment."""
    may_leave: Small
    """By organ and moment, how many full-time people who are at home may be drawn (R44)."""
    organ_most: Whole
    before: Flags
    """By handling and handled organ, whether it happened before (R39)."""
    weights: Whole
    """Whether reciprocity is forbidden, its weight, the weight of a ring, and a tier of load."""


def board_of(problem: Problem) -> Board:
    """Lay a canonical problem out as arrays."""
    return _Layout(problem).board()


def chairs_of(problem: Problem, board: Board) -> Iterator[Chair]:
    """Yield the chair of each opening, by post and by person within it."""
    posts = zip(board.post_case.tolist(), board.post_role.tolist(), pairwise(board.post_openings.tolist()), strict=True)
    for case, role, (first, last) in posts:
        for person in board.open_person[first:last].tolist():
            yield problem.cases[case].id, problem.candidates[person].id, ROLES[role]


class _Layout:
    """Positions of cases, people, organs and moments, while the arrays are made."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cases, self.people = problem.cases, problem.candidates
        self.case_at = {case.id: number for number, case in enumerate(self.cases)}
        self.person_at = {person.id: number for number, person in enumerate(self.people)}
        organs = {person.organ for person in self.people} | {case.organ for case in self.cases}
        organs |= {organ for pair in problem.handled_before for organ in pair}
        self.organ_at = {organ: number for number, organ in enumerate(sorted(organs))}
        self.moments = Moments(problem, self.person_at, self.organ_at)
        self.posts = [
            (number, place)
            for number, case in enumerate(self.cases)
            for place in sorted(case.places, key=lambda place: ROLE_ORDER[place.role])
        ]

    def board(self) -> Board:
        """Return all arrays."""
        return Board(**self._seats(), **self._cases(), **self._people(), **self._openings(), **self._rules())

    def _seats(self) -> dict[str, Any]:
        seats = [(case, post) for post, (case, place) in enumerate(self.posts) for _ in range(place.count)]
        of_case = Counter(case for case, _ in seats)
        return {
            "seat_case": whole(case for case, _ in seats),
            "seat_post": whole(post for _, post in seats),
            "case_seats": rows_of([of_case[number] for number in range(len(self.cases))]),
            "post_case": whole(case for case, _ in self.posts),
            "post_role": whole(ROLE_ORDER[place.role] for _, place in self.posts),
            "post_investigates": flags(investigates(place.role) for _, place in self.posts),
            "post_takes_time": flags(takes_time(self.problem.limits, place.role) for _, place in self.posts),
        }

    def _cases(self) -> dict[str, Any]:
        needs = [need for case in self.cases for need in case.needs]
        serve_scale = measures.serve_scale(self.problem)
        return {
            "case_weight": whole(case.weight for case in self.cases),
            "case_effort": whole(case.effort for case in self.cases),
            "case_work": whole(measures.work(case) for case in self.cases),
            "case_organ": whole(self.organ_at[case.organ] for case in self.cases),
            "case_by_others": flags(case.handled_by_others for case in self.cases),
            "case_begins": whole(case.start for case in self.cases),
            "case_rested": whole(case.end + (self.problem.limits.loan_rest or 0) for case in self.cases),
            "case_first": whole(self.moments.at[case.start] for case in self.cases),
            "case_last": whole(self.moments.at[case.end] for case in self.cases),
            "case_needs": rows_of([len(case.needs) for case in self.cases]),
            "need_skill": whole(SKILLS[need.skill] for need in needs),
            "need_grade": whole(need.grade for need in needs),
            "case_female": flags(case.needs_female for case in self.cases),
            "case_share": whole(measures.share(case, serve_scale) for case in self.cases),
        }

    def _people(self) -> dict[str, Any]:
        scale = measures.load_scale(self.problem)
        weights = [measures.load_weight(person, scale) for person in self.people]
        skill = np.zeros((len(self.people), len(SKILLS)), dtype=np.int16)
        for number, person in enumerate(self.people):
            for name, grade in person.skills:
                skill[number, SKILLS[name]] = grade
        return {
            "person_organ": whole(self.organ_at[person.organ] for person in self.people),
            "person_capacity": whole(person.capacity for person in self.people),
            "person_load": whole(weight * one.load for weight, one in zip(weights, self.people, strict=True)),
            "person_weight": whole(weights),
            "person_skill": skill,
            "person_female": flags(person.female for person in self.people),
            "person_reviews": whole(
                UNLIMITED if person.most_reviews is None else person.most_reviews for person in self.people
            ),
            "person_full_time": flags(person.full_time for person in self.people),
        }

    def _rules(self) -> dict[str, Any]:
        limits, organs = self.problem.limits, len(self.organ_at)
        kin = sorted(
            (self.person_at[one], self.person_at[other])
            for pair in self.problem.kin
            for one, other in (pair, pair[::-1])
        )
        of_person = Counter(one for one, _ in kin)
        linked = sorted(
            (self.case_at[one], self.case_at[other], apart)
            for apart, pairs in enumerate((self.problem.linked, self.problem.apart))
            for pair in pairs
            for one, other in (pair, pair[::-1])
        )
        of_case = Counter(one for one, _, _ in linked)
        before = np.zeros((organs, organs), dtype=np.bool_)
        for handler, handled in self.problem.handled_before:
            before[self.organ_at[handler], self.organ_at[handled]] = True
        most = np.full(organs, limits.most_from_one_organ, dtype=np.int64)
        for organ, number in limits.most_from:
            if organ in self.organ_at:
                most[self.organ_at[organ]] = number
        tier = measures.load_tier(self.problem)
        return {
            "kin_start": rows_of([of_person[number] for number in range(len(self.people))]),
            "kin_person": whole(other for _, other in kin),
            "link_start": rows_of([of_case[number] for number in range(len(self.cases))]),
            "link_case": whole(other for _, other, _ in linked),
            "link_apart": np.array([apart for _, _, apart in linked], dtype=np.bool_),
            "booked": self.moments.booked,
            "away": self.moments.away,
            "may_leave": self.moments.may_leave,
            "organ_most": most,
            "before": before,
            "weights": whole([limits.forbid_reciprocity, limits.reciprocity_weight, limits.ring_weight, tier]),
        }

    def _openings(self) -> dict[str, Any]:
        rows = list(Posts(self.problem, self.person_at, self.organ_at, self.moments).openings())
        return {
            "post_openings": rows_of([len(row.person) for row in rows]),
            "open_person": np.concatenate([NOBODY, *(row.person for row in rows)]),
            "open_appearance": np.concatenate([NOBODY, *(row.appearance for row in rows)]),
            "open_travel": np.concatenate([NOBODY, *(row.travel for row in rows)]),
            "open_fit": np.concatenate([NOBODY, *(row.fit for row in rows)]),
            "open_change": np.concatenate([NOBODY, *(row.change for row in rows)]),
            "open_lent": np.concatenate([flags([]), *(row.lent for row in rows)]),
        }

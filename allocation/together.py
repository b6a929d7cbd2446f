"""Places of several cases for which too few people are left: a Hall set, found as a minimum cut and made small."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from ortools.graph.python.max_flow import SimpleMaxFlow

from allocation.board import board_of, chairs_of
from allocation.calendars import Calendar
from allocation.openings import Chair
from allocation.plan import NAMED, Together
from allocation.problem import Candidate, Problem
from allocation.rules import ROLE_ORDER, takes_time
from allocation.shrinking import shrunk
from terms.cases import AssignmentRole

Post = tuple[int, AssignmentRole]
"""A role on a case."""
VIEWS = (
    frozenset(AssignmentRole),
    frozenset({AssignmentRole.REVIEWER}),
    frozenset(AssignmentRole) - {AssignmentRole.REVIEWER},
    frozenset({AssignmentRole.LEAD}),
)
"""The roles that are counted together; ours."""
POSTS, PEOPLE = 0, 1
"""The two ends of the flow."""


class Crowd:
    """Who is open for which posts of some cases, and on how many of them one person's time lets her be."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.calendar = Calendar(problem)
        self.cases = {case.id: case for case in problem.cases}
        self.people = {person.id: person for person in problem.candidates}
        self.wanted: Mapping[Post, int] = {
            (case.id, place.role): place.count for case in problem.cases for place in case.places
        }
        self.chairs: dict[Post, list[Chair]] = defaultdict(list)
        for chair in chairs_of(problem, board_of(problem)):
            self.chairs[chair[0], chair[2]].append(chair)

    def lacking(self, cases: Collection[int]) -> Together | None:
        """Return posts of these cases that lack people together; None if counting people shows no lack.

        Without the posts of any one of its cases nothing lacks any more. All roles are looked at together first, then
        apart: who is open for several could be on more of the cases than the places of one role let her.
        """
        wanted = [post for post in self.wanted if post[0] in cases]
        views = dict.fromkeys(frozenset(post for post in wanted if post[1] in roles) for roles in VIEWS)
        short = next(filter(None, map(self._short, views)), None)
        if short is None:
            return None
        kept = shrunk(sorted({case for case, _ in short}), lambda some: bool(self._short(_of(short, some))))[0]
        posts = self._short(_of(short, kept))
        left = sorted({person for _, person, _ in self._chairs(posts)})
        return Together(
            places=tuple(_in_order(posts)),
            wanted=sum(self.wanted[post] for post in posts),
            people_left=len(left),
            fillable=self._flow(posts).optimal_flow(),
            who_is_left=tuple(left[:NAMED]),
        )

    def _short(self, posts: Collection[Post]) -> frozenset[Post]:
        """Return the posts on the source's side of a minimum cut; none if all can be filled."""
        flow = self._flow(posts)
        if flow.optimal_flow() == sum(self.wanted[post] for post in posts):
            return frozenset()
        side = set(flow.get_source_side_min_cut())
        return frozenset(post for number, post in enumerate(_in_order(posts), start=PEOPLE + 1) if number in side)

    def _flow(self, posts: Collection[Post]) -> SimpleMaxFlow:
        """Let as many places as can be flow to people: from a post to her on its case, once, to her, to her time."""
        chairs, flow = self._chairs(posts), SimpleMaxFlow()
        node = {name: number for number, name in enumerate(_in_order(posts), start=PEOPLE + 1)}
        meetings = dict.fromkeys((case, person) for case, person, _ in chairs)
        at = {pair: len(node) + PEOPLE + 1 + number for number, pair in enumerate(meetings)}
        who = {
            one: len(node) + len(at) + PEOPLE + 1 + number for number, one in enumerate(dict.fromkeys(p for _, p in at))
        }
        for post, number in node.items():
            flow.add_arc_with_capacity(POSTS, number, self.wanted[post])
        for case, person, role in chairs:
            flow.add_arc_with_capacity(node[case, role], at[case, person], 1)
        for pair, number in at.items():
            flow.add_arc_with_capacity(number, who[pair[1]], 1)
        of_person = defaultdict(list)
        for chair in chairs:
            of_person[chair[1]].append(chair)
        for person, number in who.items():
            flow.add_arc_with_capacity(number, PEOPLE, self._most(person, of_person[person]))
        flow.solve(POSTS, PEOPLE)
        return flow

    def _chairs(self, posts: Collection[Post]) -> list[Chair]:
        return [chair for post in _in_order(posts) for chair in self.chairs.get(post, ())]

    def _most(self, person: int, chairs: Sequence[Chair]) -> int:
        """Return on how many of the cases she can be at most: by her time, and by how many she reviews."""
        limits, one = self.problem.limits, self.people[person]
        without_time = {case for case, _, role in chairs if not takes_time(limits, role)}
        with_time = {case for case, _, _ in chairs} - without_time
        on_team = {case for case, _, role in chairs if role is not AssignmentRole.REVIEWER}
        only_reviewed = len({case for case, _, _ in chairs} - on_team)
        reviews = only_reviewed if one.most_reviews is None else min(only_reviewed, one.most_reviews)
        return min(len(without_time) + self._within_time(one, with_time), len(on_team) + reviews)

    def _within_time(self, person: Candidate, cases: Collection[int]) -> int:
        """Return how many of the cases her time has room for, each day looked at alone: never too few."""
        held = [self.cases[case] for case in cases]
        left_out = 0
        for day in {day for case in held for day in self.calendar.days_that_matter(case, [person.id])}:
            room = person.capacity - self.calendar.booked(person.id, day)
            running = sorted(case.effort for case in held if case.start <= day < case.end)
            fitting = sum(total <= room for total in accumulate(running))
            left_out = max(left_out, len(running) - fitting)
        return len(held) - left_out


def _of(posts: Collection[Post], cases: Collection[int]) -> set[Post]:
    return {post for post in posts if post[0] in cases}


def _in_order(posts: Collection[Post]) -> list[Post]:
    return sorted(posts, key=lambda post: (post[0], ROLE_ORDER[post[1]]))

"""Places of several cases for which too few people are left: a Hall set, found as a minimum cut and made small."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.sat.python.cp_model import CpModel

from allocation.board import board_of, chairs_of
from allocation.calendars import Calendar
from allocation.draft import sum_of
from allocation.model import draft_of
from allocation.openings import Chair
from allocation.parts import Parts
from allocation.plan import NAMED, Together
from allocation.problem import Candidate, Problem
from allocation.rules import ROLE_ORDER, takes_time
from allocation.shrinking import shrunk
from allocation.solver import DETERMINISTIC_LIMIT, bound_of, find_plan, solver_of
from allocation.stopping import Stop
from terms.cases import AssignmentRole

Post = tuple[int, AssignmentRole]
"""A role on a case."""
POSTS, PEOPLE = 0, 1
"""The two ends of the flow."""
STEP, MOST, WHOLE = 4, 25, 10**6
"""A part has so many times as many more cases as the one before, and at most so many; ours."""
PART_LIMIT = 2.0
"""Of the solver's own clock for one part; ours."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Cases that no plan staffs all; none if none were found."""

    cases: frozenset[int] = frozenset()
    together: Together | None = None
    """Why, if counting people shows it."""
    proven: bool = True
    """Whether it is proven that none of them can be left out; that they clash always is."""


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

        Without the posts of any one of its cases nothing lacks any more.
        """
        short = self._short({post for post in self.wanted if post[0] in cases})
        if not short:
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

    def clash(self, cases: Collection[int]) -> Clash:
        """Return those of the cases that lack people together, as far as counting shows it."""
        together = self.lacking(cases)
        return Clash() if together is None else Clash(frozenset(case for case, _ in together.places), together)

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


def clash_around(parts: Parts, case: int, taken: Collection[Chair], deterministic_limit: float, *, stop: Stop) -> Clash:
    """Return cases that no plan staffs all, the case among them and none to spare.

    Looked for in ever larger parts of the problem, as no plan of all of it has a team for them, either. None if none of
    them shows it.
    """
    staffed, limit = {number for number, _, _ in taken}, min(deterministic_limit, PART_LIMIT)
    for part in _parts_around(parts, case, taken):
        crowd = Crowd(part)
        found = crowd.clash({case, *staffed})
        if not found.cases:
            others = staffed.intersection(crowd.cases)
            found = clashing(part, case, others, deterministic_limit=limit, stop=stop)
        if found.cases:
            return found
    return Clash()


def _parts_around(parts: Parts, case: int, taken: Collection[Chair]) -> Iterator[Problem]:
    """Yield the problem of the case alone, then with those that hold who could take its places, and so on.

    First come those that hold people of whom a place has few.
    """
    held: dict[int, list[Post]] = defaultdict(list)
    for chair in sorted(taken):
        held[chair[1]].append((chair[0], chair[2]))
    posts: set[Post] = {(case, place.role) for place in parts.cases[case].places}
    cases = [case]
    while True:
        part = parts.only(cases)
        yield part
        open_to: dict[Post, list[int]] = defaultdict(list)
        for number, person, role in chairs_of(part, board_of(part)):
            open_to[number, role].append(person)
        found: Counter[Post] = Counter()
        for post in sorted(posts.intersection(open_to)):
            for person in open_to[post]:
                found.update(dict.fromkeys(held[person], WHOLE // len(open_to[post])))
        posts.update(found)
        further = dict.fromkeys(number for number, _ in sorted(found, key=lambda post: (-found[post], post)))
        others = [number for number in further if number not in cases][: min(STEP * len(cases), MOST - len(cases))]
        if not others:
            return
        cases += others


def clashing(problem: Problem, case: int, staffed: Collection[int], *, deterministic_limit: float, stop: Stop) -> Clash:
    """Return staffed cases of a canonical problem that cannot be staffed together with the case, and the case.

    Each set is refuted by the model with every rule; none if all can be staffed, or if the limit came first.
    """
    draft = draft_of(problem)
    draft.stop = stop

    def refuted(others: Sequence[int]) -> bool | None:
        rows = [([(draft.staffed[number].index, -1)], -1) for number in (case, *others)]
        found = find_plan(draft, rows, deterministic_limit=deterministic_limit, relax=True)[0]
        return None if found is None else found is False

    if not refuted(cases := sorted(staffed)):
        return Clash()
    kept, proven = shrunk(cases, refuted)
    return Clash(frozenset({case, *kept}), proven=proven)


def least_left_out(clashes: Sequence[Collection[int]], weights: Mapping[int, int]) -> int:
    """Return the least weight of cases that hold one of each clash: so much is left out by every plan."""
    model = CpModel()
    out = {case: model.new_bool_var(f"{case}") for case in sorted({case for clash in clashes for case in clash})}
    for clash in clashes:
        model.add_bool_or([out[case] for case in sorted(clash)])
    model.minimize(sum_of(weights[case] * switch for case, switch in out.items()))
    solver = solver_of(DETERMINISTIC_LIMIT)
    solver.solve(model)
    return bound_of(solver, maximise=False)


def _of(posts: Collection[Post], cases: Collection[int]) -> set[Post]:
    return {post for post in posts if post[0] in cases}


def _in_order(posts: Collection[Post]) -> list[Post]:
    return sorted(posts, key=lambda post: (post[0], ROLE_ORDER[post[1]]))

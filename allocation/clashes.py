"""Cases that no plan staffs all: counted, or else refuted by the model, and made so few that none is to spare."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, islice

from ortools.sat.python.cp_model import CpModel

from allocation.board import board_of, chairs_of
from allocation.draft import sum_of
from allocation.model import draft_of
from allocation.openings import Chair
from allocation.parts import Parts
from allocation.plan import Together
from allocation.problem import Problem
from allocation.shrinking import shrunk
from allocation.solver import DETERMINISTIC_LIMIT, bound_of, find_plan, solver_of
from allocation.stopping import Stop
from allocation.together import Crowd, Post

STEP, MOST, WHOLE = 4, 25, 10**6
"""A part has so many times as many more cases as the one before, and at most so many; ours."""
PART_LIMIT = 2.0
"""Of the solver's own clock for one part; ours."""
COUNTED = 100
"""So many sets of two and three cases are counted where counting all of them shows nothing; ours."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Cases that no plan staffs all; none if none were found."""

    cases: frozenset[int] = frozenset()
    together: Together | None = None
    """Why, if counting people shows it of these cases."""
    proven: bool = True
    """Whether it is proven that the others could all be staffed without any one of them; that they clash always is."""


class Clashes:
    """Looks for cases of a canonical problem that no plan staffs all, around one of them."""

    def __init__(self, parts: Parts, *, deterministic_limit: float, stop: Stop) -> None:
        self.parts, self.limit, self.stop = parts, deterministic_limit, stop

    @cached_property
    def crowd(self) -> Crowd:
        """Who is open for what."""
        return Crowd(self.parts.problem)

    def around(self, case: int, staffed: Collection[int]) -> Clash:
        """Return staffed cases that cannot be staffed together with the case, and the case.

        Of the cases that lack people together, or else of all, the model leaves out what can be left out, as counting
        does not see every rule; what is left is counted again, as whoever is open for little beside it is left out.
        None if all can be staffed, or if the limit came first.
        """
        counted = self._counted({case, *staffed}).cases
        others = sorted((counted or frozenset(staffed)) - {case})
        refuted = self._refuting(case, others)
        if not (counted or refuted(others)):
            return Clash()
        kept, proven = shrunk(others, refuted)
        found = self._counted({case, *kept})
        return Clash(found.cases or frozenset({case, *kept}), found.together, proven)

    def around_counted(self, case: int, staffed: Collection[int]) -> Clash:
        """Return the same, or a clash of two or three cases that counting shows rather than one that it does not."""
        found = self.around(case, staffed)
        if not found.cases or found.together is not None:
            return found
        sets = (some for size in (1, 2) for some in combinations(sorted(staffed), size))
        for some in islice(sets, COUNTED):
            few = self._counted({case, *some})
            if len(few.cases) > len(some) and self._is_smallest(case, some):
                return few
        return found

    def _is_smallest(self, case: int, others: Sequence[int]) -> bool:
        refuted = self._refuting(case, others)
        return all(refuted([one for one in others if one != spared]) is False for spared in others)

    def _counted(self, cases: Collection[int]) -> Clash:
        together = self.crowd.lacking(cases)
        return Clash() if together is None else Clash(frozenset(case for case, _ in together.places), together)

    def _refuting(self, case: int, others: Collection[int]) -> Callable[[Sequence[int]], bool | None]:
        """Return what tells whether no plan staffs the case and some of the others; None if the limit came first.

        Pins hold for cases that are staffed, so that none of a case that is left out stands for it.
        """
        part = self.parts.only({case, *others})
        draft = draft_of(replace(part, pins=()))
        for pin in part.pins:
            draft.model.add(draft.chairs[pin.case, pin.person, pin.role] >= draft.staffed[pin.case])
        draft.stop = self.stop

        def refuted(some: Sequence[int]) -> bool | None:
            rows = [([(draft.staffed[number].index, -1)], -1) for number in (case, *some)]
            found = find_plan(draft, rows, deterministic_limit=self.limit, relax=True)[0]
            return None if found is None else found is False

        return refuted


def clash_around(parts: Parts, case: int, taken: Collection[Chair], deterministic_limit: float, *, stop: Stop) -> Clash:
    """Return cases that no plan staffs all, the case among them and none to spare.

    Looked for in ever larger parts of the problem, as no plan of all of it has a team for them, either. None if none of
    them shows it.
    """
    staffed, limit = {number for number, _, _ in taken}, min(deterministic_limit, PART_LIMIT)
    for part in _parts_around(parts, case, taken):
        here = Parts(part)
        found = Clashes(here, deterministic_limit=limit, stop=stop).around(case, staffed.intersection(here.cases))
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

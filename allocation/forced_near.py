"""The same for a problem too large to be solved soon: sought near the plan, with the bounds that still hold."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from allocation.counting import Counted
from allocation.engine import MODELLED, PROVED_FIRST, ByModel
from allocation.forced_ground import rules_of, with_chair
from allocation.forced_loads import Loads, loads_with
from allocation.levels import scale_of
from allocation.load_target import lower_the_highest
from allocation.measures import load_with, work
from allocation.openings import Chair, find_openings
from allocation.parts import Parts
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.rules import takes_time
from allocation.search.improve import Search
from allocation.solver import Taken
from terms.allocation import MORE_IS_BETTER, Level

MOVES: Final = 100_000
"""So many moves are tried for each level, from a plan that is good already; ours."""
NEAREST: Final = 7
"""So many cases around hers get new teams to begin with; ours."""
FIRST: Final = frozenset({Level.URGENCY_STAFFED, Level.APPEARANCES, Level.HIGHEST_LOAD, Level.LOAD_SPREAD})
"""What is made good in them."""
START_LIMIT: Final = 0.2
"""What may be used for it of the solver's unit of work; ours."""
MODEL_HELPS: Final = PROVED_FIRST | {Level.HIGHEST_LOAD}
"""Levels that the model betters, or bounds, where the search does not reach the bound."""
LOAD_LIMIT: Final = 1.0
"""What may be used for the highest load, of the solver's unit of work; ours."""


class Near:
    """A search for the best plan with the person forced in, that begins with the plan without her."""

    def __init__(self, whole: Problem, problem: Problem, plan: Plan, pin: Pin, limit: float) -> None:
        """Begin with a plan that keeps every load where it was, if one is found, or with new teams around her.

        ``whole`` is the problem without the pin, and ``plan`` its plan.
        """
        self.whole, self.problem, self.plan, self.limit = whole, problem, plan, limit
        self.search = Search(problem)
        self.search.moves = min(self.search.moves, MOVES)
        self.pin = pin
        self.loads = self._loads()
        self.search.take(self._start(pin) if self.loads is None else self.loads.taken)
        self.held: list[LevelValue] = []

    def _loads(self) -> Loads | None:
        if len(self.search.board.open_person) > MODELLED:
            return None
        chair = (self.pin.case, self.pin.person, self.pin.role)
        return loads_with(self.whole, self.plan, chair, self.search, self.limit)

    def _start(self, pin: Pin) -> Taken:
        """Return the plan with her, in which only the teams of the nearest cases are made anew."""
        planned = frozenset((seat.case, seat.person, seat.role) for seat in self.plan.seats)
        self.search.take(planned)
        cases, people = self.search.around(self.search.case_at[pin.case], NEAREST)
        cases |= {case for case, person, _ in planned if person == pin.person}
        others = [chair for chair in planned if chair[0] not in cases]
        part = with_loads(Parts(self.problem).part(cases, people | {pin.person}, planned), self.problem, others)
        opened = find_openings(part).open
        if any((one.case, one.person, one.role) not in opened for one in part.pins):
            return frozenset(_kept(self.plan, pin))  # another team must change before she may come
        engine, taken = ByModel(part, START_LIMIT), None
        for level in self.problem.order:
            if level in FIRST:
                taken = engine.solve(level, taken).taken
        return frozenset(_kept(self.plan, pin)) if taken is None else frozenset(others) | taken

    def levels(self) -> Sequence[LevelValue] | None:
        """Return all levels, proven where a bound is reached; None if no plan with her was found.

        A bound of the plan without her still holds while every level above is as good as hers there.
        """
        counted = Counted(self.problem, self.search.board)
        as_good = True
        for now in self.plan.levels:
            level, maximise = now.level, now.level in MORE_IS_BETTER
            bound = now.bound if as_good else counted.bound(level)
            if level is Level.HIGHEST_LOAD:
                bound = max(bound, load_with(self.problem, self.pin))
            if level is Level.LOAD_SPREAD and as_good and self.loads is not None:
                bound = max(bound, self.loads.least_spread)
            value = self._reached(now, bound)
            if value is None:
                return None
            if level in MODEL_HELPS and value != bound and len(self.search.board.open_person) <= MODELLED:
                value, proven = self._modelled(level, bound)
                bound = min(bound, proven) if maximise else max(bound, proven)
            if level is Level.URGENCY_STAFFED:
                counted.least_weight = value
            self.search.hold(level)
            bound = max(value, bound) if maximise else min(value, bound)
            as_good = as_good and (value >= now.value if maximise else value <= now.value)
            scale = scale_of(self.problem, level)
            self.held.append(LevelValue(level, value, bound, proven=value == bound, scale=scale))
        return self._measured()

    def _reached(self, now: LevelValue, bound: int) -> int | None:
        """Make the level as good as the bound, or as the plan, or as can be found; None if she cannot be seated."""
        search, level = self.search, now.level
        is_best = search.keeps_pins and search.value(level) == bound
        if level is Level.HIGHEST_LOAD:
            is_best = is_best or search.highest_load() <= now.value or search.reach_load(now.value)
        if not is_best:
            search.improve(level)
        return search.value(level) if search.keeps_pins else None

    def _modelled(self, level: Level, bound: int) -> tuple[int, int]:
        """Let the model better what was found at the level, and the bound of it, under the levels above."""
        draft = with_chair(rules_of(self.whole), (self.pin.case, self.pin.person, self.pin.role))
        model, known = ByModel(self.whole, self.limit, draft), self.search.taken
        for above in self.held:
            model.hold(above.level, above.value)
        if level is Level.HIGHEST_LOAD:
            limit = min(self.limit, LOAD_LIMIT)
            outcome = lower_the_highest(model.draft, self.search, known, deterministic_limit=limit, least=bound)
        else:
            outcome = model.solve(level, known)
        self.search.take(outcome.taken or known)
        return outcome.value, outcome.bound

    def _measured(self) -> Sequence[LevelValue]:
        """Measure the levels on the plan that was found last: a later level may have bettered one above."""
        found = []
        for one in self.held:
            value = self.search.value(one.level)
            found.append(replace(one, value=value, proven=value == one.bound))
        return found


def with_loads(part: Problem, whole: Problem, taken: Collection[Chair]) -> Problem:
    """Return the part of a problem with what the plan's other cases add to each load."""
    cases = {case.id: case for case in whole.cases}
    added: Counter[int] = Counter()
    for case, person, role in taken:
        added[person] += work(cases[case]) if takes_time(whole.limits, role) else 0
    candidates = tuple(replace(person, load=person.load + added[person.id]) for person in part.candidates)
    return replace(part, candidates=candidates)


def _kept(plan: Plan, pin: Pin) -> Iterable[Chair]:
    """Yield the seats of the plan on cases where she need not be and was not."""
    hers = {seat.case for seat in plan.seats if seat.person == pin.person} | {pin.case}
    return ((seat.case, seat.person, seat.role) for seat in plan.seats if seat.case not in hers)

"""How low the highest load can be: targets are refuted by the model and reached by the search, from both ends."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from allocation import measures
from allocation.draft import Draft
from allocation.search.improve import Search
from allocation.solver import Outcome, Taken, find_plan

EFFORTS: Final = ((0.4, 1.0), (0.0, 3.0), (0.0, 7.0))
"""What one attempt to refute a target and one to reach it may take, turn by turn, in the solver's unit; ours."""
SOON: Final = 0.3
"""What one attempt to decide a target may take of that where the lowest is nearly known; ours."""
SHARE: Final = 8
"""By this the moves of a search for a target are divided; ours."""


@dataclass
class _Range:
    """Between which loads the lowest highest one lies; ``steps`` are the loads that there can be, ascending."""

    steps: list[int]
    lowest: int
    """The first step that is not refuted: no plan stays below it."""
    highest: int
    """The step that the known plan reaches."""
    taken: Taken
    left: float
    """What may still be used of the solver's unit of work."""

    def reach(self, search: Search) -> None:
        """Note a better plan."""
        self.taken, self.highest = search.taken, bisect_left(self.steps, search.highest_load())

    @property
    def is_open(self) -> bool:
        """Whether there may be a better plan, and work left to find it."""
        return self.lowest < self.highest and self.left > 0


def lower_the_highest(
    draft: Draft, search: Search, known: Taken, *, deterministic_limit: float, least: int = 0
) -> Outcome:
    """Return the plan with the lowest highest load that is found from a known one, and a bound that is proven.

    That no plan stays below ``least`` is known before; where anything is, plans are first looked for right there.

    Whether a plan can stay below a target is decided far sooner than which target is the lowest, for everything that
    would pass it falls away. The model refutes targets that are impossible, the search reaches those that are easy.
    """
    search.take(known)
    steps = attainable(draft, search.highest_load())
    lowest = min(bisect_left(steps, least), len(steps) - 1)
    span = _Range(steps, lowest, len(steps) - 1, known, deterministic_limit)
    if least:
        _climb(draft, search, span)
    for refuting, reaching in EFFORTS:
        _refute(draft, search, span, effort=refuting)
        _reach(draft, search, span, effort=reaching, quick=refuting > 0)
    value, bound = steps[span.highest], steps[min(span.lowest, span.highest)]
    return Outcome(span.taken, value, bound, proven=value == bound)


def _climb(draft: Draft, search: Search, span: _Range) -> None:
    """Decide targets from the lowest up, in growing strides, as long as each is decided soon."""
    stride = 0
    while span.is_open:
        target, before = min(span.lowest + stride, span.highest - 1), span.highest
        if not _is_decided(draft, search, span, target, effort=SOON, relax=False):
            break
        stride = 2 * stride + 1 if span.highest == before else (span.highest - span.lowest) // 2


def _refute(draft: Draft, search: Search, span: _Range, *, effort: float) -> None:
    """Raise the lower end by targets that the model proves impossible, from the middle down."""
    last = span.highest - 1
    while effort > 0 and span.is_open and span.lowest <= last:
        target = (span.lowest + last) // 2
        if not _is_decided(draft, search, span, target, effort=effort, relax=True):
            last = target - 1
        last = min(last, span.highest - 1)


def _reach(draft: Draft, search: Search, span: _Range, *, effort: float, quick: bool) -> None:
    """Lower the upper end by targets that the search or the model reaches, from the middle up."""
    first = span.lowest
    while span.is_open and first < span.highest:
        target = (first + span.highest) // 2
        if quick and search.reach_load(span.steps[target], share=SHARE):
            span.reach(search)
        elif not _is_decided(draft, search, span, target, effort=effort, relax=False):
            first = target + 1
        first = max(first, span.lowest)


def _is_decided(draft: Draft, search: Search, span: _Range, target: int, *, effort: float, relax: bool) -> bool:
    """Let the model reach or refute a step; False if the effort was not enough."""
    rows = _above(draft, span.steps[target])
    found, spent = find_plan(draft, rows, deterministic_limit=min(effort, span.left), relax=relax)
    span.left -= spent
    if found is False:
        span.lowest = target + 1
    elif found is not None:
        search.take(found)
        span.reach(search)
    return found is not None


def attainable(draft: Draft, highest: int) -> list[int]:
    """Return the loads, from the highest without a plan to the highest now, that somebody could come to have."""
    scale = measures.load_scale(draft.problem)
    weights = {one.id: measures.load_weight(one, scale) for one in draft.problem.candidates}
    floor = max((weights[one.id] * one.load for one in draft.problem.candidates), default=0)
    found = {floor, highest}
    for person in draft.problem.candidates:
        sums = 1  # each bit that is set is a sum of work that she could take
        for case in draft.work_of.get(person.id, ()):
            sums |= sums << measures.work(draft.cases[case])
        weight = weights[person.id]
        for work in range(max(0, floor // weight - person.load), highest // weight - person.load + 1):
            if sums >> work & 1 and floor <= weight * (person.load + work) <= highest:
                found.add(weight * (person.load + work))
    return sorted(found)


def _above(draft: Draft, target: int) -> list[tuple[list[tuple[int, int]], int]]:
    """Return what must not be if no load may pass the target: sums of (variable, work) and what they may be at most."""
    scale = measures.load_scale(draft.problem)
    rows = []
    for person in draft.problem.candidates:
        weight = measures.load_weight(person, scale)
        room = (target - weight * person.load) // weight
        works = [
            (switch.index, measures.work(draft.cases[case]))
            for case, switches in draft.work_of.get(person.id, {}).items()
            for switch in switches
        ]
        rows += [([(index, work)], 0) for index, work in works if work > room]
        within = [(index, work) for index, work in works if work <= room]
        if sum(work for _, work in within) > room:
            rows.append((within, room))
    return rows

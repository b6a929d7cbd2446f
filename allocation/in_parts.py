"""How a problem too large for one model is solved: searched as a whole, staffed part by part, bounded by counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.clashes import PART_LIMIT, clash_around
from allocation.counting import Counted
from allocation.levels import weight_staffed
from allocation.model import draft_of
from allocation.parts import Parts
from allocation.problem import Problem
from allocation.solver import Outcome, Taken, optimise
from allocation.stopping import Stop
from terms.allocation import MORE_IS_BETTER, Level

if TYPE_CHECKING:
    from allocation.search.improve import Search

PARTS: Final = (20, 60)
"""So many cases are modelled with one that has no team, first these and then more; ours."""
FEW: Final = 40
"""For so many cases without a team it is asked with which others they clash, and larger parts are modelled; ours."""


class InParts:
    """The whole is searched and bounded by counting; what stays unstaffed is modelled with the cases around it."""

    def __init__(self, problem: Problem, search: Search, deterministic_limit: float) -> None:
        self.search, self.limit = search, deterministic_limit
        self.parts = Parts(problem)
        self.counted = Counted(problem, search.board)
        self.weight = {case.id: case.weight for case in problem.cases}
        self.stopping = Stop()

    def limit_changes(self, most: int) -> None:
        """Limit the search; a plan that staffs all cases is known, so no part is ever modelled."""
        self.search.limit_changes(most)

    def solve(self, level: Level, known: Taken | None) -> Outcome:
        """Search from the known plan; the first level also part by part."""
        if known is not None:
            self.search.take(known)
        self.search.improve(level)
        if level is Level.URGENCY_STAFFED:
            if not self.search.keeps_pins and (pinned := self._keep_pins()).taken is None:
                return pinned
            self._staff()
            self.counted.least_weight = self.search.value(level)
        self.search.hold(level)
        value, bound = self.search.value(level), self.counted.bound(level)
        bound = max(value, bound) if level in MORE_IS_BETTER else min(value, bound)
        return Outcome(self.search.taken, value, bound, proven=value == bound)

    def draw_lots(self, seed: int, known: Taken) -> Outcome:
        """Search for the smallest sum of tickets; that there is no smaller one is not proven."""
        self.search.draw_lots(seed, known)
        return Outcome(self.search.taken, value=0, bound=0, proven=False)

    def stop(self) -> None:
        """End the search and the parts."""
        self.search.stop()
        self.stopping.want()

    def _keep_pins(self) -> Outcome:
        """Let the model staff the pinned cases, as if there were no other: none of the others must have a team."""
        draft = draft_of(self.parts.only({pin.case for pin in self.search.problem.pins}))
        draft.stop = self.stopping
        outcome = optimise(draft, 0, known=None, deterministic_limit=self.limit)
        if outcome.taken is not None:
            self.search.take(outcome.taken)
            self.search.improve(Level.URGENCY_STAFFED)
        return outcome

    def _staff(self) -> None:
        """Staff what the search left without a team, in parts; in larger ones only while more may have one."""
        few, more = PARTS
        for case in self._unstaffed():
            self._staff_in_part(case, few)
        for case in self._rule_out():
            if self.search.value(Level.URGENCY_STAFFED) < self.counted.bound(Level.URGENCY_STAFFED):
                self._staff_in_part(case, more)

    def _unstaffed(self) -> list[int]:
        return self.search.unstaffed(self.counted.staffable)

    def _staff_in_part(self, case: int, others: int) -> None:
        """Model a case without a team together with those that hold the people who could be on it."""
        if self.stopping.is_wanted:
            return
        taken = self.search.taken
        cases, people = self.search.around(case, others)
        draft = draft_of(self.parts.part(cases, people, taken))
        draft.stop = self.stopping
        here = frozenset(chair for chair in taken if chair[0] in cases)
        goal = weight_staffed(draft)
        limit = min(self.limit, PART_LIMIT)
        found = optimise(draft, goal, known=here, deterministic_limit=limit, maximise=True)
        if found.taken is not None and found.value > sum(self.weight[one] for one in {chair[0] for chair in here}):
            self.search.take((taken - here) | found.taken)

    def _rule_out(self) -> list[int]:
        """Count what cannot be staffed, alone or beside what is, and return the cases, those that could be first.

        A pinned case is never left out, so that one of the others of its clash is.
        """
        taken, problem = self.search.taken, self.search.problem
        unstaffed = self._unstaffed()[:FEW]
        clashes = {
            case: clash_around(self.parts, problem.cases[case].id, taken, self.limit, stop=self.stopping).cases
            for case in unstaffed
        }
        at = {case.id: number for number, case in enumerate(problem.cases)}
        pinned = {pin.case for pin in problem.pins}
        self.counted.rule_out([{at[case] for case in clash - pinned} for clash in clashes.values() if clash])
        return sorted(unstaffed, key=lambda case: len(clashes[case]) > 0)

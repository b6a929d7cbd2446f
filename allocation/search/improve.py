"""A plan under search, level by level: the values above are kept, the one in hand is made as good as can be."""

from typing import Final

import numpy as np

from allocation.arrays import Whole
from allocation.board import chairs_of
from allocation.levels import slack_of
from allocation.lottery import ticket
from allocation.problem import Problem
from allocation.search import tables as t
from allocation.search.moves import anneal
from allocation.search.refill import rebuild
from allocation.search.seating import read_meters, read_tickets
from allocation.search.seats import METERS, Seats
from allocation.solver import Taken
from allocation.stopping import ends_if_nobody_waits
from terms.allocation import Level

MOVES_PER_SEAT: Final = 10_000
MOST_MOVES: Final = 40_000_000
ROUNDS_PER_CASE: Final = 60
ROUNDS_PER_TARGET: Final = 8
"""How long is searched for one level, by size; the numbers are ours, and what is found depends on nothing else."""
SHARE: Final = 4
"""By this the moves of a search for a target are divided; ours."""
FINENESS: Final = 100
"""To which part of a target the search comes near by halving; ours."""


class Search(Seats):
    """Makes the plan better, within what is held."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.moves = min(MOST_MOVES, MOVES_PER_SEAT * len(self.board.seat_case))

    def improve(self, level: Level) -> None:
        """Make the level better under the levels that are held."""
        if level is Level.URGENCY_STAFFED:
            self._rebuild(t.UNSTAFFED, ROUNDS_PER_CASE)
        elif level is Level.APPEARANCES:
            self._rebuild(t.APPEARANCE, ROUNDS_PER_CASE)
            if self.plan[t.TOTAL + t.APPEARANCE] > 0:
                self._anneal(t.APPEARANCE, heat=2, share=8)
        elif level is Level.HIGHEST_LOAD:
            self._lower_loads()
        elif level is Level.WORST_SERVED:
            self._serve_the_worst()
        elif level is Level.WORST_TENTH:
            self.plan[t.TARGET + t.TENTH] = self.tenth()[-1]
            read_meters(self.table, self.plan)
            self._anneal(t.TENTH, heat=self._usual(level), share=1)
        elif level is Level.CHANGES:
            self._anneal(t.CHANGED, heat=2, share=1)
        else:
            self._anneal(METERS[level], heat=self._usual(level), share=1)

    def draw_lots(self, seed: int, known: Taken) -> None:
        """Search from the known plan, under all levels and within their near ties, for the smallest sum of tickets."""
        self.take(known)
        self.loosen()
        tickets = (ticket(chair, seed) for chair in chairs_of(self.problem, self.board))
        self.column(t.TICKET)[:] = np.fromiter(tickets, dtype=np.int64, count=len(self.board.open_person))
        read_tickets(self.table, self.plan)
        self._anneal(t.TICKETS, heat=2**19, share=1)

    def hold(self, level: Level) -> None:
        """From now on no plan is worse at this level than the present one."""
        meter = METERS[level]
        if level is Level.HIGHEST_LOAD:
            self.plan[t.TARGET + meter] = self.column(t.LOAD).max(initial=0)
        elif level is Level.WORST_SERVED:
            self.plan[t.TARGET + meter] = min(self.served(), default=0)
        elif level is Level.WORST_TENTH:
            self.plan[t.TARGET + meter] = self.tenth()[-1]
        read_meters(self.table, self.plan)
        self.plan[t.LIMIT + meter] = self.plan[t.TOTAL + meter]

    def loosen(self) -> None:
        """Let every level be worse by its near ties; what is held stays within them."""
        for level, _ in self.problem.near_ties:
            meter, slack = METERS[level], slack_of(self.problem, level)
            if level is Level.HIGHEST_LOAD:
                self.plan[t.TARGET + meter] += slack
            elif level is Level.WORST_SERVED:
                self.plan[t.TARGET + meter] -= slack
            else:
                self.plan[t.LIMIT + meter] += slack
        read_meters(self.table, self.plan)

    def limit_changes(self, most: int) -> None:
        """From now on no move changes more published seats than that, those included that are closed now."""
        closed = len(self.problem.published) + int(self.board.open_change.sum())
        self.plan[t.LIMIT + t.CHANGED] = most - closed

    def reach_load(self, target: int, *, share: int = 1) -> bool:
        """Try to bring every load down to the target; the plan stays as it was if that fails."""
        return self._reach(t.EXCESS, target, share)

    def _lower_loads(self) -> None:
        """Halve the way to the lowest highest load that there could be, as long as it goes."""
        floor = int(self.board.person_load.max(initial=0))
        while self.highest_load() - floor > self.highest_load() // FINENESS:
            middle = (floor + self.highest_load()) // 2
            if not self.reach_load(middle, share=SHARE):
                floor = middle + 1

    def _serve_the_worst(self) -> None:
        ceiling = self.most_points()
        while ceiling - (least := min(self.served(), default=ceiling)) > ceiling // FINENESS:
            middle = (least + ceiling + 1) // 2
            if not self._reach(t.LACKING, middle, SHARE):
                ceiling = middle - 1

    def _reach(self, meter: int, target: int, share: int) -> bool:
        before, aim = self.seated().copy(), int(self.plan[t.TARGET + meter])
        self.plan[t.TARGET + meter] = target
        read_meters(self.table, self.plan)
        level = Level.HIGHEST_LOAD if meter == t.EXCESS else Level.WORST_SERVED
        self._rebuild(meter, ROUNDS_PER_TARGET)
        if self.plan[t.TOTAL + meter] > 0:
            self._anneal(meter, heat=self._usual(level), share=share)
        reached = int(self.plan[t.TOTAL + meter]) == 0
        self.plan[t.TARGET + meter] = aim
        if not reached:
            self.seat(before)
        read_meters(self.table, self.plan)
        return reached

    def _anneal(self, meter: int, *, heat: int, share: int) -> None:
        limit = int(self.plan[t.LIMIT + meter])
        self.plan[t.LIMIT + meter] = t.FREE
        with ends_if_nobody_waits(self.stop):
            best = anneal(self.table, self.plan, self.fixed, meter, max(1, heat), self.moves // share)
        self.seat(best)
        self.plan[t.LIMIT + meter] = limit

    def _rebuild(self, meter: int, rounds_per_case: int) -> None:
        limit = int(self.plan[t.LIMIT + meter])
        self.plan[t.LIMIT + meter] = t.FREE
        with ends_if_nobody_waits(self.stop):
            rebuild(self.table, self.plan, self.pinned, meter, rounds_per_case * len(self.problem.cases))
        self.plan[t.LIMIT + meter] = limit

    def _usual(self, level: Level) -> int:
        """Return about how much one change moves the level's meter."""
        board = self.board
        if level in (Level.HIGHEST_LOAD, Level.LOAD_SPREAD):
            usual = _mean(board.case_work) * _mean(board.person_weight)
            return usual // 3 if level is Level.HIGHEST_LOAD else usual
        if level is Level.TRAVEL:
            return _mean(board.open_travel)
        return _mean(board.open_fit) * (1 if level is Level.FIT else int(board.case_share.max(initial=1)))


def _mean(values: Whole) -> int:
    """Return the mean in whole numbers, so that no machine rounds another way."""
    return int(values.sum()) // max(1, len(values))

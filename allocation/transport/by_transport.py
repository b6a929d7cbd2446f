"""The engine for problems without rules of teams, such as papers and reviewers: prices of people, cases and teams."""

from typing import Final

import numpy as np

from allocation.arrays import Flags, Whole
from allocation.board import Board, board_of
from allocation.lottery import ticket
from allocation.openings import Chair
from allocation.problem import Problem
from allocation.solver import Outcome, Taken
from allocation.transport.better import Better, gain_most, serve_worst
from allocation.transport.grid import CLOSED, Grid, Held, flow, total
from allocation.transport.kind import LINEAR
from terms.allocation import Level

MOST_NUMBER: Final = 2**30
LARGEST_TEAM: Final = 2**6
MOST_SEATS: Final = 2**12
"""Beyond these, whole numbers here could overflow; ours."""


class ByTransport:
    """Each level is bounded by prices and chosen among the few seats that they leave; what is held stays."""

    def __init__(self, problem: Problem, board: Board, grid: Grid, plan: Flags, deterministic_limit: float) -> None:
        self.problem, self.board, self.limit = problem, board, deterministic_limit
        self.grid, self.plan = grid, plan
        self.at_case = {case.id: number for number, case in enumerate(problem.cases)}
        self.at_person = {person.id: number for number, person in enumerate(problem.candidates)}

    def limit_changes(self, most: int) -> None:
        """Hold every plan to as many changes of published seats."""
        gain = -_spread(self.board, self.board.open_change, self.grid.open)
        held = Held(gain, len(self.problem.published) - most)
        self.grid = self.grid._replace(held=(*self.grid.held, held))

    def solve(self, level: Level, known: Taken | None) -> Outcome:
        """Solve the level from the known plan, and hold its value."""
        if known:
            self._take(known)
        if level is Level.URGENCY_STAFFED:
            staffed = int(self.board.case_weight[self.grid.size > 0].sum())
            return Outcome(self._taken(), staffed, staffed, proven=True)
        return self._serve() if level is Level.WORST_SERVED else self._add_up(level)

    def draw_lots(self, seed: int, known: Taken) -> Outcome:
        """Draw for the smallest sum of tickets."""
        self._take(known)
        cost = np.zeros_like(self.grid.points)
        cases, people = np.nonzero(self.grid.open)
        for case, person in zip(cases.tolist(), people.tolist(), strict=True):
            cost[case, person] = ticket(self._chair(case, person), seed)
        found = gain_most(self.grid, -cost, self.plan, self.limit)
        self.plan = found.taken
        return Outcome(self._taken(), -found.value, -found.bound, proven=found.value == found.bound)

    def stop(self) -> None:
        """End nothing: a level takes seconds here, and the wish is heard between levels."""

    def _serve(self) -> Outcome:
        if not self.grid.size.any():
            return Outcome(self._taken(), 0, 0, proven=True)
        found = serve_worst(self.grid, self.plan, self.limit)
        self.plan = found.taken
        self.grid = self.grid._replace(open=found.open, least=np.where(self.grid.size > 0, found.value, 0))
        return Outcome(self._taken(), found.value, found.bound, proven=found.value == found.bound)

    def _add_up(self, level: Level) -> Outcome:
        column, sign = LINEAR[level]
        start = len(self.problem.published) if level is Level.CHANGES else 0
        gain = sign * _spread(self.board, getattr(self.board, column), self.grid.open)
        found = Better(self.plan, total(gain, self.plan), total(gain, self.plan), self.grid.open)
        if not _is_decided(self.grid.open, gain):
            found = gain_most(self.grid, gain, self.plan, self.limit)
            held = () if _is_decided(found.open, gain) else (Held(gain, found.value),)
            self.plan, self.grid = found.taken, self.grid._replace(open=found.open, held=self.grid.held + held)
        value, bound = start + sign * found.value, start + sign * found.bound
        return Outcome(self._taken(), value, bound, proven=value == bound)

    def _take(self, known: Taken) -> None:
        self.plan = np.zeros_like(self.grid.open)
        for case, person, _ in known:
            self.plan[self.at_case[case], self.at_person[person]] = True

    def _taken(self) -> Taken:
        cases, people = np.nonzero(self.plan)
        return frozenset(map(self._chair, cases.tolist(), people.tolist()))

    def _chair(self, case: int, person: int) -> Chair:
        one = self.problem.cases[case]
        return one.id, self.problem.candidates[person].id, one.places[0].role


def transport_of(problem: Problem, deterministic_limit: float) -> ByTransport | None:
    """Return the engine for a problem of seats and room alone; None if its cases cannot all be staffed at once.

    Cases that lack people even alone are left out, as every plan leaves them.
    """
    board = board_of(problem)
    grid = _grid(board)
    numbers = (board.open_appearance, board.open_travel, grid.points)
    if (
        max(int(values.max(initial=0)) for values in numbers) > MOST_NUMBER
        or int(grid.size.max(initial=0)) > LARGEST_TEAM
        or int(grid.size.sum()) > MOST_SEATS
        or (plan := flow(grid, 0 * grid.points)).sum() < grid.size.sum()
    ):
        return None
    return ByTransport(problem, board, grid, plan, deterministic_limit)


def _grid(board: Board) -> Grid:
    is_open = np.zeros((len(board.case_weight), len(board.person_capacity)), dtype=np.bool_)
    is_open[_case_of(board), board.open_person] = True
    seats = np.diff(board.case_seats)
    size = np.where(is_open.sum(axis=1) >= seats, seats, 0)
    is_open &= size[:, None] > 0
    booked = board.booked[:, board.case_first[0] : board.case_last[0]].max(axis=1, initial=0)
    return Grid(
        open=is_open,
        size=size,
        room=np.maximum(0, board.person_capacity - booked) // board.case_effort[0],
        points=_spread(board, board.open_fit * board.case_share[_case_of(board)], is_open),
        least=0 * size,
    )


def _spread(board: Board, values: Whole, is_open: Flags) -> Whole:
    table = np.zeros(is_open.shape, dtype=np.int64)
    table[_case_of(board), board.open_person] = values
    return np.where(is_open, table, 0)


def _case_of(board: Board) -> Whole:
    return np.repeat(board.post_case, np.diff(board.post_openings))


def _is_decided(is_open: Flags, gain: Whole) -> bool:
    """Tell whether every plan of the open seats gains the same: in each case all seats do."""
    most, least = np.where(is_open, gain, CLOSED).max(axis=1), np.where(is_open, gain, -CLOSED).min(axis=1)
    return bool((most <= least).all())

"""The linear relaxation of a grid: grows by columns, and is solved by simplex from where it stood."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from ortools.math_opt.python import mathopt

from allocation.arrays import Whole
from allocation.stopping import go_on
from allocation.transport.grid import Grid

Real = npt.NDArray[np.float64]

OPTIMAL: Final = mathopt.TerminationReason.OPTIMAL
DEAREST: Final = 2.0**50
"""No price counts for more than this with the largest number that it is multiplied by; ours, against overflow."""

LACK: Final = 10.0
"""What points that a case lacks cost, so that any plan is a start; only teams need them all. In largest gains; ours."""


class Duals(NamedTuple):
    """Prices in grains, rounded."""

    person: Whole
    case: Whole
    held: tuple[int, ...]


class Relaxation:
    """Seats and teams as columns between 0 and 1; cases, people, points and what is held as rows.

    Without a gain the least points of all cases are made as many as can be.
    """

    def __init__(self, grid: Grid, gain: Whole | None, scale: float, grain: int) -> None:
        self.grid, self.gain, self.scale, self.unit = grid, gain, scale, scale * grain
        self.points = float(max(1, grid.points.max(initial=1)))
        self.most = np.asarray([np.abs(held.gain).max(initial=1) for held in grid.held], dtype=np.float64)
        self.model: Any = mathopt.Model()
        self.model.objective.is_maximize = True
        row = self.model.add_linear_constraint
        self.cases = [row(lb=float(size), ub=float(size)) for size in grid.size.tolist()]
        self.people = [row(ub=float(room)) for room in grid.room.tolist()]
        limited = grid.size > 0 if gain is None else grid.least > 0
        self.served = {case: row(lb=int(grid.least[case]) / self.points) for case in np.flatnonzero(limited).tolist()}
        self.held = [row(lb=held.least / most) for held, most in zip(grid.held, self.most, strict=True)]
        self.seats: dict[int, list[Any]] = {}
        floor = self.model.add_variable()
        for served in self.served.values():
            lack = floor if gain is None else self.model.add_variable(lb=0.0)
            served.set_coefficient(lack, -1.0 if gain is None else 1.0)
            self.model.objective.set_linear_coefficient(lack, 1.0 if gain is None else -LACK)
        self.solver: Any = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)

    def add_seat(self, case: int, person: int) -> None:
        """Let the person sit on the case."""
        column = self._column(case, [person], 1.0)
        self.seats.setdefault(case, []).append(column)
        points = int(self.grid.points[case, person])
        if case in self.served and points:
            self.served[case].set_coefficient(column, points / self.points)

    def add_team(self, case: int, team: Sequence[int]) -> None:
        """Let the people sit on the case together."""
        self._column(case, team, float(len(team)))

    def drop_seats(self, case: int) -> None:
        """Let nobody sit on the case but in a team, all of which have points enough."""
        self.served[case].lower_bound = -np.inf
        for column in self.seats[case]:
            column.upper_bound = 0.0

    def _column(self, case: int, people: Sequence[int], seats: float) -> Any:
        column = self.model.add_variable(lb=0.0, ub=1.0)
        self.cases[case].set_coefficient(column, seats)
        for person in people:
            self.people[person].set_coefficient(column, 1.0)
        if self.gain is not None:
            gain = int(self.gain[case, people].sum())
            self.model.objective.set_linear_coefficient(column, gain / self.scale)
        for row, held, most in zip(self.held, self.grid.held, self.most, strict=True):
            row.set_coefficient(column, int(held.gain[case, people].sum()) / most)
        return column

    def solutions(self, rounds: int) -> Iterator[Duals]:
        """Solve and yield the prices, again and again while columns are added; end when the simplex gives up."""
        nothing = mathopt.VariableFilter(filtered_items=())
        wanted = mathopt.ModelSolveParameters(
            variable_values_filter=nothing,
            reduced_costs_filter=nothing,
            dual_values_filter=mathopt.LinearConstraintFilter(skip_zero_values=True),
        )
        for _ in range(rounds):
            go_on()
            result = self.solver.solve(model_params=wanted)
            if result.termination.reason != OPTIMAL:
                return
            yield self._duals(result.dual_values())

    def _duals(self, values: Mapping[Any, float]) -> Duals:
        prices = np.zeros(len(self.cases) + len(self.people) + len(self.served) + len(self.held))
        for row, price in values.items():
            prices[row.id] = price
        ends = np.cumsum([len(self.cases), len(self.people), len(self.served)])
        _, people, served, held = np.split(prices, ends)
        case = np.zeros(len(self.cases), dtype=np.int64)
        case[list(self.served)] = self._grains(-served, np.full(len(served), self.points))
        return Duals(self._grains(people, np.ones(len(people))), case, tuple(self._grains(-held, self.most).tolist()))

    def _grains(self, prices: Real, scale: Real) -> Whole:
        """Return the prices of rows whose numbers were divided by the scale."""
        most = DEAREST / scale
        return np.rint(np.clip(prices * self.unit / scale, -most, most)).astype(np.int64)

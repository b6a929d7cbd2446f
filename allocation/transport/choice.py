"""Chooses seats and whole teams among those that are left, by CP-SAT, in whole numbers."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from allocation.arrays import Flags, Whole
from allocation.solver import bound_of, solver_of
from allocation.stopping import ends_if_nobody_waits
from allocation.transport.grid import Grid

LinearExpr = cp_model.LinearExpr


class Chosen(NamedTuple):
    """The best choice found, None without any; what no other passes; the work it took."""

    taken: Flags | None
    bound: int
    closed: bool
    """No choice is better; or, without a choice, there is none."""
    spent: float


class _Switch(NamedTuple):
    is_on: cp_model.IntVar
    case: int
    people: Whole


class Choice:
    """A model with a switch for each seat of a case, or for each whole team."""

    def __init__(self, grid: Grid, options: Mapping[int, Whole]) -> None:
        self.grid, self.options = grid, options
        self.model = cp_model.CpModel()
        self.of_case = {case: self._switches(case, choices) for case, choices in options.items()}
        self.switches = [switch for switches in self.of_case.values() for switch in switches]
        for case, switches in self.of_case.items():
            seats = int(grid.size[case]) if options[case].ndim == 1 else 1
            self.model.add(LinearExpr.sum([switch.is_on for switch in switches]) == seats)
        of_person = defaultdict(list)
        for switch in self.switches:
            for person in switch.people.tolist():
                of_person[person].append(switch.is_on)
        for person, on in of_person.items():
            if len(on) > grid.room[person]:
                self.model.add(LinearExpr.sum(on) <= int(grid.room[person]))
        for held in grid.held:
            self.model.add(self._total(held.gain) >= held.least)

    def most(self, gain: Whole, known: Flags, limit: float) -> Chosen:
        """Return the choice with the most gain in which every case has its least points."""
        for case in self.options:
            least = int(self.grid.least[case])
            if self._least(case) < least:
                self.model.add(self._points(case) >= least)
        self.model.maximize(self._total(gain))
        return self._solve(known, limit)

    def best_served(self, least: int, most: int, known: Flags | None, limit: float) -> Chosen:
        """Return the choice whose worst-served case has the most points, no fewer than the least and up to the most."""
        floor = self.model.new_int_var(least, most, "")
        for case in self.options:
            if self._least(case) < most:
                self.model.add(self._points(case) >= floor)
        self.model.maximize(floor)
        return self._solve(known, limit)

    def _switches(self, case: int, choices: Whole) -> list[_Switch]:
        return [_Switch(self.model.new_bool_var(""), case, np.atleast_1d(people)) for people in choices]

    def _least(self, case: int) -> int:
        """Return the fewest points that the case could have."""
        points = self.grid.points[case, self.options[case]]
        if points.ndim == 1:
            return int(np.sort(points)[: self.grid.size[case]].sum())
        return int(points.sum(axis=1).min())

    def _points(self, case: int) -> cp_model.LinearExprT:
        switches = self.of_case[case]
        points = [int(self.grid.points[case, switch.people].sum()) for switch in switches]
        return LinearExpr.weighted_sum([switch.is_on for switch in switches], points)

    def _total(self, gain: Whole) -> cp_model.LinearExprT:
        gains = [int(gain[switch.case, switch.people].sum()) for switch in self.switches]
        return LinearExpr.weighted_sum([switch.is_on for switch in self.switches], gains)

    def _solve(self, known: Flags | None, limit: float) -> Chosen:
        if known is not None:
            for switch in self.switches:
                self.model.add_hint(switch.is_on, bool(known[switch.case, switch.people].all()))
        solver = solver_of(max(0.0, limit))
        with ends_if_nobody_waits(solver.stop_search):
            status = solver.solve(self.model)
        spent = float(solver.response_proto.deterministic_time)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Chosen(None, 0, closed=status == cp_model.INFEASIBLE, spent=spent)
        taken = np.zeros_like(self.grid.open)
        for switch in self.switches:
            if solver.boolean_value(switch.is_on):
                taken[switch.case, switch.people] = True
        return Chosen(taken, bound_of(solver, maximise=True), closed=status == cp_model.OPTIMAL, spent=spent)

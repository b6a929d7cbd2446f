"""The linear program over caseloads: a column for each that is worth its price, and what rows and cases are worth."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from ortools.math_opt.python import mathopt

from allocation.arrays import Whole, whole
from allocation.caseloads import Caseloads
from allocation.linear_rows import GRAIN, UNBOUNDED
from allocation.stopping import go_on

AT_ONCE: Final = 3
"""So many columns are added for one person at once; ours."""
LARGEST: Final = 2**55
"""No price is larger, so that those of a caseload add up in 64 bits; any prices prove something."""
INFINITE: Final = float("inf")
NOTHING: Final = mathopt.SparseVectorFilter[mathopt.Variable](filtered_items=())
WORTHS_ALONE: Final = mathopt.ModelSolveParameters(variable_values_filter=NOTHING, reduced_costs_filter=NOTHING)
"""What is asked of a solution, as reading it takes as long as solving."""

Ranges = list[tuple[int, int]]
"""Of each variable of the model, the least and the most it can be."""
LiveRow = tuple[Sequence[tuple[int, int]], int, int]
"""Variable and weight of what is open, least and most of the weighted sum."""
Switches = Mapping[int, Sequence[Sequence[int]]]
"""By person and case, the variables that are on if her time goes into it."""


class Prices(NamedTuple):
    """What the program says: its own value, and in grains what rows and people are worth, and cases to each person."""

    value: float
    of_people: Mapping[int, int]
    of_rows: Sequence[int]
    of_cases: Mapping[int, Whole]


class Columns:
    """A linear program that grows by columns; each case that nobody's caseload holds up costs more than any does."""

    def __init__(
        self,
        rows: Sequence[LiveRow],
        ranges: Ranges,
        held: Mapping[int, Caseloads],
        switches: Switches,
        work: Mapping[int, int],
    ) -> None:
        self.model, self.rows, self.held, self.work = mathopt.Model(), rows, held, work
        used = {number for terms, _, _ in rows for number, _ in terms}
        used |= {number for cases in switches.values() for numbers in cases for number in numbers}
        self.variables = {
            number: self.model.add_variable(lb=ranges[number][0], ub=ranges[number][1])
            for number in sorted(used)
            if ranges[number] != (0, 0)
        }
        self.conditions = [self._condition(*row) for row in rows]
        self.one = {person: self.model.add_linear_constraint(lb=1, ub=1) for person in held}
        self.lacks: list[tuple[mathopt.Variable, int]] = []
        self.covers = {person: self._covers(person, cases) for person, cases in switches.items()}
        self.made: dict[tuple[int, int], mathopt.Variable] = {}
        self.most, self.costs = 0, dict[int, Whole]()
        for person, of in held.items():
            for number in range(min(len(of.cases) + 1, len(of.loads))):
                self.make(person, number)
        self.solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)

    def ask(self, most: int, costs: Mapping[int, Whole]) -> None:
        """Allow caseloads up to a load at these costs; without costs, count only the work that is not held up."""
        self.most, self.costs = most, dict(costs)
        dear = 1 + max((int(of.max()) for of in costs.values()), default=0) // 10
        for lack, work in self.lacks:
            self.model.objective.set_linear_coefficient(lack, work * dear)
        for (person, number), column in self.made.items():
            self._set(column, person, number)

    def prices(self) -> Prices:
        """Return what the rows and cases are worth where all is cheapest."""
        go_on()
        result = self.solver.solve(model_params=WORTHS_ALONE)
        if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
            nothing = {person: whole([0] * len(of.cases)) for person, of in self.held.items()}
            return Prices(0.0, dict.fromkeys(self.held, 0), [0] * len(self.rows), nothing)  # any prices prove something

        worths = result.dual_values()

        def price(condition: mathopt.LinearConstraint) -> int:
            worth: int = round(worths[condition] * GRAIN)
            return max(-LARGEST, min(LARGEST, worth))

        of_rows = [
            0 if (worth > 0 and least < -UNBOUNDED) or (worth < 0 and most > UNBOUNDED) else worth
            for worth, (_, least, most) in zip(map(price, self.conditions), self.rows, strict=True)
        ]
        of_cases = {
            person: whole(max(0, price(condition)) for condition in conditions)
            for person, conditions in self.covers.items()
        }
        of_people = {person: price(condition) for person, condition in self.one.items()}
        return Prices(result.objective_value(), of_people, of_rows, of_cases)

    def widen(self, gains: Mapping[int, Whole]) -> int:
        """Make columns of the caseloads that cost less than they are worth, and return how many are new."""
        before = len(self.made)
        for person, gain in gains.items():
            for number in np.argsort(-gain, kind="stable")[:AT_ONCE].tolist():
                if gain[number] > 0:
                    self.make(person, number)
        return len(self.made) - before

    def _condition(self, terms: Sequence[tuple[int, int]], least: int, most: int) -> mathopt.LinearConstraint:
        row = self.model.add_linear_constraint(
            lb=-INFINITE if least < -UNBOUNDED else least, ub=INFINITE if most > UNBOUNDED else most
        )
        for number, weight in terms:
            row.set_coefficient(self.variables[number], weight)
        return row

    def _covers(self, person: int, cases: Sequence[Sequence[int]]) -> list[mathopt.LinearConstraint]:
        found = []
        for case, numbers in zip(self.held[person].cases, cases, strict=True):
            row = self.model.add_linear_constraint(lb=0)
            for number in numbers:
                if number in self.variables:
                    row.set_coefficient(self.variables[number], -1)
            lack = self.model.add_variable(lb=0)
            row.set_coefficient(lack, 1)
            self.lacks.append((lack, self.work[case]))
            found.append(row)
        return found

    def make(self, person: int, number: int) -> None:
        """Make the column of a caseload, unless there is one."""
        if (person, number) in self.made:
            return
        column = self.made[person, number] = self.model.add_variable(lb=0)
        self.one[person].set_coefficient(column, 1)
        for place in np.flatnonzero(self.held[person].sets[number]).tolist():
            self.covers[person][place].set_coefficient(column, 1)
        self._set(column, person, number)

    def _set(self, column: mathopt.Variable, person: int, number: int) -> None:
        column.upper_bound = INFINITE if self.held[person].loads[number] <= self.most else 0
        cost = int(self.costs[person][number]) if self.costs else 0
        self.model.objective.set_linear_coefficient(column, cost)

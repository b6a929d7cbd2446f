"""A model's rows as the linear relaxation sees them, each read once however often the model is relaxed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ortools.linear_solver.python import model_builder
from ortools.sat.python.cp_model import CpModel

from allocation.stopping import go_on

GRAIN: Final = 2**24
"""Prices are rounded to whole multiples of 1 / GRAIN; any prices give a valid bound, finer ones a sharper one."""
UNBOUNDED: Final = 2**62

Row = tuple[Sequence[int], Sequence[int], int, int]
"""Variables, weights, least and most of their weighted sum."""


class LinearRows:
    """The variables and rows of one model, to which only more are ever added, and their relaxation under way."""

    def __init__(self) -> None:
        make: Callable[[], model_builder.Model] = model_builder.Model  # the library leaves it without a type
        self.relaxed = make()
        self.variables: list[model_builder.Variable] = []
        self.conditions: list[model_builder.LinearConstraint] = []
        self.ranges: list[tuple[int, int]] = []
        self.rows: list[Row] = []

    def read(self, model: CpModel) -> None:
        """Take in what was added to the model since the last time."""
        proto = model.proto
        for number in range(len(self.ranges), len(proto.variables)):
            least, *_, most = numbers_of(proto.variables[number].domain)
            self.ranges.append((least, most))
            self.variables.append(self.relaxed.new_num_var(least, most, None))
        for number in range(len(self.rows), len(proto.constraints)):
            linear = proto.constraints[number].linear
            least, *_, most = numbers_of(linear.domain)
            row = (numbers_of(linear.vars), numbers_of(linear.coeffs), least, most)
            self.rows.append(row)
            self.conditions.append(self._condition(*row))

    def branch(self) -> "LinearRows":
        """Return the same, to which more is added apart; what was read is named by number, so both may share it."""
        found = LinearRows()
        found.relaxed = self.relaxed.clone()
        found.variables, found.conditions = list(self.variables), list(self.conditions)
        found.ranges, found.rows = list(self.ranges), list(self.rows)
        return found

    def prices(self, costs: Mapping[int, int]) -> list[int]:
        """Return the price of each row where the costs are least, in grains; 0 where it has no side to lean on."""
        go_on()
        self.relaxed.minimize(
            model_builder.LinearExpr.weighted_sum([self.variables[v] for v in costs], list(costs.values()))
        )
        solver = model_builder.Solver("glop")
        if solver.solve(self.relaxed) != model_builder.SolveStatus.OPTIMAL:
            return [0] * len(self.rows)  # any prices prove something
        prices = [round(solver.dual_value(row) * GRAIN) for row in self.conditions]
        return [
            0 if (price > 0 and least < -UNBOUNDED) or (price < 0 and most > UNBOUNDED) else price
            for price, (_, _, least, most) in zip(prices, self.rows, strict=True)
        ]

    def _condition(
        self, numbers: Sequence[int], weights: Sequence[int], least: int, most: int
    ) -> model_builder.LinearConstraint:
        row = self.relaxed.add_linear_constraint(
            0, -float("inf") if least < -UNBOUNDED else least, float("inf") if most > UNBOUNDED else most
        )
        # term by term the library takes several times as long
        terms = [self.variables[number] for number in numbers]
        self.relaxed.helper.add_terms_to_constraint(int(row.index), terms, list(map(float, weights)))
        return row


def numbers_of(values: Sequence[int]) -> list[int]:
    """Return what the library lists; to go through its lists it raises an error at the end of each, which is slow."""
    return list(map(values.__getitem__, range(len(values))))

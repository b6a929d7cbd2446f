"""Closes the chairs that no plan as good as the one reached can use, proven in whole numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ortools.linear_solver.python import model_builder

from allocation.draft import Draft

GRAIN = 2**24
"""Prices are rounded to whole multiples of 1 / GRAIN; any prices give a valid bound, finer ones a sharper one."""
UNBOUNDED = 2**62

Row = tuple[Sequence[int], Sequence[int], int, int]
"""Variables, weights, least and most of their weighted sum."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The model as rows of whole numbers, to be minimised."""

    ranges: Sequence[tuple[int, int]]
    rows: Sequence[Row]
    costs: dict[int, int]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the linear relaxation proves of the goal that a model has, in whole numbers."""

    reduced: Sequence[int]
    """By variable, what it costs beyond the prices of its rows, in grains."""
    grains: int
    offset: int
    maximise: bool

    @property
    def bound(self) -> int:
        """What the goal cannot pass."""
        least = -(-self.grains // GRAIN) + self.offset
        return -least if self.maximise else least


def relax(draft: Draft, *, maximise: bool) -> Relaxed:
    """Return what the linear relaxation proves of the goal that the model has."""
    rows = _rows(draft)
    reduced, grains = _weak_duality(rows, _prices(rows))
    return Relaxed(reduced, grains, round(draft.model.proto.objective.offset), maximise)


def close_worse(draft: Draft, relaxed: Relaxed, value: int) -> None:
    """Fix each chair whose other setting would make the level worse than ``value``."""
    target = ((-value if relaxed.maximise else value) - relaxed.offset) * GRAIN
    for switch in draft.chairs.values():
        rise = relaxed.reduced[switch.index]
        if relaxed.grains + abs(rise) > target and rise != 0:
            draft.model.add(switch == (0 if rise > 0 else 1))


def sift(draft: Draft, value: int, *, maximise: bool) -> None:
    """Fix each chair whose other setting would make the level that was just solved worse than ``value``.

    The prices of the rows come from the linear relaxation; the bound they prove (weak duality) is computed again in
    whole numbers, so no rounding of the relaxation can lose a plan. It speeds up the next levels several times.
    """
    close_worse(draft, relax(draft, maximise=maximise), value)


def relaxed_bound(draft: Draft, *, maximise: bool) -> int:
    """Return what the goal that the model has cannot pass, from its linear relaxation, proven in whole numbers."""
    return relax(draft, maximise=maximise).bound


def _rows(draft: Draft) -> _Rows:
    proto = draft.model.proto
    rows: list[Row] = []
    for constraint in proto.constraints:
        linear = constraint.linear
        limits = list(linear.domain)
        rows.append((list(linear.vars), list(linear.coeffs), limits[0], limits[-1]))
    domains = [list(variable.domain) for variable in proto.variables]
    ranges = [(domain[0], domain[-1]) for domain in domains]
    costs = dict(zip(proto.objective.vars, proto.objective.coeffs, strict=True))
    return _Rows(ranges=ranges, rows=rows, costs=costs)


def _prices(model: _Rows) -> list[int]:
    """Return the price of each row in the linear relaxation, in grains; 0 where it has no side to lean on."""
    make: Callable[[], model_builder.Model] = model_builder.Model  # the library leaves it without a type
    relaxed = make()
    variables = [relaxed.new_num_var(least, most, None) for least, most in model.ranges]
    constraints = []
    for numbers, weights, least, most in model.rows:
        row = relaxed.add_linear_constraint(
            0, -float("inf") if least < -UNBOUNDED else least, float("inf") if most > UNBOUNDED else most
        )
        for number, weight in zip(numbers, weights, strict=True):
            row.add_term(variables[number], weight)
        constraints.append(row)
    relaxed.minimize(
        model_builder.LinearExpr.weighted_sum([variables[v] for v in model.costs], list(model.costs.values()))
    )
    solver = model_builder.Solver("glop")
    if solver.solve(relaxed) != model_builder.SolveStatus.OPTIMAL:
        return [0] * len(constraints)  # any prices prove something
    prices = [round(solver.dual_value(row) * GRAIN) for row in constraints]
    return [
        0 if (price > 0 and least < -UNBOUNDED) or (price < 0 and most > UNBOUNDED) else price
        for price, (_, _, least, most) in zip(prices, model.rows, strict=True)
    ]


def _weak_duality(model: _Rows, prices: Sequence[int]) -> tuple[list[int], int]:
    """Return what each variable costs beyond the prices of its rows, and the bound that no solution passes."""
    reduced = [GRAIN * model.costs.get(number, 0) for number in range(len(model.ranges))]
    bound = 0
    for price, (numbers, weights, least, most) in zip(prices, model.rows, strict=True):
        if price:
            bound += price * (least if price > 0 else most)
            for number, weight in zip(numbers, weights, strict=True):
                reduced[number] -= price * weight
    bound += sum(min(rise * least, rise * most) for rise, (least, most) in zip(reduced, model.ranges, strict=True))
    return reduced, bound

"""The fewest movements if nothing depended on the time, by the solver: each item once, in one round.

What limits time and places is left out, but for pairs of items that can never follow each other. So its bound holds
with every limit; and where its order keeps them, that is one of the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
from ortools.sat.python import cp_model

from meetings.ordering.layout import Layout
from meetings.ordering.walks import NEVER

DETERMINISTIC_LIMIT: Final = 10.0
"""The solver's own unit of work, roughly seconds of one core; the number is ours."""
TOLERANCE: Final = 1e-6
"""A bound is a whole number but for the rounding of the solver's report."""


@dataclass(frozen=True, slots=True)
class Round:
    """What the solver found: an order, if any, and what no order is below; NEVER if there is none at all."""

    order: tuple[int, ...] | None
    bound: int


def solve_round(layout: Layout, *, known: Sequence[int] | None, deterministic_limit: float) -> Round:
    """Solve it by one worker with a limit that no clock measures, starting from an order that is known."""
    found, nodes = _steps(layout), set(range(layout.items + 1))
    if {one for one, _ in found} != nodes or {other for _, other in found} != nodes:
        return Round(None, NEVER)
    model = cp_model.CpModel()
    steps = {step: model.new_bool_var("") for step in found}
    model.add_circuit([(*step, switch) for step, switch in steps.items()])
    model.minimize(sum(_price(layout, *step) * switch for step, switch in steps.items()))
    if known is not None:
        taken = set(zip([layout.items, *known], [*known, layout.items], strict=True))
        for step, switch in steps.items():
            model.add_hint(switch, step in taken)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.catch_sigint_signal = False  # whoever interrupts is heard by us
    solver.parameters.max_deterministic_time = deterministic_limit
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Round(None, NEVER)
    if status == cp_model.UNKNOWN:
        return Round(None, layout.floor)
    following = dict(step for step, switch in steps.items() if solver.boolean_value(switch))
    order = [following[layout.items]]
    while following[order[-1]] != layout.items:
        order.append(following[order[-1]])
    return Round(tuple(order), max(layout.floor, ceil(solver.best_objective_bound - TOLERANCE)))


def _steps(layout: Layout) -> list[tuple[int, int]]:
    """Return which item can follow which; the number of items stands for the start and the end of the meeting."""
    items = layout.items
    first = np.flatnonzero(layout.may_begin[:, 0]).tolist()
    last = [item for item in range(items) if layout.may_begin[item, layout.length - layout.ticks[item]]]
    return [
        *((items, item) for item in first),
        *((item, items) for item in last),
        *zip(*(places.tolist() for places in np.nonzero(layout.follows())), strict=True),
    ]


def _price(layout: Layout, one: int, other: int) -> int:
    if one == layout.items:
        return int(layout.first[other])
    return int(layout.last[one] if other == layout.items else layout.distance[one, other])

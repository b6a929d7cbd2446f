"""Cases by people in whole numbers: who may sit where, what a plan must reach, what each case could have at best."""

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from allocation.arrays import Flags, Whole

CLOSED: Final = -(2**60)
"""What a closed seat brings; ours, far below any sum that is compared with it."""


class Held(NamedTuple):
    """A good that is added up seat by seat, and the least that a plan must have of it."""

    gain: Whole
    least: int


class Grid(NamedTuple):
    """A problem of seats and room: arrays by case, by person, or cases by people."""

    open: Flags
    size: Whole
    """By case, how many seats there are to fill; every one must be filled."""
    room: Whole
    """By person, how many cases she may take."""
    points: Whole
    """What a seat adds to how its case is served, 0 where closed."""
    least: Whole
    """By case, the least points of its team."""
    held: tuple[Held, ...] = ()


def total(gain: Whole, taken: Flags) -> int:
    """Add up what the taken seats gain."""
    return int(gain[taken].sum())


def served(grid: Grid, taken: Flags) -> Whole:
    """Return the points of each case's team."""
    return sum_of(grid.points, taken)


def sum_of(values: Whole, chosen: Flags) -> Whole:
    """Add up the chosen values of each row."""
    found: Whole = np.where(chosen, values, 0).sum(axis=1)
    return found


def best_points(grid: Grid) -> Whole:
    """Return the most points that each case's team could have if it were the only case."""
    return served(grid, best(np.where(grid.open, grid.points, CLOSED), grid.size))


def within_reach(grid: Grid, least: Whole) -> Flags:
    """Mark the open seats with which, beside the best colleagues, the least points of the case can be reached."""
    colleagues = sum_of(grid.points, best(np.where(grid.open, grid.points, CLOSED), np.maximum(grid.size - 1, 0)))
    found: Flags = grid.open & (grid.points + colleagues[:, None] >= least[:, None])
    return found


def flow(grid: Grid, gain: Whole) -> Flags:
    """Return the seats that gain most, whatever else a plan must reach; none if not every seat can be filled."""
    cases, people = grid.open.shape
    case, person = np.nonzero(grid.open)
    everybody = np.arange(people)
    network: Any = SimpleMinCostFlow()
    add, supply = network.add_arcs_with_capacity_and_unit_cost, network.set_nodes_supplies
    add(_short(case), _short(cases + person), np.ones_like(case), -gain[case, person])
    add(_short(cases + everybody), _short(np.full_like(everybody, cases + people)), grid.room, 0 * everybody)
    supply(_short(np.arange(cases)), grid.size)
    network.set_node_supply(cases + people, -int(grid.size.sum()))
    taken = np.zeros_like(grid.open)
    if network.solve() == network.OPTIMAL:
        taken[case, person] = network.flows(np.arange(len(case))) > 0
    return taken


def best(values: Whole, size: Whole) -> Flags:
    """Mark the ``size`` largest values of each row; among equals the first, on any machine."""
    found = np.zeros(values.shape, dtype=np.bool_)
    for number in np.unique(size[size > 0]).tolist():
        rows = np.flatnonzero(size == number)
        of_rows = values[rows]
        edge = np.partition(of_rows, -number, axis=1)[:, -number, None]
        above, level = of_rows > edge, of_rows == edge
        left = number - above.sum(axis=1, keepdims=True)
        found[rows] = above | (level & (level.cumsum(axis=1) <= left))
    return found


def _short(numbers: Whole) -> npt.NDArray[np.int32]:
    return numbers.astype(np.int32)

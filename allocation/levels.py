"""The goods, each as an expression over the switches of a draft."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from allocation import measures
from allocation.appearances import appearances
from allocation.draft import Draft, Expression, sum_of
from allocation.load_levels import highest_load, spread_of_load
from allocation.problem import Problem
from allocation.serving import worst_served, worst_tenth
from terms.allocation import Level

Express: TypeAlias = Callable[[Draft], Expression]
"""Adds the rows that a level needs, only when its turn comes, and returns its value."""


def weight_staffed(draft: Draft) -> Expression:
    """Add up the weights of the staffed cases."""
    return sum_of(case.weight * draft.staffed[case.id] for case in draft.problem.cases)


def changes(draft: Draft) -> Expression:
    """Count the published seats that are not kept."""
    return len(draft.problem.published) + sum_of(
        cost.change * draft.chairs[chair] for chair, cost in draft.costs.items() if cost.change
    )


def distance_travelled(draft: Draft) -> Expression:
    """Add up the distances between people's organs and their cases."""
    return sum_of(cost.travel * draft.chairs[chair] for chair, cost in draft.costs.items())


def points_of_fit(draft: Draft) -> Expression:
    """Add up the points of fit."""
    return sum_of(cost.fit * draft.chairs[chair] for chair, cost in draft.costs.items())


GOODS: Mapping[Level, Express] = {
    Level.URGENCY_STAFFED: weight_staffed,
    Level.APPEARANCES: appearances,
    Level.CHANGES: changes,
    Level.WORST_SERVED: worst_served,
    Level.WORST_TENTH: worst_tenth,
    Level.HIGHEST_LOAD: highest_load,
    Level.LOAD_SPREAD: spread_of_load,
    Level.TRAVEL: distance_travelled,
    Level.FIT: points_of_fit,
}


def slack_of(problem: Problem, level: Level) -> int:
    """Return by how much a plan may be worse at the level and yet be drawn by lot, in 1 / scale."""
    return dict(problem.near_ties).get(level, 0) * scale_of(problem, level)


def scale_of(problem: Problem, level: Level) -> int:
    """Return by what a level's whole value is divided to be in its unit."""
    if level in (Level.HIGHEST_LOAD, Level.LOAD_SPREAD):
        return measures.load_scale(problem)
    if level is Level.WORST_SERVED:
        return measures.serve_scale(problem)
    return measures.serve_scale(problem) * max(1, measures.tenth(problem)) if level is Level.WORST_TENTH else 1

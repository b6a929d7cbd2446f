"""The best teams of one case that have points enough, by what their people are worth at given prices."""

from typing import Final, NamedTuple

import numpy as np

from allocation.arrays import Whole
from allocation.transport.grid import CLOSED, Grid, best, sum_of

HEAVIEST: Final = 2**58
"""No weight on points makes them count for more than this; ours, so that nothing overflows."""
LEANINGS: Final = 24
"""So often a weight on points is bettered; any weight gives a valid bound; ours."""
MOST_TEAMS: Final = 200_000
"""More teams of one case are not listed; ours."""
SHRINKS: Final = 8
"""So often the slack is divided by four until a case's teams are few enough to be listed; ours."""


class Leaned(NamedTuple):
    """What a case's best team is worth at most, and a team that reaches its least points."""

    weight: int
    """On each point, so that teams with points enough come first."""
    bound: int
    team: Whole
    value: int


def lean(grid: Grid, rows: Whole, margin: Whole) -> list[Leaned]:
    """Return for each of the cases a weight on points at which its best team just reaches its least points.

    Any weight proves a bound: a team that reaches the least gains nothing from points beyond it. The weights are found
    where the best team of enough and the best of too few points are worth the same.
    """
    margin, points, size, least = margin[rows], grid.points[rows], grid.size[rows], grid.least[rows]
    cap = HEAVIEST // max(1, int(points.max(initial=1) * size.max(initial=1)))
    poor, rich = best(margin, size), best(np.where(grid.open[rows], points, CLOSED), size)
    team, value = rich, sum_of(margin, rich)
    weight = np.zeros_like(least)
    for _ in range(LEANINGS):
        slope = sum_of(points, rich) - sum_of(points, poor)
        rise = sum_of(margin, poor) - sum_of(margin, rich)
        enough = sum_of(points, poor) >= least
        weight = np.where(enough, 0, np.clip(-(-rise // np.maximum(slope, 1)), 0, cap))
        found = best(margin + weight[:, None] * points, size)
        reaches, worth_found = sum_of(points, found) >= least, sum_of(margin, found)
        better = (reaches & (worth_found > value))[:, None]
        team, value = np.where(better, found, team), np.where(better[:, 0], worth_found, value)
        still = (found == np.where(reaches[:, None], rich, poor)).all()
        rich, poor = np.where(reaches[:, None], found, rich), np.where(reaches[:, None], poor, found)
        if still:
            break
    bound = sum_of(margin + weight[:, None] * points, found) - weight * least
    teams = [np.flatnonzero(row) for row in team]
    return list(map(Leaned, weight.tolist(), bound.tolist(), teams, value.tolist()))


def teams_within(grid: Grid, case: int, margin: Whole, leaned: Leaned, slack: int) -> tuple[Whole, Whole] | None:
    """Return every team with points enough that is worth the bound less the slack or more, and what it is worth.

    None if there are more than can be listed.
    """
    people = np.flatnonzero(grid.open[case])
    points, value, least = grid.points[case, people], margin[case, people], int(grid.least[case])
    weighed = value + leaned.weight * points
    order = np.argsort(-weighed, kind="stable")
    floors = (leaned.bound - slack + leaned.weight * least, least, leaned.bound - slack)
    found = _sets(np.stack((weighed, points, value))[:, order], int(grid.size[case]), np.asarray(floors))
    return None if found is None else (people[order[found[0]]], found[1])


def _sets(sums: Whole, size: int, floors: Whole) -> tuple[Whole, Whole] | None:
    """Return every set of so many columns that reaches all floors, and its last sum; the first row descends.

    None if they are too many.
    """
    ahead = np.concatenate(([0], np.cumsum(sums[0])))
    later = np.maximum.accumulate(sums[:, ::-1], axis=1)[:, ::-1]
    later = np.concatenate((later, np.full((len(sums), 1), CLOSED)), axis=1)
    chosen, last, total = np.zeros((1, 0), dtype=np.int64), np.full(1, -1), np.zeros((len(sums), 1), dtype=np.int64)
    for left in range(size, 0, -1):
        run = ahead[left:] - ahead[:-left]  # the most that the next ones add, by where they begin
        counts = np.maximum(np.searchsorted(-run, total[0] - floors[0], side="right") - last - 1, 0)
        if counts.sum() > MOST_TEAMS:
            return None
        of = np.repeat(np.arange(len(last)), counts)
        last = last[of] + 1 + np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        chosen, total = np.column_stack((chosen[of], last)), total[:, of] + sums[:, last]
        alive = (total + (left - 1) * later[:, last + 1] >= floors[:, None]).all(axis=0)
        chosen, last, total = chosen[alive], last[alive], total[:, alive]
    return chosen, total[2]


def best_teams(grid: Grid, case: int, margin: Whole, leaned: Leaned, want: int) -> tuple[int, Whole]:
    """Return what no team of the case is worth more than, and some of the best ones, the very best if it was found."""
    slack = 2 * (leaned.bound - leaned.value) + 1
    for _ in range(SHRINKS):
        found = teams_within(grid, case, margin, leaned, slack)
        if found is not None:
            teams, values = found
            if not len(teams):
                return leaned.bound - slack, leaned.team[None]
            return int(values.max()), teams[np.argsort(-values, kind="stable")[:want]]
        slack //= 4
    return leaned.bound, leaned.team[None]

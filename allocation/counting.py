"""Bounds by counting alone, for problems too large for one model: what no plan can pass, whatever its teams."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise

import numpy as np

from allocation import measures
from allocation.arrays import Flags, Whole
from allocation.board import Board
from allocation.clashes import least_left_out
from allocation.problem import Problem
from allocation.shared_work import Share, shared_work
from terms.allocation import Level


class Counted:
    """What the openings of a board alone say, for plans whose staffed cases weigh so much at least."""

    def __init__(self, problem: Problem, board: Board) -> None:
        self.problem, self.board = problem, board
        self.staffable = _staffable(board)
        self.most_weight = int(board.case_weight[self.staffable].sum())
        self.clashing: frozenset[int] = frozenset()
        """The cases of which some others need people, by position."""
        self.lost = 0
        """Weight of those of them that have no team in any plan, as others of them have theirs."""
        self.least_weight = 0
        """Of the staffed cases, once that is known."""

    def bound(self, level: Level) -> int:
        """Return what the level's whole value cannot pass."""
        return _BOUNDS[level](self)

    def rule_out(self, clashes: Sequence[Collection[int]]) -> None:
        """Count with sets of cases, by position, of each of which no plan staffs all."""
        self.staffable[[case for clash in clashes if len(clash) == 1 for case in clash]] = False
        self.most_weight = int(self.board.case_weight[self.staffable].sum())
        weights = dict(enumerate(self.board.case_weight.tolist()))
        several = [clash for clash in clashes if len(clash) > 1]
        self.clashing = frozenset(case for clash in several for case in clash)
        self.lost = least_left_out(several, weights)

    def changes(self) -> int:
        """Return how many published seats are closed now."""
        return len(self.problem.published) + int(self.board.open_change.sum())

    def appearances(self) -> int:
        """Return the least weight of findings."""
        return self._least(_best_of_cases(self.board, self.board.open_appearance))

    def travel(self) -> int:
        """Return the least distance."""
        return self._least(_best_of_cases(self.board, self.board.open_travel))

    def fit(self) -> int:
        """Return the most points of fit."""
        return -int(_best_of_cases(self.board, -self.board.open_fit)[self.staffable].sum())

    def highest_load(self) -> int:
        """Return the lowest highest load, by the work of all and by that which only few can do."""
        lowest = int(self.board.person_load.max(initial=0))
        everybody = Share(np.arange(len(self.board.person_load)), self._work(), 0)
        for share in (everybody, *shared_work(self.problem, self.board, self.must_be_staffed())):
            lowest = _level_load(self.board, share, lowest)
        return lowest

    def must_be_staffed(self) -> Flags:
        """Tell which cases have a team in every such plan: no weight is left to leave them out beside what is lost."""
        spare = self.most_weight - self.least_weight
        elsewhere = np.ones(len(self.staffable), dtype=np.bool_)
        elsewhere[list(self.clashing)] = False
        least = np.where(elsewhere, spare - self.lost, spare)
        return np.asarray(self.staffable & (self.board.case_weight > least), dtype=np.bool_)

    def spread_of_load(self) -> int:
        """Return the least spread."""
        return _least_spread(self.board, self._work())

    def served(self, few: int) -> int:
        """Add up the few lowest of what the cases that must be staffed can be served with at best."""
        best = -_best_of_cases(self.board, -self.board.open_fit) * self.board.case_share
        counted = self.staffable & (self.board.case_share > 0)
        must = sorted(best[counted & self.must_be_staffed()].tolist())[:few]
        return int(sum(must)) + (few - len(must)) * int(best[counted].max(initial=0))

    def _work(self) -> int:
        return self._least(self.board.case_work * _seats_that_take_time(self.board))

    def _least(self, of_cases: Whole) -> int:
        """Add up what the staffed cases take at least, were those left out that take the most for their weight."""
        spare = self.most_weight - self.least_weight
        cases = sorted(
            zip(of_cases[self.staffable].tolist(), self.board.case_weight[self.staffable].tolist(), strict=True),
            key=lambda case: -case[0] / case[1],
        )
        total = 0
        for taken, weight in cases:
            left_out = min(weight, spare)
            spare -= left_out
            total += taken * (weight - left_out) // weight
        return int(total)


_BOUNDS: Mapping[Level, Callable[[Counted], int]] = {
    Level.URGENCY_STAFFED: lambda counted: counted.most_weight - counted.lost,
    Level.APPEARANCES: Counted.appearances,
    Level.CHANGES: Counted.changes,
    Level.WORST_SERVED: lambda counted: counted.served(1),
    Level.WORST_TENTH: lambda counted: counted.served(measures.tenth(counted.problem)),
    Level.HIGHEST_LOAD: Counted.highest_load,
    Level.LOAD_SPREAD: Counted.spread_of_load,
    Level.TRAVEL: Counted.travel,
    Level.FIT: Counted.fit,
}


def _staffable(board: Board) -> Flags:
    """Tell for each case whether it has people enough for every post and somebody for every need."""
    found = np.ones(len(board.case_weight), dtype=np.bool_)
    team: list[Whole] = [np.zeros(0, dtype=np.int64)] * len(found)
    seats = np.bincount(board.seat_post, minlength=len(board.post_case))
    for post, (first, last) in enumerate(pairwise(board.post_openings.tolist())):
        case = board.post_case[post]
        found[case] &= last - first >= seats[post]
        if board.post_investigates[post]:
            team[case] = np.union1d(team[case], board.open_person[first:last])
    for case, people in enumerate(team):
        for need in range(board.case_needs[case], board.case_needs[case + 1]):
            found[case] &= bool((board.person_skill[people, board.need_skill[need]] >= board.need_grade[need]).any())
        found[case] &= not board.case_female[case] or bool(board.person_female[people].any())
    return found


def _best_of_cases(board: Board, values: Whole) -> Whole:
    """Add up, for each case, the smallest values that its posts could have."""
    total = np.zeros(len(board.case_weight), dtype=np.int64)
    seats = np.bincount(board.seat_post, minlength=len(board.post_case))
    for post, (first, last) in enumerate(pairwise(board.post_openings.tolist())):
        total[board.post_case[post]] += np.sort(values[first:last])[: seats[post]].sum()
    return total


def _seats_that_take_time(board: Board) -> Whole:
    timely = board.post_takes_time[board.seat_post]
    return np.bincount(board.seat_case[timely], minlength=len(board.case_weight))


def _level_load(board: Board, share: Share, lowest: int) -> int:
    """Return the lowest highest load from there on if the work could be cut and spread among these as one likes.

    But nobody takes less of it than the smallest piece.
    """
    load, weight = board.person_load[share.people], board.person_weight[share.people]

    def holds(target: int) -> bool:
        room = (target - load) // weight
        return int(room[room >= share.piece].sum()) >= share.work

    if holds(lowest):
        return lowest
    highest = lowest + share.work * int(weight.max(initial=1))
    while lowest < highest:
        middle = (lowest + highest) // 2
        if holds(middle):
            highest = middle
        else:
            lowest = middle + 1
    return lowest


def _least_spread(board: Board, work: int) -> int:
    """Return the least spread of load if the work could be cut and spread among all people as one likes."""
    tier = int(board.weights[3])
    steps = board.person_load // tier
    total = int((steps * board.person_load - tier * steps * (steps + 1) // 2).sum())
    slopes: list[tuple[int, int]] = []
    for load, weight in zip(board.person_load.tolist(), board.person_weight.tolist(), strict=True):
        step, left = load // tier, work
        while left > 0 and (step - load // tier) <= MOST_STEPS:
            room = -(-(tier * (step + 1) - max(load, tier * step)) // weight)
            slopes.append((step * weight, room))
            left, step = left - room, step + 1
    for slope, room in sorted(slopes):
        taken = min(room, work)
        total, work = total + taken * slope, work - taken
    return total


MOST_STEPS = 40
"""So many tiers above her load are looked at for each person; more work than fits there costs nothing; ours."""

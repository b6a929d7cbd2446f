"""Work that only few people can do: the leads of one district, say, or who has a skill there at some grade."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from allocation.arrays import Flags, Whole
from allocation.board import Board
from allocation.problem import Problem


class Share(NamedTuple):
    """People, by position, and the percent-weeks that they do, in pieces of which each is done by one of them."""

    people: Whole
    work: int
    piece: int
    """The smallest of them."""


def shared_work(problem: Problem, board: Board, must: Flags) -> Iterator[Share]:
    """Yield groups of people with work that falls on them in every plan that staffs the cases that it must.

    A group is who is open for the posts of a role in cases of the same districts, whose leads have this rank or a
    higher one; or who is open for the teams of such cases and has a skill that they need at this grade or a higher one.
    Each post and each need of a case is a group of its own, too.
    """
    groups: dict[Hashable, list[Share]] = defaultdict(list)
    for key, share in (*_by_post(problem, board), *_by_need(board)):
        if must[key[0]]:
            groups[problem.cases[key[0]].districts, *key[1:]].append(share)
            yield share
    for shares in groups.values():
        people = np.unique(np.concatenate([share.people for share in shares]))
        yield Share(people, sum(share.work for share in shares), min(share.piece for share in shares))


def _by_post(problem: Problem, board: Board) -> Iterator[tuple[tuple[int, ...], Share]]:
    """Yield case, role and each rank that its lead must have at least, who is open for the post, and its work."""
    seats = np.bincount(board.seat_post, minlength=len(board.post_case))
    ranks = sorted({case.lead_rank for case in problem.cases})
    for post, (first, last) in enumerate(pairwise(board.post_openings.tolist())):
        case, people = int(board.post_case[post]), board.open_person[first:last]
        for rank in ranks:
            if board.post_takes_time[post] and rank <= problem.cases[case].lead_rank:
                work = int(board.case_work[case])
                yield (case, int(board.post_role[post]), rank), Share(people, work * int(seats[post]), work)


def _by_need(board: Board) -> Iterator[tuple[tuple[int, ...], Share]]:
    """Yield case, skill and each grade up to that which it needs, who of its team could have it, and one's work."""
    teams: dict[int, list[Whole]] = defaultdict(list)
    for post, (first, last) in enumerate(pairwise(board.post_openings.tolist())):
        if board.post_investigates[post]:
            teams[int(board.post_case[post])].append(board.open_person[first:last])
    for case, openings in teams.items():
        people = np.unique(np.concatenate(openings))
        for need in range(board.case_needs[case], board.case_needs[case + 1]):
            skill, wanted = int(board.need_skill[need]), int(board.need_grade[need])
            able = people[board.person_skill[people, skill] >= wanted]
            for grade in range(1, wanted + 1):
                yield (case, -1, skill, grade), Share(able, int(board.case_work[case]), int(board.case_work[case]))

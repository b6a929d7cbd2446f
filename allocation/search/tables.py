"""One array for all columns of a board, and one for all of a plan: what compiled code passes on quickly."""

from typing import Final

import numpy as np

from allocation.arrays import Whole, whole
from allocation.board import Board
from allocation.search.compiled import compiled

(
    SEAT_CASE,
    SEAT_POST,
    CASE_SEATS,
    POST_INVESTIGATES,
    POST_TAKES_TIME,
    POST_OPENINGS,
    OPEN_PERSON,
    OPEN_APPEARANCE,
    OPEN_TRAVEL,
    OPEN_FIT,
    OPEN_CHANGE,
    OPEN_LENT,
    CASE_WEIGHT,
    CASE_EFFORT,
    CASE_WORK,
    CASE_ORGAN,
    CASE_BY_OTHERS,
    CASE_BEGINS,
    CASE_RESTED,
    CASE_FIRST,
    CASE_LAST,
    CASE_NEEDS,
    NEED_SKILL,
    NEED_GRADE,
    CASE_FEMALE,
    CASE_SHARE,
    PERSON_ORGAN,
    PERSON_CAPACITY,
    PERSON_WEIGHT,
    PERSON_SKILL,
    PERSON_FEMALE,
    PERSON_REVIEWS,
    PERSON_FULL_TIME,
    KIN_START,
    KIN_PERSON,
    LINK_START,
    LINK_CASE,
    LINK_APART,
    AWAY,
    MAY_LEAVE,
    ORGAN_MOST,
    BEFORE,
    WEIGHTS,
) = range(43)
"""The columns that the search reads, each by the name of its field in ``Board``; the place of each is at its number."""
CASES, PEOPLE, SEATS, MOMENTS, ORGANS, SKILLS = range(43, 49)
"""Where the board says how many there are of each."""
FORBIDDEN, RECIPROCITY, RING, TIER = range(4)
"""The places in the column WEIGHTS."""

UNSTAFFED, APPEARANCE, CHANGED, LACKING, TENTH, EXCESS, SPREAD, TRAVEL, UNFIT, TICKETS = range(10)
"""The meters of a plan; each is the smaller the better."""
METERS: Final = 10
SEATED, STAFFED, USED, DRAWN, ORGAN_DRAWN, LOAD, REVIEWS, LENT, HELD, HANDLES, SERVED, TICKET = range(12)
"""The columns of a plan: by seat the opening taken or EMPTY; 1 for each case with its whole team; by person and moment
the percent of time that is booked, and on how many cases she is; by organ and moment how many full-time people are
drawn; load, reviews and loans by person; her number of seats and which, as far as there is room; by two organs how
many people of the one investigate cases of the other; points of each team times its share; by opening the number in the
lottery."""
RANDOM: Final = 12
TOTAL: Final = 13
LIMIT: Final = TOTAL + METERS
"""What each meter may not pass."""
TARGET: Final = LIMIT + METERS
"""At TENTH, LACKING and EXCESS: what is compared with a case's points or a person's load."""
STOPPED: Final = TARGET + METERS
"""1 once nobody waits any more: what is compiled looks here between two rounds."""
FREE: Final = 2**60
"""The limit of a meter that is not held."""
EMPTY: Final = -1
ROOM: Final = 24
"""So many numbers are kept for the seats of one person; ours."""


def table_of(board: Board) -> Whole:
    """Return the board as one array: places of the columns, sizes, columns."""
    names = list(Board._fields)
    wanted = [name for name in names if name not in _UNREAD]
    columns = [np.ascontiguousarray(getattr(board, name), dtype=np.int64).ravel() for name in wanted]
    organs, moments = board.may_leave.shape
    sizes = whole(
        [
            len(board.case_weight),
            len(board.person_load),
            len(board.seat_case),
            moments,
            organs,
            board.person_skill.shape[1],
        ]
    )
    starts = len(columns) + len(sizes) + np.concatenate(([0], np.cumsum([len(column) for column in columns])))[:-1]
    return np.concatenate([whole(starts), sizes, *columns])


_UNREAD: Final = frozenset({"post_case", "post_role", "person_load", "booked"})
"""Columns that only the start of a plan or the model needs."""


def start_plan(board: Board) -> Whole:
    """Return a plan in which nobody sits, as one array: places of the columns, random state, meters, columns."""
    organs, moments = board.may_leave.shape
    people, cases, seats = len(board.person_load), len(board.case_weight), len(board.seat_case)
    columns = [
        np.full(seats, EMPTY, dtype=np.int64),
        np.zeros(cases, dtype=np.int64),
        board.booked.astype(np.int64).ravel(),
        np.zeros(people * moments, dtype=np.int64),
        np.zeros(organs * moments, dtype=np.int64),
        board.person_load,
        np.zeros(people, dtype=np.int64),
        np.zeros(people, dtype=np.int64),
        np.zeros(people * ROOM, dtype=np.int64),
        np.zeros(organs * organs, dtype=np.int64),
        np.zeros(cases, dtype=np.int64),
        np.zeros(len(board.open_person), dtype=np.int64),
    ]
    first = STOPPED + 1
    starts = first + np.concatenate(([0], np.cumsum([len(column) for column in columns])))[:-1]
    head = np.zeros(first, dtype=np.int64)
    head[: len(columns)] = starts
    head[RANDOM] = 1
    head[TOTAL + UNSTAFFED], head[TOTAL + CHANGED] = board.case_weight.sum(), -board.open_change.sum()
    head[LIMIT : LIMIT + METERS] = FREE
    head[TARGET + LACKING], head[TARGET + TENTH], head[TARGET + EXCESS] = -FREE, -FREE, FREE
    return np.concatenate([head, *columns])


@compiled
def get(table: Whole, column: int, row: int) -> int:
    """Return one number of a column."""
    return int(table[table[column] + row])


@compiled
def put(table: Whole, column: int, row: int, value: int) -> None:
    """Write one number of a column."""
    table[table[column] + row] = value


@compiled
def draw(plan: Whole, below: int) -> int:
    """Draw a whole number from 0 to before ``below`` (Lehmer's generator with Park and Miller's multiplier)."""
    plan[RANDOM] = plan[RANDOM] * 48271 % 2147483647
    return int(plan[RANDOM] % below)

"""Review-assignment matrices as problems: a score for each case and person, a team size, and a capacity in cases.

A file is an npz archive of three arrays, under any of the names in ``NAMES``: the scores, cases by people, NaN where
somebody is barred; how many people a case wants; how many cases a person takes. The last two are one number for all,
or one for each. "Floor first, then total" is the order ``FLOOR_THEN_TOTAL``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from allocation.plan import Seat
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Pair, Pin, Place, Problem
from terms.allocation import Level
from terms.cases import AssignmentRole, Urgency

Scores = npt.NDArray[np.float64]

NAMES: Final = {
    "scores": ("scores", "score", "similarities", "similarity", "affinities", "affinity", "matrix", "S"),
    "size": ("team_size", "team_sizes", "size", "sizes", "team", "demand", "demands", "k"),
    "capacity": ("capacity", "capacities", "max_load", "max_loads", "load", "loads", "cap", "caps"),
}
"""What an array may be called in a file, in the order in which it is looked for."""
FLOOR_THEN_TOTAL: Final = (Level.URGENCY_STAFFED, Level.WORST_SERVED, Level.FIT)
SCALES: Final = (10**6, 10**7, 10**8, 10**9)
"""Points of a score of 1: the first that loses no digit, or the finest with which no score passes MOST_POINTS."""
MOST_POINTS: Final = 2**30
MOST_CASES: Final = 100
"""A case takes one percent of a person's time, so that nobody can take more."""


class Matrix(NamedTuple):
    """Scores by case and person (NaN: barred), the team size of each case, the most cases of each person."""

    scores: Scores
    size: npt.NDArray[np.int64]
    capacity: npt.NDArray[np.int64]


def read_matrix(file: Path) -> Matrix:
    """Read a matrix from an npz file; raises ``ValueError`` if an array is missing or its shape does not fit."""
    with np.load(file, allow_pickle=False) as arrays:
        found = {what: next((arrays[name] for name in names if name in arrays), None) for what, names in NAMES.items()}
    missing = sorted(what for what, array in found.items() if array is None)
    if missing:
        raise ValueError(f"{file.name} lacks: {', '.join(missing)}")
    scores = np.asarray(found["scores"], dtype=np.float64)
    if scores.ndim != len(("cases", "people")):
        raise ValueError(f"the scores of {file.name} are not cases by people")
    size, capacity = (
        np.broadcast_to(np.asarray(found[what], dtype=np.int64), count).copy()
        for what, count in zip(("size", "capacity"), scores.shape, strict=True)
    )
    return Matrix(scores, size, capacity)


def scale_of(scores: Scores) -> int:
    """Return the points of a score of 1."""
    highest = float(np.nanmax(scores)) - lowest_of(scores)
    fitting = [scale for scale in SCALES if highest * scale <= MOST_POINTS] or SCALES[:1]
    for scale in fitting:
        points = scores * scale
        if np.allclose(points, np.rint(points), rtol=0, atol=1e-6 * scale / SCALES[-1], equal_nan=True):
            return scale
    return fitting[-1]


def lowest_of(scores: Scores) -> float:
    """Return the score that brings no points: 0, or the lowest one if that is below."""
    return min(0.0, float(np.nanmin(scores)))


def problem_of_matrix(matrix: Matrix) -> Problem:
    """Return the problem whose points of fit are the scores, scaled and rounded; nothing but seats and room matters."""
    cases, people = matrix.scores.shape
    capacity = np.minimum(matrix.capacity, cases)
    if capacity.max(initial=0) > MOST_CASES:
        raise ValueError(f"nobody can take more than {MOST_CASES} cases here")
    points = (matrix.scores - lowest_of(matrix.scores)) * scale_of(matrix.scores)
    case, person = np.nonzero(points != 0)  # NaN is not 0
    values = points[case, person]
    rounded = np.rint(np.nan_to_num(values)).astype(np.int64)
    rows = zip(case.tolist(), person.tolist(), np.isnan(values).tolist(), rounded.tolist(), strict=True)
    return Problem(
        cases=tuple(_case(number, count) for number, count in enumerate(matrix.size.tolist())),
        candidates=tuple(Candidate(id=number, organ=1, capacity=100) for number in range(people)),
        pairs=tuple(Pair(one, on, barred=barred, points=worth) for on, one, barred, worth in rows),
        busy=tuple(
            Busy(person=number, start=0, end=7, effort=100 - room)
            for number, room in enumerate(capacity.tolist())
            if room < MOST_CASES
        ),
        limits=Limits(keep_at_home=0, most_from_one_organ=int(matrix.size.max(initial=1))),
        order=FLOOR_THEN_TOTAL,
    )


def _case(number: int, count: int) -> CaseToStaff:
    return CaseToStaff(
        id=number,
        organ=0,
        urgency=Urgency.NORMAL,
        weight=1,
        start=0,
        end=7,
        effort=1,
        places=(Place(AssignmentRole.MEMBER, count),),
    )


def busiest(seats: Sequence[Seat], count: int) -> frozenset[int]:
    """Return the people with the most cases; of equals, those of the lowest number."""
    cases = Counter(seat.person for seat in seats)
    return frozenset(sorted(cases, key=lambda person: (-cases[person], person))[:count])


def without(problem: Problem, lost: frozenset[int], seats: Sequence[Seat]) -> Problem:
    """Return the problem without the lost people, in which the seats of all were published."""
    return replace(
        problem,
        candidates=tuple(person for person in problem.candidates if person.id not in lost),
        pairs=tuple(pair for pair in problem.pairs if pair.person not in lost),
        busy=tuple(row for row in problem.busy if row.person not in lost),
        published=tuple(Pin(seat.case, seat.person, seat.role) for seat in seats),
    )

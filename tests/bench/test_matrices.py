"""Review matrices: what is read, what becomes of it, and that the best plan of it is found."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.explain import seats_of
from allocation.plan import Seat
from allocation.problem import Busy, Pair, Pin
from allocation.solve import solve_levels
from allocation.transport.kind import is_transport
from bench.allocation import main
from bench.made_up import made_up_matrix
from bench.matrices import FLOOR_THEN_TOTAL, NAMES, Matrix, busiest, problem_of_matrix, read_matrix, scale_of, without
from bench.repairs import repairs
from terms.allocation import Level
from terms.cases import AssignmentRole

SCORES = np.array([[0.5, np.nan, 0.25], [0.125, 1.0, 0.0]])


def matrix(scores: np.ndarray = SCORES, *, size: int = 1, capacity: int = 1) -> Matrix:
    """Return a matrix with one team size and one capacity for all."""
    return Matrix(scores, np.full(len(scores), size), np.full(scores.shape[1], capacity))


@pytest.mark.parametrize(("what", "name"), [(what, name) for what, names in NAMES.items() for name in names])
def test_arrays_are_found_under_any_of_their_names(tmp_path: Path, what: str, name: str) -> None:
    arrays: dict[str, Any] = {"scores": SCORES, "size": np.array(2), "capacity": np.array([3, 2, 1])}
    arrays[name] = arrays.pop(what)
    np.savez(tmp_path / "matrix.npz", **arrays)
    found = read_matrix(tmp_path / "matrix.npz")
    assert np.array_equal(found.scores, SCORES, equal_nan=True)
    assert (found.size.tolist(), found.capacity.tolist()) == ([2, 2], [3, 2, 1])


def test_a_file_without_an_array_is_refused_by_its_name(tmp_path: Path) -> None:
    np.savez(tmp_path / "matrix.npz", scores=SCORES)
    with pytest.raises(ValueError, match="lacks: capacity, size"):
        read_matrix(tmp_path / "matrix.npz")


def test_scores_that_are_not_cases_by_people_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "matrix.npz", scores=SCORES[0], size=1, capacity=1)
    with pytest.raises(ValueError, match="not cases by people"):
        read_matrix(tmp_path / "matrix.npz")


def test_scores_become_points_bars_pairs_and_capacity_what_is_booked() -> None:
    problem = problem_of_matrix(matrix(capacity=2))
    assert problem.pairs == (
        Pair(0, 0, barred=False, points=500_000),
        Pair(1, 0, barred=True),
        Pair(2, 0, barred=False, points=250_000),
        Pair(0, 1, barred=False, points=125_000),
        Pair(1, 1, barred=False, points=1_000_000),
    )
    assert problem.busy == tuple(Busy(number, 0, 7, 98) for number in range(3))
    assert problem.order == FLOOR_THEN_TOTAL
    assert is_transport(canonical(problem))
    validate(canonical(problem))


def test_a_person_without_room_is_booked_and_one_with_room_for_all_is_not() -> None:
    many = Matrix(np.ones((100, 2)), np.full(100, 1), np.array([0, 10**6]))
    assert problem_of_matrix(many).busy == (Busy(0, 0, 7, 100),)
    with pytest.raises(ValueError, match="100 cases"):
        problem_of_matrix(matrix(np.ones((101, 2)), capacity=101))


def test_scores_below_nothing_bring_points_from_the_lowest() -> None:
    problem = problem_of_matrix(matrix(np.array([[-1.0, 0.0, 1.0]])))
    assert [(pair.person, pair.points) for pair in problem.pairs] == [(1, 1_000_000), (2, 2_000_000)]


@pytest.mark.parametrize(
    ("score", "scale"),
    [
        (0.123456, 10**6),
        (0.1234567, 10**7),
        (0.123456789, 10**9),
        (7.1234567, 10**7),
        (70.1234567, 10**7),
        (1500.25, 10**6),
    ],
)
def test_points_lose_no_digit_while_they_stay_small(score: float, scale: int) -> None:
    assert scale_of(np.array([[score, np.nan]])) == scale


def test_the_floor_comes_before_the_total() -> None:
    scores = np.array([[0.9, 0.5], [0.5, 0.3]])  # 0.9 + 0.3 is more than 0.5 + 0.5, but serves the second case worse
    problem = canonical(problem_of_matrix(matrix(scores)))
    solution = solve_levels(problem, seed=1)
    assert solution is not None
    assert {chair[:2] for chair in solution.taken} == {(0, 1), (1, 0)}
    assert [level.value for level in solution.levels] == [2, 500_000, 1_000_000]


def test_the_busiest_fall_out_and_all_seats_were_published() -> None:
    problem = canonical(problem_of_matrix(matrix(np.array([[0.9, 0.5, 0.1], [0.8, 0.3, 0.2]]), capacity=2)))
    solution = solve_levels(problem, seed=1)
    assert solution is not None
    seats = seats_of(problem, solution.taken)
    assert busiest(seats, 1) == {0}
    left = without(problem, busiest(seats, 1), seats)
    assert [person.id for person in left.candidates] == [1, 2]
    assert {pair.person for pair in left.pairs} == {row.person for row in left.busy} == {1, 2}
    assert left.published == tuple(Pin(case, 0, AssignmentRole.MEMBER) for case in (0, 1))


def test_a_made_up_matrix_is_the_same_for_one_seed_and_has_room() -> None:
    made, again, other = made_up_matrix(1, 12, 8), made_up_matrix(1, 12, 8), made_up_matrix(2, 12, 8)
    assert np.array_equal(made.scores, again.scores, equal_nan=True)
    assert not np.array_equal(made.scores, other.scores, equal_nan=True)
    assert np.isnan(made.scores).any()
    assert (made.size.tolist(), made.capacity.tolist()) == ([3] * 12, [6] * 8)


def test_the_bench_prints_values_proofs_and_the_repair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    np.savez(tmp_path / "small.npz", scores=np.array([[0.9, 0.5, 0.1], [0.8, 0.3, 0.2]]), size=1, capacity=2)
    monkeypatch.setattr(sys, "argv", ["bench", str(tmp_path / "small.npz"), "--lose", "1"])
    main()
    printed = capsys.readouterr().out
    assert "floor 0.800000 (mean 0.800000), total 1.700000, in scores" in printed
    assert printed.count("floor 0.300000 (mean 0.300000), total 0.800000, in scores") == 3
    told = [line.partition("repaired, ")[2] for line in printed.splitlines() if "people lost" in line]
    assert told == [
        "fewest changes, all others stay: 2 seats changed",
        "fewest changes, any team may change: 2 seats changed",
        "freely: 2 seats changed",
    ]
    assert printed.count("violations by our own check: 0") == len(told)


def test_repairs_change_the_fewest_seats_or_any_as_the_service_does() -> None:
    """Who was on the first case can come from the second, whose place another takes: better, with one change more."""
    scores = np.array([[0.9, 0.8, 0.1], [0.7, 0.75, 0.6]])
    problem = canonical(problem_of_matrix(matrix(scores)))
    seats = [Seat(case, person, AssignmentRole.MEMBER, 0, 0, 0) for case, person in ((0, 0), (1, 1))]
    stay, move, freely = repairs(problem, frozenset({0}), seats, seed=1)
    taken = [{chair[:2] for chair in one.option.taken} for one in (stay, move, freely)]
    assert taken == [{(0, 2)}, {(0, 2), (1, 1)}, {(0, 1), (1, 2)}]
    assert [one.option.changes for one in (stay, move, freely)] == [1, 1, 2]
    assert [one.side.values[Level.FIT] for one in (stay, move, freely)] == [100_000, 850_000, 1_400_000]
    assert all(one.side.peak > 0 for one in (stay, move, freely))

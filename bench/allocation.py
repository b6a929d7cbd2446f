"""Allocates and prints every level with its bound, proof and time: ``python -m bench.allocation [FILE ...]``.

A file is an instance (``alloc-instance/1``, see ``bench/instances.py``) or a review matrix (``.npz``, see
``bench/matrices.py``); without one, a county of real size is made up, or with ``--make 526x667`` a matrix. Beside the
engine stands a greedy, and with ``--beside DIR`` another clone of this project, such as the previous release, on the
same file. With ``--lose 20`` the busiest people of a matrix fall out, and its plan is repaired.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from allocation.canonical import canonical
from allocation.check import violations
from allocation.check_values import level_values
from allocation.explain import seats_of
from allocation.plan import LevelValue, Seat
from allocation.problem import Problem
from allocation.search.improve import Search
from allocation.search.refill import fill
from allocation.solve import solve_levels
from bench.instances import plan_of, problem_of
from bench.made_up import made_up_county, made_up_matrix
from bench.matrices import (
    FEWEST_CHANGES,
    FLOOR_THEN_TOTAL,
    Matrix,
    busiest,
    problem_of_matrix,
    read_matrix,
    without,
)
from terms.allocation import Level


def main() -> None:
    """Print what the engine reaches, in what time and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="instances")
    parser.add_argument("--seed", type=int, default=1, help="of the lottery, and of the county that is made up")
    parser.add_argument("--cases", type=int, default=14, help="of the county that is made up")
    parser.add_argument("--people", type=int, default=130, help="of the county that is made up")
    parser.add_argument("--make", metavar="CASESxPEOPLE", help="a matrix that is made up, such as 118x177")
    parser.add_argument("--lose", type=int, default=0, help="so many people of a matrix fall out")
    parser.add_argument("--plans", type=Path, help="directory for the plans (alloc-plan/1)")
    parser.add_argument("--checker", type=Path, help="an independent checker: CHECKER instance plan")
    parser.add_argument("--beside", type=Path, help="another clone, run on the same files")
    parser.add_argument("--first-only", action="store_true", help="stop after the engine: no greedy, no check of ours")
    asked = parser.parse_args()
    if asked.make:
        _measure_matrix(asked.make, made_up_matrix(asked.seed, *map(int, asked.make.split("x"))), asked)
    elif not asked.files:
        county = made_up_county(asked.seed, cases=asked.cases, people=asked.people)
        _measure("a made-up county", county, asked)
    for file in asked.files:
        if file.suffix == ".npz":
            _measure_matrix(file.name, read_matrix(file), asked)
        else:
            _measure_instance(file, asked)
        if asked.beside:
            _run_beside(file, asked.beside)


def _measure_instance(file: Path, asked: argparse.Namespace) -> None:
    begun = time.perf_counter()
    instance = json.loads(file.read_text("utf-8"))
    problem = problem_of(instance)
    print(f"{file.name}: read and screened in {time.perf_counter() - begun:.2f} s")
    _judge(file.name, instance, _measure(file.name, problem, asked), asked)


def _measure_matrix(name: str, matrix: Matrix, asked: argparse.Namespace) -> None:
    """Measure "floor first, then total"; then the repair with the fewest changes, and beside it the free plan."""
    begun = time.perf_counter()
    problem = problem_of_matrix(matrix)
    print(f"{name}: made a problem of it in {time.perf_counter() - begun:.2f} s")
    seats = _measure(name, problem, asked)
    _print_scores(matrix, seats)
    if asked.lose and seats:
        left = without(problem, busiest(seats, asked.lose), seats)
        for how, order in (("fewest changes", FEWEST_CHANGES), ("freely", FLOOR_THEN_TOTAL)):
            print(f"{asked.lose} people lost, repaired, {how}:")
            repaired = _measure(name, replace(left, order=order), asked)
            _print_scores(matrix, repaired)
            lost = {(pin.case, pin.person) for pin in left.published} - {(seat.case, seat.person) for seat in repaired}
            print(f"  changes to the plan before: {len(lost)}")


def _print_scores(matrix: Matrix, seats: Sequence[Seat]) -> None:
    """Print floor and total in the numbers of the matrix, added up from it."""
    teams: dict[int, float] = defaultdict(float)
    for seat in seats:
        teams[seat.case] += float(matrix.scores[seat.case, seat.person])
    if teams:
        floor = min(teams.items(), key=lambda team: team[1] / matrix.size[team[0]])
        mean = floor[1] / matrix.size[floor[0]]
        print(f"  floor {floor[1]:.6f} (mean {mean:.6f}), total {sum(teams.values()):.6f}, in scores")


def _measure(name: str, problem: Problem, asked: argparse.Namespace) -> tuple[Seat, ...]:
    begun = time.perf_counter()
    problem = canonical(problem)
    search = Search(problem)
    chairs, built = len(search.board.open_person), time.perf_counter() - begun
    size = f"{len(problem.cases)} cases, {len(problem.candidates)} people, {chairs} open chairs"
    print(f"{name}: {size}, laid out in {built:.2f} s")
    by_greedy = {} if asked.first_only else level_values(problem, greedy(problem, search))
    print(f"  {'level':16} {'value':>14} {'bound':>14} {'gap':>8} {'time':>9} {'greedy':>14}")
    watch = _Stopwatch(by_greedy)
    begun, worked = time.perf_counter(), time.process_time()
    solution = solve_levels(problem, seed=asked.seed, on_level=watch)
    worked, spent = time.process_time() - worked, time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if solution is None:
        print("  no plan keeps the pins")
        return ()
    seats = seats_of(problem, solution.taken)
    print(
        f"  building, solving and lottery: {spent:.2f} s ({worked:.2f} s of the processor); "
        f"lottery proven: {solution.lottery_proven}; peak {peak} MB"
    )
    staffed = len({seat.case for seat in seats})
    print(f"  cases staffed: {staffed} of {len(problem.cases)}")
    if not asked.first_only:
        print(f"  violations by our own check: {len(violations(problem, seats))}")
    return seats


def _judge(name: str, instance: Mapping[str, Any], seats: Sequence[Seat], asked: argparse.Namespace) -> None:
    """Write the plan down, and let the independent checker look at it."""
    if asked.plans is None:
        return
    asked.plans.mkdir(parents=True, exist_ok=True)
    plan = asked.plans / f"{Path(name).stem}.plan.json"
    plan.write_text(json.dumps(plan_of(instance, seats)), "utf-8")
    print(f"  plan: {plan}")
    if asked.checker:
        source = next(file for file in asked.files if file.name == name)
        subprocess.run([sys.executable, str(asked.checker), str(source), str(plan)], check=False)


def _run_beside(file: Path, clone: Path) -> None:
    print(f"  beside, in {clone}:", flush=True)
    command = [sys.executable, "-m", "bench.allocation", str(file.resolve()), "--first-only"]
    subprocess.run(command, cwd=clone, env={"PYTHONPATH": str(clone)}, check=False)


def greedy(problem: Problem, search: Search) -> tuple[Seat, ...]:
    """Staff the cases one by one, most urgent first, with the least loaded who fit: what is done by hand."""
    order = np.argsort(-search.board.case_weight, kind="stable")
    for case in order.tolist():
        fill(search.table, search.plan, search.pinned, case)
    return seats_of(problem, search.taken)


class _Stopwatch:
    """Prints each level as it is solved, with the seconds since the one before."""

    def __init__(self, by_greedy: Mapping[Level, Fraction]) -> None:
        self.greedy = by_greedy
        self.last = time.perf_counter()

    def __call__(self, level: LevelValue) -> None:
        """Take the time of a level."""
        now = time.perf_counter()
        value, bound = level.value / level.scale, level.bound / level.scale
        gap = "proven" if level.proven else f"{abs(value - bound) / max(abs(bound), 1e-9):.1%}"
        beside = f"{float(self.greedy[level.level]):14.2f}" if level.level in self.greedy else ""
        print(
            f"  {level.level.value:16} {value:14.2f} {bound:14.2f} {gap:>8} {now - self.last:7.2f} s {beside}",
            flush=True,
        )
        self.last = now


if __name__ == "__main__":
    main()

"""Allocates and prints every level with its bound, proof and time: ``python -m bench.allocation [FILE ...]``.

A file is an instance (``alloc-instance/1``, see ``bench/instances.py``); without one, a county of real size is made up.
Beside the engine stands a greedy, and with ``--beside DIR`` another clone of this project, such as the previous
release, on the same file.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
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
from bench.made_up import made_up_county
from terms.allocation import Level


def main() -> None:
    """Print what the engine reaches, in what time and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="instances")
    parser.add_argument("--seed", type=int, default=1, help="of the lottery, and of the county that is made up")
    parser.add_argument("--cases", type=int, default=14, help="of the county that is made up")
    parser.add_argument("--people", type=int, default=130, help="of the county that is made up")
    parser.add_argument("--plans", type=Path, help="directory for the plans (alloc-plan/1)")
    parser.add_argument("--checker", type=Path, help="an independent checker: CHECKER instance plan")
    parser.add_argument("--beside", type=Path, help="another clone, run on the same files")
    parser.add_argument("--first-only", action="store_true", help="stop after the engine: no greedy, no check of ours")
    asked = parser.parse_args()
    if not asked.files:
        county = made_up_county(asked.seed, cases=asked.cases, people=asked.people)
        _measure("a made-up county", county, asked, None)
    for file in asked.files:
        begun = time.perf_counter()
        instance = json.loads(file.read_text("utf-8"))
        problem = problem_of(instance)
        print(f"{file.name}: read and screened in {time.perf_counter() - begun:.2f} s")
        _measure(file.name, problem, asked, instance)
        if asked.beside:
            _run_beside(file, asked.beside)


def _measure(name: str, problem: Problem, asked: argparse.Namespace, instance: Mapping[str, Any] | None) -> None:
    begun = time.perf_counter()
    problem = canonical(problem)
    search = Search(problem)
    chairs, built = len(search.board.open_person), time.perf_counter() - begun
    size = f"{len(problem.cases)} cases, {len(problem.candidates)} people, {chairs} open chairs"
    print(f"{name}: {size}, laid out in {built:.2f} s")
    by_greedy = {} if asked.first_only else level_values(problem, greedy(problem, search))
    print(f"  {'level':16} {'value':>14} {'bound':>14} {'gap':>8} {'time':>9} {'greedy':>14}")
    watch = _Stopwatch(by_greedy)
    begun = time.perf_counter()
    solution = solve_levels(problem, seed=asked.seed, on_level=watch)
    spent, peak = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if solution is None:
        print("  no plan keeps the pins")
        return
    seats = seats_of(problem, solution.taken)
    print(f"  building, solving and lottery: {spent:.2f} s; lottery proven: {solution.lottery_proven}; peak {peak} MB")
    staffed = len({seat.case for seat in seats})
    print(f"  cases staffed: {staffed} of {len(problem.cases)}")
    if not asked.first_only:
        print(f"  violations by our own check: {len(violations(problem, seats))}")
    if instance is not None:
        _judge(name, instance, seats, asked)


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

"""Allocates and prints every level with its bound, proof and time: ``python -m bench.allocation [FILE ...]``.

A file is an instance (``alloc-instance/1``, see ``bench/instances.py``) or a review matrix (``.npz``, see
``bench/matrices.py``); without one, a county of real size is made up, or with ``--make 526x667`` a matrix. Beside the
engine stands a greedy, and with ``--beside DIR`` another checkout of this project, such as the previous release, on the
same problem. With ``--lose 20`` the busiest people of a matrix fall out, and its plan is repaired.

The plan of an instance is shown to an independent checker, if ``--checker`` or ``ALLOCATION_CHECKER`` names one or a
``check.py`` lies beside the instance. The exit code is 1 if a plan breaks a rule or its values are not those claimed.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from allocation.canonical import canonical
from allocation.check import violations
from allocation.plan import LevelValue, Seat
from allocation.problem import Problem
from bench.beside import run_beside
from bench.instances import OBJECTIVES, problem_of
from bench.judging import checker_for, judge, write_plan
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
from bench.sides import Side, by_engine, by_greedy, timed
from terms.allocation import Level

Names = Mapping[Level, tuple[str, Fraction]]
"""What a file calls a level, and by what our value is multiplied to be in its unit."""


def main() -> int:
    """Print what the engine reaches, in what time and memory; return 1 if anything is wrong with it."""
    asked = _asked()
    if asked.make:
        good = _measure_matrix(asked.make, made_up_matrix(asked.seed, *map(int, asked.make.split("x"))), asked)
    elif not asked.files:
        county = made_up_county(asked.seed, cases=asked.cases, people=asked.people)
        good = _measure("a made-up county", county, asked)[1]
    else:
        good = True
    for file in asked.files:
        if file.suffix == ".npz":
            good &= _measure_matrix(file.name, read_matrix(file), asked)
        else:
            good &= _measure_instance(file, asked)
    if asked.beside:
        good &= run_beside(asked.beside, list(_asked_again(asked)))
    return 0 if good else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="instances")
    parser.add_argument("--seed", type=int, default=1, help="of the lottery, and of the county that is made up")
    parser.add_argument("--cases", type=int, default=14, help="of the county that is made up")
    parser.add_argument("--people", type=int, default=130, help="of the county that is made up")
    parser.add_argument("--make", metavar="CASESxPEOPLE", help="a matrix that is made up, such as 118x177")
    parser.add_argument("--lose", type=int, default=0, help="so many people of a matrix fall out")
    parser.add_argument("--plans", type=Path, help="directory for the plans (alloc-plan/1)")
    parser.add_argument("--checker", type=Path, help="an independent checker: CHECKER instance plan --json")
    parser.add_argument("--beside", type=Path, help="another checkout, run on the same problem")
    parser.add_argument("--first-only", action="store_true", help="the engine alone: no greedy, no check")
    return parser.parse_args()


def _asked_again(asked: argparse.Namespace) -> Iterator[str]:
    """Yield the options that make the same problem elsewhere."""
    yield from (str(file.resolve()) for file in asked.files)
    for name in ("seed", "cases", "people", "make", "lose"):
        if (value := getattr(asked, name)) is not None:
            yield from (f"--{name}", str(value))


def _measure_instance(file: Path, asked: argparse.Namespace) -> bool:
    instance = json.loads(file.read_text("utf-8"))
    problem, spent = timed(lambda: problem_of(instance))
    print(f"{file.name}: read and screened in {spent:.2f} s")
    side, good = _measure(file.name, problem, asked, OBJECTIVES)
    if side.seats is None:
        return good
    if asked.plans:
        asked.plans.mkdir(parents=True, exist_ok=True)
        plan = asked.plans / f"{file.stem}.plan.json"
        write_plan(plan, instance, side.seats)
        print(f"  plan: {plan}")
    checker = None if asked.first_only else checker_for(file, asked.checker)
    return (checker is None or judge(checker, file, instance, side.seats, side.values)) and good


def _measure_matrix(name: str, matrix: Matrix, asked: argparse.Namespace) -> bool:
    """Measure "floor first, then total"; then the repair with the fewest changes, and beside it the free plan."""
    problem, spent = timed(lambda: problem_of_matrix(matrix))
    print(f"{name}: made a problem of it in {spent:.2f} s")
    side, good = _measure(name, problem, asked)
    seats = side.seats or ()
    _print_scores(matrix, seats)
    if asked.lose and seats:
        left = without(problem, busiest(seats, asked.lose), seats)
        for how, order in (("fewest changes", FEWEST_CHANGES), ("freely", FLOOR_THEN_TOTAL)):
            print(f"{asked.lose} people lost, repaired, {how}:")
            repaired, still_good = _measure(name, replace(left, order=order), asked)
            good &= still_good
            _print_scores(matrix, repaired.seats or ())
            kept = {(seat.case, seat.person) for seat in repaired.seats or ()}
            lost = {(pin.case, pin.person) for pin in left.published} - kept
            print(f"  changes to the plan before: {len(lost)}")
    return good


def _print_scores(matrix: Matrix, seats: Sequence[Seat]) -> None:
    """Print floor and total in the numbers of the matrix, added up from it."""
    teams: dict[int, float] = defaultdict(float)
    for seat in seats:
        teams[seat.case] += float(matrix.scores[seat.case, seat.person])
    if teams:
        floor = min(teams.items(), key=lambda team: team[1] / matrix.size[team[0]])
        mean = floor[1] / matrix.size[floor[0]]
        print(f"  floor {floor[1]:.6f} (mean {mean:.6f}), total {sum(teams.values()):.6f}, in scores")


def _measure(name: str, problem: Problem, asked: argparse.Namespace, names: Names | None = None) -> tuple[Side, bool]:
    """Measure the sides and print them, and tell whether the engine's plan breaks no rule that we know of."""
    problem = canonical(problem)
    print(f"{name}: {len(problem.cases)} cases, {len(problem.candidates)} people, {len(problem.pairs)} findings")
    greedy = None if asked.first_only else by_greedy(problem)
    engine = by_engine(problem, asked.seed, _tell)
    if engine.seats is None:
        print("  no plan keeps the pins")
        return engine, True
    _print_levels(engine, greedy, names or {})
    _print_side("engine", engine, len(problem.cases))
    print(f"  lottery proven: {engine.lottery_proven}")
    if greedy is None:
        return engine, True
    _print_side("greedy", greedy, len(problem.cases))
    broken = len(violations(problem, engine.seats))
    print(f"  violations by our own check: {broken}")
    return engine, broken == 0


def _tell(level: Level, seconds: float) -> None:
    """Show whoever waits that a level is done."""
    print(f"  ... {level.value} {seconds:.1f} s", file=sys.stderr, flush=True)


def _print_levels(engine: Side, greedy: Side | None, names: Names) -> None:
    print(f"  {'level':20} {'value':>14} {'bound':>14} {'gap':>8} {'seconds':>9} {'greedy':>14}")
    for level in engine.levels.values():
        name, factor = names.get(level.level, ("", Fraction(1)))
        value, bound = (float(number * factor / level.scale) for number in (level.value, level.bound))
        beside = f"{float(greedy.values[level.level] * factor):14.2f}" if greedy else ""
        print(
            f"  {f'{name} {level.level.value}'.strip():20} {value:14.2f} {bound:14.2f} {_gap(level, value, bound):>8}"
            f" {engine.took.get(level.level, 0):9.2f} {beside}"
        )


def _gap(level: LevelValue, value: float, bound: float) -> str:
    """Say by how much of the bound the level could at most be better; in its unit, where the bound is nothing."""
    if level.proven:
        return "proven"
    return f"{abs(value - bound) / abs(bound):.1%}" if bound else f"{abs(value - bound):.2f}"


def _print_side(name: str, side: Side, cases: int) -> None:
    staffed = len({seat.case for seat in side.seats or ()})
    print(
        f"  {name}: {staffed} of {cases} cases staffed; building {side.building:.2f} s, solving {side.solving:.2f} s of"
        f" the processor, {side.clock:.2f} s by the clock; at most {side.peak} MB"
    )


if __name__ == "__main__":
    sys.exit(main())

"""Allocates and prints every level with its bound, proof and time: ``python -m bench.allocation [FILE ...]``.

A file is an instance (``alloc-instance/1``, see ``bench/instances.py``) or a review matrix (``.npz``, see
``bench/matrices.py``); without one, a county of real size is made up, or with ``--make 526x667`` a matrix. Beside the
engine stands a greedy, and with ``--beside DIR`` another checkout of this project, such as the previous release, on the
same problem. With ``--lose 20`` the busiest people of a matrix fall out, and its plan is repaired as the service does
it: with the fewest changes, and freely.

With ``--alone model,search,under`` the halves of the engine are tried without each other in the same run: CP-SAT level
by level, one worker, so much of its own work for each level; the search (ruin and refill, then annealing) level by
level; and the same search under what the engine reached down to the highest load. Of each side it is told where it is
better or worse than the engine, and its time as a multiple of the engine's.

The plan of an instance is shown to an independent checker, if ``--checker`` or ``ALLOCATION_CHECKER`` names one or a
``check.py`` lies beside the instance. The exit code is 1 if a plan breaks a rule or its values are not those claimed.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from allocation.canonical import canonical
from allocation.check import violations
from allocation.plan import Seat
from allocation.problem import Problem
from bench.beside import run_beside
from bench.instances import OBJECTIVES, problem_of
from bench.judging import checker_for, judge, write_plan
from bench.made_up import made_up_county, made_up_matrix
from bench.matrices import Matrix, busiest, problem_of_matrix, read_matrix
from bench.repairs import repairs
from bench.sides import Side, by_engine, by_greedy, by_model, by_search, first_plan, timed
from bench.telling import Names, print_first, print_levels, print_side, print_verdict
from terms.allocation import Level

ALONE = {
    "model": "model alone",
    "search": "search alone",
    "under": "search under our loads",
}
"""The halves of the engine that may stand beside it, and what they are called."""


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
    parser.add_argument(
        "--alone", type=_halves, default=(), help=f"of {','.join(ALONE)}: halves of the engine beside it"
    )
    parser.add_argument("--alone-limit", type=float, default=5, help="of the model alone, for each level")
    parser.add_argument("--first-only", action="store_true", help="the engine alone: no greedy, no check")
    return parser.parse_args()


def _halves(told: str) -> tuple[str, ...]:
    halves = tuple(told.split(","))
    if not ALONE.keys() >= set(halves):
        raise argparse.ArgumentTypeError(f"not among {', '.join(ALONE)}: {told}")
    return halves


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
    """Measure "floor first, then total"; then the repairs with the fewest changes, and beside them the free plan."""
    problem, spent = timed(lambda: problem_of_matrix(matrix))
    print(f"{name}: made a problem of it in {spent:.2f} s")
    side, good = _measure(name, problem, asked)
    seats = side.seats or ()
    _print_scores(matrix, seats)
    if asked.lose and seats:
        for how, repaired, option in repairs(problem, busiest(seats, asked.lose), seats, seed=asked.seed):
            print(f"{asked.lose} people lost, repaired, {how}: {option.changes} seats changed")
            print_levels(repaired, {}, {})
            print_side("repair", repaired, len(option.problem.cases))
            posed = {case.id for case in option.problem.cases}
            _print_scores(matrix, [*option.plan.seats, *(seat for seat in seats if seat.case not in posed)])
            broken = len(violations(canonical(option.problem), option.plan.seats))
            print(f"  violations by our own check: {broken}")
            good &= broken == 0
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
    others = {} if asked.first_only else {"greedy": by_greedy(problem)}
    engine = by_engine(problem, asked.seed, _tell)
    if engine.seats is None:
        print("  no plan was found that keeps the pins")
        return engine, True
    for way in asked.alone:
        if way == "under" and Level.HIGHEST_LOAD not in problem.order:
            continue
        others[ALONE[way]] = _alone(way, problem, engine, asked.alone_limit)
    print_levels(engine, others, names or {})
    print_side("engine", engine, len(problem.cases))
    print(f"  lottery proven: {engine.lottery_proven}")
    if not asked.first_only:
        print_first(first_plan(problem), engine, names or {})
    for other, side in others.items():
        print_side(other, side, len(problem.cases))
        print_verdict(engine, side, names or {})
    if asked.first_only:
        return engine, True
    broken = {name: len(violations(problem, side.seats or ())) for name, side in {"engine": engine, **others}.items()}
    print(f"  violations by our own check: {', '.join(f'{name} {count}' for name, count in broken.items())}")
    return engine, broken["engine"] == 0


def _alone(way: str, problem: Problem, engine: Side, limit: float) -> Side:
    """Let one half of the engine solve the problem without the other."""
    if way == "model":
        return by_model(problem, limit, _tell)
    down_to = problem.order.index(Level.HIGHEST_LOAD) + 1 if way == "under" else 0
    return by_search(problem, _tell, given={level: engine.taken[level] for level in problem.order[:down_to]})


def _tell(level: Level, seconds: float) -> None:
    """Show whoever waits that a level is done."""
    print(f"  ... {level.value} {seconds:.1f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

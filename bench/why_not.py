"""Asks why people do not sit in places open to them, and times it: ``python -m bench.why_not [FILE]``.

A file is an instance (``alloc-instance/1``, see ``bench/instances.py``); without one a county of real size is made up.
Each answer is timed beside the plan it is asked of; all times are those of the processor, spent in this process. With
``--exact 5`` so many answers are compared, level by level, with solving the whole again with the person pinned.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from allocation.canonical import canonical
from allocation.lottery import with_sitting_out
from allocation.openings import Chair, find_openings
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.solve import allocate, solve_levels
from allocation.why_not import WhyNot, why_not
from bench.instances import problem_of
from bench.made_up import made_up_county

Answer = TypeVar("Answer")


def main() -> None:
    """Print what each answer says, how much of it is proven, and what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="an instance")
    parser.add_argument("--seed", type=int, default=1, help="of the lottery, the county that is made up, and the draw")
    parser.add_argument("--cases", type=int, default=14, help="of the county that is made up")
    parser.add_argument("--people", type=int, default=130, help="of the county that is made up")
    parser.add_argument("--asked", type=int, default=20, help="so many questions are drawn")
    parser.add_argument("--exact", type=int, default=0, help="so many answers are compared with solving again")
    asked = parser.parse_args()
    if asked.file:
        problem = problem_of(json.loads(asked.file.read_text("utf-8")))
    else:
        problem = made_up_county(asked.seed, cases=asked.cases, people=asked.people)
    plan, spent = _timed(lambda: allocate(problem, asked.seed))
    proven = sum(level.proven for level in plan.levels)
    print(f"the plan: {spent:.2f} s; {proven} of {len(plan.levels)} levels proven")
    took = []
    for number, chair in enumerate(_left_out(problem, plan, seed=asked.seed, most=asked.asked)):
        answer, spent = _timed(lambda chair=chair: _ask(problem, plan, chair))  # type: ignore[misc]
        took.append(spent)
        _tell(chair, answer, spent)
        if number < asked.exact:
            _compare(problem, plan, chair, answer)
    took.sort()
    print(
        f"{len(took)} answers: median {took[len(took) // 2]:.2f} s, nine in ten within"
        f" {took[9 * len(took) // 10]:.2f} s, at most {took[-1]:.2f} s"
    )


def _timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    begun = time.process_time()
    answer = work()
    return answer, time.process_time() - begun


def _left_out(problem: Problem, plan: Plan, *, seed: int, most: int) -> list[Chair]:
    """Draw open places of people who are not on the case, the same for one seed."""
    on_case = {(seat.case, seat.person) for seat in plan.seats}
    opened = find_openings(canonical(with_sitting_out(problem, plan.seed))).open
    left_out = [chair for chair in opened if chair[:2] not in on_case]
    return random.Random(seed).sample(left_out, min(most, len(left_out)))


def _ask(problem: Problem, plan: Plan, chair: Chair) -> WhyNot:
    case, person, role = chair
    return why_not(problem, plan, case=case, person=person, role=role)


def _tell(chair: Chair, answer: WhyNot, spent: float) -> None:
    case, person, role = chair
    worse = " ".join(f"{price.worse / price.forced.scale:+.2f}" + "~" * (not price.proven) for price in answer.prices)
    print(f"  case {case}, person {person}, {role.value}: {worse or answer.bars}  {spent:.2f} s", flush=True)


def _compare(problem: Problem, plan: Plan, chair: Chair, answer: WhyNot) -> None:
    """Solve the whole again with her pinned."""
    case, person, role = chair
    pinned = canonical(with_sitting_out(problem, plan.seed))
    pinned = canonical(replace(pinned, pins=(*pinned.pins, Pin(case=case, person=person, role=role))))
    solution, spent = _timed(lambda: solve_levels(pinned, seed=None))
    levels: tuple[LevelValue, ...] = () if solution is None else solution.levels
    same = [price.forced for price in answer.prices] == list(levels)
    print(f"    solved again: {spent:.2f} s; {'the same at every level' if same else 'DIFFERS'}", flush=True)


if __name__ == "__main__":
    main()

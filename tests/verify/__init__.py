"""The verifier of allocation runs: records that the engine made, and seats put together by hand with their values."""

import json
from hashlib import sha256
from typing import Any

from allocation.canonical import canonical
from allocation.check_values import level_values
from allocation.document import problem_hash, to_json
from allocation.explain import seats_of
from allocation.levels import scale_of, slack_of
from allocation.plan import LevelValue, Plan, Shortage
from allocation.plan_document import plan_to_json
from allocation.problem import Problem
from allocation.solve import allocate
from terms.cases import AssignmentRole

LIMIT = 60.0
Taken = tuple[int, int, AssignmentRole]


def record_of(problem: Problem, plan: Plan, *, salt: str = "pepper", seed: int = 1) -> dict[str, Any]:
    """Return the record of a run, with a commitment to its seed."""
    hashed = problem_hash(problem, salt=salt)
    return {
        "format": "zones-allocation-run/1",
        "problem": json.loads(to_json(problem)),
        "problem_salt": salt,
        "problem_hash": hashed,
        "seed": seed,
        "seed_commitment": sha256(f"{seed}|chance".encode()).hexdigest(),
        "seed_salt": "chance",
        "deterministic_limit": LIMIT,
        "plan": json.loads(plan_to_json(plan, of_problem=hashed)),
    }


def run_of(problem: Problem, *, seed: int = 1) -> dict[str, Any]:
    """Return the record of the engine's own run."""
    return record_of(problem, allocate(problem, seed), seed=seed)


def run_with(problem: Problem, *taken: Taken) -> dict[str, Any]:
    """Return the record of a run that took these chairs, legal or not, and tells everything else as it is."""
    problem = canonical(problem)
    seats = seats_of(problem, frozenset(taken))
    levels = []
    for level, value in level_values(problem, seats).items():
        scale = scale_of(problem, level)
        whole, near = int(value * scale), slack_of(problem, level)
        levels.append(LevelValue(level, whole, whole, proven=True, scale=scale, near=near))
    staffed = {seat.case for seat in seats}
    shortages = tuple(Shortage(case.id, 1, None, None, 0, ()) for case in problem.cases if case.id not in staffed)
    return record_of(problem, Plan(seats, shortages, tuple(levels), seed=1))

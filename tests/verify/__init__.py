"""The verifier of allocation runs: records that the engine made, and seats put together by hand with their values."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from allocation.canonical import canonical
from allocation.check_values import level_values
from allocation.document import all_members_of, canonical_text, problem_hash, whole_document
from allocation.explain import seats_of
from allocation.levels import scale_of, slack_of
from allocation.lottery import with_sitting_out
from allocation.plan import LevelValue, Plan
from allocation.plan_document import Commitment, plan_to_json, run_record
from allocation.problem import Problem
from allocation.shortages import find_shortages
from allocation.solve import allocate
from terms.cases import AssignmentRole

LIMIT = 60.0
COMMITTED, FROZEN = "2026-03-09T17:00:00+08:00", "2026-03-10T09:00:00+08:00"
Taken = tuple[int, int, AssignmentRole]


def record_of(problem: Problem, plan: Plan, *, salt: str = "pepper", seed: int = 1) -> dict[str, Any]:
    """Return the record of a run, with a commitment to its seed."""
    hashed = problem_hash(problem, salt=salt)
    return run_record(
        json.loads(canonical_text(whole_document(problem), members=all_members_of)),
        json.loads(plan_to_json(replace(plan, seed=seed), of_problem=hashed)),
        salt=salt,
        deterministic_limit=LIMIT,
        commitment=Commitment(sha256(f"{seed}|chance".encode()).hexdigest(), "chance", COMMITTED, FROZEN),
    )


def sealed(run: dict[str, Any]) -> dict[str, Any]:
    """Return a record that was tampered with by somebody who hashes it again."""
    rest = {key: value for key, value in run.items() if key != "record_hash"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return rest | {"record_hash": sha256(text.encode()).hexdigest()}


LATER: dict[str, frozenset[str]] = {
    "problem.problem": frozenset({"linked", "apart"}),
    "problem.problem.cases": frozenset({"own_organs", "handled_by_others"}),
    "problem.problem.busy": frozenset({"lent", "share"}),
    "problem.problem.limits": frozenset({"loan_rest"}),
    "plan": frozenset({"units"}),
    "plan.levels": frozenset({"gap"}),
    "plan.shortages": frozenset({"giving_way", "team_rules_proven", "clash_proven", "who_is_left", "barred_people"}),
    "plan.shortages.together": frozenset({"who_is_left"}),
    "": frozenset({"stopped"}),
}
"""The keys that came after the first version of records, by where they stand."""


def of_earlier_version(run: dict[str, Any]) -> dict[str, Any]:
    """Return a record as the first version told it: other formats, and without the keys that came later."""
    told: dict[str, Any] = _without_later(run, "")
    told["format"], told["plan"]["format"] = "zones-allocation-run/1", "zones-allocation-plan/1"
    return told


def _without_later(value: Any, where: str) -> Any:
    if isinstance(value, list):
        return [_without_later(one, where) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: one for key, one in value.items() if key not in LATER.get(where, frozenset())}
    return {key: _without_later(one, f"{where}.{key}".lstrip(".")) for key, one in kept.items()}


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
    shortages = find_shortages(with_sitting_out(problem, 1), frozenset(taken), deterministic_limit=LIMIT)
    return record_of(problem, Plan(seats, shortages, tuple(levels), seed=1))

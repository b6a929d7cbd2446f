"""A plan as a JSON document: every number with its name and its unit."""

import json
from dataclasses import asdict
from typing import Any

from allocation.document import problem_hash, to_json
from allocation.plan import LevelValue, Plan
from allocation.problem import Problem
from terms.allocation import UNITS

FORMAT = "zones-allocation-plan/1"
RUN_FORMAT = "zones-allocation-run/1"


def plan_to_json(plan: Plan, *, of_problem: str) -> str:
    """Return the document of a plan and of the problem that it answers, named by its hash; keys in order, indented."""
    document = {
        "format": FORMAT,
        "problem_hash": of_problem,
        "seed": plan.seed,
        "levels": [_level(level) for level in plan.levels],
        "seats": [asdict(seat) for seat in plan.seats],
        "shortages": [asdict(shortage) for shortage in plan.shortages],
        "lottery_proven": plan.lottery_proven,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def run_to_json(problem: Problem, plan: Plan, *, deterministic_limit: float) -> str:
    """Return the record of a run, from which ``zones verify`` checks it; no commitment to the seed was made."""
    hashed = problem_hash(problem)
    record = {
        "format": RUN_FORMAT,
        "problem": json.loads(to_json(problem)),
        "problem_salt": "",
        "problem_hash": hashed,
        "seed": plan.seed,
        "seed_commitment": None,
        "seed_salt": None,
        "deterministic_limit": deterministic_limit,
        "plan": json.loads(plan_to_json(plan, of_problem=hashed)),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _level(level: LevelValue) -> dict[str, Any]:
    """Return a level; its value and bound are whole numbers of 1 / scale of the unit."""
    return {
        "level": level.level.value,
        "name": {"zh": level.level.zh, "en": level.level.en},
        "unit": {"zh": UNITS[level.level][0], "en": UNITS[level.level][1]},
        "value": level.value,
        "bound": level.bound,
        "scale": level.scale,
        "proven": level.proven,
        "near": level.near,
    }

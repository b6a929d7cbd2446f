"""A plan as a JSON document: every number with its name and its unit."""

import json
from dataclasses import asdict
from typing import Any

from allocation.plan import LevelValue, Plan
from terms.allocation import UNITS

FORMAT = "zones-allocation-plan/1"


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
    }

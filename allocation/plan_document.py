"""A plan as a JSON document: every number with its name and its unit."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from allocation.document import all_members_of, canonical_text, problem_hash, whole_document
from allocation.plan import LevelValue, Plan
from allocation.problem import Problem
from terms.allocation import NUMBERS, UNITS

FORMAT = "zones-allocation-plan/2"
RUN_FORMAT = "zones-allocation-run/2"
EARLIER_RUN_FORMAT = "zones-allocation-run/1"
"""Of records with a plan of an earlier version: ``verify`` takes what they leave out as it was then."""
UNITS_OF_NUMBERS = {
    where: {
        number: {"name": {"zh": name[0], "en": name[1]}, "unit": {"zh": unit[0], "en": unit[1]}}
        for number, (name, unit) in numbers.items()
    }
    for where, numbers in NUMBERS.items()
}
"""Of the numbers of seats, shortages and what these lack together."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """That a seed was committed to before the facts of its run were frozen; moments as ISO 8601 with their zone."""

    sha256: str
    """Of ``seed|salt`` in hexadecimal."""
    salt: str
    committed_at: str
    frozen_at: str
    """Nothing of the problem was read before."""


def plan_document(plan: Plan, *, of_problem: str) -> dict[str, Any]:
    """Return the document of a plan and of the problem that it answers, named by its hash, as plain values."""
    return {
        "format": FORMAT,
        "problem_hash": of_problem,
        "seed": plan.seed,
        "levels": [_level(level) for level in plan.levels],
        "units": UNITS_OF_NUMBERS,
        "seats": [asdict(seat) for seat in plan.seats],
        "shortages": [asdict(shortage) for shortage in plan.shortages],
        "lottery_proven": plan.lottery_proven,
    }


def plan_to_json(plan: Plan, *, of_problem: str) -> str:
    """Return the document of a plan as text; keys in order, each row on a line of its own."""
    return _text(plan_document(plan, of_problem=of_problem))


def run_record(
    problem: Mapping[str, Any],
    plan: Mapping[str, Any],
    *,
    salt: str,
    deterministic_limit: float,
    commitment: Commitment | None,
    stopped: bool = False,
) -> dict[str, Any]:
    """Return the record of a run, from which ``zones verify`` checks it, with its own hash.

    It is of the version of its plan: what was kept by an earlier one is told, and hashed, as it was then.

    Args:
        problem: the document of the problem, whole but for earlier versions.
        plan: the document of the plan, which names the problem by the hash that has the salt in it.
        salt: stood before the canonical problem when it was hashed.
        deterministic_limit: of each level.
        commitment: None where nobody committed to the seed.
        stopped: the plan is the best that there was when somebody stopped the run.
    """
    is_whole = plan["format"] == FORMAT
    record = {
        "format": RUN_FORMAT if is_whole else EARLIER_RUN_FORMAT,
        "problem": dict(problem),
        "problem_salt": salt,
        "problem_hash": plan["problem_hash"],
        "problem_frozen_at": None if commitment is None else commitment.frozen_at,
        "seed": plan["seed"],
        "seed_commitment": None if commitment is None else commitment.sha256,
        "seed_salt": None if commitment is None else commitment.salt,
        "seed_committed_at": None if commitment is None else commitment.committed_at,
        "deterministic_limit": deterministic_limit,
        "plan": dict(plan),
        **({"stopped": stopped} if is_whole else {}),
    }
    hashed = canonical_text(record, members=all_members_of)
    return {**record, "record_hash": sha256(hashed.encode()).hexdigest()}


def run_to_json(problem: Problem, plan: Plan, *, deterministic_limit: float, stopped: bool = False) -> str:
    """Return the record of a run to whose seed nobody committed, as text; ``stopped`` as in ``run_record``."""
    document = plan_document(plan, of_problem=problem_hash(problem))
    posed, limit = whole_document(problem), deterministic_limit
    return record_to_json(
        run_record(posed, document, salt="", deterministic_limit=limit, commitment=None, stopped=stopped)
    )


def record_to_json(record: Mapping[str, Any]) -> str:
    """Return the record of a run as text; keys in order, each row on a line of its own."""
    return _text(record)


def _text(document: Mapping[str, Any]) -> str:
    """Return a document with a line for each key, and for each object or list in a list: one row, one line."""
    return "".join([*_lines(document, "\n"), "\n"])


def _lines(value: object, line: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for number, (key, one) in enumerate(value.items()):
            yield f"{',' if number else '{'}{line} {json.dumps(key)}: "
            yield from _lines(one, f"{line} ")
        yield f"{line}}}"
    elif isinstance(value, list | tuple) and value and not isinstance(value[0], str | int):
        for number, one in enumerate(value):
            yield f"{',' if number else '['}{line} {json.dumps(one, ensure_ascii=False, default=all_members_of)}"
        yield f"{line}]"
    else:
        yield json.dumps(value, ensure_ascii=False, default=all_members_of)


def _level(level: LevelValue) -> dict[str, Any]:
    """Return a level; its value, bound and gap are whole numbers of 1 / scale of the unit."""
    return {
        "level": level.level.value,
        "name": {"zh": level.level.zh, "en": level.level.en},
        "unit": {"zh": UNITS[level.level][0], "en": UNITS[level.level][1]},
        "value": level.value,
        "bound": level.bound,
        "scale": level.scale,
        "proven": level.proven,
        "near": level.near,
        "gap": level.gap,
    }

"""A plan before an independent checker: a program that is called with the instance and the plan."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from allocation.plan import Seat
from bench.instances import OBJECTIVES, plan_of
from terms.allocation import Level

CHECKER = "ALLOCATION_CHECKER"
"""Names the checker in the environment."""
BESIDE = "check.py"
"""What it is called beside an instance, where nothing else names it."""
TOLD = 20
"""So many violations are printed."""


def checker_for(file: Path, named: Path | None) -> Path | None:
    """Return the checker that is named by an option or in the environment, or else lies beside the instance."""
    if named is None and CHECKER in os.environ:
        named = Path(os.environ[CHECKER])
    beside = file.resolve().parent / BESIDE
    return named or (beside if beside.is_file() else None)


def judge(
    checker: Path, file: Path, instance: Mapping[str, Any], seats: Sequence[Seat], values: Mapping[Level, Fraction]
) -> bool:
    """Let the checker look at a plan, print what it says, and tell whether the plan is legal and as claimed."""
    with TemporaryDirectory() as folder:
        plan = Path(folder, "plan.json")
        write_plan(plan, instance, seats)
        command = [sys.executable, str(checker), str(file), str(plan), "--json"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        said = json.loads(done.stdout)
        legal, objectives = said["legal"] is True, dict(said["objectives"])
    except (json.JSONDecodeError, KeyError, TypeError):
        print(f"  the checker said nothing that can be read (exit code {done.returncode}): {done.stderr.strip()}")
        return False
    wrong = {name: objectives.get(name) for level, name in _named(values) if objectives.get(name) != level}
    print(f"  independent check: {'legal' if legal else 'NOT LEGAL'}; values {'DIFFER' if wrong else 'as claimed'}")
    for line in [*said.get("violations", [])[:TOLD], *(f"{name} is {value}" for name, value in wrong.items())]:
        print(f"    {line}")
    return legal and not wrong


def write_plan(plan: Path, instance: Mapping[str, Any], seats: Sequence[Seat]) -> None:
    """Write the seats as a plan of the instance (alloc-plan/1)."""
    plan.write_text(json.dumps(plan_of(instance, seats)), "utf-8")


def _named(values: Mapping[Level, Fraction]) -> list[tuple[Fraction, str]]:
    return [(value * OBJECTIVES[level][1], OBJECTIVES[level][0]) for level, value in values.items()]

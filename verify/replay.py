"""Runs an allocation again, by a command that is given, and compares what comes out with the plan of the record."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from verify.answers import PLAN
from verify.faults import Fault, fault, level_fault
from verify.record import canonical_text, parse
from verify.shapes import Row, UnreadableError

COMPARED = ("value", "bound", "scale", "proven")


def replay(run: Row, command: Sequence[str]) -> list[Fault]:
    """Return where the replay differs; ``{seed}`` and ``{limit}`` in the command stand for those of the record.

    Without a command the service of this project is run. The problem is given on the standard input.

    Raises:
        UnreadableError: the command cannot be run or prints no plan.
    """
    seed, limit = str(run["seed"]), str(run["deterministic_limit"])
    given = command or (sys.executable, "-m", "service", "allocate", "-", "--seed={seed}", "--limit={limit}")
    words = [word.replace("{seed}", seed).replace("{limit}", limit) for word in given]
    try:
        done = subprocess.run(  # noqa: S603  (the command is the caller's own)
            words, input=canonical_text(run["problem"]).encode(), capture_output=True, check=False
        )
        plan: Row = PLAN(parse(done.stdout), "$")
    except (OSError, ValueError) as error:
        raise UnreadableError("无法执行重算命令。", "The command of the replay cannot be run.") from error
    except UnreadableError as error:
        raise UnreadableError(
            f"重算命令没有给出方案（退出码 {done.returncode}）。",
            f"The command of the replay gave no plan (exit code {done.returncode}).",
        ) from error
    return [*_seats(run["plan"], plan), *_levels(run["plan"], plan)] or list(_rest(run["plan"], plan))


def _seats(plan: Row, other: Row) -> Iterator[Fault]:
    one, two = ({(seat["case"], seat["person"], seat["role"]) for seat in which["seats"]} for which in (plan, other))
    for case, person, _ in sorted(one ^ two):
        yield fault("REPLAY_SEAT", case=case, person=person)


def _rest(plan: Row, other: Row) -> Iterator[Fault]:
    """Compare what stands beside seats and values: figures, names, units, reasons, and the proof of the draw."""
    for name in ("seats", "levels", "units", "shortages", "lottery_proven"):
        if not _alike(plan.get(name, {}), other.get(name, {})):
            yield fault("REPLAY", right=name)


def _alike(one: Any, other: Any) -> bool:
    """Tell whether two values are alike but for what plans of an earlier version do not state."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_alike(one[name], other[name]) for name in one.keys() & other.keys())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return bool(one == other)


def _levels(plan: Row, other: Row) -> Iterator[Fault]:
    one, two = (
        {level["level"]: [level[name] for name in COMPARED] for level in which["levels"]} for which in (plan, other)
    )
    for good in sorted(one.keys() | two.keys()):
        if one.get(good) != two.get(good):
            yield level_fault("REPLAY_LEVEL", good)

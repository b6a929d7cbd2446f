"""A record says which version it is: no key can be taken out of this one, and an earlier one is told as such."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from terms.allocation import Level
from terms.people import Skill
from tests.allocation.small import MEMBER, REVIEWER, case, person
from tests.verify import LATER, of_earlier_version, run_of, sealed
from verify import UnreadableError, verify

FULL = Problem(
    (
        case(1, effort=60, needs=(Need(Skill.LAW, 1),)),
        case(2, effort=60, weight=20),
        replace(case(3, Place(REVIEWER, 1)), own_organs=(90,)),
    ),
    (person(1, organ=7, skills=((Skill.LAW, 2),), capacity=100), person(2, may_review=True)),
    (Pair(1, 3, barred=False, soft=1), Pair(2, 1), Pair(2, 2, rules=("R01",))),
    busy=(Busy(2, 0, 14, 5, share=True), Busy(2, -60, -50, 5, lent=True)),
    linked=((1, 3),),
    apart=((1, 3),),
    published=(Pin(2, 1, MEMBER),),
    near_ties=((Level.TRAVEL, 1),),
    limits=Limits(keep_at_home=0, loan_rest=30, most_from=((7, 1),)),
)
"""Something of every kind that a record tells."""
RUN = run_of(FULL)
Steps = tuple[str | int, ...]


def keys(value: Any, *path: str | int) -> Iterator[Steps]:
    """Yield the place of each key of each object."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield (*path, key)
            yield from keys(one, *path, key)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from keys(one, *path, number)


def without(run: dict[str, Any], place: Steps) -> dict[str, Any]:
    """Return a record out of which one key was taken, and which was hashed again."""
    changed: Any = deepcopy(run)
    holder = changed
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return sealed(changed)


def kind_of(place: Steps) -> str:
    return ".".join(step for step in place if isinstance(step, str))


KINDS = {kind_of(place): place for place in keys(RUN)}


def test_the_record_holds_every_key_that_came_later() -> None:
    assert verify(RUN) == []
    assert {f"{where}.{key}".lstrip(".") for where, later in LATER.items() for key in later} <= KINDS.keys()


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"format", "record_hash"}))
def test_no_key_can_be_taken_out_of_a_record(kind: str) -> None:
    place = KINDS[kind]
    with pytest.raises(UnreadableError) as error:
        verify(without(RUN, place))
    assert error.value.en.endswith(f"{place[-1]} is missing.")
    assert error.value.zh.endswith(f"缺少 {place[-1]}。")


@pytest.mark.parametrize(("key", "fault"), [("record_hash", "record_hash is missing"), ("format", "none of the known")])
def test_a_record_without_its_hash_or_its_version_is_none(key: str, fault: str) -> None:
    with pytest.raises(UnreadableError, match=fault):
        verify({name: value for name, value in RUN.items() if name != key})


def test_whoever_strips_a_record_and_calls_it_an_earlier_one_changes_its_hash() -> None:
    stripped = of_earlier_version(RUN)
    assert [fault.rule for fault in verify(stripped)][:3] == ["RECORD_HASH", "PROBLEM_HASH", "PLAN_PROBLEM"]
    renamed = deepcopy(RUN)
    renamed["format"], renamed["plan"]["format"] = "zones-allocation-run/1", "zones-allocation-plan/1"
    assert [fault.rule for fault in verify(renamed)] == ["RECORD_HASH"]
    assert verify(sealed(renamed)) == []
    assert sealed(renamed)["record_hash"] != RUN["record_hash"]


@pytest.mark.parametrize("name", ["run", "plan"])
def test_a_record_and_its_plan_are_of_one_version(name: str) -> None:
    mixed = json.loads(json.dumps(RUN))
    (mixed if name == "run" else mixed["plan"])["format"] = f"zones-allocation-{name}/1"
    with pytest.raises(UnreadableError, match=r"\$\.plan\.format: none of the known words"):
        verify(sealed(mixed))

"""What is past its time: counted from the right day, listed where history forbids more, refused to whoever may not."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from db.tables import Absence, Membership
from resolvers.gate import NotAllowed
from resolvers.retention import blank_overdue, overdue
from terms.people import AbsenceKind, MembershipKind
from terms.periods import Period
from terms.roles import Role
from tests.api.fact_scene import Registry, registry
from tests.api.personal_scene import an_old_meeting, logged

__all__ = ["registry"]


async def found(registry: Registry) -> dict[str, int]:
    """Return how many rows of each table are past their time."""
    return {each.table: each.rows for each in await overdue(await registry.caller())}


async def test_leave_is_past_its_time_so_many_days_after_it_ended_and_stays_as_history_has_it(
    registry: Registry,
) -> None:
    number, today = await registry.stranger(), registry.planner.asking.now.date()
    person, before = await registry.planner.person(number), (await found(registry)).get("absences", 0)
    for days in (1095, 1094):
        end = today - timedelta(days=days)
        await registry.planner.become(
            Absence(person_id=person, kind=AbsenceKind.LEAVE, during=Period(end - timedelta(days=3), end))
        )
    assert (await found(registry))["absences"] == before + 1
    await blank_overdue(await registry.caller())
    assert (await found(registry))["absences"] == before + 1


async def test_who_left_is_past_her_time_unless_she_is_a_party_of_a_case(registry: Registry) -> None:
    today, organ = registry.planner.asking.now.date(), int(await registry.planner.key_of("SELECT min(id) FROM organs"))
    before = (await found(registry)).get("people", 0)
    numbers = [await registry.stranger() for _ in range(3)]
    for number, days in zip(numbers, (3650, 3650, 3649), strict=True):
        end = today - timedelta(days=days)
        post: dict[str, Any] = {"organ_id": organ, "kind": MembershipKind.ESTABLISHMENT}
        await registry.planner.become(
            Membership(
                person_id=await registry.planner.person(number), during=Period(end - timedelta(days=9), end), **post
            )
        )
    assert (await found(registry))["people"] == before + 2
    await registry.planner.make_party(numbers[0], await _some_case(registry))
    assert (await found(registry))["people"] == before + 1


async def test_two_who_blank_at_once_blank_once(registry: Registry) -> None:
    await registry.planner.become(await an_old_meeting(registry))
    callers = [await registry.caller() for _ in range(3)]
    done = await asyncio.gather(*(blank_overdue(caller) for caller in callers))
    assert sorted(len(each) for each in done) == [0, 0, 1]
    assert await logged(registry, "RETENTION") == 1


async def test_only_the_county_looks_and_blanks(registry: Registry) -> None:
    number = await registry.stranger()
    for role in Role:
        if role is not Role.COUNTY:
            for act in (overdue, blank_overdue):
                with pytest.raises(NotAllowed):
                    await act(await registry.caller(role, number))
    assert await logged(registry, "RETENTION") == 0


async def _some_case(registry: Registry) -> str:
    return str(await registry.planner.key_of("SELECT min(number) FROM cases"))

"""Deadlines of many cases at once."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from casework.deadlines import Standing
from db.tables import CalendarDay, CaseStep, Policy
from resolvers.deadlines import deadlines_of_cases
from terms.cases import CaseGrade, CaseStatus
from terms.roles import Role
from tests.api.meeting_scene import Scene, case_of, clue, meeting_scene


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene in a database of the test's own."""
    async with meeting_scene(database) as scene:
        yield scene


async def found(scene: Scene, *cases: str, role: Role = Role.COUNTY, zone: str | None = None) -> list[dict[str, date]]:
    answers = await deadlines_of_cases(scene.caller(role, zone=zone), [scene.ids[case] for case in cases])
    return [{standing.deadline.code: standing.deadline.due for standing in answer} for answer in answers]


ORDINARY = {"S-CASE-15D": date(2026, 2, 25), "S-CASE-1M": date(2026, 3, 10), "D-NODETAIN": date(2027, 2, 10)}


async def test_deadlines_come_in_the_order_of_the_cases_with_their_standing(scene: Scene) -> None:
    first, second, none = await deadlines_of_cases(scene.caller(), [scene.ids["B-1"], scene.ids["A-1"], 999])
    assert [(one.deadline.code, one.standing) for one in first] == [
        ("S-CASE-15D", Standing.OVERDUE),
        ("S-CASE-1M", Standing.RUNNING),
        ("D-NODETAIN", Standing.RUNNING),
    ]
    assert second == first
    assert none == ()


async def test_four_statements_answer_for_any_number_of_cases(scene: Scene) -> None:
    before = scene.database.statements
    await found(scene, "A-1")
    one = scene.database.statements - before
    await found(scene, "A-1", "A-2", "B-1")
    assert (one, scene.database.statements - before - one) == (4, 4)


async def test_a_coordinator_gets_no_deadline_of_another_zones_case(scene: Scene) -> None:
    assert await found(scene, "A-1", "B-1", role=Role.COORDINATOR, zone="Z1") == [ORDINARY, {}]
    assert await found(scene, "A-1", role=Role.SECRETARY) == [{}]


async def test_holidays_on_file_move_the_last_day(scene: Scene) -> None:
    await scene.add("", CalendarDay(day=date(2026, 3, 10), is_working_day=False, source="test"))
    (deadlines,) = await found(scene, "A-1")
    assert deadlines["S-CASE-1M"] == date(2026, 3, 11)


async def test_steps_and_the_clue_start_clocks(scene: Scene) -> None:
    clue_id = await scene.add("clue", clue(scene, "X-1", date(2026, 2, 25)))
    home = scene.ids["甲乡纪委"]
    registered = case_of(
        scene, "C-1", home, status=CaseStatus.REGISTERED, grade=CaseGrade.COMPLEX, filed_on=None, clue_id=clue_id
    )
    await scene.add("C-1", registered)
    in_review = case_of(scene, "C-2", home, status=CaseStatus.IN_REVIEW, grade=CaseGrade.COMPLEX, filed_on=None)
    await scene.add("C-2", in_review)
    case_id = scene.ids["C-2"]
    await scene.add("", CaseStep(case_id=case_id, status=CaseStatus.IN_REVIEW, happened_on=date(2026, 2, 24)))
    assert await found(scene, "C-1", "C-2") == [{"D-CLUE-PLAN": date(2026, 3, 25)}, {"D-REVIEW": date(2026, 3, 24)}]


async def test_the_policy_in_force_today_counts_and_not_a_later_one(scene: Scene) -> None:
    for day, amount in ((date(2026, 1, 1), 20), (date(2026, 3, 2), 22), (date(2026, 3, 3), 25)):
        document = {"deadlines": {"S-CASE-15D": {"amount": amount}, "S-CASE-1M": {"in_force": False}}}
        policy = Policy(
            county_id=scene.ids["county"], effective_from=day, document=document, reason="test", decided_by="test"
        )
        await scene.add("", policy)
    assert await found(scene, "A-1") == [{"S-CASE-15D": date(2026, 3, 4), "D-NODETAIN": date(2027, 2, 10)}]

"""Heads who were absent or sent somebody, counted over some days, for the county and for a coordinator's zone."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from db.tables import Meeting, MeetingParticipant, MeetingZone
from resolvers.absence_papers import absence_table
from resolvers.caller import Caller
from resolvers.meeting_absences import AbsencesWanted
from terms.meetings import Attendance, MeetingKind, MeetingState
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.api.calling_scene import calling_scene
from tests.api.meeting_scene import Scene

COUNTS = "called present absent excused substituted unrecorded"
ABSENCES = f"""
query Absences($firstDay: Date!, $lastDay: Date!, $zoneCode: String, $first: Int, $after: String,
  $last: Int, $before: String) {{
  meetingAbsences(firstDay: $firstDay, lastDay: $lastDay, zoneCode: $zoneCode) {{
    totals {{ {COUNTS} }}
    heads(first: $first, after: $after, last: $last, before: $before) {{
      totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
      nodes {{
        organ {{ name }} person {{ number }} counts {{ {COUNTS} }}
        missed {{ attendance reason meeting {{ title }} substitute {{ number }} }}
      }}
    }}
  }}
}}
"""
A = Attendance


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene with three meetings that were held and others, in a database of the test's own."""
    async with calling_scene(database) as scene:
        await held(scene, "一", 3, ("Z1",), {"第一室": A.PRESENT, "甲乡纪委": A.ABSENT, "乙乡纪委": A.SUBSTITUTE})
        await held(
            scene, "二", 9, ("Z1",), {"第一室": A.LEFT_FOR_ITEM, "甲乡纪委": A.SUBSTITUTE, "乙乡纪委": A.CONFIRMED}
        )
        await held(scene, "三", 20, ("Z1", "Z2"), {"甲乡纪委": A.EXCUSED, "丙镇纪委": A.ABSENT, "审计局": A.PRESENT})
        await held(scene, "未开", 21, ("Z1",), {"甲乡纪委": A.ABSENT}, state=MeetingState.CALLED)
        await held(scene, "取消", 22, ("Z1",), {"甲乡纪委": A.ABSENT}, state=MeetingState.CANCELLED)
        yield scene


PEOPLE = {"第一室": ("H1", "S1"), "甲乡纪委": ("H2", "S2"), "乙乡纪委": ("H3", "S3"), "审计局": ("H4", "H4")}
"""Who had to represent an organ, and who stands in."""


async def held(
    scene: Scene,
    title: str,
    day: int,
    zones: tuple[str, ...],
    seats: dict[str, Attendance],
    *,
    state: MeetingState = MeetingState.HELD,
    month: tuple[int, int] = (2026, 2),
) -> None:
    """Keep a meeting with its seats; the audit bureau sits in."""
    begins = datetime(*month, day, 0, 30, tzinfo=COUNTY_TIME)
    meeting = Meeting(
        county_id=scene.ids["county"],
        kind=MeetingKind.WORKING,
        state=state,
        title=title,
        convener_organ_id=scene.ids["第一室"],
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        called_by="test",
    )
    key = await scene.add(title, meeting)
    for zone in zones:
        await scene.add("", MeetingZone(meeting_id=key, zone_id=scene.ids[zone]))
    for organ, attendance in seats.items():
        person, substitute = (scene.ids.get(number) for number in PEOPLE.get(organ, ("", "")))
        seat = MeetingParticipant(
            meeting_id=key,
            organ_id=scene.ids[organ],
            person_id=person,
            substitute_id=substitute if attendance is A.SUBSTITUTE else None,
            attendance=attendance,
            must_come=organ != "审计局",
            reason="防汛值班" if attendance in {A.EXCUSED, A.SUBSTITUTE} else "",
        )
        await scene.add("", seat)


async def absences(scene: Scene, caller: Caller | None = None, **changes: Any) -> dict[str, Any]:
    """Ask for February."""
    asked = {"firstDay": "2026-02-01", "lastDay": "2026-02-28", **changes}
    found: dict[str, Any] = (await scene.ask(ABSENCES, caller, **asked))["meetingAbsences"]
    return found


def counts(*numbers: int) -> dict[str, int]:
    """Return counts in the order of ``COUNTS``."""
    return dict(zip(COUNTS.split(), numbers, strict=True))


async def test_heads_are_listed_with_what_they_missed_and_who_came_instead(scene: Scene) -> None:
    found = await absences(scene)
    assert found["totals"] == counts(8, 2, 2, 1, 2, 1)
    shown = [(head["organ"]["name"], head["person"], head["counts"]) for head in found["heads"]["nodes"]]
    assert shown == [
        ("甲乡纪委", {"number": "H2"}, counts(3, 0, 1, 1, 1, 0)),
        ("乙乡纪委", {"number": "H3"}, counts(2, 0, 0, 0, 1, 1)),
        ("丙镇纪委", None, counts(1, 0, 1, 0, 0, 0)),
        ("第一室", {"number": "H1"}, counts(2, 2, 0, 0, 0, 0)),
    ]
    missed = [head["missed"] for head in found["heads"]["nodes"]]
    assert missed[0] == [
        {"attendance": "EXCUSED", "reason": "防汛值班", "meeting": {"title": "三"}, "substitute": None},
        {"attendance": "SUBSTITUTE", "reason": "防汛值班", "meeting": {"title": "二"}, "substitute": {"number": "S2"}},
        {"attendance": "ABSENT", "reason": None, "meeting": {"title": "一"}, "substitute": None},
    ]
    assert [[each["meeting"]["title"] for each in row] for row in missed] == [["三", "二", "一"], ["一"], ["三"], []]


async def test_the_days_are_those_of_the_county_and_both_count(scene: Scene) -> None:
    assert (await absences(scene, firstDay="2026-02-03", lastDay="2026-02-03"))["totals"]["called"] == 3
    assert (await absences(scene, firstDay="2026-02-04", lastDay="2026-02-08"))["totals"]["called"] == 0
    assert (await absences(scene, firstDay="2026-02-09", lastDay="2026-02-20"))["totals"]["called"] == 5


async def test_a_zone_shows_its_own_organs_and_a_coordinator_sees_no_other(scene: Scene) -> None:
    of_two = await absences(scene, zoneCode="Z2")
    assert [head["organ"]["name"] for head in of_two["heads"]["nodes"]] == ["丙镇纪委"]
    mine = await absences(scene, scene.caller(Role.COORDINATOR, zone="Z1"))
    names = [head["organ"]["name"] for head in mine["heads"]["nodes"]]
    assert names == ["甲乡纪委", "乙乡纪委", "第一室"]
    assert (await absences(scene, scene.caller(Role.COORDINATOR, zone="Z1"), zoneCode="Z2"))["heads"]["nodes"] == []
    assert (await absences(scene, zoneCode="无此"))["totals"]["called"] == 0
    assert (await absences(scene, scene.caller(Role.SECRETARY)))["totals"] == (await absences(scene))["totals"]


async def test_an_organ_that_left_the_zone_is_counted_where_it_was(scene: Scene) -> None:
    await held(scene, "旧", 15, ("Z2",), {"乙乡纪委": A.ABSENT}, month=(2025, 12))
    december: dict[str, Any] = {"firstDay": "2025-12-01", "lastDay": "2025-12-31"}
    assert (await absences(scene, zoneCode="Z2", **december))["totals"] == counts(1, 0, 1, 0, 0, 0)
    assert (await absences(scene, zoneCode="Z1", **december))["totals"]["called"] == 0
    assert "乙乡纪委" not in str(await absences(scene, zoneCode="Z2"))


async def test_the_list_is_paged_both_ways(scene: Scene) -> None:
    first = (await absences(scene, first=3))["heads"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], len(first["nodes"])) == (4, True, 3)
    rest = (await absences(scene, first=3, after=first["pageInfo"]["endCursor"]))["heads"]
    assert [head["organ"]["name"] for head in rest["nodes"]] == ["第一室"]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    last = (await absences(scene, last=1))["heads"]
    assert last["nodes"] == rest["nodes"]
    before = (await absences(scene, last=2, before=last["pageInfo"]["startCursor"]))["heads"]
    assert [head["organ"]["name"] for head in before["nodes"]] == ["乙乡纪委", "丙镇纪委"]
    assert (before["pageInfo"]["hasNextPage"], before["pageInfo"]["hasPreviousPage"]) == (True, True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lastDay": "2026-01-31"}, "DAYS_UNFIT"),
        ({"lastDay": "2027-02-02"}, "DAYS_UNFIT"),
        ({"firstDay": "0001-01-01", "lastDay": "0001-01-02"}, "DAYS_UNFIT"),
        ({"firstDay": "9999-12-31", "lastDay": "9999-12-31"}, "DAYS_UNFIT"),
        ({"first": 101}, "BAD_WINDOW"),
        ({"after": "x"}, "BAD_CURSOR"),
    ],
)
async def test_what_cannot_be_counted_is_refused(scene: Scene, changes: dict[str, Any], code: str) -> None:
    asked = {"firstDay": "2026-02-01", "lastDay": "2026-02-28", **changes}
    assert await scene.refused(ABSENCES, **asked) == [code]


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.ORGAN_SECRETARY, Role.RECUSAL_OFFICER, Role.SCHEDULER])
async def test_others_are_told_nothing(scene: Scene, role: Role) -> None:
    with pytest.raises(AssertionError, match="NOT_ALLOWED"):
        await absences(scene, scene.caller(role))


async def test_more_heads_take_no_more_statements(scene: Scene) -> None:
    async def statements(**changes: Any) -> int:
        before = scene.database.statements
        await absences(scene, **changes)
        return scene.database.statements - before

    assert await statements(first=1) == await statements(first=2)


async def test_the_workbook_adds_up_with_whom_nobody_recorded(scene: Scene) -> None:
    content = await absence_table(scene.caller(), AbsencesWanted(date(2026, 2, 1), date(2026, 2, 28)))
    page = load_workbook(BytesIO(content)).worksheets[0]
    counts = [[int(str(count)) for count in row[2:8]] for row in page.iter_rows(min_row=2, values_only=True)]
    assert any(row[-1] for row in counts)
    assert [row[0] for row in counts] == [sum(row[1:]) for row in counts]

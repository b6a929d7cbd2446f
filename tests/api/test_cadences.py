"""Cadences through the API: set for a zone, held around holidays and make-up days, their meetings called once each."""

from asyncio import gather
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.tables import AgendaItem, AuditEntry, CadenceMeeting, CalendarDay, Meeting, MeetingCadence, MeetingParticipant
from resolvers.caller import Caller
from schema.nodes import global_id, kinds
from terms.meetings import MeetingState
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.api.calling_scene import CANCEL, act, calling_scene
from tests.api.meeting_documents import REFUSED
from tests.api.meeting_scene import Scene

CADENCE = """
id title rule firstDay lastDay beginsAt minutes whenOff endedAt zone { code } inWords { zh en }
agenda { kind subject minutes } quorum otherZones { code } participants { organ { name } mustCome }
coming(count: 4) { day startsAt endsAt provisional meeting { id } }
"""
SET = f"""
mutation Set($input: CadenceSetInput!) {{
  cadenceSet(input: $input) {{ __typename ... on CadenceSet {{ cadence {{ {CADENCE} }} }} {REFUSED} }}
}}
"""
END = f"""
mutation End($input: CadenceEndInput!) {{
  cadenceEnd(input: $input) {{ __typename ... on CadenceEnded {{ cadence {{ {CADENCE} }} }} {REFUSED} }}
}}
"""
DUE = f"""
mutation Due($input: MeetingsCallDueInput!) {{
  meetingsCallDue(input: $input) {{
    __typename
    ... on MeetingsDueCalled {{
      meetings {{
        id kind title place startsAt endsAt quorum zones {{ code }} agenda {{ kind subject minutes }}
        participants {{ organ {{ name }} person {{ number }} }}
      }}
      notCalled {{ code message cadence {{ title }} }}
    }}
    {REFUSED}
  }}
}}
"""
ZONES = f"{{ zones {{ nodes {{ code cadences {{ {CADENCE} }} }} }} }}"
HOLIDAY, MAKE_UP = date(2026, 3, 9), date(2026, 3, 14)
"""A Monday off, and the Saturday that is worked for it."""


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene with a notice of holidays, in a database of the test's own."""
    async with calling_scene(database) as scene:
        for day, works in ((HOLIDAY, False), (MAKE_UP, True)):
            await scene.add("", CalendarDay(day=day, is_working_day=works, source="国办发明电〔2025〕7号"))
        yield scene


def board(**changes: Any) -> dict[str, Any]:
    """Return the board of the week of the first zone."""
    return {
        "zoneCode": "Z1",
        "kind": "DEADLINE_REVIEW",
        "title": "周亮表",
        "rule": "FREQ=WEEKLY;BYDAY=MO",
        "firstDay": "2026-03-01",
        "beginsAt": "09:30",
        "lengthMinutes": 45,
        **changes,
    }


async def is_set(scene: Scene, caller: Caller | None = None, **changes: Any) -> dict[str, Any]:
    """Set a cadence and return it."""
    payload = await act(scene, SET, caller, **board(**changes))
    assert payload["__typename"] == "CadenceSet", payload
    cadence: dict[str, Any] = payload["cadence"]
    return cadence


async def due(scene: Scene, days: int = 14, caller: Caller | None = None) -> dict[str, Any]:
    """Call what is due."""
    return await act(scene, DUE, caller, daysAhead=days)


def days(cadence: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the days by the rule and those on which the next meetings are held."""
    return [(each["day"][5:], each["startsAt"][5:10]) for each in cadence["coming"]]


async def test_a_board_of_the_week_moves_off_a_holiday_and_is_said_in_words(scene: Scene) -> None:
    cadence = await is_set(scene, agenda=[{"kind": "OTHER", "subject": "亮进度", "minutes": 30}])
    assert cadence["inWords"] == {"zh": "每周一", "en": "every Monday"}
    assert (cadence["beginsAt"], cadence["minutes"], cadence["zone"]) == ("09:30", 45, {"code": "Z1"})
    assert cadence["agenda"] == [{"kind": "OTHER", "subject": "亮进度", "minutes": 30}]
    assert days(cadence) == [("03-02", "03-02"), ("03-09", "03-10"), ("03-16", "03-16"), ("03-23", "03-23")]
    (first, *_) = cadence["coming"]
    assert (first["startsAt"], first["endsAt"]) == ("2026-03-02T09:30:00+08:00", "2026-03-02T10:15:00+08:00")
    (row,) = await scene.rows(MeetingCadence)
    assert (row.zone_id, row.title, row.set_by, row.ended_at) == (scene.ids["Z1"], "周亮表", "test:COUNTY", None)
    (line,) = await scene.rows(AuditEntry)
    assert (line.act, line.object_type, line.detail) == ("SET_CADENCE", "meeting_cadences", {"zones": ["Z1"]})


async def test_a_make_up_day_is_a_working_day_of_the_rule(scene: Scene) -> None:
    saturdays = await is_set(scene, title="周六", rule="FREQ=WEEKLY;BYDAY=SA")
    assert days(saturdays) == [("03-07", "03-10"), ("03-14", "03-14"), ("03-21", "03-23"), ("03-28", "03-30")]
    before = await is_set(scene, title="提前", rule="FREQ=WEEKLY;BYDAY=SU", whenOff="PREVIOUS_WORKING_DAY")
    assert days(before) == [("03-08", "03-06"), ("03-15", "03-14"), ("03-22", "03-20"), ("03-29", "03-27")]
    skipped = await is_set(scene, title="不开", whenOff="SKIP")
    assert days(skipped) == [("03-02", "03-02"), ("03-16", "03-16"), ("03-23", "03-23"), ("03-30", "03-30")]
    kept = await is_set(scene, title="照开", whenOff="KEEP")
    assert days(kept)[1] == ("03-09", "03-09")


async def test_the_last_working_day_of_every_month_and_of_a_year_without_a_notice(scene: Scene) -> None:
    rule: dict[str, Any] = {"rule": "FREQ=MONTHLY;BYMONTHDAY=-1", "whenOff": "PREVIOUS_WORKING_DAY"}
    cadence = await is_set(scene, title="月晒单", kind="WORKING", **rule)
    assert cadence["inWords"] == {"zh": "每月最后一个工作日", "en": "the last working day of every month"}
    assert days(cadence) == [("03-31", "03-31"), ("04-30", "04-30"), ("05-31", "05-29"), ("06-30", "06-30")]
    assert {each["provisional"] for each in cadence["coming"]} == {False}
    quarterly = await is_set(scene, title="季度", rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=1FR", firstDay="2026-10-01")
    shown = [(each["day"], each["provisional"]) for each in quarterly["coming"]]
    assert shown[:2] == [("2026-10-02", False), ("2027-01-01", True)]


async def test_the_zone_shows_what_stands_to_whoever_sees_zones(scene: Scene) -> None:
    await is_set(scene)
    await is_set(scene, title="二", zoneCode="Z2")
    ended = await is_set(scene, title="三")
    await act(scene, END, cadence=ended["id"])
    for caller in (scene.caller(), scene.caller(Role.INVESTIGATOR), scene.caller(Role.COORDINATOR, zone="Z2")):
        zones = (await scene.ask(ZONES, caller))["zones"]["nodes"]
        assert [(zone["code"], [each["title"] for each in zone["cadences"]]) for zone in zones] == [
            ("Z1", ["周亮表"]),
            ("Z2", ["二"]),
            ("Z3", []),
        ]


async def test_zones_and_organs_of_none_meet_together_by_a_cadence_of_the_zone_that_calls(scene: Scene) -> None:
    audit, office = (str(global_id(kinds()["Organ"], scene.ids[name])) for name in ("审计局", "第二室"))
    seats = [{"organ": audit, "mustCome": False}, {"organ": office}]
    quarterly = {"kind": "JOINT", "title": "季度联席会议", "rule": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"}
    wanted = board(**quarterly, otherZoneCodes=["Z2", "Z2"], participants=seats, quorum=3)
    cadence = (await act(scene, SET, scene.caller(Role.COORDINATOR, zone="Z1"), **wanted))["cadence"]
    assert (cadence["zone"], cadence["otherZones"], cadence["quorum"]) == ({"code": "Z1"}, [{"code": "Z2"}], 3)
    sits = [(each["organ"]["name"], each["mustCome"]) for each in cadence["participants"]]
    assert sits == [("审计局", False), ("第二室", True)]
    (meeting,) = (await due(scene))["meetings"]
    assert (meeting["quorum"], meeting["zones"]) == (3, [{"code": "Z1"}, {"code": "Z2"}])
    invited = ["第一室", "第二室", "甲乡纪委", "乙乡纪委", "丙镇纪委", "审计局"]
    assert [each["organ"]["name"] for each in meeting["participants"]] == invited
    rows = await scene.rows(MeetingParticipant)
    assert {row.organ_id for row in rows if not row.must_come} == {scene.ids["审计局"]}
    assert (await scene.rows(AuditEntry))[0].detail == {"zones": ["Z1", "Z2"]}


async def test_what_a_joint_cadence_cannot_mean_is_refused_as_of_a_meeting(scene: Scene) -> None:
    audit = str(global_id(kinds()["Organ"], scene.ids["审计局"]))
    nobody = str(global_id(kinds()["Organ"], 99999))
    asked: list[tuple[dict[str, Any], str]] = [
        ({"otherZoneCodes": ["Z9"]}, "NOT_FOUND"),
        ({"otherZoneCodes": ["Z2"], "kind": "WORKING"}, "ZONES_UNFIT"),
        ({"participants": [{"organ": nobody}]}, "NOT_FOUND"),
        ({"participants": [{"organ": audit}, {"organ": audit}]}, "SEATS_UNFIT"),
        ({"quorum": 4}, "QUORUM_UNFIT"),
        ({"participants": [{"organ": audit, "mustCome": False}], "quorum": 4}, "QUORUM_UNFIT"),
    ]
    for changes, code in asked:
        assert (await act(scene, SET, **board(**changes)))["code"] == code, changes
    other = scene.caller(Role.COORDINATOR, zone="Z2")
    assert (await act(scene, SET, other, **board(otherZoneCodes=["Z2"])))["code"] == "NOT_ALLOWED"
    assert await scene.rows(MeetingCadence) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "FREQ=HOURLY"}, "RULE_UNFIT"),
        ({"rule": "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}, "RULE_UNFIT"),
        ({"rule": ""}, "RULE_UNFIT"),
        ({"rule": "FREQ=WEEKLY\nFREQ=DAILY"}, "RULE_UNFIT"),
        ({"lengthMinutes": 0}, "RULE_UNFIT"),
        ({"lengthMinutes": 721}, "RULE_UNFIT"),
        ({"lastDay": "2026-02-01"}, "RULE_UNFIT"),
        ({"firstDay": "2025-01-01", "lastDay": "2025-12-31"}, "OCCURRENCE_MISSING"),
        ({"firstDay": "2040-01-01"}, "OCCURRENCE_MISSING"),
        ({"title": "会" * 201}, "TEXT_UNFIT"),
        ({"kind": "JOINT"}, "NOBODY_ELSE_TAKES_PART"),
        ({"zoneCode": "Z3"}, "CONVENER_MISSING"),
        ({"zoneCode": "Z9"}, "NOT_FOUND"),
        ({"agenda": [{"kind": "DEADLINE", "subject": "督办"}]}, "ITEM_UNFIT"),
        ({"agenda": [{"kind": "OTHER", "subject": "通报", "minutes": 601}]}, "MINUTES_UNFIT"),
    ],
)
async def test_a_cadence_that_cannot_be_kept_is_refused_and_nothing_is_written(
    scene: Scene, changes: dict[str, Any], code: str
) -> None:
    assert (await act(scene, SET, **board(**changes)))["code"] == code
    assert await scene.rows(MeetingCadence) == []
    assert await scene.rows(AuditEntry) == []


@pytest.mark.parametrize("clock", ["9:00", "24:00", "09:00:30", "09:00+01:00", "09:60", ""])
async def test_a_time_of_day_is_hours_and_minutes_of_county_time(scene: Scene, clock: str) -> None:
    answer = await scene.refused(SET.replace("$input: CadenceSetInput!", "$at: Time!"), at=clock)
    assert answer != []
    with pytest.raises(AssertionError, match="Time takes hours and minutes"):
        await act(scene, SET, **board(beginsAt=clock))


async def test_of_two_of_one_title_at_once_one_stands_and_after_its_end_another_can(scene: Scene) -> None:
    answers = await gather(*(act(scene, SET, **board()) for _ in range(2)))
    assert sorted(each.get("code", "") for each in answers) == ["", "CADENCE_STANDS"]
    (first,) = await scene.rows(MeetingCadence)
    refused = await act(scene, SET, **board(rule="FREQ=DAILY"))
    assert refused["message"] == "The zone has a cadence “周亮表” that stands. End it first to change it."
    cadence = str(global_id(kinds()["MeetingCadence"], first.id))
    ended = await gather(*(act(scene, END, cadence=cadence) for _ in range(2)))
    assert sorted(each.get("code", "") for each in ended) == ["", "CADENCE_ENDED"]
    assert next(each for each in ended if "code" not in each)["cadence"]["coming"] == []
    await is_set(scene, rule="FREQ=DAILY")
    kept = [(row.rule, row.ended_by) for row in await scene.rows(MeetingCadence)]
    assert kept == [("FREQ=WEEKLY;BYDAY=MO", "test:COUNTY"), ("FREQ=DAILY", "")]


async def test_what_is_due_is_called_once_and_no_more_when_asked_again(scene: Scene) -> None:
    cadence = await is_set(scene, place="三楼会议室")
    payload = await due(scene)
    assert payload["notCalled"] == []
    assert [meeting["startsAt"][5:16] for meeting in payload["meetings"]] == [
        "03-02T09:30",
        "03-10T09:30",
        "03-16T09:30",
    ]
    first = payload["meetings"][0]
    assert (first["kind"], first["title"], first["place"], first["quorum"]) == (
        "DEADLINE_REVIEW",
        "周亮表",
        "三楼会议室",
        2,
    )
    assert first["agenda"] == [{"kind": "OTHER", "subject": "周亮表", "minutes": 15}]
    seats = [(each["organ"]["name"], each["person"]["number"]) for each in first["participants"]]
    assert seats == [("第一室", "H1"), ("甲乡纪委", "H2"), ("乙乡纪委", "H3")]
    assert (await due(scene))["meetings"] == []
    rows = await scene.rows(CadenceMeeting)
    assert [(row.day, row.meeting_id) for row in rows] == [
        (date(2026, 3, day), key) for day, key in ((2, 1), (9, 2), (16, 3))
    ]
    assert len(await scene.rows(Meeting)) == len(await scene.rows(AgendaItem)) == 3
    assert len(await scene.rows(MeetingParticipant)) == 9
    document = "query Get($id: ID!) { node(id: $id) { ... on MeetingCadence { coming(count: 4) { meeting { id } } } } }"
    shown = (await scene.ask(document, id=cadence["id"]))["node"]["coming"]
    ids = [meeting["id"] for meeting in payload["meetings"]]
    assert [each["meeting"] and each["meeting"]["id"] for each in shown] == [*ids, None]
    unseen = (await scene.ask(document, scene.caller(Role.INVESTIGATOR), id=cadence["id"]))["node"]["coming"]
    assert [each["meeting"] for each in unseen] == [None] * 4
    acts = [line.act for line in await scene.rows(AuditEntry)]
    assert acts == ["SET_CADENCE", *["CALL_MEETING"] * 3]


async def test_of_many_who_call_at_once_one_calls_each_meeting(scene: Scene) -> None:
    await is_set(scene)
    await is_set(scene, title="每日", rule="FREQ=DAILY", whenOff="SKIP", zoneCode="Z2")
    payloads = await gather(*(due(scene, 10) for _ in range(4)))
    assert {payload["__typename"] for payload in payloads} == {"MeetingsDueCalled"}
    called = [meeting["startsAt"] for payload in payloads for meeting in payload["meetings"]]
    assert len(called) == len(await scene.rows(Meeting)) == len(await scene.rows(CadenceMeeting)) == 2 + 8
    pairs = [(row.cadence_id, row.day) for row in await scene.rows(CadenceMeeting)]
    assert len(set(pairs)) == len(pairs)


async def test_what_was_called_is_called_no_more_though_cancelled_or_moved_by_a_notice(scene: Scene) -> None:
    await is_set(scene)
    first = (await due(scene, 1))["meetings"][0]
    await act(scene, CANCEL, meeting=first["id"], reason="改期")
    assert [each["startsAt"][5:10] for each in (await due(scene, 8))["meetings"]] == ["03-10"]
    for off in (10, 16):
        await scene.add("", CalendarDay(day=date(2026, 3, off), is_working_day=False, source="国办发明电〔2026〕1号"))
    assert [each["startsAt"][5:10] for each in (await due(scene))["meetings"]] == []
    assert [each["startsAt"][5:10] for each in (await due(scene, 15))["meetings"]] == ["03-17"]
    states = [row.state for row in await scene.rows(Meeting)]
    assert states == [MeetingState.CANCELLED, MeetingState.CALLED, MeetingState.CALLED]


async def test_what_began_today_is_not_called_any_more(scene: Scene) -> None:
    await is_set(scene)
    scene.now = datetime(2026, 3, 2, 9, 31, tzinfo=COUNTY_TIME)
    assert [each["startsAt"][5:10] for each in (await due(scene, 9))["meetings"]] == ["03-10"]


async def test_a_cadence_that_cannot_be_called_says_so_and_the_others_go_on(scene: Scene) -> None:
    await is_set(scene)
    await is_set(scene, title="二", zoneCode="Z2")
    async with scene.database.engine.begin() as connection:
        await connection.execute(text("UPDATE zones SET lead_organ_id = NULL WHERE code = 'Z1'"))
    payload = await due(scene, 1)
    told = [(each["cadence"]["title"], each["code"]) for each in payload["notCalled"]]
    assert told == [("周亮表", "CONVENER_MISSING")]
    assert [each["zones"] for each in payload["meetings"]] == [[{"code": "Z2"}]]
    assert [row.cadence_id for row in await scene.rows(CadenceMeeting)] == [2]


@pytest.mark.parametrize("amount", [0, 61, -1])
async def test_meetings_are_called_from_one_to_sixty_days_ahead(scene: Scene, amount: int) -> None:
    assert (await due(scene, amount))["code"] == "DAYS_AHEAD_UNFIT"


async def test_an_ended_cadence_calls_nothing(scene: Scene) -> None:
    cadence = await is_set(scene)
    await act(scene, END, cadence=cadence["id"])
    assert (await due(scene))["meetings"] == []
    missing = await act(scene, END, cadence=str(global_id(kinds()["MeetingCadence"], 99)))
    assert missing["code"] == "NOT_FOUND"


async def test_a_coordinator_keeps_the_cadences_of_her_zone_alone(scene: Scene) -> None:
    mine, other = scene.caller(Role.COORDINATOR, zone="Z1"), scene.caller(Role.COORDINATOR, zone="Z2")
    cadence = await is_set(scene, mine)
    elsewhere = await is_set(scene, zoneCode="Z2")
    assert (await act(scene, SET, other, **board(title="二")))["code"] == "NOT_ALLOWED"
    assert (await act(scene, END, other, cadence=cadence["id"]))["code"] == "NOT_ALLOWED"
    assert [each["zones"] for each in (await due(scene, 1, mine))["meetings"]] == [[{"code": "Z1"}]]
    assert "code" not in await act(scene, END, mine, cadence=cadence["id"])
    secretary = scene.caller(Role.SECRETARY)
    assert [each["zones"] for each in (await due(scene, 1, secretary))["meetings"]] == [[{"code": "Z2"}]]
    assert "code" not in await act(scene, END, secretary, cadence=elsewhere["id"])


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.ORGAN_SECRETARY, Role.RECUSAL_OFFICER, Role.SCHEDULER])
async def test_others_set_end_and_call_nothing(scene: Scene, role: Role) -> None:
    cadence = await is_set(scene)
    caller = scene.caller(role)
    answers = [
        await act(scene, SET, caller, **board(title="二")),
        await act(scene, END, caller, cadence=cadence["id"]),
        await due(scene, 14, caller),
    ]
    assert [each["code"] for each in answers] == ["NOT_ALLOWED"] * 3
    assert await scene.rows(Meeting) == []
    assert len(await scene.rows(MeetingCadence)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO cadence_meetings (cadence_id, day, meeting_id) SELECT cadence_id, day, 9 FROM cadence_meetings",
        "INSERT INTO cadence_meetings (cadence_id, day, meeting_id) VALUES (1, '2026-04-01', 1)",
        "UPDATE cadence_meetings SET day = day + 1",
        "DELETE FROM cadence_meetings",
        "TRUNCATE cadence_meetings",
        "UPDATE meeting_cadences SET rule = 'FREQ=DAILY'",
        "UPDATE meeting_cadences SET ended_at = now(), ended_by = 'x', title = 'y'",
        "UPDATE meeting_cadences SET ended_at = now()",
        "DELETE FROM meeting_cadences",
        "TRUNCATE meeting_cadences CASCADE",
    ],
)
async def test_the_database_keeps_each_day_once_and_what_was_set(scene: Scene, statement: str) -> None:
    await is_set(scene)
    await due(scene)
    before = [row.day for row in await scene.rows(CadenceMeeting)]
    with pytest.raises(DBAPIError):
        async with scene.database.engine.begin() as connection:
            await connection.execute(text(statement))
    assert [row.day for row in await scene.rows(CadenceMeeting)] == before
    (row,) = await scene.rows(MeetingCadence)
    assert (row.rule, row.title, row.ended_at) == ("FREQ=WEEKLY;BYDAY=MO", "周亮表", None)


async def test_an_ended_cadence_is_not_taken_up_again(scene: Scene) -> None:
    cadence = await is_set(scene)
    await act(scene, END, cadence=cadence["id"])
    with pytest.raises(DBAPIError):
        async with scene.database.engine.begin() as connection:
            await connection.execute(text("UPDATE meeting_cadences SET ended_at = NULL, ended_by = ''"))
    assert (await scene.rows(MeetingCadence))[0].ended_at == scene.now


async def test_no_more_than_twenty_meetings_ahead_are_told(scene: Scene) -> None:
    await is_set(scene, rule="FREQ=DAILY")
    zones = 'query Zones($count: Int!) { zone(code: "Z1") { cadences { coming(count: $count) { day } } } }'
    (found,) = (await scene.ask(zones, count=20))["zone"]["cadences"]
    assert len(found["coming"]) == 20
    for count in (0, 21):
        assert await scene.refused(zones, count=count) == ["TOO_MANY_TIMES"]


async def test_many_cadences_take_as_many_statements_as_one(scene: Scene) -> None:
    async def statements() -> int:
        before = scene.database.statements
        await scene.ask(ZONES)
        return scene.database.statements - before

    await is_set(scene)
    one = await statements()
    for number in range(4):
        await is_set(scene, title=f"第{number}", zoneCode=("Z1", "Z2")[number % 2])
    assert await statements() == one


async def test_a_yearly_meeting_is_found_however_far_ahead(scene: Scene) -> None:
    cadence = await is_set(scene, rule="FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=1", firstDay="2026-01-01")
    assert [each["day"] for each in cadence["coming"]] == ["2028-02-01", "2030-02-01"]
    assert scene.now.date() + timedelta(days=1830) < date(2032, 2, 1)

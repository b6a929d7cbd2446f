"""Times that suit: ranked by who would be missing; leave, private leave and meetings out of sight look all the same."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from db.tables import Absence, CalendarDay, Meeting, MeetingParticipant
from resolvers.caller import Caller
from terms.meetings import Attendance, MeetingKind, MeetingState
from terms.people import AbsenceKind
from terms.periods import Period
from terms.roles import Role
from tests.api.calling_scene import calling_scene, employ
from tests.api.meeting_scene import NOW, Scene

TIMES = """
query Times($input: MeetingTimesInput!) {
  meetingTimes(input: $input) { startsAt endsAt provisional missing { mustCome organ { name } person { number } } }
}
"""
MARCH_3 = Period(date(2026, 3, 3), date(2026, 3, 4))


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene in a database of the test's own, in a year whose holidays are known."""
    async with calling_scene(database) as scene:
        await scene.add("", CalendarDay(day=date(2026, 2, 16), is_working_day=False, source="国办发明电〔2025〕7号"))
        yield scene


async def times(scene: Scene, caller: Caller | None = None, **changes: Any) -> list[dict[str, Any]]:
    """Ask for times for an hour and a half of the first zone, on the two days after today."""
    wanted = {"zoneCodes": ["Z1"], "lengthMinutes": 90, "firstDay": "2026-03-03", "lastDay": "2026-03-04", **changes}
    found: list[dict[str, Any]] = (await scene.ask(TIMES, caller, input=wanted))["meetingTimes"]
    return found


def starts(found: list[dict[str, Any]]) -> list[str]:
    """Return month, day and hour of each time."""
    return [each["startsAt"][5:16] for each in found]


def missing(found: list[dict[str, Any]]) -> list[list[tuple[str | None, str | None]]]:
    """Return organ and person of whoever would be missing, time by time."""
    return [
        [(one["organ"] and one["organ"]["name"], one["person"] and one["person"]["number"]) for one in each["missing"]]
        for each in found
    ]


async def away(scene: Scene, person: str, kind: AbsenceKind, during: Period = MARCH_3) -> None:
    """Let somebody be away."""
    await scene.add("", Absence(person_id=scene.ids[person], kind=kind, during=during))


async def meets(scene: Scene, name: str, hour: int, *, state: MeetingState = MeetingState.CALLED, **seat: Any) -> None:
    """Keep a meeting of an hour on the third of March, with one seat."""
    begins = NOW.replace(day=3, hour=hour - 8)
    meeting = Meeting(
        county_id=scene.ids["county"],
        kind=MeetingKind.TRAINING,
        state=state,
        title="培训",
        convener_organ_id=scene.ids["第二室"],
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        called_by="test",
    )
    await scene.add(name, meeting)
    given = {"organ_id": scene.ids["审计局"], "attendance": Attendance.INVITED, **seat}
    await scene.add("", MeetingParticipant(meeting_id=scene.ids[name], **given))


async def test_where_everybody_can_come_the_earliest_times_are_told(scene: Scene) -> None:
    found = await times(scene, count=3)
    assert starts(found) == ["03-03T08:30", "03-03T09:00", "03-03T09:30"]
    assert found[0]["endsAt"] == "2026-03-03T10:00:00+08:00"
    assert missing(found) == [[], [], []]
    assert {each["provisional"] for each in found} == {False}


@pytest.mark.parametrize("kind", [AbsenceKind.LEAVE, AbsenceKind.TRAINING, AbsenceKind.OTHER])
async def test_leave_of_every_kind_keeps_her_away_in_the_same_words(scene: Scene, kind: AbsenceKind) -> None:
    await away(scene, "H2", kind)
    found = await times(scene, lastDay="2026-03-03", count=1)
    assert found == [
        {
            "startsAt": "2026-03-03T08:30:00+08:00",
            "endsAt": "2026-03-03T10:00:00+08:00",
            "provisional": False,
            "missing": [{"mustCome": True, "organ": {"name": "甲乡纪委"}, "person": {"number": "H2"}}],
        }
    ]
    assert starts(await times(scene, count=1)) == ["03-04T08:30"]


async def test_duty_at_home_former_leave_and_what_was_taken_back_keep_nobody_away(scene: Scene) -> None:
    await away(scene, "H2", AbsenceKind.HOME_DUTY)
    await away(scene, "H2", AbsenceKind.LEAVE, Period(date(2026, 3, 1), date(2026, 3, 3)))
    await away(scene, "H2", AbsenceKind.LEAVE, Period(date(2026, 3, 5)))
    row = Absence(person_id=scene.ids["H3"], kind=AbsenceKind.LEAVE, during=MARCH_3, superseded_at=NOW)
    await scene.add("", row)
    assert missing(await times(scene, count=100)) == [[]] * len(await times(scene, count=100))


async def test_leave_without_an_end_reaches_through_the_window(scene: Scene) -> None:
    await away(scene, "H2", AbsenceKind.LEAVE, Period(date(2026, 3, 4)))
    await away(scene, "H3", AbsenceKind.LEAVE, Period(None, date(2026, 3, 4)))
    found = await times(scene, count=100)
    assert {tuple(each) for each in missing(found)} == {(("甲乡纪委", "H2"),), (("乙乡纪委", "H3"),)}
    assert len(found) == 2 * 10


async def test_a_meeting_out_of_the_callers_sight_looks_as_leave_does(scene: Scene) -> None:
    await meets(scene, "elsewhere", 9, person_id=scene.ids["H2"])
    caller = scene.caller(Role.COORDINATOR, zone="Z1")
    assert (await scene.ask("{ meetings { totalCount } }", caller))["meetings"]["totalCount"] == 0
    found = await times(scene, caller, lastDay="2026-03-03", count=100)
    assert starts(found)[0] == "03-03T10:00"
    gone = [each for each in found if each["missing"]]
    assert starts(gone) == ["03-03T08:30", "03-03T09:00", "03-03T09:30"]
    assert missing(gone) == [[("甲乡纪委", "H2")]] * 3


@pytest.mark.parametrize(
    ("seat", "state", "free"),
    [
        ({"person": "H2"}, MeetingState.CALLED, False),
        ({"person": "H2"}, MeetingState.RUNNING, False),
        ({"person": "H2"}, MeetingState.CANCELLED, True),
        ({"person": "H2", "attendance": Attendance.EXCUSED}, MeetingState.CALLED, True),
        ({"person": "H2", "substitute": "S2", "attendance": Attendance.SUBSTITUTE}, MeetingState.CALLED, True),
        ({"person": "H4", "substitute": "H2", "attendance": Attendance.SUBSTITUTE}, MeetingState.CALLED, False),
        ({"person": "S2", "organ": "甲乡纪委"}, MeetingState.CALLED, True),
    ],
)
async def test_she_is_where_she_said_that_she_comes(
    scene: Scene, seat: dict[str, Any], state: MeetingState, *, free: bool
) -> None:
    given = {f"{name}_id": scene.ids[seat[name]] for name in ("person", "substitute", "organ") if name in seat}
    attendance = {"attendance": seat["attendance"]} if "attendance" in seat else {}
    await meets(scene, "other", 9, state=state, **given, **attendance)
    found = await times(scene, count=1, lastDay="2026-03-03")
    assert (starts(found) == ["03-03T08:30"]) is free


async def test_an_organ_of_which_nobody_is_known_is_where_it_is_invited(scene: Scene) -> None:
    await meets(scene, "other", 9, organ_id=scene.ids["丙镇纪委"])
    found = await times(scene, zoneCodes=["Z2"], lastDay="2026-03-03", count=100)
    gone = [each for each in found if each["missing"]]
    assert missing(gone) == [[("丙镇纪委", None)]] * 3
    await employ(scene, "H9", "丙镇纪委", heads=True)
    assert {tuple(each) for each in missing(await times(scene, zoneCodes=["Z2"], count=100))} == {()}


async def test_those_who_must_come_count_first_and_the_others_after(scene: Scene) -> None:
    await away(scene, "H2", AbsenceKind.LEAVE)
    await away(scene, "S1", AbsenceKind.LEAVE, Period(date(2026, 3, 4), date(2026, 3, 5)))
    also = [scene.gid("Person", "S1")]
    assert starts(await times(scene, alsoPeople=also, count=1)) == ["03-04T08:30"]
    sits_in = [{"organ": scene.gid("Organ", "甲乡纪委"), "mustCome": False}]
    found = await times(scene, alsoPeople=also, participants=sits_in, count=100)
    assert starts(found)[0] == "03-03T08:30"
    assert found[0]["missing"] == [{"mustCome": False, "organ": {"name": "甲乡纪委"}, "person": {"number": "H2"}}]
    assert found[-1]["missing"] == [{"mustCome": False, "organ": None, "person": {"number": "S1"}}]


async def test_somebody_named_twice_counts_once_where_she_must_come(scene: Scene) -> None:
    await away(scene, "S2", AbsenceKind.LEAVE)
    seat = [{"organ": scene.gid("Organ", "甲乡纪委"), "person": scene.gid("Person", "S2")}]
    found = await times(scene, participants=seat, alsoPeople=[scene.gid("Person", "S2")], lastDay="2026-03-03", count=1)
    assert missing(found) == [[("甲乡纪委", "S2")]]


async def test_a_meeting_that_is_moved_keeps_nobody_away(scene: Scene) -> None:
    await meets(scene, "moving", 9, person_id=scene.ids["H2"])
    assert starts(await times(scene, count=1)) == ["03-03T10:00"]
    assert starts(await times(scene, count=1, moving=scene.gid("Meeting", "moving"))) == ["03-03T08:30"]


async def test_no_time_before_now_and_no_day_off_is_told(scene: Scene) -> None:
    await scene.add("", CalendarDay(day=date(2026, 3, 7), is_working_day=True, source="国办发明电〔2025〕7号"))
    assert starts(await times(scene, firstDay="2026-03-02", count=1)) == ["03-02T09:00"]
    assert starts(await times(scene, firstDay="2026-03-07", lastDay="2026-03-09", count=100))[0] == "03-07T08:30"
    assert starts(await times(scene, firstDay="2026-03-08", lastDay="2026-03-09", count=1)) == ["03-09T08:30"]
    hours = [{"starts": "20:00", "ends": "22:00"}]
    assert starts(await times(scene, hours=hours, stepMinutes=15, count=100)) == [
        f"03-{day}T20:{minute}" for day in ("03", "04") for minute in ("00", "15", "30")
    ]
    (ahead, *_) = await times(scene, firstDay="2027-03-03", lastDay="2027-03-03")
    assert ahead["provisional"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lastDay": "2026-03-02"}, "DAYS_UNFIT"),
        ({"lastDay": "2026-06-03"}, "DAYS_UNFIT"),
        ({"firstDay": "0001-01-01", "lastDay": "0001-01-02"}, "DAYS_UNFIT"),
        ({"firstDay": "9999-12-31", "lastDay": "9999-12-31"}, "DAYS_UNFIT"),
        ({"lengthMinutes": 0}, "LENGTH_UNFIT"),
        ({"lengthMinutes": 300}, "LENGTH_UNFIT"),
        ({"hours": [{"starts": "12:00", "ends": "09:00"}]}, "HOURS_UNFIT"),
        ({"stepMinutes": 0}, "STEP_UNFIT"),
        ({"count": 0}, "TOO_MANY_TIMES"),
        ({"count": 101}, "TOO_MANY_TIMES"),
        ({"zoneCodes": ["Z9"]}, "NOT_FOUND"),
        ({"alsoPeople": ["P3"]}, "NOT_FOUND"),
        ({"moving": "7"}, "BAD_ID"),
    ],
)
async def test_what_cannot_be_looked_for_is_refused(scene: Scene, changes: dict[str, Any], code: str) -> None:
    if "alsoPeople" in changes:
        changes = {"alsoPeople": [scene.gid("Person", number) for number in changes["alsoPeople"]]}
    wanted = {"lengthMinutes": 90, "firstDay": "2026-03-03", "lastDay": "2026-03-04", **changes}
    assert await scene.refused(TIMES, input=wanted) == [code]


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.ORGAN_SECRETARY, Role.RECUSAL_OFFICER, Role.SCHEDULER])
async def test_others_are_told_no_times(scene: Scene, role: Role) -> None:
    with pytest.raises(AssertionError, match="NOT_ALLOWED"):
        await times(scene, scene.caller(role))


async def test_a_head_who_is_not_to_be_seen_is_missing_by_her_organ_alone(scene: Scene) -> None:
    await away(scene, "H4", AbsenceKind.OTHER)
    seat = [{"organ": scene.gid("Organ", "审计局")}]
    found = await times(scene, scene.caller(Role.SECRETARY), participants=seat, lastDay="2026-03-03", count=1)
    assert missing(found) == [[("审计局", None)]]


async def test_more_people_take_no_more_statements(scene: Scene) -> None:
    async def statements(**changes: Any) -> int:
        before = scene.database.statements
        await scene.ask(
            "query Times($input: MeetingTimesInput!) { meetingTimes(input: $input) { startsAt } }",
            input={"lengthMinutes": 90, "firstDay": "2026-03-03", "lastDay": "2026-03-04", **changes},
        )
        return scene.database.statements - before

    people = [scene.gid("Person", number) for number in ("S1", "S2", "S3")]
    assert await statements(zoneCodes=["Z1"], alsoPeople=people) == await statements(
        zoneCodes=["Z2"], alsoPeople=people[:1]
    )

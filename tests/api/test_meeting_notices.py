"""The notice of a meeting through the API: changed, cancelled, answered; a substitute is shown, a reason to few."""

from asyncio import gather
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from db.tables import AuditEntry, CaseParty, ItemScreening, KinTie, Meeting, MeetingParticipant, Person
from resolvers.caller import Caller
from terms.cases import PartyRole
from terms.meetings import Attendance, MeetingState
from terms.periods import ALWAYS, Period
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.calling_scene import (
    CALL,
    CANCEL,
    CHANGE,
    act,
    answer,
    calling_scene,
    employ,
    herself,
    seats,
    secretary_of,
)
from tests.api.meeting_documents import ATTEND, joint
from tests.api.meeting_scene import TOMORROW, Scene

LATER = TOMORROW + timedelta(days=1)
HOUR = timedelta(hours=1)
TALK = [{"kind": "OTHER", "subject": "通报"}]


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene in a database of the test's own."""
    async with calling_scene(database) as scene:
        yield scene


async def called(scene: Scene, caller: Caller | None = None, **changes: Any) -> str:
    """Call a working meeting of the first zone and return its id."""
    working: dict[str, Any] = {"kind": "WORKING", "zoneCodes": ["Z1"], "proposals": [], "agenda": TALK}
    payload = await act(scene, CALL, caller, **joint(scene, **{**working, **changes}))
    assert payload["__typename"] == "MeetingCalled", payload
    return str(payload["meeting"]["id"])


def seat(payload: dict[str, Any], organ: str = "甲乡纪委") -> dict[str, Any]:
    """Return the seat of an organ as an act shows it."""
    (found,) = (each for each in payload["meeting"]["participants"] if each["organ"]["name"] == organ)
    shown: dict[str, Any] = found
    return shown


async def acts(scene: Scene) -> list[str]:
    """Return the acts on the audit trail after the calls."""
    return [line.act for line in await scene.rows(AuditEntry) if line.act != "CALL_MEETING"]


async def test_a_new_time_takes_back_every_answer_and_says_whose(scene: Scene) -> None:
    meeting = await called(scene)
    await answer(scene, meeting, answer="CONFIRMED")
    substitute = scene.gid("Person", "S3")
    await answer(scene, meeting, "乙乡纪委", answer="SUBSTITUTE", substitute=substitute, reason="出差")
    payload = await act(scene, CHANGE, meeting=meeting, startsAt=LATER.isoformat())
    assert [each["name"] for each in payload["askedAgain"]] == ["甲乡纪委", "乙乡纪委"]
    shown = payload["meeting"]
    assert (shown["sequence"], shown["startsAt"]) == (1, "2026-03-04T09:00:00+08:00")
    assert shown["endsAt"] == "2026-03-04T11:00:00+08:00"
    assert {each["attendance"] for each in shown["participants"]} == {"INVITED"}
    kept = (await seats(scene))["乙乡纪委"]
    assert (kept.attendance, kept.person_id, kept.substitute_id) == (Attendance.INVITED, scene.ids["H3"], None)
    assert (kept.reason, kept.answered_at, kept.answered_by) == ("", None, "")
    (row,) = await scene.rows(Meeting)
    assert (row.starts_at, row.ends_at, row.sequence) == (LATER, LATER + timedelta(hours=2), 1)
    line = (await scene.rows(AuditEntry))[-1]
    organs = [scene.ids[name] for name in ("甲乡纪委", "乙乡纪委")]
    assert (line.act, line.detail) == ("CHANGE_MEETING", {"sequence": 1, "asked_again": organs})


async def test_another_place_leaves_the_answers(scene: Scene) -> None:
    meeting = await called(scene)
    await answer(scene, meeting, answer="CONFIRMED")
    payload = await act(scene, CHANGE, meeting=meeting, place=" 二楼 ", title="")
    assert payload["askedAgain"] == []
    shown = payload["meeting"]
    assert (shown["place"], shown["title"], shown["sequence"]) == ("二楼", "工作例会", 1)
    assert seat(payload)["attendance"] == "CONFIRMED"


async def test_of_two_who_change_the_notice_that_both_read_one_is_told(scene: Scene) -> None:
    meeting = await called(scene)
    scene.now += HOUR
    told = await gather(*(act(scene, CHANGE, meeting=meeting, place=place, sequence=0) for place in ("二楼", "四楼")))
    assert sorted(str(each.get("code")) for each in told) == ["NOTICE_CHANGED", "None"]
    (row,) = await scene.rows(Meeting)
    assert row.place == next(each["meeting"]["place"] for each in told if "meeting" in each)
    assert (row.sequence, row.revised_at) == (1, scene.now)
    assert "code" not in await act(scene, CHANGE, meeting=meeting, place="五楼", sequence=1)


async def test_who_heads_an_organ_on_the_new_day_is_invited(scene: Scene) -> None:
    await employ(scene, "H9", "丙镇纪委", heads=True, during=Period(date(2020, 1, 1), date(2026, 3, 4)))
    await employ(scene, "H8", "丙镇纪委", heads=True, during=Period(date(2026, 3, 4)))
    meeting = await called(scene, zoneCodes=["Z2"])
    assert (await seats(scene))["丙镇纪委"].person_id == scene.ids["H9"]
    await act(scene, CHANGE, meeting=meeting, startsAt=LATER.isoformat())
    kept = await seats(scene)
    assert {name: row.person_id for name, row in kept.items()} == {"第二室": None, "丙镇纪委": scene.ids["H8"]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "NOTHING_CHANGED"),
        ({"startsAt": TOMORROW.isoformat(), "title": "派案联席会议"}, "NOTHING_CHANGED"),
        ({"startsAt": (TOMORROW - timedelta(days=9)).isoformat()}, "TIMES_UNFIT"),
        ({"endsAt": TOMORROW.isoformat()}, "TIMES_UNFIT"),
        ({"title": "会" * 201}, "TEXT_UNFIT"),
        ({"startsAt": "9999-12-31T23:59:59Z"}, "BAD_MOMENT"),
    ],
)
async def test_what_cannot_be_changed_so_is_refused_and_nothing_is_written(
    scene: Scene, changes: dict[str, Any], code: str
) -> None:
    meeting = await called(scene)
    assert (await act(scene, CHANGE, meeting=meeting, **changes))["code"] == code
    (row,) = await scene.rows(Meeting)
    assert (row.title, row.starts_at, row.sequence) == ("派案联席会议", TOMORROW, 0)
    assert await acts(scene) == []


async def test_what_was_held_is_changed_no_more(scene: Scene) -> None:
    meeting = await called(scene)
    scene.now = TOMORROW
    given: dict[str, Any] = {"organ": scene.gid("Organ", "甲乡纪委"), "attendance": "PRESENT"}
    assert (await act(scene, ATTEND, meeting=meeting, **given))["__typename"] == "MeetingAttended"
    asked: list[tuple[str, dict[str, Any]]] = [(CHANGE, {"place": "二楼"}), (CANCEL, {"reason": "改期"})]
    for document, changes in asked:
        refused = await act(scene, document, meeting=meeting, **changes)
        assert (refused["code"], refused["message"][:19]) == ("MEETING_SETTLED", "The meeting is held")


async def test_of_two_same_changes_at_once_one_is_made(scene: Scene) -> None:
    meeting = await called(scene)
    answers = await gather(*(act(scene, CHANGE, meeting=meeting, place="二楼") for _ in range(2)))
    assert sorted(each.get("code", "") for each in answers) == ["", "NOTHING_CHANGED"]
    assert (await scene.rows(Meeting))[0].sequence == 1


async def test_a_cancelled_meeting_stays_with_its_reason(scene: Scene) -> None:
    meeting = await called(scene)
    payload = await act(scene, CANCEL, meeting=meeting, reason=" 与县委会议冲突 ")
    shown = payload["meeting"]
    assert (shown["state"], shown["cancelledFor"], shown["sequence"]) == ("CANCELLED", "与县委会议冲突", 1)
    (row,) = await scene.rows(Meeting)
    assert (row.state, row.cancelled_for, row.sequence) == (MeetingState.CANCELLED, "与县委会议冲突", 1)
    assert await acts(scene) == ["CANCEL_MEETING"]


async def test_it_is_cancelled_once_and_for_a_reason(scene: Scene) -> None:
    meeting = await called(scene)
    assert (await act(scene, CANCEL, meeting=meeting, reason=" "))["code"] == "REASON_MISSING"
    answers = await gather(*(act(scene, CANCEL, meeting=meeting, reason="改期") for _ in range(2)))
    assert sorted(each.get("code", "") for each in answers) == ["", "MEETING_SETTLED"]
    assert (await act(scene, CHANGE, meeting=meeting, place="二楼"))["code"] == "MEETING_SETTLED"
    assert (await scene.rows(Meeting))[0].sequence == 1


@pytest.mark.parametrize("document", [CHANGE, CANCEL])
async def test_a_coordinator_changes_meetings_of_her_zone_alone_and_what_she_called(
    scene: Scene, document: str
) -> None:
    given: dict[str, Any] = {"place": "二楼"} if document is CHANGE else {"reason": "改期"}
    mine, other = scene.caller(Role.COORDINATOR, zone="Z1"), scene.caller(Role.COORDINATOR, zone="Z2")
    of_zone = await called(scene)
    of_both = await called(scene, kind="JOINT", zoneCodes=["Z1", "Z2"])
    hers = await called(scene, mine, kind="JOINT", zoneCodes=["Z1", "Z2"])
    assert (await act(scene, document, other, meeting=of_zone, **given))["code"] == "NOT_FOUND"
    assert (await act(scene, document, mine, meeting=of_both, **given))["code"] == "NOT_ALLOWED"
    for meeting in (of_zone, hers):
        assert "code" not in await act(scene, document, mine, meeting=meeting, **given)
    for role in (Role.INVESTIGATOR, Role.RECUSAL_OFFICER, Role.AUDITOR, Role.ORGAN_SECRETARY):
        assert (await act(scene, document, scene.caller(role), meeting=of_both, **given))["code"] == "NOT_ALLOWED"
    assert [row.sequence for row in await scene.rows(Meeting)] == [1, 0, 1]


async def test_she_confirms_for_herself_and_it_is_shown_who_did_and_when(scene: Scene) -> None:
    meeting = await called(scene)
    payload = await answer(scene, meeting, caller=herself(scene, "H2"), answer="CONFIRMED")
    assert seat(payload) == {
        "attendance": "CONFIRMED",
        "mustCome": True,
        "reason": None,
        "answeredAt": "2026-03-02T09:00:00+08:00",
        "answeredBy": "test:H2",
        "organ": {"name": "甲乡纪委"},
        "person": {"number": "H2"},
        "substitute": None,
    }
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.answered_at, kept.answered_by) == (Attendance.CONFIRMED, scene.now, "test:H2")


STAYS = "{ meetings { nodes { participants { comesAt leavesAt organ { name } } } } }"


async def test_who_comes_later_or_goes_earlier_is_told_to_the_office_and_forgotten_with_the_time(scene: Scene) -> None:
    meeting = await called(scene)
    stay = {"comesAt": (TOMORROW + HOUR / 2).isoformat(), "leavesAt": (TOMORROW + HOUR).isoformat()}
    await answer(scene, meeting, caller=herself(scene, "H2"), answer="CONFIRMED")
    for _ in range(2):
        assert "code" not in await answer(scene, meeting, caller=herself(scene, "H2"), answer="CONFIRMED", **stay)
    assert (await acts(scene)).count("ANSWER_NOTICE") == 2
    shown = []
    for caller in (scene.caller(Role.SECRETARY), herself(scene, "H2"), herself(scene, "H3")):
        (each,) = (await scene.ask(STAYS, caller))["meetings"]["nodes"]
        shown.append(next(one for one in each["participants"] if one["organ"]["name"] == "甲乡纪委"))
    told = {"comesAt": "2026-03-03T09:30:00+08:00", "leavesAt": "2026-03-03T10:00:00+08:00"}
    unknown = {"comesAt": None, "leavesAt": None}
    assert shown == [{**each, "organ": {"name": "甲乡纪委"}} for each in (told, told, unknown)]
    await act(scene, CHANGE, meeting=meeting, startsAt=LATER.isoformat())
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.comes_at, kept.leaves_at) == (None, None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"answer": "EXCUSED", "reason": "出差", "leavesAt": (TOMORROW + HOUR).isoformat()}, "STAY_UNFIT"),
        ({"answer": "CONFIRMED", "comesAt": (TOMORROW - HOUR).isoformat()}, "STAY_UNFIT"),
        ({"answer": "CONFIRMED", "leavesAt": "9999-12-31T23:59:59Z"}, "STAY_UNFIT"),
    ],
)
async def test_a_stay_that_cannot_be_is_refused_and_nothing_is_written(
    scene: Scene, given: dict[str, Any], code: str
) -> None:
    meeting = await called(scene)
    assert (await answer(scene, meeting, caller=herself(scene, "H2"), **given))["code"] == code
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.comes_at, kept.leaves_at) == (Attendance.INVITED, None, None)


async def test_a_substitute_is_sent_by_the_organ_and_shown_to_all_and_the_reason_to_the_office(scene: Scene) -> None:
    meeting = await called(scene)
    given: dict[str, Any] = {"answer": "SUBSTITUTE", "substitute": scene.gid("Person", "S2"), "reason": "参加培训"}
    payload = await answer(scene, meeting, caller=secretary_of(scene, "甲乡纪委"), **given)
    told = (seat(payload)["substitute"], seat(payload)["reason"], seat(payload)["answeredBy"])
    assert told == ({"number": "S2"}, "参加培训", "test:甲乡纪委")
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.person_id, kept.substitute_id) == (scene.ids["H2"], scene.ids["S2"])
    document = (
        "{ meetings { nodes { participants { substitute { number } reason answeredAt answeredBy organ { name } } } } }"
    )
    for caller, reason in (
        (scene.caller(Role.SECRETARY), "参加培训"),
        (scene.caller(Role.COORDINATOR, zone="Z1"), "参加培训"),
        (herself(scene, "H2"), "参加培训"),
        (herself(scene, "H3"), None),
        (secretary_of(scene, "乙乡纪委"), None),
    ):
        (shown,) = (await scene.ask(document, caller))["meetings"]["nodes"]
        found = next(each for each in shown["participants"] if each["organ"]["name"] == "甲乡纪委")
        assert found["substitute"] == {"number": "S2"}
        assert (found["reason"], found["answeredAt"] is None, found["answeredBy"] is None) == (
            reason,
            reason is None,
            reason is None,
        )


async def test_the_same_answer_again_changes_nothing_and_another_counts(scene: Scene) -> None:
    meeting = await called(scene)
    given: dict[str, Any] = {"answer": "EXCUSED", "reason": "出差"}
    await answer(scene, meeting, caller=herself(scene, "H2"), **given)
    await answer(scene, meeting, **given)
    assert (await seats(scene))["甲乡纪委"].answered_by == "test:H2"
    assert await acts(scene) == ["ANSWER_NOTICE"]
    await answer(scene, meeting, answer="CONFIRMED")
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.reason, kept.answered_by) == (Attendance.CONFIRMED, "", "test:COUNTY")


async def test_two_who_answer_at_once_for_one_seat_are_both_on_record_and_one_answer_is_whole(scene: Scene) -> None:
    meeting = await called(scene)
    both = (
        answer(scene, meeting, caller=herself(scene, "H2"), answer="EXCUSED", reason="出差"),
        answer(scene, meeting, caller=secretary_of(scene, "甲乡纪委"), answer="CONFIRMED"),
    )
    assert all(each["__typename"] == "MeetingAnswered" for each in await gather(*both))
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.reason, kept.answered_by) in {
        (Attendance.EXCUSED, "出差", "test:H2"),
        (Attendance.CONFIRMED, "", "test:甲乡纪委"),
    }
    assert await acts(scene) == ["ANSWER_NOTICE"] * 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"answer": "EXCUSED"}, "ANSWER_UNFIT"),
        ({"answer": "CONFIRMED", "reason": "来"}, "ANSWER_UNFIT"),
        ({"answer": "CONFIRMED", "substitute": "S2"}, "ANSWER_UNFIT"),
        ({"answer": "SUBSTITUTE", "substitute": "S2"}, "ANSWER_UNFIT"),
        ({"answer": "SUBSTITUTE", "reason": "出差"}, "ANSWER_UNFIT"),
        ({"answer": "SUBSTITUTE", "substitute": "H2", "reason": "出差"}, "SUBSTITUTE_UNFIT"),
        ({"answer": "SUBSTITUTE", "substitute": "S3", "reason": "出差"}, "SUBSTITUTE_UNFIT"),
        ({"answer": "SUBSTITUTE", "substitute": "gone", "reason": "出差"}, "SUBSTITUTE_UNFIT"),
        ({"answer": "SUBSTITUTE", "substitute": "seated", "reason": "出差"}, "SUBSTITUTE_UNFIT"),
        ({"answer": "SUBSTITUTE", "substitute": "P3", "reason": "出差"}, "NOT_FOUND"),
        ({"answer": "EXCUSED", "reason": "长" * 201}, "TEXT_UNFIT"),
    ],
)
async def test_what_cannot_be_answered_is_refused_and_nothing_is_written(
    scene: Scene, given: dict[str, Any], code: str
) -> None:
    await employ(scene, "gone", "甲乡纪委", during=Period(date(2020, 1, 1), date(2026, 3, 3)))
    await employ(scene, "seated", "甲乡纪委")
    await employ(scene, "seated", "乙乡纪委")
    named = {"organ": scene.gid("Organ", "乙乡纪委"), "person": scene.gid("Person", "seated")}
    meeting = await called(scene, participants=[named])
    if "substitute" in given:
        given = {**given, "substitute": scene.gid("Person", given["substitute"])}
    assert (await answer(scene, meeting, **given))["code"] == code
    assert {row.attendance for row in await scene.rows(MeetingParticipant)} == {Attendance.INVITED}
    assert await acts(scene) == []


async def test_nobody_answers_for_a_seat_that_is_not_hers(scene: Scene) -> None:
    meeting = await called(scene)
    outsiders = {
        "NOT_ALLOWED": (scene.caller(Role.SECRETARY), scene.caller(Role.AUDITOR)),
        "NOT_FOUND": (
            herself(scene, "H3"),
            herself(scene, "S2"),
            herself(scene, "S2", Role.RECUSAL_OFFICER),
            scene.caller(Role.COORDINATOR, zone="Z1"),
            scene.caller(Role.RECUSAL_OFFICER),
            secretary_of(scene, "乙乡纪委"),
            secretary_of(scene, "丙镇纪委"),
        ),
    }
    for code, callers in outsiders.items():
        for caller in callers:
            assert (await answer(scene, meeting, caller=caller, answer="CONFIRMED"))["code"] == code
    assert (await answer(scene, meeting, "审计局", answer="CONFIRMED"))["code"] == "NOT_FOUND"
    unnamed = await called(scene, alsoInvited=[scene.gid("Organ", "第二室")])
    for role in (Role.RECUSAL_OFFICER, Role.INVESTIGATOR):
        nobody = scene.caller(role)
        assert (await answer(scene, unnamed, "第二室", nobody, answer="CONFIRMED"))["code"] == "NOT_FOUND"
    assert (await scene.ask("{ meetings { totalCount } }", scene.caller(Role.INVESTIGATOR))) == {
        "meetings": {"totalCount": 0}
    }
    assert {row.attendance for row in await scene.rows(MeetingParticipant)} == {Attendance.INVITED}


async def test_nobody_answers_once_the_meeting_began_or_was_cancelled(scene: Scene) -> None:
    meeting = await called(scene)
    scene.now = TOMORROW
    assert (await answer(scene, meeting, answer="CONFIRMED"))["code"] == "ANSWER_TOO_LATE"
    scene.now = TOMORROW - timedelta(hours=1)
    await act(scene, CANCEL, meeting=meeting, reason="改期")
    assert (await answer(scene, meeting, answer="CONFIRMED"))["code"] == "ANSWER_TOO_LATE"


async def kin_of_a_subject(scene: Scene, person: str, *cases: str) -> None:
    """Let somebody be the child of who is accused in some cases."""
    await scene.add("accused", Person(county_id=scene.ids["county"], number="accused", name="某甲"))
    for case in cases:
        party = CaseParty(
            case_id=scene.ids[case],
            person_id=scene.ids["accused"],
            role=PartyRole.SUBJECT,
            during=Period(date(2026, 2, 10)),
        )
        await scene.add("", party)
    first, second = scene.ids["accused"], scene.ids[person]
    tie = KinTie(
        first_id=first, second_id=second, edge=KinEdge.PARENT, origin=FactOrigin.REGISTERED, during=ALWAYS, raised=True
    )
    await scene.add("", tie)


async def test_a_substitute_is_screened_as_she_is_sent_and_refused_if_she_had_to_leave_for_everything(
    scene: Scene,
) -> None:
    await kin_of_a_subject(scene, "S2", "A-2")
    given: dict[str, Any] = {"answer": "SUBSTITUTE", "substitute": scene.gid("Person", "S2"), "reason": "出差"}
    hidden = [{"kind": "DEADLINE", "caseNumber": "A-2"}]
    alone = await called(scene, agenda=hidden)
    refused = await answer(scene, alone, caller=herself(scene, "H2"), **given)
    assert refused["code"] == "SUBSTITUTE_UNFIT"
    assert scene.ids["S2"] not in {row.person_id for row in await scene.rows(ItemScreening)}
    both = await called(scene, agenda=[*hidden, *TALK])
    assert (await answer(scene, both, caller=herself(scene, "H2"), **given))["__typename"] == "MeetingAnswered"
    screened = {row.barred for row in await scene.rows(ItemScreening) if row.person_id == scene.ids["S2"]}
    assert screened == {True}
    (shown,) = (await scene.ask("{ meetings { nodes { agenda { kind } } } }", herself(scene, "S2")))["meetings"][
        "nodes"
    ]
    assert shown == {"agenda": [{"kind": "OTHER"}]}


async def test_an_attendance_that_is_recorded_keeps_who_was_invited_and_takes_a_reason(scene: Scene) -> None:
    meeting = await called(scene)
    organ = scene.gid("Organ", "甲乡纪委")
    await answer(scene, meeting, answer="EXCUSED", reason="出差")
    await act(scene, ATTEND, meeting=meeting, organ=organ, attendance="EXCUSED")
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.person_id, kept.reason) == (Attendance.EXCUSED, scene.ids["H2"], "出差")
    scene.now = TOMORROW
    await act(scene, ATTEND, meeting=meeting, organ=organ, attendance="ABSENT", reason="未到，电话未接")
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.person_id, kept.reason) == (Attendance.ABSENT, scene.ids["H2"], "未到，电话未接")
    await act(scene, ATTEND, meeting=meeting, organ=organ, attendance="PRESENT")
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.person_id, kept.reason) == (Attendance.PRESENT, scene.ids["H2"], "")


async def test_whoever_comes_in_place_of_who_was_invited_is_a_substitute_and_never_silent(scene: Scene) -> None:
    meeting = await called(scene)
    given: dict[str, Any] = {"meeting": meeting, "organ": scene.gid("Organ", "甲乡纪委")}
    renamed = await act(scene, ATTEND, **given, attendance="INVITED", person=scene.gid("Person", "S2"))
    assert renamed["__typename"] == "MeetingAttended"
    assert (await seats(scene))["甲乡纪委"].person_id == scene.ids["S2"]
    scene.now = TOMORROW
    head = scene.gid("Person", "H2")
    for attendance in ("PRESENT", "ABSENT", "INVITED"):
        refused = await act(scene, ATTEND, **given, attendance=attendance, person=head)
        assert refused["code"] == "ATTENDANCE_UNFIT"
    await act(scene, ATTEND, **given, attendance="SUBSTITUTE", substitute=head)
    kept = (await seats(scene))["甲乡纪委"]
    assert (kept.attendance, kept.person_id, kept.substitute_id) == (
        Attendance.SUBSTITUTE,
        scene.ids["S2"],
        scene.ids["H2"],
    )

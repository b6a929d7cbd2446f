"""The order of an agenda through the API: fewest exits and entries, and quorums that recusal makes impossible."""

from datetime import timedelta
from itertools import permutations
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Meeting, Membership, Person
from resolvers.agenda_quorums import MOST_TO_ASK
from terms.people import MembershipKind
from terms.periods import ALWAYS
from terms.roles import Role
from tests.api.meeting_documents import ATTEND, called
from tests.api.meeting_scene import TOMORROW, Scene
from tests.api.test_agenda_editing import cases, seen
from tests.api.test_items_out_of_sight import participant, scene, tie

__all__ = ["scene"]
FIVE = [
    {"kind": "DEADLINE", "caseNumber": "A-2"},
    {"kind": "DEPLOYMENT", "subject": "部署"},
    {"kind": "CASE_CONSULTATION", "caseNumber": "A-2"},
    {"kind": "DEADLINE", "caseNumber": "B-1"},
    {"kind": "DEADLINE", "caseNumber": "A-2"},
]
ORDER = """query Order($meeting: ID!) { agendaOrder(meeting: $meeting) {
  version present movements bound proven steps { begins ends item { position case { number } }
  leaving { number } entering { number } } } }"""
PUT = """mutation Put($input: AgendaPutInOrderInput!) { agendaPutInOrder(input: $input) {
  ... on AgendaPutInOrder { order { movements } meeting { agenda { case { number } } } }
  ... on Refusal { code message } } }"""
SUBJECTS = "query Order($meeting: ID!) { agendaOrder(meeting: $meeting) { steps { item { subject } } } }"
ANSWER = "mutation Answer($input: MeetingAnswerInput!) { meetingAnswer(input: $input) { __typename } }"
HALF = timedelta(minutes=30)
LACKING = """query Lacking($meeting: ID!) { quorumLacking(meeting: $meeting) {
  item { position } missing notLookedAt couldJoin { number } enough { number } } }"""


def works_at(organ: int, person: int) -> Membership:
    """Return the post of somebody in an organ."""
    return Membership(person_id=person, organ_id=organ, kind=MembershipKind.PART_TIME, during=ALWAYS)


async def come(scene: Scene, meeting: str, organ: str, person: str) -> None:
    """Let an organ be represented by somebody."""
    given = {"meeting": meeting, "organ": scene.gid("Organ", organ), "attendance": "CONFIRMED"}
    await scene.ask(ATTEND, input={**given, "person": scene.gid("Person", person)})


def movements(out: list[bool]) -> int:
    """Count how often somebody moves who is in the room at first."""
    return sum(one != other for one, other in zip([False, *out[:-1]], out, strict=True))


async def test_the_agenda_is_put_into_the_order_with_the_fewest_movements(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    meeting = (await called(scene, proposals=[], agenda=FIVE))["id"]
    await come(scene, meeting, "甲乡纪委", "P1")
    found: dict[str, Any] = (await scene.ask(ORDER, meeting=meeting))["agendaOrder"]
    barred = [item.get("caseNumber") == "A-2" for item in FIVE]
    best = min(movements([barred[at] for at in order]) for order in permutations(range(5)))
    assert (found["present"], found["movements"], found["bound"], found["proven"]) == (
        movements(barred),
        best,
        best,
        True,
    )
    assert [len(step["leaving"]) + len(step["entering"]) for step in found["steps"]] == [0, 0, 1, 0, 0]
    assert found["steps"][2]["leaving"] == [{"number": "P1"}]
    assert [step["begins"] for step in found["steps"]] == [0, 15, 30, 45, 60]
    put = (await scene.ask(PUT, input={"agenda": {"meeting": meeting, "version": found["version"]}}))[
        "agendaPutInOrder"
    ]
    assert put["order"]["movements"] == best
    assert cases(put["meeting"])[2:] == ["A-2"] * 3
    again = (await scene.ask(PUT, input={"agenda": {"meeting": meeting, "version": found["version"]}}))[
        "agendaPutInOrder"
    ]
    assert again["code"] == "AGENDA_CHANGED"


async def test_whoever_must_leave_is_told_an_order_in_which_nobody_moves(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    meeting = (await called(scene, proposals=[], agenda=FIVE))["id"]
    await come(scene, meeting, "甲乡纪委", "P1")
    found = (await scene.ask(ORDER, participant(scene), meeting=meeting))["agendaOrder"]
    assert (found["present"], found["movements"], len(found["steps"])) == (0, 0, 2)


async def test_a_fixed_item_keeps_its_place(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    meeting = (await called(scene, proposals=[], agenda=FIVE))["id"]
    await come(scene, meeting, "甲乡纪委", "P1")
    now = await seen(scene)
    document = """mutation Fix($input: AgendaItemChangeInput!) { agendaItemChange(input: $input) { __typename } }"""
    about = {"meeting": now["id"], "version": now["agendaVersion"]}
    await scene.ask(document, input={"agenda": about, "item": now["agenda"][0]["id"], "fixed": True})
    found = (await scene.ask(ORDER, meeting=meeting))["agendaOrder"]
    assert found["steps"][0]["item"]["case"] == {"number": "A-2"}
    assert (found["movements"], found["proven"]) == (2, True)


async def test_whoever_reports_and_must_go_earlier_reports_before_and_who_comes_later_after(scene: Scene) -> None:
    organs = {name: scene.gid("Organ", name) for name in ("甲乡纪委", "乙乡纪委")}
    reports = [
        {"kind": "DEPLOYMENT", "subject": name, "reportingOrgan": organ, "minutes": 20}
        for name, organ in organs.items()
    ]
    talk = {"kind": "DEPLOYMENT", "subject": "部署", "minutes": 20}
    meeting = (await called(scene, proposals=[], agenda=[reports[0], talk, reports[1]]))["id"]
    await scene.add("", works_at(scene.ids["乙乡纪委"], scene.ids["P2"]))
    await come(scene, meeting, "甲乡纪委", "P1")
    await come(scene, meeting, "乙乡纪委", "P2")
    stays = {"甲乡纪委": {"comesAt": TOMORROW + timedelta(minutes=40)}, "乙乡纪委": {"leavesAt": TOMORROW + HALF}}
    for name, stay in stays.items():
        given = {"meeting": meeting, "organ": organs[name], "answer": "CONFIRMED"}
        said = {key: moment.isoformat() for key, moment in stay.items()}
        done = await scene.ask(ANSWER, scene.caller(Role.COUNTY), input={**given, **said})
        assert done == {"meetingAnswer": {"__typename": "MeetingAnswered"}}
    found = (await scene.ask(SUBJECTS, meeting=meeting))["agendaOrder"]
    assert [step["item"]["subject"] for step in found["steps"]] == ["乙乡纪委", "部署", "甲乡纪委"]
    late = {**given, "organ": organs["乙乡纪委"], "leavesAt": (TOMORROW + timedelta(minutes=10)).isoformat()}
    await scene.ask(ANSWER, scene.caller(Role.COUNTY), input=late)
    assert await scene.refused(SUBJECTS, meeting=meeting) == ["ITEMS_IMPOSSIBLE"]


async def test_a_quorum_that_recusal_makes_impossible_is_told_with_who_could_be_added(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    meeting = (await called(scene, proposals=[], agenda=FIVE))["id"]
    await come(scene, meeting, "甲乡纪委", "P1")
    await scene.add("", works_at(scene.ids["丙镇纪委"], scene.ids["P3"]))
    assert (await scene.ask(LACKING, meeting=meeting))["quorumLacking"] == []
    async with scene.database.engine.begin() as connection:
        everybody = text("UPDATE meetings SET quorum = (SELECT count(*) FROM meeting_participants)")
        await connection.execute(everybody)
    lacking = (await scene.ask(LACKING, meeting=meeting))["quorumLacking"]
    assert [(each["item"]["position"], each["missing"]) for each in lacking] == [(1, 1), (3, 1), (5, 1)]
    assert lacking[0]["couldJoin"] == lacking[0]["enough"] == [{"number": "P2"}]  # P3's seat waits for a name
    assert await scene.refused(ORDER, meeting=meeting) == ["ITEMS_IMPOSSIBLE"]
    assert (await scene.rows(Meeting))[0].quorum == 5
    instead = {"attendance": "SUBSTITUTE_NAMED", "substitute": scene.gid("Person", "P2"), "reason": "议题回避"}
    given = {"meeting": meeting, "organ": scene.gid("Organ", "甲乡纪委"), **instead}
    assert (await scene.ask(ATTEND, input=given))["meetingAttend"]["__typename"] == "MeetingAttended"
    assert (await scene.ask(LACKING, meeting=meeting))["quorumLacking"] == []


async def test_whoever_sits_in_makes_no_quorum_and_the_absent_can_be_replaced(scene: Scene) -> None:
    meeting = (await called(scene, proposals=[], agenda=FIVE[1:2]))["id"]
    await come(scene, meeting, "甲乡纪委", "P1")
    async with scene.database.engine.begin() as connection:
        await connection.execute(text("UPDATE meetings SET quorum = (SELECT count(*) FROM meeting_participants)"))
    assert (await scene.ask(LACKING, meeting=meeting))["quorumLacking"] == []
    seat = "UPDATE meeting_participants SET {} WHERE person_id = (SELECT id FROM people WHERE number = 'P1')"
    for change, could in (("must_come = false", []), ("must_come = true, attendance = 'EXCUSED'", ["P2"])):
        async with scene.database.engine.begin() as connection:
            await connection.execute(text(seat.format(change)))
        (lacking,) = (await scene.ask(LACKING, meeting=meeting))["quorumLacking"]
        assert (lacking["missing"], [each["number"] for each in lacking["couldJoin"]]) == (1, could)


async def test_no_seat_is_passed_over_for_one_with_many_colleagues_and_who_was_not_looked_at_is_told(
    scene: Scene,
) -> None:
    await tie(scene, "COUSIN")
    meeting = (await called(scene, proposals=[], agenda=FIVE))["id"]
    await come(scene, meeting, "甲乡纪委", "P1")
    async with AsyncSession(scene.database.engine) as session, session.begin():
        many = [Person(county_id=scene.ids["county"], number=f"M{at:03}", name="众") for at in range(MOST_TO_ASK + 5)]
        session.add_all(many)
        await session.flush()
        session.add_all(works_at(scene.ids["甲乡纪委"], person.id) for person in many)
    last = await scene.add("P9", Person(county_id=scene.ids["county"], number="P9", name="末"))
    await scene.add("", works_at(scene.ids["丙镇纪委"], last))  # home to B-1
    async with scene.database.engine.begin() as connection:
        everybody = "UPDATE meetings SET quorum = (SELECT count(*) FROM meeting_participants)"
        away = "UPDATE meeting_participants SET attendance = 'EXCUSED' WHERE organ_id = :o"
        await connection.execute(text(everybody))
        await connection.execute(text(away), {"o": scene.ids["丙镇纪委"]})
    lacking = (await scene.ask(LACKING, meeting=meeting))["quorumLacking"]
    assert [(each["item"]["position"], each["missing"]) for each in lacking] == [(1, 2), (2, 1), (3, 2), (4, 1), (5, 2)]
    assert [len(each["couldJoin"]) for each in lacking] == [MOST_TO_ASK, 1, MOST_TO_ASK, 0, MOST_TO_ASK]
    assert lacking[0]["enough"] == [{"number": "P2"}, {"number": "P9"}]
    assert lacking[1]["couldJoin"] == lacking[1]["enough"] == [{"number": "P9"}]
    assert {each["notLookedAt"] for each in lacking} == {1 + MOST_TO_ASK + 5 + 1 - MOST_TO_ASK}


async def test_only_who_calls_meetings_asks_for_their_order(scene: Scene) -> None:
    meeting = (await called(scene, zoneCodes=["Z1"], alsoInvited=[scene.gid("Organ", "审计局")]))["id"]
    answer = await scene.ask(PUT, scene.caller(Role.SCHEDULER), input={"agenda": {"meeting": meeting, "version": ""}})
    assert answer["agendaPutInOrder"]["code"] == "NOT_ALLOWED"
    outside = scene.caller(Role.COORDINATOR, zone="Z2")
    answer = await scene.ask(PUT, outside, input={"agenda": {"meeting": meeting, "version": ""}})
    assert answer["agendaPutInOrder"]["code"] == "NOT_FOUND"

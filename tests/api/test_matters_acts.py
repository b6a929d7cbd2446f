"""What somebody did while a tie held: days served, steps of the case, meetings, decisions; and the meetings ahead."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from db.tables import (
    AccessToken,
    AgendaItem,
    AgendaItemCase,
    AuditEntry,
    CaseStep,
    ItemExit,
    Meeting,
    MeetingParticipant,
    RecusalMatterAct,
)
from db.tables import Case as CaseRow
from resolvers.caller import Identity
from terms.cases import CaseStatus
from terms.meetings import AgendaItemKind, AgendaItemState, Attendance, MeetingKind, MeetingState
from terms.recusal import ActToCheck
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.matters_scene import Matters, ago, matters_scene
from tests.api.waiver_scene import CLERK, SUBJECT

pytestmark = pytest.mark.staffed


async def kept(scene: Matters, row: Any) -> Any:
    """Keep a row that is no fact, and return it with its key."""

    async def work(session: Any) -> None:
        session.add(row)
        await session.flush()

    await scene.planner.asking.database.deciding(work)
    return row


async def meeting(scene: Matters, starts_at: datetime, state: MeetingState, **ran: Any) -> Meeting:
    """Keep a meeting about the case."""
    case = next(row for row in await scene.planner.rows(CaseRow) if row.id == scene.scene.case)
    row: Meeting = await kept(
        scene,
        Meeting(
            county_id=case.county_id,
            kind=MeetingKind.CONSULTATION,
            state=state,
            title="会诊",
            convener_organ_id=case.home_organ_id,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            called_by="test",
            **ran,
        ),
    )
    item = AgendaItem(meeting_id=row.id, position=1, kind=AgendaItemKind.CASE_CONSULTATION, case_id=case.id)
    await kept(scene, item)
    await kept(scene, AgendaItemCase(item_id=item.id, case_id=case.id))
    return row


async def sit(scene: Matters, of: Meeting, attendance: Attendance, **people: Any) -> None:
    """Let an organ take part in a meeting."""
    organ = (await scene.planner.key_of("SELECT min(id) FROM organs WHERE kind = 'BUREAU'")) + of.id
    await kept(scene, MeetingParticipant(meeting_id=of.id, organ_id=organ, attendance=attendance, **people))


async def acts(scene: Matters) -> list[tuple[str, str]]:
    """Return kind and day of every act to check."""
    (matter,) = await scene.matters()
    return [(act["kind"], act["happenedOn"]) for act in matter["actsToCheck"]]


@pytest.mark.parametrize(
    ("attendance", "counts"),
    [
        (Attendance.PRESENT, True),
        (Attendance.LEFT_FOR_ITEM, False),
        (Attendance.ABSENT, False),
    ],
)
async def test_a_meeting_that_she_sat_in_while_the_tie_held_is_an_act(
    planner: Planner, attendance: Attendance, *, counts: bool
) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    held = await meeting(scene, planner.asking.now - timedelta(days=20), MeetingState.HELD)
    await sit(scene, held, attendance, person_id=await planner.person(member))
    await scene.marry(member, since=ago(scene.today, 30))
    day = ago(scene.today, 20).isoformat()
    assert (("MEETING", day) in await acts(scene)) is counts


async def test_of_a_meeting_that_ran_only_what_she_was_in_the_room_for_is_an_act(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    person = await planner.person(member)
    then = planner.asking.now - timedelta(days=20)
    ran = await meeting(scene, then, MeetingState.HELD, began_at=then, finished_at=then + timedelta(hours=1))
    await sit(scene, ran, Attendance.LEFT_FOR_ITEM, person_id=person)
    about: dict[str, Any] = {"meeting_id": ran.id, "kind": AgendaItemKind.OTHER}
    closed = about | {"state": AgendaItemState.CLOSED, "called_at": then}
    stayed, out, late = [await kept(scene, AgendaItem(position=place, **closed)) for place in (2, 3, 4)]
    never = await kept(scene, AgendaItem(position=5, **about))
    for item in (stayed, out, late, never):
        await kept(scene, AgendaItemCase(item_id=item.id, case_id=scene.scene.case))
    await kept(scene, ItemExit(item_id=out.id, person_id=person, left_at=then))
    await kept(scene, ItemExit(item_id=late.id, person_id=person, left_at=then + timedelta(minutes=5), declared=True))
    await scene.marry(member, since=ago(scene.today, 30))
    found = await planner.rows(RecusalMatterAct)
    assert [row.object_id for row in found if row.kind is ActToCheck.MEETING] == sorted([stayed.id, late.id])


@pytest.mark.parametrize(("days", "counts"), [(10, False), (20, True), (30, True)])
async def test_what_was_done_before_the_tie_is_no_act(planner: Planner, days: int, *, counts: bool) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    held = await meeting(scene, planner.asking.now - timedelta(days=20), MeetingState.HELD)
    subject = await planner.key_of(SUBJECT, case=scene.scene.case)
    substitute = {"person_id": subject, "substitute_id": await planner.person(member)}
    await sit(scene, held, Attendance.SUBSTITUTE, **substitute)
    await scene.marry(member, since=ago(scene.today, days))
    assert ("MEETING" in {kind for kind, _ in await acts(scene)}) is counts


async def test_a_step_of_the_case_in_her_time_is_an_act(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    for day in (scene.today, ago(scene.today, 1)):
        await kept(scene, CaseStep(case_id=scene.scene.case, status=CaseStatus.INVESTIGATING, happened_on=day))
    await scene.marry(member)
    steps = [day for kind, day in await acts(scene) if kind == "STEP"]
    assert steps == [scene.today.isoformat()]


async def test_decisions_by_a_token_of_hers_are_acts(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    proposal = await planner.key_of(
        "SELECT max(proposal_id) FROM proposal_cases WHERE case_id = :case", case=scene.scene.case
    )
    held = await meeting(scene, planner.asking.now, MeetingState.HELD)
    item = await planner.key_of("SELECT id FROM agenda_items WHERE meeting_id = :key", key=held.id)
    county = await planner.key_of("SELECT min(id) FROM counties")
    for label, number in (("hers", member), ("another", scene.scene.seat("LEAD"))):
        token = AccessToken(
            county_id=county,
            label=label,
            sha256=label.encode().hex().ljust(64, "0"),
            role=Role.COUNTY,
            person_id=await planner.person(number),
            expires_at=planner.asking.now,
        )
        await kept(scene, token)
        for act, kind, key, detail in (
            ("APPROVE", "proposals", proposal, {}),
            ("DECIDE_ITEM", "meetings", held.id, {"item": item}),
            ("PROPOSE", "proposals", proposal, {}),
        ):
            entry = AuditEntry(actor=f"token:{label}", act=act, object_type=kind, object_id=key, detail=detail)
            await kept(scene, entry)
    await scene.marry(member)
    assert [kind for kind, _ in await acts(scene)] == ["SERVED", "DECIDED", "DECIDED"]
    named = "SELECT array_agg(object_type ORDER BY object_type) FROM recusal_matter_acts WHERE kind = 'DECIDED'"
    assert await planner.key_of(named) == ["agenda_items", "proposals"]


async def test_meetings_ahead_about_the_case_are_told_where_she_may_sit(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    ahead = await meeting(scene, planner.asking.now + timedelta(days=2), MeetingState.CALLED)
    await meeting(scene, planner.asking.now + timedelta(days=3), MeetingState.CALLED)
    cancelled = await meeting(scene, planner.asking.now + timedelta(days=4), MeetingState.CANCELLED)
    organ = await planner.key_of(
        "SELECT organ_id FROM memberships WHERE person_id = :person AND upper_inf(during) AND superseded_at IS NULL"
        " ORDER BY kind LIMIT 1",
        person=await planner.person(member),
    )
    for each in (ahead, cancelled):
        invited = MeetingParticipant(meeting_id=each.id, organ_id=organ, attendance=Attendance.INVITED)
        await kept(scene, invited)
    (matter,) = [(await scene.apply(CLERK, member))["matter"]]
    assert matter["meetingsAhead"] == [{"title": "会诊"}]
    zone = Identity("coordinator", Role.COORDINATOR, zone_ids=scene.scene.unit.zone_ids)
    assert [each["meetingsAhead"] for each in await scene.matters(zone)] == [[]]

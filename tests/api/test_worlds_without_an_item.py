"""A barred participant's world with an item equals hers without it: all that is told of a meeting, step by step."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import orjson
import pytest
from graphql import get_named_type

from db.embedded import EmbeddedPostgres
from db.tables import CalendarFeed, CaseParty, Person
from resolvers.calendar_feeds import calendar_of
from resolvers.caller import Caller
from resolvers.meeting_papers import Paper
from schema.context import Context
from terms.cases import PartyRole
from terms.periods import Period
from terms.roles import Role
from tests.api.asking import SCHEMA
from tests.api.live_scene import Table, table
from tests.api.meeting_documents import ATTEND, DECIDE, called
from tests.api.meeting_scene import TOMORROW, Scene, meeting_scene
from tests.api.schema_sweep import WALKED, Sweep
from tests.api.test_items_out_of_sight import tie
from tests.api.test_meeting_papers import taken
from tests.api.worlds_values import PLAIN
from tests.conftest import a_clone

DRAWN = re.compile(r'"QWdlbmRhSXRlbT[^"]*"|(?<=agendaVersion":)"[^"]+"|"(?!2026-03)\d{4}-\d\d-\d\dT[^"]+"')
"""Ids of items, whose keys are drawn, hashes of them, and moments of the clock of the database."""
STAMPED = re.compile(rb"^(?:UID|DTSTAMP|LAST-MODIFIED):.*$", re.MULTILINE)
MINUTE = "mutation Do($input: MeetingItemMinuteInput!) { meetingItemMinute(input: $input) { __typename } }"
ANSWER = """mutation Do($input: MeetingAnswerInput!) { meetingAnswer(input: $input) {
  __typename ... on Refusal { code } } }"""
VISIBLE = {"kind": "DEADLINE", "caseNumber": "B-1"}
HIDDEN = {"kind": "DEADLINE", "caseNumber": "A-2"}
TALK = {"kind": "DEPLOYMENT", "subject": "部署工作"}


@pytest.fixture
async def another_database(postgres: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """Give the address of a second database."""
    async with a_clone(postgres, template) as url:
        yield url


class Anything(dict[str, Sequence[str]]):
    """What is said for arguments on the way to other things than a meeting."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Sequence[str]:
        return ['"x"']


def everything() -> str:
    """Return the document that asks for all of a meeting, some steps deep."""
    sweep = Sweep(Anything({**PLAIN, "during": ["{}"]}))
    asked = sweep.selection(get_named_type(WALKED.type_map["Meeting"]), 4, above=("Zone",))  # its pool is not for all
    return f"query All($m: ID!) {{ node(id: $m) {{ ... on Meeting {asked} }} }}"


async def looks(database: str, *, with_it: bool) -> list[str]:
    """Run the meeting with or without items from which P2 must stand aside, and return what she is told each time."""
    agenda = [VISIBLE, *([HIDDEN, HIDDEN, HIDDEN] if with_it else []), TALK]
    told: list[str] = []
    async with table(database, agenda) as at:
        await tie(at.scene, "COUSIN", one="P2")
        shown, hidden, last = at.items[0], at.items[1:-1], at.items[-1]

        async def look() -> None:
            context = Context(at.person("P2"))
            answer = await SCHEMA.execute(everything(), {"m": at.meeting}, context_value=context)
            assert answer.data is not None
            assert answer.data["node"] is not None
            refused = [[each.path, each.message] for each in answer.errors or ()]
            text = DRAWN.sub('"drawn"', orjson.dumps([answer.data, refused], default=str).decode())
            told.append(f"{text} {await _taken_away(at)}")
            at.scene.now += timedelta(minutes=3)

        await look()
        at.scene.now = TOMORROW
        await _decided(at, hidden[2:])
        await look()
        await at.start()
        await at.done("itemCall", item=shown)
        await at.done("itemDeclare", at.person("P5"), item=shown)
        await at.done("itemVote", at.person("P1"), item=shown, choice="FOR")
        await look()
        await at.done("itemClose", item=shown, closing="VOTED")
        await look()
        await _dealt_with(at, hidden)
        await look()
        await at.done("itemCall", item=last)
        await look()
        await at.done("itemClose", item=last, closing="CONSENSUS")
        await at.done("meetingFinish", meeting=at.meeting)
        await look()
        await _written(at, [shown, *hidden[:2]])
        await look()
    return told


async def _dealt_with(at: Table, hidden: list[str]) -> None:
    """Deal with the hidden items, the second in another room at the same time, and record that she left."""
    if not hidden:
        return
    seat = {"meeting": at.meeting, "organ": at.scene.gid("Organ", "甲乡纪委"), "attendance": "LEFT_FOR_ITEM"}
    await at.done("itemCall", item=hidden[0])
    await at.scene.ask(ATTEND, at.keeper(), input=seat)
    await at.done("itemVote", at.person("P5"), item=hidden[0], choice="AGAINST")
    await at.done("itemClose", item=hidden[0], closing="VOTED")
    await at.done("itemCall", item=hidden[1])
    await at.done("itemClose", item=hidden[1])


async def _taken_away(at: Table) -> list[str]:
    """Return by hash what she takes away of the meeting: each paper, and her calendar but for names and clocks."""
    papers = [await taken(at.person("P2"), at.meeting, which) for which in Paper]
    calendar = STAMPED.sub(b"", await calendar_of(at.person("P2"), CalendarFeed(sha256="", principal="", zone_id=None)))
    return [sha256(content).hexdigest() for content in (*papers, calendar)]


async def _written(at: Table, items: list[str]) -> None:
    for item in items:
        await at.scene.ask(MINUTE, at.keeper(), input={"item": item, "record": "讨论了办理进展", "formerly": ""})
    await _decided(at, items)


async def _decided(at: Table, items: list[str]) -> None:
    organ = at.scene.gid("Organ", "第一室")
    decision = {"decision": "抓紧办理", "organ": organ, "owner": organ, "dueOn": "2026-03-20"}
    for item in items:
        done = await at.scene.ask(DECIDE, at.scene.caller(Role.COUNTY), input={"item": item, **decision})
        assert done["meetingItemDecide"]["__typename"] == "MeetingItemDecided"


async def test_all_that_is_told_of_a_meeting_is_the_same(database: str, another_database: str) -> None:
    with_it = await looks(database, with_it=True)
    without = await looks(another_database, with_it=False)
    assert with_it == without
    assert len(set(with_it)) == len(with_it) - 2  # what was decided and dealt with out of her sight changed nothing


async def sent(database: str, *, with_it: bool) -> str:
    """Send somebody who is barred from the one item that P2 sees, where there is another one or is not."""
    async with meeting_scene(database) as scene:
        for number, case in (("S1", "A-2"), ("S9", "B-1")):
            await scene.add(number, Person(county_id=scene.ids["county"], number=number, name=f"某{number}"))
            since: dict[str, Any] = {"role": PartyRole.SUBJECT, "during": Period(date(2026, 2, 10))}
            await scene.add("", CaseParty(case_id=scene.ids[case], person_id=scene.ids[number], **since))
        await tie(scene, "COUSIN", one="P2", other="S1")
        await tie(scene, "COUSIN", one="P1", other="S9")
        meeting = (await called(scene, proposals=[], agenda=[VISIBLE, *([HIDDEN] if with_it else [])]))["id"]
        organ = {"meeting": meeting, "organ": scene.gid("Organ", "甲乡纪委")}
        head = scene.gid("Person", "P2")
        await scene.ask(ATTEND, input={**organ, "attendance": "CONFIRMED", "person": head})
        given = {"answer": "SUBSTITUTE", "substitute": scene.gid("Person", "P1"), "reason": "出差"}
        done = await scene.ask(ANSWER, herself(scene, "P2"), input={**organ, **given})
        return str(done["meetingAnswer"].get("code"))


def herself(scene: Scene, number: str) -> Caller:
    """Return somebody who takes part in person."""
    caller = scene.caller(Role.INVESTIGATOR)
    return replace(caller, identity=replace(caller.identity, person_id=scene.ids[number]))


async def test_whom_she_may_send_hangs_on_no_item_out_of_her_sight(database: str, another_database: str) -> None:
    with_it = await sent(database, with_it=True)
    assert with_it == await sent(another_database, with_it=False) == "SUBSTITUTE_UNFIT"


async def test_that_somebody_left_is_told_to_offices_alone(database: str) -> None:
    async with table(database) as at:
        await at.start()
        seat = {"meeting": at.meeting, "organ": at.scene.gid("Organ", "甲乡纪委"), "attendance": "LEFT_FOR_ITEM"}
        await at.scene.ask(ATTEND, at.keeper(), input=seat)
        document = "query Seats($m: ID!) { node(id: $m) { ... on Meeting { participants { attendance } } } }"
        coordinator = at.scene.caller(Role.COORDINATOR, zone="Z1")
        in_person = replace(coordinator, identity=replace(coordinator.identity, person_id=at.scene.ids["P1"]))
        for caller, left in ((at.keeper(), 1), (coordinator, 1), (in_person, 0), (at.person("P2"), 0)):
            seats = (await at.scene.ask(document, caller, m=at.meeting))["node"]["participants"]
            assert [each["attendance"] for each in seats].count("LEFT_FOR_ITEM") == left


async def test_an_office_with_a_person_on_its_access_sees_the_items_that_she_may_sit_in_on(database: str) -> None:
    async with table(database) as at:
        await tie(at.scene, "COUSIN", one="P2")
        document = "query Agenda($m: ID!) { node(id: $m) { ... on Meeting { agenda { kind } } } }"
        found = {
            number: (await at.scene.ask(document, at.person(number, Role.SECRETARY), m=at.meeting))["node"]["agenda"]
            for number in ("P1", "P2")
        }
        assert {number: len(agenda) for number, agenda in found.items()} == {"P1": 3, "P2": 2}

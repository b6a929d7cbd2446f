"""A meeting with items of every kind from which P2 must stand aside, or without them, and all that she can ask."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import orjson
from graphql import get_named_type

from db.tables import AgendaItem, CalendarFeed, CaseParty, Person, RecusalMatter, RecusalMatterAct, RecusalMatterCase
from resolvers.absence_papers import absence_table
from resolvers.calendar_feeds import calendar_of
from resolvers.caller import Caller
from resolvers.meeting_absences import AbsencesWanted
from resolvers.meeting_papers import Paper
from schema.context import Context
from schema.errors import INTERNAL
from schema.meetings import AgendaItem as AgendaItemType
from schema.nodes import global_id, key_of, kinds
from terms.cases import PartyRole
from terms.periods import Period
from terms.recusal import ActToCheck, Applicant, MatterForm, MatterState
from terms.roles import Role
from tests.api.asking import SCHEMA
from tests.api.live_scene import HERE, Table, table
from tests.api.meeting_documents import DECIDE, called
from tests.api.meeting_scene import NOW, TOMORROW
from tests.api.schema_sweep import WALKED, Sweep
from tests.api.test_items_out_of_sight import tie
from tests.api.test_meeting_papers import taken
from tests.api.test_worlds_without_an_item import STAMPED, Anything
from tests.api.worlds_values import PLAIN

DRAWN = re.compile(r'"QWdlbmRhSXRlbT[^"]*"|(?<=[vV]ersion":|sDigest":)"[^"]+"|"(?!2026-0[23])\d{4}-\d\d-\d\dT[^"]+"')
"""Ids of items, whose keys are drawn, hashes of them, and moments of the clock of the database."""
ASKED = (
    *("agendaOrder", "quorumLacking", "meetingScreening", "meetings", "meetingAbsences", "recusalMatters"),
    *("dashboard", "zones", "cases", "calendarFeeds"),
)
BODIES = {"recusalMatters": "{ totalCount nodes { meetingsAhead { title } actsToCheck { kind happenedOn } } }"}
"""What is asked of it, where all would take long."""
NARROWED = ("meetings", "meetingAbsences")
"""What is asked with each of its arguments."""
VALUES = Anything(
    {
        **{name: literals for name, literals in PLAIN.items() if name not in {"last", "after", "before"}},
        "first": ["100", "1"],
        "last": ["1"],
        "after": [],
        "before": [],
        "meeting": ["$m"],
        "meetings.filter": [
            "{kinds: [JOINT]}",
            "{kinds: [WORKING]}",
            "{states: [CALLED]}",
            "{states: [RUNNING, HELD]}",
            '{zoneCode: "Z2"}',
            f'{{startsFrom: "{TOMORROW.isoformat()}"}}',
            f'{{startsBefore: "{TOMORROW.isoformat()}"}}',
        ],
        "firstDay": ['"2026-03-01"'],
        "lastDay": ['"2026-03-31"'],
        "zoneCode": ['"Z1"'],
        "during": ["{}"],
    }
)


def documents() -> Iterator[tuple[str, str]]:
    """Yield all that is asked, by name."""
    sweep = Sweep(VALUES)
    assert WALKED.query_type is not None
    for name in ASKED:
        field = WALKED.query_type.fields[name]
        for at, arguments in enumerate(sweep.arguments(name, field)):
            if at > 0 and name not in NARROWED:
                break
            body = BODIES.get(name) or sweep.selection(get_named_type(field.type), 0 if at else 2)
            asks = f"{name}{arguments} {body}"
            yield f"{name}{arguments}", f"query{' ($m: ID!)' if '$m' in asks else ''} {{ {asks} }}"


DOCUMENTS = dict(documents())
TALK = {"kind": "DEPLOYMENT", "subject": "部署工作"}
OWN_WORD = {"kind": "OTHER", "subject": "另行研究"}
"""She declares at the table that she stands aside from it."""
OF_A_COUSIN_OF_P6 = {"kind": "DEADLINE", "caseNumber": "B-1"}
OF_HER_COUSIN = {"kind": "DEADLINE", "caseNumber": "A-2"}


def asker(at: Table, role: Role, number: str = "P2") -> Caller:
    """Return somebody who takes part in person and has a role besides."""
    caller = at.person(number, role)
    zones = frozenset({at.scene.ids["Z1"]}) if role is Role.COORDINATOR else None
    return replace(caller, identity=replace(caller.identity, zone_ids=zones))


@asynccontextmanager
async def world(database: str, *, hidden: bool) -> AsyncIterator[Table]:
    """Give the meeting; hidden items deal with a proposal, a case, recusal matters, an earlier decision, and a word."""
    async with table(database, [TALK, *([OF_HER_COUSIN] if hidden else [])]) as at:
        await _people(at)
        matters = [await _matter(at, about, case) for about, case in (("P4", "A-2"), ("P2", "B-1"))]
        agenda = [OF_A_COUSIN_OF_P6, TALK]
        if hidden:
            await decide(at, [at.items[1]])
            await _act(at, at.items[1])
            about = [{"kind": "RECUSAL_MATTER", "matter": each} for each in matters]
            follow_up = {"kind": "FOLLOW_UP", "earlierItem": at.items[1]}
            agenda[:0] = [OF_HER_COUSIN, *about, follow_up, OWN_WORD]
        proposals = [{"id": at.scene.gid("Proposal", "approved")}] if hidden else []
        at.scene.now = NOW
        at.meeting = (await called(at.scene, proposals=proposals, agenda=agenda))["id"]
        for organ, number in HERE.items():
            await at.seat(organ, person_id=at.scene.ids[number], attendance="PRESENT")
        await at.seat("第二室", attendance="ABSENT", reason="防汛值班")
        await at.sql("UPDATE meetings SET quorum = 0")
        rows = [row for row in await at.scene.rows(AgendaItem) if row.meeting_id > 1]
        at.items = [str(global_id(kinds()["AgendaItem"], row.id)) for row in sorted(rows, key=lambda row: row.position)]
        if hidden:
            await at.done("itemDeclare", at.person("P2"), item=at.items[-3])
        yield at


async def _people(at: Table) -> None:
    """Let P2 be a cousin of the accused in A-2, and P6 of the one in B-1, whose item she sees."""
    await at.scene.add("S2", Person(county_id=at.scene.ids["county"], number="S2", name="容止"))
    since: dict[str, Any] = {"role": PartyRole.SUBJECT, "during": Period(date(2026, 2, 10))}
    await at.scene.add("", CaseParty(case_id=at.scene.ids["B-1"], person_id=at.scene.ids["S2"], **since))
    await tie(at.scene, "COUSIN", one="P2", other="S1")
    await tie(at.scene, "COUSIN", one="P6", other="S2")


async def _matter(at: Table, about: str, case: str) -> str:
    """Keep a recusal matter, and return its id."""
    matter = RecusalMatter(
        county_id=at.scene.ids["county"],
        person_id=at.scene.ids[about],
        form=MatterForm.SELF,
        applicant=Applicant.PERSON,
        reasons="与当事人系同学",
        state=MatterState.OPEN,
        suspends=False,
        received_on=date(2026, 3, 1),
        opened_by="test",
    )
    await at.scene.add(f"matter of {about}", matter)
    about_case = RecusalMatterCase(matter_id=matter.id, case_id=at.scene.ids[case], findings=[])
    await at.scene.add("", about_case)
    return at.scene.gid("RecusalMatter", f"matter of {about}")


async def _act(at: Table, item: str) -> None:
    """Let P4 have sat in on an item, as her matter keeps it."""
    about: dict[str, Any] = {"matter_id": at.scene.ids["matter of P4"], "case_id": at.scene.ids["A-2"]}
    done: dict[str, Any] = {"kind": ActToCheck.MEETING, "happened_on": TOMORROW.date(), "object_type": "agenda_items"}
    await at.scene.add("", RecusalMatterAct(**about, **done, object_id=key_of(item, AgendaItemType)))


async def decide(at: Table, items: list[str]) -> None:
    """Let the first office decide on items, by the time of the meeting."""
    at.scene.now = TOMORROW
    given = {"decision": "抓紧办理", "organ": at.scene.gid("Organ", "第一室")}
    for item in items:
        done = await at.scene.ask(DECIDE, at.scene.caller(), input={"item": item, **given})
        assert done["meetingItemDecide"]["__typename"] == "MeetingItemDecided", done


async def asked_by(at: Table, caller: Caller, names: Iterable[str] = DOCUMENTS) -> dict[str, str]:
    """Return what somebody is told, by what she asks."""
    told: dict[str, str] = {}
    for name in names:
        given = {"m": at.meeting} if "$m" in DOCUMENTS[name] else {}
        answer = await SCHEMA.execute(DOCUMENTS[name], given, context_value=Context(caller))
        refused = [[each.message, (each.extensions or {})["code"]] for each in answer.errors or ()]
        told[name] = DRAWN.sub('"drawn"', orjson.dumps([answer.data, refused], default=str).decode())
        assert INTERNAL not in told[name]
    return told


async def taken_by(at: Table, caller: Caller, papers: Iterable[Paper] = Paper) -> dict[str, str]:
    """Return by hash what somebody takes away: papers, the list of absences, calendars but for names and clocks."""
    files = {each.value: await taken(caller, at.meeting, each) for each in papers}
    for zone in (None, at.scene.ids["Z1"]):
        calendar = await calendar_of(caller, CalendarFeed(sha256="", principal="", zone_id=zone))
        files[f"calendar of {zone}"] = STAMPED.sub(b"", calendar)
    files["absences.xlsx"] = await absence_table(caller, AbsencesWanted(date(2026, 3, 1), date(2026, 3, 31)))
    return {name: sha256(content).hexdigest() for name, content in files.items()}

"""A meeting with five organs, whose people are there, three items and somebody accused in one of the cases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.invariants import violations
from db.tables import AgendaItem, CaseParty, Membership, Person
from resolvers.caller import Caller
from schema.nodes import global_id, kinds
from terms.cases import PartyRole
from terms.people import MembershipKind
from terms.periods import Period
from terms.roles import Role
from tests.api.meeting_documents import REFUSED, called
from tests.api.meeting_scene import TOMORROW, Scene, meeting_scene

HERE = {"第一室": "P1", "第二室": "P4", "甲乡纪委": "P2", "乙乡纪委": "P5", "丙镇纪委": "P6"}
"""Who is there for which organ."""
ITEMS = [
    {"kind": "DEPLOYMENT", "subject": "部署工作"},
    {"kind": "DEADLINE", "caseNumber": "A-2"},
    {"kind": "DEADLINE", "caseNumber": "B-1"},
]
"""The agenda; somebody is accused in A-2."""
LIVE = """{
  beganAt finishedAt quorum there planned called closed
  rooms { number called { position kind case { number } progress {
    state room outcome entitled votesFor votesAgainst votesAbstained ownVote votesCast
    ballots { choice struck organ { name } } exits { declared person { number } }
  } } onDeck { position kind } }
}"""
WATCH = f"subscription Watch($m: ID!) {{ meetingChanged(meeting: $m) {{ meeting {{ state live {LIVE} }} }} }}"
LOOK = f"query Look($m: ID!) {{ node(id: $m) {{ ... on Meeting {{ state live {LIVE} }} }} }}"
ACTS = {
    "meetingStart": ("MeetingStartInput", "MeetingStarted { lacking awaited { name } meeting { state } }"),
    "meetingFinish": ("MeetingFinishInput", "MeetingFinished { meeting { state } left { position kind } }"),
    "itemCall": (
        "ItemCallInput",
        "ItemCalled { item { position } leave { number } comeBack { number } undecided { number } }",
    ),
    "itemClose": (
        "ItemCloseInput",
        (
            "ItemClosed { item { progress { state outcome entitled votesFor votesAgainst votesAbstained"
            " ballots { choice struck organ { name } } } } }"
        ),
    ),
    "itemDeclare": (
        "ItemDeclareInput",
        (
            "ItemDeclared { meeting { agenda { kind } } items { position kind } proposals { id } facts { kind }"
            " suspended { case { number } } restored { id }"
            " order { present steps { item { kind } leaving { number } } } }"
        ),
    ),
    "itemVote": ("ItemVoteInput", "ItemVoted { item { progress { ownVote ballots { choice } } } }"),
}
"""Acts by name: the type of their input, and what is asked of what was done."""


@dataclass(slots=True)
class Table:
    """The meeting, with those who sit at it."""

    scene: Scene
    meeting: str
    items: list[str] = field(default_factory=list)
    """Global ids in the order of the agenda."""

    def person(self, number: str, role: Role = Role.INVESTIGATOR) -> Caller:
        """Return somebody who takes part in person."""
        caller = self.scene.caller(role)
        who = replace(caller.identity, person_id=self.scene.ids[number], principal=f"test:{number}")
        return replace(caller, identity=who)

    def keeper(self) -> Caller:
        """Return the office that keeps the meeting."""
        return self.scene.caller(Role.SECRETARY)

    async def act(self, name: str, caller: Caller | None = None, **given: Any) -> dict[str, Any]:
        """Do an act and return its payload; a refusal has a code."""
        kind, done = ACTS[name]
        document = f"mutation Do($input: {kind}!) {{ {name}(input: $input) {{ __typename ... on {done} {REFUSED} }} }}"
        payload: dict[str, Any] = (await self.scene.ask(document, caller or self.keeper(), input=given))[name]
        return payload

    async def done(self, name: str, caller: Caller | None = None, **given: Any) -> dict[str, Any]:
        """Do an act that must not be refused."""
        payload = await self.act(name, caller, **given)
        assert "code" not in payload, payload
        return payload

    async def start(self) -> None:
        """Begin the meeting at its time."""
        self.scene.now = TOMORROW
        await self.done("meetingStart", meeting=self.meeting)

    async def call(self, at: int) -> dict[str, Any]:
        """Call the item at a place of the agenda, counted from 0."""
        return await self.done("itemCall", item=self.items[at])

    async def look(self, caller: Caller | None = None) -> dict[str, Any]:
        """Return the meeting as somebody sees it."""
        found: dict[str, Any] = (await self.scene.ask(LOOK, caller or self.keeper(), m=self.meeting))["node"]
        return found

    async def sql(self, statement: str, **values: Any) -> None:
        """Change the data as their owner."""
        async with self.scene.database.engine.begin() as connection:
            await connection.execute(text(statement), values)

    async def seat(self, organ: str, **columns: Any) -> None:
        """Change the seat of an organ."""
        changes = ", ".join(f"{name} = :{name}" for name in columns)
        statement = f"UPDATE meeting_participants SET {changes} WHERE organ_id = :organ"
        await self.sql(statement, organ=self.scene.ids[organ], **columns)

    async def rows_seen(self, caller: Caller, kind: type[SQLModel]) -> list[Any]:
        """Return the rows of a table that the database itself shows somebody."""
        async with caller.database.reading() as session:
            return list(await session.exec(select(kind)))

    async def wrongs(self) -> list[Any]:
        """Return what breaks an invariant."""
        async with AsyncSession(self.scene.database.engine) as session:
            return list(await violations(session))


@asynccontextmanager
async def table(url: str, items: list[dict[str, Any]] | None = None, *, quorum: int = 0) -> AsyncIterator[Table]:
    """Fill an empty database, call the meeting and seat everybody; no invariant may be broken by what is done."""
    async with meeting_scene(url) as scene:
        await scene.add("S1", Person(county_id=scene.ids["county"], number="S1", name="乐知微"))
        party: dict[str, Any] = {"role": PartyRole.SUBJECT, "during": Period(date(2026, 2, 10))}
        await scene.add("", CaseParty(case_id=scene.ids["A-2"], person_id=scene.ids["S1"], **party))
        for number, name in (("P4", "苏望舒"), ("P5", "贺南枝"), ("P6", "温扶光")):
            await scene.add(number, Person(county_id=scene.ids["county"], number=number, name=name))
        once: dict[str, Any] = {
            "kind": MembershipKind.ESTABLISHMENT,
            "during": Period(date(2010, 1, 1), date(2011, 1, 1)),
        }
        await scene.add("", Membership(person_id=scene.ids["S1"], organ_id=scene.ids["丙镇纪委"], **once))
        for number in ("P3", "P4", "P5", "P6"):  # an office of the county, home to no case
            works: dict[str, Any] = {"kind": MembershipKind.ESTABLISHMENT, "during": Period(date(2020, 1, 1))}
            await scene.add("", Membership(person_id=scene.ids[number], organ_id=scene.ids["第二室"], **works))
        meeting = (await called(scene, proposals=[], agenda=ITEMS if items is None else items))["id"]
        found = Table(scene, meeting)
        for organ, number in HERE.items():
            await found.seat(organ, person_id=scene.ids[number], attendance="PRESENT")
        await found.sql("UPDATE meetings SET quorum = :quorum", quorum=quorum)
        rows = sorted(await scene.rows(AgendaItem), key=lambda row: row.position)
        found.items = [str(global_id(kinds()["AgendaItem"], row.id)) for row in rows]
        before = await found.wrongs()  # of the scene's proposal, which nobody approved
        yield found
        assert await found.wrongs() == before

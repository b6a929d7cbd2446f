"""A recusal matter on an agenda that gains a case is hidden at once from whoever conflicts with that case."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import facts_version
from db.tables import (
    AgendaItemCase,
    Assignment,
    CaseParty,
    ItemExit,
    ItemVote,
    Person,
    RecusalMatter,
    RecusalMatterCase,
    Screening,
)
from resolvers.rescreening import rescreen
from schema.nodes import global_id, kinds
from terms.cases import AssignmentRole, AssignmentState, PartyRole
from terms.periods import Period
from terms.recusal import Verdict
from terms.roles import Role
from tests.api.live_scene import HERE, Table, table
from tests.api.meeting_documents import DECIDE, called
from tests.api.meeting_scene import NOW, TOMORROW, case_of
from tests.api.test_calling import matter_about
from tests.api.test_items_out_of_sight import TIE

AGENDA = "query Agenda($m: ID!) { node(id: $m) { ... on Meeting { agenda { kind cases { number } } } } }"
DAYS = Period(date(2026, 2, 10), date(2026, 3, 10))


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give the meeting, with two cases on which P3 works; P2 is a cousin of the accused in the second."""
    async with table(database) as found:
        for case, accused in (("A-3", "S3"), ("A-4", "S4")):
            await work_on(found, case, accused)
        await tie(found, "P2", "S4")
        yield found


async def work_on(at: Table, case: str, accused: str) -> None:
    """Let there be a case of P3's own organ, with somebody accused in it, and P3 at work on it."""
    scene, ids = at.scene, at.scene.ids
    about = case_of(scene, case, ids["第二室"])
    about.concerned_organ_id = ids["审计局"]
    subject = Person(county_id=ids["county"], number=accused, name="乐知微")

    async def work(session: AsyncSession) -> None:
        session.add_all([about, subject])
        await session.flush()
        hers: dict[str, Any] = {"case_id": about.id, "person_id": ids["P3"], "role": AssignmentRole.MEMBER}
        clear = Screening(**hers, facts_version=await facts_version(session), verdict=Verdict.CLEAR, findings=[])
        session.add(clear)
        await session.flush()
        active: dict[str, Any] = {"state": AssignmentState.ACTIVE, "during": DAYS, "effort": 20}
        party = CaseParty(case_id=about.id, person_id=subject.id, role=PartyRole.SUBJECT, during=DAYS)
        session.add_all([party, Assignment(**hers, **active, screening_id=clear.id)])
        await session.flush()
        await rescreen(session, on=scene.now.date())

    await scene.database.deciding(work)
    ids[case], ids[accused] = about.id, subject.id


async def tie(at: Table, one: str, other: str, *, by: Role = Role.COUNTY) -> None:
    """Record that two people are kin."""
    given = {"personNumber": one, "ties": [{"otherNumber": other, "kinship": "COUSIN"}]}
    answer = await at.scene.ask(TIE, at.scene.caller(by), input=given)
    assert answer["tieRecord"]["__typename"] == "FactsChanged", answer


async def agendas(at: Table, meetings: list[str], number: str) -> list[list[tuple[str, list[str]]]]:
    """Return the kinds and cases of what somebody of the county's sees on each agenda."""
    found = [await at.scene.ask(AGENDA, at.person(number, Role.COUNTY), m=each) for each in meetings]
    return [
        [(item["kind"], [case["number"] for case in item["cases"]]) for item in each["node"]["agenda"]]
        for each in found
    ]


@pytest.mark.parametrize("recorder", [Role.COUNTY, Role.RECUSAL_OFFICER])
async def test_as_the_matter_gains_a_case_its_item_and_what_follows_it_up_are_hidden(at: Table, recorder: Role) -> None:
    await tie(at, "P3", "S3", by=recorder)
    (matter,) = await at.scene.rows(RecusalMatter)
    about = {"kind": "RECUSAL_MATTER", "matter": str(global_id(kinds()["RecusalMatter"], matter.id))}
    first = await called(at.scene, proposals=[], agenda=[about])
    at.scene.now = TOMORROW
    given = {"item": first["agenda"][0]["id"], "decision": "由他人承办", "organ": at.scene.gid("Organ", "第一室")}
    decided = await at.scene.ask(DECIDE, at.scene.caller(), input=given)
    assert decided["meetingItemDecide"]["__typename"] == "MeetingItemDecided"
    at.scene.now = NOW
    later = await called(at.scene, proposals=[], agenda=[{"kind": "FOLLOW_UP", "earlierItem": given["item"]}])
    both = [first["id"], later["id"]]
    one_case = [[("RECUSAL_MATTER", ["A-3"])], [("FOLLOW_UP", ["A-3"])]]
    assert [await agendas(at, both, number) for number in ("P2", "P5")] == [one_case] * 2
    await tie(at, "P3", "S4", by=recorder)
    assert len(await at.scene.rows(RecusalMatter)) == 1
    assert await agendas(at, both, "P2") == [[], []]
    assert await agendas(at, both, "P5") == [[(kind, ["A-3", "A-4"])] for kind in ("RECUSAL_MATTER", "FOLLOW_UP")]


async def test_whoever_sits_in_on_the_item_leaves_as_the_matter_gains_the_case_and_her_vote_is_struck(
    at: Table,
) -> None:
    await tie(at, "P3", "S3")
    (matter,) = await at.scene.rows(RecusalMatter)
    await sit(at, str(global_id(kinds()["RecusalMatter"], matter.id)))
    assert (await at.call(0))["leave"] == []
    await at.done("itemVote", at.person("P2"), item=at.items[0], choice="FOR")
    await tie(at, "P3", "S4", by=Role.RECUSAL_OFFICER)
    assert {row.person_id for row in await at.scene.rows(ItemExit)} == {at.scene.ids["P2"]}
    assert [row.struck for row in await at.scene.rows(ItemVote)] == [True]


async def test_a_case_that_the_item_was_never_linked_with_counts_as_it_is_called(at: Table) -> None:
    matter = await matter_about(at.scene, "P3", "A-3")
    await sit(at, matter)
    added = RecusalMatterCase(matter_id=at.scene.ids["matter"], case_id=at.scene.ids["A-4"], findings=[])
    await at.scene.add("", added)
    assert (await at.call(0))["leave"] == [{"number": "P2"}]
    linked = {(row.case_id) for row in await at.scene.rows(AgendaItemCase)}
    assert {at.scene.ids["A-3"], at.scene.ids["A-4"]} <= linked


async def sit(at: Table, matter: str) -> None:
    """Let the people of the scene sit at a meeting, begun, about a recusal matter."""
    meeting = await called(at.scene, proposals=[], agenda=[{"kind": "RECUSAL_MATTER", "matter": matter}])
    at.meeting, at.items = meeting["id"], [meeting["agenda"][0]["id"]]
    for organ, number in HERE.items():
        await at.seat(organ, person_id=at.scene.ids[number], attendance="PRESENT")
    await at.sql("UPDATE meetings SET quorum = 0")
    await at.start()

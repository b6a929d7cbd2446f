"""A barred participant sees neither an item nor its existence, nor a gap in the numbering (T32)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from db.tables import AgendaItem, CaseParty, ItemScreening, Person
from resolvers.caller import Caller
from schema.nodes import global_id, kinds
from terms.cases import PartyRole
from terms.periods import Period
from terms.roles import Role
from tests.api.meeting_documents import ATTEND, DECIDE, called
from tests.api.meeting_scene import TOMORROW, Scene, meeting_scene

AGENDA = "{ meetings { nodes { agenda { id position kind case { number } } } } }"
THREE = [
    {"kind": "DEPLOYMENT", "subject": "部署工作"},
    {"kind": "DEADLINE", "caseNumber": "A-2"},
    {"kind": "DEADLINE", "caseNumber": "B-1"},
]
TIE = (
    "mutation Tie($input: TieRecordInput!) { tieRecord(input: $input) { __typename ... on Refusal { code message } } }"
)


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene with somebody accused in A-2, in a database of the test's own."""
    async with meeting_scene(database) as scene:
        await scene.add("S1", Person(county_id=scene.ids["county"], number="S1", name="乐知微"))
        case, person = scene.ids["A-2"], scene.ids["S1"]
        since = Period(date(2026, 2, 10))
        await scene.add("", CaseParty(case_id=case, person_id=person, role=PartyRole.SUBJECT, during=since))
        yield scene


def participant(scene: Scene, person: str = "P1", role: Role = Role.COUNTY) -> Caller:
    """Return somebody who asks in person."""
    caller = scene.caller(role)
    return replace(caller, identity=replace(caller.identity, person_id=scene.ids[person]))


async def agenda(scene: Scene, caller: Caller | None = None) -> list[tuple[int, str | None]]:
    """Return the numbers and cases of the only meeting's items, as somebody sees them."""
    (meeting,) = (await scene.ask(AGENDA, caller))["meetings"]["nodes"]
    return [(item["position"], item["case"] and item["case"]["number"]) for item in meeting["agenda"]]


async def tie(scene: Scene, kinship: str, one: str = "P1", other: str = "S1") -> None:
    """Record by word that two people are kin."""
    given = {"personNumber": one, "ties": [{"otherNumber": other, "kinship": kinship}]}
    answer = await scene.ask(TIE, input=given)
    assert answer["tieRecord"]["__typename"] == "FactsChanged", answer


async def test_a_cousin_of_the_accused_sees_neither_the_item_nor_a_gap(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    await called(scene, proposals=[], agenda=THREE)
    assert await agenda(scene) == [(1, None), (2, "A-2"), (3, "B-1")]
    assert await agenda(scene, participant(scene, "P2")) == [(1, None), (2, "A-2"), (3, "B-1")]
    assert await agenda(scene, participant(scene)) == [(1, None), (2, "B-1")]


async def test_a_tie_that_becomes_known_hides_the_item_at_once(scene: Scene) -> None:
    await called(scene, proposals=[], agenda=THREE)
    assert await agenda(scene, participant(scene)) == [(1, None), (2, "A-2"), (3, "B-1")]
    await tie(scene, "COUSIN")
    assert await agenda(scene, participant(scene)) == [(1, None), (2, "B-1")]


async def test_whoever_was_not_asked_about_is_screened_before_she_sees_anything(scene: Scene) -> None:
    await tie(scene, "COUSIN", one="P2")
    await called(scene, proposals=[], agenda=THREE)
    assert await scene.rows(ItemScreening) == []
    assert await agenda(scene, participant(scene, "P2")) == [(1, None), (2, "B-1")]
    assert {row.barred for row in await scene.rows(ItemScreening)} == {True, False}


async def test_whoever_is_to_represent_an_organ_is_screened_as_she_is_named(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    meeting = await called(scene, proposals=[], agenda=THREE)
    given = {"meeting": meeting["id"], "organ": scene.gid("Organ", "甲乡纪委"), "attendance": "SUBSTITUTE_NAMED"}
    given |= {"person": scene.gid("Person", "P2"), "substitute": scene.gid("Person", "P1")}
    await scene.ask(ATTEND, input=given)
    screened = {(row.person_id, row.barred) for row in await scene.rows(ItemScreening)}
    assert screened == {(scene.ids["P1"], True), (scene.ids["P1"], False), (scene.ids["P2"], False)}


async def test_a_proposal_with_a_case_of_hers_is_no_item_for_her(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    await called(scene)
    assert await agenda(scene) == [(1, None), (2, "A-2")]
    assert await agenda(scene, participant(scene)) == []


async def test_the_keys_of_items_tell_nobody_that_there_are_others(scene: Scene) -> None:
    await called(scene, proposals=[], agenda=THREE * 5)
    items = sorted(await scene.rows(AgendaItem), key=lambda row: row.position)
    keys = [row.id for row in items]
    assert keys != sorted(keys)
    assert min(keys) > 2**32


async def test_she_decides_on_no_item_that_is_hidden_from_her_and_is_told_nothing(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    await called(scene, proposals=[], agenda=THREE)
    hidden = next(row for row in await scene.rows(AgendaItem) if row.position == 2)
    item = str(global_id(kinds()["AgendaItem"], hidden.id))
    scene.now = TOMORROW
    given = {"item": item, "organ": scene.gid("Organ", "第一室"), "decision": "同意"}
    answer = (await scene.ask(DECIDE, participant(scene), input=given))["meetingItemDecide"]
    assert answer["code"] == "NOT_FOUND"
    node = "query Get($id: ID!) { node(id: $id) { __typename } }"
    assert await scene.ask(node, participant(scene), id=item) == {"node": None}
    assert await scene.ask(node, id=item) == {"node": {"__typename": "AgendaItem"}}


async def test_the_second_wall_alone_hides_the_item_too(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    await called(scene, proposals=[], agenda=THREE)
    seen: dict[str, Any] = {}
    for person in ("P1", "P2"):
        caller = participant(scene, person)
        await agenda(scene, caller)
        async with caller.database.reading() as session:
            statement = select(AgendaItem.position).order_by(col(AgendaItem.position))
            seen[person] = list((await session.exec(statement)).all())
    assert seen == {"P1": [1, 3], "P2": [1, 2, 3]}

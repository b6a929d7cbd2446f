"""Sealed grounds are shown to the recusal officer alone; every other question answers alike with them and without."""

import json
from typing import Any

import pytest

from db.tables import AgendaItem, AgendaItemCase, AuditEntry, Hold, Informant, KinTie, MeetingParticipant, Venue
from resolvers.caller import Caller
from schema.context import Context
from schema.nodes import global_id, kinds
from terms.audit import AuditResult
from terms.meetings import AgendaItemKind, Attendance
from terms.periods import ALWAYS
from terms.roles import Role
from terms.sealed import HoldKind
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner, seats
from tests.api.asking import SCHEMA
from tests.api.screening_documents import GROUNDS, MEETING, SCREEN, SCREENINGS, SUPPORT, TEAM

CROSS = "商纪案〔2026〕20号"
OTHERS = [role for role in Role if role is not Role.RECUSAL_OFFICER]


async def outsider(planner: Planner) -> str:
    """Return the number of somebody outside the pool who has no tie on record."""
    number: str = await planner.key_of(
        "SELECT p.number FROM people AS p WHERE NOT EXISTS (SELECT FROM pool_members WHERE person_id = p.id)"
        " AND NOT EXISTS (SELECT FROM kin_ties WHERE p.id IN (first_id, second_id))"
        " AND NOT EXISTS (SELECT FROM memberships WHERE person_id = p.id) ORDER BY p.id LIMIT 1"
    )
    return number


async def grounds(planner: Planner, person: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        await planner.asking.data(GROUNDS, role=Role.RECUSAL_OFFICER, person=person, case=CROSS)
    )["sealedGrounds"]
    return found


async def looks(planner: Planner) -> list[AuditEntry]:
    found = [row for row in await planner.rows(AuditEntry) if row.act == "READ_SEALED"]
    return [row for row in found if row.result is AuditResult.READ]


async def inform(planner: Planner, person: str) -> None:
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=await planner.person(person)))


async def test_the_recusal_officer_is_shown_every_true_ground_and_each_look_is_on_the_audit_trail(
    planner: Planner,
) -> None:
    person, parent = min(seats(await planner.propose("one", caseNumbers=[CROSS])))[1], await outsider(planner)
    assert await grounds(planner, person) == []
    await planner.become(
        KinTie(
            first_id=await planner.person(parent),
            second_id=await planner.person(person),
            edge=KinEdge.PARENT,
            raised=True,
            origin=FactOrigin.REGISTERED,
            during=ALWAYS,
        )
    )
    await inform(planner, parent)
    await inform(planner, person)
    await planner.become(Hold(person_id=await planner.person(person), kind=HoldKind.TALK, during=ALWAYS))
    found = await grounds(planner, person)
    assert [(each["rule"]["code"], each["severity"], each["relation"]) for each in found] == [
        ("R03", "HARD", {"code": "PARENT"}),
        ("R04", "HARD", None),
        ("R49", "ELIGIBILITY", None),
    ]
    assert {(each["rule"]["disclosed"], each["rule"]["scope"]) for each in found} == {(False, "PAIR")}
    rows = await looks(planner)
    pair = {"person": await planner.person(person), "case": await planner.case(CROSS)}
    name = await planner.key_of("SELECT look_name(:person, :case)", **pair)
    assert [(row.actor, row.object_type, row.object_id, row.detail) for row in rows] == [
        ("RECUSAL_OFFICER-of-the-test", "sealed", None, {"look": name})
    ] * 2
    assert name != await planner.key_of("SELECT look_name(:case, :person)", **pair)


@pytest.mark.parametrize("role", OTHERS)
async def test_everybody_else_is_refused_in_the_same_words_whatever_there_is_t01(planner: Planner, role: Role) -> None:
    person = await planner.key_of(
        "SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id LIMIT 1"
    )
    await inform(planner, person)
    asked = ((person, CROSS), (person, "nothing"), ("nobody", CROSS), ("nobody", "nothing"))
    answers = [await planner.asking(GROUNDS, role=role, person=one, case=case) for one, case in asked]
    assert {tuple(answer.codes) for answer in answers} == {("NOT_ALLOWED",)}
    assert len({json.dumps(answer.errors, sort_keys=True) for answer in answers}) == 1
    assert len({answer.statements for answer in answers}) == 1
    assert await looks(planner) == []


async def test_a_look_at_nobody_is_refused_and_not_on_the_audit_trail(planner: Planner) -> None:
    for person, case in (("nobody", CROSS), (await outsider(planner), "nothing")):
        answer = await planner.asking(GROUNDS, role=Role.RECUSAL_OFFICER, person=person, case=case)
        assert answer.codes == ["NOT_FOUND"]
    assert await looks(planner) == []


async def zone_of_case(planner: Planner) -> str:
    zone: str = await planner.key_of(
        "SELECT z.code FROM cases AS c JOIN zone_members AS m ON m.organ_id = c.home_organ_id"
        " JOIN zones AS z ON z.id = m.zone_id WHERE c.number = :number AND m.superseded_at IS NULL LIMIT 1",
        number=CROSS,
    )
    return zone


async def meeting_about_the_case(planner: Planner, person: str) -> int:
    """Return a meeting of the case's zone at which the person sits, and the case is called."""
    meeting: int = await planner.key_of(
        "SELECT min(m.meeting_id) FROM meeting_zones AS m JOIN zones AS z ON z.id = m.zone_id WHERE z.code = :zone",
        zone=await zone_of_case(planner),
    )
    organ = await planner.key_of(
        "SELECT min(id) FROM organs WHERE id NOT IN (SELECT organ_id FROM meeting_participants WHERE meeting_id = :m)",
        m=meeting,
    )
    case = await planner.case(CROSS)
    item = AgendaItem(id=99, meeting_id=meeting, position=99, kind=AgendaItemKind.OTHER, case_id=case)
    sits = MeetingParticipant(
        meeting_id=meeting, organ_id=organ, person_id=await planner.person(person), attendance=Attendance.PRESENT
    )
    await planner.become(item, sits, AgendaItemCase(item_id=item.id, case_id=case))
    return meeting


async def answers(planner: Planner, person: str, other: str, team: list[dict[str, str]], meeting: int) -> list[str]:
    """Return, as text, all that a coordinator can ask of these people about the case."""
    caller: Caller = await planner.asking.caller(Role.COORDINATOR, await zone_of_case(planner))
    pair = {"personNumber": person, "caseNumber": CROSS}
    many = {"personNumbers": [person, *(seat["personNumber"] for seat in team)], "caseNumbers": [CROSS]}
    support = {"personNumbers": [person, other], "caseNumber": CROSS, "venueCodes": ["甲"]}
    questions: list[tuple[str, dict[str, Any]]] = [
        (SCREEN, {"input": pair}),
        *((SCREEN, {"input": {**pair, "purpose": purpose}}) for purpose in ("SUPPORT", "DELEGATED_TALK", "DECISION")),
        (SCREEN, {"input": {**pair, "personNumber": other, "purpose": "MEETING"}}),
        (SCREENINGS, {"input": many}),
        (TEAM, {"input": {"caseNumber": CROSS, "seats": team}}),
        (SUPPORT, {"input": support}),
        (MEETING, {"meeting": global_id(kinds()["Meeting"], meeting)}),
        (GROUNDS, {"person": person, "case": CROSS}),
    ]
    found = []
    for document, variables in questions:
        answer = await SCHEMA.execute(document, variable_values=variables, context_value=Context(caller))
        errors = [error.formatted for error in answer.errors or ()]
        assert bool(errors) is (document is GROUNDS), errors
        found.append(json.dumps([answer.data, errors], ensure_ascii=False, sort_keys=True, default=str))
    return found


async def test_all_questions_of_a_coordinator_answer_byte_for_byte_the_same_t02_t04(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS], seed=1)
    team = [{"personNumber": person, "role": role} for _, person, role in sorted(seats(proposal))]
    person, other = team[0]["personNumber"], await outsider(planner)
    place = await planner.key_of("SELECT home_organ_id FROM cases WHERE number = :number", number=CROSS)
    county = await planner.key_of("SELECT min(id) FROM counties")
    await planner.become(Venue(county_id=county, code="甲", name="谈话室", owner_organ_id=place, place_organ_id=place))
    meeting = await meeting_about_the_case(planner, person)
    before = await answers(planner, person, other, team, meeting)
    for informant in (person, other):
        await inform(planner, informant)
        await planner.become(Hold(person_id=await planner.person(informant), kind=HoldKind.COMPLAINT, during=ALWAYS))
    assert await answers(planner, person, other, team, meeting) == before

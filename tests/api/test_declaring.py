"""Declarations, in general and for one case, by the person herself and by an officer on paper."""

from datetime import timedelta
from typing import Any

import pytest

from terms.roles import Role
from tests.api.fact_scene import CROSS, Registry, registry, suspended

__all__ = ["registry"]

DECLARED_ON = """query ($case: String!, $who: String!) {
  assignments(filter: {caseNumber: $case, personNumber: $who}) { nodes { id state declaredOn } }
}"""


async def _assignment(registry: Registry, person: str) -> Any:
    [node] = (await registry.ask(DECLARED_ON, case=CROSS, who=person))["assignments"]["nodes"]
    return node


def _today(registry: Registry) -> str:
    return str(registry.planner.asking.now.date())


async def test_t06_an_assignment_is_undeclared_until_the_person_declares_for_that_very_case(
    registry: Registry,
) -> None:
    person = min(await registry.staffed())
    assert (await _assignment(registry, person))["declaredOn"] is None
    general = await registry.act("declarationMake", personNumber=person, nothingToDeclare=True)
    assert (general["caseNumber"], general["declaredOn"]) == (None, _today(registry))
    assert (await _assignment(registry, person))["declaredOn"] is None
    payload = await registry.act(
        "assignmentDeclare", by=Role.INVESTIGATOR, person=person, caseNumber=CROSS, nothingToDeclare=True
    )
    assert (payload["personNumber"], payload["caseNumber"], payload["standsAside"]) == (person, CROSS, False)
    assert (await _assignment(registry, person))["declaredOn"] == _today(registry)


async def test_t06_a_declared_tie_that_bars_suspends_at_once_and_the_answer_says_so(registry: Registry) -> None:
    person = min(await registry.staffed())
    payload = await registry.act(
        "assignmentDeclare",
        by=Role.INVESTIGATOR,
        person=person,
        caseNumber=CROSS,
        nothingToDeclare=False,
        ties=[{"otherNumber": await registry.subject(), "edge": "SPOUSE"}],
    )
    assert payload["standsAside"] is True
    assert payload["suspended"] == []
    assert [fact["kind"] for fact in payload["facts"]] == ["KIN_TIE"]
    assert await registry.state(person) == "SUSPENDED"
    origin = "SELECT origin FROM kin_ties WHERE id = (SELECT max(id) FROM kin_ties)"
    assert await registry.planner.key_of(origin) == "DECLARED"
    told = await registry.planner.key_of("SELECT string_agg(detail::text, '') FROM audit_entries WHERE act = 'DECLARE'")
    assert person not in told


async def test_an_officer_enters_a_declaration_made_on_paper(registry: Registry) -> None:
    person = min(await registry.staffed())
    key = (await _assignment(registry, person))["id"]
    day = registry.planner.asking.now.date() - timedelta(days=3)
    payload = await registry.act(
        "assignmentDeclare",
        by=Role.RECUSAL_OFFICER,
        assignment=key,
        nothingToDeclare=False,
        ties=[{"otherNumber": await registry.subject(), "social": "GRUDGE"}],
        declaredOn=str(day),
    )
    assert payload["declaredOn"] == str(day)
    assert suspended(payload) == ([(person, CROSS)] if payload["standsAside"] else [])
    by = "SELECT declared_by FROM declarations ORDER BY id DESC LIMIT 1"
    assert await registry.planner.key_of(by) == "RECUSAL_OFFICER-of-the-test"


async def test_declaring_the_same_twice_keeps_one_declaration(registry: Registry) -> None:
    person = min(await registry.staffed())
    asked = {"caseNumber": CROSS, "nothingToDeclare": True}
    first = await registry.act("assignmentDeclare", by=Role.INVESTIGATOR, person=person, **asked)
    before = await registry.counts()
    assert await registry.act("assignmentDeclare", by=Role.INVESTIGATOR, person=person, **asked) == first
    assert await registry.counts() == before
    friend = {"otherNumber": max(await _colleagues(registry, person)), "social": "FRIEND"}
    more = {"caseNumber": CROSS, "nothingToDeclare": False, "ties": [friend]}
    await registry.act("assignmentDeclare", by=Role.INVESTIGATOR, person=person, **more)
    standing = (
        "SELECT count(*) FROM declarations WHERE superseded_at IS NULL AND case_id IS NOT NULL AND person_id = :who"
    )
    assert await registry.planner.key_of(standing, who=await registry.planner.person(person)) == 1
    kept = "SELECT count(*) FROM declarations WHERE case_id IS NOT NULL AND person_id = :who"
    assert await registry.planner.key_of(kept, who=await registry.planner.person(person)) == 2


async def _colleagues(registry: Registry, person: str) -> set[str]:
    asked = "query { people(first: 30) { nodes { number } } }"
    return {node["number"] for node in (await registry.ask(asked))["people"]["nodes"]} - {person}


async def test_nobody_declares_for_somebody_else_but_an_officer(registry: Registry) -> None:
    team = sorted(await registry.staffed())
    before = await registry.counts()
    for role in (Role.INVESTIGATOR, Role.COORDINATOR):
        other = await registry.act(
            "assignmentDeclare",
            by=role,
            person=team[0],
            caseNumber=CROSS,
            personNumber=team[1],
            nothingToDeclare=True,
        )
        assert other["code"] == "NOT_FOUND"
        general = await registry.act(
            "declarationMake", by=role, person=team[0], personNumber=team[1], nothingToDeclare=True
        )
        assert general["code"] == "NOT_FOUND"
        nobody = await registry.act("declarationMake", by=role, nothingToDeclare=True)
        assert nobody["code"] == "NOT_FOUND"
    for role in (Role.CLUE_OFFICE, Role.AUDITOR, Role.SECRETARY, Role.SCHEDULER):
        refused = await registry.act("declarationMake", by=role, person=team[0], nothingToDeclare=True)
        assert refused["__typename"] == "NotAllowed"
    assert await registry.counts() == before


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"nothingToDeclare": True, "ties": [{"otherNumber": "P000001", "word": "同学"}]}, "DECLARATION_CONTRADICTS"),
        ({"nothingToDeclare": False}, "NOTHING_GIVEN"),
        ({"nothingToDeclare": True, "declaredOn": "2999-01-01"}, "DAY_UNFIT"),
        ({"nothingToDeclare": True, "declaredOn": "1800-01-01"}, "DAY_UNFIT"),
        ({"nothingToDeclare": True, "caseNumber": "没有这个案件"}, "NOT_FOUND"),
        ({"nothingToDeclare": True, "caseNumber": None}, "NOTHING_GIVEN"),
    ],
)
async def test_a_declaration_that_cannot_be_meant_is_refused(registry: Registry, given: Any, code: str) -> None:
    person = min(await registry.staffed())
    before = await registry.counts()
    refused = await registry.act(
        "assignmentDeclare", by=Role.INVESTIGATOR, person=person, **{"caseNumber": CROSS, **given}
    )
    assert refused["code"] == code
    assert await registry.counts() == before


async def test_a_general_declaration_is_noted_in_the_pool_and_never_dated_back(registry: Registry) -> None:
    number = "SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id ORDER BY p.id LIMIT 1"
    person = str(await registry.planner.key_of(number))
    noted = (
        "SELECT declared_on::text FROM pool_members WHERE superseded_at IS NULL"
        " AND person_id = (SELECT id FROM people WHERE number = :who)"
    )
    await registry.act("declarationMake", personNumber=person, nothingToDeclare=True)
    assert await registry.planner.key_of(noted, who=person) == _today(registry)
    before = await registry.counts()
    earlier = str(registry.planner.asking.now.date() - timedelta(days=1))
    back = await registry.act("declarationMake", personNumber=person, nothingToDeclare=True, declaredOn=earlier)
    assert back["code"] == "DAY_UNFIT"
    assert await registry.counts() == before


async def test_whom_a_declarer_cannot_see_is_not_found(registry: Registry) -> None:
    person = min(await registry.staffed())
    stranger = await registry.stranger()
    refused = await registry.act(
        "declarationMake",
        by=Role.INVESTIGATOR,
        person=person,
        nothingToDeclare=False,
        ties=[{"otherNumber": stranger, "word": "表哥"}],
    )
    assert (refused["code"], refused["key"]) == ("NOT_FOUND", stranger)


async def test_the_dashboard_counts_assignments_in_force_that_nobody_declared_for(registry: Registry) -> None:
    asked = "query { dashboard { ...On } zones(first: 9) { nodes { dashboard { ...On } } } } fragment On on Dashboard {"
    asked += " undeclaredAssignments }"

    async def counted() -> tuple[int, int]:
        data = await registry.ask(asked)
        by_zone = [zone["dashboard"]["undeclaredAssignments"] for zone in data["zones"]["nodes"]]
        return data["dashboard"]["undeclaredAssignments"], sum(by_zone)

    before = await counted()
    team = await registry.staffed()
    undeclared = await counted()
    assert undeclared[0] == before[0] + len(team)
    assert undeclared[1] > before[1]
    declared = {"caseNumber": CROSS, "nothingToDeclare": True}
    await registry.act("assignmentDeclare", by=Role.INVESTIGATOR, person=min(team), **declared)
    assert (await counted())[0] == undeclared[0] - 1

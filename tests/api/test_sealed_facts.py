"""Sealed facts show nowhere: every answer but the chosen teams is the same with them and without."""

import json
from typing import Any

from sqlalchemy import text

from db.tables import Hold, Informant
from service.examples import read_examples
from terms.periods import ALWAYS
from terms.roles import Role
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner, seats

CROSS = "商纪案〔2026〕20号"
SCREENINGS = """query ($case: String!) {
  caseScreenings(input: {caseNumber: $case}, first: 100) {
    totalCount nodes { person { number } verdict sealedFactsConsulted findings { severity verdict rule { code } } }
  }
}"""
SCREEN = """query ($person: String!, $case: String!) {
  screen(input: {personNumber: $person, caseNumber: $case}) { verdict findings { severity rule { code } } }
}"""
CASE = """query ($case: String!) {
  case(number: $case) { parties { role person { number } } assignments { id } waiting }
}"""
READING = tuple(
    tab
    for tab in read_examples()
    if tab.query.lstrip().split("\n", 2)[-1].lstrip().startswith("query") and not tab.variables
)


async def answers(planner: Planner, role: Role, person: str) -> list[str]:
    """Return, as text, everything that a role may read about the case, the person and the county."""
    found: list[Any] = [
        await planner.asking.data(SCREENINGS, role=role, case=CROSS),
        await planner.asking.data(SCREEN, role=role, person=person, case=CROSS),
        await planner.asking.data(CASE, role=role, case=CROSS),
    ]
    for tab in READING:
        answer = await planner.asking(tab.query, role=role)
        found.append((tab.name, answer.data, answer.codes))
    return [json.dumps(each, ensure_ascii=False, sort_keys=True, default=str) for each in found]


async def test_free_questions_answer_the_same_with_and_without_sealed_facts(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    person = min(seats(proposal))[1]
    roles = (Role.COUNTY, Role.RECUSAL_OFFICER)
    before = [await answers(planner, role, person) for role in roles]
    informant = Informant(case_id=await planner.case(CROSS), person_id=await planner.person(person))
    await planner.become(informant)
    await planner.become(Hold(person_id=await planner.person(person), kind=HoldKind.TALK, during=ALWAYS))
    assert [await answers(planner, role, person) for role in roles] == before


async def test_a_proposal_avoids_the_informant_and_says_nothing_of_it(planner: Planner) -> None:
    without = await planner.propose("one", caseNumbers=[CROSS], seed=1)
    person = min(seats(without))[1]
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=await planner.person(person)))
    sealed = await planner.propose("two", caseNumbers=[CROSS], seed=1)
    assert person not in {each for _, each, _ in seats(sealed)}
    said = json.dumps(sealed, ensure_ascii=False)
    assert "RESTRICTED" not in said
    assert person not in said
    assert sealed["teams"][0]["shortages"] == without["teams"][0]["shortages"] == []


async def test_what_is_kept_of_a_run_names_no_sealed_ground(planner: Planner) -> None:
    person = min(seats(await planner.propose("one", caseNumbers=[CROSS])))[1]
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=await planner.person(person)))
    await planner.propose("two", caseNumbers=[CROSS])
    await planner.approve("two")
    asked = text(
        "SELECT coalesce(string_agg(t, ' '), '') FROM (SELECT to_jsonb(r)::text AS t FROM allocation_runs AS r"
        " UNION ALL SELECT to_jsonb(e)::text FROM audit_entries AS e"
        " UNION ALL SELECT to_jsonb(s)::text FROM proposal_seats AS s) AS kept"
    )
    async with planner.asking.database.engine.connect() as connection:
        kept = (await connection.execute(asked)).scalar_one()
    assert "RESTRICTED" not in kept
    assert "informant" not in kept.lower()

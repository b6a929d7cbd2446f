"""Two databases that differ only in who informed, asked everything that the schema can express (T01-T05, T31, T48)."""

import json
from collections.abc import Sequence
from typing import Any

from db.tables import Hold, Informant
from terms.periods import ALWAYS
from terms.roles import Role
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner, seats
from tests.api.schema_walk import Values, documents, root_fields
from tests.api.screening_documents import GROUNDS

CROSS, OFFSITE = "商纪案〔2026〕20号", "商纪案〔2026〕21号"
REFUSED = {"NOT_ALLOWED", "NOT_FOUND"}
"""How a question may be refused; it is never misunderstood."""


async def idle(planner: Planner) -> list[str]:
    """Return the numbers of two people of the pool without work on any case, and without kin on record."""
    async with planner.asking.database.engine.connect() as connection:
        found = await connection.exec_driver_sql(
            "SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
            " WHERE NOT EXISTS (SELECT FROM assignments WHERE person_id = p.id)"
            " AND NOT EXISTS (SELECT FROM kin_ties WHERE p.id IN (first_id, second_id))"
            " AND NOT EXISTS (SELECT FROM asserted_kin_ties WHERE p.id IN (person_id, relative_id))"
            " ORDER BY p.id LIMIT 2"
        )
        return [row[0] for row in found]


async def somebody_stands_aside(planner: Planner) -> None:
    """Let one of a team at work become a witness in her case, so that there is a matter to ask about."""
    case, person, _ = min(seats(await planner.propose("at work", caseNumbers=[OFFSITE], seed="1")))
    assert (await planner.approve("at work"))["__typename"] == "AllocationApproved"
    await planner.make_party(person, case)


async def things(planner: Planner, people: Sequence[str]) -> Values:
    """Return what to ask about: the people, the case, and one id of each kind of thing."""
    team = [person for _, person, _ in sorted(seats(await planner.propose("one", caseNumbers=[CROSS], seed="1")))]
    asked = f"""{{
      meetings(first: 1) {{ nodes {{ id }} }} assignments(first: 1) {{ nodes {{ id }} }}
      case(number: "{CROSS}") {{ id concernedOrgan {{ name }} }} person(number: "{people[0]}") {{ id }}
      recusalMatters(first: 1) {{ nodes {{ id }} }} zones {{ nodes {{ code }} }}
    }}"""
    data = await planner.asking.data(asked)
    ids = [data["case"]["id"], data["person"]["id"], data["meetings"]["nodes"][0]["id"]]

    def quoted(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    seat = [f"{{personNumber: {quoted(person)}, role: MEMBER}}" for person in [*people, *team]]
    return {
        "case.number": [quoted(CROSS)],
        "person.number": [quoted(person) for person in people],
        "caseNumber": [quoted(CROSS)],
        "caseNumbers": [quoted([CROSS])],
        "personNumber": [quoted(people[0])],
        "personNumbers": [quoted([*people, *team])],
        "venueCodes": ["[]"],
        "seats": [f"[{', '.join(seat)}]"],
        "role": ["MEMBER"],
        "node.id": [quoted(each) for each in ids],
        "recusalMatter.id": [quoted(each["id"]) for each in data["recusalMatters"]["nodes"]],
        "ids": [quoted(ids)],
        "meeting": [quoted(ids[2])],
        "assignment": [quoted(each["id"]) for each in data["assignments"]["nodes"]],
        "name": [quoted(data["case"]["concernedOrgan"]["name"])],
        "key": [quoted("one")],
        "code": [quoted(data["zones"]["nodes"][0]["code"])],
        "during": ['{start: "2026-01-01", end: "2026-12-31"}'],
    }


async def world(planner: Planner, values: Values, zone: str) -> dict[str, str]:
    """Return every answer to a coordinator by its question."""
    answers: dict[str, str] = {}
    for field in root_fields():
        for document in documents(field, values, depth=0 if field.startswith("node") else 2):
            answer = await planner.asking(document, role=Role.COORDINATOR, zone=zone)
            assert {error["extensions"]["code"] for error in answer.errors} <= REFUSED, answer.errors
            told: list[Any] = [answer.data, answer.errors]
            answers[document] = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return answers


async def test_worlds_that_differ_only_in_who_informed_answer_every_question_alike(planner: Planner) -> None:
    await somebody_stands_aside(planner)
    people = await idle(planner)
    values = await things(planner, people)
    zone = await planner.key_of(
        "SELECT z.code FROM cases AS c JOIN zone_members AS m ON m.organ_id = c.home_organ_id"
        " JOIN zones AS z ON z.id = m.zone_id WHERE c.number = :number AND m.superseded_at IS NULL LIMIT 1",
        number=CROSS,
    )
    before = await world(planner, values, zone)
    informant, colleague = people
    case = await planner.case(CROSS)
    await planner.become(Informant(case_id=case, person_id=await planner.person(informant)))
    await planner.become(Hold(person_id=await planner.person(colleague), kind=HoldKind.COMPLAINT, during=ALWAYS))
    after = await world(planner, values, zone)
    assert {document for document in before if before[document] != after[document]} == set()
    assert len(before) > len(root_fields())
    officer = Role.RECUSAL_OFFICER
    grounds = [await planner.asking.data(GROUNDS, role=officer, person=person, case=CROSS) for person in people]
    assert [[each["rule"]["code"] for each in found["sealedGrounds"]] for found in grounds] == [["R04"], ["R49"]]

"""Who is who: similar names are offered to a human, who confirms or rejects; both are remembered (T44)."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Assignment, AuditEntry, Case, CaseParty, IdentityLink, Person, Screening
from resolvers.rescreening import rescreen
from schema.context import Context
from terms.cases import AssignmentRole, AssignmentState, CaseStatus, PartyRole
from terms.periods import ALWAYS, Period
from terms.recusal import IdentityVerdict, Verdict
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.asking import SCHEMA

CROSS = "商纪案〔2026〕20号"
RECORD = "number name birthMonth nativePlace organ { name }"
SIMILAR = f"""query ($person: String!) {{
  similarPeople(personNumber: $person) {{
    record {{ {RECORD} }}
    candidates {{ likeness score agreeing differing record {{ {RECORD} }} }}
    settled {{ record {{ number }} decision {{ verdict reason decidedBy }} }}
  }}
}}"""
SETTLE = """mutation ($input: IdentitySettleInput!) {
  identitySettle(input: $input) {
    __typename
    ... on Refusal { code message }
    ... on IdentitySettled {
      decision { verdict reason decidedBy records { number } }
      suspended { person { number } case { number } } restored { person { number } case { number } }
    }
  }
}"""


async def namesake(planner: Planner, of: str, number: str, name: str | None = None, **given: Any) -> str:
    """Keep another record with the name of a person, or with one like it."""
    async with planner.asking.database.reading() as session:
        person = await session.get(Person, await planner.person(of))
    assert person is not None
    await planner.become(
        Person(county_id=person.county_id, number=number, name=name or person.name, gender=person.gender, **given)
    )
    return number


async def somebody(planner: Planner) -> str:
    number: str = await planner.key_of(
        "SELECT min(p.number) FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
        " WHERE p.name NOT IN (SELECT name FROM people AS q WHERE q.id <> p.id)"
    )
    return number


async def offered(planner: Planner, person: str) -> Any:
    return (await planner.asking.data(SIMILAR, person=person))["similarPeople"]


async def candidates(planner: Planner, person: str) -> list[str]:
    return [each["record"]["number"] for each in (await offered(planner, person))["candidates"]]


async def settle(planner: Planner, first: str, second: str, verdict: str = "SAME", reason: str = "核对户籍") -> Any:
    asked = {"firstNumber": first, "secondNumber": second, "verdict": verdict, "reason": reason}
    return (await planner.asking.data(SETTLE, input=asked))["identitySettle"]


async def test_a_namesake_is_offered_with_what_agrees_and_differs_and_never_linked_t44(planner: Planner) -> None:
    person = await somebody(planner)
    own = (await offered(planner, person))["record"]
    await namesake(planner, person, "N1", birth_month="1901-01")
    found = (await offered(planner, person))["candidates"][0]
    assert (found["record"]["number"], found["likeness"]) == ("N1", "SAME")
    assert own["birthMonth"] > "1901-01"
    assert (found["agreeing"], found["differing"], found["score"]) == ([], ["birth_month"], 45)
    assert await planner.rows(IdentityLink) == []
    await planner.make_party("N1", CROSS)
    seen = await planner.asking.data(
        "query ($p: String!, $c: String!) { screen(input: {personNumber: $p, caseNumber: $c}) {"
        " findings { rule { code } } } }",
        p=person,
        c=CROSS,
    )
    assert "R05" not in {finding["rule"]["code"] for finding in seen["screen"]["findings"]}


async def test_who_is_called_alike_is_offered_a_surname_read_as_one(planner: Planner) -> None:
    one = await namesake(planner, await somebody(planner), "N1", "单健国")
    await namesake(planner, one, "N2", "山建国")
    await namesake(planner, one, "N3", "丹建国")
    found = {each["record"]["number"]: each["likeness"] for each in (await offered(planner, one))["candidates"]}
    assert (found.get("N2"), found.get("N3")) == ("READING", None)


async def test_a_rejection_is_remembered_from_both_sides_and_never_offered_again(planner: Planner) -> None:
    person = await somebody(planner)
    await namesake(planner, person, "N1")
    assert "N1" in await candidates(planner, person)
    answer = await settle(planner, "N1", person, "DIFFERENT", " 两村各一人 ")
    assert answer["decision"]["reason"] == "两村各一人"
    assert {record["number"] for record in answer["decision"]["records"]} == {"N1", person}
    for one, other in ((person, "N1"), ("N1", person)):
        found = await offered(planner, one)
        assert other not in [each["record"]["number"] for each in found["candidates"]]
        assert [(each["record"]["number"], each["decision"]["verdict"]) for each in found["settled"]] == [
            (other, "DIFFERENT")
        ]


async def test_one_person_under_two_records_is_barred_by_the_ties_of_both_and_freed_again(planner: Planner) -> None:
    approved = await planner.propose("one", caseNumbers=[CROSS])
    person = min(seats(approved))[1]
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"
    await namesake(planner, person, "N1")
    await planner.make_party("N1", CROSS)
    answer = await settle(planner, person, "N1")
    assert answer["suspended"] == [{"person": {"number": person}, "case": {"number": CROSS}}]
    again = await settle(planner, person, "N1", "DIFFERENT")
    assert (again["__typename"], again["suspended"]) == ("IdentitySettled", [])
    assert again["restored"] == answer["suspended"]
    rows = await planner.rows(IdentityLink)
    assert [(row.verdict.value, row.superseded_at is None) for row in rows] == [("SAME", False), ("DIFFERENT", True)]
    lines = [row for row in await planner.rows(AuditEntry) if row.act == "SETTLE_IDENTITY"]
    assert [(row.object_type, row.object_id, row.detail) for row in lines] == [
        ("identity_links", row.id, {"verdict": row.verdict.value}) for row in rows
    ]


async def test_the_same_said_twice_writes_nothing_more(planner: Planner) -> None:
    person = await somebody(planner)
    await namesake(planner, person, "N1")
    first = await settle(planner, person, "N1")
    before = await planner.counts()
    assert await settle(planner, "N1", person, reason="再次") == first
    assert await planner.counts() == before
    assert len(await planner.rows(IdentityLink)) == 1


async def test_two_at_once_leave_one_decision(planner: Planner) -> None:
    person = await somebody(planner)
    await namesake(planner, person, "N1")
    answers = await asyncio.gather(*(settle(planner, person, "N1", reason=str(place)) for place in range(4)))
    assert {answer["__typename"] for answer in answers} == {"IdentitySettled"}
    assert len({answer["decision"]["reason"] for answer in answers}) == 1
    assert len(await planner.rows(IdentityLink)) == 1


async def test_what_contradicts_other_decisions_is_refused(planner: Planner) -> None:
    person = await somebody(planner)
    for number in ("N1", "N2"):
        await namesake(planner, person, number)
    await settle(planner, person, "N1")
    await settle(planner, "N1", "N2", "DIFFERENT")
    assert (await settle(planner, person, "N2"))["code"] == "SETTLED_OTHERWISE"
    assert "N2" not in await candidates(planner, person)
    await settle(planner, "N1", "N2", "SAME")
    assert (await settle(planner, person, "N2", "DIFFERENT"))["code"] == "SETTLED_OTHERWISE"
    assert (await settle(planner, person, "N2"))["__typename"] == "IdentitySettled"


@pytest.mark.parametrize(
    ("first", "second", "reason", "code"),
    [
        ("P", "P", "核对", "ONE_RECORD"),
        ("P", "nobody", "核对", "NOT_FOUND"),
        ("P", "N1", "  ", "WORDS_UNFIT"),
        ("P", "N1", "长" * 501, "WORDS_UNFIT"),
    ],
)
async def test_what_cannot_be_meant_is_refused_and_nothing_written(
    planner: Planner, first: str, second: str, reason: str, code: str
) -> None:
    person = await somebody(planner)
    await namesake(planner, person, "N1")
    before = await planner.counts()
    one, another = (person if number == "P" else number for number in (first, second))
    assert (await settle(planner, one, another, reason=reason))["code"] == code
    assert await planner.counts() == before
    assert await planner.rows(IdentityLink) == []


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COUNTY, Role.RECUSAL_OFFICER}])
async def test_who_may_not_settle_learns_of_nobody(planner: Planner, role: Role) -> None:
    for number in (await somebody(planner), "nobody"):
        assert (await planner.asking(SIMILAR, role=role, person=number)).codes == ["NOT_ALLOWED"]
        asked = {"firstNumber": number, "secondNumber": "N1", "verdict": "SAME", "reason": "核对"}
        answer = await planner.asking.data(SETTLE, role=role, input=asked)
        assert answer["identitySettle"]["code"] == "NOT_ALLOWED"
    assert await planner.rows(IdentityLink) == []


async def test_nobody_settles_who_she_is_herself(planner: Planner) -> None:
    person = await somebody(planner)
    await namesake(planner, person, "N1")
    caller = await planner.asking.caller(Role.COUNTY)
    herself = replace(caller, identity=replace(caller.identity, person_id=await planner.person(person)))
    asked = {"firstNumber": "N1", "secondNumber": person, "verdict": "DIFFERENT", "reason": "核对"}
    answer = await SCHEMA.execute(SETTLE, variable_values={"input": asked}, context_value=Context(herself))
    assert answer.data is not None
    assert answer.data["identitySettle"]["code"] == "OWN_MATTER"
    assert await planner.rows(IdentityLink) == []


async def test_a_dropped_matter_against_another_record_of_the_subject_reaches_who_handled_it(planner: Planner) -> None:
    case, person, _ = min(seats(await planner.propose("one", caseNumbers=[CROSS])))
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"
    member, earlier = await planner.person(person), await planner.case("商纪案〔2026〕21号")
    subject = await planner.key_of(
        "SELECT person_id FROM case_parties WHERE case_id = :case AND role = 'SUBJECT' LIMIT 1",
        case=await planner.case(case),
    )
    number = await planner.key_of("SELECT number FROM people WHERE id = :key", key=subject)
    alias = await planner.person(await namesake(planner, number, "N9"))
    role, (first, second) = AssignmentRole.MEMBER, sorted((subject, alias))
    await planner.become(
        Screening(case_id=earlier, person_id=member, role=role, facts_version=1, verdict=Verdict.CLEAR, findings=[]),
        CaseParty(case_id=earlier, person_id=alias, role=PartyRole.SUBJECT, during=ALWAYS),
        IdentityLink(first_id=first, second_id=second, verdict=IdentityVerdict.SAME, reason="一致", decided_by="核对"),
    )
    seen = await planner.key_of("SELECT max(id) FROM screenings WHERE case_id = :case", case=earlier)
    await planner.become(
        Assignment(
            case_id=earlier,
            person_id=member,
            role=role,
            state=AssignmentState.ENDED,
            during=Period(date(2025, 1, 1), date(2025, 6, 1)),
            effort=10,
            screening_id=seen,
            ended_at=planner.asking.now,
        )
    )
    state = "SELECT state FROM assignments WHERE person_id = :person AND case_id = :case"
    values = {"person": member, "case": await planner.case(case)}
    assert await planner.key_of(state, **values) == "ACTIVE"

    async def drop(session: AsyncSession) -> None:
        row = await session.get(Case, earlier)
        assert row is not None
        row.status = CaseStatus.CLOSED_NO_CASE
        await session.flush()
        await rescreen(session, on=planner.asking.now.date())

    await planner.asking.database.deciding(drop)
    assert await planner.key_of(state, **values) == "SUSPENDED"

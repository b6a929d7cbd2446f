"""Rank, share of time, reviews and reach are facts and policy of the county: they steer plans, and why-not tells."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from db.tables import Absence, AllocationRun
from terms.people import AbsenceKind, Rank
from terms.periods import Period
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.fact_scene import Registry

WHY_NOT = """query ($input: WhyNotInput!) { whyNot(input: $input) { bars { code zh } sentence { zh } } }"""
EASY = "商纪案〔2026〕24号"
OTHER = "商纪案〔2026〕32号"
CROSS = "商纪案〔2026〕20号"
FREE = """query ($number: String!, $during: PeriodInput!) {
  person(number: $number) {
    memberships { kind rank } poolMember { rank absences { start } partTime { percent } freePercent(during: $during) }
  }
}"""


async def policy(planner: Planner, **parts: Mapping[str, Any]) -> Any:
    """Set the county's policy as its coordinator, from today on."""
    day = planner.asking.now.date().isoformat()
    return await Registry(planner).act("policySet", effectiveFrom=day, document=parts, reason="本县规定")


async def why_not(planner: Planner, key: str, case: str, person: str, role: str) -> list[str]:
    """Return the codes of what closes a place."""
    asked = {"proposalKey": key, "caseNumber": case, "personNumber": person, "role": role}
    return [bar["code"] for bar in (await planner.asking.data(WHY_NOT, input=asked))["whyNot"]["bars"]]


async def posed(planner: Planner) -> tuple[dict[int, Any], dict[int, Any], list[Any]]:
    """Return cases and candidates by key, and bookings, of the problem of the last run."""
    problem = (await planner.rows(AllocationRun))[-1].problem["problem"]
    cases, people = ({each["id"]: each for each in problem[name]} for name in ("cases", "candidates"))
    return cases, people, problem["busy"]


async def on_whole_days(planner: Planner, person: str, percent: int, days: int = 400) -> None:
    """Let somebody be lent elsewhere for a part of her time, from today on."""
    today = planner.asking.now.date()
    key, during = await planner.person(person), Period(today, today + timedelta(days=days))
    await planner.become(Absence(person_id=key, kind=AbsenceKind.LENT, percent=percent, during=during))


async def test_who_leads_has_the_rank_that_the_county_asks_for(planner: Planner) -> None:
    before = await planner.propose("before", caseNumbers=[EASY])
    (lead,) = [person for _, person, role in seats(before) if role == "LEAD"]
    level = await planner.key_of("SELECT management FROM cases WHERE number = :number", number=EASY)
    done = await policy(planner, recusal={"lead_rank": {level: "SECTION_HEAD"}})
    assert done["__typename"] == "PolicyWasSet", done
    await planner.propose("one", caseNumbers=[EASY])
    cases, people, _ = await posed(planner)
    assert [case["lead_rank"] for case in cases.values()] == [Rank.SECTION_HEAD.step]
    assert people[await planner.person(lead)]["rank"] == Rank.SECTION_DEPUTY.step
    assert {"LEAD_RANK", "R32"} <= set(await why_not(planner, "one", EASY, lead, "LEAD"))
    assert "LEAD_RANK" not in await why_not(planner, "one", EASY, lead, "MEMBER")


async def test_a_promotion_lets_her_lead_again_from_its_day_on(planner: Planner) -> None:
    (lead,) = [
        person for _, person, role in seats(await planner.propose("before", caseNumbers=[EASY])) if role == "LEAD"
    ]
    level = await planner.key_of("SELECT management FROM cases WHERE number = :number", number=EASY)
    await policy(planner, recusal={"lead_rank": {level: "SECTION_HEAD"}})
    organ, post = await post_of(planner, lead)
    today = planner.asking.now.date()
    promoted = {"personNumber": lead, "organName": organ, "kind": "ESTABLISHMENT", "post": post, "leads": True}
    promoted |= {"heads": True, "rank": "PRINCIPAL_STAFF_2", "start": today.isoformat()}
    registry = Registry(planner)
    counts = await registry.counts()
    for by in (Role.AUDITOR, Role.SCHEDULER):
        refused = await registry.act("membershipChange", by=by, **promoted)
        assert refused["code"] == "NOT_ALLOWED"
    assert await registry.counts() == counts
    done = await registry.act("membershipChange", **promoted)
    assert done["__typename"] == "FactsChanged", done
    assert (await registry.act("membershipChange", **promoted))["code"] == "ALREADY_RECORDED"
    asked = {"start": str(today), "end": str(today + timedelta(days=1))}
    told = (await planner.asking.data(FREE, number=lead, during=asked))["person"]
    assert told["poolMember"]["rank"] == "PRINCIPAL_STAFF_2"
    assert {"kind": "ESTABLISHMENT", "rank": "PRINCIPAL_STAFF_2"} in told["memberships"]
    await planner.propose("one", caseNumbers=[EASY])
    assert "R32" not in await why_not(planner, "one", EASY, lead, "LEAD")
    assert "LEAD_RANK" not in await why_not(planner, "one", EASY, lead, "LEAD")


async def post_of(planner: Planner, person: str) -> tuple[str, str]:
    """Return organ and post of somebody's establishment."""
    asked = (
        "SELECT o.name || '|' || m.post FROM memberships AS m JOIN organs AS o ON o.id = m.organ_id"
        " JOIN people AS p ON p.id = m.person_id WHERE p.number = :number AND m.kind = 'ESTABLISHMENT'"
        " AND m.superseded_at IS NULL AND upper_inf(m.during)"
    )
    organ, post = str(await planner.key_of(asked, number=person)).split("|")
    return organ, post


async def test_who_is_lent_in_part_has_only_the_rest_of_her_time(planner: Planner) -> None:
    before = await planner.propose("before", caseNumbers=[EASY])
    (_, member, _), *_ = [each for each in sorted(seats(before)) if each[2] == "MEMBER"]
    key = await planner.person(member)
    effort = (await posed(planner))[0][await planner.case(EASY)]["effort"]
    await on_whole_days(planner, member, 105 - effort)
    await planner.propose("one", caseNumbers=[EASY])
    _, people, busy = await posed(planner)
    assert [row["effort"] for row in busy if row["person"] == key] == [105 - effort]
    assert people[key]["availability"] == people[key]["capacity"] - (105 - effort)
    assert await why_not(planner, "one", EASY, member, "MEMBER") == ["NOT_FREE"]
    today = planner.asking.now.date()
    asked = {"start": str(today), "end": str(today + timedelta(days=9))}
    told = (await planner.asking.data(FREE, number=member, during=asked))["person"]["poolMember"]
    assert (told["absences"], told["partTime"]) == ([], [{"percent": 105 - effort}])
    assert told["freePercent"] == people[key]["capacity"] - (105 - effort)


async def test_a_share_that_leaves_room_only_lowers_what_is_expected_of_her(planner: Planner) -> None:
    before = await planner.propose("before", caseNumbers=[EASY])
    (_, member, _), *_ = [each for each in sorted(seats(before)) if each[2] == "MEMBER"]
    case = (await posed(planner))[0][await planner.case(EASY)]
    half = -(-case["end"] // 2)
    await on_whole_days(planner, member, 20, days=half)
    await planner.propose("one", caseNumbers=[EASY])
    _, people, _ = await posed(planner)
    person = people[await planner.person(member)]
    left = (person["capacity"] * case["end"] - 20 * half) // case["end"]
    assert person["availability"] == left - left % 5 < person["capacity"]
    assert "NOT_FREE" not in await why_not(planner, "one", EASY, member, "MEMBER")


async def test_nobody_reviews_more_cases_than_the_policy_lets_her(planner: Planner) -> None:
    await policy(planner, planning={"most_reviews": 1})
    await planner.propose("one")
    _, people, _ = await posed(planner)
    assert {person["most_reviews"] for person in people.values() if person["may_review"]} <= {0, 1}
    busy = (
        "SELECT count(DISTINCT a.case_id) FROM assignments AS a WHERE a.person_id = :person"
        " AND a.role = 'REVIEWER' AND a.state IN ('ACTIVE', 'SUSPENDED')"
    )
    for key, person in people.items():
        held = await planner.key_of(busy, person=key)
        assert person["most_reviews"] == max(0, 1 - held)


async def test_a_zone_keeps_to_its_own_people_in_the_modes_that_the_policy_names(planner: Planner) -> None:
    await planner.propose("before", caseNumbers=[CROSS])
    cases, people, _ = await posed(planner)
    (case,) = cases.values()
    assert case["districts"] == []
    zone = await planner.key_of(
        "SELECT z.zone_id FROM zone_members AS z JOIN cases AS c ON c.home_organ_id = z.organ_id"
        " WHERE c.number = :number AND z.superseded_at IS NULL",
        number=CROSS,
    )
    mode = await planner.key_of("SELECT mode FROM cases WHERE number = :number", number=CROSS)
    await policy(planner, planning={"within_zone": [mode]})
    after = await planner.propose("one", caseNumbers=[CROSS])
    cases, people, _ = await posed(planner)
    (case,) = cases.values()
    assert case["districts"] == [0, zone]
    assert {people[await planner.person(person)]["district"] for _, person, _ in seats(after)} <= {0, zone}
    outsider = next(key for key, person in people.items() if person["district"] not in {0, zone})
    number = await planner.key_of("SELECT number FROM people WHERE id = :key", key=outsider)
    assert await why_not(planner, "one", CROSS, number, "MEMBER") == ["OUT_OF_REACH"]


@pytest.mark.parametrize(
    "document",
    [
        {"recusal": {"lead_rank": {"COUNTY": "GENERAL"}}},
        {"recusal": {"lead_rank": {"CITY": "SECTION_HEAD"}}},
        {"recusal": {"lead_rank": []}},
        {"planning": {"most_reviews": 0}},
        {"planning": {"most_reviews": 10**9}},
        {"planning": {"within_zone": ["CROSS", "CROSS"]}},
        {"planning": {"within_zone": "CROSS"}},
    ],
)
async def test_a_policy_that_cannot_be_is_refused_and_changes_nothing(planner: Planner, document: Any) -> None:
    registry = Registry(planner)
    before = await registry.counts()
    refused = await policy(planner, **document)
    assert refused["__typename"] == "PolicyRefused", refused
    assert await registry.counts() == before


async def test_a_team_at_work_keeps_who_was_settled_before_the_policy(planner: Planner) -> None:
    await planner.propose("team", caseNumbers=[CROSS])
    approved = await planner.approve("team")
    assert approved["__typename"] == "AllocationApproved", approved
    lead = next(each["person"]["number"] for each in approved["assignments"] if each["role"] == "LEAD")
    gone = next(each["person"]["number"] for each in approved["assignments"] if each["role"] == "MEMBER")
    level = await planner.key_of("SELECT management FROM cases WHERE number = :number", number=CROSS)
    mode = await planner.key_of("SELECT mode FROM cases WHERE number = :number", number=CROSS)
    planning = {"within_zone": [mode], "most_reviews": 1}
    await policy(planner, recusal={"lead_rank": {level: "COUNTY_HEAD"}}, planning=planning)
    key = await planner.person(lead)
    for percent, days in ((60, 300), (55, 200)):
        await on_whole_days(planner, lead, percent, days)
    asked = {"key": "repair", "repair": {"absentPersonNumbers": [gone]}}
    document = """mutation ($input: AllocationRepairInput!) { allocationRepair(input: $input) { __typename
      ... on Refusal { code message }
      ... on AllocationProposed { proposal { teams { seats { role person { number } } } } }
    } }"""
    await planner.commit(7)
    repaired = (await planner.asking.data(document, input=asked))["allocationRepair"]
    assert repaired["__typename"] == "AllocationProposed", repaired
    (team,) = repaired["proposal"]["teams"]
    assert ("LEAD", lead) in {(seat["role"], seat["person"]["number"]) for seat in team["seats"]}
    cases, people, busy = await posed(planner)
    (case,) = cases.values()
    assert case["lead_rank"] == people[key]["rank"] == Rank.COUNTY_HEAD.step
    assert {person["rank"] for other, person in people.items() if other != key} < set(range(Rank.COUNTY_HEAD.step))
    taken = sum(row["effort"] for row in busy if row["person"] == key)
    assert 0 < taken <= people[key]["capacity"] - case["effort"]


async def test_whoever_loses_the_rank_before_the_approval_does_not_lead(planner: Planner) -> None:
    level = await planner.key_of("SELECT management FROM cases WHERE number = :number", number=CROSS)
    await policy(planner, recusal={"lead_rank": {level: "SECTION_DEPUTY"}})
    (lead,) = [person for _, person, role in seats(await planner.propose("one", caseNumbers=[CROSS])) if role == "LEAD"]
    organ, post = await post_of(planner, lead)
    lower = {"personNumber": lead, "organName": organ, "kind": "ESTABLISHMENT", "post": post, "rank": "STAFF_1"}
    start = planner.asking.now.date().isoformat()
    done = await Registry(planner).act("membershipChange", **lower, leads=True, heads=True, start=start)
    assert done["__typename"] == "FactsChanged", done
    before = await planner.counts()
    refused = await planner.approve("one")
    assert refused["__typename"] == "ConflictOfInterest"
    assert ("R32", lead) in {(each["rule"]["code"], each["person"]["number"]) for each in refused["conflicts"]}
    assert await planner.counts() == before

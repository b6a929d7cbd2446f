"""One loan for one case (R46) inside one plan: where the county lets it bar, nobody is lent to two cases at once."""

import json
from typing import Any

import pytest

from allocation.document import from_json
from allocation.openings import find_openings
from db.tables import AllocationRun, Loan
from terms.cases import AssignmentRole
from tests.api.allocation_scene import Planner, seats
from tests.api.fact_scene import Registry

EASY = "商纪案〔2026〕24号"
OTHER = "商纪案〔2026〕32号"
MEMBER = AssignmentRole.MEMBER


def pins(person: str) -> list[dict[str, Any]]:
    """Return the pins of a person to both cases."""
    return [{"caseNumber": case, "personNumber": person, "role": "MEMBER", "reason": "紧急"} for case in (EASY, OTHER)]


async def lend_twice(planner: Planner) -> str:
    """Propose under the key "one", put somebody on both cases under the key "two", and return who that is."""
    await planner.propose("one", caseNumbers=[EASY, OTHER])
    (run,) = await planner.rows(AllocationRun)
    opened = find_openings(from_json(json.dumps(run.problem))).open
    cases = [await planner.case(number) for number in (EASY, OTHER)]
    able = {
        person for _, person, _ in opened if {(case, person, AssignmentRole.MEMBER) for case in cases} <= opened.keys()
    }
    for who in sorted(able):
        person = str(await planner.key_of("SELECT number FROM people WHERE id = :id", id=who))
        if "teams" in await planner.edit("two", of="one", pins=pins(person)):
            return person
    raise AssertionError


async def bar(planner: Planner, severity: str = "WAIVABLE") -> None:
    """Set how hard loans that follow each other are, with twenty days of rest."""
    day = planner.asking.now.date().isoformat()
    document = {"recusal": {"severities": {"R46.CONSECUTIVE": severity}, "loan_rest_days": 20}}
    done = await Registry(planner).act("policySet", effectiveFrom=day, document=document, reason="一案一借")
    assert done["__typename"] == "PolicyWasSet", done


async def limits_of(planner: Planner, key: str) -> dict[str, Any]:
    """Return the limits of the problem that was solved under a key."""
    (run,) = [run for run in await planner.rows(AllocationRun) if run.key == key]
    limits: dict[str, Any] = run.problem["problem"]["limits"]
    return limits


@pytest.mark.parametrize("severity", ["SOFT", None])
async def test_where_the_county_lets_it_pass_somebody_is_lent_twice(planner: Planner, severity: str | None) -> None:
    if severity is not None:
        await bar(planner, severity)
    person = await lend_twice(planner)
    assert (await limits_of(planner, "two"))["loan_rest"] is None
    approved = await planner.approve("two")
    assert approved["__typename"] == "AllocationApproved", approved
    who = await planner.person(person)
    cases = {await planner.case(EASY), await planner.case(OTHER)}
    assert {loan.case_id for loan in await planner.rows(Loan) if loan.person_id == who} >= cases


async def test_a_plan_from_before_the_county_became_strict_is_not_approved(planner: Planner) -> None:
    person = await lend_twice(planner)
    await bar(planner)
    before = await planner.counts()
    refused = await planner.approve("two")
    assert refused["__typename"] == "ConflictOfInterest"
    found = [(each["rule"]["code"], each["person"]["number"], each["case"]["number"]) for each in refused["conflicts"]]
    assert sorted(found) == sorted(("R46", person, case) for case in (EASY, OTHER))
    after = await planner.counts()
    assert after | {"audit_entries": 0} == before | {"audit_entries": 0}


async def test_a_strict_county_has_no_plan_that_lends_somebody_twice(planner: Planner) -> None:
    person = await lend_twice(planner)
    await bar(planner)
    refused = await planner.edit("three", of="two", pins=pins(person))
    assert (refused["__typename"], refused["code"]) == ("PlanRefused", "PINS_IMPOSSIBLE")
    release = {"caseNumber": EASY, "personNumber": person, "reason": "一案一借"}
    kept = await planner.edit("four", of="two", releases=[release])
    assert (OTHER, person, "MEMBER") in seats(kept)
    assert (EASY, person) not in {(case, who) for case, who, _ in seats(kept)}
    assert (await limits_of(planner, "four"))["loan_rest"] == 20
    approved = await planner.approve("four")
    assert approved["__typename"] == "AllocationApproved", approved

"""How a case could be handled (R37), and the change of its mode."""

from typing import Any

from db.tables import AuditEntry, Case, CaseParty, Membership
from terms.cases import Mode, PartyRole
from terms.people import MembershipKind
from terms.periods import ALWAYS
from terms.roles import Role
from tests.api.allocation_scene import Planner

ASK = """
query Handling($number: String!) {
  caseHandling(caseNumber: $number) {
    case { number } wholeOrganBarred barringRules { code } recommended
    options { mode leaders members enough }
  }
}
"""
CHANGE = """
mutation Change($input: CaseModeChangeInput!) {
  caseModeChange(input: $input) {
    __typename
    ... on CaseModeChanged { case { number mode } }
    ... on Refusal { code message }
  }
}
"""


async def a_case_at_home(planner: Planner) -> Case:
    """Return a waiting case whose home organ has people of its own."""
    numbers = await planner.waiting()
    rows = await planner.rows(Case)
    members = {row.organ_id for row in await planner.rows(Membership) if row.kind is MembershipKind.ESTABLISHMENT}
    found: Case = next(row for row in rows if row.number in numbers and row.home_organ_id in members)
    return found


async def asked(planner: Planner, number: str) -> dict[str, Any]:
    data = await planner.asking.data(ASK, number=number)
    handling: dict[str, Any] = data["caseHandling"]
    return handling


async def changed(planner: Planner, role: Role = Role.COUNTY, **given: Any) -> dict[str, Any]:
    data = await planner.asking.data(CHANGE, role=role, input=given)
    payload: dict[str, Any] = data["caseModeChange"]
    return payload


async def test_r37_a_whole_organ_that_stands_aside_is_told_and_the_case_goes_elsewhere(planner: Planner) -> None:
    case = await a_case_at_home(planner)
    before = await asked(planner, case.number)
    head = next(
        row.person_id
        for row in await planner.rows(Membership)
        if row.organ_id == case.home_organ_id and row.kind is MembershipKind.ESTABLISHMENT
    )
    await planner.become(CaseParty(case_id=case.id, person_id=head, role=PartyRole.CO_SUBJECT, during=ALWAYS))
    after = await asked(planner, case.number)
    assert not before["wholeOrganBarred"]
    assert after["wholeOrganBarred"]
    assert "R37" in {rule["code"] for rule in after["barringRules"]}
    assert after["recommended"] in {"CROSS", "OFFSITE", "ELEVATED"}
    own = next(option for option in after["options"] if option["mode"] == "SELF")
    assert (own["leaders"], own["members"], own["enough"]) == (0, 0, False)


async def test_the_mode_of_a_waiting_case_changes_with_a_reason_and_its_audit_line(planner: Planner) -> None:
    case = await a_case_at_home(planner)
    answer = await changed(
        planner, caseNumber=case.number, mode="ELEVATED", reason="整体回避", document="提〔2026〕1号"
    )
    assert answer == {"__typename": "CaseModeChanged", "case": {"number": case.number, "mode": "ELEVATED"}}
    stored = next(row for row in await planner.rows(Case) if row.id == case.id)
    assert (stored.mode, stored.handling_organ_id) == (Mode.ELEVATED, None)
    (line,) = [row for row in await planner.rows(AuditEntry) if row.act == "CHANGE_MODE"]
    assert (line.object_id, line.detail["before"], line.detail["after"]) == (case.id, case.mode.value, "ELEVATED")
    again = await changed(planner, caseNumber=case.number, mode="ELEVATED", reason="整体回避")
    assert again["__typename"] == "CaseModeChanged"
    assert len([row for row in await planner.rows(AuditEntry) if row.act == "CHANGE_MODE"]) == 1


async def test_a_change_of_mode_is_refused_without_a_reason_by_others_and_under_a_team(planner: Planner) -> None:
    case = await a_case_at_home(planner)
    blank = await changed(planner, caseNumber=case.number, mode="OFFSITE", reason="  ")
    assert (blank["__typename"], blank["code"]) == ("InvalidInput", "REASON_MISSING")
    other = await changed(planner, Role.SCHEDULER, caseNumber=case.number, mode="OFFSITE", reason="回避")
    assert other["code"] == "NOT_ALLOWED"
    unknown = await changed(planner, caseNumber="没有", mode="OFFSITE", reason="回避")
    assert unknown["code"] == "NOT_FOUND"
    await planner.propose("a-team", caseNumbers=["商纪案〔2026〕24号"])
    await planner.approve("a-team")
    staffed = await planner.key_of(
        "SELECT c.number FROM cases AS c JOIN assignments AS a ON a.case_id = c.id WHERE a.state = 'ACTIVE' LIMIT 1"
    )
    team = await changed(planner, caseNumber=staffed, mode="OFFSITE", reason="回避")
    assert (team["__typename"], team["code"]) == ("TeamInForce", "TEAM_IN_FORCE")
    tried = [row.result.value for row in await planner.rows(AuditEntry) if row.act == "CHANGE_MODE"]
    assert set(tried) == {"REFUSED"}  # by those whose role may not

"""The rules as they are shown, and findings that a human let pass."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.facts import read_facts
from db.tables import Dismissal, Policy, SocialTie, Waiver
from recusal.lifting import parties_of
from recusal.registry import RULES
from recusal.severities import STANDARDS
from recusal.world import World
from terms.acts import Act
from terms.cases import AssignmentRole
from terms.matrix import MATRIX
from terms.periods import ALWAYS
from terms.recusal import DecisionLevel
from terms.roles import Role
from terms.ties import FactOrigin, SocialTieKind
from tests.api.allocation_scene import Planner, seats
from tests.api.asking import Asking
from tests.api.screening_documents import SCREEN

CROSS = "商纪案〔2026〕20号"
RULE_LIST = """query ($on: Date) { recusalRules(on: $on) {
  code scope disclosed applies effective { start end }
  severities { key severity floor inForce } sources { version article } allSources { version article }
} }"""


async def rules(asking: Asking, on: date | None = None, role: Role = Role.COUNTY) -> dict[str, dict[str, Any]]:
    found = await asking.data(RULE_LIST, role=role, on=None if on is None else on.isoformat())
    return {rule["code"]: rule for rule in found["recusalRules"]}


@pytest.mark.parametrize("role", [role for role in Role if Act.READ_ZONES in MATRIX[role]])
async def test_every_rule_is_shown_with_its_default_its_floor_and_what_the_county_set(
    asking: Asking, role: Role
) -> None:
    found = await rules(asking, role=role)
    assert list(found) == [rule.code for rule in RULES]
    shown = {
        entry["key"]: (entry["severity"], entry["floor"]) for rule in found.values() for entry in rule["severities"]
    }
    assert shown == {
        key: (None if kept.severity is None else kept.severity.value, None if kept.floor is None else kept.floor.value)
        for key, kept in STANDARDS.items()
    }
    assert (found["R02"]["scope"], found["R30"]["scope"], found["R03"]["scope"]) == ("PAIR", "TEAM", "PAIR")
    assert [code for code, rule in found.items() if not rule["disclosed"]] == ["R03", "R04", "R09", "R49"]
    assert all(rule["applies"] for rule in found.values())


@pytest.mark.parametrize("role", [role for role in Role if Act.READ_ZONES not in MATRIX[role]])
async def test_administrators_who_see_nothing_of_the_zones_see_no_rules(asking: Asking, role: Role) -> None:
    refused = await asking(RULE_LIST, role=role, on=None)
    assert [error["extensions"]["code"] for error in refused.errors] == ["NOT_ALLOWED"]
    assert refused.data is None


async def test_a_county_that_hardens_a_rule_is_shown_from_that_day_on(planner: Planner) -> None:
    today = planner.asking.now.date()
    county = await planner.key_of("SELECT min(id) FROM counties")
    row = Policy(
        county_id=county,
        effective_from=today + timedelta(10),
        document={"recusal": {"severities": {"R19": "ABSOLUTE"}}},
        reason="县委决定",
        decided_by="test",
    )
    await planner.become(row)
    before, after = await rules(planner.asking), await rules(planner.asking, today + timedelta(10))
    assert before["R19"]["severities"][0]["inForce"] == before["R19"]["severities"][0]["severity"]
    assert [entry["inForce"] for entry in after["R19"]["severities"] if entry["key"] == "R19"] == ["ABSOLUTE"]


async def test_sources_are_those_of_the_day_and_all_of_them_are_listed_too(asking: Asking) -> None:
    old_sources = (await rules(asking, date(2020, 1, 1)))["R02"]["sources"]
    new_sources = (await rules(asking, date(2026, 1, 1)))["R02"]["sources"]
    assert {"version": "2018-03-20", "article": "58(1)"} in old_sources
    assert {"version": "2018-03-20", "article": "58(1)"} not in new_sources
    every = (await rules(asking))["R02"]["allSources"]
    assert all(source in every for source in (*old_sources, *new_sources))


async def test_a_day_outside_any_case_is_refused(asking: Asking) -> None:
    assert (await asking(RULE_LIST, on="0001-01-01")).codes == ["DAY_UNUSABLE"]


async def old_enemy(planner: Planner) -> str:
    """Return the number of somebody on the proposed team, at odds with the subject since long ago."""
    person = min(seats(await planner.propose("one", caseNumbers=[CROSS])))[1]
    subject = await planner.key_of(
        "SELECT min(person_id) FROM case_parties WHERE role = 'SUBJECT' AND case_id = :case",
        case=await planner.case(CROSS),
    )
    tie = SocialTie(
        first_id=await planner.person(person),
        second_id=subject,
        kind=SocialTieKind.GRUDGE,
        origin=FactOrigin.DECLARED,
        during=ALWAYS,
    )
    await planner.become(tie)
    return person


async def screened(planner: Planner, person: str, language: str = "en") -> dict[str, Any]:
    asked = {"personNumber": person, "caseNumber": CROSS}
    found: dict[str, Any] = (await planner.asking.data(SCREEN, language=language, input=asked))["screen"]
    return found


def of_rule(screening: dict[str, Any], code: str) -> dict[str, Any]:
    (found,) = [finding for finding in screening["findings"] if finding["rule"]["code"] == code]
    return dict(found)


async def test_a_waived_finding_is_shown_with_its_waiver_and_bars_nobody(planner: Planner) -> None:
    person = await old_enemy(planner)
    before = await screened(planner, person)
    finding = of_rule(before, "R19")
    assert (before["verdict"], before["waivable"], finding["liftedBy"]) == ("CONFLICT", True, None)
    case, today = await planner.case(CROSS), planner.asking.now.date()
    async with planner.asking.database.reading() as session:
        facts = (await read_facts(session, on=today, sealed=False)).facts
    until = today + timedelta(30)
    await planner.become(
        Waiver(
            person_id=await planner.person(person),
            case_id=case,
            role=AssignmentRole.MEMBER,
            rule="R19",
            ground=finding["ground"],
            parties=parties_of(World(facts), case),
            reason="无其他人选",
            conditions="不参加谈话",
            level=DecisionLevel.UNIT,
            granted_by="test",
            granted_on=today,
            expires_on=until,
        )
    )
    after = await screened(planner, person)
    lifted = of_rule(after, "R19")
    assert (after["verdict"], after["waivable"]) == ("CLEAR", False)
    assert lifted["liftedBy"] == {
        "record": {"code": "waiver"},
        "reason": "无其他人选",
        "conditions": "不参加谈话",
        "until": until.isoformat(),
    }
    assert f"let pass by a waiver, before {until}" in lifted["explanation"]
    chinese = of_rule(await screened(planner, person, "zh"), "R19")["explanation"]
    assert f"已放行：不回避批准，{until}前有效" in chinese
    asked = {"personNumber": person, "caseNumber": CROSS, "on": until.isoformat()}
    expired = (await planner.asking.data(SCREEN, input=asked))["screen"]
    assert of_rule(expired, "R19")["liftedBy"] is None


async def test_a_dismissed_finding_is_shown_with_its_dismissal(planner: Planner) -> None:
    person = await old_enemy(planner)
    finding = of_rule(await screened(planner, person), "R19")
    await planner.become(
        Dismissal(
            person_id=await planner.person(person),
            case_id=await planner.case(CROSS),
            rule="R19",
            ground=finding["ground"],
            reason="同名不同人",
            level=DecisionLevel.COUNTY,
            dismissed_by="test",
            dismissed_on=planner.asking.now.date(),
        )
    )
    after = await screened(planner, person)
    assert after["verdict"] == "CLEAR"
    assert of_rule(after, "R19")["liftedBy"] == {
        "record": {"code": "dismissal"},
        "reason": "同名不同人",
        "conditions": "",
        "until": None,
    }
    assert "let pass by a dismissal of a false alarm" in of_rule(after, "R19")["explanation"]

"""What the database itself refuses of policies, waivers, decisions and matters, to whoever writes SQL as its owner."""

import json
from typing import Any

import pytest

from recusal.severities import STANDARDS
from tests.db.guard_scene import Attacker, refused

MATTER = (
    "INSERT INTO recusal_matters (county_id, person_id, form, applicant, record, reasons, state, suspends, received_on,"
    " opened_by, closed_at) VALUES ($1, $2, 'ORDERED', 'ORGAN', '', '回避', 'OPEN', true, '2026-01-01', '', NULL)"
    " RETURNING id"
)
DECISION = (
    "INSERT INTO recusal_decisions (matter_id, decision, level, decider_id, skipped, reason, document, recorded_by,"
    " decided_on) VALUES ($1, $2, 'COUNTY', $3, '[]', '属实', '', '', '2026-01-02')"
)


async def policy(attacker: Attacker, severities: dict[str, Any]) -> None:
    document = json.dumps({"recusal": {"severities": severities}})
    await attacker.sql.execute(
        "INSERT INTO policies (county_id, effective_from, document, reason, decided_by)"
        " VALUES ($1, '2026-01-01', $2, '', '')",
        attacker.ids["county"],
        document,
    )


async def waiver(attacker: Attacker, rule: str, *, decider: str = "lead", person: str = "member") -> None:
    await attacker.sql.execute(
        "INSERT INTO waivers (person_id, case_id, role, rule, ground, parties, reason, conditions, document, level,"
        " decider_id, granted_by, granted_on, expires_on)"
        " VALUES ($1, $2, 'MEMBER', $3, '', '', '同意', '', '', 'COUNTY', $4, '', '2026-01-01', '2026-06-01')",
        attacker.ids[person],
        attacker.ids["own"],
        rule,
        attacker.ids[decider],
    )


async def matter(attacker: Attacker, person: str = "member") -> int:
    made = int(await attacker.value(MATTER, attacker.ids["county"], attacker.ids[person]))
    await attacker.sql.execute(
        "INSERT INTO recusal_matter_cases (matter_id, case_id, findings) VALUES ($1, $2, '[]')",
        made,
        attacker.ids["own"],
    )
    return made


async def test_the_floors_of_the_database_are_those_of_the_rules(attacker: Attacker) -> None:
    rows = await attacker.sql.fetch("SELECT key, floor FROM rule_floors")
    assert {row["key"]: row["floor"] for row in rows} == {
        key: None if standard.floor is None else standard.floor.value for key, standard in STANDARDS.items()
    }


@pytest.mark.parametrize(
    "severities",
    [{"R02": "WAIVABLE"}, {"R01": None}, {"R23": "ABSOLUTE"}, {"R36": "SOFT"}, {"R08": "SOFT"}, {"R99": "HARD"}],
)
async def test_no_policy_softens_what_the_law_makes_hard(attacker: Attacker, severities: dict[str, Any]) -> None:
    await refused(attacker, lambda: policy(attacker, severities), by="hard_rules_stay_hard")


async def test_a_policy_may_harden_and_soften_within_the_floors(attacker: Attacker) -> None:
    await policy(attacker, {"R08": "WAIVABLE", "R18": "ABSOLUTE", "R11.CROSS": "WAIVABLE", "R13.OLD": None})
    await policy(attacker, {})
    assert await attacker.value("SELECT count(*) FROM policies") == 2


@pytest.mark.parametrize("rule", ["R01", "R02", "R05", "R23", "R29", "R36", "R99"])
async def test_findings_of_a_hard_rule_are_never_waived(attacker: Attacker, rule: str) -> None:
    await refused(attacker, lambda: waiver(attacker, rule), by="hard_rules_stay_hard")


async def test_a_sealed_ground_is_never_waived(attacker: Attacker) -> None:
    await refused(attacker, lambda: waiver(attacker, "RESTRICTED"), by="hard_rules_stay_hard")


async def test_nobody_waives_a_finding_on_herself_and_another_may(attacker: Attacker) -> None:
    await refused(attacker, lambda: waiver(attacker, "R18", decider="member"), by="nobody_decides_on_himself")
    await waiver(attacker, "R18")
    assert await attacker.value("SELECT count(*) FROM waivers") == 1


async def test_a_waiver_is_revoked_and_never_rewritten(attacker: Attacker) -> None:
    await waiver(attacker, "R18")
    longer = "UPDATE waivers SET expires_on = '2099-01-01'"
    await refused(attacker, lambda: attacker.sql.execute(longer), by="history_is_kept")
    await refused(attacker, lambda: attacker.sql.execute("DELETE FROM waivers"), by="history_is_kept")
    await attacker.sql.execute("UPDATE waivers SET superseded_at = now()")
    assert await attacker.value("SELECT superseded_in FROM waivers") == await attacker.clock()


async def test_nobody_decides_on_a_matter_of_her_own(attacker: Attacker) -> None:
    made = await matter(attacker)
    own = attacker.ids["member"]
    await refused(attacker, lambda: attacker.sql.execute(DECISION, made, "REFUSE", own), by="nobody_decides_on_himself")
    await attacker.sql.execute(DECISION, made, "REFUSE", attacker.ids["lead"])
    again = attacker.sql.execute
    await refused(
        attacker, lambda: again(DECISION, made, "RECUSE", attacker.ids["lead"]), by="uq_recusal_decisions_matter_id"
    )
    await refused(attacker, lambda: again("UPDATE recusal_decisions SET reason = '另'"), by="append_only")


async def test_a_matter_is_decided_once_and_nothing_else_of_it_changes(attacker: Attacker) -> None:
    made = await matter(attacker)
    act = attacker.sql.execute
    await refused(attacker, lambda: act("UPDATE recusal_matters SET reasons = '另'"), by="matter_states")
    await refused(attacker, lambda: act("DELETE FROM recusal_matters"), by="matter_states")
    await act("UPDATE recusal_matters SET state = 'RECUSED', closed_at = now() WHERE id = $1", made)
    back = "UPDATE recusal_matters SET state = 'OPEN', closed_at = NULL"
    await refused(attacker, lambda: act(back), by="matter_states")


async def test_who_was_recused_does_not_come_back_to_the_case(attacker: Attacker) -> None:
    made = await matter(attacker)
    await attacker.assign("member", "second")
    await attacker.sql.execute(DECISION, made, "RECUSE", attacker.ids["lead"])
    await refused(attacker, lambda: attacker.assign("member", "own"), by="recused_stay_away")
    await attacker.assign("half", "own")
    assert await attacker.value("SELECT count(*) FROM assignments") == 2


async def test_each_row_of_facts_carries_the_versions_between_which_it_was_known(attacker: Attacker) -> None:
    before = await attacker.clock()
    await attacker.kin("half", "subject", "SPOUSE")
    made = await attacker.value("SELECT recorded_in FROM kin_ties")
    assert (made, await attacker.clock()) == (before + 1, before + 1)
    await attacker.sql.execute("UPDATE kin_ties SET superseded_at = now()")
    row = await attacker.sql.fetchrow("SELECT recorded_in, superseded_in FROM kin_ties")
    assert tuple(row or ()) == (before + 1, before + 2)
    moments = await attacker.value(
        "SELECT array_agg(version ORDER BY version) FROM fact_moments WHERE version > $1", before
    )
    assert moments == [before + 1, before + 2]


async def test_a_change_of_a_case_keeps_what_it_was(attacker: Attacker) -> None:
    change = "UPDATE cases SET mode = 'ELEVATED' WHERE id = $1"
    await attacker.sql.execute(change, attacker.ids["own"])
    await attacker.sql.execute("UPDATE cases SET effort = 60 WHERE id = $1", attacker.ids["own"])
    rows = await attacker.sql.fetch(
        "SELECT mode, superseded_in FROM case_versions WHERE case_id = $1 ORDER BY id", attacker.ids["own"]
    )
    now = await attacker.clock()
    assert [tuple(row) for row in rows] == [("SELF", now), ("ELEVATED", None)]
    forged = "UPDATE case_versions SET mode = 'SELF'"
    await refused(attacker, lambda: attacker.sql.execute(forged), by="history_is_kept")


async def test_the_states_of_an_assignment_are_kept_with_their_versions(attacker: Attacker) -> None:
    made = await attacker.assign("member", "own")
    await attacker.sql.execute("UPDATE assignments SET state = 'SUSPENDED' WHERE id = $1", made)
    steps = await attacker.sql.fetch("SELECT state, facts_version FROM assignment_steps ORDER BY id")
    now = await attacker.clock()
    assert [tuple(step) for step in steps] == [("ACTIVE", now), ("SUSPENDED", now)]
    await refused(attacker, lambda: attacker.sql.execute("DELETE FROM assignment_steps"), by="append_only")


async def test_nobody_investigates_one_case_and_reviews_one_that_is_linked_with_it(attacker: Attacker) -> None:
    await attacker.assign("reviewer", "own")
    first, second = sorted((attacker.ids["own"], attacker.ids["second"]))
    review = attacker.assign
    async with attacker.sql.transaction():
        await attacker.sql.execute("INSERT INTO case_links (first_id, second_id) VALUES ($1, $2)", first, second)
        await attacker.sql.execute("SELECT rescreening_answered()")
    await refused(attacker, lambda: review("reviewer", "second", role="REVIEWER"), by="reviewers_stay_apart")
    await attacker.assign("half", "second", role="REVIEWER")
    assert await attacker.value("SELECT count(*) FROM assignments") == 2

"""The last wall: SQL with the owner's rights, and still nobody is assigned who may not be."""

from functools import partial
from typing import Any

import asyncpg
import pytest

from tests.db.guard_scene import Attacker, refused, tried


async def test_a_screened_unbarred_person_within_capacity_is_assigned(attacker: Attacker) -> None:
    made = await attacker.assign("member", "own")
    assert await attacker.value("SELECT state FROM assignments WHERE id = $1", made) == "ACTIVE"
    await attacker.assign("lead", "cross", role="LEAD", document="paper")
    assert await attacker.value("SELECT count(*) FROM assignments") == 2


async def test_a_screening_of_another_verdict_version_person_case_or_role_is_none(attacker: Attacker) -> None:
    async def with_screening(**seen: Any) -> None:
        screening = await attacker.screening(
            **{"person": "member", "case": "own", "role": "MEMBER", "verdict": "CLEAR", "behind": 0, **seen}
        )
        await attacker.assign("member", "own", screening=screening)

    for forged in (
        {"verdict": "CONFLICT"},
        {"verdict": "UNKNOWN"},
        {"behind": 1},
        {"behind": -1},
        {"person": "lead"},
        {"case": "second"},
        {"role": "LEAD"},
    ):
        await refused(attacker, partial(with_screening, **forged), by="assignment_is_screened")
    await with_screening()


async def test_an_assignment_without_a_screening_cannot_be_written(attacker: Attacker) -> None:
    statement = (
        "INSERT INTO assignments (case_id, person_id, role, state, state_reason, during, effort, screening_id)"
        " VALUES ($1, $2, 'MEMBER', 'ACTIVE', '', '[2026-01-01,2099-01-01)', 50, $3)"
    )
    with pytest.raises(asyncpg.PostgresError) as error:
        await attacker.sql.execute(statement, attacker.ids["own"], attacker.ids["member"], None)
    assert await attacker.value("SELECT count(*) FROM assignments") == 0
    assert error.value.sqlstate in {"23502", "P0002"}


@pytest.mark.parametrize("edge", ["SPOUSE", "PARENT", "ADOPTIVE_PARENT", "STEP_PARENT"])
async def test_near_kin_of_the_subject_are_barred_whatever_the_screening_says(attacker: Attacker, edge: str) -> None:
    await attacker.kin("kin", "subject", edge)
    await refused(attacker, lambda: attacker.assign("kin", "own"), by="assignment_is_not_barred")
    await attacker.assign("member", "own")


async def test_a_step_parent_who_did_not_raise_the_child_is_not_barred(attacker: Attacker) -> None:
    await attacker.kin("kin", "subject", "STEP_PARENT", raised=False)
    await attacker.assign("kin", "own")


async def test_siblings_are_barred_and_those_adopted_away_are_not(attacker: Attacker) -> None:
    await attacker.kin("witness", "subject", "PARENT")
    await attacker.kin("witness", "kin", "PARENT")
    await refused(attacker, lambda: attacker.assign("kin", "own"), by="assignment_is_not_barred")
    await attacker.kin("reviewer", "subject", "ADOPTIVE_PARENT")
    await attacker.assign("kin", "own")


async def test_a_declared_sibling_and_a_witness_are_barred(attacker: Attacker) -> None:
    declared = (
        "INSERT INTO asserted_kin_ties (person_id, relative_id, kinship, word, origin, during)"
        " VALUES ($1, $2, 'SIBLING', '兄弟', 'DECLARED', '(,)')"
    )
    await tried(attacker, declared, "kin", "subject")()
    await refused(attacker, lambda: attacker.assign("kin", "own"), by="assignment_is_not_barred")
    await attacker.party("member", "own", "WITNESS")
    await refused(attacker, lambda: attacker.assign("member", "own"), by="assignment_is_not_barred")
    await attacker.party("lead", "own", "VICTIM")
    await attacker.assign("lead", "own")


async def test_the_subject_the_informant_her_kin_and_who_is_under_a_hold_are_barred(attacker: Attacker) -> None:
    await attacker.party("half", "own", "CO_SUBJECT")
    await tried(attacker, "INSERT INTO sealed.informants (case_id, person_id) VALUES ($1, $2)", "own", "lead")()
    await attacker.kin("kin", "lead", "SPOUSE")
    hold = "INSERT INTO sealed.holds (person_id, kind, during) VALUES ($1, 'COMPLAINT', '(,)')"
    await tried(attacker, hold, "reviewer")()
    for barred in ("subject", "half", "lead", "kin", "reviewer"):
        await refused(attacker, partial(attacker.assign, barred, "own"), by="assignment_is_not_barred")
    await attacker.assign("lead", "second", role="LEAD")


async def test_a_case_from_elsewhere_needs_its_own_document_in_force(attacker: Attacker) -> None:
    await refused(attacker, lambda: attacker.assign("lead", "cross"), by="assignment_is_authorised")
    before = partial(attacker.assign, "lead", "cross", document="paper", days="[2020-01-01,2021-01-01)")
    await refused(attacker, before, by="assignment_is_authorised")
    made = await attacker.assign("lead", "cross", document="paper")
    revoke = "UPDATE authorisations SET superseded_at = now() WHERE id = $1"
    await refused(attacker, tried(attacker, revoke, "paper"), by="assignment_is_authorised")
    turned = partial(attacker.sql.execute, "UPDATE assignments SET authorisation_id = NULL WHERE id = $1", made)
    await refused(attacker, turned, by="history_is_kept")


async def test_nobody_is_booked_over_capacity_on_any_day(attacker: Attacker) -> None:
    await attacker.assign("half", "own", effort=40, days="[2026-01-01,2026-06-01)")
    over = partial(attacker.assign, "half", "second", effort=21, days="[2026-05-31,2027-01-01)")
    await refused(attacker, over, by="assignment_within_capacity")
    await attacker.assign("half", "second", effort=20, days="[2026-05-31,2026-06-30)")
    fit = partial(attacker.assign, "half", "cross", effort=60, days="[2026-06-29,2026-07-01)", document="paper")
    await refused(attacker, fit, by="assignment_within_capacity")
    await attacker.assign("half", "cross", effort=60, days="[2026-06-30,2026-07-01)", document="paper")


async def test_capacity_is_not_lowered_below_what_is_booked(attacker: Attacker) -> None:
    await attacker.assign("lead", "own", effort=80)

    async def lower(capacity: int) -> None:
        await tried(attacker, "UPDATE pool_members SET superseded_at = now() WHERE person_id = $1", "lead")()
        await attacker.sql.execute(
            "INSERT INTO pool_members (person_id, full_time, may_lead, may_review, capacity, during)"
            " VALUES ($1, true, true, true, $2, '(,)')",
            attacker.ids["lead"],
            capacity,
        )

    await refused(attacker, lambda: lower(79), by="assignment_within_capacity")
    await lower(80)
    standing = "SELECT capacity FROM pool_members WHERE superseded_at IS NULL AND person_id = $1"
    assert await attacker.value(standing, attacker.ids["lead"]) == 80


async def test_nobody_investigates_and_reviews_one_case(attacker: Attacker) -> None:
    await attacker.assign("reviewer", "own", role="REVIEWER", days="[2026-01-01,2026-02-01)")
    later = partial(attacker.assign, "reviewer", "own", days="[2026-03-01,2026-04-01)")
    await refused(attacker, later, by="reviewers_stay_apart")
    await attacker.assign("member", "own", days="[2026-01-01,2026-02-01)")
    back = partial(attacker.assign, "member", "own", role="REVIEWER", days="[2026-03-01,2026-04-01)")
    await refused(attacker, back, by="reviewers_stay_apart")
    await attacker.assign("reviewer", "second")


async def test_a_case_has_one_leader_at_a_time_and_a_person_one_role_on_it(attacker: Attacker) -> None:
    await attacker.assign("lead", "own", role="LEAD", effort=30)
    two = partial(attacker.assign, "member", "own", role="LEAD")
    await refused(attacker, two, by="ex_assignments_one_lead_at_a_time")
    again = partial(attacker.assign, "lead", "own", role="RECORDS", effort=30)
    await refused(attacker, again, by="ex_assignments_one_role_on_a_case")

"""SQL with the owner's rights cannot turn, delete or empty what was written, nor change facts unseen."""

from functools import partial

import pytest

from tests.db.guard_scene import Attacker, refused, tried


async def test_what_was_assigned_is_never_turned_deleted_or_taken_up_again(attacker: Attacker) -> None:
    made = await attacker.assign("member", "own")
    for change in (
        f"person_id = {attacker.ids['lead']}",
        f"case_id = {attacker.ids['second']}",
        "role = 'LEAD'",
        "effort = 1",
        "during = '[2026-01-01,2026-01-02)'",
        "assigned_at = '2020-01-01'",
    ):
        statement = f"UPDATE assignments SET {change} WHERE id = {made}"
        await refused(attacker, tried(attacker, statement), by="history_is_kept")
    await refused(attacker, tried(attacker, "DELETE FROM assignments"), by="append_only")
    await refused(attacker, tried(attacker, "TRUNCATE assignments CASCADE"), by="append_only")
    await attacker.sql.execute("UPDATE assignments SET state = 'ENDED', ended_at = now() WHERE id = $1", made)
    anew = f"UPDATE assignments SET state = 'ACTIVE', ended_at = NULL WHERE id = {made}"
    await refused(attacker, tried(attacker, anew), by="history_is_kept")


async def test_who_is_suspended_comes_back_only_through_every_guard(attacker: Attacker) -> None:
    made = await attacker.assign("kin", "own", state="SUSPENDED")
    await attacker.kin("kin", "subject", "SPOUSE")
    forged = await attacker.screening("kin", "own")
    back = f"UPDATE assignments SET state = 'ACTIVE', screening_id = {forged} WHERE id = {made}"
    await refused(attacker, tried(attacker, back), by="assignment_is_not_barred")


TABLES = (
    "kin_ties",
    "case_parties",
    "pool_members",
    "authorisations",
)


@pytest.mark.parametrize("table", TABLES)
async def test_facts_are_superseded_never_deleted_overwritten_or_emptied(attacker: Attacker, table: str) -> None:
    await attacker.kin("kin", "subject", "SPOUSE")
    await refused(attacker, tried(attacker, f"DELETE FROM {table}"), by="history_is_kept")
    overwritten = f"UPDATE {table} SET recorded_at = '2020-01-01'"
    await refused(attacker, tried(attacker, overwritten), by="history_is_kept")
    await refused(attacker, tried(attacker, f"TRUNCATE {table} CASCADE"), by="append_only")
    await attacker.sql.execute(f"UPDATE {table} SET superseded_at = now()")
    revived = f"UPDATE {table} SET superseded_at = NULL"
    await refused(attacker, tried(attacker, revived), by="history_is_kept")


async def test_sealed_facts_screenings_and_the_audit_trail_stay_as_written(attacker: Attacker) -> None:
    await tried(attacker, "INSERT INTO sealed.informants (case_id, person_id) VALUES ($1, $2)", "own", "lead")()
    await attacker.screening("lead", "own", verdict="CONFLICT")
    await attacker.sql.execute(
        "INSERT INTO audit_entries (actor, act, object_type, detail) VALUES ('a', 'b', 'c', '{}')"
    )
    await refused(attacker, tried(attacker, "DELETE FROM sealed.informants"), by="history_is_kept")
    for table, change in (("screenings", "verdict = 'CLEAR'"), ("audit_entries", "actor = 'somebody else'")):
        await refused(attacker, tried(attacker, f"UPDATE {table} SET {change}"), by="append_only")
        await refused(attacker, tried(attacker, f"DELETE FROM {table}"), by="append_only")
        await refused(attacker, tried(attacker, f"TRUNCATE {table} CASCADE"), by="append_only")


async def test_people_organs_and_cases_are_never_deleted(attacker: Attacker) -> None:
    for table in ("people", "organs", "cases", "counties"):
        await refused(attacker, tried(attacker, f"DELETE FROM {table}"), by="append_only")
        await refused(attacker, tried(attacker, f"TRUNCATE {table} CASCADE"), by="append_only")


async def test_facts_that_change_without_a_new_screening_of_those_in_force_do_not_commit(attacker: Attacker) -> None:
    made = await attacker.assign("member", "own")
    tie = partial(attacker.kin, "kin", "subject", "SPOUSE")
    await refused(attacker, tie, by="standing_assignments_are_screened")
    async with attacker.sql.transaction():
        await tie()
        seen = await attacker.screening("member", "own")
        await attacker.sql.execute("UPDATE assignments SET screening_id = $1 WHERE id = $2", seen, made)
        await attacker.sql.execute("SELECT rescreening_answered()")
    assert await attacker.value("SELECT count(*) FROM kin_ties") == 1


async def test_an_answer_that_overlooks_who_became_near_kin_does_not_commit(attacker: Attacker) -> None:
    await attacker.assign("kin", "own")

    async def overlook() -> None:
        await attacker.kin("kin", "subject", "SPOUSE")
        await attacker.sql.execute("SELECT rescreening_answered()")

    await refused(attacker, overlook, by="assignment_is_not_barred")


async def test_a_forged_screening_keeps_nobody_in_force_who_became_near_kin(attacker: Attacker) -> None:
    made = await attacker.assign("kin", "own")

    async def forge() -> None:
        await attacker.kin("kin", "subject", "SPOUSE")
        seen = await attacker.screening("kin", "own")
        await attacker.sql.execute("UPDATE assignments SET screening_id = $1 WHERE id = $2", seen, made)

    await refused(attacker, forge, by="assignment_is_not_barred")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact_clock SET version = version - 1",
        "UPDATE fact_clock SET version = version",
        "UPDATE fact_clock SET version = version + 2",
        "DELETE FROM fact_clock",
    ],
)
async def test_the_clock_of_facts_is_never_set_back_or_taken_away(attacker: Attacker, change: str) -> None:
    await refused(attacker, tried(attacker, change), by="fact_clock_goes_on")
    await refused(attacker, tried(attacker, "TRUNCATE fact_clock"), by="append_only")


async def test_proposals_do_not_come_back_from_where_they_went(attacker: Attacker) -> None:
    run = await attacker.value(
        "INSERT INTO allocation_runs (county_id, principal, key, request, problem, problem_salt, problem_hash, seed,"
        " facts_version, levels, shortages) VALUES ($1, 'a', 'b', '{}', '{}', '', '', 1, 1, '[]', '[]') RETURNING id",
        attacker.ids["county"],
    )
    proposal = await attacker.value(
        "INSERT INTO proposals (county_id, run_id, whole_county, state, state_reason)"
        " VALUES ($1, $2, true, 'WITHDRAWN', '') RETURNING id",
        attacker.ids["county"],
        run,
    )
    approve = f"UPDATE proposals SET state = 'APPROVED' WHERE id = {proposal}"
    await refused(attacker, tried(attacker, approve), by="proposal_states")
    await refused(attacker, tried(attacker, "DELETE FROM proposals"), by="proposal_states")
    await refused(attacker, tried(attacker, "UPDATE allocation_runs SET seed = 2"), by="append_only")

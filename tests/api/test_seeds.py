"""Nobody chooses a seed: it is committed to before, revealed once, and the same again for the same open facts."""

import asyncio
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest

from db.tables import AllocationRun, AuditEntry, Hold, SeedCommitment
from resolvers import seeds
from resolvers.access_refusals import NoCounty
from terms.periods import ALWAYS, COUNTY_TIME
from terms.roles import Role
from terms.sealed import HoldKind
from tests.api.allocation_scene import REFUSAL, Planner, seats
from tests.api.asking import Asking
from tests.conftest import Walled

EASY = "商纪案〔2026〕24号"
OTHER = "商纪案〔2026〕32号"
CROSS = "商纪案〔2026〕20号"
COMMIT = f"""
mutation Commit($input: SeedCommitInput!) {{
  seedCommit(input: $input) {{
    {REFUSAL.split("... on NotFound", maxsplit=1)[0]}
    ... on SeedCommitted {{ commitment {{ commitment committedBy committedAt revealedAt }} }}
  }}
}}"""

OF_THIS_VERSION = "seed_commitment_id = NULL, seed_salt = NULL, draws_before = NULL, record_hash = NULL"


async def commit(planner: Planner, *, role: Role = Role.COUNTY, another: bool = False) -> dict[str, Any]:
    """Commit to a seed, and return the commitment or the refusal."""
    answered = (await planner.asking.data(COMMIT, role=role, input={"another": another}))["seedCommit"]
    found: dict[str, Any] = answered.get("commitment") or answered
    return found


async def propose(planner: Planner, key: str, **given: Any) -> dict[str, Any]:
    """Propose with the seed that waits, or with one that the service draws."""
    return await planner.propose(key, drawn=True, **given)


async def test_a_seed_is_committed_to_before_its_hash_is_on_the_trail_and_the_proposal_reveals_it(
    planner: Planner,
) -> None:
    promised = await commit(planner)
    assert promised["revealedAt"] is None
    (line,) = [entry for entry in await planner.rows(AuditEntry) if entry.act == "COMMIT_SEED"]
    assert line.detail == {"commitment": promised["commitment"]}
    proposal = await propose(planner, "one", caseNumbers=[EASY])
    assert proposal["seedCommitment"].items() <= promised.items()
    hashed = sha256(f"{proposal['seed']}|{proposal['seedSalt']}".encode()).hexdigest()
    assert hashed == promised["commitment"]
    assert 0 <= int(proposal["seed"]) < 2**63
    (row,), (run,) = await planner.rows(SeedCommitment), await planner.rows(AllocationRun)
    assert row.committed_at < run.frozen_at <= row.revealed_at <= run.ran_at
    assert row.facts_version <= run.facts_version
    made = (await planner.rows(AuditEntry))[-1]
    told = {name: made.detail[name] for name in ("seed_commitment", "draws_before", "record_hash", "named_picks")}
    assert told == {
        "seed_commitment": promised["commitment"],
        "draws_before": 0,
        "record_hash": proposal["recordHash"],
        "named_picks": [],
    }


async def test_who_proposes_without_a_commitment_commits_before_and_says_so(planner: Planner) -> None:
    proposal = await propose(planner, "one", caseNumbers=[EASY])
    (row,), (run,) = await planner.rows(SeedCommitment), await planner.rows(AllocationRun)
    assert (row.commitment, row.committed_by) == (proposal["seedCommitment"]["commitment"], "COUNTY-of-the-test")
    assert row.committed_at < run.frozen_at
    assert [entry.act for entry in await planner.rows(AuditEntry)][-2:] == ["COMMIT_SEED", "PROPOSE"]


async def test_what_waits_is_told_again_and_another_only_where_it_is_wanted(planner: Planner) -> None:
    first = await commit(planner)
    assert await commit(planner) == first
    second = await commit(planner, another=True)
    assert second != first
    used = [(await propose(planner, number, caseNumbers=[number]))["seedCommitment"] for number in (EASY, OTHER)]
    assert [each["commitment"] for each in used] == [first["commitment"], second["commitment"]]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.INVESTIGATOR, Role.AUDITOR, Role.RECUSAL_OFFICER])
async def test_only_who_proposes_commits(planner: Planner, role: Role) -> None:
    before = await planner.counts()
    assert (await commit(planner, role=role))["code"] == "NOT_ALLOWED"
    assert await planner.counts() == before
    assert (await commit(planner, role=Role.SCHEDULER))["committedBy"] == "SCHEDULER-of-the-test"


async def test_the_seed_that_was_committed_to_decides(planner: Planner) -> None:
    await planner.commit(7)
    given = await propose(planner, "one", caseNumbers=[EASY])
    assert (given["seed"], given["drawsBefore"]) == ("7", 0)


async def test_drawing_again_without_a_change_gives_the_same_plan_and_spends_nothing(planner: Planner) -> None:
    await planner.commit(7, 8)
    first = await propose(planner, "one", caseNumbers=[CROSS])
    again = await propose(planner, "two", caseNumbers=[CROSS])
    assert (first["seed"], again["seed"]) == ("7", "7")
    assert seats(again) == seats(first)
    assert (first["drawsBefore"], again["drawsBefore"]) == (0, 0)
    assert [row.revealed_at is None for row in await planner.rows(SeedCommitment)] == [False, True]


async def test_a_draw_for_other_open_facts_is_another_and_is_counted(planner: Planner) -> None:
    await planner.commit(7, 8, 9)
    await propose(planner, "one", caseNumbers=[CROSS])
    wider = await propose(planner, "two", caseNumbers=[CROSS, EASY])
    apart = await propose(planner, "three", caseNumbers=[OTHER])
    back = await propose(planner, "four", caseNumbers=[CROSS])
    found = [(each["seed"], each["drawsBefore"]) for each in (wider, apart, back)]
    assert found == [("8", 1), ("9", 0), ("7", 1)]


async def test_what_is_sealed_draws_no_new_seed(planner: Planner) -> None:
    await planner.commit(7, 8)
    first = await propose(planner, "one", caseNumbers=[CROSS])
    person = min(seats(first))[1]
    await planner.become(Hold(person_id=await planner.person(person), kind=HoldKind.TALK, during=ALWAYS))
    sealed = await propose(planner, "two", caseNumbers=[CROSS])
    assert sealed["seed"] == "7"
    assert person not in {each for _, each, _ in seats(sealed)}


async def edit(planner: Planner, key: str, of: str, **given: Any) -> dict[str, Any]:
    """Edit with the seed that waits, or with one that the service draws."""
    done: dict[str, Any] = await planner.edit(key, of=of, drawn=True, **given)
    return done


async def test_an_edit_is_drawn_by_a_seed_that_nobody_knew_and_is_counted(planner: Planner) -> None:
    await planner.commit(7, 8, 9)
    first = await propose(planner, "one", caseNumbers=[CROSS])
    out, other = (
        {"caseNumber": CROSS, "personNumber": person, "reason": "另有任务"} for _, person, _ in sorted(seats(first))[:2]
    )
    edited = await edit(planner, "two", "one", exclusions=[out])
    further = await edit(planner, "three", "two", exclusions=[other])
    found = [(each["seed"], each["drawsBefore"]) for each in (first, edited, further)]
    assert found == [("7", 0), ("8", 1), ("9", 2)]
    assert len({each["seedCommitment"]["commitment"] for each in (first, edited, further)}) == 3
    rows = await planner.rows(AllocationRun)
    moments = {row.id: row for row in await planner.rows(SeedCommitment)}
    for row in rows:
        seed = moments[row.seed_commitment_id]
        assert seed.committed_at < row.frozen_at <= seed.revealed_at


async def test_an_edit_for_which_no_seed_waits_commits_to_one_before(planner: Planner) -> None:
    first = await propose(planner, "one", caseNumbers=[CROSS])
    out = {"caseNumber": CROSS, "personNumber": min(seats(first))[1], "reason": "另有任务"}
    edited = await edit(planner, "two", "one", exclusions=[out])
    assert edited["seed"] != first["seed"]
    assert [entry.act for entry in await planner.rows(AuditEntry)][-2:] == ["COMMIT_SEED", "EDIT"]


async def test_the_same_edit_on_the_same_open_facts_has_the_same_seed_and_spends_none(planner: Planner) -> None:
    await planner.commit(7, 8, 9)
    first = await propose(planner, "one", caseNumbers=[CROSS])
    out = {"caseNumber": CROSS, "personNumber": min(seats(first))[1], "reason": "另有任务"}
    edited = await edit(planner, "two", "one", exclusions=[out])
    back = await edit(planner, "three", "two", releases=[out])
    again = await edit(planner, "four", "three", exclusions=[{**out, "reason": "仍有任务"}])
    assert [each["seed"] for each in (first, edited, back, again)] == ["7", "8", "7", "8"]
    assert (seats(back), seats(again)) == (seats(first), seats(edited))
    assert [each["drawsBefore"] for each in (edited, back, again)] == [1, 1, 1]
    assert [row.revealed_at is None for row in await planner.rows(SeedCommitment)] == [False, False, True]


async def test_what_is_sealed_draws_no_new_seed_for_an_edit_either(planner: Planner) -> None:
    await planner.commit(7, 8, 9)
    first = await propose(planner, "one", caseNumbers=[CROSS])
    out, held = (
        {"caseNumber": CROSS, "personNumber": person, "reason": "另有任务"} for _, person, _ in sorted(seats(first))[:2]
    )
    await edit(planner, "two", "one", exclusions=[out])
    await edit(planner, "three", "two", releases=[out])
    person = await planner.person(str(held["personNumber"]))
    await planner.become(Hold(person_id=person, kind=HoldKind.TALK, during=ALWAYS))
    again = await edit(planner, "four", "three", exclusions=[out])
    assert (again["seed"], again["drawsBefore"]) == ("8", 1)
    assert held["personNumber"] not in {each for _, each, _ in seats(again)}


async def test_an_edit_of_a_proposal_of_an_earlier_version_gets_a_seed_that_was_committed_to(planner: Planner) -> None:
    await planner.commit(7, 8)
    first = await propose(planner, "one", caseNumbers=[CROSS])
    await propose(planner, "old", caseNumbers=[CROSS])
    async with planner.asking.database.engine.begin() as connection:
        for statement in (
            "ALTER TABLE allocation_runs DISABLE TRIGGER append_only",
            f"UPDATE allocation_runs SET seed = 5, {OF_THIS_VERSION} WHERE key = 'old'",
            "ALTER TABLE allocation_runs ENABLE TRIGGER append_only",
        ):
            await connection.exec_driver_sql(statement)
    out = {"caseNumber": CROSS, "personNumber": min(seats(first))[1], "reason": "另有任务"}
    later = await edit(planner, "two", "old", exclusions=[out])
    assert (later["seed"], later["drawsBefore"]) == ("8", 2)
    old = '{ proposal(key: "old") { seed seedSalt drawsBefore recordHash seedCommitment { commitment } } }'
    told = (await planner.asking.data(old))["proposal"]
    assert told == {"seed": "5", "seedSalt": None, "drawsBefore": None, "recordHash": None, "seedCommitment": None}


async def test_runs_at_the_same_time_have_each_its_own_seed_and_the_same_question_one(planner: Planner) -> None:
    numbers = [EASY, OTHER, CROSS]
    apart = await asyncio.gather(*(propose(planner, number, caseNumbers=[number]) for number in numbers))
    assert len({each["seed"] for each in apart}) == 3
    again = await asyncio.gather(*(propose(planner, f"again {n}", caseNumbers=[CROSS, EASY]) for n in range(4)))
    assert len({each["seed"] for each in again}) == 1
    assert [each["drawsBefore"] for each in again] == [2] * 4
    spent = await planner.key_of("SELECT count(*) FROM seed_commitments WHERE revealed_at IS NOT NULL")
    assert spent == 4


async def test_a_run_that_is_refused_spends_no_seed(planner: Planner) -> None:
    await planner.commit(7)
    await propose(planner, "one", caseNumbers=[CROSS])
    await planner.commit(8)
    barred = await planner.key_of(
        "SELECT p.number FROM people AS p JOIN case_parties AS c ON c.person_id = p.id AND c.role = 'SUBJECT'"
        " JOIN cases AS k ON k.id = c.case_id WHERE k.number = :case",
        case=CROSS,
    )
    pin = {"caseNumber": CROSS, "personNumber": barred, "role": "MEMBER", "reason": "熟悉业务"}
    assert (await edit(planner, "two", "one", pins=[pin]))["code"] == "PINS_IMPOSSIBLE"
    assert [row.revealed_at is None for row in await planner.rows(SeedCommitment)] == [False, True]


async def test_who_loses_every_race_for_a_seed_is_told_to_try_again(planner: Planner) -> None:
    async with planner.asking.database.engine.begin() as connection:  # as if others were always faster
        await connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION wall.reveal_seed(the_county bigint)"
            " RETURNS TABLE (commitment_id bigint, seed bigint, salt text) LANGUAGE sql"
            " AS 'SELECT 0::bigint, 0::bigint, NULL::text WHERE false'"
        )
    refused = await propose(planner, "one", caseNumbers=[EASY])
    assert (refused["__typename"], refused["code"]) == ("Busy", "BUSY")
    assert await planner.rows(AllocationRun) == []


async def test_without_a_county_nobody_commits(database: str) -> None:
    walled = Walled(database)
    caller = await Asking(walled, datetime.now(COUNTY_TIME)).caller()
    with pytest.raises(NoCounty):
        await seeds.commit(caller)
    await walled.close()

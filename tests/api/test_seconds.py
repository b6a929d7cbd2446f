"""How long a run took: kept with it and shown beside it, in no record and no hash."""

from typing import Any

import pytest

from allocation.solve import allocate
from allocation.watching import solving
from db.tables import AllocationRun
from resolvers import checked_plans
from resolvers.repairing import repaired
from resolvers.stopwatch import Stopwatch
from terms.allocation import DEFAULT_ORDER, Level
from tests.api.allocation_scene import Planner
from tests.api.repair_scene import CROSS, at_work, member_of, repair

EASY = "商纪案〔2026〕24号"
TOOK = "proposal { key seconds levels { level seconds } }"
PROPOSE = f"""
mutation ($input: AllocationProposeInput!) {{
  allocationPropose(input: $input) {{ ... on Refusal {{ message }} ... on AllocationProposed {{ {TOOK} }} }}
}}"""
AGAIN = "query ($key: String!) { " + TOOK.replace("proposal", "proposal(key: $key)") + " }"
SUPPOSED = "query ($input: RepairInput!) { repairs(input: $input) { plans { levels { level seconds } } } }"
RECORD = "query ($key: String!) { allocationRecord(proposal: {key: $key}) }"


@pytest.fixture
def solved_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs solve what others of this process have solved: what is remembered takes no time."""
    monkeypatch.setattr(checked_plans, "allocate", allocate)
    monkeypatch.setattr(checked_plans, "repaired", repaired)


def test_a_stopwatch_adds_up_what_a_level_took_in_all_plans_on_the_way_to_a_tenth() -> None:
    moments = iter([0, 10, 10.26, 20, 21, 30, 30.5, 40.04])
    watch = Stopwatch(lambda: next(moments))
    with watch.running():
        for level in (Level.TRAVEL, Level.FIT, Level.TRAVEL):
            with solving(level):
                pass
    with solving(Level.FIT):  # when it has been stopped
        pass
    assert watch.by_level == {"TRAVEL": 0.8, "FIT": 1.0}
    assert watch.seconds == 40.0


async def ask(planner: Planner, key: str) -> dict[str, Any]:
    """Propose teams for a case under a key, and return what came of it."""
    asked = {"key": key, "caseNumbers": [EASY]}
    done = (await planner.asking.data(PROPOSE, input=asked))["allocationPropose"]
    proposal: dict[str, Any] = done["proposal"]
    return proposal


async def rewrite(planner: Planner, seconds: str, by_level: str) -> None:
    """Let the run have taken something else, as only the owner of the database can say."""
    async with planner.asking.database.engine.begin() as connection:
        for statement in (
            "ALTER TABLE allocation_runs DISABLE TRIGGER append_only",
            f"UPDATE allocation_runs SET seconds = {seconds}, level_seconds = {by_level}",
            "ALTER TABLE allocation_runs ENABLE TRIGGER append_only",
        ):
            await connection.exec_driver_sql(statement)


@pytest.mark.usefixtures("solved_anew")
async def test_a_proposal_shows_for_each_level_the_seconds_that_its_run_kept(planner: Planner) -> None:
    proposal = await ask(planner, "one")
    (run,) = await planner.rows(AllocationRun)
    assert set(run.level_seconds) == {level.value for level in DEFAULT_ORDER}
    assert min(run.level_seconds.values()) >= 0
    assert run.seconds >= 0
    assert proposal["seconds"] == run.seconds
    assert {each["level"]: each["seconds"] for each in proposal["levels"]} == run.level_seconds


async def test_whoever_asks_again_is_told_what_the_run_took_then(planner: Planner) -> None:
    await ask(planner, "one")
    await rewrite(planner, "812.5", """'{"URGENCY_STAFFED": 4.2, "TRAVEL": 0.7}'""")
    for proposal in (await ask(planner, "one"), (await planner.asking.data(AGAIN, key="one"))["proposal"]):
        told = {each["level"]: each["seconds"] for each in proposal["levels"]}
        assert proposal["seconds"] == 812.5
        assert told == dict.fromkeys(told) | {"URGENCY_STAFFED": 4.2, "TRAVEL": 0.7}
    await rewrite(planner, "NULL", "NULL")
    old = (await planner.asking.data(AGAIN, key="one"))["proposal"]
    assert [old["seconds"], *(each["seconds"] for each in old["levels"])] == [None] * (len(DEFAULT_ORDER) + 1)


async def test_the_record_of_a_run_and_its_hash_know_nothing_of_its_seconds(planner: Planner) -> None:
    await ask(planner, "one")
    (run,) = await planner.rows(AllocationRun)
    record = (await planner.asking.data(RECORD, key="one"))["allocationRecord"]
    await rewrite(planner, "812.5", "NULL")
    assert (await planner.asking.data(RECORD, key="one"))["allocationRecord"] == record
    assert run.record_hash in record
    assert "seconds" not in record


@pytest.mark.usefixtures("solved_anew")
async def test_a_repair_has_seconds_and_one_that_is_only_supposed_has_none(planner: Planner) -> None:
    ill = member_of(await at_work(planner, CROSS), CROSS)
    supposed = (await planner.asking.data(SUPPOSED, input={"absentPersonNumbers": [ill]}))["repairs"]
    told = [each["seconds"] for plan in supposed["plans"] for each in plan["levels"]]
    assert told == [None] * len(told)
    assert told
    await repair(planner, "two", absentPersonNumbers=[ill], choice="BEST", mostChanges=1)
    proposal = (await planner.asking.data(AGAIN, key="two"))["proposal"]
    run = (await planner.rows(AllocationRun))[-1]
    assert {each["level"]: each["seconds"] for each in proposal["levels"]} == run.level_seconds
    assert set(run.level_seconds) == {level.value for level in DEFAULT_ORDER}

"""Records of runs out of the service: whole, verified by another program elsewhere, and only for whoever may export."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import update

from allocation.document import from_json, to_json
from db.tables import AllocationRun, AuditEntry, Informant
from resolvers.allocation_records import run_record
from resolvers.competence import OwnMatter
from resolvers.gate import NotFound
from resolvers.own_matters import OwnCases
from resolvers.proposal_access import ProposalRef
from terms.acts import Act
from terms.matrix import MATRIX
from terms.refusals import Refusal
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.fact_scene import Registry
from tests.api.own_scene import friend, wife
from tests.verify import of_earlier_version, sealed
from verify import UnreadableError, verify

ROOT = Path(__file__).parents[2]
CROSS = "商纪案〔2026〕20号"
EASY = "商纪案〔2026〕24号"
RECORD = "query ($proposal: ProposalReference!) { allocationRecord(proposal: $proposal) }"


async def record(planner: Planner, key: str) -> Any:
    """Return the record of the proposal made under a key."""
    text = (await planner.asking.data(RECORD, proposal={"key": key}))["allocationRecord"]
    return json.loads(text)


def verified(record: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Verify a record in a process of its own, whose hashes of texts are others, and make the plan again."""
    file = folder / "RUN.json"
    file.write_text(record, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "verify", str(file), "--replay"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711", "DATABASE_URL": "nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_the_record_of_a_proposal_is_verified_and_replayed_in_another_process(
    planner: Planner, tmp_path: Path
) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS, EASY])
    text = (await planner.asking.data(RECORD, proposal={"id": proposal["id"]}))["allocationRecord"]
    told = json.loads(text)
    assert (str(told["seed"]), told["seed_salt"]) == (proposal["seed"], proposal["seedSalt"])
    assert told["seed_commitment"] == proposal["seedCommitment"]["commitment"]
    assert (told["problem_hash"], told["record_hash"]) == (proposal["problemHash"], proposal["recordHash"])
    cases = {number: await planner.case(number) for number in (CROSS, EASY)}
    expected = {(cases[case], await planner.person(person), role) for case, person, role in seats(proposal)}
    assert {(seat["case"], seat["person"], seat["role"]) for seat in told["plan"]["seats"]} == expected
    done = verified(text, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == [
        "checked: a replay gives the same plan",
        f"compare the hash of the record with the published one: {proposal['recordHash']}",
    ]


async def test_the_record_of_an_edit_is_verified_too(planner: Planner, tmp_path: Path) -> None:
    _, person, role = min(seats(await planner.propose("one", caseNumbers=[CROSS])))
    pin = {"caseNumber": CROSS, "personNumber": person, "role": role, "reason": "熟悉业务"}
    await planner.edit("two", of="one", pins=[pin])
    told = await record(planner, "two")
    assert len(told["problem"]["problem"]["pins"]) == 1
    assert verify(told) == []
    assert verified(json.dumps(told), tmp_path).returncode == 0


def _places(value: Any, *path: str | int) -> list[tuple[str | int, ...]]:
    """Return the place of each plain value, and of each list."""
    if isinstance(value, dict):
        return [place for key, each in value.items() for place in _places(each, *path, key)]
    if isinstance(value, list):
        return [path, *(place for key, each in enumerate(value) for place in _places(each, *path, key))]
    return [path]


def _other(value: Any) -> Any:
    if isinstance(value, list):
        return [*value, *value, 1]
    return not value if isinstance(value, bool | None) else value + 1 if isinstance(value, int | float) else value + "x"


async def test_whatever_is_changed_in_a_record_the_verifier_faults_it(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[EASY])
    text = json.dumps(await record(planner, "one"))
    places = _places(json.loads(text))
    kinds = {tuple(key for key in place if isinstance(key, str)): place for place in places}
    assert len(kinds) > 80
    unseen = []
    for place in kinds.values():  # the last of each kind: of so many pairs and people each is like the next
        changed = json.loads(text)
        inside = changed
        for key in place[:-1]:
            inside = inside[key]
        inside[place[-1]] = _other(inside[place[-1]])
        try:
            if not verify(changed):
                unseen.append(place)
        except UnreadableError:
            continue
    assert unseen == []


async def test_each_taking_of_a_record_is_on_the_trail(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[EASY])
    await record(planner, "one")
    (run,) = await planner.rows(AllocationRun)
    line = (await planner.rows(AuditEntry))[-1]
    kept = line.act, line.object_type, line.object_id, line.result.value
    assert kept == ("EXPORT", "allocation_runs", run.id, "READ")
    assert line.detail == {"record_hash": proposal["recordHash"]}


@pytest.mark.parametrize("role", [role for role, acts in MATRIX.items() if Act.EXPORT not in acts])
async def test_only_who_may_export_takes_a_record(planner: Planner, role: Role) -> None:
    await planner.propose("one", zoneCodes=["Z1"])
    zone = "Z1" if role is Role.COORDINATOR else None
    before = await planner.counts()
    answer = await planner.asking(RECORD, role=role, zone=zone, proposal={"key": "one"})
    assert answer.codes == ["NOT_ALLOWED"]
    assert await planner.counts() == before


async def test_there_is_no_record_of_what_is_not_there_or_of_an_earlier_version(planner: Planner) -> None:
    answer = await planner.asking(RECORD, proposal={"key": "one"})
    assert answer.codes == ["NOT_FOUND"]
    await planner.propose("one", caseNumbers=[EASY])
    await planner.edit("two", of="one")
    async with planner.asking.database.engine.begin() as connection:
        for statement in (
            "ALTER TABLE allocation_runs DISABLE TRIGGER append_only",
            "UPDATE allocation_runs SET seed_commitment_id = NULL, seed_salt = NULL WHERE key = 'two'",
            "ALTER TABLE allocation_runs ENABLE TRIGGER append_only",
        ):
            await connection.exec_driver_sql(statement)
    assert (await planner.asking(RECORD, proposal={"key": "two"})).codes == ["NOT_FOUND"]
    assert (await planner.asking(RECORD, proposal={"key": "one"})).codes == []


async def test_a_record_that_an_earlier_version_kept_has_the_hash_that_was_shown_then(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    told = await record(planner, "one")
    problem = json.loads(to_json(from_json(json.dumps(told["problem"]))))
    earlier = sealed(of_earlier_version(told) | {"problem": problem})
    assert earlier["record_hash"] != told["record_hash"]
    async with planner.asking.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE allocation_runs DISABLE TRIGGER append_only")
        kept = {name: earlier[name] for name in ("plan", "problem", "record_hash")}
        await connection.execute(update(AllocationRun).values(kept))
        await connection.exec_driver_sql("ALTER TABLE allocation_runs ENABLE TRIGGER append_only")
    again = await record(planner, "one")
    assert again == earlier
    assert verify(again) == []


async def test_nobody_reads_in_a_record_what_keeps_herself_or_her_kin_from_a_case(planner: Planner) -> None:
    registry = Registry(planner)
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    subject = await registry.subject()
    drawn = min(seats(proposal))[1]
    refusals: list[tuple[str, type[Refusal]]] = [
        (drawn, OwnMatter),
        (await wife(planner, drawn), OwnMatter),
        (await friend(planner, subject), OwnCases),
        (await wife(planner, subject), NotFound),
    ]
    ref = ProposalRef(key="one")
    for number, refusal in refusals:
        with pytest.raises(refusal):
            await run_record(await registry.caller(Role.COUNTY, number), ref=ref)
    stranger = await registry.caller(Role.COUNTY, await registry.stranger())
    assert json.loads(await run_record(stranger, ref=ref))["record_hash"] == proposal["recordHash"]


async def test_a_record_names_no_sealed_ground(planner: Planner) -> None:
    person = min(seats(await planner.propose("one", caseNumbers=[CROSS])))[1]
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=await planner.person(person)))
    await planner.propose("two", caseNumbers=[CROSS])
    told = await record(planner, "two")
    key = await planner.person(person)
    pairs = told["problem"]["problem"]["pairs"]
    assert all("NOT_FREE" in pair["rules"] for pair in pairs if pair["person"] == key and pair["role"] != "LEAD")
    assert {"R03", "R04", "R09", "R49", "RESTRICTED"}.isdisjoint(rule for pair in pairs for rule in pair["rules"])

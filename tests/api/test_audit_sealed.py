"""No sealed value is on the audit trail, nor in what an auditor is told of it, whatever was done behind the wall."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from db.tables import AuditEntry
from terms.audit import AuditResult
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.asking import Asking
from tests.api.audit_documents import ENTRIES
from tests.api.fact_scene import CROSS, Registry
from tests.api.screening_documents import GROUNDS
from tests.conftest import Walled

OTHER = "商纪案〔2026〕21号"
KEYS = 900_000_000
"""Keys of people that no other number on the trail can be mistaken for."""
APPLY = "mutation ($input: RecusalApplyInput!) { recusalApply(input: $input) { __typename } }"
SEALED = frozenset({"SEAL", "UNSEAL", "READ_SEALED"})


@pytest.fixture
async def registry(county: str) -> AsyncIterator[Registry]:
    """Give a county whose next people have keys and names of their own."""
    database = Walled(county)
    async with database.engine.begin() as connection:
        await connection.execute(text(f"ALTER TABLE people ALTER id RESTART {KEYS}"))
    registry = Registry(Planner(Asking(database, datetime.now(COUNTY_TIME))))
    yield registry
    assert await registry.planner.wrongs() == []
    await database.close()


async def look(registry: Registry, person: str, case: str = CROSS) -> None:
    await registry.planner.asking.data(GROUNDS, role=Role.RECUSAL_OFFICER, person=person, case=case)


async def everything_sealed(registry: Registry, informant: str, held: str, member: str) -> None:
    """Do every act that touches sealed facts, twice, with what follows from them, and undo it."""
    clue, officer = Role.CLUE_OFFICE, Role.RECUSAL_OFFICER
    link, hold = {"caseNumber": CROSS, "personNumber": informant}, {"personNumber": held, "ground": "提醒谈话"}
    tie = {"personNumber": member, "ties": [{"otherNumber": informant, "edge": "SPOUSE"}]}
    for _ in range(2):
        await registry.act("sealedLink", by=clue, **link)
        await registry.act("restrictionSet", by=officer, **hold)
        await look(registry, informant)
        await look(registry, held)
    asks = {"form": "APPLICATION", "applicant": "CONCERNED", "applicantNumber": informant, "reasons": "关系密切"}
    await registry.ask(APPLY, role=clue, input={"personNumber": member, "caseNumber": OTHER, **asks})
    tied = await registry.act("tieRecord", **tie)
    assert await registry.state(member) == "SUSPENDED"
    assert (await registry.planner.propose("sealed", caseNumbers=[OTHER]))["state"] == "PROPOSED"
    await registry.planner.approve("sealed")
    await registry.act("factWithdraw", fact=tied["facts"][0]["id"], reason="登记错误")
    for _ in range(2):
        await registry.act("sealedUnlink", by=clue, **link, reason=f"登记错误：{informant}")
        await registry.act("restrictionLift", by=officer, **hold, reason=f"期满：{held}")
    assert await registry.state(member) == "ACTIVE"


async def test_no_entry_holds_the_key_number_or_name_of_whom_a_sealed_fact_is_about(registry: Registry) -> None:
    member = max(await registry.staffed())  # one whom the next plan leaves alone, so that she can be brought back
    informant, held = await registry.stranger(), await registry.stranger()
    keys = [await registry.planner.person(number) for number in (informant, held)]
    assert min(keys) >= KEYS
    await everything_sealed(registry, informant, held, member)
    trail = await registry.planner.rows(AuditEntry)
    counted = {act: sum(row.act == act for row in trail) for act in SEALED}
    assert counted == {"SEAL": 4, "UNSEAL": 4, "READ_SEALED": 4}
    ties = {"kin_ties"}  # that somebody is tied to somebody is no sealed fact, and its line names the tie only
    assert {row.object_type for row in trail if row.act in {"RECORD", "WITHDRAW"}} == ties
    written = [row.model_dump_json() for row in trail]
    written.append(json.dumps(await registry.planner.asking.data(ENTRIES, role=Role.AUDITOR, first=100)))
    for secret in (informant, held, "无名氏", *map(str, keys)):
        assert [line for line in written if secret in line] == []


async def test_no_entry_of_a_sealed_act_says_which_case_or_whether_it_changed_anything(registry: Registry) -> None:
    """Lines of acts on two cases, on a person known before and not, are the same but for what tells nothing."""
    informant = await registry.stranger()
    for case in (CROSS, OTHER, OTHER):
        link = {"caseNumber": case, "personNumber": informant}
        await registry.act("sealedLink", by=Role.CLUE_OFFICE, **link)
    sealed = [row for row in await registry.planner.rows(AuditEntry) if row.act == "SEAL"]
    told = [row.model_dump(exclude={"id", "at", "mark", "knowledge"}) for row in sealed]
    assert told == [told[0]] * 3
    assert (told[0]["object_id"], told[0]["detail"]) == (None, {})
    page = await registry.planner.asking.data(ENTRIES, role=Role.AUDITOR, filter={"acts": ["SEAL"]})
    shown = [{**each, "reference": ""} for each in page["auditEntries"]["nodes"]]
    assert shown == [shown[0]] * 3
    assert (shown[0]["knowledge"], shown[0]["dayOnly"]) == (None, True)


async def test_an_auditor_cannot_tell_from_the_order_of_entries_what_a_sealed_act_touched(registry: Registry) -> None:
    member = min(await registry.staffed())
    link = {"caseNumber": CROSS, "personNumber": member}
    await registry.act("sealedLink", by=Role.CLUE_OFFICE, **link)
    assert await registry.state(member) == "SUSPENDED"
    page = await registry.planner.asking.data(ENTRIES, role=Role.AUDITOR, first=100)
    nodes = page["auditEntries"]["nodes"]
    assert [each["act"] for each in nodes] == ["OPEN_MATTER", "SUSPEND", "APPROVE", "PROPOSE", "SEAL"]
    midnight = datetime.now(COUNTY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    assert nodes[-1]["at"] == midnight.isoformat()
    since = {"since": nodes[1]["at"]}
    found = await registry.planner.asking.data(ENTRIES, role=Role.AUDITOR, filter=since)
    assert "SEAL" not in {each["act"] for each in found["auditEntries"]["nodes"]}


async def test_what_follows_from_a_fact_is_the_services_doing_whether_it_is_sealed_or_open(registry: Registry) -> None:
    member = min(await registry.staffed())
    tie = {"personNumber": member, "ties": [{"otherNumber": await registry.subject(), "edge": "SPOUSE"}]}
    tied = await registry.act("tieRecord", **tie)
    await registry.act("factWithdraw", fact=tied["facts"][0]["id"], reason="登记错误")
    link = {"caseNumber": CROSS, "personNumber": member}
    await registry.act("sealedLink", by=Role.CLUE_OFFICE, **link)
    followed = [row for row in await registry.planner.rows(AuditEntry) if row.act in {"SUSPEND", "OPEN_MATTER"}]
    told = [row.model_dump(exclude={"id", "at", "mark", "knowledge", "object_id"}) for row in followed]
    assert [each["act"] for each in told] == ["SUSPEND", "OPEN_MATTER"] * 2
    assert (told[:2], {each["actor"] for each in told}) == (told[2:], {"service"})


async def test_looks_at_one_pair_have_one_name_and_looks_at_another_have_another(registry: Registry) -> None:
    one, two = await registry.stranger(), await registry.stranger()
    for person, case in ((one, CROSS), (one, CROSS), (two, CROSS), (one, OTHER)):
        await look(registry, person, case)
    looks: list[Any] = [row.detail["look"] for row in await registry.planner.rows(AuditEntry)]
    assert [looks.index(each) for each in looks] == [0, 0, 2, 3]
    assert {row.result for row in await registry.planner.rows(AuditEntry)} == {AuditResult.READ}

"""Many at once: whatever the order, nobody is booked twice, nobody barred is in force, and each act is whole."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text

from db.tables import KinTie
from terms.periods import ALWAYS
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner, placed, seats

CROSS = "商纪案〔2026〕20号"
OFFSITE = "商纪案〔2026〕21号"
STAFFABLE = (
    "商纪案〔2026〕29号",
    "商纪案〔2026〕30号",
    "商纪案〔2026〕24号",
    "商纪案〔2026〕23号",
    "商纪案〔2026〕26号",
    CROSS,
    "商纪案〔2026〕19号",
    OFFSITE,
    "商纪案〔2026〕25号",
    "商纪案〔2026〕22号",
)
LOST = {"AlreadyStaffed", "OverCapacity", "ConflictOfInterest", "CaseNotWaiting", "NotConfirmed"}


async def test_of_twenty_approvals_of_overlapping_proposals_each_case_gets_one_team(planner: Planner) -> None:
    keys = []
    for number in STAFFABLE:
        for seed in (1, 2):
            keys.append(f"{number} {seed}")
            proposal = await planner.propose(keys[-1], caseNumbers=[number], seed=seed)
            assert seats(proposal), number
    answers = await asyncio.gather(*(planner.approve(key) for key in keys))
    outcomes = Counter(answer["__typename"] for answer in answers)
    assert set(outcomes) <= {"AllocationApproved"} | LOST
    approved = [answer for answer in answers if answer["__typename"] == "AllocationApproved"]
    cases = Counter(case for answer in approved for case, _, _ in set(placed(answer["assignments"])))
    teams = [{each["case"]["number"] for each in answer["assignments"]} for answer in approved]
    assert len(approved) >= 5
    assert all(len(team) == 1 for team in teams)
    assert len({case for team in teams for case in team}) == len(approved)
    booked = await planner.key_of("SELECT count(*) FROM assignments WHERE state = 'ACTIVE' AND proposal_id IS NOT NULL")
    assert booked == sum(cases.values())
    numbers = [document["number"] for answer in approved for document in answer["authorisations"]]
    assert len(set(numbers)) == len(numbers)


async def test_ten_approvals_of_one_proposal_answer_the_same_and_book_once(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS, OFFSITE])
    before = await planner.counts()
    first, *others = await asyncio.gather(*(planner.approve("one") for _ in range(10)))
    assert first["__typename"] == "AllocationApproved"
    assert all(other == first for other in others)
    assert (await planner.counts())["assignments"] - before["assignments"] == len(seats(proposal))


@asynccontextmanager
async def held(planner: Planner, statement: str) -> Any:
    """Hold the rows that a statement locks, so that all who want them queue up, and let them go at the end."""
    async with planner.asking.database.engine.connect() as connection:
        await connection.execute(text(statement))
        yield
        await connection.rollback()


async def waiting(planner: Planner, count: int) -> None:
    """Return when so many sessions wait for a lock."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(400):
        if await planner.key_of(asked) >= count:
            return
        await asyncio.sleep(0.01)
    pytest.fail("they did not queue up")


async def queued(planner: Planner, *acts: Callable[[], Awaitable[Any]]) -> list[Any]:
    """Do the acts at once so that they meet at the clock of facts, the first of them first in the queue."""
    tasks = []
    async with held(planner, "SELECT version FROM fact_clock FOR UPDATE"):
        for place, act in enumerate(acts, 1):
            tasks.append(asyncio.ensure_future(act()))
            await waiting(planner, place)
    return list(await asyncio.gather(*tasks))


@pytest.mark.parametrize("first", ["approve", "withdraw"])
async def test_an_approval_and_a_withdrawal_at_once_end_withdrawn(planner: Planner, first: str) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    acts = [lambda: planner.approve("one"), lambda: planner.withdraw("one")]
    answers = await queued(planner, *(acts if first == "approve" else acts[::-1]))
    approved, withdrawn = answers if first == "approve" else answers[::-1]
    assert withdrawn["state"] == "WITHDRAWN"
    assert approved["__typename"] == ("AllocationApproved" if first == "approve" else "ProposalClosed")
    assert (
        await planner.key_of("SELECT count(*) FROM assignments WHERE proposal_id IS NOT NULL AND ended_at IS NULL") == 0
    )


async def test_an_approval_and_an_edit_at_once_leave_one_of_them(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    case, person, _ = min(seats(proposal))
    exclusion = {"caseNumber": case, "personNumber": person, "reason": "另有任务"}
    approved, edited = await asyncio.gather(
        planner.approve("one"), planner.edit("two", of="one", exclusions=[exclusion])
    )
    if approved["__typename"] == "AllocationApproved":
        assert edited["code"] == "PROPOSAL_CLOSED"
        assert placed(approved["assignments"]) == seats(proposal)
    else:
        assert approved["code"] == "PROPOSAL_CLOSED"
        assert person not in {each for _, each, _ in seats(edited)}
    assert await planner.key_of("SELECT count(*) FROM proposals WHERE state IN ('PROPOSED', 'APPROVED')") == 1


@pytest.mark.parametrize("first", ["tie", "approve"])
async def test_a_tie_that_becomes_known_while_an_approval_runs_is_never_passed_unseen(
    planner: Planner, first: str
) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    _, person, _ = min(seats(proposal))
    tie = await _marriage_with_the_subject(planner, person)
    acts = [lambda: planner.become(tie), lambda: planner.approve("one")]
    answers = await queued(planner, *(acts if first == "tie" else acts[::-1]))
    approved = answers[1] if first == "tie" else answers[0]
    standing = await planner.key_of(
        "SELECT coalesce(string_agg(DISTINCT a.state, ','), '') FROM assignments AS a JOIN people AS p"
        " ON p.id = a.person_id WHERE p.number = :number AND a.proposal_id IS NOT NULL",
        number=person,
    )
    if first == "tie":
        assert approved["__typename"] == "ConflictOfInterest"
        assert standing == ""
    else:
        assert approved["__typename"] == "AllocationApproved"
        assert standing == "SUSPENDED"


async def test_a_tie_written_without_a_new_screening_fails_beside_an_approval(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    _, person, _ = min(seats(proposal))
    tie = await _marriage_with_the_subject(planner, person)
    bare = (
        "INSERT INTO kin_ties (first_id, second_id, edge, raised, origin, during)"
        f" VALUES ({tie.first_id}, {tie.second_id}, 'SPOUSE', true, 'ASSERTED', '(,)')"
    )

    async def write() -> str:
        try:
            async with planner.asking.database.engine.begin() as connection:
                await connection.exec_driver_sql(bare)
        except Exception as error:  # noqa: BLE001  (whatever refused it, by its text)
            return str(error)
        return ""

    approved, said = await queued(planner, lambda: planner.approve("one"), write)
    assert approved["__typename"] == "AllocationApproved"
    assert "not screened again" in said
    assert await planner.key_of("SELECT count(*) FROM kin_ties WHERE origin = 'ASSERTED' AND during = '(,)'") == 0


async def test_approvals_that_need_one_person_for_two_cases_keep_within_capacity(planner: Planner) -> None:
    first = await planner.propose("one", caseNumbers=[CROSS])
    people = {person for _, person, _ in seats(first)}
    async with planner.asking.database.engine.begin() as connection:
        await connection.execute(
            text("UPDATE cases SET effort = 51 WHERE number IN (:one, :two)"), {"one": CROSS, "two": OFFSITE}
        )
    second = await planner.propose("two", caseNumbers=[OFFSITE])
    shared = people & {person for _, person, _ in seats(second)}
    answers = await queued(planner, lambda: planner.approve("one"), lambda: planner.approve("two"))
    kinds = [answer["__typename"] for answer in answers]
    assert kinds == ["AllocationApproved", "OverCapacity" if shared else "AllocationApproved"]


async def _marriage_with_the_subject(planner: Planner, person: str) -> KinTie:
    subject = await planner.key_of(
        "SELECT person_id FROM case_parties WHERE case_id = :case AND role = 'SUBJECT' AND person_id IS NOT NULL",
        case=await planner.case(CROSS),
    )
    one, other = sorted((subject, await planner.person(person)))
    return KinTie(first_id=one, second_id=other, edge=KinEdge.SPOUSE, origin=FactOrigin.ASSERTED, during=ALWAYS)

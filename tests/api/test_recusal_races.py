"""A fact becomes known while its person is being approved, in every interleaving; nobody barred stays in force.

Acts that change facts or decide on them stand in line at the fact clock, so that each passes four points: without the
clock, with the clock and nothing written, with all written and nothing committed, committed. Every way in which two
acts can pass them is tried: one halts at a point while the other goes as far as it can.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import hold_facts
from db.session import Database
from terms.roles import Role
from tests.api.allocation_scene import seats
from tests.api.fact_scene import CROSS, Registry, registry

__all__ = ["registry"]

Answer = TypeVar("Answer")
Act: TypeAlias = Callable[[Registry], Awaitable[Any]]

BEFORE_CLOCK = "without the clock"
BEFORE_WORK = "with the clock and nothing written"
BEFORE_COMMIT = "with all written and nothing committed"
POINTS = (BEFORE_CLOCK, BEFORE_WORK, BEFORE_COMMIT)
CASES = (CROSS, "商纪案〔2026〕29号", "商纪案〔2026〕30号", "商纪案〔2026〕24号")


class HaltingDatabase(Database):
    """The same database through a door at which transactions halt at one point until they may go on."""

    def __init__(self, url: str, point: str) -> None:
        super().__init__(url)
        self.point = point
        self.halted = asyncio.Event()
        self.go_on = asyncio.Event()

    async def deciding(self, work: Callable[[AsyncSession], Awaitable[Answer]], *acts: Any) -> Answer:
        """Do the work in one transaction that halts on its way."""

        async def halting(session: AsyncSession) -> Answer:
            if self.point == BEFORE_WORK:
                await hold_facts(session)
            if self.point != BEFORE_COMMIT:
                await self._halt()
            answer = await work(session)
            if self.point == BEFORE_COMMIT:
                await session.flush()
                await self._halt()
            return answer

        return await super().deciding(halting, *acts)

    async def _halt(self) -> None:
        self.halted.set()
        await self.go_on.wait()


@asynccontextmanager
async def halting(registry: Registry, point: str) -> AsyncIterator[tuple[Registry, HaltingDatabase]]:
    """Give the registry behind a door at which its acts halt."""
    url = registry.planner.asking.database.engine.url.render_as_string(hide_password=False)
    database = HaltingDatabase(url, point)
    asking = replace(registry.planner.asking, database=database)
    yield Registry(replace(registry.planner, asking=asking)), database
    await database.close()


async def interleaved(registry: Registry, point: str, slow: Act, fast: Act) -> tuple[Any, Any]:
    """Do both acts: the slow one halts at the point, the fast one goes as far as it can; return both answers."""
    async with halting(registry, point) as (held, database):
        first = asyncio.ensure_future(slow(held))
        await asyncio.wait_for(database.halted.wait(), 30)
        second = asyncio.ensure_future(fast(registry))
        if point == BEFORE_CLOCK:
            await second
        else:
            await _queueing(registry)
            assert not second.done()
        database.go_on.set()
        return await first, await second


async def _queueing(registry: Registry) -> None:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(1000):
        if await registry.planner.key_of(asked) >= 1:
            return
        await asyncio.sleep(0.01)
    pytest.fail("nobody queued up")


async def _barring(registry: Registry, fact: str, person: str) -> Act:
    """Return the act that lets a fact be known which keeps the person off the case."""
    subject = await registry.subject()
    organ = await registry.planner.key_of(
        "SELECT o.name FROM organs AS o JOIN cases AS c ON c.concerned_organ_id = o.id WHERE c.number = :case",
        case=CROSS,
    )
    today = str(registry.planner.asking.now.date())
    pair = {"caseNumber": CROSS, "personNumber": person}
    acts: dict[str, Act] = {
        "tie": lambda by: by.act("tieRecord", personNumber=person, ties=[{"otherNumber": subject, "edge": "SPOUSE"}]),
        "party": lambda by: by.act("partyAdd", **pair, role="WITNESS"),
        "post": lambda by: by.act(
            "membershipChange", personNumber=person, organName=organ, kind="SECONDMENT", start=today
        ),
        "sealed": lambda by: by.act("sealedLink", by=Role.CLUE_OFFICE, **pair),
    }
    return acts[fact]


async def _open_matters(registry: Registry, person: str) -> int:
    asked = "SELECT count(*) FROM recusal_matters WHERE state = 'OPEN' AND person_id = :who"
    return int(await registry.planner.key_of(asked, who=await registry.planner.person(person)))


@pytest.mark.parametrize(
    ("fact", "slow", "point"),
    [
        *((fact, slow, point) for fact in ("tie", "sealed") for slow in ("fact", "approval") for point in POINTS),
        *((fact, slow, BEFORE_COMMIT) for fact in ("party", "post") for slow in ("fact", "approval")),
    ],
)
async def test_a_fact_that_becomes_known_while_its_person_is_approved_leaves_nobody_barred_in_force(
    registry: Registry, fact: str, slow: str, point: str
) -> None:
    _, person, _ = min(seats(await registry.planner.propose("one", caseNumbers=[CROSS])))
    known = await _barring(registry, fact, person)

    async def approve(by: Registry) -> Any:
        return await by.planner.approve("one")

    if slow == "fact":
        told, approved = await interleaved(registry, point, known, approve)
    else:
        approved, told = await interleaved(registry, point, approve, known)
    assert told["__typename"] in {"FactsChanged", "Sealed"}
    fact_first = (slow == "fact") is (point != BEFORE_CLOCK)
    if fact_first:
        assert approved["__typename"] == ("NotConfirmed" if fact == "sealed" else "ConflictOfInterest")
        assert await registry.state(person) == ""
    else:
        assert approved["__typename"] == "AllocationApproved"
        assert await registry.state(person) == "SUSPENDED"
        assert await _open_matters(registry, person) == 1
    assert await registry.planner.wrongs() == []


# An approval that meets the tie is refused and writes nothing, so that it never passes the third point.
@pytest.mark.parametrize(
    ("slow", "point"),
    [*(("withdrawal", point) for point in POINTS), ("approval", BEFORE_CLOCK), ("approval", BEFORE_WORK)],
)
async def test_a_tie_that_is_withdrawn_while_its_person_is_approved_bars_until_it_is_gone(
    registry: Registry, slow: str, point: str
) -> None:
    _, person, _ = min(seats(await registry.planner.propose("one", caseNumbers=[CROSS])))
    [tie] = (await (await _barring(registry, "tie", person))(registry))["facts"]

    async def approve(by: Registry) -> Any:
        return await by.planner.approve("one")

    async def withdraw(by: Registry) -> Any:
        return await by.act("factWithdraw", fact=tie["id"], reason="登记错误")

    if slow == "withdrawal":
        gone, approved = await interleaved(registry, point, withdraw, approve)
    else:
        approved, gone = await interleaved(registry, point, approve, withdraw)
    assert gone["__typename"] == "FactsChanged"
    withdrawn_first = (slow == "withdrawal") is (point != BEFORE_CLOCK)
    assert approved["__typename"] == ("AllocationApproved" if withdrawn_first else "ConflictOfInterest")
    assert await registry.state(person) == ("ACTIVE" if withdrawn_first else "")


@pytest.mark.parametrize("point", POINTS)
async def test_the_same_tie_from_two_at_once_is_written_once(registry: Registry, point: str) -> None:
    _, person, _ = min(seats(await registry.planner.propose("one", caseNumbers=[CROSS])))
    act = await _barring(registry, "tie", person)
    before = (await registry.counts())["kin_ties"]
    first, second = await interleaved(registry, point, act, act)
    assert sorted(each["__typename"] for each in (first, second)) == ["FactRefused", "FactsChanged"]
    assert {each.get("code") for each in (first, second)} == {None, "ALREADY_RECORDED"}
    assert (await registry.counts())["kin_ties"] == before + 1


async def test_many_ties_and_approvals_truly_at_once_leave_nobody_barred_in_force(registry: Registry) -> None:
    people = {}
    for case in CASES:
        people[case] = min(seats(await registry.planner.propose(case, caseNumbers=[case])))[1]

    async def tie(case: str) -> Any:
        subject = {"otherNumber": await registry.subject(case), "edge": "SPOUSE"}
        return await registry.act("tieRecord", personNumber=people[case], ties=[subject])

    acts = [act(case) for case in CASES for act in (tie, registry.planner.approve)]
    answers = await asyncio.gather(*acts)
    for case, told, approved in zip(CASES, answers[::2], answers[1::2], strict=True):
        assert told["__typename"] == "FactsChanged"
        states = (await registry.state(people[case], case)).split(",")
        assert "ACTIVE" not in states, case
        assert ("SUSPENDED" in states) is (approved["__typename"] == "AllocationApproved"), case
    assert await registry.planner.wrongs() == []

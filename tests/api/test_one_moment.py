"""What a run is made from is of one moment: a fact that comes while it is read waits until all of it is read."""

import asyncio
from typing import Any

import pytest

from resolvers import runs, snapshot
from tests.api.fact_scene import CROSS, Registry, registry

__all__ = ["registry"]

VERSIONS = "SELECT facts_version FROM allocation_runs ORDER BY id DESC LIMIT 1"
CLOCK = "SELECT version FROM fact_clock"


async def test_a_fact_that_comes_in_the_midst_of_reading_is_in_all_of_the_problem_or_in_none_of_it(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, subject = min(await registry.staffed()), await registry.subject()
    read: Any = snapshot.__dict__["read_staffing"]
    coming: list[asyncio.Future[Any]] = []
    early: list[asyncio.Future[Any]] = []

    async def interrupted(*given: Any, **named: Any) -> Any:
        tie = registry.act("tieRecord", personNumber=person, ties=[{"otherNumber": subject, "edge": "SPOUSE"}])
        coming.append(asyncio.ensure_future(tie))
        done, _ = await asyncio.wait(coming, timeout=1)
        early.extend(done)
        return await read(*given, **named)

    monkeypatch.setattr(snapshot, "read_staffing", interrupted)
    before = await registry.planner.key_of(CLOCK)
    await registry.planner.propose("meanwhile", caseNumbers=["商纪案〔2026〕24号"])
    assert (early, len(coming)) == ([], 1)
    assert await registry.planner.key_of(VERSIONS) == before
    assert (await coming[0])["__typename"] == "FactsChanged"
    assert await registry.state(person, CROSS) == "SUSPENDED"


async def test_facts_wait_for_the_reading_alone_and_not_for_the_solving(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve: Any = runs.__dict__["solved"]
    recorded: list[Any] = []
    person, subject = min(await registry.staffed()), await registry.subject()

    async def slowly(*given: Any) -> Any:
        if not recorded:
            tie = registry.act("tieRecord", personNumber=person, ties=[{"otherNumber": subject, "edge": "SPOUSE"}])
            recorded.append(await asyncio.wait_for(tie, 20))
        return await solve(*given)

    monkeypatch.setattr(runs, "solved", slowly)
    await registry.planner.propose("meanwhile", caseNumbers=["商纪案〔2026〕24号"])
    assert [each["__typename"] for each in recorded] == ["FactsChanged"]

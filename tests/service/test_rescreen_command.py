"""``zones rescreen``: what begins with a day suspends on that day, without anybody having changed a fact."""

from dataclasses import replace
from datetime import timedelta

from tests.api.fact_scene import CROSS, Registry, registry, suspended
from tests.service.running import zones

__all__ = ["registry"]


async def test_a_policy_that_comes_into_force_by_its_date_suspends_once(registry: Registry, county: str) -> None:
    person = min(await registry.staffed())
    now = registry.planner.asking.now
    asking = replace(registry.planner.asking, now=now - timedelta(days=1))
    yesterday = Registry(replace(registry.planner, asking=asking))
    for back, severity in ((1, "SOFT"), (0, "ABSOLUTE")):
        day = str((now - timedelta(days=back)).date())
        document = {"recusal": {"severities": {"R18": severity}}}
        await yesterday.act("policySet", effectiveFrom=day, document=document, reason="会议决定")
    friend = {"otherNumber": await registry.subject(), "social": "CLASSMATE"}
    tied = await yesterday.act("tieRecord", personNumber=person, ties=[friend])
    assert suspended(tied) == []
    first, second = (zones("rescreen", DATABASE_URL=county) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert f"暂停 {person} {CROSS}" in first.stdout
    assert "暂停" not in second.stdout
    assert "恢复" not in first.stdout + second.stdout
    assert await registry.state(person) == "SUSPENDED"
    line = "SELECT count(*) FROM audit_entries WHERE act = 'RESCREEN' AND actor = 'command line'"
    assert await registry.planner.key_of(line) == 2

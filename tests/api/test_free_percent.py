"""How much of a member's time is free in a period: what the busiest day leaves, as the planner counts it."""

from datetime import timedelta

from db.tables import Absence
from terms.people import AbsenceKind
from terms.periods import Period
from tests.api.allocation_scene import Planner
from tests.api.test_ranks_and_shares import FREE, on_whole_days

LISTED = "query ($filter: PoolFilter) { poolMembers(filter: $filter) { totalCount } }"


async def test_what_is_free_is_that_of_the_busiest_day_and_what_is_tolerated_takes_nothing(planner: Planner) -> None:
    number = await free_member(planner)
    key, today = await planner.person(number), planner.asking.now.date()
    capacity = await planner.key_of("SELECT capacity FROM pool_members WHERE person_id = :key", key=key)
    parts = [(AbsenceKind.LENT, 40, 0, 30), (AbsenceKind.LENT, 30, 30, 60), (AbsenceKind.TRAINING, 95, 10, 12)]
    for kind, percent, first, last in parts:
        during = Period(today + timedelta(days=first), today + timedelta(days=last))
        await planner.become(Absence(person_id=key, kind=kind, percent=percent, during=during))
    assert await free(planner, number, 0, 90) == capacity - 40
    assert await free(planner, number, 30, 90) == capacity - 30
    assert await free(planner, number, 60, 90) == capacity
    await on_whole_days(planner, number, 20, days=45)
    assert await free(planner, number, 0, 90) == capacity - 60
    assert await free(planner, number, 31, 90) == capacity - 50
    await on_whole_days(planner, number, 50, days=50)
    assert await free(planner, number, 0, 90) == 0


async def free_member(planner: Planner) -> str:
    """Return the number of somebody in the pool whose time nothing takes."""
    return str(
        await planner.key_of(
            "SELECT min(p.number) FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
            " WHERE m.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM assignments AS a WHERE a.person_id = p.id)"
            " AND NOT EXISTS (SELECT 1 FROM absences AS a WHERE a.person_id = p.id) AND m.capacity > 60"
        )
    )


async def free(planner: Planner, number: str, first: int, last: int) -> int:
    """Return the percent that is free of somebody between two days, counted from today."""
    start, end = (planner.asking.now.date() + timedelta(days=days) for days in (first, last))
    asked = {"start": start.isoformat(), "end": end.isoformat()}
    told = (await planner.asking.data(FREE, number=number, during=asked))["person"]["poolMember"]
    wanted = {"text": number, "freeDuring": asked, "freePercent": max(1, told["freePercent"])}
    listed = (await planner.asking.data(LISTED, filter=wanted))["poolMembers"]["totalCount"]
    assert listed == (told["freePercent"] > 0)
    return int(told["freePercent"])

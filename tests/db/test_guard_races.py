"""Two acts of SQL at once: one waits for the other, and the guards see what both would make together."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from tests.db.guard_scene import Attacker, another, refused


async def racing(attacker: Attacker, url: str, first: Callable[[Attacker], Awaitable[Any]], second: Any) -> list[str]:
    """Do the first act and keep it open while the second begins; commit the first, then the second.

    Returns:
        The guards that refused, of the two in order; empty where both were kept.
    """
    other = await another(attacker, url)
    refusals: list[str] = []
    try:
        mine, theirs = attacker.sql.transaction(), other.sql.transaction()
        await mine.start()
        await first(attacker)
        await theirs.start()
        waiting = asyncio.create_task(second(other))
        await asyncio.sleep(0.05)
        await mine.commit()
        try:
            await waiting
            await theirs.commit()
        except asyncpg.PostgresError as error:
            refusals.append(str(getattr(error, "constraint_name", None)))
            if not waiting.exception():
                return refusals
            await theirs.rollback()
    finally:
        await other.sql.close()
    return refusals


async def test_two_bookings_at_once_never_go_over_capacity_together(attacker: Attacker, database: str) -> None:
    seen = [await attacker.screening("half", case) for case in ("own", "second")]
    refusals = await racing(
        attacker,
        database,
        lambda one: one.assign("half", "own", effort=40, screening=seen[0]),
        lambda two: two.assign("half", "second", effort=40, screening=seen[1]),
    )
    assert refusals == ["assignment_within_capacity"]
    assert await attacker.value("SELECT most_booked($1, '(,)')", attacker.ids["half"]) == 40


async def test_a_tie_and_an_assignment_at_once_never_both_stay(attacker: Attacker, database: str) -> None:
    seen = await attacker.screening("kin", "own")
    refusals = await racing(
        attacker,
        database,
        lambda one: one.assign("kin", "own", screening=seen),
        lambda two: two.kin("kin", "subject", "SPOUSE"),
    )
    assert refusals == ["standing_assignments_are_screened"]
    seen = await attacker.screening("kin", "second")
    refusals = await racing(
        attacker,
        database,
        lambda one: one.sql.execute(
            "UPDATE assignments SET state = 'ENDED', ended_at = now() WHERE person_id = $1", one.ids["kin"]
        ),
        lambda two: two.kin("kin", "subject", "SPOUSE"),
    )
    assert refusals == []
    await refused(attacker, lambda: attacker.assign("kin", "second", screening=seen), by="assignment_is_screened")


async def test_a_document_is_not_revoked_under_an_assignment_being_made(attacker: Attacker, database: str) -> None:
    seen = await attacker.screening("lead", "cross")
    refusals = await racing(
        attacker,
        database,
        lambda one: one.assign("lead", "cross", document="paper", screening=seen),
        lambda two: two.sql.execute("UPDATE authorisations SET superseded_at = now()"),
    )
    assert refusals == ["assignment_is_authorised"]


async def test_capacity_is_not_lowered_under_a_first_booking_being_made(attacker: Attacker, database: str) -> None:
    seen = await attacker.screening("lead", "own")

    async def lower(two: Attacker) -> None:
        await two.sql.execute("UPDATE pool_members SET superseded_at = now() WHERE person_id = $1", two.ids["lead"])
        await two.sql.execute(
            "INSERT INTO pool_members (person_id, full_time, may_lead, may_review, capacity, during)"
            " VALUES ($1, true, true, true, 10, '(,)')",
            two.ids["lead"],
        )

    refusals = await racing(attacker, database, lambda one: one.assign("lead", "own", screening=seen), lower)
    assert refusals == ["assignment_within_capacity"]

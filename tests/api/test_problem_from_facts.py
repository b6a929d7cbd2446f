"""What the facts of the county become in a problem, field by field: each with the fact and without it."""

import json
from typing import Any

from sqlalchemy import text

from allocation.document import from_json
from allocation.problem import Problem
from db.tables import AllocationRun
from tests.api.allocation_scene import Planner, seats
from tests.api.explaining_scene import EASY
from tests.api.fact_scene import CROSS, Registry, registry

__all__ = ["registry"]

OTHER = "商纪案〔2026〕26号"


async def posed(planner: Planner, key: str, case: str = EASY) -> Problem:
    """Return the problem of a new proposal."""
    await planner.propose(key, caseNumbers=[case])
    return from_json(json.dumps((await planner.rows(AllocationRun))[-1].problem))


async def sql(planner: Planner, statement: str, **given: Any) -> None:
    """Change what no act changes, such as what was recorded years ago."""
    async with planner.asking.database.engine.begin() as connection:
        await connection.execute(text(statement), given)


async def test_kin_who_are_on_record_do_not_sit_together(registry: Registry) -> None:
    planner = registry.planner
    before = await posed(planner, "one")
    team = [person for _, person, _ in seats(await planner.propose("team", caseNumbers=[EASY]))]
    first, second = team[:2]
    pair = tuple(sorted([await planner.person(first), await planner.person(second)]))
    assert pair not in before.kin
    done = await registry.act("tieRecord", personNumber=first, ties=[{"otherNumber": second, "edge": "SPOUSE"}])
    assert done["__typename"] == "FactsChanged", done
    after = await posed(planner, "two")
    assert set(after.kin) - set(before.kin) == {pair}
    together = {person for _, person, _ in seats(await planner.propose("two", caseNumbers=[EASY]))}
    assert not {first, second} <= together


async def test_a_case_that_needs_a_woman_says_so(registry: Registry) -> None:
    planner = registry.planner
    for wanted in (False, True):
        await sql(planner, "UPDATE cases SET needs_female = :wanted WHERE number = :number", wanted=wanted, number=EASY)
        (case,) = (await posed(planner, f"{wanted}")).cases
        assert case.needs_female is wanted


async def test_work_of_the_last_years_is_load_and_so_is_what_was_approved_since(registry: Registry) -> None:
    planner = registry.planner
    before = {person.id: person.load for person in (await posed(planner, "one", OTHER)).candidates}
    assert any(before.values())
    team = await registry.staffed(EASY)
    after = {person.id: person.load for person in (await posed(planner, "two", OTHER)).candidates}
    rose = {person for person in before if after[person] > before[person]}
    assert rose == {await planner.person(number) for number in team}


async def test_who_is_of_an_organ_and_not_in_the_pool_is_counted_as_staying_at_home(registry: Registry) -> None:
    planner = registry.planner
    problem = await posed(planner, "one")
    member = next(person for person in problem.candidates if person.full_time)
    before = dict(problem.others_at_home).get(member.organ, 0)
    left = "UPDATE pool_members SET superseded_at = now() WHERE person_id = :member AND superseded_at IS NULL"
    await sql(planner, left, member=member.id)
    after = await posed(planner, "two")
    assert member.id not in {person.id for person in after.candidates}
    assert dict(after.others_at_home)[member.organ] == before + 1


async def test_an_organ_that_handles_a_case_of_another_is_not_handled_by_it_in_turn(registry: Registry) -> None:
    planner = registry.planner
    before = set((await posed(planner, "one")).handled_before)
    await registry.staffed(CROSS)
    after = set((await posed(planner, "two")).handled_before)
    home = await planner.key_of("SELECT home_organ_id FROM cases WHERE number = :number", number=CROSS)
    assert after - before
    assert {handled for _, handled in after - before} == {home}

"""The demo in a real database: nothing of it offends the schema, and the rules bar what they should."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.demo import CountyExists, Summary, is_empty, load_demo
from db.facts import read_facts
from db.tables import Case, CaseNeed, County, PoolSkill
from recusal.findings import Question, Screening
from recusal.screen import screen
from recusal.world import World
from terms.cases import AssignmentRole, CaseStatus
from terms.people import Skill
from terms.recusal import Severity

DAY = date(2026, 11, 23)
BARS = {Severity.HARD, Severity.ABSOLUTE, Severity.WAIVABLE}
OPEN = (CaseStatus.FILED, CaseStatus.PRELIM_VERIFICATION)


async def load(engine: AsyncEngine, *, size: str = "demo", seed: int = 1) -> Summary:
    """Load a demo and commit it."""
    async with engine.begin() as connection:
        return await load_demo(connection, size=size, planning_day=DAY, seed=seed)


async def answers(engine: AsyncEngine, role: AssignmentRole) -> tuple[Screening, ...]:
    """Screen the whole pool against every open case, sealed facts included."""
    async with AsyncSession(engine) as session:
        facts = (await read_facts(session, on=DAY, sealed=True)).facts
        cases = (await session.exec(select(Case.id).where(col(Case.status).in_(OPEN)))).all()
    people = frozenset(standing.person for standing in facts.pool)
    question = Question(people, frozenset(cases), role, before_approval=True)
    return screen(World(facts), question, on=DAY)


def is_barred(answer: Screening) -> bool:
    """Tell whether something other than a missing requirement keeps the person off the case."""
    return any(finding.severity in BARS for finding in answer.findings)


async def case_in_need_of(engine: AsyncEngine, skill: Skill) -> tuple[int, set[int]]:
    """Return the case that needs the highest grade in a skill, and everybody who has it."""
    async with AsyncSession(engine) as session:
        need = select(CaseNeed.case_id).where(CaseNeed.skill == skill, CaseNeed.grade == 3)
        able = select(PoolSkill.person_id).where(PoolSkill.skill == skill, PoolSkill.grade == 3)
        return (await session.exec(need)).one(), set((await session.exec(able)).all())


async def test_the_demo_loads_into_an_empty_database_and_counts_what_is_there(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await is_empty(connection)
    summary = await load(engine)
    async with engine.connect() as connection:
        assert not await is_empty(connection)
        for table, count in summary.counts.items():
            schema = "sealed." if table in {"informants", "holds"} else ""
            assert (await connection.execute(text(f"SELECT count(*) FROM {schema}{table}"))).scalar_one() == count


async def test_a_database_with_a_county_is_left_as_it_is(engine: AsyncEngine) -> None:
    await load(engine)
    with pytest.raises(CountyExists):
        await load(engine)
    async with AsyncSession(engine) as session:
        assert (await session.exec(select(func.count()).select_from(County))).one() == 1


async def test_of_two_loads_at_once_one_is_refused(engine: AsyncEngine) -> None:
    outcomes = await asyncio.gather(load(engine), load(engine), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CountyExists", "Summary"]


async def test_a_load_that_is_not_committed_leaves_nothing(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await load_demo(connection, size="demo", planning_day=DAY)
        await connection.rollback()
        assert await is_empty(connection)


async def test_rows_added_later_get_keys_of_their_own(engine: AsyncEngine) -> None:
    summary = await load(engine)
    statement = text(
        "INSERT INTO people (county_id, number, name, native_place) VALUES (1, 'P999999', '某', '') RETURNING id"
    )
    async with engine.begin() as connection:
        assert (await connection.execute(statement)).scalar_one() == summary.counts["people"] + 1


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_about_a_quarter_of_the_pairs_is_barred(engine: AsyncEngine, seed: int) -> None:
    await load(engine, seed=seed)
    found = await answers(engine, AssignmentRole.MEMBER)
    assert len(found) == 130 * 14
    barred = sum(is_barred(answer) for answer in found)
    assert 0.20 <= barred / len(found) <= 0.30
    rules = {finding.rule for answer in found for finding in answer.findings}
    assert rules >= {"R02", "R06", "R08", "R10", "R11", "R12", "R13", "R16", "R18", "R37", "R39", "R42", "R48"}
    assert "RESTRICTED" in rules


async def test_nobody_may_lead_the_case_against_one_of_the_county_commission(engine: AsyncEngine) -> None:
    await load(engine)
    led: dict[int, int] = {}
    for answer in await answers(engine, AssignmentRole.LEAD):
        led[answer.case] = led.get(answer.case, 0) + (not answer.bars)
    assert [place for place, case in enumerate(sorted(led), 1) if led[case] == 0] == [13]


async def test_the_one_expert_in_electronic_data_is_near_kin_of_the_subject(engine: AsyncEngine) -> None:
    await load(engine)
    case, experts = await case_in_need_of(engine, Skill.E_DATA)
    assert len(experts) == 1
    found = [answer for answer in await answers(engine, AssignmentRole.MEMBER) if answer.case == case]
    rules = [{finding.rule for finding in answer.findings} for answer in found if answer.person in experts]
    assert len(rules) == 1
    assert "R02" in rules[0]


async def test_of_the_two_experts_in_works_one_is_away_and_one_could_be_waived(engine: AsyncEngine) -> None:
    await load(engine)
    case, experts = await case_in_need_of(engine, Skill.WORKS)
    assert len(experts) == 2
    found = [answer for answer in await answers(engine, AssignmentRole.MEMBER) if answer.case == case]
    waivable = {answer.person for answer in found if answer.person in experts and answer.waivable}
    assert len(waivable) == 1
    statement = text(
        "SELECT a.person_id FROM absences AS a JOIN cases AS c ON c.id = :case AND a.during @> c.during"
        " WHERE a.person_id = ANY(:experts)"
    )
    async with engine.connect() as connection:
        away: Any = await connection.execute(statement, {"case": case, "experts": sorted(experts)})
    assert set(away.scalars()) == experts - waivable


async def test_the_city_has_the_people_and_cases_that_its_name_promises(engine: AsyncEngine) -> None:
    summary = await load(engine, size="city")
    assert summary.counts["pool_members"] == 1_500
    assert summary.counts["zones"] == 48
    async with AsyncSession(engine) as session:
        waiting = select(func.count()).select_from(Case).where(col(Case.status).in_(OPEN))
        assert (await session.exec(waiting)).one() == 400

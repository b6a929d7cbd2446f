"""A part of the facts answers exactly as all of them do, for whomever and whatever it is read."""

from collections import Counter
from datetime import datetime

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.kin_in_sight import LONGEST_BOND, LONGEST_NEAR, longest
from db.session import Database
from db.tables import Assignment, Waiver
from recusal.bonds import Bond
from recusal.findings import Finding, Question, Screening
from recusal.kin_sets import NEAR_CIV
from recusal.lifting import ground_of, parties_of
from recusal.registry import TIES
from recusal.screen import find, screen
from recusal.world import World
from terms.cases import AssignmentRole
from terms.periods import COUNTY_TIME
from terms.recusal import DecisionLevel, Purpose, Severity
from tests.db.fact_scene import Tangle, tangle

DAY = datetime.now(tz=COUNTY_TIME).date()
PARTS = 40


async def _waive(session: AsyncSession, drawn: Tangle) -> None:
    """Waive some of what is found."""
    world = World((await read_facts(session, on=DAY, sealed=True)).facts)
    question = Question(frozenset(drawn.people), frozenset(drawn.cases))
    found = [finding for each in screen(world, question, on=DAY) for finding in each.findings]
    waivable = [each for each in found if each.severity is Severity.WAIVABLE and each.rule != "R52"]
    for finding in drawn.draw.sample(waivable, min(600, len(waivable))):
        waiver = Waiver(
            person_id=finding.person,
            case_id=finding.case,
            role=AssignmentRole.MEMBER,
            rule=finding.rule,
            ground=ground_of(finding),
            parties=parties_of(world, finding.case),
            reason="人手不足",
            level=DecisionLevel.COUNTY,
            granted_by="test",
            granted_on=DAY,
            expires_on=DAY.replace(year=DAY.year + 1),
        )
        session.add(waiver)
    await session.flush()


async def _asked(session: AsyncSession, question: Question, *, sealed: bool) -> tuple[Screening, ...]:
    part = Part(question.people, question.cases)
    known = await read_facts(session, on=DAY, sealed=sealed, part=part)
    return screen(World(known.facts), question, on=DAY)


async def _bias(session: AsyncSession, question: Question) -> tuple[Finding, ...]:
    part = Part(question.people, question.cases, requirements=False)
    known = await read_facts(session, on=DAY, sealed=True, part=part)
    assert (known.facts.pool, known.facts.declarations, known.facts.handlings) == ((), (), ())
    return find(World(known.facts), question, on=DAY, rules=TIES)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("sealed", [True, False])
async def test_a_part_answers_as_the_whole_does(county: str, seed: int, *, sealed: bool) -> None:
    database = Database(county)
    rules: Counter[str] = Counter()
    lifted = 0
    async with AsyncSession(database.engine) as session:
        drawn = await tangle(session, seed, day=DAY)
        await _waive(session, drawn)
        world = World((await read_facts(session, on=DAY, sealed=sealed)).facts)
        served = (await session.exec(select(Assignment.person_id).order_by(col(Assignment.id)))).all()
        people = sorted({*drawn.people, *served})
        for _ in range(PARTS):
            question = Question(
                people=frozenset(drawn.draw.sample(people, drawn.draw.randint(1, 9))),
                cases=frozenset(drawn.draw.sample(list(drawn.cases), drawn.draw.randint(1, 4))),
                role=drawn.draw.choice(list(AssignmentRole)),
                before_approval=drawn.draw.random() < 0.5,
                purpose=drawn.draw.choice([Purpose.ASSIGNMENT, *Purpose]),
            )
            whole = screen(world, question, on=DAY)
            assert await _asked(session, question, sealed=sealed) == whole
            if sealed:  # as a rescreening reads them
                assert await _bias(session, question) == find(world, question, on=DAY, rules=TIES)
            rules.update({finding.rule for each in whole for finding in each.findings})
            lifted += sum(finding.lifted_by is not None for each in whole for finding in each.findings)
    await database.close()
    assert {"R01", "R02", "R05", "R08", "R10", "R13", "R17", "R18", "R20", "R52"} <= rules.keys()
    assert ("RESTRICTED" in rules) is sealed
    assert lifted > 0


async def test_a_part_of_nobody_and_nothing_holds_nothing_of_the_county(county: str) -> None:
    database = Database(county)
    async with AsyncSession(database.engine) as session:
        facts = (await read_facts(session, on=DAY, sealed=True, part=Part(frozenset(), frozenset()))).facts
    await database.close()
    assert (facts.people, facts.cases, facts.organs, facts.kin_ties, facts.services) == ((), (), (), (), ())


def test_kinships_are_as_long_as_their_longest_pattern() -> None:
    assert LONGEST_BOND == longest(Bond.SPOUSES_COUSIN) == 5
    assert LONGEST_NEAR == longest(Bond.SIBLING) == 2
    assert max(longest(bond) for bond in NEAR_CIV) == 2
    assert longest(Bond.SPOUSE) == 1

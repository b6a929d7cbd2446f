"""No change of facts alters what is found on an assignment that it does not touch."""

from datetime import datetime
from typing import Any, Final

import pytest
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.bulk import present_moment
from db.session import Database
from db.tables import (
    AssertedKinTie,
    Case,
    CaseLink,
    CaseParty,
    Duty,
    IdentityLink,
    Incident,
    Informant,
    Interest,
    KinTie,
    Membership,
    PlaceTie,
    SocialTie,
)
from db.touched import answer_changes, open_changes, touched_by
from terms.cases import CaseStatus, Mode
from terms.periods import COUNTY_TIME
from tests.db.fact_scene import Tangle, tangle
from tests.db.touched_scene import found_on_assignments, staff

DAY: Final = datetime.now(tz=COUNTY_TIME).date()
CHANGES: Final = 40
WITHDRAWN: Final[tuple[type[Any], ...]] = (
    KinTie,
    AssertedKinTie,
    SocialTie,
    Interest,
    PlaceTie,
    Membership,
    CaseParty,
    CaseLink,
    Incident,
    Duty,
    IdentityLink,
    Informant,
)


async def _withdraw(session: AsyncSession, drawn: Tangle, table: type[Any]) -> None:
    standing = select(table).where(col(table.superseded_at).is_(None)).order_by(col(table.id))
    rows: list[Any] = list((await session.exec(standing)).all())
    wanted = [row for row in rows if not isinstance(row, Membership) or row.person_id in drawn.people]
    if wanted:
        drawn.draw.choice(wanted).superseded_at = await present_moment(session)


async def _alter(session: AsyncSession, drawn: Tangle) -> None:
    case = await session.get_one(Case, drawn.draw.choice(drawn.cases))
    what = drawn.draw.randrange(4)
    if what == 0:
        case.mode = drawn.draw.choice(list(Mode))
    elif what == 1:
        case.status = drawn.draw.choice(list(CaseStatus))
    elif what == 2:
        case.concerned_organ_id = drawn.draw.choice(drawn.organs)
    else:
        case.appeal_of_id = drawn.draw.choice([other for other in drawn.cases if other != case.id])


async def _change(session: AsyncSession, drawn: Tangle) -> None:
    """Make one change: a row withdrawn, a case altered, or a handful of new rows of which one kind counts."""
    what = drawn.draw.random()
    if what < 0.45:
        await _withdraw(session, drawn, drawn.draw.choice(WITHDRAWN))
    elif what < 0.65:
        await _alter(session, drawn)
    else:
        before = set(drawn.drawn)
        drawn.draw.choice((drawn.kin, drawn.ties, drawn.registers, drawn.matters))()
        new = [key for key in drawn.drawn if key not in before]
        if new:
            row: SQLModel = drawn.drawn[drawn.draw.choice(new)]
            session.add(row)
    await session.flush()


@pytest.mark.parametrize("seed", [1])
async def test_what_a_change_alters_is_among_what_it_touches(county: str, seed: int) -> None:
    database = Database(county)
    altered = spared = 0
    async with AsyncSession(database.engine) as session:
        drawn = await tangle(session, seed, day=DAY, rounds=25)
        await staff(session, drawn, day=DAY)
        await answer_changes(session)
        before = await found_on_assignments(session, on=DAY)
        for _ in range(CHANGES):
            await _change(session, drawn)
            changes = await open_changes(session)
            touched = {row.id for row in await touched_by(session, changes, suspended_for="NONE")}
            after = await found_on_assignments(session, on=DAY)
            differing = {key for key in after if after[key] != before[key]}
            assert differing <= touched
            altered += len(differing)
            spared += len(after) - len(touched)
            before = after
            await answer_changes(session)
    await database.close()
    assert altered > 0
    assert spared > CHANGES * len(before) // 3

"""No change of a family tree alters what is found on an assignment that it does not touch."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

import pytest
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.bulk import present_moment
from db.session import Database
from db.tables import AssertedKinTie, CaseParty, IdentityLink, Interest, KinTie
from db.touched import answer_changes, open_changes, touched_by
from terms.cases import PartyRole
from terms.periods import ALWAYS, COUNTY_TIME, Period
from terms.recusal import IdentityVerdict
from terms.ties import FactOrigin, InterestKind, KinEdge, Kinship
from tests.db.fact_scene import Tangle, tangle
from tests.db.touched_scene import found_on_assignments, staff

Change: TypeAlias = Callable[[AsyncSession, Tangle], Awaitable[SQLModel | None]]

DAY: Final = datetime.now(tz=COUNTY_TIME).date()
CHANGES: Final = 30
KEPT: Final[dict[str, Any]] = {"origin": FactOrigin.DECLARED, "during": ALWAYS}


def _tie(first: int, second: int, edge: KinEdge, **more: Any) -> KinTie:
    return KinTie(**{"first_id": first, "second_id": second, "edge": edge, **KEPT, **more})


def _families(drawn: Tangle) -> list[KinTie]:
    """Return trees of four generations that marry one another: long paths, and few that cross."""
    members = list(drawn.people)
    drawn.draw.shuffle(members)
    ties = []
    for place, child in enumerate(members[1:], start=1):
        parent = members[(place - 1) // 2]
        ties.append(_tie(parent, child, KinEdge.PARENT))
    couples = zip(members[-8:-4], members[-4:], strict=True)
    return ties + [_tie(one, other, KinEdge.SPOUSE) for one, other in couples]


async def _standing(session: AsyncSession, drawn: Tangle, table: type[Any], *where: Any) -> Any:
    """Return a row of a table that stands, drawn among them, None where there is none."""
    statement = select(table).where(col(table.superseded_at).is_(None), *where).order_by(col(table.id))
    rows: list[Any] = list((await session.exec(statement)).all())
    return drawn.draw.choice(rows) if rows else None


async def _tied(_session: AsyncSession, drawn: Tangle) -> SQLModel:
    return _tie(*drawn.two(drawn.people), drawn.draw.choice(list(KinEdge)))


async def _said(_session: AsyncSession, drawn: Tangle) -> SQLModel:
    person, relative = drawn.two(drawn.people)
    kinship = drawn.draw.choice([Kinship.SIBLING, Kinship.SPOUSE, *Kinship])
    return AssertedKinTie(person_id=person, relative_id=relative, kinship=kinship, **KEPT)


async def _withdrawn(session: AsyncSession, drawn: Tangle) -> None:
    row = await _standing(session, drawn, drawn.draw.choice([KinTie, AssertedKinTie, Interest, IdentityLink]))
    if row is not None:
        row.superseded_at = await present_moment(session)


async def _adopted(session: AsyncSession, drawn: Tangle) -> SQLModel:
    """Have a child with a parent on record adopted by somebody, at times by the parent's own spouse."""
    tie = await _standing(session, drawn, KinTie, col(KinTie.edge) == KinEdge.PARENT)
    married = select(KinTie.second_id).where(KinTie.first_id == tie.first_id, KinTie.edge == KinEdge.SPOUSE)
    spouse = (await session.exec(married)).first()
    adopter = spouse if spouse not in (None, tie.second_id) else drawn.draw.choice(drawn.people)
    return _tie(adopter, tie.second_id, KinEdge.ADOPTIVE_PARENT)


async def _married_an_adopter(session: AsyncSession, drawn: Tangle) -> SQLModel | None:
    adoption = await _standing(session, drawn, KinTie, col(KinTie.edge) == KinEdge.ADOPTIVE_PARENT)
    birth = select(KinTie.first_id).where(KinTie.second_id == adoption.second_id, KinTie.edge == KinEdge.PARENT)
    parent = (await session.exec(birth)).first()
    return None if parent in (None, adoption.first_id) else _tie(adoption.first_id, parent, KinEdge.SPOUSE)


async def _divorced(session: AsyncSession, drawn: Tangle) -> SQLModel:
    tie = await _standing(session, drawn, KinTie, col(KinTie.edge) == KinEdge.SPOUSE)
    tie.superseded_at = await present_moment(session)
    await session.flush()
    return _tie(tie.first_id, tie.second_id, KinEdge.SPOUSE, during=Period(None, DAY - timedelta(days=30)))


async def _interested(_session: AsyncSession, drawn: Tangle) -> SQLModel:
    kind = drawn.draw.choice([InterestKind.SHARES, *InterestKind])
    where: dict[str, Any] = {"organ_id": drawn.draw.choice(drawn.organs)}
    if drawn.draw.random() < 0.5:
        where = {"case_id": drawn.draw.choice(drawn.cases)}
    return Interest(person_id=drawn.draw.choice(drawn.people), kind=kind, **where, **KEPT)


async def _linked(_session: AsyncSession, drawn: Tangle) -> SQLModel:
    first, second = sorted(drawn.two(drawn.people))
    return IdentityLink(
        first_id=first, second_id=second, verdict=IdentityVerdict.SAME, reason="同一人", decided_by="test"
    )


KINDS: Final[tuple[Change, ...]] = (
    _tied,
    _said,
    _withdrawn,
    _adopted,
    _married_an_adopter,
    _divorced,
    _interested,
    _linked,
)


async def _keep(session: AsyncSession, row: SQLModel | None) -> None:
    """Write the row, unless the same is on record."""
    if row is not None:
        columns = row.__table__.columns.keys()  # type: ignore[attr-defined]
        values = {name: getattr(row, name) for name in columns if getattr(row, name) is not None}
        await (await session.connection()).execute(insert(type(row)).values(values).on_conflict_do_nothing())
    await session.flush()


async def _settle(session: AsyncSession, drawn: Tangle) -> None:
    """Put families and parties into the county, and some of their members on its cases."""
    for person in drawn.draw.sample(list(drawn.people), 20):
        role = drawn.draw.choice([PartyRole.SUBJECT, *PartyRole])
        session.add(CaseParty(case_id=drawn.draw.choice(drawn.cases), person_id=person, role=role, during=ALWAYS))
    session.add_all(_families(drawn))
    await session.flush()
    for change in (_adopted, _tied, _said):
        await _keep(session, await change(session, drawn))
    await staff(session, drawn, day=DAY, pairs=80)
    await answer_changes(session)


@pytest.mark.parametrize("seed", [3])
async def test_what_a_change_of_kin_alters_is_among_what_it_touches(county: str, seed: int) -> None:
    database = Database(county)
    altered = spared = 0
    async with AsyncSession(database.engine) as session:
        drawn = await tangle(session, seed, day=DAY, rounds=0)
        await _settle(session, drawn)
        before = await found_on_assignments(session, on=DAY)
        for number in range(CHANGES):
            row = await KINDS[number % len(KINDS)](session, drawn)
            await _keep(session, row)
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
    assert altered > CHANGES // 2
    assert spared > CHANGES * len(before) // 3


async def test_a_tie_that_only_one_end_of_a_kinship_is_near_touches_nobody(county: str) -> None:
    """Two strangers to every party marry: their own assignments are left alone."""
    database = Database(county)
    async with AsyncSession(database.engine) as session:
        drawn = await tangle(session, 5, day=DAY, rounds=0)
        await staff(session, drawn, day=DAY, pairs=0)
        await answer_changes(session)
        session.add(_tie(*drawn.two(drawn.people), KinEdge.SPOUSE))
        await session.flush()
        changes = await open_changes(session)
        assert changes.people == frozenset()
        assert len(changes.kin) == 2
        assert await touched_by(session, changes, suspended_for="NONE") == []
    await database.close()

"""Changed facts screen again exactly whom they touch, freeze before they free, and free only what is clear."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.bulk import present_moment, supersede
from db.facts import read_facts
from db.facts_part import Part
from db.tables import Assignment, KinTie, PoolMember, SocialTie
from db.tables.columns import Recorded
from resolvers.rescreening import rescreen
from terms.cases import AssignmentState
from terms.periods import ALWAYS
from terms.ties import FactOrigin, KinEdge, SocialTieKind
from tests.api.allocation_scene import Planner
from tests.api.fact_scene import CROSS, OFFSITE


async def _team(planner: Planner, *cases: str) -> list[Assignment]:
    """Staff the cases and return the assignments."""
    await planner.propose("one", caseNumbers=list(cases))
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"
    return await _placed(planner)


async def _placed(planner: Planner) -> list[Assignment]:
    """Return the assignments that approvals made, without the county's history."""
    return [row for row in await planner.rows(Assignment) if row.proposal_id is not None]


async def _subject(planner: Planner, case: int) -> int:
    return int(
        await planner.key_of(
            "SELECT person_id FROM case_parties WHERE case_id = :case AND role = 'SUBJECT' AND person_id IS NOT NULL"
            " ORDER BY id LIMIT 1",
            case=case,
        )
    )


def _married(one: int, other: int) -> KinTie:
    kept: dict[str, Any] = {"origin": FactOrigin.DECLARED, "during": ALWAYS}
    return KinTie(first_id=one, second_id=other, edge=KinEdge.SPOUSE, **kept)


def _friends(one: int, other: int) -> SocialTie:
    first, second = sorted((one, other))
    kept: dict[str, Any] = {"origin": FactOrigin.DECLARED, "during": ALWAYS}
    return SocialTie(first_id=first, second_id=second, kind=SocialTieKind.FRIEND, **kept)


async def _swap(planner: Planner, table: type[Recorded], gone: Sequence[int], *rows: SQLModel) -> None:
    """Withdraw some rows of a table and record others, in one act."""

    async def work(session: AsyncSession) -> None:
        await supersede(session, table, gone, moment=await present_moment(session))
        session.add_all(rows)
        await session.flush()
        await rescreen(session, on=planner.asking.now.date())

    await planner.asking.database.deciding(work)


def _states(rows: Sequence[Assignment]) -> dict[int, tuple[AssignmentState, str]]:
    return {row.id: (row.state, row.state_reason) for row in rows}


async def test_only_whom_a_change_touches_gets_a_new_screening(planner: Planner) -> None:
    before = await _team(planner, CROSS, OFFSITE)
    one = before[0]
    stranger = await planner.person(await _somebody(planner))
    await planner.become(_friends(one.person_id, stranger))
    after = await _placed(planner)
    renewed = {row.id for row, earlier in zip(after, before, strict=True) if row.screening_id != earlier.screening_id}
    assert renewed == {row.id for row in before if row.person_id == one.person_id}
    assert _states(after) == _states(before)


async def test_a_tie_between_people_without_any_work_screens_nobody_and_is_answered(planner: Planner) -> None:
    before = await _team(planner, CROSS)
    screenings = await planner.key_of("SELECT count(*) FROM screenings")
    one, other = await planner.person(await _somebody(planner)), await planner.person(await _somebody(planner, skip=1))
    await planner.become(_married(one, other))
    assert await planner.key_of("SELECT count(*) FROM screenings") == screenings
    assert await planner.key_of("SELECT count(*) FROM fact_changes WHERE answered_at IS NULL") == 0
    assert _states(await _placed(planner)) == _states(before)


async def test_everybody_is_screened_again_when_that_is_asked_for(planner: Planner) -> None:
    before = await _team(planner, CROSS)

    async def work(session: AsyncSession) -> None:
        assert await rescreen(session, on=planner.asking.now.date(), everything=True) == ()

    await planner.asking.database.deciding(work)
    after = await _placed(planner)
    assert all(row.screening_id > earlier.screening_id for row, earlier in zip(after, before, strict=True))


async def test_one_act_freezes_before_it_frees(planner: Planner) -> None:
    one, other, *_ = await _team(planner, CROSS)
    subject = await _subject(planner, one.case_id)
    await planner.become(_married(one.person_id, subject))
    [tie] = [row for row in await planner.rows(KinTie) if (row.first_id, row.second_id) == (one.person_id, subject)]
    await _swap(planner, KinTie, [tie.id], _married(other.person_id, subject))
    after = _states(await _placed(planner))
    assert after[one.id] == (AssignmentState.ACTIVE, "")
    assert after[other.id] == (AssignmentState.SUSPENDED, "CONFLICT_CAME_TO_LIGHT")
    acts = await planner.key_of(
        "SELECT string_agg(act, ' ' ORDER BY id) FROM audit_entries WHERE object_type = 'assignments'"
    )
    assert acts == "SUSPEND SUSPEND RESTORE"


async def test_two_who_bar_one_another_both_stay_away_whatever_else_changes(planner: Planner) -> None:
    one, other, *_ = await _team(planner, CROSS)
    await planner.become(_married(one.person_id, other.person_id))
    frozen = _states(await _placed(planner))
    assert {frozen[one.id][0], frozen[other.id][0]} == {AssignmentState.SUSPENDED}
    await planner.become(_friends(one.person_id, await planner.person(await _somebody(planner))))
    assert _states(await _placed(planner)) == frozen
    ties = [row.id for row in await planner.rows(KinTie) if row.first_id == one.person_id and row.edge == "SPOUSE"]
    await _swap(planner, KinTie, ties[-1:])
    assert {state for state, _ in _states(await _placed(planner)).values()} == {AssignmentState.ACTIVE}


async def test_who_is_booked_elsewhere_by_now_stays_suspended_when_the_tie_is_withdrawn(planner: Planner) -> None:
    one, *_ = await _team(planner, CROSS)
    subject = await _subject(planner, one.case_id)
    await planner.become(_married(one.person_id, subject))

    async def work(session: AsyncSession) -> None:
        standing = select(PoolMember).where(
            col(PoolMember.person_id) == one.person_id, col(PoolMember.superseded_at).is_(None)
        )
        row = (await session.exec(standing)).one()
        values = row.model_dump(exclude={"id", "recorded_at", "recorded_in", "superseded_at", "superseded_in"})
        await supersede(session, PoolMember, [row.id], moment=await present_moment(session))
        session.add(PoolMember(**{**values, "during": row.during, "capacity": 5}))

    await planner.asking.database.deciding(work)
    [tie] = [row for row in await planner.rows(KinTie) if (row.first_id, row.second_id) == (one.person_id, subject)]
    await _swap(planner, KinTie, [tie.id])
    assert _states(await _placed(planner))[one.id] == (AssignmentState.SUSPENDED, "CONFLICT_CAME_TO_LIGHT")
    assert await planner.key_of("SELECT count(*) FROM recusal_matters WHERE state = 'OPEN'") == 1


async def test_one_tie_reads_a_part_of_the_county_only(planner: Planner) -> None:
    one, *_ = await _team(planner, CROSS)
    async with planner.asking.database.reading() as session:
        day = planner.asking.now.date()
        whole = (await read_facts(session, on=day, sealed=True)).facts
        part = Part(frozenset({one.person_id}), frozenset({one.case_id}))
        some = (await read_facts(session, on=day, sealed=True, part=part)).facts
    assert 0 < len(some.memberships) < len(whole.memberships) // 4
    assert 0 < len(some.organs) < len(whole.organs)
    assert len(some.cases) < len(whole.cases)


async def _somebody(planner: Planner, skip: int = 0) -> str:
    """Return the number of somebody of the pool who works on no case, is party of none and has no kin on record."""
    async with planner.asking.database.engine.connect() as connection:
        found = await connection.execute(
            text(
                "SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
                " WHERE NOT EXISTS (SELECT 1 FROM assignments AS a WHERE a.person_id = p.id)"
                " AND NOT EXISTS (SELECT 1 FROM case_parties AS y WHERE y.person_id = p.id)"
                " AND NOT EXISTS (SELECT 1 FROM kin_ties AS k WHERE p.id IN (k.first_id, k.second_id))"
                " AND NOT EXISTS (SELECT 1 FROM asserted_kin_ties AS k WHERE p.id IN (k.person_id, k.relative_id))"
                " AND NOT EXISTS (SELECT 1 FROM sealed.informants AS i WHERE i.person_id = p.id)"
                " ORDER BY p.id OFFSET :skip LIMIT 1"
            ),
            {"skip": skip},
        )
        return str(found.scalar_one())

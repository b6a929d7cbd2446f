"""Whom the changes of a transaction touch: the assignments that must be screened again before it commits.

Chosen generously: whoever is touched without need is screened without need, which harms nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, or_, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts_part import kin_within
from db.facts_reader import among
from db.kin_in_sight import LONGEST_BOND
from db.tables import Assignment, CaseParty, FactChange
from db.touched_kin import touched_through_kin
from terms.cases import AssignmentState


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in this transaction and is not answered yet."""

    people: frozenset[int] = frozenset()
    """Those of whom a fact changed that counts wherever they are."""
    kin: frozenset[int] = frozenset()
    """Those of whom a tie of kin changed, or what counts for their kin too."""
    cases: frozenset[int] = frozenset()
    everything: bool = False

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is to be answered."""
        return not (self.people or self.kin or self.cases or self.everything)


async def open_changes(session: AsyncSession) -> Changes:
    """Return the changes that no screening has answered; those of other transactions are answered when seen."""
    statement = select(FactChange).where(col(FactChange.answered_at).is_(None))
    rows = (await session.exec(statement)).all()
    kin = frozenset(person for row in rows if row.through_kin for person in row.people)
    people = frozenset(person for row in rows if not row.through_kin for person in row.people)
    return Changes(
        people=people | await _more_than_kin(session, kin - people, {row.version for row in rows if row.through_kin}),
        kin=kin,
        cases=frozenset(case for row in rows for case in row.cases),
        everything=any(row.everything for row in rows),
    )


_MORE_THAN_KIN = """
    SELECT person_id FROM interests
    WHERE person_id = ANY(CAST(:people AS bigint[]))
        AND (recorded_in = ANY(CAST(:versions AS bigint[])) OR superseded_in = ANY(CAST(:versions AS bigint[])))
    UNION
    SELECT unnest(ARRAY[first_id, second_id]) FROM identity_links
    WHERE first_id = ANY(CAST(:people AS bigint[]))
        AND (recorded_in = ANY(CAST(:versions AS bigint[])) OR superseded_in = ANY(CAST(:versions AS bigint[])))
"""


async def _more_than_kin(session: AsyncSession, people: Collection[int], versions: Collection[int]) -> frozenset[int]:
    """Return those of the people of whom an interest or an identity changed, not only a tie of kin."""
    if not people:
        return frozenset()
    values = {"people": sorted(people), "versions": sorted(versions)}
    rows = await (await session.connection()).execute(text(_MORE_THAN_KIN), values)
    return frozenset(row[0] for row in rows.all())


async def answer_changes(session: AsyncSession) -> None:
    """Say that all open changes are answered; the database commits none that is not."""
    await (await session.connection()).execute(text("SELECT rescreening_answered()"))


async def touched_by(session: AsyncSession, changes: Changes, *, suspended_for: str) -> list[Assignment]:
    """Return the assignments in force that the changes may touch, and those suspended for a reason, locked.

    A change of kin touches those between whom it lies, see ``db.touched_kin``. A change of a case touches the cases
    linked with it, appealed from it, or against the same subjects; so does a change of one of its parties. What changes
    of an informant beside her kin and her identity touches no case: neither an answer nor its time tells of her.
    """
    statement = select(Assignment).where(
        or_(
            col(Assignment.state) == AssignmentState.ACTIVE,
            and_(col(Assignment.state) == AssignmentState.SUSPENDED, col(Assignment.state_reason) == suspended_for),
        )
    )
    if not changes.everything:
        people = await kin_within(session, changes.people, 0)
        parties = await kin_within(session, await _parties(session, changes.cases), 0)
        cases = await _cases(session, people=people | parties, cases=changes.cases)
        kin = await touched_through_kin(session, changes.kin)
        statement = statement.where(
            or_(
                among(col(Assignment.id), kin),
                among(col(Assignment.person_id), people),
                among(col(Assignment.case_id), cases),
            )
        )
    rows = await session.exec(statement.order_by(col(Assignment.id)).with_for_update())
    return list(rows.all())


async def in_reach(session: AsyncSession, changes: Changes) -> tuple[frozenset[int], frozenset[int]]:
    """Return the people whom the changes may touch through any kinship, and the cases through people and links.

    More than are touched: for what is cheap to look at again, as who sits in on an item of an agenda.
    """
    near = changes.people | changes.kin | await _parties(session, changes.cases)
    people = await kin_within(session, near, LONGEST_BOND)
    return people, await _cases(session, people=people, cases=changes.cases)


_CASES = """
    WITH RECURSIVE party (case_id) AS (
        SELECT p.case_id FROM case_parties AS p WHERE p.person_id = ANY(CAST(:people AS bigint[]))
        UNION SELECT unnest(CAST(:cases AS bigint[]))
    ), near (id, hops) AS (
        SELECT case_id, 0 FROM party
        UNION
        SELECT step.id, near.hops + 1
        FROM near CROSS JOIN LATERAL (
            SELECT second_id FROM case_links WHERE first_id = near.id
            UNION ALL SELECT first_id FROM case_links WHERE second_id = near.id
            UNION ALL SELECT id FROM cases WHERE appeal_of_id = near.id
        ) AS step (id)
        WHERE near.hops < 3
    )
    SELECT DISTINCT id FROM near
"""


async def _parties(session: AsyncSession, cases: Collection[int]) -> frozenset[int]:
    parties = select(CaseParty.person_id).where(
        among(col(CaseParty.case_id), cases), col(CaseParty.person_id).is_not(None)
    )
    return frozenset(person for person in (await session.exec(parties)).all() if person is not None)


async def _cases(session: AsyncSession, *, people: Collection[int], cases: Collection[int]) -> frozenset[int]:
    values = {"people": sorted(people), "cases": sorted(cases)}
    rows = await (await session.connection()).execute(text(_CASES), values)
    return frozenset(row[0] for row in rows.all())

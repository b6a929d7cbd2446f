"""Which rows the rules can see when some people are looked at against some cases: a small part of a large county.

Whatever is read beyond need changes no answer, so what is in sight is chosen generously and without regard to time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db.kin_in_sight import KinInSight, kin_in_sight
from db.session import require_judging
from recusal.records import SamePerson


@dataclass(frozen=True, slots=True)
class Part:
    """Some people against some cases: as many rows are read as their screening needs."""

    people: frozenset[int]
    cases: frozenset[int]
    venues: frozenset[int] = frozenset()
    requirements: bool = True
    """Whether more than the rules of bias is asked; else what only requirements look at is left out."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The keys of what is in sight of a part."""

    asked: frozenset[int]
    """The people asked about, with the records that are the same people."""
    involved: frozenset[int]
    """Those, the parties of the cases in sight, who serves on them, and the informants."""
    near: frozenset[int]
    """Those, and the near relatives of the people asked about."""
    kin_ties: frozenset[int]
    """The ties that a kinship between somebody asked about and somebody involved can run through or hang on."""
    asserted_kin: frozenset[int]
    cases: frozenset[int]
    """The cases asked about, what they are linked with or appeal from, and the other cases of their subjects and
    those in which somebody asked about is one."""
    venues: frozenset[int]
    requirements: bool


async def sight_of(session: AsyncSession, part: Part, same: Iterable[SamePerson], *, sealed: bool, past: bool) -> Sight:
    """Return what is in sight of a part; informants only where sealed facts are read, past ties where asked for."""
    records = _Records(same)
    asked = records.of(part.people)
    near = await _keys(session, _NEAR, cases=sorted(part.cases))
    found = await _rows(session, _INVOLVED + (_INFORMANTS if sealed else ""), cases=sorted(near))
    subjects = records.of(person for person, is_subject in found if is_subject)
    cases = near | await _keys(session, _OTHER_CASES, people=sorted(asked | subjects))
    involved = asked | records.of(person for person, _ in found)
    kin: KinInSight = await kin_in_sight(session, asked, involved, past=past)
    return Sight(
        asked=asked,
        involved=involved,
        near=involved | kin.near,
        kin_ties=kin.kin_ties,
        asserted_kin=kin.asserted_kin,
        cases=cases,
        venues=part.venues,
        requirements=part.requirements,
    )


async def organs_in_sight(session: AsyncSession, organs: Collection[int]) -> frozenset[int]:
    """Return the organs with all that they hang on or are resident in, came from and became."""
    return await _keys(session, _ORGANS, organs=sorted(organs))


async def renamed(session: AsyncSession, organs: Collection[int]) -> frozenset[int]:
    """Return the organs with all that they came from and became."""
    return await _keys(session, _RENAMED, organs=sorted(organs))


async def kin_within(session: AsyncSession, people: Collection[int], radius: int) -> frozenset[int]:
    """Return everybody within so many ties of kin, past ties too; declared full siblings count as one place."""
    require_judging(session)
    return await _keys(session, _KIN, people=sorted(people), radius=radius)


class _Records:
    """Which records humans found to be one person."""

    def __init__(self, same: Iterable[SamePerson]) -> None:
        self._group: dict[int, frozenset[int]] = {}
        for pair in same:
            group = self.of((pair.first, pair.second))
            self._group.update(dict.fromkeys(group, group))

    def of(self, people: Iterable[int]) -> frozenset[int]:
        found: set[int] = set()
        for person in people:
            found |= self._group.get(person, frozenset((person,)))
        return frozenset(found)


_NEAR = """
    WITH RECURSIVE near (id, hops) AS (
        SELECT unnest(CAST(:cases AS bigint[])), 0
        UNION
        SELECT step.id, near.hops + 1
        FROM near CROSS JOIN LATERAL (
            SELECT second_id FROM case_links WHERE first_id = near.id
            UNION ALL SELECT first_id FROM case_links WHERE second_id = near.id
            UNION ALL SELECT appeal_of_id FROM case_versions WHERE case_id = near.id AND appeal_of_id IS NOT NULL
        ) AS step (id)
        WHERE near.hops < 3
    )
    SELECT DISTINCT id FROM near
"""
_INVOLVED = """
    SELECT person_id, role IN ('SUBJECT', 'CO_SUBJECT') FROM case_parties
    WHERE case_id = ANY(CAST(:cases AS bigint[])) AND person_id IS NOT NULL
    UNION SELECT person_id, false FROM assignments WHERE case_id = ANY(CAST(:cases AS bigint[]))
"""
_INFORMANTS = """
    UNION SELECT person_id, false FROM unsealed.informants WHERE case_id = ANY(CAST(:cases AS bigint[]))
"""
_OTHER_CASES = """
    SELECT DISTINCT case_id FROM case_parties
    WHERE person_id = ANY(CAST(:people AS bigint[])) AND role IN ('SUBJECT', 'CO_SUBJECT')
"""
_KIN = """
    WITH RECURSIVE kin (id, ties) AS (
        SELECT unnest(CAST(:people AS bigint[])), 0
        UNION
        SELECT step.id, kin.ties + step.ties
        FROM kin CROSS JOIN LATERAL (
            SELECT second_id, 1 FROM kin_ties WHERE first_id = kin.id
            UNION ALL SELECT first_id, 1 FROM kin_ties WHERE second_id = kin.id
            UNION ALL SELECT relative_id, CASE kinship WHEN 'SIBLING' THEN 0 ELSE 1 END
            FROM asserted_kin_ties WHERE person_id = kin.id
            UNION ALL SELECT person_id, CASE kinship WHEN 'SIBLING' THEN 0 ELSE 1 END
            FROM asserted_kin_ties WHERE relative_id = kin.id
            UNION ALL SELECT second_id, 0 FROM identity_links WHERE first_id = kin.id AND verdict = 'SAME'
            UNION ALL SELECT first_id, 0 FROM identity_links WHERE second_id = kin.id AND verdict = 'SAME'
        ) AS step (id, ties)
        WHERE kin.ties + step.ties <= :radius
    )
    SELECT DISTINCT id FROM kin
"""
_ORGANS = """
    WITH RECURSIVE organ (id) AS (
        SELECT unnest(CAST(:organs AS bigint[]))
        UNION
        SELECT step.id
        FROM organ CROSS JOIN LATERAL (
            SELECT parent_id FROM organ_links WHERE child_id = organ.id
            UNION ALL SELECT successor_id FROM organ_successions WHERE predecessor_id = organ.id
            UNION ALL SELECT predecessor_id FROM organ_successions WHERE successor_id = organ.id
        ) AS step (id)
    )
    SELECT id FROM organ
"""
_RENAMED = """
    WITH RECURSIVE organ (id) AS (
        SELECT unnest(CAST(:organs AS bigint[]))
        UNION
        SELECT step.id
        FROM organ CROSS JOIN LATERAL (
            SELECT successor_id FROM organ_successions WHERE predecessor_id = organ.id
            UNION ALL SELECT predecessor_id FROM organ_successions WHERE successor_id = organ.id
        ) AS step (id)
    )
    SELECT id FROM organ
"""


async def _rows(session: AsyncSession, statement: str, **values: Any) -> list[Any]:
    connection = await session.connection()
    return list((await connection.execute(text(statement), values)).all())


async def _keys(session: AsyncSession, statement: str, **values: Any) -> frozenset[int]:
    empty: Mapping[str, Any] = {name: value for name, value in values.items() if value == []}
    return frozenset() if empty else frozenset(row[0] for row in await _rows(session, statement, **values))

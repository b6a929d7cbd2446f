"""Which ties of kin can lie between some people and others: of all ties around them only those few.

A kinship is a path of few ties. What leads from one of them to nobody else among them, as most of every family tree
does, changes no answer and is not read.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from recusal.bonds import COMPOSED, Bond
from recusal.kin_sets import NEAR_SUP


def longest(bond: Bond) -> int:
    """Return the most ties that a bond is made of."""
    ways = COMPOSED.get(bond, ())
    return max((sum(longest(step) for step in way) for way in ways), default=1)


LONGEST_BOND: Final = max(longest(bond) for bond in Bond)
"""The most ties between two people who are kin in any pattern."""
LONGEST_NEAR: Final = max(longest(bond) for bond in NEAR_SUP)
"""The most ties between a person and a near relative, whose interests count as hers (R07)."""
FEW: Final = 4
"""How many more the others must be to look farther from the ones than from them (ours)."""


@dataclass(frozen=True, slots=True)
class KinInSight:
    """What is read of the family trees."""

    near: frozenset[int]
    """The people asked about with their near relatives, and more."""
    kin_ties: frozenset[int]
    asserted_kin: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Tie:
    """One tie between two people; ``length`` is 0 where both count as one place of the tree."""

    table: str
    id: int
    first: int
    second: int
    length: int


async def kin_in_sight(
    session: AsyncSession, ones: Collection[int], others: Collection[int], *, past: bool
) -> KinInSight:
    """Return the ties that a kinship between one of the ones and another person can run through, or hang on.

    Others are the people given, and whoever is near one of the ones and has an interest or does business. All ties of
    everybody on such a path are among them, since an adoption alters the ties beside it.

    Args:
        session: read in one transaction.
        ones: the people asked about.
        others: whom they may be kin to.
        past: whether ties count that were withdrawn.
    """
    if not ones:
        return KinInSight(frozenset(), frozenset(), frozenset())
    far = LONGEST_BOND // 2 + (len(ones) * FEW < len(others))
    values = {"ones": sorted(ones), "others": sorted(others), "far": far, "back": LONGEST_BOND - 1 - far, "past": past}
    connection = await session.connection()
    ties = [_Tie(*row) for row in (await connection.execute(text(_AROUND), values)).all()]
    graph = _graph(ties)
    from_ones = nearest_two(graph, ones, LONGEST_BOND)
    near = frozenset(ones) | {person for person, reached in from_ones.items() if min(reached.values()) <= LONGEST_NEAR}
    rows = await connection.execute(text(_HOLDERS), {"people": sorted(near)})
    holders = {row[0] for row in rows.all()}
    path = between(from_ones, nearest_two(graph, others, LONGEST_BOND, within=from_ones), LONGEST_BOND)
    path |= between(from_ones, nearest_two(graph, holders, LONGEST_NEAR, within=from_ones), LONGEST_NEAR)
    kept = [tie for tie in ties if tie.first in path or tie.second in path]
    return KinInSight(
        near=near,
        kin_ties=frozenset(tie.id for tie in kept if tie.table == "kin_ties"),
        asserted_kin=frozenset(tie.id for tie in kept if tie.table == "asserted_kin_ties"),
    )


def between(ones: "Reached", others: "Reached", most: int) -> set[int]:
    """Return who lies on a path of so many ties at most from one of the ones to somebody else among the others."""
    return {
        person
        for person, reached in ones.items()
        for source, ties in reached.items()
        if any(source != other and ties + more <= most for other, more in others.get(person, {}).items())
    }


Reached = Mapping[int, Mapping[int, int]]
"""By person the two nearest sources with the ties to each."""


def nearest_two(
    graph: Mapping[int, Collection[tuple[int, int]]], sources: Iterable[int], most: int, within: Collection[int] = ()
) -> Reached:
    """Return for everybody within so many ties of a source the two nearest ones.

    Args:
        graph: by person the people next to her, each with the length of the tie.
        sources: where the walks start.
        most: how many ties a walk has at most.
        within: whom the walks must not leave; empty for nobody to be left out.
    """
    reached: dict[int, dict[int, int]] = defaultdict(dict)
    walks = deque((source, source, 0) for source in sources if not within or source in within)
    while walks:
        person, source, ties = walks.popleft()
        known = reached[person]
        if source in known or len(known) > 1:
            continue
        known[source] = ties
        for other, length in graph.get(person, ()):
            if ties + length > most or (within and other not in within):
                continue
            if length:
                walks.append((other, source, ties + length))
            else:
                walks.appendleft((other, source, ties))
    return reached


def _graph(ties: Iterable[_Tie]) -> Mapping[int, Collection[tuple[int, int]]]:
    graph: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for tie in ties:
        graph[tie.first].add((tie.second, tie.length))
        graph[tie.second].add((tie.first, tie.length))
    return graph


_HOLDERS: Any = """
    SELECT person_id FROM interests WHERE person_id = ANY(CAST(:people AS bigint[]))
    UNION SELECT first_id FROM social_ties
    WHERE first_id = ANY(CAST(:people AS bigint[])) AND kind IN ('LENDER', 'PARTNER')
    UNION SELECT second_id FROM social_ties
    WHERE second_id = ANY(CAST(:people AS bigint[])) AND kind IN ('LENDER', 'PARTNER')
"""
_AROUND: Any = """
    WITH RECURSIVE walked (id, rest) AS (
        SELECT unnest(CAST(:ones AS bigint[])), CAST(:far AS integer)
        UNION SELECT unnest(CAST(:others AS bigint[])), CAST(:back AS integer)
        UNION
        SELECT step.id, walked.rest - step.ties
        FROM walked CROSS JOIN LATERAL (
            SELECT second_id, 1 FROM kin_ties
            WHERE first_id = walked.id AND walked.rest > 0 AND (superseded_at IS NULL OR :past)
            UNION ALL SELECT first_id, 1 FROM kin_ties
            WHERE second_id = walked.id AND walked.rest > 0 AND (superseded_at IS NULL OR :past)
            UNION ALL SELECT relative_id, CASE kinship WHEN 'SIBLING' THEN 0 ELSE 1 END FROM asserted_kin_ties
            WHERE person_id = walked.id AND (superseded_at IS NULL OR :past)
            UNION ALL SELECT person_id, CASE kinship WHEN 'SIBLING' THEN 0 ELSE 1 END FROM asserted_kin_ties
            WHERE relative_id = walked.id AND (superseded_at IS NULL OR :past)
            UNION ALL SELECT second_id, 0 FROM identity_links
            WHERE first_id = walked.id AND verdict = 'SAME' AND (superseded_at IS NULL OR :past)
            UNION ALL SELECT first_id, 0 FROM identity_links
            WHERE second_id = walked.id AND verdict = 'SAME' AND (superseded_at IS NULL OR :past)
        ) AS step (id, ties)
        WHERE walked.rest >= step.ties
    ), around (id) AS MATERIALIZED (
        SELECT DISTINCT id FROM walked
    )
    SELECT 'kin_ties', id, first_id, second_id, 1 FROM kin_ties
    WHERE (first_id = ANY(ARRAY(SELECT id FROM around)) OR second_id = ANY(ARRAY(SELECT id FROM around)))
        AND (superseded_at IS NULL OR :past)
    UNION ALL
    SELECT 'asserted_kin_ties', id, person_id, relative_id, CASE kinship WHEN 'SIBLING' THEN 0 ELSE 1 END
    FROM asserted_kin_ties
    WHERE (person_id = ANY(ARRAY(SELECT id FROM around)) OR relative_id = ANY(ARRAY(SELECT id FROM around)))
        AND (superseded_at IS NULL OR :past)
    UNION ALL
    SELECT 'identity_links', id, first_id, second_id, 0 FROM identity_links
    WHERE first_id = ANY(ARRAY(SELECT id FROM around)) AND verdict = 'SAME' AND (superseded_at IS NULL OR :past)
"""

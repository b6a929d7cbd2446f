"""Which assignments a change of kinship can touch: those between two people one of whose kinships runs through it.

A kinship is a path of few ties, so its two ends lie near what changed, and together not farther than it is long.
Whoever is near but has nobody to be kin to, as nearly all have, is left alone.
"""

from collections.abc import Collection

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db.kin_in_sight import LONGEST_BOND, LONGEST_NEAR


async def touched_through_kin(session: AsyncSession, people: Collection[int]) -> frozenset[int]:
    """Return the assignments between two of whose people a kinship may begin or end when ties of these people change.

    Of an assignment the two are who is assigned and a party, a colleague or an informant of the case, or of one linked
    with it or that it re-examines; or she and a near relative who has an interest in one of these cases or their units,
    or does business with one of their parties. A tie that changed is one of the ties of each such path, unless it
    counts as none or alters others beside it, as an adoption does.
    """
    if not people:
        return frozenset()
    values = {"people": sorted(people), "longest": LONGEST_BOND, "near": LONGEST_NEAR}
    rows = await (await session.connection()).execute(text(_PAIRS), values)
    return frozenset(row[0] for row in rows.all())


_PAIRS = """
    WITH RECURSIVE counted (case_id, other_id) AS NOT MATERIALIZED (
        SELECT first_id, second_id FROM case_links
        UNION ALL SELECT second_id, first_id FROM case_links
        UNION ALL SELECT id, appeal_of_id FROM cases WHERE appeal_of_id IS NOT NULL
        UNION ALL
        SELECT review.id, again.appeal_of_id FROM cases AS review JOIN cases AS again ON again.id = review.appeal_of_id
        WHERE again.appeal_of_id IS NOT NULL
    ), changed (id) AS MATERIALIZED (
        SELECT unnest(CAST(:people AS bigint[]))
    ), reach (most) AS MATERIALIZED (
        SELECT :longest - CASE WHEN
            EXISTS (
                SELECT 1 FROM asserted_kin_ties AS said
                WHERE said.kinship = 'SIBLING' AND said.person_id IN (SELECT id FROM changed)
                    AND said.relative_id IN (SELECT id FROM changed)
            ) OR EXISTS (
                SELECT 1 FROM identity_links AS link
                WHERE link.first_id IN (SELECT id FROM changed) AND link.second_id IN (SELECT id FROM changed)
            ) OR EXISTS (
                SELECT 1 FROM kin_ties AS tie
                WHERE tie.edge = 'ADOPTIVE_PARENT'
                    AND (tie.first_id = ANY(ARRAY(SELECT id FROM changed))
                        OR tie.second_id = ANY(ARRAY(SELECT id FROM changed)))
            )
            THEN 0 ELSE 1 END
    ), walked (id, ties) AS (
        SELECT id, 0 FROM changed
        UNION
        SELECT step.id, walked.ties + step.ties
        FROM walked CROSS JOIN reach CROSS JOIN LATERAL (
            SELECT second_id, 1 FROM kin_ties WHERE first_id = walked.id AND superseded_at IS NULL
            UNION ALL SELECT first_id, 1 FROM kin_ties WHERE second_id = walked.id AND superseded_at IS NULL
            UNION ALL SELECT relative_id, CASE kinship WHEN 'SIBLING' THEN 0 ELSE 1 END
            FROM asserted_kin_ties WHERE person_id = walked.id AND superseded_at IS NULL
            UNION ALL SELECT person_id, CASE kinship WHEN 'SIBLING' THEN 0 ELSE 1 END
            FROM asserted_kin_ties WHERE relative_id = walked.id AND superseded_at IS NULL
            UNION ALL SELECT second_id, 0 FROM identity_links
            WHERE first_id = walked.id AND verdict = 'SAME' AND superseded_at IS NULL
            UNION ALL SELECT first_id, 0 FROM identity_links
            WHERE second_id = walked.id AND verdict = 'SAME' AND superseded_at IS NULL
        ) AS step (id, ties)
        WHERE walked.ties + step.ties <= reach.most
    ), near (id, ties) AS MATERIALIZED (
        SELECT id, min(ties) FROM walked GROUP BY id
    ), involved (case_id, id, ties) AS MATERIALIZED (
        SELECT party.case_id, near.id, near.ties FROM near JOIN case_parties AS party ON party.person_id = near.id
        WHERE party.person_id = ANY(ARRAY(SELECT id FROM near))
        UNION
        SELECT told.case_id, near.id, near.ties FROM near JOIN unsealed.informants AS told ON told.person_id = near.id
        WHERE told.person_id = ANY(ARRAY(SELECT id FROM near))
        UNION
        SELECT party.case_id, near.id, near.ties
        FROM near JOIN social_ties AS tie ON tie.first_id = near.id
            JOIN case_parties AS party ON party.person_id = tie.second_id
        WHERE tie.first_id = ANY(ARRAY(SELECT id FROM near)) AND tie.kind IN ('LENDER', 'PARTNER')
        UNION
        SELECT party.case_id, near.id, near.ties
        FROM near JOIN social_ties AS tie ON tie.second_id = near.id
            JOIN case_parties AS party ON party.person_id = tie.first_id
        WHERE tie.second_id = ANY(ARRAY(SELECT id FROM near)) AND tie.kind IN ('LENDER', 'PARTNER')
    ), other (case_id, id, ties) AS MATERIALIZED (
        SELECT case_id, id, ties FROM involved
        UNION
        SELECT served.case_id, near.id, near.ties FROM near JOIN assignments AS served ON served.person_id = near.id
        WHERE served.person_id = ANY(ARRAY(SELECT id FROM near))
        UNION
        SELECT counted.case_id, involved.id, involved.ties
        FROM involved JOIN counted ON counted.other_id = involved.case_id
    ), placed (id, person_id, ties, case_id) AS MATERIALIZED (
        SELECT mine.id, near.id, near.ties, mine.case_id
        FROM near JOIN assignments AS mine ON mine.person_id = near.id
        WHERE mine.person_id = ANY(ARRAY(SELECT id FROM near)) AND mine.state IN ('ACTIVE', 'SUSPENDED')
    ), held (person_id, ties, case_id, organ_id) AS (
        SELECT near.id, near.ties, interest.case_id, interest.organ_id
        FROM near JOIN interests AS interest ON interest.person_id = near.id
        WHERE near.ties <= :near AND interest.person_id = ANY(ARRAY(SELECT id FROM near WHERE ties <= :near))
        UNION
        SELECT held.person_id, held.ties, held.case_id, step.id
        FROM held CROSS JOIN LATERAL (
            SELECT successor_id FROM organ_successions WHERE predecessor_id = held.organ_id
            UNION ALL SELECT predecessor_id FROM organ_successions WHERE successor_id = held.organ_id
        ) AS step (id)
    ), about (id, person_id, ties, case_id) AS MATERIALIZED (
        SELECT id, person_id, ties, case_id FROM placed WHERE ties <= :near
        UNION
        SELECT placed.id, placed.person_id, placed.ties, counted.other_id
        FROM placed JOIN counted ON counted.case_id = placed.case_id WHERE placed.ties <= :near
    ), concerned (id, person_id, ties, organ_id) AS (
        SELECT about.id, about.person_id, about.ties, cases.concerned_organ_id
        FROM about JOIN cases ON cases.id = about.case_id
        WHERE cases.id = ANY(ARRAY(SELECT case_id FROM about))
        UNION
        SELECT about.id, about.person_id, about.ties, party.organ_id
        FROM about JOIN case_parties AS party ON party.case_id = about.case_id
        WHERE party.case_id = ANY(ARRAY(SELECT case_id FROM about)) AND party.organ_id IS NOT NULL
    )
    SELECT placed.id
    FROM reach CROSS JOIN other JOIN placed ON placed.case_id = other.case_id
    WHERE placed.person_id <> other.id AND placed.ties + other.ties <= reach.most
    UNION
    SELECT about.id FROM about JOIN held ON held.case_id = about.case_id
    WHERE held.person_id <> about.person_id AND held.ties + about.ties <= :near
    UNION
    SELECT concerned.id FROM concerned JOIN held ON held.organ_id = concerned.organ_id
    WHERE held.person_id <> concerned.person_id AND held.ties + concerned.ties <= :near
    UNION
    SELECT about.id
    FROM held JOIN interests AS share ON share.organ_id = held.organ_id
        JOIN case_parties AS party ON party.person_id = share.person_id
        JOIN about ON about.case_id = party.case_id
    WHERE share.organ_id = ANY(ARRAY(SELECT organ_id FROM held))
        AND held.person_id <> about.person_id AND held.ties + about.ties <= :near
"""

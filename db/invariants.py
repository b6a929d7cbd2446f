"""What must hold in the data whatever happened: each a statement of SQL that must return no row.

Run after every API test, and by ``zones check``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession


@dataclass(frozen=True, slots=True)
class Violation:
    """One row that breaks an invariant."""

    name: str
    detail: str


INVARIANTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nobody is booked over capacity": """
            SELECT a.person_id, m.capacity FROM assignments AS a
            JOIN pool_members AS m ON m.person_id = a.person_id AND m.superseded_at IS NULL
            WHERE a.state = 'ACTIVE' AND most_booked(a.person_id, a.during) > m.capacity
        """,
        "every assignment in force has a clear screening of its own": """
            SELECT a.id FROM assignments AS a JOIN screenings AS s ON s.id = a.screening_id
            WHERE a.state = 'ACTIVE' AND (
                s.verdict <> 'CLEAR' OR s.facts_version > (SELECT version FROM fact_clock)
                OR (s.person_id, s.case_id, s.role) IS DISTINCT FROM (a.person_id, a.case_id, a.role))
        """,
        "every change of facts was answered by screening whom it touches": """
            SELECT id FROM fact_changes WHERE answered_at IS NULL
        """,
        "nobody in force is plainly barred": """
            SELECT a.id FROM assignments AS a
            WHERE a.state = 'ACTIVE' AND barred_directly(a.person_id, a.case_id) IS NOT NULL
        """,
        "nobody works by a waiver or a dismissal that holds no more": """
            SELECT a.id FROM assignments AS a JOIN screenings AS s ON s.id = a.screening_id
            CROSS JOIN LATERAL jsonb_path_query(s.findings, '$[*].lifted_by') AS lifted
            LEFT JOIN waivers AS w ON lifted->>'record' = 'waiver' AND w.id = (lifted->>'id')::bigint
            LEFT JOIN dismissals AS d ON lifted->>'record' = 'dismissal' AND d.id = (lifted->>'id')::bigint
            WHERE a.state = 'ACTIVE'
                AND (w.superseded_at IS NOT NULL OR w.expires_on <= current_date OR d.superseded_at IS NOT NULL)
        """,
        "nobody both investigates and reviews a case": """
            SELECT a.case_id, a.person_id FROM assignments AS a
            JOIN assignments AS b ON b.case_id = a.case_id AND b.person_id = a.person_id
            WHERE a.role = 'REVIEWER' AND b.role <> 'REVIEWER'
        """,
        "cases from elsewhere are handled under a document in force": """
            SELECT a.id FROM assignments AS a JOIN cases AS c ON c.id = a.case_id
            LEFT JOIN authorisations AS d ON d.id = a.authorisation_id AND d.case_id = a.case_id
                AND d.superseded_at IS NULL AND d.during && a.during
            WHERE a.state = 'ACTIVE' AND c.mode <> 'SELF' AND d.id IS NULL
        """,
        "a recusal matter that was decided has its decision, and no other has one": """
            SELECT m.id FROM recusal_matters AS m LEFT JOIN recusal_decisions AS d ON d.matter_id = m.id
            WHERE (m.state IN ('RECUSED', 'REFUSED')) <> (d.id IS NOT NULL)
                OR d.decision <> CASE m.state WHEN 'RECUSED' THEN 'RECUSE' ELSE 'REFUSE' END
        """,
        "nobody in force was recused from the case": """
            SELECT a.id FROM assignments AS a
            JOIN recusal_matters AS m ON m.person_id = a.person_id AND m.state = 'RECUSED'
            JOIN recusal_matter_cases AS c ON c.matter_id = m.id AND c.case_id = a.case_id
            WHERE a.state = 'ACTIVE'
        """,
        "an approved proposal has an assignment for every seat, any other has none in force": """
            SELECT p.id FROM proposals AS p
            LEFT JOIN proposal_seats AS s ON s.proposal_id = p.id
            LEFT JOIN assignments AS a ON a.proposal_id = p.id AND a.case_id = s.case_id AND a.person_id = s.person_id
                AND a.role = s.role
            WHERE (p.state = 'APPROVED' AND s.id IS NOT NULL AND a.id IS NULL AND NOT EXISTS (
                SELECT 1 FROM assignments AS kept WHERE kept.case_id = s.case_id AND kept.person_id = s.person_id
                    AND kept.role = s.role AND kept.assigned_at <= p.decided_at
                    AND (kept.ended_at IS NULL OR kept.ended_at >= p.decided_at)))
                OR (p.state <> 'APPROVED' AND a.state IN ('ACTIVE', 'SUSPENDED'))
        """,
        "a case has one team: all in force are seats of the proposal that changed it last": """
            SELECT a.case_id, a.person_id FROM assignments AS a
            CROSS JOIN LATERAL (
                SELECT b.proposal_id AS id FROM assignments AS b LEFT JOIN proposals AS p ON p.id = b.proposal_id
                WHERE b.case_id = a.case_id AND b.state = 'ACTIVE' AND b.proposal_id IS NOT NULL
                ORDER BY p.decided_at DESC NULLS LAST, b.proposal_id DESC LIMIT 1
            ) AS last
            WHERE a.state = 'ACTIVE' AND a.proposal_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM proposal_seats AS s WHERE s.proposal_id = last.id AND s.case_id = a.case_id
                    AND s.person_id = a.person_id AND s.role = a.role)
        """,
        "a seed is revealed by a run, that of its commitment, which was made before the facts were frozen": """
            SELECT c.id, r.id FROM seed_commitments AS c LEFT JOIN allocation_runs AS r ON r.seed_commitment_id = c.id
            WHERE (c.revealed_at IS NULL) <> (r.id IS NULL) OR c.committed_at >= r.frozen_at
                OR c.facts_version > r.facts_version OR c.commitment
                    <> encode(sha256(convert_to(r.seed || '|' || r.seed_salt, 'UTF8')), 'hex')
        """,
        "every approval and withdrawal is on the audit trail": """
            SELECT p.id FROM proposals AS p WHERE p.state IN ('APPROVED', 'WITHDRAWN') AND NOT EXISTS (
                SELECT 1 FROM audit_entries AS e WHERE e.object_type = 'proposals' AND e.object_id = p.id
                    AND e.act = CASE p.state WHEN 'APPROVED' THEN 'APPROVE' ELSE 'WITHDRAW' END)
        """,
        "the cases that an item deals with are known, and so who must stand aside from it": """
            SELECT id, case_id FROM agenda_items WHERE case_id IS NOT NULL
            UNION SELECT i.id, p.case_id FROM agenda_items AS i JOIN proposal_cases AS p USING (proposal_id)
            UNION SELECT i.id, m.case_id FROM agenda_items AS i JOIN recusal_matter_cases AS m USING (matter_id)
            UNION SELECT i.id, e.case_id FROM agenda_items AS i
                JOIN agenda_item_cases AS e ON e.item_id = i.earlier_item_id
            EXCEPT SELECT item_id, case_id FROM agenda_item_cases
        """,
        "nobody who is out of the room for an item has a vote on it that counts": """
            SELECT v.item_id, v.person_id FROM item_votes AS v JOIN agenda_items AS i ON i.id = v.item_id
            WHERE NOT v.struck AND (
                EXISTS (SELECT 1 FROM item_exits AS e WHERE (e.item_id, e.person_id) = (v.item_id, v.person_id))
                OR (i.state = 'CALLED' AND EXISTS (SELECT 1 FROM item_screenings AS s
                    WHERE (s.item_id, s.person_id) = (v.item_id, v.person_id) AND s.barred)))
        """,
        "one item at a time is dealt with in a room, of a meeting that runs": """
            SELECT i.id FROM agenda_items AS i JOIN meetings AS m ON m.id = i.meeting_id
            WHERE i.state = 'CALLED' AND (m.state <> 'RUNNING' OR EXISTS (SELECT 1 FROM agenda_items AS o
                WHERE o.meeting_id = i.meeting_id AND o.room = i.room AND o.id <> i.id AND o.state = 'CALLED'))
        """,
        "what is counted of an item are the votes that stand": """
            SELECT i.id FROM agenda_items AS i LEFT JOIN item_votes AS v ON v.item_id = i.id AND NOT v.struck
            WHERE i.outcome IS NOT NULL GROUP BY i.id
            HAVING (i.votes_for, i.votes_against, i.votes_abstained) <> (
                count(v.id) FILTER (WHERE v.choice = 'FOR'), count(v.id) FILTER (WHERE v.choice = 'AGAINST'),
                count(v.id) FILTER (WHERE v.choice = 'ABSTAIN'))
        """,
        "resident groups and members of zones are discipline organs": """
            SELECT o.id FROM zone_members AS z JOIN organs AS o ON o.id = z.organ_id
            WHERE z.superseded_at IS NULL
                AND o.kind NOT IN ('TOWNSHIP_COMMISSION', 'RESIDENT_GROUP', 'COMMISSION_OFFICE', 'COUNTY_COMMISSION')
        """,
        "an administrator stands in no other role": """
            SELECT a.kind, a.id, b.kind, b.id FROM standing_access() AS a
            JOIN standing_access() AS b ON b.role <> a.role
            WHERE stands_apart(a.role) AND one_holder(a.person_id, a.holder, b.person_id, b.holder)
        """,
        "an import is kept whole: its line on the audit trail stands beside it": """
            SELECT i.id FROM imports AS i WHERE NOT EXISTS (
                SELECT 1 FROM audit_entries AS e WHERE e.object_type = 'imports' AND e.object_id = i.id)
        """,
        "every entry of the audit trail has its link, and every link its entry": """
            SELECT l.sequence, coalesce(e.id, l.entry_id) FROM audit_entries AS e
            FULL JOIN audit_links AS l ON l.entry_id = e.id WHERE e.id IS NULL OR l.sequence IS NULL
        """,
        "the links of the audit trail follow one another up to its head": """
            SELECT l.sequence FROM (
                SELECT sequence, previous, lag(sequence, 1, 0::bigint) OVER chain AS before,
                    lag(hash::text, 1, repeat('0', 64)) OVER chain AS made
                FROM audit_links WINDOW chain AS (ORDER BY sequence)
            ) AS l WHERE l.sequence <> l.before + 1 OR l.previous <> l.made
            UNION ALL SELECT 0 WHERE NOT EXISTS (
                SELECT 1 FROM audit_head AS h
                LEFT JOIN (SELECT sequence, hash FROM audit_links ORDER BY sequence DESC LIMIT 1) AS l ON true
                WHERE (h.sequence, h.hash) = (coalesce(l.sequence, 0), coalesce(l.hash, repeat('0', 64))))
        """,
    }
)


async def violations(session: AsyncSession) -> list[Violation]:
    """Return every row that breaks an invariant, by the invariant's name."""
    found = []
    for name, statement in INVARIANTS.items():
        rows = (await session.exec(text(statement))).all()  # type: ignore[call-overload]
        found += [Violation(name, ", ".join(str(value) for value in row)) for row in rows]
    return found

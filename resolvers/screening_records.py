"""Screenings as they are kept: the verdict that follows from the findings, and the findings as plain values."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from db.tables import Assignment, ProposalSeat
from db.tables import Screening as ScreeningRow
from recusal.findings import Finding, Question, Screening
from recusal.policy import Policy
from recusal.registry import SCREENED
from recusal.screen import find
from recusal.world import World
from terms.cases import AssignmentRole


def findings_of(
    world: World,
    places: Sequence[Assignment | ProposalSeat],
    policy: Policy,
    *,
    on: date,
    rules: Collection[str] = SCREENED,
    widen_sealed: bool = False,
) -> defaultdict[tuple[int, int], list[Finding]]:
    """Return what the rules find on each assignment or seat, in the role that it has, by (person, case)."""
    by_role: dict[AssignmentRole, set[tuple[int, int]]] = defaultdict(set)
    for place in places:
        by_role[place.role].add((place.person_id, place.case_id))
    found: defaultdict[tuple[int, int], list[Finding]] = defaultdict(list)
    for role, pairs in by_role.items():
        people, cases = frozenset(person for person, _ in pairs), frozenset(case for _, case in pairs)
        question = Question(people, cases, role, widen_sealed=widen_sealed)
        for finding in find(world, question, policy, on=on, rules=rules):
            if (finding.person, finding.case) in pairs:
                found[finding.person, finding.case].append(finding)
    return found


def screening_row(of: Assignment | ProposalSeat, version: int, findings: Sequence[Finding]) -> ScreeningRow:
    """Return the record of one screening of an assignment or a seat on one version of the facts."""
    screening = Screening(of.person_id, of.case_id, of.role, tuple(findings))
    return ScreeningRow(
        case_id=of.case_id,
        person_id=of.person_id,
        role=of.role,
        facts_version=version,
        verdict=screening.verdict,
        findings=[finding_document(finding) for finding in findings],
    )


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values, without what it leaves open."""
    return {key: value for key, value in asdict(finding).items() if value not in (None, ())}

"""Screenings as they are kept: the verdict that follows from the findings, and the findings as plain values."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from db.tables import Assignment, ProposalSeat
from db.tables import Screening as ScreeningRow
from recusal.findings import Finding, Screening


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

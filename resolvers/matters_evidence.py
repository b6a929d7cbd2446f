"""Since when a conflict has held: the days of the records that findings rest on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import (
    AssertedKinTie,
    Assignment,
    Authorisation,
    CaseParty,
    Duty,
    Incident,
    Interest,
    KinTie,
    Loan,
    Membership,
    OrganLink,
    OrganSuccession,
    PlaceTie,
    SocialTie,
)
from recusal.findings import Evidence, Finding
from recusal.rules.sealed import RESTRICTED
from resolvers.caller import Caller
from terms.acts import Act
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict

RecordKey: TypeAlias = tuple[str, int]
"""Kind and key of a record, as ``recusal.findings.Evidence`` has them."""

TABLES: Final[Mapping[str, tuple[type[SQLModel], Any]]] = {
    "kin_tie": (KinTie, KinTie.during),
    "asserted_kin": (AssertedKinTie, AssertedKinTie.during),
    "social_tie": (SocialTie, SocialTie.during),
    "interest": (Interest, Interest.during),
    "party": (CaseParty, CaseParty.during),
    "membership": (Membership, Membership.during),
    "organ_link": (OrganLink, OrganLink.during),
    "service": (Assignment, Assignment.during),
    "handling": (Assignment, Assignment.during),
    "authorisation": (Authorisation, Authorisation.during),
    "place_tie": (PlaceTie, PlaceTie.during),
    "duty": (Duty, Duty.during),
    "loan": (Loan, Loan.during),
    "incident": (Incident, Incident.occurred_on),
    "succession": (OrganSuccession, OrganSuccession.happened_on),
}
"""The table of each kind of record that has days, and the column that says them."""


@dataclass(frozen=True, slots=True)
class Since:
    """From when a tie held; None where it always did."""

    tie: date | None = None
    told: bool = True
    """False where a sealed ground is among the bars: then no day is told, nor does one narrow the acts to check."""

    def within(self, first_service: date | None) -> date | None:
        """Return the first day on which both the tie and the work on the case were there, None if it is not told."""
        if not self.told:
            return None
        if self.tie is None or first_service is None:
            return self.tie or first_service
        return max(self.tie, first_service)


def told_to_all(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings without RESTRICTED where an open one bars as well: what is not needed is not told."""
    if any(finding.bars and finding.rule != RESTRICTED for finding in findings):
        return [finding for finding in findings if finding.rule != RESTRICTED]
    return findings


async def since_of(session: AsyncSession, findings: Sequence[Finding]) -> Since:
    """Return since when the earliest of the bars held; with a sealed ground among them nothing is told."""
    bars = [each for each in findings if each.bars]
    if any(bar.rule == RESTRICTED for bar in bars):
        return Since(told=False)
    found = await periods_of(session, [(step.record, step.id) for bar in bars for step in bar.evidence])
    begun = [_begun(bar.evidence, found) for bar in bars]
    known = [day for day in begun if day is not None]
    return Since(min(known, default=None) if len(known) == len(begun) else None)


def _begun(evidence: Iterable[Evidence], found: Mapping[RecordKey, Period]) -> date | None:
    """Return the day from which every step of a path held; None where all of them always did."""
    starts = [found.get((step.record, step.id), ALWAYS).start for step in evidence]
    return max((start for start in starts if start is not None), default=None)


async def periods_of(session: AsyncSession, records: Collection[RecordKey]) -> dict[RecordKey, Period]:
    """Return when each record was true; a record of one day begins on it, one without days is left out."""
    wanted: dict[str, set[int]] = {}
    for kind, key in records:
        wanted.setdefault(kind, set()).add(key)
    found: dict[RecordKey, Period] = {}
    for kind in sorted(wanted.keys() & TABLES.keys()):
        table, days = TABLES[kind]
        mapped: Any = table
        statement: Any = select(mapped.id, days).where(col(mapped.id).in_(wanted[kind]))
        for key, when in (await session.exec(statement)).all():
            found[kind, key] = when if isinstance(when, Period) else Period(when)
    return found


async def periods_of_records(caller: Caller, records: Sequence[RecordKey]) -> list[Period]:
    """Return when each record of a matter that the caller was shown was true; unbounded where it has no days."""
    async with caller.database.judging(Act.READ_MATTERS) as session:
        found = await periods_of(session, records)
    return [found.get(key, ALWAYS) for key in records]


def finding_of(document: Mapping[str, Any]) -> Finding:
    """Return a finding that was kept as plain values."""
    lifted_by = document.get("lifted_by")
    return Finding(
        rule=document["rule"],
        severity=Severity[document["severity"]],
        verdict=Verdict[document["verdict"]],
        person=document["person"],
        case=document["case"],
        evidence=tuple(Evidence(**step) for step in document.get("evidence", ())),
        other_person=document.get("other_person"),
        organ=document.get("organ"),
        relation=document.get("relation"),
        lifted_by=None if lifted_by is None else Evidence(**lifted_by),
    )

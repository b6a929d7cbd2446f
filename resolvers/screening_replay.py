"""A decision screened again with the knowledge of its day: does the service still say what it said then."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.knowledge import BeforeRecords, Known
from db.tables import Assignment, AssignmentStep, Case
from db.tables import Screening as ScreeningRow
from recusal.findings import Evidence, Screening
from recusal.registry import RULE_BY_CODE, SCREENED, TIES
from recusal.rule import Scope
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require, visible_cases
from resolvers.screening_knowledge import Knowledge, Then, knowledge
from resolvers.screening_records import finding_document, findings_of
from terms.periods import COUNTY_TIME, Period
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class Replayed:
    """One screening as it was recorded, and as it comes out with what was known then."""

    recorded: ScreeningRow
    again: Screening
    known: Knowledge
    recorded_only: tuple[str, ...]
    """Rules of findings that were recorded and do not come out again."""
    replayed_only: tuple[str, ...]
    """Rules of findings that come out now and were not recorded."""

    @property
    def agrees(self) -> bool:
        """Tell whether verdict and findings are the same."""
        same = not self.recorded_only and not self.replayed_only
        return same and self.again.verdict is self.recorded.verdict

    def period(self, evidence: Evidence) -> Period:
        """Return when the record was true."""
        return self.known.periods.of(evidence)


async def replays(caller: Caller, assignment_id: int, *, key: str) -> list[Replayed]:
    """Return the screening by which somebody was assigned and, where it is another, the one that counts now.

    Findings about the team as a whole belong to the approval and are not compared. Sealed facts are looked at and show
    as RESTRICTED only.

    Raises:
        NotAllowed: the caller may not screen.
        NotFound: no such assignment on a case that the caller may see; ``key`` is what she called it.
        BeforeRecords: what was known then is not on record, as of history that was brought in later.
    """
    require(caller, Act.SCREEN)
    async with caller.database.reading() as session:
        statement = select(Assignment).join(Case, col(Case.id) == Assignment.case_id)
        seen = statement.where(col(Assignment.id) == assignment_id, visible_cases(caller))
        assignment = (await session.exec(seen)).first()
        if assignment is None:
            raise NotFound(Thing.ASSIGNMENT, key)
        first = await _first(session, assignment)
        present = await session.get_one(ScreeningRow, assignment.screening_id)
        found = [] if first is None else [await _replayed(session, assignment, first, rules=SCREENED)]
        if first is None or first.id != present.id:
            found.append(await _replayed(session, assignment, present, rules=TIES))
        return found


async def _first(session: AsyncSession, assignment: Assignment) -> ScreeningRow | None:
    """Return the screening by which the person was assigned."""
    steps = select(AssignmentStep.facts_version).where(AssignmentStep.assignment_id == assignment.id)
    version = (await session.exec(steps.order_by(col(AssignmentStep.id)).limit(1))).one()
    statement = select(ScreeningRow).where(
        ScreeningRow.case_id == assignment.case_id,
        ScreeningRow.person_id == assignment.person_id,
        ScreeningRow.role == assignment.role,
        ScreeningRow.facts_version == version,
    )
    return (await session.exec(statement.order_by(col(ScreeningRow.id)).limit(1))).first()


async def _replayed(
    session: AsyncSession, assignment: Assignment, row: ScreeningRow, *, rules: frozenset[str]
) -> Replayed:
    day = row.screened_at.astimezone(COUNTY_TIME).date()
    then = Then(Known(row.facts_version, services_before=row.facts_version), day)
    known = await knowledge(session, then, people=[assignment.person_id], cases=[assignment.case_id], sealed=True)
    if assignment.case_id not in known.world.cases:
        raise BeforeRecords
    found = findings_of(known.world, [assignment], known.policy, on=day, rules=rules)
    findings = tuple(found[assignment.person_id, assignment.case_id])
    recorded = _documents(row.findings)
    replayed = _documents(finding_document(finding) for finding in findings)
    return Replayed(
        row,
        Screening(assignment.person_id, assignment.case_id, assignment.role, findings),
        known,
        recorded_only=tuple(sorted(recorded[document] for document in recorded.keys() - replayed.keys())),
        replayed_only=tuple(sorted(replayed[document] for document in replayed.keys() - recorded.keys())),
    )


def _documents(findings: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the rule of each finding about one person by the whole finding as text."""
    return {
        json.dumps(finding, sort_keys=True): finding["rule"]
        for finding in findings
        if RULE_BY_CODE[finding["rule"]].scope is not Scope.TEAM
    }

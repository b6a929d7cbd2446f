"""A decision screened again with the knowledge of its day: does the service still say what it said then."""

from dataclasses import dataclass, replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.knowledge import BeforeRecords, Known
from db.session import judge
from db.tables import Assignment, AssignmentStep, Case
from db.tables import Screening as ScreeningRow
from recusal.findings import Evidence, Finding, Question, Screening
from recusal.registry import RULE_BY_CODE, SCREENED, TIES
from recusal.rule import Scope
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, may, require, visible_cases
from resolvers.matters_evidence import finding_of
from resolvers.screening_knowledge import Knowledge, Then, knowledge
from terms.cases import AssignmentState
from terms.periods import COUNTY_TIME, Period
from terms.recusal import Verdict
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class Replayed:
    """One screening as it was recorded, and as it comes out with what was known then, as far as it may be told."""

    recorded: tuple[Finding, ...]
    again: tuple[Finding, ...]
    row: ScreeningRow
    known: Knowledge

    @property
    def recorded_verdict(self) -> Verdict:
        """Return the verdict that was recorded."""
        return self._verdict(self.recorded)

    @property
    def verdict(self) -> Verdict:
        """Return the verdict that comes out now."""
        return self._verdict(self.again)

    @property
    def recorded_only(self) -> tuple[str, ...]:
        """Return the rules of findings that were recorded and do not come out again."""
        return tuple(sorted(finding.rule for finding in set(self.recorded) - set(self.again)))

    @property
    def replayed_only(self) -> tuple[str, ...]:
        """Return the rules of findings that come out now and were not recorded."""
        return tuple(sorted(finding.rule for finding in set(self.again) - set(self.recorded)))

    @property
    def agrees(self) -> bool:
        """Tell whether verdict and findings are the same."""
        return set(self.recorded) == set(self.again)

    def _verdict(self, findings: tuple[Finding, ...]) -> Verdict:
        return Screening(self.row.person_id, self.row.case_id, self.row.role, findings).verdict

    def period(self, evidence: Evidence) -> Period:
        """Return when the record was true."""
        return self.known.periods.of(evidence)


async def replays(caller: Caller, assignment_id: int, *, key: str) -> list[Replayed]:
    """Return the screening by which somebody was assigned and, where she is suspended, the one that suspended her.

    Findings about the team as a whole belong to the approval and are not compared. Sealed facts are looked at, and a
    sealed ground is shown as RESTRICTED; to all but the recusal officer only where nothing open suspends the person.
    The officer is also shown a present screening that suspends nobody, which tells when facts about her changed, sealed
    ones among them.

    Raises:
        NotAllowed: the caller may not screen.
        NotFound: no such assignment on a case that the caller may see; ``key`` is what she called it.
        BeforeRecords: what was known then is not on record, as of history that was brought in later.
    """
    require(caller, Act.SCREEN)
    is_officer = may(caller, Act.READ_SEALED)
    async with caller.database.reading() as session:
        statement = select(Assignment).join(Case, col(Case.id) == Assignment.case_id)
        seen = statement.where(col(Assignment.id) == assignment_id, visible_cases(caller))
        assignment = (await session.exec(seen)).first()
        if assignment is None:
            raise NotFound(Thing.ASSIGNMENT, key)
        await judge(session, Act.SCREEN)
        first = await _first(session, assignment)
        found = [await _replayed(session, first, rules=SCREENED)]
        present = await session.get_one(ScreeningRow, assignment.screening_id)
        suspends = assignment.state is AssignmentState.SUSPENDED and present.verdict is not Verdict.CLEAR
        if first.id != present.id and (is_officer or suspends):
            found.append(await _replayed(session, present, rules=TIES))
        return found if is_officer else [_told(each) for each in found]


def _told(replayed: Replayed) -> Replayed:
    """Return what may be told to others: a sealed ground only where no open one says the same."""
    recorded = tuple(finding for finding in replayed.recorded if finding.rule != RESTRICTED)
    again = tuple(finding for finding in replayed.again if finding.rule != RESTRICTED)
    without = replace(replayed, recorded=recorded, again=again)
    return replayed if without.recorded_verdict is Verdict.CLEAR else without


async def _first(session: AsyncSession, assignment: Assignment) -> ScreeningRow:
    """Return the screening by which the person was assigned; BeforeRecords where there is none."""
    steps = select(AssignmentStep.facts_version).where(AssignmentStep.assignment_id == assignment.id)
    version = (await session.exec(steps.order_by(col(AssignmentStep.id)).limit(1))).one()
    statement = select(ScreeningRow).where(
        ScreeningRow.case_id == assignment.case_id,
        ScreeningRow.person_id == assignment.person_id,
        ScreeningRow.role == assignment.role,
        ScreeningRow.facts_version == version,
    )
    first = (await session.exec(statement.order_by(col(ScreeningRow.id)).limit(1))).first()
    if first is None:
        raise BeforeRecords
    return first


async def _replayed(session: AsyncSession, row: ScreeningRow, *, rules: frozenset[str]) -> Replayed:
    day = row.screened_at.astimezone(COUNTY_TIME).date()
    then = Then(Known(row.facts_version, services_before=row.facts_version), day)
    known = await knowledge(session, then, people=[row.person_id], cases=[row.case_id], sealed=True)
    if row.case_id not in known.world.cases:
        raise BeforeRecords
    question = Question(frozenset({row.person_id}), frozenset({row.case_id}), row.role)
    found = find(known.world, question, known.policy, on=day, rules=rules)
    recorded = (finding_of(document) for document in row.findings)
    of_pair = (finding for finding in recorded if RULE_BY_CODE[finding.rule].scope is not Scope.TEAM)
    return Replayed(tuple(of_pair), found, row, known)

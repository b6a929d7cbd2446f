"""Asking that somebody stands aside from a case: herself, whoever is concerned, an organ, or a third party."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import hold_facts
from db.policies import policy_on
from db.staffing import IN_FORCE
from db.tables import Assignment, Case, Person, RecusalMatter, RecusalMatterCase, SealedApplicant
from recusal.registry import RULE_BY_CODE
from recusal.rule import Scope
from recusal.rules.sealed import RESTRICTED
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require, visible_cases
from resolvers.matters_grounds import is_hard, is_new, open_findings
from resolvers.matters_opening import PENDING
from resolvers.matters_refusals import (
    LONGEST_TEXT,
    AlreadyOpen,
    ApplicantUnfit,
    NotHerself,
    RecordMissing,
    RuleUnknown,
    reasoned,
)
from resolvers.people import visible_people
from resolvers.rescreening import rescreen
from terms.actor import Actor
from terms.cases import AssignmentRole, AssignmentState
from terms.recusal import Applicant, MatterForm, MatterState, Medium
from terms.roles import Role
from terms.things import Thing

ENTER_FOR_OTHERS: Final = frozenset({Role.COUNTY, Role.RECUSAL_OFFICER})
"""Roles that may enter a self-recusal for the person."""
APPLICANTS: Final[Mapping[MatterForm, frozenset[Applicant]]] = {
    MatterForm.SELF: frozenset({Applicant.PERSON}),
    MatterForm.APPLICATION: frozenset({Applicant.SUBJECT, Applicant.CONCERNED}),
    MatterForm.ORDERED: frozenset({Applicant.ORGAN}),
    MatterForm.INFORMATION: frozenset({Applicant.ORGAN, Applicant.THIRD_PARTY}),
}
"""Who can begin a matter of each form (TL25 art. 295); what came to light begins by itself."""


@dataclass(frozen=True, slots=True)
class ApplicationWanted:
    """One request that somebody stands aside from one case."""

    form: MatterForm
    person_number: str
    case_number: str
    applicant: Applicant
    reasons: str
    medium: Medium = Medium.WRITTEN
    record: str = ""
    alleged_rule: str | None = None
    applicant_number: str | None = None
    """The informant who asks; only the clue office knows, and it is kept behind the sealed wall."""


@dataclass(frozen=True, slots=True)
class _Request:
    wanted: ApplicationWanted
    reasons: str
    person: Person
    case: Case
    informant: int | None


async def apply(caller: Caller, wanted: ApplicationWanted) -> RecusalMatter:
    """Open the matter; where the alleged ground is hard and new, her access to the case is suspended at once.

    Raises:
        NotAllowed: the caller may not; or names an informant without being the clue office.
        NotFound: the case or the person is not there or not to be seen.
        MatterRefused: see ``resolvers.matters_refusals``.
    """
    require(caller, Act.OPEN_MATTER)
    if wanted.applicant_number is not None:
        require(caller, Act.RECORD_SEALED)
    reasons = _check(wanted)

    async def work(session: AsyncSession) -> RecusalMatter:
        await hold_facts(session)
        request = await _request(session, caller, wanted, reasons)
        earlier = await _earlier(session, request)
        await _refuse_twice(session, request, earlier)
        return await _open(session, caller, request, earlier)

    return await caller.database.deciding(work, Act.OPEN_MATTER)


def _check(wanted: ApplicationWanted) -> str:
    """Return the reasons, tidied; refuse what no request can be."""
    reasons = reasoned(wanted.reasons)
    if wanted.applicant not in APPLICANTS.get(wanted.form, ()):
        raise ApplicantUnfit
    if wanted.applicant_number is not None and wanted.applicant is not Applicant.CONCERNED:
        raise ApplicantUnfit
    if len(wanted.record) > LONGEST_TEXT or (wanted.medium is Medium.ORAL and not wanted.record.strip()):
        raise RecordMissing
    rule = wanted.alleged_rule
    if rule is not None and (
        rule == RESTRICTED or rule not in RULE_BY_CODE or RULE_BY_CODE[rule].scope is not Scope.PAIR
    ):
        raise RuleUnknown(rule)
    return reasons


async def _request(session: AsyncSession, caller: Caller, wanted: ApplicationWanted, reasons: str) -> _Request:
    own = caller.identity.person_id
    hers = visible_cases(caller)
    if wanted.form is MatterForm.SELF and own is not None:
        on_it = select(Assignment.case_id).where(Assignment.person_id == own, col(Assignment.state).in_(IN_FORCE))
        hers = or_(hers, col(Case.id).in_(on_it))
    case = (await session.exec(select(Case).where(Case.number == wanted.case_number, hers))).first()
    if case is None:
        raise NotFound(Thing.CASE, wanted.case_number)
    seen = or_(visible_people(caller), col(Person.id) == own)
    person = (await session.exec(select(Person).where(Person.number == wanted.person_number, seen))).first()
    if person is None:
        raise NotFound(Thing.PERSON, wanted.person_number)
    if wanted.form is MatterForm.SELF and person.id != own and caller.identity.role not in ENTER_FOR_OTHERS:
        raise NotHerself
    informant = None
    if wanted.applicant_number is not None:
        named = select(Person.id).where(Person.number == wanted.applicant_number, Person.county_id == case.county_id)
        informant = (await session.exec(named)).first()
        if informant is None:
            raise NotFound(Thing.PERSON, wanted.applicant_number)
    return _Request(wanted, reasons, person, case, informant)


async def _earlier(session: AsyncSession, request: _Request) -> Sequence[tuple[RecusalMatter, RecusalMatterCase]]:
    """Return the earlier matters on the same person and case that people began."""
    statement = (
        select(RecusalMatter, RecusalMatterCase)
        .join(RecusalMatterCase, col(RecusalMatterCase.matter_id) == RecusalMatter.id)
        .where(
            RecusalMatter.person_id == request.person.id,
            RecusalMatterCase.case_id == request.case.id,
            col(RecusalMatter.form) != MatterForm.CAME_TO_LIGHT,
        )
    )
    return (await session.exec(statement.order_by(col(RecusalMatter.id)))).all()


async def _refuse_twice(
    session: AsyncSession, request: _Request, earlier: Sequence[tuple[RecusalMatter, RecusalMatterCase]]
) -> None:
    wanted = request.wanted
    same = {
        matter.id
        for matter, _ in earlier
        if matter.state is MatterState.OPEN
        and (matter.form, matter.applicant, matter.reasons, matter.alleged_rule)
        == (wanted.form, wanted.applicant, request.reasons, wanted.alleged_rule)
    }
    if same and request.informant is not None:
        statement = select(SealedApplicant.matter_id).where(
            col(SealedApplicant.matter_id).in_(same), SealedApplicant.person_id == request.informant
        )
        same = set((await session.exec(statement)).all())
    if same:
        raise AlreadyOpen


async def _open(
    session: AsyncSession,
    caller: Caller,
    request: _Request,
    earlier: Sequence[tuple[RecusalMatter, RecusalMatterCase]],
) -> RecusalMatter:
    wanted, today, actor = request.wanted, caller.today(), caller.actor
    policy = (await policy_on(session, today)).recusal
    assignment = await _assignment(session, request)
    role = AssignmentRole.MEMBER if assignment is None else assignment.role
    findings = await open_findings(
        session, policy, person_id=request.person.id, case_id=request.case.id, role=role, on=today
    )
    refused = [found.findings for matter, found in earlier if matter.state is MatterState.REFUSED]
    suspends = (
        wanted.form is not MatterForm.INFORMATION
        and is_hard(wanted.alleged_rule, request.case, policy)
        and is_new(wanted.alleged_rule, findings, refused)
    )
    matter = _matter(request, suspends=suspends, on=today, actor=actor)
    session.add(matter)
    await session.flush()
    frozen = assignment.id if assignment is not None and suspends else None
    session.add(
        RecusalMatterCase(matter_id=matter.id, case_id=request.case.id, assignment_id=frozen, findings=findings)
    )
    if request.informant is not None:
        session.add(SealedApplicant(matter_id=matter.id, person_id=request.informant))
    record(session, actor=actor, act="OPEN_MATTER", object_type="recusal_matters", object_id=matter.id)
    if assignment is not None and suspends:
        await _suspend(session, assignment, actor=actor)
        await rescreen(session, on=today, cases=[request.case.id])
    return matter


def _matter(request: _Request, *, suspends: bool, on: date, actor: Actor) -> RecusalMatter:
    wanted = request.wanted
    return RecusalMatter(
        county_id=request.case.county_id,
        person_id=request.person.id,
        form=wanted.form,
        applicant=wanted.applicant,
        medium=wanted.medium,
        record=wanted.record.strip(),
        reasons=request.reasons,
        alleged_rule=wanted.alleged_rule,
        state=MatterState.OPEN,
        suspends=suspends,
        received_on=on,
        opened_by=actor.principal,
    )


async def _suspend(session: AsyncSession, assignment: Assignment, *, actor: Actor) -> None:
    """Freeze the assignment; one that is frozen already is kept so until the matter is decided, too."""
    if assignment.state is AssignmentState.ACTIVE:
        record(session, actor=actor, act="SUSPEND", object_type="assignments", object_id=assignment.id)
    assignment.state = AssignmentState.SUSPENDED
    assignment.state_reason = PENDING
    await session.flush()


async def _assignment(session: AsyncSession, request: _Request) -> Assignment | None:
    """Return the person's assignment in force on the case, held still until the transaction ends."""
    statement = select(Assignment).where(
        Assignment.person_id == request.person.id,
        Assignment.case_id == request.case.id,
        col(Assignment.state).in_(IN_FORCE),
    )
    return (await session.exec(statement.order_by(col(Assignment.id)).with_for_update())).first()

"""How the refusals of allocation appear."""

import strawberry

from allocation.refusals import LimitReached
from db.database_errors import TextUnfit
from db.guards import GuardRefused, OverCapacity
from recusal.findings import Finding as FoundFinding
from resolvers.approval_refusals import (
    AlreadyStaffed,
    AwaitingConfirmation,
    AwaitingWaivers,
    ConflictOfInterest,
    NotConfirmed,
    NothingToApprove,
    NothingToConfirm,
    TeamChanged,
)
from resolvers.choices import NamedPicksRefused
from resolvers.planning_limits import OutOfReach, TooManyReviews
from resolvers.proposal_access import KeyReused
from resolvers.proposals import KeyUnfit, ProposalClosed
from resolvers.scope import CaseNotWaiting, NothingToStaff
from resolvers.steering import PinRefused, PinsImpossible, ReasonMissing, RoleMissing
from schema.context import Info
from schema.nodes import BadId
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.refusals import InvalidInputMember, RefusalMember, handler
from schema.words import Word, closing_word
from terms.allocation import ProposalState


@strawberry.type(name="KeyReused", description="The key came with another request before (幂等键已被使用).")
class KeyReusedMember(RefusalMember):
    """See ``resolvers.runs.KeyReused``."""

    key: str = strawberry.field(description="The key (键).")


@strawberry.type(
    name="NothingToStaff", description="No case waits for a team, or none of the proposal has one (无可派案件)."
)
class NothingToStaffMember(RefusalMember):
    """See ``resolvers.scope.NothingToStaff``."""


@strawberry.type(
    name="CaseNotWaiting", description="A case wants no team: staffed, closed or without places (案件不待派)."
)
class CaseNotWaitingMember(RefusalMember):
    """See ``resolvers.scope.CaseNotWaiting``."""

    number: str = strawberry.field(description="The number of the case (案号).")


@strawberry.type(name="AlreadyStaffed", description="A case got its team in the meantime (案件已配备人员).")
class AlreadyStaffedMember(RefusalMember):
    """See ``resolvers.approval.AlreadyStaffed``."""

    number: str = strawberry.field(description="The number of the case (案号).")


@strawberry.type(
    name="TeamChanged", description="A team is not any more what the plan was made to repair (办案组已变动)."
)
class TeamChangedMember(RefusalMember):
    """See ``resolvers.approval_refusals.TeamChanged``."""

    number: str = strawberry.field(description="The number of the case (案号).")


@strawberry.type(name="ProposalClosed", description="The proposal is not open any more (方案已关闭).")
class ProposalClosedMember(RefusalMember):
    """See ``resolvers.proposals.ProposalClosed``."""

    state: ProposalState = strawberry.field(description="Where it stands (状态).")


@strawberry.type(name="OverCapacity", description="Somebody would be booked over capacity (超出办案时间上限).")
class OverCapacityMember(RefusalMember):
    """See ``db.guards.OverCapacity``."""

    number: str = strawberry.field(description="The number of the person (人员编号).")


@strawberry.type(
    name="TooManyReviews", description="Somebody would review more cases than the policy allows (超出审理案件上限)."
)
class TooManyReviewsMember(RefusalMember):
    """See ``resolvers.planning_limits.TooManyReviews``."""

    number: str = strawberry.field(description="The number of the person (人员编号).")
    count: int = strawberry.field(description="How many cases she would review (将审理的案件数).")
    most: int = strawberry.field(description="At most so many are allowed (上限).")


@strawberry.type(name="OutOfReach", description="Somebody is of a zone on which the case does not draw (不在抽调范围).")
class OutOfReachMember(RefusalMember):
    """See ``resolvers.planning_limits.OutOfReach``."""

    number: str = strawberry.field(description="The number of the person (人员编号).")
    case_number: str = strawberry.field(description="The number of the case (案号).")


@strawberry.type(name="NotConfirmed", description="The team of a case is not confirmed; no reason is given (未获确认).")
class NotConfirmedMember(RefusalMember):
    """See ``resolvers.approval.NotConfirmed``."""

    case_numbers: list[str] = strawberry.field(description="The numbers of the cases (案号).")


@strawberry.type(
    name="AwaitingConfirmation",
    description="People were pinned to cases, and the county has not answered yet (待确认); so in every case.",
)
class AwaitingConfirmationMember(RefusalMember):
    """See ``resolvers.approval_refusals.AwaitingConfirmation``."""

    case_numbers: list[str] = strawberry.field(description="The numbers of the cases (案号).")


@strawberry.type(name="PlanRefused", description="No plan can be made or kept like this (方案无法成立).")
class PlanRefusedMember(RefusalMember):
    """Pins that no plan can keep or no policy allows, a solver's limit, or a guard of the database; the code tells."""


@strawberry.type(description="Somebody of the proposal must stand aside from a case (须回避).")
class StandingAside:
    """One finding of a refused approval."""

    found: strawberry.Private[FoundFinding]
    rule: Word = strawberry.field(description="The rule (规则).")

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.found.person)

    @strawberry.field(description="The case (案件); null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.found.case)


@strawberry.type(name="ConflictOfInterest", description="People of the proposal must stand aside now (须回避).")
class ConflictOfInterestMember(RefusalMember):
    """See ``resolvers.approval.ConflictOfInterest``."""

    findings: strawberry.Private[tuple[FoundFinding, ...]]

    @strawberry.field(description="Who must stand aside from which case, and by which rule (须回避人员).")
    def conflicts(self) -> list[StandingAside]:
        """List the findings."""
        return [StandingAside(found=finding, rule=closing_word(finding.rule)) for finding in self.findings]


@strawberry.type(
    name="AwaitingWaivers",
    description="The proposal counts on waivers that are not granted yet; approve it after that (待批准不回避).",
)
class AwaitingWaiversMember(RefusalMember):
    """See ``resolvers.approval_refusals.AwaitingWaivers``."""

    findings: strawberry.Private[tuple[FoundFinding, ...]]

    @strawberry.field(
        description="Who needs a waiver for which case, and by which rule (待批准事项); see `Seat.waiversNeeded`."
    )
    def awaited(self) -> list[StandingAside]:
        """List the findings."""
        return [StandingAside(found=finding, rule=closing_word(finding.rule)) for finding in self.findings]


HANDLERS = (
    handler((KeyUnfit, ReasonMissing, RoleMissing, NothingToConfirm, BadId, TextUnfit), InvalidInputMember),
    handler(KeyReused, KeyReusedMember, "key"),
    handler((NothingToStaff, NothingToApprove), NothingToStaffMember),
    handler(CaseNotWaiting, CaseNotWaitingMember, "number"),
    handler(AlreadyStaffed, AlreadyStaffedMember, "number"),
    handler(TeamChanged, TeamChangedMember, "number"),
    handler(ProposalClosed, ProposalClosedMember, "state"),
    handler(OverCapacity, OverCapacityMember, "number"),
    handler(TooManyReviews, TooManyReviewsMember, "number", "count", "most"),
    handler(OutOfReach, OutOfReachMember, "number", "case_number"),
    handler(AwaitingConfirmation, AwaitingConfirmationMember, "case_numbers"),
    handler(NotConfirmed, NotConfirmedMember, "case_numbers"),
    handler((PinRefused, PinsImpossible, NamedPicksRefused, LimitReached, GuardRefused), PlanRefusedMember),
    handler(ConflictOfInterest, ConflictOfInterestMember, "findings"),
    handler(AwaitingWaivers, AwaitingWaiversMember, "findings"),
)
"""Handlers of what allocation refuses."""

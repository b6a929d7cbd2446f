"""Acts on allocations: propose, edit, approve, withdraw (派案)."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers import approval, proposals
from resolvers.proposal_access import ProposalRef
from resolvers.proposals import SeedUnfit
from resolvers.steering import EditRequest
from schema.allocation_refusals import (
    AlreadyStaffedMember,
    CaseNotWaitingMember,
    ConflictOfInterestMember,
    KeyReusedMember,
    NotConfirmedMember,
    NothingToStaffMember,
    OverCapacityMember,
    PlanRefusedMember,
    ProposalClosedMember,
)
from schema.assignments import Assignment
from schema.case_files import Authorisation
from schema.context import Info
from schema.nodes import key_of
from schema.proposals import Proposal
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
)
from terms.allocation import EditKind
from terms.cases import AssignmentRole


@strawberry.input(description="What is to be allocated (派案范围).")
class AllocationProposeInput:
    """See ``resolvers.proposals.propose``."""

    key: str = strawberry.field(
        description="Idempotency key, 1 to 200 characters: the same key and request answers the same proposal."
    )
    zone_codes: list[str] | None = strawberry.field(
        default=None, description="Codes of the zones; null for the whole county, which coordinators may not."
    )
    case_numbers: list[str] | None = strawberry.field(
        default=None, description="Only these waiting cases; null for all that wait in the scope."
    )
    seed: str | None = strawberry.field(
        default=None, description="Seed of the lottery among equal plans, 0 to 2^63-1; null draws it from the key."
    )


@strawberry.input(one_of=True, description="Which proposal: by id or by key (方案引用).")
class ProposalReference:
    """See ``resolvers.runs.ProposalRef``."""

    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="Its global id.")
    key: str | None = strawberry.field(default=strawberry.UNSET, description="The idempotency key it was asked under.")

    def ref(self) -> ProposalRef:
        """Return the reference as resolvers know it."""
        if isinstance(self.id, str):
            return ProposalRef(id=key_of(self.id, Proposal))
        return ProposalRef(key=self.key if isinstance(self.key, str) else "")


@strawberry.input(description="Put a person on a case, whatever the plan (固定人选).")
class PinInput:
    """A pin."""

    case_number: str = strawberry.field(description="The case.")
    person_number: str = strawberry.field(description="The person.")
    role: AssignmentRole = strawberry.field(description="In which role.")
    reason: str = strawberry.field(description="Why, in at most 500 characters; kept with the proposal.")


@strawberry.input(description="Keep a person off a case, or take back an earlier pin or exclusion (排除或解除).")
class ExclusionInput:
    """An exclusion or a release."""

    case_number: str = strawberry.field(description="The case.")
    person_number: str = strawberry.field(description="The person.")
    reason: str = strawberry.field(description="Why, in at most 500 characters; kept with the proposal.")


@strawberry.input(description="How a proposal is to be changed (调整方案).")
class AllocationEditInput:
    """See ``resolvers.proposals.edit``."""

    key: str = strawberry.field(description="Idempotency key of the new proposal that the edit makes.")
    proposal: ProposalReference = strawberry.field(description="The open proposal that is changed.")
    pins: list[PinInput] = strawberry.field(default_factory=list, description="People to put on cases.")
    exclusions: list[ExclusionInput] = strawberry.field(default_factory=list, description="People to keep off cases.")
    releases: list[ExclusionInput] = strawberry.field(
        default_factory=list, description="Earlier pins and exclusions to take back."
    )

    def edits(self) -> list[EditRequest]:
        """Return the edits as resolvers know them, releases first."""
        released = [
            EditRequest(EditKind.RELEASE, each.case_number, each.person_number, each.reason) for each in self.releases
        ]
        pinned = [
            EditRequest(EditKind.PIN, each.case_number, each.person_number, each.reason, each.role)
            for each in self.pins
        ]
        excluded = [
            EditRequest(EditKind.EXCLUDE, each.case_number, each.person_number, each.reason) for each in self.exclusions
        ]
        return [*released, *pinned, *excluded]


@strawberry.input(description="Which proposal is approved (批准方案).")
class AllocationApproveInput:
    """See ``resolvers.approval.approve``."""

    proposal: ProposalReference = strawberry.field(description="The open proposal.")


@strawberry.input(description="Which proposal is withdrawn, and why (撤回方案).")
class AllocationWithdrawInput:
    """See ``resolvers.proposals.withdraw``."""

    proposal: ProposalReference = strawberry.field(description="The proposal, open or approved.")
    reason: str = strawberry.field(description="Why, in at most 500 characters.")


@strawberry.type(description="A proposal was made, or found again under its key (已生成方案).")
class AllocationProposed:
    """What proposing and editing answer."""

    proposal: Proposal = strawberry.field(description="The proposal.")


@strawberry.type(description="The proposal is approved: people are assigned and authorised (已批准).")
class AllocationApproved:
    """What approving answers; the same again when it is asked again."""

    proposal: Proposal = strawberry.field(description="The proposal.")
    assignments: list[Assignment] = strawberry.field(description="The assignments made.")
    authorisations: list[Authorisation] = strawberry.field(description="The documents written, with their numbers.")


@strawberry.type(description="The proposal is withdrawn, with all that its approval made (已撤回).")
class AllocationWithdrawn:
    """What withdrawing answers."""

    proposal: Proposal = strawberry.field(description="The proposal.")


Common: TypeAlias = NotAllowedMember | NotFoundMember | InvalidInputMember | BusyMember | DatabaseUnavailableMember
ProposePayload: TypeAlias = Annotated[
    AllocationProposed | KeyReusedMember | NothingToStaffMember | CaseNotWaitingMember | PlanRefusedMember | Common,
    strawberry.union("AllocationProposePayload", description="The proposal, or why there is none (派案结果)."),
]
EditPayload: TypeAlias = Annotated[
    AllocationProposed | KeyReusedMember | ProposalClosedMember | PlanRefusedMember | Common,
    strawberry.union("AllocationEditPayload", description="The new proposal, or why there is none (调整结果)."),
]
ApprovePayload: TypeAlias = Annotated[
    AllocationApproved
    | ProposalClosedMember
    | AlreadyStaffedMember
    | CaseNotWaitingMember
    | ConflictOfInterestMember
    | NotConfirmedMember
    | OverCapacityMember
    | PlanRefusedMember
    | Common,
    strawberry.union("AllocationApprovePayload", description="What was assigned, or why nothing was (批准结果)."),
]
WithdrawPayload: TypeAlias = Annotated[
    AllocationWithdrawn | ProposalClosedMember | Common,
    strawberry.union("AllocationWithdrawPayload", description="The withdrawn proposal, or why not (撤回结果)."),
]


@strawberry.type
class AllocationMutation:
    """Acts on allocations."""

    @strawberry.mutation(description="Propose teams for the cases that wait; may be called and retried by a scheduler.")
    async def allocation_propose(
        self,
        info: Info,
        input: Annotated[AllocationProposeInput, strawberry.argument(description="The scope.")],  # noqa: A002
    ) -> ProposePayload:
        """Propose."""
        row = await proposals.propose(
            info.context.caller,
            key=input.key,
            zone_codes=input.zone_codes,
            case_numbers=input.case_numbers,
            seed=_seed(input.seed),
        )
        info.context.forget()
        return AllocationProposed(proposal=Proposal.of(row))

    @strawberry.mutation(description="Pin and exclude people, with reasons: makes a new proposal in place of the old.")
    async def allocation_edit(
        self,
        info: Info,
        input: Annotated[AllocationEditInput, strawberry.argument(description="The changes.")],  # noqa: A002
    ) -> EditPayload:
        """Edit."""
        row = await proposals.edit(info.context.caller, key=input.key, ref=input.proposal.ref(), edits=input.edits())
        info.context.forget()
        return AllocationProposed(proposal=Proposal.of(row))

    @strawberry.mutation(
        description="Approve: screen everything again, book, and write the authorisations; or nothing."
    )
    async def allocation_approve(
        self,
        info: Info,
        input: Annotated[AllocationApproveInput, strawberry.argument(description="The proposal.")],  # noqa: A002
    ) -> ApprovePayload:
        """Approve."""
        made = await approval.approve(info.context.caller, ref=input.proposal.ref())
        info.context.forget()
        return AllocationApproved(
            proposal=Proposal.of(made.proposal),
            assignments=[Assignment.of(row) for row in made.assignments],
            authorisations=[Authorisation.of(row) for row in made.authorisations],
        )

    @strawberry.mutation(description="Withdraw a proposal, and all assignments that its approval made.")
    async def allocation_withdraw(
        self,
        info: Info,
        input: Annotated[AllocationWithdrawInput, strawberry.argument(description="Which, and why.")],  # noqa: A002
    ) -> WithdrawPayload:
        """Withdraw."""
        row = await proposals.withdraw(info.context.caller, ref=input.proposal.ref(), reason=input.reason)
        info.context.forget()
        return AllocationWithdrawn(proposal=Proposal.of(row))


def _seed(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 19):  # noqa: PLR2004  (digits of 2^63)
        raise SeedUnfit
    return int(text)

"""Acts on allocations: propose, edit, approve, withdraw (派案)."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers import approval, confirming, proposals
from resolvers.approval import Approved
from schema.allocation_inputs import (
    AllocationApproveInput,
    AllocationConfirmInput,
    AllocationEditInput,
    AllocationProposeInput,
    AllocationWithdrawInput,
)
from schema.allocation_refusals import (
    AlreadyStaffedMember,
    AwaitingConfirmationMember,
    AwaitingWaiversMember,
    CaseNotWaitingMember,
    ConflictOfInterestMember,
    KeyReusedMember,
    NotConfirmedMember,
    NothingToStaffMember,
    OutOfReachMember,
    OverCapacityMember,
    PlanRefusedMember,
    ProposalClosedMember,
    TeamChangedMember,
    TooManyReviewsMember,
)
from schema.assignments import Assignment
from schema.case_files import Authorisation
from schema.context import Info
from schema.deciding import OwnMatterMember
from schema.proposals import Proposal
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
)


@strawberry.type(description="A proposal was made, or found again under its key (已生成方案).")
class AllocationProposed:
    """What proposing and editing answer."""

    proposal: Proposal = strawberry.field(description="The proposal (派案方案).")


@strawberry.type(description="The proposal is approved: people are assigned and authorised (已批准).")
class AllocationApproved:
    """What approving answers; the same again when it is asked again."""

    proposal: Proposal = strawberry.field(description="The proposal (派案方案).")
    assignments: list[Assignment] = strawberry.field(description="The assignments made (派案).")
    authorisations: list[Authorisation] = strawberry.field(
        description="The documents written, with their numbers (授权文书)."
    )


def approved_of(made: Approved) -> AllocationApproved:
    """Show what an approval made."""
    return AllocationApproved(
        proposal=Proposal.of(made.proposal),
        assignments=[Assignment.of(row) for row in made.assignments],
        authorisations=[Authorisation.of(row) for row in made.authorisations],
    )


@strawberry.type(description="The pins of the proposal are answered: each edit says how (已答复).")
class AllocationConfirmed:
    """What confirming answers; the same again when it is asked again."""

    proposal: Proposal = strawberry.field(description="The proposal (派案方案).")


@strawberry.type(description="The proposal is withdrawn, with all that its approval made (已撤回).")
class AllocationWithdrawn:
    """What withdrawing answers."""

    proposal: Proposal = strawberry.field(description="The proposal (派案方案).")


Common: TypeAlias = NotAllowedMember | NotFoundMember | InvalidInputMember | BusyMember | DatabaseUnavailableMember
ProposePayload: TypeAlias = Annotated[
    AllocationProposed
    | KeyReusedMember
    | NothingToStaffMember
    | CaseNotWaitingMember
    | OwnMatterMember
    | PlanRefusedMember
    | Common,
    strawberry.union("AllocationProposePayload", description="The proposal, or why there is none (派案结果)."),
]
EditPayload: TypeAlias = Annotated[
    AllocationProposed | KeyReusedMember | ProposalClosedMember | PlanRefusedMember | OwnMatterMember | Common,
    strawberry.union("AllocationEditPayload", description="The new proposal, or why there is none (调整结果)."),
]
ApprovalRefused: TypeAlias = (
    ProposalClosedMember
    | NothingToStaffMember
    | AlreadyStaffedMember
    | TeamChangedMember
    | CaseNotWaitingMember
    | ConflictOfInterestMember
    | AwaitingConfirmationMember
    | AwaitingWaiversMember
    | NotConfirmedMember
    | OverCapacityMember
    | TooManyReviewsMember
    | OutOfReachMember
    | OwnMatterMember
    | PlanRefusedMember
    | Common
)
"""Why nothing was approved."""
ApprovePayload: TypeAlias = Annotated[
    AllocationApproved | ApprovalRefused,
    strawberry.union("AllocationApprovePayload", description="What was assigned, or why nothing was (批准结果)."),
]
ConfirmPayload: TypeAlias = Annotated[
    AllocationConfirmed | ProposalClosedMember | OwnMatterMember | Common,
    strawberry.union("AllocationConfirmPayload", description="The proposal, or why nothing was answered (确认结果)."),
]
WithdrawPayload: TypeAlias = Annotated[
    AllocationWithdrawn | ProposalClosedMember | OwnMatterMember | Common,
    strawberry.union("AllocationWithdrawPayload", description="The withdrawn proposal, or why not (撤回结果)."),
]


@strawberry.type
class AllocationMutation:
    """Acts on allocations."""

    @strawberry.mutation(
        description="Propose teams for the cases that wait (生成方案); may be called and retried by a scheduler. "
        "Nobody chooses the seed: without a change of open facts the same is used again. "
        "Cases that the caller must stand aside from are left out, for somebody else to propose (须回避的案件除外)."
    )
    async def allocation_propose(
        self,
        info: Info,
        input: Annotated[AllocationProposeInput, strawberry.argument(description="The scope (派案范围).")],  # noqa: A002
    ) -> ProposePayload:
        """Propose."""
        row = await proposals.propose(
            info.context.caller,
            key=input.key,
            zone_codes=input.zone_codes,
            case_numbers=input.case_numbers,
        )
        info.context.forget()
        return AllocationProposed(proposal=Proposal.of(row))

    @strawberry.mutation(
        description="Pin and exclude people, with reasons: makes a new proposal in place of the old (调整方案), drawn "
        "by a seed that nobody knew; the same edit on the same open facts has the same one again."
    )
    async def allocation_edit(
        self,
        info: Info,
        input: Annotated[AllocationEditInput, strawberry.argument(description="The changes (调整内容).")],  # noqa: A002
    ) -> EditPayload:
        """Edit."""
        row = await proposals.edit(info.context.caller, key=input.key, ref=input.proposal.ref(), edits=input.edits())
        info.context.forget()
        return AllocationProposed(proposal=Proposal.of(row))

    @strawberry.mutation(
        description="Approve: screen everything again, end the seats that a repair replaces, book, and write the "
        "authorisations (批准方案); or nothing."
    )
    async def allocation_approve(
        self,
        info: Info,
        input: Annotated[AllocationApproveInput, strawberry.argument(description="The proposal (派案方案).")],  # noqa: A002
    ) -> ApprovePayload:
        """Approve."""
        made = await approval.approve(info.context.caller, ref=input.proposal.ref())
        info.context.forget()
        return approved_of(made)

    @strawberry.mutation(
        description="Answer the pins of a proposal that await the county's confirmation (确认指定人选). What speaks "
        "against one and is not told comes back as NOT_CONFIRMED, and so does what the county declines; who approves "
        "and may confirm needs no answer before."
    )
    async def allocation_confirm(
        self,
        info: Info,
        input: Annotated[AllocationConfirmInput, strawberry.argument(description="The answer (答复).")],  # noqa: A002
    ) -> ConfirmPayload:
        """Confirm."""
        row = await confirming.confirm(info.context.caller, ref=input.proposal.ref(), declined=input.refs())
        info.context.forget()
        return AllocationConfirmed(proposal=Proposal.of(row))

    @strawberry.mutation(description="Withdraw a proposal, and all assignments that its approval made (撤回方案).")
    async def allocation_withdraw(
        self,
        info: Info,
        input: Annotated[AllocationWithdrawInput, strawberry.argument(description="Which, and why (撤回内容).")],  # noqa: A002
    ) -> WithdrawPayload:
        """Withdraw."""
        row = await proposals.withdraw(info.context.caller, ref=input.proposal.ref(), reason=input.reason)
        info.context.forget()
        return AllocationWithdrawn(proposal=Proposal.of(row))

"""Repairing teams at work: the act that proposes it (补员)."""

from dataclasses import replace
from typing import Annotated, TypeAlias

import strawberry

from resolvers import proposals
from schema.allocation import AllocationProposed, Common
from schema.allocation_refusals import (
    CaseNotWaitingMember,
    KeyReusedMember,
    NothingToStaffMember,
    PlanRefusedMember,
)
from schema.context import Info
from schema.deciding import OwnMatterMember
from schema.proposals import Proposal
from schema.repair_inputs import AllocationRepairInput

RepairPayload: TypeAlias = Annotated[
    AllocationProposed
    | KeyReusedMember
    | NothingToStaffMember
    | CaseNotWaitingMember
    | OwnMatterMember
    | PlanRefusedMember
    | Common,
    strawberry.union("AllocationRepairPayload", description="The proposal, or why there is none (补员结果)."),
]


@strawberry.type
class RepairMutation:
    """Acts on teams at work."""

    @strawberry.mutation(
        description="Propose who takes the places of people who fell out of teams at work (生成补员方案): the rest of "
        "each team stays unless it may be moved. Approving it ends the seats that it replaces and books the new ones."
    )
    async def allocation_repair(
        self,
        info: Info,
        input: Annotated[AllocationRepairInput, strawberry.argument(description="The repair (补员内容).")],  # noqa: A002
    ) -> RepairPayload:
        """Propose a repair."""
        wish = replace(input.repair.wish(), choice=input.choice, most_changes=input.most_changes)
        row = await proposals.propose_repair(info.context.caller, key=input.key, wish=wish)
        info.context.forget()
        return AllocationProposed(proposal=Proposal.of(row))

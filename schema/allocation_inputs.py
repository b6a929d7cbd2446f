"""What acts on allocations are told: scope, edits, and which proposal (派案)."""

import strawberry

from resolvers.confirming import PinRef
from resolvers.proposal_access import ProposalRef
from resolvers.steering import EditRequest
from schema.nodes import key_of
from schema.proposals import Proposal
from terms.allocation import EditKind
from terms.cases import AssignmentRole


@strawberry.input(description="What is to be allocated (派案范围).")
class AllocationProposeInput:
    """See ``resolvers.proposals.propose``."""

    key: str = strawberry.field(
        description="Idempotency key, 1 to 200 characters: the same key and request answers the same proposal (幂等键)."
    )
    zone_codes: list[str] | None = strawberry.field(
        default=None,
        description="Codes of the zones (协作区代码); null for the whole county, which coordinators may not.",
    )
    case_numbers: list[str] | None = strawberry.field(
        default=None, description="Only these waiting cases (案号); null for all that wait in the scope."
    )


@strawberry.input(one_of=True, description="Which proposal: by id or by key (方案引用).")
class ProposalReference:
    """See ``resolvers.runs.ProposalRef``."""

    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="Its global id (标识).")
    key: str | None = strawberry.field(
        default=strawberry.UNSET, description="The idempotency key it was asked under (幂等键)."
    )

    def ref(self) -> ProposalRef:
        """Return the reference as resolvers know it."""
        if isinstance(self.id, str):
            return ProposalRef(id=key_of(self.id, Proposal))
        return ProposalRef(key=self.key if isinstance(self.key, str) else "")


@strawberry.input(
    description="Put a person on a case by name, whatever the plan: for emergencies, where the county allows it (R47), "
    "and counted (固定人选)."
)
class PinInput:
    """A pin."""

    case_number: str = strawberry.field(description="The case (案件).")
    person_number: str = strawberry.field(description="The person (人员).")
    role: AssignmentRole = strawberry.field(description="In which role (岗位).")
    reason: str = strawberry.field(description="Why, in at most 500 characters (理由); kept with the proposal.")


@strawberry.input(description="Keep a person off a case, or take back an earlier pin or exclusion (排除或解除).")
class ExclusionInput:
    """An exclusion or a release."""

    case_number: str = strawberry.field(description="The case (案件).")
    person_number: str = strawberry.field(description="The person (人员).")
    reason: str = strawberry.field(description="Why, in at most 500 characters (理由); kept with the proposal.")


@strawberry.input(description="How a proposal is to be changed (调整方案).")
class AllocationEditInput:
    """See ``resolvers.proposals.edit``."""

    key: str = strawberry.field(description="Idempotency key of the new proposal that the edit makes (幂等键).")
    proposal: ProposalReference = strawberry.field(description="The open proposal that is changed (待批准方案).")
    pins: list[PinInput] = strawberry.field(default_factory=list, description="People to put on cases (固定人选).")
    exclusions: list[ExclusionInput] = strawberry.field(
        default_factory=list, description="People to keep off cases (排除人选)."
    )
    releases: list[ExclusionInput] = strawberry.field(
        default_factory=list, description="Earlier pins and exclusions to take back (解除调整)."
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

    proposal: ProposalReference = strawberry.field(description="The open proposal (待批准方案).")


@strawberry.input(description="A person who was pinned to a case (指定人选).")
class PinReference:
    """See ``resolvers.confirming.PinRef``."""

    case_number: str = strawberry.field(description="The case (案件).")
    person_number: str = strawberry.field(description="The person (人员).")


@strawberry.input(description="Which proposal's pins are answered (确认指定人选).")
class AllocationConfirmInput:
    """See ``resolvers.confirming.confirm``."""

    proposal: ProposalReference = strawberry.field(description="The open proposal (待批准方案).")
    declined: list[PinReference] = strawberry.field(
        default_factory=list, description="Pins that the county does not confirm; it gives no reason (不予确认)."
    )

    def refs(self) -> list[PinRef]:
        """Return the pins as resolvers know them."""
        return [PinRef(pin.case_number, pin.person_number) for pin in self.declined]


@strawberry.input(description="Which proposal is withdrawn, and why (撤回方案).")
class AllocationWithdrawInput:
    """See ``resolvers.proposals.withdraw``."""

    proposal: ProposalReference = strawberry.field(description="The proposal, open or approved (派案方案).")
    reason: str = strawberry.field(description="Why, in at most 500 characters (理由).")

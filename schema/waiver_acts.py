"""Acts on waivers and dismissals: grant, make, revoke."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry

from db.tables import Dismissal as DismissalRow
from db.tables import Waiver as WaiverRow
from resolvers import dismissing, waiving
from resolvers.dismissing import HardGroundStands
from resolvers.fact_acts.recording import Changed
from resolvers.grounds import AlreadyLifted, GroundGone, Pointed, RestrictedStands
from resolvers.waiving import ExpiryUnfit, NotWaivable, WaiverWanted
from schema.context import Info
from schema.deciding import NotCompetentMember, OwnMatterMember
from schema.fact_acts_payloads import FactRefusedMember, assignments_of
from schema.nodes import key_of
from schema.references import AssignmentType
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
    RefusalMember,
    handler,
)
from schema.waivers import Dismissal, Waiver
from terms.cases import AssignmentRole


@strawberry.type(name="LiftingRefused", description="The finding is not let pass (不予放行).")
class LiftingRefusedMember(RefusalMember):
    """What may not be waived or dismissed, is not found any more, or was lifted before; the code tells which."""


HANDLERS = (
    handler(
        (NotWaivable, HardGroundStands, RestrictedStands, GroundGone, AlreadyLifted),
        LiftingRefusedMember,
    ),
    handler(ExpiryUnfit, InvalidInputMember),
)
"""Handlers of what waivers and dismissals refuse."""


@strawberry.input(description="Which finding is meant, as a screening shows it (审查发现).")
class FindingInput:
    """See ``resolvers.grounds.Pointed``."""

    person_number: str = strawberry.field(description="The number of the person (人员编号).")
    case_number: str = strawberry.field(description="The number of the case (案号).")
    role: AssignmentRole = strawberry.field(
        default=AssignmentRole.MEMBER, description="The role in which it is found (岗位)."
    )
    rule: str = strawberry.field(description="The code of its rule, for example R13 (规则).")
    ground: str = strawberry.field(description="Its `ground` (发现标识).")

    def pointed(self) -> Pointed:
        """Return the finding as resolvers know it."""
        return Pointed(**vars(self))


@strawberry.input(description="A finding to be let pass, and on which terms (不回避批准).")
class WaiverGrantInput:
    """See ``resolvers.waiving.WaiverWanted``."""

    finding: FindingInput = strawberry.field(description="The finding (审查发现).")
    reason: str = strawberry.field(description="Why, at most 1000 characters (理由).")
    expires_on: date = strawberry.field(
        description="The first day on which it holds no more (到期日): after today, within 12 months."
    )
    conditions: str = strawberry.field(default="", description="Conditions, at most 1000 characters (附加条件).")
    document: str = strawberry.field(
        default="",
        description="The number of the written decision (文号); needed where the caller records somebody else's "
        "decision, and where policy bars absolutely.",
    )

    def wanted(self) -> WaiverWanted:
        """Return the waiver as resolvers know it."""
        return WaiverWanted(
            pointed=self.finding.pointed(),
            reason=self.reason,
            expires_on=self.expires_on,
            conditions=self.conditions,
            document=self.document,
        )


@strawberry.input(description="A finding to be dismissed as a false alarm (误报认定).")
class DismissalMakeInput:
    """See ``resolvers.dismissing.make_dismissal``."""

    finding: FindingInput = strawberry.field(description="The finding (审查发现).")
    reason: str = strawberry.field(description="Why it is no ground to stand aside, at most 1000 characters (理由).")


@strawberry.input(description="A waiver that is taken back, and why (撤销不回避批准).")
class WaiverRevokeInput:
    """See ``resolvers.waiving.revoke_waiver``."""

    id: strawberry.ID = strawberry.field(description="The waiver (标识).")
    reason: str = strawberry.field(description="Why, at most 1000 characters (理由).")


@strawberry.input(description="A dismissal that is taken back, and why (撤销误报认定).")
class DismissalRevokeInput:
    """See ``resolvers.dismissing.revoke_dismissal``."""

    id: strawberry.ID = strawberry.field(description="The dismissal (标识).")
    reason: str = strawberry.field(description="Why, at most 1000 characters (理由).")


@strawberry.type(description="A finding was let pass, or is so no more (不回避批准已更新).")
class WaiverChanged:
    """What acts on waivers answer."""

    waiver: Waiver = strawberry.field(description="The waiver (不回避批准).")
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案)."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )


@strawberry.type(description="A finding was dismissed, or is so no more (误报认定已更新).")
class DismissalChanged:
    """What acts on dismissals answer."""

    dismissal: Dismissal = strawberry.field(description="The dismissal (误报认定).")
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案)."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )


Refused: TypeAlias = (
    NotAllowedMember
    | NotFoundMember
    | InvalidInputMember
    | LiftingRefusedMember
    | NotCompetentMember
    | OwnMatterMember
    | FactRefusedMember
    | BusyMember
    | DatabaseUnavailableMember
)
WaiverGrant: TypeAlias = Annotated[
    WaiverChanged | Refused,
    strawberry.union("WaiverGrantPayload", description="The waiver, or why nothing was changed (批准结果)."),
]
WaiverRevoke: TypeAlias = Annotated[
    WaiverChanged | Refused,
    strawberry.union("WaiverRevokePayload", description="The waiver, or why nothing was changed (撤销结果)."),
]
DismissalMake: TypeAlias = Annotated[
    DismissalChanged | Refused,
    strawberry.union("DismissalMakePayload", description="The dismissal, or why nothing was changed (认定结果)."),
]
DismissalRevoke: TypeAlias = Annotated[
    DismissalChanged | Refused,
    strawberry.union("DismissalRevokePayload", description="The dismissal, or why nothing was changed (撤销认定结果)."),
]
GrantArgument: TypeAlias = Annotated[
    WaiverGrantInput, strawberry.argument(description="What, and on which terms (批准内容).")
]
MakeArgument: TypeAlias = Annotated[DismissalMakeInput, strawberry.argument(description="What, and why (认定内容).")]
WaiverRevokeArgument: TypeAlias = Annotated[
    WaiverRevokeInput, strawberry.argument(description="What, and why (撤销内容).")
]
DismissalRevokeArgument: TypeAlias = Annotated[
    DismissalRevokeInput, strawberry.argument(description="What, and why (撤销内容).")
]


@strawberry.type
class WaiverMutation:
    """Acts on waivers and dismissals."""

    @strawberry.mutation(
        description="Let one finding pass by the competent decider, for one person, case and role (批准不回避)."
    )
    async def waiver_grant(self, info: Info, input: GrantArgument) -> WaiverGrant:  # noqa: A002
        """Grant a waiver."""
        changed = await waiving.grant_waiver(info.context.caller, input.wanted())
        info.context.forget()
        return _waiver(changed)

    @strawberry.mutation(description="Take a waiver back; what rested on it is suspended at once (撤销不回避批准).")
    async def waiver_revoke(self, info: Info, input: WaiverRevokeArgument) -> WaiverRevoke:  # noqa: A002
        """Revoke a waiver."""
        changed = await waiving.revoke_waiver(info.context.caller, key_of(input.id, Waiver), reason=input.reason)
        info.context.forget()
        return _waiver(changed)

    @strawberry.mutation(
        description="Dismiss one finding as a false alarm, or settle one that is unknown, with a reason (认定误报)."
    )
    async def dismissal_make(self, info: Info, input: MakeArgument) -> DismissalMake:  # noqa: A002
        """Make a dismissal."""
        changed = await dismissing.make_dismissal(info.context.caller, input.finding.pointed(), reason=input.reason)
        info.context.forget()
        return _dismissal(changed)

    @strawberry.mutation(description="Take a dismissal back; the finding counts again at once (撤销误报认定).")
    async def dismissal_revoke(self, info: Info, input: DismissalRevokeArgument) -> DismissalRevoke:  # noqa: A002
        """Revoke a dismissal."""
        changed = await dismissing.revoke_dismissal(
            info.context.caller, key_of(input.id, Dismissal), reason=input.reason
        )
        info.context.forget()
        return _dismissal(changed)


def _waiver(changed: Changed[WaiverRow]) -> WaiverChanged:
    return WaiverChanged(
        waiver=Waiver.of(changed.answer),
        suspended=assignments_of(changed.suspended),
        restored=assignments_of(changed.restored),
    )


def _dismissal(changed: Changed[DismissalRow]) -> DismissalChanged:
    return DismissalChanged(
        dismissal=Dismissal.of(changed.answer),
        suspended=assignments_of(changed.suspended),
        restored=assignments_of(changed.restored),
    )

"""How a case could be handled, and the change of its mode (办理方式)."""

from typing import Annotated, TypeAlias

import strawberry

from recusal.registry import RULE_BY_CODE
from resolvers import handling
from resolvers.handling import ReasonForModeMissing, TeamInForce
from schema.cases import Case
from schema.context import Info
from schema.deciding import OwnMatterMember
from schema.recusal_rules import RecusalRule
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
    RefusalMember,
    handler,
)
from terms.cases import Mode


@strawberry.type(description="What one mode of handling would leave of the pool (可选办理方式).")
class HandlingOption:
    """See ``resolvers.handling.HandlingOption``."""

    mode: Mode = strawberry.field(description="The mode (办理方式).")
    leaders: int = strawberry.field(description="Members of the pool who are clear and may lead in it (可任组长人数).")
    members: int = strawberry.field(description="Members of the pool who are clear to investigate in it (可办案人数).")
    enough: bool = strawberry.field(description="Whether that makes a team (人员是否足够).")


@strawberry.type(description="How a case could be handled, on open facts as they are now (办理方式建议).")
class CaseHandling:
    """See ``resolvers.handling.Handling``."""

    case: Case = strawberry.field(description="The case (案件).")
    whole_organ_barred: bool = strawberry.field(
        description="Whether nobody of the home organ is free of bars, so that it stands aside as a whole (整体回避)."
    )
    barring_rules: list[RecusalRule] = strawberry.field(
        description="The rules that bar people of the home organ (涉及规则)."
    )
    options: list[HandlingOption] = strawberry.field(
        description="Each mode with what it leaves of the pool, nearest to home first (可选办理方式)."
    )
    recommended: Mode | None = strawberry.field(
        description="The first mode that makes a team (建议办理方式); null if none does: widen the pool."
    )

    @classmethod
    def of(cls, found: handling.Handling) -> "CaseHandling":
        """Show what was found."""
        return cls(
            case=Case.of(found.case),
            whole_organ_barred=found.whole_organ_barred,
            barring_rules=[RecusalRule.of(RULE_BY_CODE[rule]) for rule in found.barring_rules],
            options=[
                HandlingOption(mode=one.mode, leaders=one.leaders, members=one.members, enough=one.enough)
                for one in found.options
            ],
            recommended=found.recommended,
        )


@strawberry.type(name="TeamInForce", description="The case has a team; its mode stays (案件已有在办人员).")
class TeamInForceMember(RefusalMember):
    """See ``resolvers.handling.TeamInForce``."""

    number: str = strawberry.field(description="The number of the case (案号).")


HANDLERS = (
    handler(TeamInForce, TeamInForceMember, "number"),
    handler(ReasonForModeMissing, InvalidInputMember),
)
"""Handlers of what a change of mode refuses."""


@strawberry.input(description="A change of how a case is handled (变更办理方式).")
class CaseModeChangeInput:
    """See ``resolvers.handling.change_mode``."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    mode: Mode = strawberry.field(description="The mode from now on (办理方式).")
    reason: str = strawberry.field(description="Why, for example that the whole home organ stands aside (理由).")
    document: str = strawberry.field(
        default="", description="The number of the document that says so, if there is one (文号)."
    )


@strawberry.type(description="The case as it is handled from now on (办理方式已变更).")
class CaseModeChanged:
    """What a change of mode answers."""

    case: Case = strawberry.field(description="The case (案件).")


CaseModeChange: TypeAlias = Annotated[
    CaseModeChanged
    | TeamInForceMember
    | OwnMatterMember
    | InvalidInputMember
    | NotAllowedMember
    | NotFoundMember
    | BusyMember
    | DatabaseUnavailableMember,
    strawberry.union("CaseModeChangePayload", description="What a change of mode answers (变更结果)."),
]


@strawberry.type
class HandlingQuery:
    """Questions about handling."""

    @strawberry.field(
        description="Who could handle a case in each mode, and whether a whole organ stands aside (办理方式建议)."
    )
    async def case_handling(
        self, info: Info, case_number: Annotated[str, strawberry.argument(description="The case number (案号).")]
    ) -> CaseHandling:
        """Look at the modes."""
        return CaseHandling.of(await handling.handling_of(info.context.caller, case_number=case_number))


@strawberry.type
class HandlingMutation:
    """Acts on handling."""

    @strawberry.mutation(description="Change how a case is handled, before it has a team (变更办理方式).")
    async def case_mode_change(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            CaseModeChangeInput, strawberry.argument(description="The case, the mode and why (变更内容).")
        ],
    ) -> CaseModeChange:
        """Change the mode."""
        case = await handling.change_mode(
            info.context.caller,
            case_number=input.case_number,
            mode=input.mode,
            reason=input.reason,
            document=input.document,
        )
        return CaseModeChanged(case=Case.of(case))

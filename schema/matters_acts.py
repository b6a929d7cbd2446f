"""Acts on recusal matters: ask that somebody stands aside, decide, check again what was done."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry

from resolvers import matters_applying, matters_checking, matters_deciding
from resolvers.matters_applying import ApplicationWanted
from resolvers.matters_deciding import DecisionWanted
from resolvers.matters_refusals import MatterClosed, MatterRefused
from schema.allocation_refusals import OverCapacityMember, PlanRefusedMember
from schema.context import Info
from schema.deciding import NotCompetentMember, OwnMatterMember
from schema.matters import RecusalMatter
from schema.matters_parts import RecusalAct
from schema.nodes import key_of
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
    RefusalMember,
    handler,
)
from terms.recusal import Applicant, MatterDecision, MatterForm, MatterState, Medium


@strawberry.type(
    name="MatterRefused", description="The matter cannot be opened, decided or checked so (回避事项被拒绝)."
)
class MatterRefusedMember(RefusalMember):
    """See ``resolvers.matters_refusals``; the code tells which."""


@strawberry.type(name="MatterClosed", description="The matter is not open any more (回避事项已办结).")
class MatterClosedMember(RefusalMember):
    """See ``resolvers.matters_refusals.MatterClosed``."""

    state: MatterState = strawberry.field(description="Where it stands (状态).")


HANDLERS = (handler(MatterRefused, MatterRefusedMember), handler(MatterClosed, MatterClosedMember, "state"))
"""Handlers of what matters refuse."""


@strawberry.input(description="A request that somebody stands aside from a case (提出回避).")
class RecusalApplyInput:
    """See ``resolvers.matters_applying.ApplicationWanted``."""

    form: MatterForm = strawberry.field(description="How it is made (提出方式); never CAME_TO_LIGHT.")
    person_number: str = strawberry.field(description="The number of whoever would stand aside (人员编号).")
    case_number: str = strawberry.field(description="The number of the case (案号).")
    applicant: Applicant = strawberry.field(
        description="Who is behind it (申请人): PERSON for SELF, SUBJECT or CONCERNED for APPLICATION, ORGAN for "
        "ORDERED, ORGAN or THIRD_PARTY for INFORMATION."
    )
    reasons: str = strawberry.field(description="The reasons, at most 5000 characters (理由).")
    medium: Medium = strawberry.field(default=Medium.WRITTEN, description="How it was made (提出形式).")
    record: str = strawberry.field(
        default="", description="Where the record of an oral request is kept (记录); needed for ORAL."
    )
    alleged_rule: str | None = strawberry.field(
        default=None,
        description="The code of the rule that is alleged (主张的规则); where it is hard, and not refused before on "
        "the same findings, the person is suspended from the case at once.",
    )
    applicant_number: str | None = strawberry.field(
        default=None,
        description="The number of the informant who asks (检举控告人编号): for the clue office only, kept sealed; the "
        "matter says CONCERNED.",
    )

    def wanted(self) -> ApplicationWanted:
        """Return the request as the house knows it."""
        return ApplicationWanted(**vars(self))


@strawberry.input(description="What the competent decider said (回避决定).")
class RecusalDecideInput:
    """See ``resolvers.matters_deciding.DecisionWanted``."""

    matter: strawberry.ID = strawberry.field(description="The matter (回避事项).")
    decision: MatterDecision = strawberry.field(description="The decision (决定).")
    reason: str = strawberry.field(description="The reason, at most 5000 characters (理由).")
    document: str = strawberry.field(
        default="",
        description="The number of the written decision (文号); needed where the caller is not the decider.",
    )
    decided_on: date | None = strawberry.field(
        default=None, description="The day of the decision (决定日期); today if null."
    )

    def wanted(self) -> DecisionWanted:
        """Return the decision as the house knows it."""
        return DecisionWanted(
            matter_id=key_of(self.matter, RecusalMatter),
            decision=self.decision,
            reason=self.reason,
            document=self.document,
            decided_on=self.decided_on,
        )


@strawberry.input(description="What a check of an act found (复核结果).")
class RecusalActCheckInput:
    """See ``resolvers.matters_checking.check_act``."""

    act: strawberry.ID = strawberry.field(description="The act (待复核事项).")
    outcome: str = strawberry.field(description="What was found, at most 5000 characters (复核结果).")


@strawberry.type(description="The request was received (回避事项已登记).")
class RecusalApplied:
    """What asking answers; whoever may not read matters learns this much of her own request."""

    state: MatterState = strawberry.field(description="Where the matter stands (状态).")
    suspends: bool = strawberry.field(description="Whether the person is kept from the case meanwhile (期间是否暂停).")
    matter: RecusalMatter | None = strawberry.field(
        description="The matter (回避事项); null if the viewer may not see it, as nobody sees those about herself."
    )


@strawberry.type(description="The matter was decided (回避事项已决定).")
class RecusalDecided:
    """What deciding answers."""

    matter: RecusalMatter = strawberry.field(description="The matter with its decision (回避事项).")


@strawberry.type(description="The act was checked (事项已复核).")
class RecusalActChecked:
    """What checking answers."""

    act: RecusalAct = strawberry.field(description="The act with what was found (待复核事项).")


Refused: TypeAlias = (
    NotAllowedMember
    | NotFoundMember
    | InvalidInputMember
    | MatterRefusedMember
    | BusyMember
    | DatabaseUnavailableMember
)
ApplyPayload: TypeAlias = Annotated[
    RecusalApplied | Refused,
    strawberry.union("RecusalApplyPayload", description="The matter, or why it was not opened (提出结果)."),
]
DecidePayload: TypeAlias = Annotated[
    RecusalDecided
    | Refused
    | MatterClosedMember
    | NotCompetentMember
    | OwnMatterMember
    | OverCapacityMember
    | PlanRefusedMember,
    strawberry.union("RecusalDecidePayload", description="The matter, or why it was not decided (决定结果)."),
]
CheckPayload: TypeAlias = Annotated[
    RecusalActChecked | Refused,
    strawberry.union("RecusalActCheckPayload", description="The act, or why nothing was recorded (复核登记结果)."),
]
ApplyArgument: TypeAlias = Annotated[RecusalApplyInput, strawberry.argument(description="Who, and why (提出内容).")]
DecideArgument: TypeAlias = Annotated[RecusalDecideInput, strawberry.argument(description="The decision (决定内容).")]
CheckArgument: TypeAlias = Annotated[RecusalActCheckInput, strawberry.argument(description="The check (复核内容).")]


@strawberry.type
class MatterMutation:
    """Acts on recusal matters."""

    @strawberry.mutation(
        description="Ask that somebody stands aside from a case (提出回避); a new, hard ground suspends at once."
    )
    async def recusal_apply(self, info: Info, input: ApplyArgument) -> ApplyPayload:  # noqa: A002
        """Open a matter."""
        row = await matters_applying.apply(info.context.caller, input.wanted())
        info.context.forget()
        matter = await RecusalMatter.load_maybe(info, row.id)
        return RecusalApplied(state=row.state, suspends=row.suspends, matter=matter)

    @strawberry.mutation(
        description="Decide a recusal matter, or record the written decision of whoever is competent (决定回避)."
    )
    async def recusal_decide(self, info: Info, input: DecideArgument) -> DecidePayload:  # noqa: A002
        """Decide a matter."""
        row = await matters_deciding.decide(info.context.caller, input.wanted())
        info.context.forget()
        return RecusalDecided(matter=RecusalMatter.of(row))

    @strawberry.mutation(
        description="Record what somebody else found when checking an act again (复核事项); once, never overwritten."
    )
    async def recusal_act_check(self, info: Info, input: CheckArgument) -> CheckPayload:  # noqa: A002
        """Record a check."""
        row = await matters_checking.check_act(
            info.context.caller, key_of(input.act, RecusalAct), outcome=input.outcome
        )
        info.context.forget()
        return RecusalActChecked(act=RecusalAct.of(row))

"""Acts into the sealed store: one answer of one shape, whatever they did; no word of what is sealed is in here."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.fact_acts import sealing
from schema.context import Info
from schema.fact_acts_inputs import period_of
from schema.fact_acts_payloads import Refused
from schema.scalars import PeriodInput


@strawberry.input(description="A person and a case that belong together behind the wall (密封登记).")
class SealedLinkInput:
    """See ``resolvers.fact_acts.sealing.link_informant``."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    person_number: str = strawberry.field(description="The number of the person (人员编号).")


@strawberry.input(description="A person and a case that do not belong together behind the wall (撤销密封登记).")
class SealedUnlinkInput:
    """See ``resolvers.fact_acts.sealing.unlink_informant``."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    person_number: str = strawberry.field(description="The number of the person (人员编号).")
    reason: str = strawberry.field(description="Why, 1 to 500 characters; kept on paper only (理由).")


@strawberry.input(description="A restriction of a person (设定限制).")
class RestrictionSetInput:
    """See ``resolvers.fact_acts.sealing.set_hold``."""

    person_number: str = strawberry.field(description="The number of the person (人员编号).")
    ground: str = strawberry.field(description="The Chinese word of its ground on the officer's form (事由).")
    during: PeriodInput | None = strawberry.field(default=None, description="When it holds (时段); always if null.")


@strawberry.input(description="A restriction that is lifted (解除限制).")
class RestrictionLiftInput:
    """See ``resolvers.fact_acts.sealing.lift_hold``."""

    person_number: str = strawberry.field(description="The number of the person (人员编号).")
    ground: str = strawberry.field(description="The Chinese word of its ground on the officer's form (事由).")
    reason: str = strawberry.field(description="Why, 1 to 500 characters; kept on paper only (理由).")


@strawberry.type(description="What was sealed is sealed (已密封); the same answer whatever was known before.")
class Sealed:
    """What acts into the sealed store answer."""

    done: bool = strawberry.field(description="Always true (已完成); nothing else is told.")


SealedLinkPayload: TypeAlias = Annotated[
    Sealed | Refused,
    strawberry.union("SealedLinkPayload", description="That it is done, or why it is refused (密封登记结果)."),
]
SealedUnlinkPayload: TypeAlias = Annotated[
    Sealed | Refused,
    strawberry.union("SealedUnlinkPayload", description="That it is done, or why it is refused (撤销密封登记结果)."),
]
RestrictionSetPayload: TypeAlias = Annotated[
    Sealed | Refused,
    strawberry.union("RestrictionSetPayload", description="That it is done, or why it is refused (设定限制结果)."),
]
RestrictionLiftPayload: TypeAlias = Annotated[
    Sealed | Refused,
    strawberry.union("RestrictionLiftPayload", description="That it is done, or why it is refused (解除限制结果)."),
]


@strawberry.type
class SealedMutation:
    """Acts into the sealed store."""

    @strawberry.mutation(description="Link a person and a case behind the wall (密封登记); the clue office only.")
    async def sealed_link(
        self,
        info: Info,
        input: Annotated[SealedLinkInput, strawberry.argument(description="Whom and what (登记内容).")],  # noqa: A002
    ) -> SealedLinkPayload:
        """Link."""
        caller = info.context.caller
        await sealing.link_informant(caller, case_number=input.case_number, person_number=input.person_number)
        return sealed(info)

    @strawberry.mutation(description="Take such a link back (撤销密封登记); the clue office only.")
    async def sealed_unlink(
        self,
        info: Info,
        input: Annotated[SealedUnlinkInput, strawberry.argument(description="Whom and what (撤销内容).")],  # noqa: A002
    ) -> SealedUnlinkPayload:
        """Unlink."""
        await sealing.unlink_informant(
            info.context.caller,
            case_number=input.case_number,
            person_number=input.person_number,
            reason=input.reason,
        )
        return sealed(info)

    @strawberry.mutation(description="Restrict a person (设定限制); the recusal officer only.")
    async def restriction_set(
        self,
        info: Info,
        input: Annotated[RestrictionSetInput, strawberry.argument(description="Whom, and when (限制内容).")],  # noqa: A002
    ) -> RestrictionSetPayload:
        """Restrict."""
        await sealing.set_hold(
            info.context.caller,
            person_number=input.person_number,
            ground=input.ground,
            during=period_of(input.during),
        )
        return sealed(info)

    @strawberry.mutation(description="Lift a restriction (解除限制); the recusal officer only.")
    async def restriction_lift(
        self,
        info: Info,
        input: Annotated[RestrictionLiftInput, strawberry.argument(description="Whose, and why (解除内容).")],  # noqa: A002
    ) -> RestrictionLiftPayload:
        """Lift."""
        await sealing.lift_hold(
            info.context.caller, person_number=input.person_number, ground=input.ground, reason=input.reason
        )
        return sealed(info)


def sealed(info: Info) -> Sealed:
    """Return the one answer."""
    info.context.forget()
    return Sealed(done=True)

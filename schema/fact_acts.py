"""Acts on ties and interests: declared by people, recorded by offices, ended and withdrawn."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry

from resolvers.fact_acts import declaring, tie_acts
from resolvers.fact_acts.declaring import AssignmentRef, Declared
from resolvers.fact_acts.ties import Wanted
from schema.assignments import Assignment
from schema.context import Info
from schema.fact_acts_inputs import InterestInput, PlaceTieInput, TieInput, fact_of
from schema.fact_acts_payloads import DeclarationMade, FactsChanged, Refused
from schema.nodes import key_of
from terms.ties import FactOrigin


@strawberry.input(description="A declaration for one case, on taking up an assignment (办案申报).")
class AssignmentDeclareInput:
    """See ``resolvers.fact_acts.declaring.declare_assignment``."""

    assignment: strawberry.ID | None = strawberry.field(
        default=None, description="The assignment (派案); or else give the number of the case."
    )
    case_number: str | None = strawberry.field(default=None, description="The number of the case (案号).")
    person_number: str | None = strawberry.field(
        default=None, description="Who declares (人员编号); the viewer in person if null."
    )
    nothing_to_declare: bool = strawberry.field(description="Whether there is nothing to declare (无可申报).")
    ties: list[TieInput] = strawberry.field(default_factory=list, description="Ties to people (关系).")
    interests: list[InterestInput] = strawberry.field(default_factory=list, description="Interests (利害关系).")
    places: list[PlaceTieInput] = strawberry.field(default_factory=list, description="Ties to places (地域关系).")
    declared_on: date | None = strawberry.field(
        default=None, description="The day on the paper (申报日期); today if null."
    )

    def of(self) -> AssignmentRef:
        """Return which assignment is meant."""
        key = None if self.assignment is None else key_of(self.assignment, Assignment)
        return AssignmentRef(key, self.case_number, self.person_number)

    def declared(self) -> Declared:
        """Return what is declared."""
        return Declared(self.nothing_to_declare, wanted_of(self), self.declared_on)


@strawberry.input(description="A general declaration of ties and interests, as made each year (年度申报).")
class DeclarationMakeInput:
    """See ``resolvers.fact_acts.declaring.declare_yearly``."""

    person_number: str | None = strawberry.field(
        default=None, description="Who declares (人员编号); the viewer in person if null."
    )
    nothing_to_declare: bool = strawberry.field(description="Whether there is nothing to declare (无可申报).")
    ties: list[TieInput] = strawberry.field(default_factory=list, description="Ties to people (关系).")
    interests: list[InterestInput] = strawberry.field(default_factory=list, description="Interests (利害关系).")
    places: list[PlaceTieInput] = strawberry.field(default_factory=list, description="Ties to places (地域关系).")
    declared_on: date | None = strawberry.field(
        default=None, description="The day on the paper (申报日期); today if null."
    )

    def declared(self) -> Declared:
        """Return what is declared."""
        return Declared(self.nothing_to_declare, wanted_of(self), self.declared_on)


@strawberry.input(description="Ties and interests of a person, as an office knows them (登记关系); at most 50.")
class TieRecordInput:
    """See ``resolvers.fact_acts.tie_acts.record_ties``."""

    person_number: str = strawberry.field(description="The number of the person (人员编号).")
    ties: list[TieInput] = strawberry.field(default_factory=list, description="Ties to people (关系).")
    interests: list[InterestInput] = strawberry.field(default_factory=list, description="Interests (利害关系).")
    places: list[PlaceTieInput] = strawberry.field(default_factory=list, description="Ties to places (地域关系).")
    origin: FactOrigin = strawberry.field(
        default=FactOrigin.REGISTERED, description="How it came to be known (信息来源)."
    )


@strawberry.input(description="A fact that holds no more: a divorce, the end of a post or of a loan (注明结束).")
class FactEndInput:
    """See ``resolvers.fact_acts.tie_acts.end_fact``."""

    fact: strawberry.ID = strawberry.field(description="The fact (登记).")
    on: date = strawberry.field(description="The first day on which it holds no more (结束日).")


@strawberry.input(description="A fact that should not have been on record (撤销登记).")
class FactWithdrawInput:
    """See ``resolvers.fact_acts.tie_acts.withdraw_fact``."""

    fact: strawberry.ID = strawberry.field(description="The fact (登记).")
    reason: str = strawberry.field(description="Why, 1 to 500 characters; goes on the audit trail (理由).")


def wanted_of(given: AssignmentDeclareInput | DeclarationMakeInput | TieRecordInput) -> Wanted:
    """Return the ties, interests and places of an input as resolvers know them."""
    return Wanted(
        ties=tuple(tie.wanted() for tie in given.ties),
        interests=tuple(interest.wanted() for interest in given.interests),
        places=tuple(place.wanted() for place in given.places),
    )


AssignmentDeclarePayload: TypeAlias = Annotated[
    DeclarationMade | Refused,
    strawberry.union("AssignmentDeclarePayload", description="The declaration, or why there is none (办案申报结果)."),
]
DeclarationMakePayload: TypeAlias = Annotated[
    DeclarationMade | Refused,
    strawberry.union("DeclarationMakePayload", description="The declaration, or why there is none (年度申报结果)."),
]
TieRecordPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("TieRecordPayload", description="The ties, or why none was written (登记关系结果)."),
]
FactEndPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("FactEndPayload", description="The fact with its end, or why it has none (注明结束结果)."),
]
FactWithdrawPayload: TypeAlias = Annotated[
    FactsChanged | Refused,
    strawberry.union("FactWithdrawPayload", description="What was withdrawn, or why nothing was (撤销登记结果)."),
]


@strawberry.type
class FactMutation:
    """Acts on ties and interests."""

    @strawberry.mutation(
        description="Declare ties and interests for one case (办案申报): in person, or by an officer on paper."
    )
    async def assignment_declare(
        self,
        info: Info,
        input: Annotated[AssignmentDeclareInput, strawberry.argument(description="The declaration (申报).")],  # noqa: A002
    ) -> AssignmentDeclarePayload:
        """Declare for a case."""
        done = await declaring.declare_assignment(info.context.caller, input.of(), input.declared())
        info.context.forget()
        return DeclarationMade.of(done)

    @strawberry.mutation(description="Declare ties and interests in general (年度申报); the talent pool notes the day.")
    async def declaration_make(
        self,
        info: Info,
        input: Annotated[DeclarationMakeInput, strawberry.argument(description="The declaration (申报).")],  # noqa: A002
    ) -> DeclarationMakePayload:
        """Declare in general."""
        done = await declaring.declare_yearly(info.context.caller, input.person_number, input.declared())
        info.context.forget()
        return DeclarationMade.of(done)

    @strawberry.mutation(description="Record ties and interests of a person (登记关系); whoever must, is suspended.")
    async def tie_record(
        self,
        info: Info,
        input: Annotated[TieRecordInput, strawberry.argument(description="Whose, and which (登记内容).")],  # noqa: A002
    ) -> TieRecordPayload:
        """Record ties."""
        caller = info.context.caller
        done = await tie_acts.record_ties(caller, input.person_number, wanted_of(input), origin=input.origin)
        info.context.forget()
        return FactsChanged.of(done)

    @strawberry.mutation(description="Let a fact end on a day (注明结束); what was, is remembered.")
    async def fact_end(
        self,
        info: Info,
        input: Annotated[FactEndInput, strawberry.argument(description="Which, and when (结束内容).")],  # noqa: A002
    ) -> FactEndPayload:
        """End a fact."""
        done = await tie_acts.end_fact(info.context.caller, fact_of(input.fact), on=input.on)
        info.context.forget()
        return FactsChanged.of(done)

    @strawberry.mutation(description="Withdraw a fact, with a reason (撤销登记); restores what it suspended.")
    async def fact_withdraw(
        self,
        info: Info,
        input: Annotated[FactWithdrawInput, strawberry.argument(description="Which, and why (撤销内容).")],  # noqa: A002
    ) -> FactWithdrawPayload:
        """Withdraw a fact."""
        done = await tie_acts.withdraw_fact(info.context.caller, fact_of(input.fact), reason=input.reason)
        info.context.forget()
        return FactsChanged.of(done)

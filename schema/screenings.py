"""Screening people against cases as a question: one pair, many pairs, the whole pool (回避审查查询)."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from recusal.registry import RULES
from resolvers import screening
from resolvers.screening import Asked
from resolvers.screening_knowledge import When
from schema.arguments import On
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.moments import moment_of
from schema.recusal import Screening
from schema.recusal_rules import RecusalRule
from schema.slices import slice_of
from terms.cases import AssignmentRole
from terms.recusal import Purpose, Verdict


@strawberry.input(description="Who is to be screened against what (回避审查条件).")
class ScreenInput:
    """One pair."""

    person_number: str = strawberry.field(
        description="The number of a person (人员编号); for an assignment, of a member of the talent pool."
    )
    case_number: str = strawberry.field(description="The number of the case (案号).")
    role: AssignmentRole = strawberry.field(default=AssignmentRole.MEMBER, description="The role asked about (岗位).")
    purpose: Purpose = strawberry.field(
        default=Purpose.ASSIGNMENT, description="What the person would do in the case (审查目的)."
    )
    as_of: datetime | None = strawberry.field(
        default=None,
        description="Answer with what was known at this moment of the past (当时已知); null for what is known now.",
    )
    on: date | None = strawberry.field(
        default=None, description="The day that is asked about (审查日); the day of the moment if null."
    )


@strawberry.input(description="Which people are to be screened against which cases (批量回避审查条件).")
class ScreeningsInput:
    """Many pairs."""

    person_numbers: list[str] = strawberry.field(
        description="Numbers of people, at most 200 (人员编号); for assignments, of members of the talent pool."
    )
    case_numbers: list[str] = strawberry.field(
        description="Numbers of cases, at most 200 (案号); at most 2000 pairs of person and case."
    )
    role: AssignmentRole = strawberry.field(default=AssignmentRole.MEMBER, description="The role asked about (岗位).")
    purpose: Purpose = strawberry.field(
        default=Purpose.ASSIGNMENT, description="What the people would do in the cases (审查目的)."
    )
    as_of: datetime | None = strawberry.field(
        default=None,
        description="Answer with what was known at this moment of the past (当时已知); null for what is known now.",
    )
    on: date | None = strawberry.field(
        default=None, description="The day that is asked about (审查日); the day of the moment if null."
    )
    verdict: Verdict | None = strawberry.field(
        default=None, description="Only pairs with this verdict (审查结论); null for all."
    )


@strawberry.input(description="Whom of the pool to show for a case (人才库审查条件).")
class CaseScreeningInput:
    """One case against the pool."""

    case_number: str = strawberry.field(description="The number of the case (案号).")
    role: AssignmentRole = strawberry.field(default=AssignmentRole.MEMBER, description="The role asked about (岗位).")
    verdict: Verdict | None = strawberry.field(
        default=None, description="Only people with this verdict (审查结论); null for all."
    )
    rule: str | None = strawberry.field(
        default=None, description="Only people whom this rule hits (规则); null for all."
    )


@strawberry.type
class RecusalQuery:
    """Questions about recusal."""

    @strawberry.field(
        description="Every rule of recusal and eligibility that the service applies, by code (回避规则), as of a day."
    )
    def recusal_rules(self, on: On = None) -> list[RecusalRule]:
        """List the rules."""
        return [RecusalRule.of(rule, on=on) for rule in RULES]

    @strawberry.field(
        description="Screen one person against one case, on open facts, now or as known at a moment (回避审查)."
    )
    async def screen(
        self,
        info: Info,
        input: Annotated[ScreenInput, strawberry.argument(description="Who and what (审查条件).")],  # noqa: A002
    ) -> Screening:
        """Screen a pair."""
        screened = await screening.screen_pair(
            info.context.caller,
            person_number=input.person_number,
            case_number=input.case_number,
            role=input.role,
            purpose=input.purpose,
            when=When(moment_of(input.as_of), input.on),
        )
        return Screening(screening=screened.screenings[0], screened=screened)

    @strawberry.field(
        description="Screen each person against each case, on open facts, in the order given (批量回避审查)."
    )
    async def screenings(
        self,
        info: Info,
        input: Annotated[ScreeningsInput, strawberry.argument(description="Who and what (审查条件).")],  # noqa: A002
        *,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Screening]:
        """Screen many pairs."""
        window = window_of((int,), first=first, after=after, last=last, before=before)
        screened = await screening.screen_many(
            info.context.caller,
            people=input.person_numbers,
            cases=input.case_numbers,
            asked=Asked(input.role, input.purpose, When(moment_of(input.as_of), input.on)),
            verdict=input.verdict,
        )
        page = slice_of(screened.screenings, window, screened.place)
        return connection_of(page, lambda one: Screening(screening=one, screened=screened))

    @strawberry.field(
        description="Who of the pool may not touch a case and why, on open facts as they are now (全库回避审查)."
    )
    async def case_screenings(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            CaseScreeningInput, strawberry.argument(description="Which case, and whom to show (审查条件).")
        ],
        *,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Screening]:
        """Screen the pool."""
        window = window_of((int,), first=first, after=after, last=last, before=before)
        screened = await screening.screen_pool(
            info.context.caller, case_number=input.case_number, role=input.role, verdict=input.verdict, rule=input.rule
        )
        page = slice_of(screened.screenings, window, lambda one: one.person)
        return connection_of(page, lambda one: Screening(screening=one, screened=screened))

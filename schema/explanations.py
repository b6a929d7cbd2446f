"""Proposals explained: why not she, what if, what could be granted, and two side by side (方案解释)."""

from typing import Annotated

import strawberry

from allocation.why_not import NO_TEAM
from resolvers import explaining, screening
from resolvers.gate import Act, may
from resolvers.screening_knowledge import When
from schema import sentences
from schema.context import Info
from schema.explanation_inputs import ProposalsComparedInput, WaysToStaffInput, WhatIfInput, WhyNotInput
from schema.grants import Ways
from schema.level_values import LevelDifference
from schema.plans_beside import PlanBeside
from schema.recusal import Screening
from schema.sentences import Sentence
from schema.words import Word, closing_word
from terms.recusal import Purpose


@strawberry.type(description="Why a person does not sit in a place (为何未选用).")
class WhyNot:
    """See ``allocation.why_not.WhyNot``."""

    asked: strawberry.Private[WhyNotInput]
    bars: list[Word] = strawberry.field(
        description="What closes the place to her (受限原因); empty if it is open. Their evidence is in the screening."
    )
    no_team: bool = strawberry.field(
        description="Whether it is open, but no plan with her there keeps every rule (无法组队)."
    )
    levels: list[LevelDifference] = strawberry.field(
        description="The plan, and the best plan with her there, at each level (各级目标代价); empty without one."
    )
    costs_nothing: bool = strawberry.field(
        description="Whether that plan is as good at every level as the proposal (不增加代价)."
    )
    by_lot: bool | None = strawberry.field(
        description="Whether a plan with her was in the draw, near ties included, so that only the lottery left her "
        "out (仅因抽签); null where the limit came before that was known."
    )
    sentence: Sentence = strawberry.field(description="The same in words (说明).")

    @strawberry.field(
        description="What recusal finds on her, on open facts, now (回避审查); null to who may not screen."
    )
    async def screening(self, info: Info) -> Screening | None:
        """Screen the pair."""
        if not may(info.context.caller, Act.SCREEN):
            return None
        screened = await screening.screen_pair(
            info.context.caller,
            person_number=self.asked.person_number,
            case_number=self.asked.case_number,
            role=self.asked.role,
            purpose=Purpose.ASSIGNMENT,
            when=When(None, None),
        )
        return Screening(screening=screened.screenings[0], screened=screened)

    @classmethod
    def of(cls, found: explaining.WhyNot, asked: WhyNotInput) -> "WhyNot":
        """Show an answer."""
        answer, named = found.answer, (asked.person_number, asked.case_number, asked.role)
        no_team = answer.bars == (NO_TEAM,)
        bars = [] if no_team else [closing_word(bar) for bar in answer.bars]
        now = {value.level: value for value in found.posed.plan.levels}
        levels = [LevelDifference.priced(price, now[price.level]) for price in answer.prices]
        if no_team:
            told = sentences.of_no_team(*named)
        else:
            told = sentences.of_bars(*named, bars) if bars else sentences.of_price(*named, levels, by_lot=answer.by_lot)
        return cls(
            asked=asked,
            bars=bars,
            no_team=no_team,
            levels=levels,
            costs_nothing=answer.costs_nothing,
            by_lot=answer.by_lot,
            sentence=told,
        )


@strawberry.type
class ExplanationQuery:
    """Questions about why a proposal is as it is."""

    @strawberry.field(
        description="Why a person does not sit in a place: what closes it, or what she would cost (为何未选用)."
    )
    async def why_not(
        self,
        info: Info,
        input: Annotated[WhyNotInput, strawberry.argument(description="Who and where (条件).")],  # noqa: A002
    ) -> WhyNot:
        """Ask why not."""
        found = await explaining.why_not(
            info.context.caller,
            key=input.proposal_key,
            case_number=input.case_number,
            person_number=input.person_number,
            role=input.role,
        )
        return WhyNot.of(found, input)

    @strawberry.field(
        description="The plan that would be made if something were otherwise, beside the proposal; nothing is written "
        "(假设分析)."
    )
    async def what_if(
        self,
        info: Info,
        input: Annotated[WhatIfInput, strawberry.argument(description="What is supposed (条件).")],  # noqa: A002
    ) -> PlanBeside:
        """Ask what if."""
        supposed = [one.supposed() for one in input.supposed]
        return PlanBeside(
            found=await explaining.what_if(info.context.caller, key=input.proposal_key, supposed=supposed)
        )

    @strawberry.field(
        description="Sets of grants, the fewest first, each only what a human may grant, after which a case is staffed "
        "(补救办法)."
    )
    async def ways_to_staff(
        self,
        info: Info,
        input: Annotated[WaysToStaffInput, strawberry.argument(description="Which case (条件).")],  # noqa: A002
    ) -> Ways:
        """Look for ways."""
        found = await explaining.ways_to_staff(
            info.context.caller, key=input.proposal_key, case_number=input.case_number
        )
        return Ways(found=found)

    @strawberry.field(description="Another proposal beside one: who moves, and what it costs (方案对比).")
    async def proposals_compared(
        self,
        info: Info,
        input: Annotated[ProposalsComparedInput, strawberry.argument(description="Which two (条件).")],  # noqa: A002
    ) -> PlanBeside:
        """Set two proposals side by side."""
        found = await explaining.side_by_side(info.context.caller, key=input.key, other_key=input.other_key)
        return PlanBeside(found=found)

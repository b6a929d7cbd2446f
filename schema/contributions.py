"""What the seats of a plan bring to each level of the order of goods (各目标贡献)."""

from typing import Self

import strawberry

from allocation.contributions import ADDED_UP, Contribution
from schema import sentences_of_teams as told
from schema.sentences import Sentence
from schema.words import Word
from terms.allocation import Level


@strawberry.type(description="What an added-up level has without any seat (不属于岗位的部分).")
class ContributionApart:
    """See ``allocation.contributions.Contributions.apart``."""

    level: Level = strawberry.field(description="The good (优化层级).")
    unit: Word = strawberry.field(description="In which unit the amount is (单位).")
    amount: float = strawberry.field(
        description="What the level has beside the shares of all seats (数值); 0 where these add up to its value."
    )

    @strawberry.field(description="The same in words (说明).")
    def sentence(self) -> Sentence:
        """Say what is there without any seat."""
        return told.of_unseated(self.level, self.unit, self.amount)

    @classmethod
    def of(cls, found: Contribution) -> Self:
        """Show what a level has without any seat."""
        return cls(level=found.level, unit=Word.unit_of(found.level), amount=float(found.amount or 0))


@strawberry.type(description="What one seat brings to one level (岗位对目标的贡献).")
class SeatContribution:
    """See ``allocation.contributions.Contribution``."""

    level: Level = strawberry.field(description="The good (优化层级).")
    unit: Word = strawberry.field(description="In which unit the amount is (单位).")
    amount: float | None = strawberry.field(
        description="Its share where seats are added up; at the highest load her load, at the worst-served cases how "
        "well her case is served (贡献值); null where the level does not look at the seat."
    )
    binds: bool = strawberry.field(
        description="Whether it is this load, or this case, that makes the level what it is (起决定作用)."
    )

    @strawberry.field(description="The same in words (说明).")
    def sentence(self) -> Sentence:
        """Say what the seat brings."""
        if self.amount is None:
            return told.of_no_part(self.level)
        if self.level in ADDED_UP:
            return told.of_share(self.level, self.unit, self.amount)
        say = told.of_load if self.level is Level.HIGHEST_LOAD else told.of_service
        return say(self.level, self.unit, self.amount, binds=self.binds)

    @classmethod
    def of(cls, found: Contribution) -> Self:
        """Show what a seat brings to a level."""
        amount = None if found.amount is None else float(found.amount)
        return cls(level=found.level, unit=Word.unit_of(found.level), amount=amount, binds=found.binds)

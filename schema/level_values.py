"""Values of the levels of the order of goods, each with its unit: reached, or beside another's."""

from fractions import Fraction
from typing import Any, Self

import strawberry

from allocation.compare import LevelDifference as Difference
from allocation.grant_prices import LevelPrice
from allocation.plan import LevelValue
from allocation.substitutes import Cost
from allocation.why_not import Price
from schema.words import Word
from terms.allocation import MORE_IS_BETTER, Level


@strawberry.type(description="What was reached at one level of the order of goods (目标层级).")
class LevelReached:
    """See ``allocation.plan.LevelValue``."""

    level: Level = strawberry.field(description="The good (优化层级).")
    unit: Word = strawberry.field(description="In which unit its values are (单位).")
    value: float = strawberry.field(description="What the plan reaches, in the level's unit (达到值).")
    bound: float = strawberry.field(description="What no plan can pass under the levels above, near ties aside (界限).")
    proven: bool = strawberry.field(
        description="Whether a plan is proven to reach the bound, so that nothing is better (已证最优): this one, or "
        "where `near` is above 0 one than which it may be worse by so much."
    )
    near: float = strawberry.field(
        description="By so much the lottery may have left the plan worse than the best (近似平局); below such a level "
        "the plan may pass its bound."
    )
    gap: float | None = strawberry.field(
        description="By how much value and bound differ, in the level's unit (差距): 0 where it is proven, near ties "
        "aside; null where the plan passes the bound below a near tie, so that nothing bounds it."
    )
    seconds: float | None = strawberry.field(
        description="How long the solver worked on it, in seconds of the processor, to a tenth (计算用时); for a "
        "repair on all plans on the way. Null where it was not come to, for runs of earlier versions, and for plans "
        "that are only supposed (`repairs`)."
    )

    @classmethod
    def of(cls, kept: dict[str, Any], *, seconds: float | None = None) -> Self:
        """Show a level as a run kept it, with how long it took where that is told."""
        found = LevelValue(**kept | {"level": Level[kept["level"]]})
        return cls(
            level=found.level,
            unit=Word.unit_of(found.level),
            value=in_unit(found),
            bound=found.bound / found.scale,
            proven=found.proven,
            near=found.near / found.scale,
            gap=None if found.gap is None else found.gap / found.scale,
            seconds=seconds,
        )


@strawberry.type(description="By how much a level of the order of goods is worse than in the plan (层级代价).")
class LevelCost:
    """See ``allocation.substitutes.Cost``."""

    level: Level = strawberry.field(description="The good (优化层级).")
    unit: Word = strawberry.field(description="In which unit it is (单位).")
    worse: float = strawberry.field(
        description="How much worse, in the level's unit (代价); negative where it is better."
    )
    least: float = strawberry.field(
        description="No plan with her in which others follow is worse by less (至少代价); as `worse` where nobody does."
    )
    proven: bool = strawberry.field(description="Whether the price is exact (代价精确).")

    @classmethod
    def of(cls, found: Cost) -> Self:
        """Show what a level costs."""
        return cls(
            level=found.level,
            unit=Word.unit_of(found.level),
            worse=found.worse / found.scale,
            least=found.least / found.scale,
            proven=found.proven,
        )


@strawberry.type(description="One level of two plans, side by side (目标层级对比).")
class LevelDifference:
    """See ``allocation.compare.LevelDifference``, ``allocation.why_not.Price`` and ``allocation.relaxations``."""

    level: Level = strawberry.field(description="The good (优化层级).")
    unit: Word = strawberry.field(description="In which unit the values are (单位).")
    before: float | None = strawberry.field(
        description="What the first plan reaches (原值); null where its order leaves the level out."
    )
    after: float | None = strawberry.field(
        description="What the second plan reaches (新值); null where its order leaves the level out."
    )
    worse: float | None = strawberry.field(
        description="By how much the second is worse, below zero better (变差值); null where one leaves the level out."
    )
    least: float | None = strawberry.field(
        description="No second plan is worse by less (至少变差值); null where that is not known."
    )
    proven: bool = strawberry.field(
        description="Whether both are proven the best themselves, not within a near tie only, so that the difference "
        "is exact (差值精确)."
    )

    @classmethod
    def compared(cls, found: Difference) -> Self:
        """Show one level of two plans."""
        before, after = (None if one is None else in_unit(one) for one in (found.before, found.after))
        exact = found.worse if found.proven else None
        return cls(
            level=found.level,
            unit=Word.unit_of(found.level),
            before=before,
            after=after,
            worse=_maybe(found.worse),
            least=_maybe(exact),
            proven=found.proven,
        )

    @classmethod
    def priced(cls, found: Price, now: LevelValue) -> Self:
        """Show the price of forcing somebody in."""
        scale = now.scale
        return cls(
            level=found.level,
            unit=Word.unit_of(found.level),
            before=in_unit(now),
            after=in_unit(found.forced),
            worse=found.worse / scale,
            least=found.least / scale,
            proven=found.proven,
        )

    @classmethod
    def granted(cls, found: LevelPrice) -> Self:
        """Show the price of a set of grants."""
        after = Fraction(found.value.value, found.value.scale)
        sign = -1 if found.level in MORE_IS_BETTER else 1
        return cls(
            level=found.level,
            unit=Word.unit_of(found.level),
            before=float(after - sign * found.worse),
            after=float(after),
            worse=float(found.worse),
            least=float(found.least),
            proven=found.proven,
        )


def in_unit(value: LevelValue) -> float:
    """Return a value in its level's unit."""
    return value.value / value.scale


def _maybe(value: Fraction | None) -> float | None:
    return None if value is None else float(value)

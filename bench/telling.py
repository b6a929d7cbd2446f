"""How the bench of allocation tells what each side reached: level by level, and one side beside the other."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from allocation.plan import LevelValue
from bench.sides import Side
from terms.allocation import MORE_IS_BETTER, Level

Names = Mapping[Level, tuple[str, Fraction]]
"""What a file calls a level, and by what our value is multiplied to be in its unit."""
SAME, WORSE, BETTER = "same", "worse", "better"
UNNAMED: Final = ("", Fraction(1))


def print_levels(engine: Side, others: Mapping[str, Side], names: Names) -> None:
    """Print the engine's values, bounds and times; beside each value what the others reach there.

    Of the others it is told whether theirs is better, and of those that went by levels in how many times the engine's
    time. Below the first level at which two sides differ they answer to different values above.
    """
    heads = "".join(f"   {name:>27}" for name in others)
    print(f"  {'level':20} {'value':>14} {'bound':>14} {'gap':>8} {'seconds':>9}{heads}")
    for level in engine.levels.values():
        factor = names.get(level.level, UNNAMED)[1]
        value, bound = (float(number * factor / level.scale) for number in (level.value, level.bound))
        beside = "".join(f"   {_beside(engine, other, level.level, factor):>27}" for other in others.values())
        print(
            f"  {_called(level.level, names):20} {value:14.2f} {bound:14.2f} {gap_of(level, value, bound):>8}"
            f" {_seconds(engine.took.get(level.level)):>9}{beside}"
        )


def _seconds(spent: float | None) -> str:
    return "" if spent is None else f"{spent:.2f}"


def _beside(engine: Side, other: Side, level: Level, factor: Fraction) -> str:
    if level not in other.values:
        return "-"
    value, ours = other.values[level], engine.values[level]
    spent, our_time = other.took.get(level), engine.took.get(level, 0)
    times = f"{spent / our_time:7.2f}x" if spent is not None and our_time else ""
    return f"{float(value * factor):11.2f} {compared(level, value, ours):6} {times:8}"


def compared(level: Level, value: Fraction, ours: Fraction) -> str:
    """Say whether a value is better than ours."""
    if value == ours:
        return SAME
    return BETTER if (value > ours) is (level in MORE_IS_BETTER) else WORSE


def print_side(name: str, side: Side, cases: int) -> None:
    """Print what a side staffed, in what time and memory."""
    staffed = len({seat.case for seat in side.seats or ()})
    print(
        f"  {name}: {staffed} of {cases} cases staffed; building {side.building:.2f} s, solving {side.solving:.2f} s of"
        f" the processor, {side.clock:.2f} s by the clock; at most {side.peak} MB"
    )


def print_first(first: Side, engine: Side, names: Names) -> None:
    """Print when the engine had a first legal plan, and what that staffed of what was staffed in the end."""
    level = Level.URGENCY_STAFFED
    factor = names.get(level, UNNAMED)[1]
    staffed, in_the_end = (float(side.values[level] * factor) for side in (first, engine))
    print(
        f"  first legal plan: after {first.building + first.solving:.2f} s of the processor, {first.clock:.2f} s by the"
        f" clock; {_called(level, names)} {staffed:.2f} of {in_the_end:.2f}"
    )


def print_verdict(engine: Side, other: Side, names: Names) -> None:
    """Print whether another side is better in the order of goods, from where on, and in how many times our time."""
    found = ((level, compared(level, other.values[level], ours)) for level, ours in engine.values.items())
    first = next(((level, told) for level, told in found if told != SAME), None) if other.values else None
    told = "no plan" if not other.values else f"{first[1]} from {_called(first[0], names)} on" if first else SAME
    times = f", in {other.until_held / engine.until_held:.2f} times its time without the lottery" if other.took else ""
    print(f"    beside the engine: {told}{times}")


def _called(level: Level, names: Names) -> str:
    return f"{names.get(level, UNNAMED)[0]} {level.value}".strip()


def gap_of(level: LevelValue, value: float, bound: float) -> str:
    """Say by how much of the bound the level could at most be better; in its unit, where the bound is nothing."""
    if level.proven:
        return "proven"
    return f"{abs(value - bound) / abs(bound):.1%}" if bound else f"{abs(value - bound):.2f}"

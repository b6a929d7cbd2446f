"""A plan: teams with reasons, and the value of every level with its proof."""

from dataclasses import dataclass

from terms.allocation import Level
from terms.cases import AssignmentRole


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in one role on one case, with what she brings to each level."""

    case: int
    person: int
    role: AssignmentRole
    fit: int
    """Points of fit: grades above the need for each needed skill she covers."""
    travel: int
    """Distance between her organ and the case, in the grid's units."""
    load_after: int
    """Her load in percent-weeks if the plan is approved, divided by availability."""
    waivers: int = 0


@dataclass(frozen=True, slots=True)
class LevelValue:
    """What was reached at one level under the levels above it."""

    level: Level
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why a case is not staffed: places that lack people and the rules that took candidates away."""

    case: int
    places_missing: int
    role: AssignmentRole | None
    """The role that could not be filled, None when each role alone could but not all together."""
    skill: str | None
    """The skill that nobody left has, if that is the reason."""
    candidates_left: int
    barred_by_rule: tuple[tuple[str, int], ...]
    """(rule code or NOT_FREE or NOT_QUALIFIED, how many candidates it takes away), most first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to a problem: seats in canonical order, unstaffed cases with reasons, level values."""

    seats: tuple[Seat, ...]
    shortages: tuple[Shortage, ...]
    levels: tuple[LevelValue, ...]
    seed: int

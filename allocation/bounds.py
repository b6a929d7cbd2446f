"""Between which bounds the numbers of a problem lie: what is refused beyond them, and what the JSON Schema says."""

from collections.abc import Mapping
from typing import Final

from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pair, Place
from terms.people import STEP

FULL: Final = 100
"""Percent of working time."""
BEST_GRADE: Final = 5
MOST_PEOPLE: Final = 100
"""Most people in one role of a case; this and the next bounds are ours, far beyond any county."""
MOST_DAYS: Final = 36_525
"""No day is farther from the planning day: a hundred years."""
MOST_POINTS: Final = 2**30
"""Most points of fit of a pair."""
LEAST_TIER: Final = 10
"""Percent-weeks: finer tiers make the model grow without telling loads apart."""
MOST: Final = 1_000_000
"""Most of every other number."""

_DAY, _PLACE, _COUNT = (-MOST_DAYS, MOST_DAYS), (-MOST, MOST), (0, MOST)
BOUNDS: Final[Mapping[type, Mapping[str, tuple[int, int]]]] = {
    CaseToStaff: {
        "start": _DAY,
        "end": _DAY,
        "x": _PLACE,
        "y": _PLACE,
        "effort": (1, FULL),
        "weight": (1, MOST),
        "lead_rank": (-MOST, MOST),
        "most_chance": (1, FULL),
    },
    Place: {"count": (1, MOST_PEOPLE)},
    Need: {"grade": (1, BEST_GRADE)},
    Candidate: {
        "capacity": (STEP, FULL),
        "availability": (STEP, FULL),
        "x": _PLACE,
        "y": _PLACE,
        "rank": (-MOST, MOST),
        "load": _COUNT,
        "most_reviews": _COUNT,
    },
    Busy: {"start": _DAY, "end": _DAY, "effort": (0, FULL)},
    Pair: {"waivers": _COUNT, "soft": _COUNT, "points": (0, MOST_POINTS)},
    Limits: {
        "most_from_one_organ": (1, MOST),
        "keep_at_home": _COUNT,
        "load_tier": (LEAST_TIER, MOST),
        "loan_rest": _COUNT,
        "waiver_weight": _COUNT,
        "reciprocity_weight": _COUNT,
        "ring_weight": _COUNT,
    },
}
"""(least, most) of every number that has a unit; numbers that name something are free."""
IN_STEPS: Final[Mapping[type, frozenset[str]]] = {Candidate: frozenset({"capacity", "availability"})}
"""What is given in steps of ``STEP`` percent."""

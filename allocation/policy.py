"""What a county may set for its allocations; every default is ours unless a source is named."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import ClassVar, Self

from allocation.problem import Limits
from recusal.registry import SCREENED
from terms.allocation import DEFAULT_ORDER, Level
from terms.cases import CaseGrade, Mode, Urgency
from terms.refusals import Refusal
from terms.term import Term


class PlanningPolicyRefused(Refusal):
    """A planning policy with a setting that does not exist or cannot have that value."""

    code: ClassVar[str] = "PLANNING_POLICY_REFUSED"
    zh: ClassVar[str] = "派案政策的“{key}”不能取“{value}”。"
    en: ClassVar[str] = "The planning policy's “{key}” cannot be “{value}”."

    def __init__(self, key: str, value: object) -> None:
        super().__init__(key, value)
        self.key = key
        self.value = value


BOUNDS = {
    "most_from_one_organ": (1, 20),
    "keep_at_home": (0, 20),
    "load_weeks": (0, 520),
    "tolerated_absence_days": (0, 60),
    "default_days": (1, 365),
    "load_tier": (10, 10_000),
    "waiver_weight": (0, 100),
    "reciprocity_weight": (0, 100),
    "ring_weight": (0, 100),
}
"""Least and most of each whole number; ours."""
HEAVIEST = 1000
"""Greatest weight of an urgency; ours, it keeps sums exact."""
MOST_SOFT = 100
"""Greatest weight of a soft finding; ours."""
FARTHEST = 1_000_000
"""Greatest near tie of a level, in its units; ours."""
NAMED: Mapping[str, type[Term]] = {"weights": Urgency, "near_ties": Level, "most_chance": CaseGrade}
"""The settings that are given word by word."""
LISTED: Mapping[str, type[Term]] = {"order": Level, "within_zone": Mode}
"""The settings that are lists of words."""
MOST_REVIEWED = 100
"""Greatest limit on reviews; ours."""
BETWEEN_ORGANS = frozenset({"R39", "R40"})
"""Rules on organs that handle each other: ``reciprocity_weight`` and ``ring_weight`` weigh them, once for the plan."""
WEIGHED = SCREENED - BETWEEN_ORGANS
"""Rules whose soft findings weigh on each person."""


@dataclass(frozen=True, slots=True)
class PlanningPolicy:
    """How teams are made; raises PlanningPolicyRefused where a value is out of bounds."""

    most_from_one_organ: int = 2
    """Most people of one organ on one team."""
    keep_at_home: int = 1
    """Full-time people who stay at each organ (R44; chigegou, QW art. 1)."""
    forbid_reciprocity: bool = True
    """Whether two organs may not investigate each other (R39)."""
    load_weeks: int = 52
    """How many weeks back past work counts as load."""
    tolerated_absence_days: int = 3
    """Absences of at most so many days do not keep a person off a case."""
    default_days: int = 30
    """Length of a case's window where none is set (the article's one month)."""
    order: tuple[Level, ...] = DEFAULT_ORDER
    """The goods in the order in which a plan is made best; the staffing of cases is always first."""
    near_ties: Mapping[Level, int] = field(default_factory=dict)
    """By how many whole units a plan may be worse at a level and yet be drawn by lot; none where a level is missing."""
    most_chance: Mapping[CaseGrade, int] = field(default_factory=dict)
    """Percent: the lot lets nobody be open for a case of the grade with a higher chance; 100 where it is missing."""
    load_tier: int = 400
    """Percent-weeks of one tier of load; work above n tiers weighs n times in the spread of load."""
    most_reviews: int | None = None
    """At most so many cases are reviewed by one person at once; None: only her time limits it."""
    within_zone: tuple[Mode, ...] = ()
    """Modes in which a zone's own people alone, and those of organs in no zone, are drawn; else those of every zone.

    Never OFFSITE, which another zone leads (R42).
    """
    plan_with_waivers: bool = False
    """Whether a plan may put people on cases who need a waiver for it, which a human must grant before the approval."""
    waiver_weight: int = 3
    """What one waiver weighs among the appearances, if plans may count on them."""
    soft_weights: Mapping[str, int] = field(default_factory=dict)
    """What one soft finding of a rule weighs there, by the rule's code; 1 where it is missing."""
    reciprocity_weight: int = 3
    """What two organs that investigate each other weigh among the appearances, if they may at all (R39)."""
    ring_weight: int = 1
    """What three organs that investigate each other in a ring weigh there (R40)."""
    teams_may_move: bool = False
    """Whether a repair may move people of any team at work, and not of those alone that a human names (T29)."""
    named_picks: bool = True
    """Whether a coordinator may put a person on a case by name in an emergency (R47); without it nobody is pinned."""
    weights: Mapping[Urgency, int] = field(
        default_factory=lambda: {Urgency.URGENT: 50, Urgency.HIGH: 20, Urgency.NORMAL: 10, Urgency.LOW: 5}
    )
    """Worth of staffing a case at the first level, by urgency."""

    def __post_init__(self) -> None:
        """Refuse what may not be set."""
        for key, (least, most) in BOUNDS.items():
            _refuse_outside(key, getattr(self, key), least, most)
        if self.order[:1] != (Level.URGENCY_STAFFED,):
            raise PlanningPolicyRefused("order", [level.value for level in self.order])
        for key in LISTED:
            _refuse_words(key, getattr(self, key), but=Mode.OFFSITE)
        for key in ("plan_with_waivers", "forbid_reciprocity", "teams_may_move", "named_picks"):
            if type(getattr(self, key)) is not bool:
                raise PlanningPolicyRefused(key, getattr(self, key))
        _refuse_outside("most_reviews", 1 if self.most_reviews is None else self.most_reviews, 1, MOST_REVIEWED)
        for urgency in Urgency:
            _refuse_outside(f"weights.{urgency}", self.weights.get(urgency), 1, HEAVIEST)
        for rule, weight in self.soft_weights.items():
            _refuse_outside(f"soft_weights.{rule}", weight, 0, MOST_SOFT if rule in WEIGHED else -1)
        for level, units in self.near_ties.items():
            _refuse_outside(f"near_ties.{level}", units, 0, FARTHEST if level in self.order else 0)
        for grade, chance in self.most_chance.items():
            _refuse_outside(f"most_chance.{grade}", chance, 1, 100)

    @property
    def limits(self) -> Limits:
        """The rules of teams and the weights, as a problem has them."""
        return Limits(
            most_from_one_organ=self.most_from_one_organ,
            keep_at_home=self.keep_at_home,
            plan_with_waivers=self.plan_with_waivers,
            waiver_weight=self.waiver_weight,
            forbid_reciprocity=self.forbid_reciprocity,
            reciprocity_weight=self.reciprocity_weight,
            ring_weight=self.ring_weight,
            load_tier=self.load_tier,
        )

    def to_json(self) -> dict[str, object]:
        """Return the policy as plain values."""
        named = {key: {one.value: value for one, value in getattr(self, key).items()} for key in NAMED}
        listed = {key: [one.value for one in getattr(self, key)] for key in LISTED}
        return {**asdict(self), **named, **listed}

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Self:
        """Read a policy from plain values; what is left out has its default."""
        known = {setting.name for setting in fields(cls)}
        for key in values:
            if key not in known:
                raise PlanningPolicyRefused(key, values[key])
        read = {key: _read(key, values.get(key, {}), words) for key, words in NAMED.items()}
        listed = {key: _listed(key, values[key], words) for key, words in LISTED.items() if key in values}
        if not isinstance(values.get("soft_weights", {}), Mapping):
            raise PlanningPolicyRefused("soft_weights", values["soft_weights"])
        read["weights"] = {urgency: read["weights"].get(urgency, weight) for urgency, weight in cls().weights.items()}
        return cls(**{**values, **read, **listed})  # type: ignore[arg-type]


def _refuse_outside(key: str, value: object, least: int, most: int) -> None:
    if type(value) is not int or not least <= value <= most:
        raise PlanningPolicyRefused(key, value)


def _refuse_words(key: str, listed: Sequence[Term], *, but: Term) -> None:
    if len(set(listed)) < len(listed) or but in listed:
        raise PlanningPolicyRefused(key, [word.value for word in listed])


def _listed(key: str, values: object, words: type[Term]) -> tuple[Term, ...]:
    """Read a list of words of a term."""
    if not isinstance(values, list) or not all(type(word) is str and word in words.__members__ for word in values):
        raise PlanningPolicyRefused(key, values)
    return tuple(words[word] for word in values)


def _read(key: str, values: object, words: type[Term]) -> dict[Term, object]:
    """Read a mapping that is named by the words of a term."""
    if not isinstance(values, Mapping) or not set(values) <= set(words.__members__):
        raise PlanningPolicyRefused(key, values)
    return {words[name]: value for name, value in values.items()}

"""What a county may set for its allocations; every default is ours unless a source is named."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import ClassVar, Self

from allocation.problem import Limits
from terms.allocation import DEFAULT_ORDER, Level
from terms.cases import Urgency
from terms.refusals import Refusal


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
    "load_tier": (1, 10_000),
    "reciprocity_weight": (0, 100),
    "ring_weight": (0, 100),
}
"""Least and most of each whole number; ours."""
HEAVIEST = 1000
"""Greatest weight of an urgency; ours, it keeps sums exact."""


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
    load_tier: int = 400
    """Percent-weeks of one tier of load; work above n tiers weighs n times in the spread of load."""
    reciprocity_weight: int = 3
    """What two organs that investigate each other weigh among the appearances, if they may at all (R39)."""
    ring_weight: int = 1
    """What three organs that investigate each other in a ring weigh there (R40)."""
    weights: Mapping[Urgency, int] = field(
        default_factory=lambda: {Urgency.URGENT: 50, Urgency.HIGH: 20, Urgency.NORMAL: 10, Urgency.LOW: 5}
    )
    """Worth of staffing a case at the first level, by urgency."""

    def __post_init__(self) -> None:
        """Refuse what may not be set."""
        for key, (least, most) in BOUNDS.items():
            value = getattr(self, key)
            if type(value) is not int or not least <= value <= most:
                raise PlanningPolicyRefused(key, value)
        if self.order[:1] != (Level.URGENCY_STAFFED,) or len(set(self.order)) < len(self.order):
            raise PlanningPolicyRefused("order", [level.value for level in self.order])
        if type(self.forbid_reciprocity) is not bool:
            raise PlanningPolicyRefused("forbid_reciprocity", self.forbid_reciprocity)
        for urgency in Urgency:
            weight = self.weights.get(urgency)
            if type(weight) is not int or not 1 <= weight <= HEAVIEST:
                raise PlanningPolicyRefused(f"weights.{urgency}", weight)

    @property
    def limits(self) -> Limits:
        """The rules of teams and the weights, as a problem has them."""
        return Limits(
            most_from_one_organ=self.most_from_one_organ,
            keep_at_home=self.keep_at_home,
            forbid_reciprocity=self.forbid_reciprocity,
            reciprocity_weight=self.reciprocity_weight,
            ring_weight=self.ring_weight,
            load_tier=self.load_tier,
        )

    def to_json(self) -> dict[str, object]:
        """Return the policy as plain values."""
        weights = {urgency.value: weight for urgency, weight in self.weights.items()}
        return {**asdict(self), "weights": weights, "order": [level.value for level in self.order]}

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Self:
        """Read a policy from plain values; what is left out has its default."""
        known = {setting.name for setting in fields(cls)}
        for key in values:
            if key not in known:
                raise PlanningPolicyRefused(key, values[key])
        weights = values.get("weights", {})
        if not isinstance(weights, Mapping) or not set(weights) <= set(Urgency.__members__):
            raise PlanningPolicyRefused("weights", weights)
        standard = cls().weights
        read = {urgency: weights.get(urgency.value, standard[urgency]) for urgency in Urgency}
        order = values.get("order", [level.value for level in DEFAULT_ORDER])
        if not isinstance(order, list) or not all(type(level) is str and level in Level.__members__ for level in order):
            raise PlanningPolicyRefused("order", order)
        named = tuple(Level[level] for level in order)
        return cls(**{**values, "weights": read, "order": named})  # type: ignore[arg-type]

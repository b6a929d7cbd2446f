"""What a county may set for its allocations; every default is ours unless a source is named."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import ClassVar, Self

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
        if type(self.forbid_reciprocity) is not bool:
            raise PlanningPolicyRefused("forbid_reciprocity", self.forbid_reciprocity)
        for urgency in Urgency:
            weight = self.weights.get(urgency)
            if type(weight) is not int or not 1 <= weight <= HEAVIEST:
                raise PlanningPolicyRefused(f"weights.{urgency}", weight)

    def to_json(self) -> dict[str, object]:
        """Return the policy as plain values."""
        return {**asdict(self), "weights": {urgency.value: weight for urgency, weight in self.weights.items()}}

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
        return cls(**{**values, "weights": read})  # type: ignore[arg-type]

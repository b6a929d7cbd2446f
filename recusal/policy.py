"""What a county may set for itself: severities within their floors, windows and limits."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from types import MappingProxyType
from typing import Any, ClassVar, Self

from recusal.severities import STANDARDS, Standard
from terms.organs import ManagementLevel
from terms.people import Rank
from terms.recusal import Severity
from terms.refusals import Refusal

_HARDNESS: Mapping[Severity | None, int] = {
    None: 0,
    Severity.SOFT: 1,
    Severity.WAIVABLE: 2,
    Severity.ABSOLUTE: 3,
    Severity.HARD: 4,
    Severity.ELIGIBILITY: 4,
}
_LONGEST_WINDOW = 600
_NAMED = frozenset({"severities", "lead_rank"})
"""Settings that are given word by word."""
_BOUNDS: Mapping[str, tuple[int, int]] = {
    "smallest_team": (2, 20),
    "pair_limit": (1, 100),
    "cooling_off_months": (36, 600),
    "decoy_percent": (5, 40),
    "decoy_hold_percent": (2, 20),
}


class PolicyRefused(Refusal):
    """A policy that the service will not work by."""

    code = "POLICY_REFUSED"

    def __init__(self, key: str, value: object) -> None:
        """Keep the setting that is refused and what was asked for."""
        super().__init__(key, value)
        self.key = key
        self.value = value


class UnknownSetting(PolicyRefused):
    """The policy names a rule, a grade or a window that does not exist."""

    code: ClassVar[str] = "POLICY_UNKNOWN_SETTING"
    zh: ClassVar[str] = "政策中没有“{key}”这一项。"
    en: ClassVar[str] = "There is no policy setting called “{key}”."


class SofterThanLaw(PolicyRefused):
    """The policy would let through what the law, or the service's own floor, does not."""

    code: ClassVar[str] = "POLICY_SOFTER_THAN_LAW"
    zh: ClassVar[str] = "“{key}”不得放宽为“{value}”，最低为“{floor}”。"
    en: ClassVar[str] = "“{key}” may not be softened to “{value}”; “{floor}” is the least."

    def __init__(self, key: str, value: Severity | None, floor: Severity) -> None:
        """Keep the floor beside the setting."""
        super().__init__(key, value)
        self.floor = floor


class UnusableSetting(PolicyRefused):
    """The policy gives a setting a value that it cannot have."""

    code: ClassVar[str] = "POLICY_UNUSABLE_SETTING"
    zh: ClassVar[str] = "“{key}”不能取“{value}”。"
    en: ClassVar[str] = "“{key}” cannot be “{value}”."


@dataclass(frozen=True)
class Policy:
    """One county's policy; months are calendar months back from the day of the question, days are days.

    Raises UnknownSetting, SofterThanLaw or UnusableSetting.
    """

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    """Only what differs from ``STANDARDS``, by rule (``R08``) or rule and grade (``R11.CROSS``); None switches off."""
    past_unit_months: int = 36
    """How long past service in a unit needs a waiver (R13; ours, after BH19)."""
    past_superior_months: int = 36
    """How long a past superior needs a waiver (R14; BH19 art. 3)."""
    ended_tie_months: int = 36
    """How long an ended loan or business needs a waiver (R20; ours)."""
    reciprocity_months: int = 12
    """How long a closed handling counts for R39 (ours)."""
    declaration_months: int = 12
    """How long a declaration of ties and interests holds (R48; ours)."""
    training_months: int = 24
    """How long training holds (R48; ours)."""
    past_secondment_months: int = 12
    """How long an ended secondment or temporary post needs a waiver (R15; ours)."""
    pair_months: int = 12
    """How far back the handlings of one organ by another are counted (R41; ours)."""
    most_loan_months: int = 12
    """How long a person may be lent in the months that count (R46; FJ17)."""
    loan_window_months: int = 24
    """The months that count for that (R46; ours)."""
    cooling_off_months: int = 36
    """How long somebody who left the service keeps away from its cases (R50; JCF24 art. 68: three years)."""
    loan_rest_days: int = 30
    """Days between two loans (R46; ours)."""
    pair_limit: int = 2
    """How many cases of one organ another has handled when the pair is worn out (R41; ours)."""
    smallest_team: int = 2
    """Fewest investigators, and fewest reviewers, of a case (R30; JCF24 art. 44: never below two)."""
    widen_sealed_grounds: bool = True
    """Whether a proposal leaves out the whole organ of who is restricted because of an informant (T03; ours)."""
    decoy_percent: int = 20
    """Of how many organs in a hundred the people read as restricted on a case though nothing is known (ours); the bound
    of what one look tells is a hundred divided by it."""
    decoy_hold_percent: int = 5
    """Of how many people in a hundred each is kept off all cases for a while, as by a hold (ours)."""
    lead_rank: Mapping[ManagementLevel, Rank] = field(default_factory=dict)
    """The least rank of who leads a case, by the highest management level among its subjects (R32).

    None is asked for where a level is missing: QW art. 3 wants leaders to be graded and says no more.
    """

    def __post_init__(self) -> None:
        """Refuse what may not be set, and freeze the rest."""
        for key, severity in self.severities.items():
            _admit(key, severity)
        for window in self._windows():
            value = getattr(self, window.name)
            least, most = _BOUNDS.get(window.name, (0, _LONGEST_WINDOW))
            kind = bool if window.name == "widen_sealed_grounds" else int
            if type(value) is not kind or not least <= value <= most:
                raise UnusableSetting(window.name, value)
        object.__setattr__(self, "severities", MappingProxyType(dict(self.severities)))
        object.__setattr__(self, "lead_rank", MappingProxyType(dict(self.lead_rank)))

    def _windows(self) -> list[Field[Any]]:
        """Return what is set by a number or a yes."""
        return [each for each in fields(self) if each.name not in _NAMED]

    def severity(self, rule: str, grade: str | None = None) -> Severity | None:
        """Return how hard a rule is in a grade, None where the county lets it pass."""
        key = rule if grade is None else f"{rule}.{grade}"
        return self.severities[key] if key in self.severities else STANDARDS[key].severity

    def to_json(self) -> dict[str, object]:
        """Return the policy as plain values, ``from_json`` of which is the same policy."""
        windows = {window.name: getattr(self, window.name) for window in self._windows()}
        severities = {key: None if value is None else value.value for key, value in sorted(self.severities.items())}
        ranks = {level.value: rank.value for level, rank in sorted(self.lead_rank.items())}
        return {"severities": severities, **windows, "lead_rank": ranks}

    @classmethod
    def from_json(cls, values: object) -> Self:
        """Read a policy from plain values; what is left out has its default."""
        if not isinstance(values, dict):
            raise UnusableSetting("policy", values)
        known = {window.name for window in fields(cls)}
        for key in values:
            if key not in known:
                raise UnknownSetting(str(key), values[key])
        severities = values.get("severities", {})
        if not isinstance(severities, dict):
            raise UnusableSetting("severities", severities)
        read = {str(key): _severity(str(key), value) for key, value in severities.items()}
        return cls(**{**values, "severities": read, "lead_rank": _ranks(values.get("lead_rank", {}))})


DEFAULT_POLICY = Policy()


def _ranks(values: object) -> dict[ManagementLevel, Rank]:
    if not isinstance(values, dict):
        raise UnusableSetting("lead_rank", values)
    for level, rank in values.items():
        if level not in ManagementLevel.__members__:
            raise UnknownSetting(f"lead_rank.{level}", rank)
        if not isinstance(rank, str) or rank not in Rank.__members__:
            raise UnusableSetting(f"lead_rank.{level}", rank)
    return {ManagementLevel[level]: Rank[rank] for level, rank in values.items()}


def _severity(key: str, value: object) -> Severity | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in Severity.__members__:
        raise UnusableSetting(key, value)
    return Severity[value]


def _admit(key: str, severity: Severity | None) -> None:
    standard: Standard | None = STANDARDS.get(key)
    if standard is None:
        raise UnknownSetting(key, severity)
    if standard.floor is not None and _HARDNESS[severity] < _HARDNESS[standard.floor]:
        raise SofterThanLaw(key, severity, standard.floor)
    requirement = standard.severity is Severity.ELIGIBILITY
    if severity not in (None, Severity.SOFT) and requirement is not (severity is Severity.ELIGIBILITY):
        raise UnusableSetting(key, severity)

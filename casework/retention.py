"""For how many days what is held on people is kept, where it does not go with a case or a decision; days are policy.

The law sets no such number for this service (PIPL art. 19: the shortest time that the purpose needs). Only the audit
trail has a floor: six months (Cybersecurity Law, text of 2016, art. 21(3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from terms.personal import Keeping
from terms.refusals import Refusal

DEFAULTS: Final[Mapping[Keeping, int]] = {
    Keeping.AFTER_LEAVING: 3650,
    Keeping.AFTER_END: 1095,
    Keeping.AFTER_EXPIRY: 365,
    Keeping.AFTER_MEETING: 1095,
    Keeping.AUDIT_TRAIL: 3650,
}
"""Days by default; ours."""
SIX_MONTHS: Final = 184
"""The most days that six months have."""
LONGEST: Final = 36_500
"""A hundred years; ours."""


class RetentionRefused(Refusal):
    """A retention that does not exist, or cannot be so long."""

    code: ClassVar[str] = "RETENTION_REFUSED"
    zh: ClassVar[str] = "保存期限“{key}”不能取“{value}”，须为{least}至{most}的整数（天）。"
    en: ClassVar[str] = "The retention “{key}” cannot be “{value}”: give whole days from {least} to {most}."

    def __init__(self, key: str, value: object, least: int) -> None:
        super().__init__(key, value)
        self.key = key[:80]
        self.value = str(value)[:80]
        self.least = least
        self.most = LONGEST


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """The county's days of retention; raises RetentionRefused where one is out of bounds."""

    days: Mapping[Keeping, int]

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Self:
        """Read a policy from plain values by code in small letters; what is left out has its default."""
        known = {keeping.value.lower(): keeping for keeping in DEFAULTS}
        days = dict(DEFAULTS)
        for key, value in values.items():
            least = SIX_MONTHS if key == "audit_trail" else 1
            if key not in known or type(value) is not int or not least <= value <= LONGEST:
                raise RetentionRefused(key, value, least)
            days[known[key]] = value
        return cls(days)

    def to_json(self) -> dict[str, int]:
        """Return the policy as plain values."""
        return {keeping.value.lower(): days for keeping, days in self.days.items()}

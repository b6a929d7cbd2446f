"""Moments as clients give them: with a time zone, or in county time."""

from datetime import datetime
from typing import ClassVar, overload

from terms.periods import COUNTY_TIME
from terms.refusals import Refusal

FIRST_YEAR = 1949
LAST_YEAR = 2200
"""No moment of this service lies outside; ours."""


class BadMoment(Refusal):
    """A moment in a year that cannot be meant."""

    code: ClassVar[str] = "BAD_MOMENT"
    zh: ClassVar[str] = "时间“{moment}”超出范围（{first}年至{last}年）。"
    en: ClassVar[str] = "The moment “{moment}” is out of range: from {first} to {last}."

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment.isoformat()
        self.first = FIRST_YEAR
        self.last = LAST_YEAR


@overload
def moment_of(given: datetime) -> datetime: ...


@overload
def moment_of(given: None) -> None: ...


def moment_of(given: datetime | None) -> datetime | None:
    """Return the moment with its time zone; one without is county time.

    Raises:
        BadMoment: its year cannot be meant.
    """
    if given is None:
        return None
    if not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise BadMoment(given)
    return given if given.tzinfo else given.replace(tzinfo=COUNTY_TIME)

"""What clerks write beside a fact: bounded and readable."""

import unicodedata
from datetime import date
from typing import Final

from resolvers.caller import Caller
from resolvers.fact_acts.refusals import DayUnfit, WordsUnfit

LONGEST_REASON: Final = 500
LONGEST_NOTE: Final = 1000
LONGEST_NAME: Final = 100
"""The most characters of a reason, a note and a name or code; ours."""
LINES: Final = frozenset("\t\n\r")
FIRST_DAY: Final = date(1900, 1, 1)
"""No fact of this service happened earlier; ours."""


def tidy(text: str, *, most: int, optional: bool = False) -> str:
    """Return the text without blanks around it; refuse, by ``WordsUnfit``, what is missing, too long or unreadable."""
    kept = text.strip()
    unreadable = any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in LINES for sign in kept)
    if unreadable or len(kept) > most or (not kept and not optional):
        raise WordsUnfit(most)
    return kept


def past_day(caller: Caller, day: date | None) -> date:
    """Return the day on which something happened, today if None; refuse, by ``DayUnfit``, the future."""
    today = caller.today()
    if day is None:
        return today
    if not FIRST_DAY <= day <= today:
        raise DayUnfit(day)
    return day

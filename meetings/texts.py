"""The texts of a meeting: bounded, and readable."""

import unicodedata
from typing import Final

from meetings.refusals import TextUnfit

SHORT: Final = 200
"""The most characters of a title, a place or the subject of an item; ours."""
LONG: Final = 5000
"""The most characters of a decision; ours."""
LINES: Final = frozenset("\t\n\r")


def tidy(text: str, *, most: int = SHORT) -> str:
    """Return the text without blanks around it; refuse, by ``TextUnfit``, what is too long or not readable."""
    kept = text.strip()
    if len(kept) > most or any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in LINES for sign in kept):
        raise TextUnfit(most=most)
    return kept

"""Whatever the engine says closes a place has words in both languages; no code of its own is shown instead."""

import re

import pytest

from allocation import rules
from allocation.model import HARD_RULES
from recusal.registry import RULE_BY_CODE
from schema.words import closing_word
from terms.closings import Closed

CHINESE = re.compile("[一-鿿]")
NAMED = {name: value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str)}
"""Every reason of the planning: the rooms of the engine name closings by these alone."""
CODES = sorted({*NAMED.values(), *HARD_RULES, *RULE_BY_CODE, *(closed.value for closed in Closed)})


def test_the_reasons_of_the_planning_are_walked() -> None:
    assert {"OUT_OF_REACH", "MOST_REVIEWS", "NOT_FREE", "FALLEN_OUT", "R29", "R46"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_whatever_closes_a_place_has_words_in_both_languages(code: str) -> None:
    word = closing_word(code)
    assert word.code == code
    assert CHINESE.search(word.zh)
    assert code not in (word.zh, word.en)
    assert word.en != code.replace("_", " ").lower()
    assert not CHINESE.search(word.en)

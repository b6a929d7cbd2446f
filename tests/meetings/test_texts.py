"""Texts of meetings."""

import pytest

from meetings.refusals import TextUnfit
from meetings.texts import LONG, SHORT, tidy


def test_blanks_around_a_text_go_and_lines_within_it_stay() -> None:
    assert tidy("  一、同意\n二、月底前办结 \n") == "一、同意\n二、月底前办结"


def test_a_text_has_at_most_its_number_of_characters() -> None:
    assert tidy("议" * SHORT) == "议" * SHORT
    with pytest.raises(TextUnfit) as refused:
        tidy("议" * (LONG + 1), most=LONG)
    assert refused.value.message("zh") == "文字过长或含有不可识别的字符：最多5000个字。"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800"])
def test_characters_that_nobody_can_read_are_refused(sign: str) -> None:
    with pytest.raises(TextUnfit):
        tidy(f"会{sign}议")

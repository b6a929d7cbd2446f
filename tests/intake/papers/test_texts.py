"""How texts, days and numbers go out."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.papers.texts import (
    cancelled_words,
    case_words,
    day_words,
    item_words,
    line,
    lines,
    listed,
    number_words,
    span_words,
    title_words,
)
from intake.papers.values import ItemAsSeen
from terms.meetings import AgendaItemKind, MeetingState
from tests.intake.papers.meetings import BARE, ITEMS, MEETING


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("一\r\n二\r三\n\n四", ("一", "二", "三", "四")),
        ("一\x0b二\x0c三\x85四\u2028五\u2029六", ("一", "二", "三", "四", "五", "六")),
        ("a\tb", ("a b",)),
        ("\x00\x01\x08\x1b\x7f", ()),
        ("甲\ud800乙", ("甲乙",)),
        ("甲\ufffe\uffff\U0001ffff\ufdd0乙", ("甲乙",)),
        ("\u202e甲\u2066乙\u200f\u061c", ("甲乙",)),
        ("\ufeff甲\u200b乙\u00ad", ("甲乙",)),
        ("نى\u200cتى", ("نى\u200cتى",)),
        ("\ue000某", ("\ue000某",)),
        ("𠀀", ("𠀀",)),
        ("  甲　", ("甲",)),
    ],
)
def test_what_goes_out_is_what_can_be_read(text: str, kept: tuple[str, ...]) -> None:
    assert lines(text) == kept
    assert line(text) == " ".join(kept)


@given(st.text())
def test_whatever_is_given_only_signs_that_every_file_may_hold_go_out(text: str) -> None:
    for sign in "".join(lines(text)):
        assert sign.isprintable() or unicodedata.category(sign) in {"Zs", "Co", "Cn"} or sign in "\u200c\u200d"
        assert unicodedata.bidirectional(sign) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert lines("\n".join(lines(text))) == lines(text)


def test_nothing_is_listed_for_what_is_empty() -> None:
    assert listed(["甲", None, " ", "乙"]) == "甲、乙"
    assert line(None) == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100"), (0, "0")],
)
def test_numbers_are_written_in_words_up_to_ninety_nine(number: int, words: str) -> None:
    assert number_words(number) == words


def test_days_have_no_leading_zeros() -> None:
    assert day_words(date(2026, 3, 5)) == "2026年3月5日"


def test_moments_are_told_in_the_time_of_the_county() -> None:
    utc = replace(
        MEETING,
        starts_at=datetime(2026, 3, 4, 16, 5, tzinfo=UTC),
        ends_at=datetime(2026, 3, 4, 17, 0, tzinfo=UTC),
        items=(),
    )
    assert span_words(utc) == "2026年3月5日（星期四）0:05至1:00"


def test_a_meeting_of_two_days_names_both() -> None:
    assert span_words(BARE) == "2026年3月5日（星期四）9:30至2026年3月6日（星期五）17:00"


def test_an_item_is_named_by_subject_and_case_number_or_by_its_kind() -> None:
    assert item_words(ITEMS[0]) == "采石场补偿款去向的会诊（案号：青纪案〔2026〕7号）"
    assert item_words(ItemAsSeen(AgendaItemKind.DEADLINE, case_numbers=("7号",))) == "时限督办（案号：7号）"
    assert item_words(ItemAsSeen(AgendaItemKind.ALLOCATION, "派案", ("7号", "8号"))) == "派案（案号：7号、8号）"
    many = tuple(f"{number}号" for number in range(21))
    assert case_words(ItemAsSeen(AgendaItemKind.ALLOCATION, case_numbers=many)) == "、".join(many[:20]) + "等21件"
    assert item_words(ITEMS[1]) == "部署工作"


def test_a_meeting_without_a_title_is_named_by_its_kind() -> None:
    assert title_words(BARE) == "业务培训"
    assert title_words(MEETING) == "第一协作区三月工作例会"


def test_only_a_cancelled_meeting_says_so() -> None:
    assert cancelled_words(replace(MEETING, state=MeetingState.CANCELLED)) == "（已取消）"
    assert cancelled_words(MEETING) == ""

"""What the tables say, read back by another library than the one that wrote them."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl

from intake.papers.tables import attendance_table, decisions_table, heads_table
from intake.papers.values import HeadAsSeen
from tests.intake.papers.meetings import BARE, MEETING, stamps


def rows(content: bytes) -> list[tuple[object, ...]]:
    """Return the rows of the only sheet."""
    (page,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return list(page.iter_rows(values_only=True))


def test_attendance_is_a_row_for_each_organ() -> None:
    assert rows(attendance_table(MEETING)) == [
        ("序号", "单位", "参会人员", "参会身份", "出席情况", "替会人员", "事由"),
        (1, "县纪委监委第三纪检监察室", "甲", "应到", "出席", None, None),
        (2, "白河乡纪委", "乙", "应到", "出席", None, None),
        (3, "红岭镇纪委", "丙", "应到", "替会", "丁", "外出办案"),
        (4, "青石镇纪委", "戊", "应到", "请假", None, "培训"),
        (5, "柳河镇纪委", "己", "应到", "缺席", None, None),
        (6, "派驻县财政局纪检监察组", None, "应到", "已通知", None, None),
    ]


def test_whoever_only_sits_in_is_not_among_those_who_must_come() -> None:
    seats = [replace(each, must_come=False) for each in MEETING.participants]
    told = rows(attendance_table(replace(MEETING, participants=tuple(seats))))[1:]
    assert [row[3:5] for row in told] == [
        ("列席", "列席"),
        ("列席", "列席"),
        ("列席", "列席"),
        ("列席", "请假"),
        ("列席", "缺席"),
        ("列席", "已通知"),
    ]


def test_decisions_of_several_meetings_are_one_table_and_what_is_undecided_is_left_out() -> None:
    item = replace(
        MEETING.items[0], subject="", case_numbers=(), owner=None, due=None, decision="一、甲。\r\n\r\n二、乙。"
    )
    later = replace(MEETING, title="", items=(MEETING.items[1], item))
    assert rows(decisions_table([MEETING, BARE, later])) == [
        ("会议", "会议日期", "议题序号", "议题", "案号", "议定事项", "作出单位", "责任单位", "完成时限"),
        (
            "第一协作区三月工作例会",
            datetime(2026, 3, 5),  # noqa: DTZ001  (a day as spreadsheets keep it)
            1,
            "采石场补偿款去向的会诊",
            "青纪案〔2026〕7号",
            "由红岭镇纪委继续承办。",
            "县纪委监委第三纪检监察室",
            "红岭镇纪委 丙",
            datetime(2026, 4, 30),  # noqa: DTZ001  (as above)
        ),
        (
            "工作例会",
            datetime(2026, 3, 5),  # noqa: DTZ001  (as above)
            2,
            "疑难会诊",
            None,
            "一、甲。\n二、乙。",
            "县纪委监委第三纪检监察室",
            None,
            None,
        ),
    ]


def test_heads_who_were_absent_or_sent_somebody_are_counted_and_their_substitutes_named() -> None:
    heads = [
        HeadAsSeen("红岭镇纪委", "丙", 7, 2, 1, 0, 3, 1, ("丁", "庚", "丁")),
        HeadAsSeen("柳河镇纪委", None, 1, 0, 1, 0, 0, 0),
    ]
    assert rows(heads_table(heads)) == [
        ("单位", "负责人", "应到次数", "出席", "缺会", "请假", "替会", "未登记", "替会人员"),
        ("红岭镇纪委", "丙", 7, 2, 1, 0, 3, 1, "丁（2次）、庚"),
        ("柳河镇纪委", None, 1, 0, 1, 0, 0, 0, None),
    ]


def test_nobody_makes_a_table_of_headers() -> None:
    assert len(rows(heads_table([]))) == len(rows(decisions_table([BARE]))) == 1


def test_equal_meetings_make_equal_tables_that_say_nothing_of_who_made_them_or_when() -> None:
    content = decisions_table([MEETING])
    assert content == decisions_table([MEETING])
    assert stamps(content) == {(1980, 1, 1, 0, 0, 0)}
    told = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert (told.creator, told.lastModifiedBy, told.title, told.description) == (None, None, None, None)
    assert told.created == told.modified == datetime(2026, 1, 1)  # noqa: DTZ001  (a fixed stamp)

"""What the four documents say, and how."""

from dataclasses import replace

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from intake.papers.documents import agenda, attendance_sheet, notice
from intake.papers.minutes import minutes
from intake.papers.people import ORDER, SITS_IN
from intake.papers.refusals import NothingToMinute
from intake.papers.values import ItemAsSeen, ParticipantAsSeen, VotesAsSeen
from terms.meetings import AgendaItemKind, Attendance, ItemOutcome, MeetingState
from tests.intake.papers.meetings import BARE, MARCH_1, MEETING, PARTICIPANTS, W, opened, told

CANCELLED = replace(MEETING, state=MeetingState.CANCELLED)


def test_a_notice_says_to_whom_when_where_who_and_what() -> None:
    assert told(notice(MEETING, issued=MARCH_1)) == [
        ("Title", "县纪委监委第三纪检监察室关于召开第一协作区三月工作例会的通知"),
        ("Salutation", "白河乡纪委、红岭镇纪委、青石镇纪委、柳河镇纪委、派驻县财政局纪检监察组："),
        ("Body Text", "现将召开“第一协作区三月工作例会”的有关事项通知如下："),
        ("Heading 1", "一、会议时间"),
        ("Body Text", "2026年3月5日（星期四）9:30至11:00"),
        ("Heading 1", "二、会议地点"),
        ("Body Text", "县纪委监委三楼会议室"),
        ("Heading 1", "三、参加协作区"),
        ("Body Text", "第一协作区"),
        ("Heading 1", "四、参会人员"),
        (
            "Body Text",
            (
                "县纪委监委第三纪检监察室 甲；白河乡纪委 乙；红岭镇纪委 丙；青石镇纪委 戊；柳河镇纪委 己；"
                "派驻县财政局纪检监察组"
            ),
        ),
        ("Heading 1", "五、会议议题"),
        ("Body Text", "1. 采石场补偿款去向的会诊（案号：青纪案〔2026〕7号）"),
        ("Body Text", "2. 部署工作"),
        ("Heading 1", "六、有关要求"),
        (
            "Body Text",
            "请应到人员按时参加会议。因故不能参加的，请在会前向召集单位请假并说明事由；由他人替会的，请写明替会人员姓名。",
        ),
        ("Salutation", "县纪委监委第三纪检监察室"),
        ("Salutation", "2026年3月1日"),
    ]


def test_a_notice_of_little_says_only_what_is_known() -> None:
    assert told(notice(BARE)) == [
        ("Title", "县纪委监委关于举办业务培训的通知"),
        ("Body Text", "现将举办“业务培训”的有关事项通知如下："),
        ("Heading 1", "一、会议时间"),
        ("Body Text", "2026年3月5日（星期四）9:30至2026年3月6日（星期五）17:00"),
        ("Heading 1", "二、会议地点"),
        ("Body Text", "另行通知"),
        ("Heading 1", "三、有关要求"),
        (
            "Body Text",
            "请应到人员按时参加会议。因故不能参加的，请在会前向召集单位请假并说明事由；由他人替会的，请写明替会人员姓名。",
        ),
        ("Salutation", "县纪委监委"),
    ]


def test_the_notice_of_a_cancelled_meeting_takes_it_back() -> None:
    assert told(notice(CANCELLED, issued=MARCH_1)) == [
        ("Title", "县纪委监委第三纪检监察室关于取消第一协作区三月工作例会的通知"),
        ("Salutation", "白河乡纪委、红岭镇纪委、青石镇纪委、柳河镇纪委、派驻县财政局纪检监察组："),
        ("Body Text", "原定于2026年3月5日（星期四）9:30至11:00召开的“第一协作区三月工作例会”已取消。"),
        ("Body Text", "特此通知。"),
        ("Salutation", "县纪委监委第三纪检监察室"),
        ("Salutation", "2026年3月1日"),
    ]


@pytest.mark.parametrize(
    ("convener", "after_organ", "after_day"),
    [("县纪委监委", 4.5, 4.0), ("县纪委监委第三纪检监察室", 1.0, 4.0), ("县" * 20, 0.0, 7.0)],
)
def test_the_organ_is_centred_above_the_day_of_issue(convener: str, after_organ: float, after_day: float) -> None:
    *_, organ, day = opened(notice(replace(MEETING, convener=convener), issued=MARCH_1)).paragraphs
    for paragraph, characters in ((organ, after_organ), (day, after_day)):
        assert paragraph.alignment is WD_ALIGN_PARAGRAPH.RIGHT
        assert paragraph.paragraph_format.right_indent.twips == round(characters * 8844 / 28)


def test_an_agenda_says_of_each_item_its_kind_and_time_as_far_as_they_are_known() -> None:
    assert told(agenda(MEETING)) == [
        ("Title", "第一协作区三月工作例会议程"),
        ("Subtitle", "2026年3月5日（星期四）9:30至11:00"),
        ("Subtitle", "县纪委监委三楼会议室"),
        ("Heading 1", "一、采石场补偿款去向的会诊（案号：青纪案〔2026〕7号）"),
        ("Body Text", "疑难会诊，9:30，约20分钟"),
        ("Heading 1", "二、部署工作"),
        ("Body Text", "部署工作"),
    ]


def test_the_agenda_of_a_cancelled_meeting_says_so() -> None:
    assert told(agenda(CANCELLED))[0] == ("Title", "第一协作区三月工作例会议程（已取消）")


def test_an_attendance_sheet_has_a_row_for_each_organ_and_room_to_sign() -> None:
    document = opened(attendance_sheet(MEETING))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "单位", "参会人员", "替会人员", "情况", "签到"],
        ["1", "县纪委监委第三纪检监察室", "甲", "", "出席", ""],
        ["2", "白河乡纪委", "乙", "", "出席", ""],
        ["3", "红岭镇纪委", "丙", "丁", "替会：外出办案", ""],
        ["4", "青石镇纪委", "戊", "", "请假：培训", ""],
        ["5", "柳河镇纪委", "己", "", "缺席", ""],
        ["6", "派驻县财政局纪检监察组", "", "", "", ""],
    ]
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "第一协作区三月工作例会签到表",
        "2026年3月5日（星期四）9:30至11:00",
        "县纪委监委三楼会议室",
    ]


def test_an_attendance_sheet_is_as_wide_as_the_type_area_and_repeats_its_header() -> None:
    (table,) = opened(attendance_sheet(MEETING)).tables
    assert sum(column.width.twips for column in table.columns) == 8844
    headers = [row._tr.trPr.find(W + "tblHeader") is not None for row in table.rows]
    assert headers == [True] + [False] * len(PARTICIPANTS)
    assert {row.cells[1].paragraphs[0].style.name for row in table.rows} == {"Table Head", "Table Text"}


def test_a_sheet_without_anybody_or_a_place_says_what_is_missing() -> None:
    document = opened(attendance_sheet(BARE))
    assert len(document.tables[0].rows) == 1
    assert "地点另行通知" in [paragraph.text for paragraph in document.paragraphs]


def test_minutes_say_what_was_said_and_decided_who_came_and_who_signed() -> None:
    assert told(minutes(MEETING, issued=MARCH_1)) == [
        ("Title", "第一协作区三月工作例会纪要"),
        (
            "Body Text",
            (
                "2026年3月5日（星期四）9:30至11:00，县纪委监委第三纪检监察室在县纪委监委三楼会议室召集"
                "“第一协作区三月工作例会”（工作例会）。参加协作区：第一协作区。现将会议情况纪要如下："
            ),
        ),
        ("Heading 1", "一、采石场补偿款去向的会诊（案号：青纪案〔2026〕7号）"),
        ("Heading 2", "（一）回避情况"),
        ("Body Text", "白河乡纪委 乙回避本议题，在议题进行期间离席。"),
        ("Heading 2", "（二）议事情况"),
        ("Body Text", "听取了承办组汇报。"),
        ("Body Text", "两笔资金尚须核实。"),
        ("Heading 2", "（三）议定事项"),
        ("Body Text", "由红岭镇纪委继续承办。"),
        ("Body Text", "作出单位：县纪委监委第三纪检监察室；责任单位：红岭镇纪委 丙；完成时限：2026年4月30日"),
        ("Heading 1", "二、部署工作"),
        ("Heading 2", "（一）议事情况"),
        ("Body Text", "通报了安排。"),
        ("List", "出席：县纪委监委第三纪检监察室 甲；白河乡纪委 乙"),
        ("List", "替会：红岭镇纪委 丁（替丙，外出办案）"),
        ("List", "请假：青石镇纪委 戊（培训）"),
        ("List", "缺席：柳河镇纪委 己"),
        ("List", "已通知：派驻县财政局纪检监察组"),
        ("List", "签字：白河乡纪委 乙（2026年3月6日）"),
        ("Salutation", "2026年3月1日"),
    ]


def test_names_follow_a_label_in_black_type_and_hang_below_the_first() -> None:
    (label, *_) = [each for each in opened(minutes(MEETING)).paragraphs if each.text.startswith("已通知")]
    assert [(run.text, run.style.name) for run in label.runs] == [
        ("已通知：", "Label"),
        ("派驻县财政局纪检监察组", "Default Paragraph Font"),
    ]
    assert label.paragraph_format.left_indent.twips == round(6 * 8844 / 28)
    assert label.paragraph_format.first_line_indent.twips == round(-4 * 8844 / 28)


def test_every_attendance_has_its_list_and_who_only_promised_to_come_is_not_said_to_have_come() -> None:
    assert set(ORDER) == {SITS_IN, *(each.told.zh for each in Attendance)}
    confirmed = ParticipantAsSeen("柳河镇纪委", Attendance.CONFIRMED, "己")
    meeting = replace(MEETING, items=(), participants=(confirmed,), signatures=())
    assert told(minutes(meeting))[2:] == [("List", "已确认：柳河镇纪委 己")]
    assert opened(attendance_sheet(meeting)).tables[0].rows[1].cells[4].text == "已确认"


def test_whoever_only_sits_in_is_told_apart_in_every_paper() -> None:
    sitting_in = tuple(
        ParticipantAsSeen(organ, attendance, person, substitute, reason, must_come=False)
        for organ, attendance, person, substitute, reason in (
            ("县审计局", Attendance.PRESENT, "庚", None, ""),
            ("县财政局", Attendance.SUBSTITUTE, "辛", "壬", "出差"),
            ("县公安局", Attendance.EXCUSED, "癸", None, "培训"),
            ("县委巡察办", Attendance.INVITED, None, None, ""),
        )
    )
    meeting = replace(MEETING, items=(), signatures=(), participants=(*sitting_in, *PARTICIPANTS[:2]))
    assert told(minutes(meeting))[2:] == [
        ("List", "出席：县纪委监委第三纪检监察室 甲；白河乡纪委 乙"),
        ("List", "请假：县公安局 癸（列席，培训）"),
        ("List", "列席：县审计局 庚；县财政局 壬（替辛，出差）"),
        ("List", "已通知：县委巡察办（列席）"),
    ]
    assert told(notice(meeting))[9:13] == [
        ("Heading 1", "四、参会人员"),
        ("Body Text", "县纪委监委第三纪检监察室 甲；白河乡纪委 乙"),
        ("Heading 1", "五、列席人员"),
        ("Body Text", "县审计局 庚；县财政局 辛；县公安局 癸；县委巡察办"),
    ]
    rows = opened(attendance_sheet(meeting)).tables[0].rows
    assert [[cell.text for cell in row.cells[2:5]] for row in rows] == [
        ["参会人员", "替会人员", "情况"],
        ["庚（列席）", "", "列席"],
        ["辛（列席）", "壬", "列席：出差"],
        ["癸（列席）", "", "请假：培训"],
        ["（列席）", "", ""],
        ["甲", "", "出席"],
        ["乙", "", "出席"],
    ]


def test_minutes_of_little_say_only_what_is_known() -> None:
    assert told(minutes(BARE)) == [
        ("Title", "业务培训会议纪要"),
        (
            "Body Text",
            "2026年3月5日（星期四）9:30至2026年3月6日（星期五）17:00，县纪委监委召集“业务培训”（业务培训）。",
        ),
    ]


@pytest.mark.parametrize(
    ("title", "minuted"),
    [("联席会议", "联席会议纪要"), ("三月例会", "三月例会纪要"), ("三级会审", "三级会审会议纪要")],
)
def test_minutes_are_named_after_the_meeting(title: str, minuted: str) -> None:
    assert told(minutes(replace(MEETING, title=title)))[0] == ("Title", minuted)


def test_a_decision_without_owner_or_day_claims_neither() -> None:
    item = replace(MEETING.items[0], owner=None, due=None, left=(), minutes="")
    assert told(minutes(replace(MEETING, items=(item,), participants=(), signatures=())))[3:] == [
        ("Heading 2", "（一）议定事项"),
        ("Body Text", "由红岭镇纪委继续承办。"),
        ("Body Text", "作出单位：县纪委监委第三纪检监察室"),
    ]


@pytest.mark.parametrize(
    ("votes", "told_of_it"),
    [
        (
            VotesAsSeen(ItemOutcome.CARRIED, 5, 3, 1, 1),
            "有表决权5票：赞成3票，反对1票，弃权1票；通过。",
        ),
        (VotesAsSeen(ItemOutcome.AGREED, 5, 0, 0, 0), "有表决权5票，一致同意。"),
        (VotesAsSeen(ItemOutcome.AGREED, 5, 1, 0, 0), "有表决权5票：赞成1票，反对0票，弃权0票；一致同意。"),
        (VotesAsSeen(ItemOutcome.NO_QUORUM, 2, 0, 0, 0), "有表决权2票：赞成0票，反对0票，弃权0票；人数不足。"),
    ],
)
def test_what_was_put_to_the_room_is_minuted_with_its_count(votes: VotesAsSeen, told_of_it: str) -> None:
    item = ItemAsSeen(AgendaItemKind.DEPLOYMENT, votes=votes)
    bare = replace(MEETING, participants=(), signatures=())
    assert told(minutes(replace(bare, items=(item,))))[3:] == [
        ("Heading 2", "（一）表决情况"),
        ("Body Text", told_of_it),
    ]


def test_who_left_is_told_nowhere_where_the_reader_may_not_see_it() -> None:
    hidden = replace(MEETING, items=tuple(replace(item, left=()) for item in MEETING.items))
    for content in (minutes(hidden), attendance_sheet(hidden), notice(hidden), agenda(hidden)):
        document = opened(content)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert not [
            text for text in cells + [each.text for each in document.paragraphs] if "回避" in text or "离席" in text
        ]


def test_items_that_the_reader_does_not_see_leave_no_gap_in_the_numbers() -> None:
    seen = replace(MEETING, items=MEETING.items[1:])
    assert ("Heading 1", "一、部署工作") in told(minutes(seen))
    assert ("Body Text", "1. 部署工作") in told(notice(seen))


def test_a_cancelled_meeting_has_no_minutes() -> None:
    with pytest.raises(NothingToMinute) as refused:
        minutes(CANCELLED)
    assert refused.value.message("zh") == "会议状态为“已取消”，没有会议纪要。"
    assert refused.value.message("en") == "The meeting is cancelled, so it has no minutes."

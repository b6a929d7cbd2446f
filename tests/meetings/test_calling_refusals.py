"""What is refused of notices and cadences is told in both languages."""

import pytest

from meetings.calling_refusals import CadenceStands, DaysAheadUnfit, MeetingSettled, SubstituteUnfit
from meetings.refusals import MeetingRefused
from terms.meetings import MeetingState


@pytest.mark.parametrize(
    ("refusal", "zh", "en"),
    [
        (
            CadenceStands(title="周亮表"),
            "该协作区已有名为“周亮表”的会议周期；如需变更，请先停止原周期。",
            "The zone has a cadence “周亮表” that stands. End it first to change it.",
        ),
        (DaysAheadUnfit(most=60), "提前天数须为1至60天。", "Meetings are called from 1 to 60 days ahead."),
        (
            MeetingSettled(state=MeetingState.RUNNING),
            "会议状态为“进行中”，不能再变更或取消。",
            "The meeting is running: it is neither changed nor cancelled any more.",
        ),
    ],
)
def test_a_refusal_says_what_is_refused_and_what_to_do(refusal: MeetingRefused, zh: str, en: str) -> None:
    assert (refusal.message("zh"), refusal.message("en")) == (zh, en)


def test_why_somebody_cannot_stand_in_is_told_by_no_word() -> None:
    assert vars(SubstituteUnfit()) == {}

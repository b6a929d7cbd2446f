"""Refusals of cadences, editing and of what comes after a meeting say in both languages what they are about."""

import pytest

from meetings.calling_refusals import CadenceStands, DaysAheadUnfit
from meetings.editing_refusals import (
    AgendaChanged,
    ApprovalApart,
    FollowUpUnfit,
    ItemSettled,
    MinutesChanged,
    NotDecided,
    NothingToSign,
    OrderUnfit,
    RecordKept,
    RoomUnfit,
)
from meetings.refusals import MeetingRefused
from terms.meetings import AgendaItemState

SAID: list[tuple[MeetingRefused, str, str]] = [
    (AgendaChanged(), "AGENDA_CHANGED", "changed the agenda"),
    (OrderUnfit(), "ORDER_UNFIT", "each once"),
    (ItemSettled(state=AgendaItemState.CLOSED), "ITEM_SETTLED", "The item is closed"),
    (RoomUnfit(most=20), "ROOM_UNFIT", "from 1 to 20"),
    (MinutesChanged(), "RECORD_CHANGED", "wrote the record"),
    (NotDecided(), "NOT_DECIDED", "Nothing was decided"),
    (FollowUpUnfit(), "FOLLOW_UP_UNFIT", "due day"),
    (NothingToSign(), "NOTHING_TO_SIGN", "after the meeting"),
    (CadenceStands(title="周亮表"), "CADENCE_STANDS", "周亮表"),
    (DaysAheadUnfit(most=60), "DAYS_AHEAD_UNFIT", "1 to 60"),
    (RecordKept(), "RECORD_KEPT", "kept as recorded"),
    (ApprovalApart(), "APPROVAL_APART", "approves nothing"),
]


@pytest.mark.parametrize(("refusal", "code", "words"), SAID)
def test_a_refusal_says_in_both_languages_what_it_is_about(refusal: MeetingRefused, code: str, words: str) -> None:
    assert refusal.code == code
    assert words in refusal.message("en")
    assert "{" not in refusal.message("zh")
    assert refusal.message("zh") != refusal.message("en")

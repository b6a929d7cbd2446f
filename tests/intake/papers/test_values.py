"""What of a meeting cannot be put on paper at all."""

from dataclasses import replace
from datetime import datetime

import pytest

from intake.papers.refusals import MomentsUnfit
from intake.papers.values import ItemAsSeen, MeetingAsSeen
from terms.meetings import AgendaItemKind
from tests.intake.papers.meetings import MARCH_5, MEETING

WITHOUT_ZONE = datetime(2026, 3, 5, 10)  # noqa: DTZ001  (that is what is refused)


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": WITHOUT_ZONE},
        {"ends_at": WITHOUT_ZONE},
        {"ends_at": MARCH_5},
        {"items": (ItemAsSeen(AgendaItemKind.OTHER, planned_at=WITHOUT_ZONE),)},
    ],
)
def test_a_moment_that_means_nothing_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(MomentsUnfit) as refused:
        replace(MEETING, **changes)  # type: ignore[arg-type]
    assert refused.value.code == "PAPER_MOMENTS_UNFIT"
    assert refused.value.message("zh") == "时间须写明时区，会议须在开始之后结束。"


def test_a_meeting_without_items_or_participants_is_one() -> None:
    assert (
        MeetingAsSeen(
            title="会",
            kind=MEETING.kind,
            state=MEETING.state,
            convener="县纪委监委",
            starts_at=MEETING.starts_at,
            ends_at=MEETING.ends_at,
        ).items
        == ()
    )

"""A running meeting: when it begins and ends, who is in the room, which item is called where."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.record import MeetingMoment, state_with_record
from meetings.refusals import AlreadyDecided
from meetings.running import (
    Calling,
    Deck,
    Placed,
    Seat,
    Times,
    UnderWay,
    awaited,
    check_call,
    check_called,
    check_finish,
    check_here,
    check_inside,
    check_open,
    check_planned,
    check_running,
    check_start,
    decks,
    heads,
    inside,
    moves,
    there_for,
)
from meetings.running_refusals import (
    BusyElsewhere,
    ItemNotCalled,
    ItemNotPlanned,
    ItemsUnderWay,
    MeetingBegun,
    MeetingNotRunning,
    OutOfTheRoom,
    QuorumMissing,
    ReporterElsewhere,
    ReporterMissing,
    RoomBusy,
    TooEarly,
    TooLate,
)
from terms.meetings import AgendaItemState, Attendance, MeetingState

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)
ELEVEN = NINE + timedelta(hours=2)
MINUTE = timedelta(minutes=1)
SEATS = (Seat(1, 10, 100), Seat(2, 20, 200), Seat(3, 30, 300), Seat(4, 40, None), Seat(5, 50, 500, votes=False))


@pytest.mark.parametrize("state", [MeetingState.CALLED, MeetingState.HELD])
def test_a_meeting_begins_from_an_hour_before_its_time_until_twelve_after_its_end(state: MeetingState) -> None:
    times = Times(state, NINE, ELEVEN)
    for moment in (NINE - 60 * MINUTE, ELEVEN + timedelta(hours=12)):
        check_start(times, now=moment)
    with pytest.raises(TooEarly) as early:
        check_start(times, now=NINE - 61 * MINUTE)
    assert early.value.message("zh") == "会议最早可于开始时间前60分钟开始。"
    with pytest.raises(TooLate) as late:
        check_start(times, now=ELEVEN + timedelta(hours=12) + MINUTE)
    assert (
        late.value.message("en") == "The meeting was to end at 2026-03-03 19:00, over 12 hours ago. Call another one."
    )


@pytest.mark.parametrize(
    ("state", "began_at"),
    [(MeetingState.RUNNING, NINE), (MeetingState.CANCELLED, None), (MeetingState.HELD, NINE)],
)
def test_a_meeting_begins_once(state: MeetingState, began_at: datetime | None) -> None:
    with pytest.raises(MeetingBegun):
        check_start(Times(state, NINE, ELEVEN, began_at), now=NINE)


def test_a_record_leaves_a_running_meeting_running_and_makes_any_other_held() -> None:
    assert state_with_record(MeetingState.RUNNING) is MeetingState.RUNNING
    assert state_with_record(MeetingState.CALLED) is MeetingState.HELD


def test_a_meeting_that_was_begun_early_has_begun() -> None:
    assert MeetingMoment(MeetingState.RUNNING, NINE).has_begun(NINE - MINUTE)
    assert MeetingMoment(MeetingState.CALLED, NINE).has_begun(NINE)
    assert not MeetingMoment(MeetingState.CALLED, NINE).has_begun(NINE - MINUTE)


def test_a_meeting_ends_when_it_runs_and_nothing_is_dealt_with() -> None:
    check_finish(MeetingState.RUNNING, [])
    with pytest.raises(ItemsUnderWay):
        check_finish(MeetingState.RUNNING, [UnderWay(1)])
    with pytest.raises(MeetingNotRunning) as refused:
        check_finish(MeetingState.CALLED, [])
    assert refused.value.state is MeetingState.CALLED
    with pytest.raises(MeetingNotRunning):
        check_running(MeetingState.HELD)


def test_what_is_done_with_an_item_wants_its_state() -> None:
    check_planned(AgendaItemState.PLANNED, decided=False)
    check_called(AgendaItemState.CALLED)
    for state in (AgendaItemState.PLANNED, AgendaItemState.CALLED):
        check_open(state)
    for state in (AgendaItemState.CALLED, AgendaItemState.CLOSED, AgendaItemState.WITHDRAWN):
        with pytest.raises(ItemNotPlanned):
            check_planned(state, decided=False)
    for state in (AgendaItemState.PLANNED, AgendaItemState.CLOSED, AgendaItemState.WITHDRAWN):
        with pytest.raises(ItemNotCalled):
            check_called(state)
    with pytest.raises(ItemNotCalled):
        check_open(AgendaItemState.CLOSED)


def test_whoever_left_the_room_for_an_item_is_out_of_it() -> None:
    check_inside(100, {200})
    with pytest.raises(OutOfTheRoom):
        check_inside(200, {200})


def test_what_was_decided_before_the_meeting_began_is_not_put_to_it() -> None:
    with pytest.raises(AlreadyDecided):
        check_planned(AgendaItemState.PLANNED, decided=True)


@pytest.mark.parametrize(
    ("attendance", "there"),
    [
        (Attendance.PRESENT, 1),
        (Attendance.LEFT_FOR_ITEM, 1),
        (Attendance.SUBSTITUTE, 2),
        (Attendance.SUBSTITUTE_NAMED, None),
        (Attendance.CONFIRMED, None),
        (Attendance.INVITED, None),
        (Attendance.ABSENT, None),
        (Attendance.EXCUSED, None),
    ],
)
def test_who_is_there_for_a_seat(attendance: Attendance, there: int | None) -> None:
    assert there_for(attendance, person=1, substitute=2) == there


def test_in_the_room_are_those_with_a_vote_who_came_and_are_neither_out_nor_elsewhere() -> None:
    assert [seat.key for seat in inside(SEATS)] == [1, 2, 3]
    assert [seat.key for seat in inside(SEATS, out={200}, elsewhere={300})] == [1]
    assert [seat.key for seat in awaited(SEATS)] == [4]


def test_somebody_who_is_there_for_two_organs_is_one_head_and_each_who_left_another() -> None:
    assert heads([Seat(1, 10, 100), Seat(2, 20, 100), Seat(3, 30, None), Seat(4, 40, None)]) == 3


def test_one_item_at_a_time_in_a_room() -> None:
    check_call(Calling(2), SEATS, [UnderWay(1)], quorum=1)
    with pytest.raises(RoomBusy) as busy:
        check_call(Calling(1), SEATS, [UnderWay(1)], quorum=0)
    assert busy.value.message("zh") == "第1会议室正在审议另一议题，请先结束。"


def test_whoever_reports_is_in_the_room() -> None:
    check_call(Calling(1, reporting_organ=10), SEATS, [UnderWay(2, frozenset({200})), UnderWay(3)], quorum=0)
    with pytest.raises(ReporterElsewhere) as elsewhere:
        check_call(Calling(1, reporting_organ=10), SEATS, [UnderWay(2, frozenset({100}))], quorum=0)
    assert elsewhere.value.room == 2
    for calling in (Calling(1, 40), Calling(1, 99), Calling(1, 10, frozenset({100}))):
        with pytest.raises(ReporterMissing):
            check_call(calling, SEATS, [UnderWay(2)], quorum=0)


def test_the_quorum_counts_neither_who_is_out_nor_who_reports_elsewhere() -> None:
    check_call(Calling(1, out=frozenset({100})), SEATS, [], quorum=2)
    with pytest.raises(QuorumMissing) as missing:
        check_call(Calling(1, out=frozenset({100})), SEATS, [UnderWay(2, frozenset({200}))], quorum=2)
    assert (missing.value.quorum, missing.value.there) == (2, 1)


def test_whoever_is_known_to_be_in_another_room_is_not_here() -> None:
    check_here(100, [UnderWay(2, frozenset({200})), UnderWay(3)])
    with pytest.raises(BusyElsewhere) as busy:
        check_here(100, [UnderWay(2, frozenset({200})), UnderWay(3, frozenset({100}))])
    assert busy.value.room == 3


def left(seats: int, others: list[UnderWay], *, quorum: int, out: frozenset[int] = frozenset()) -> int:
    """Return how many are left for a room; so many that a greater quorum is refused."""
    sitting = [Seat(number, number, number) for number in range(1, seats + 1)]
    try:
        check_call(Calling(9, out=out), sitting, others, quorum=quorum)
    except QuorumMissing as missing:
        return missing.there
    return quorum


def test_a_room_is_opened_where_each_other_one_keeps_its_quorum() -> None:
    assert left(4, [UnderWay(1)], quorum=2) == 2
    assert left(3, [UnderWay(1)], quorum=2) == 1
    assert left(6, [UnderWay(1), UnderWay(2)], quorum=2) == 2
    assert left(5, [UnderWay(1), UnderWay(2)], quorum=2) == 1
    assert left(2, [UnderWay(1)], quorum=3) == 0


def test_people_are_placed_where_they_may_be() -> None:
    """1 and 2 may be in the other room alone, or in this one alone; whoever is in neither's way goes where she must."""
    assert left(4, [UnderWay(1, out=frozenset({3, 4}))], quorum=2) == 2
    assert left(4, [UnderWay(1)], quorum=2, out=frozenset({3, 4})) == 2
    assert left(4, [UnderWay(1)], quorum=2, out=frozenset({2, 3, 4})) == 1
    assert left(4, [UnderWay(1, frozenset({1, 2}))], quorum=2) == 2
    assert left(4, [UnderWay(1, frozenset({1})), UnderWay(2, out=frozenset({2, 3}))], quorum=1) == 1
    assert left(3, [UnderWay(1, out=frozenset({3})), UnderWay(2, out=frozenset({2, 3}))], quorum=1) == 1


def test_who_leaves_and_who_comes_back() -> None:
    assert moves([3, 1], [2, 3]) == ((2,), (1,))
    assert moves([], []) == ((), ())


def test_each_room_has_what_is_called_and_what_comes_next_as_long_as_there_is_something() -> None:
    planned, called, closed = AgendaItemState.PLANNED, AgendaItemState.CALLED, AgendaItemState.CLOSED
    items = [
        Placed(1, 2, planned),
        Placed(2, 1, called),
        Placed(3, 1, planned),
        Placed(4, 2, planned),
        Placed(5, 3, closed),
        Placed(6, 4, AgendaItemState.WITHDRAWN),
    ]
    assert decks(items) == {1: Deck(2, [3]), 2: Deck(None, [1, 4])}
    assert list(decks(items)) == [1, 2]

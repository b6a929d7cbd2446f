"""Who is invited, and which meetings cannot be called."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from meetings.agenda import Item
from meetings.call import (
    Invited,
    MeetingCall,
    MeetingZone,
    Seat,
    check_call,
    check_invitation,
    convener_of,
    invited,
    quorum_of,
    seated,
    seats_of,
)
from meetings.calling_refusals import MeetingSettled, NothingChanged, QuorumUnfit, ReporterUnfit, SeatsUnfit
from meetings.refusals import AgendaEmpty, ConvenerMissing, NobodyElseTakesPart, TimesUnfit, ZonesUnfit
from terms.meetings import AgendaItemKind, MeetingKind, MeetingState

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EAST = MeetingZone(1, lead_organ=10, members=(11, 12))
WEST = MeetingZone(2, lead_organ=20, members=(21, 11))
UNLED = MeetingZone(3, lead_organ=None, members=(31,))
WORKING = MeetingCall(
    MeetingKind.WORKING,
    convener=10,
    zones=(EAST,),
    starts_at=NOW + timedelta(days=1),
    ends_at=NOW + timedelta(days=1, hours=2),
    agenda=(Item(AgendaItemKind.DEPLOYMENT, subject="第四季度安排"),),
)
JOINT = replace(WORKING, kind=MeetingKind.JOINT, zones=(EAST, WEST))


def test_a_working_meeting_invites_the_lead_office_and_the_members_of_its_zone() -> None:
    assert invited(WORKING) == (10, 11, 12)


def test_a_joint_meeting_invites_each_organ_once_and_those_named_besides_last() -> None:
    assert invited(replace(JOINT, convener=5, also_invited=(40, 21))) == (5, 10, 20, 11, 12, 21, 40)


def test_the_lead_office_of_the_first_zone_convenes_where_nobody_is_named() -> None:
    assert convener_of(replace(JOINT, convener=None, zones=(WEST, EAST))) == 20
    assert convener_of(replace(JOINT, convener=5)) == 5


@pytest.mark.parametrize("zones", [(UNLED, EAST), ()])
def test_somebody_must_convene(zones: tuple[MeetingZone, ...]) -> None:
    with pytest.raises(ConvenerMissing):
        convener_of(replace(JOINT, convener=None, zones=zones))


def test_a_zone_without_a_lead_office_invites_its_members() -> None:
    assert invited(replace(WORKING, convener=31, zones=(UNLED,))) == (31,)


@pytest.mark.parametrize("call", [WORKING, JOINT])
def test_a_meeting_in_order_can_be_called(call: MeetingCall) -> None:
    check_call(call, now=NOW)


@pytest.mark.parametrize("zones", [(), (EAST, WEST)])
def test_a_working_meeting_is_of_one_zone(zones: tuple[MeetingZone, ...]) -> None:
    with pytest.raises(ZonesUnfit) as refused:
        check_call(replace(WORKING, zones=zones), now=NOW)
    assert (refused.value.least, refused.value.most, refused.value.given) == (1, 1, len(zones))


def test_one_zone_named_twice_is_one_zone() -> None:
    check_call(replace(WORKING, zones=(EAST, EAST)), now=NOW)
    with pytest.raises(NobodyElseTakesPart):
        check_call(replace(JOINT, zones=(EAST, EAST)), now=NOW)


def test_a_joint_meeting_of_one_zone_needs_an_organ_from_outside_it() -> None:
    alone = replace(JOINT, zones=(EAST,), also_invited=(11,))
    with pytest.raises(NobodyElseTakesPart) as refused:
        check_call(alone, now=NOW)
    assert refused.value.kind is MeetingKind.JOINT
    check_call(replace(alone, also_invited=(40,)), now=NOW)
    check_call(replace(alone, convener=5), now=NOW)


def test_a_meeting_ends_after_it_starts() -> None:
    with pytest.raises(TimesUnfit):
        check_call(replace(WORKING, ends_at=WORKING.starts_at), now=NOW)
    check_call(replace(WORKING, ends_at=WORKING.starts_at + timedelta(minutes=1)), now=NOW)


def test_a_meeting_is_not_called_for_a_past_moment() -> None:
    check_call(replace(WORKING, starts_at=NOW), now=NOW)
    with pytest.raises(TimesUnfit) as refused:
        check_call(replace(WORKING, starts_at=NOW - timedelta(seconds=1)), now=NOW)
    assert refused.value.ends_at == WORKING.ends_at
    assert refused.value.starts_at == NOW - timedelta(seconds=1)


def test_a_meeting_has_something_to_deal_with() -> None:
    with pytest.raises(AgendaEmpty):
        check_call(replace(WORKING, agenda=()), now=NOW)


def test_the_refusals_speak_both_languages() -> None:
    refusal = ZonesUnfit(kind=MeetingKind.WORKING, least=1, most=1, given=2)
    assert refusal.message("zh") == "工作例会须有1至1个协作区参加，现为2个。"
    assert refusal.message("en") == "A regular working meeting takes from 1 to 1 zones; 2 were given."


def test_whoever_heads_an_organ_represents_it_unless_somebody_is_named() -> None:
    call = replace(WORKING, seats=(Seat(11, person=7),))
    assert seats_of(call, {10: 1, 11: 2}) == (Seat(10, 1), Seat(11, 7), Seat(12))


def test_one_person_takes_one_seat_first_where_she_is_named() -> None:
    assert seats_of(replace(WORKING, seats=(Seat(12, person=1),)), {10: 1, 11: 2}) == (
        Seat(10),
        Seat(11, 2),
        Seat(12, 1),
    )
    assert seats_of(WORKING, {10: 1, 11: 1}) == (Seat(10, 1), Seat(11), Seat(12))


def test_an_organ_that_is_given_a_seat_is_invited_and_comes_from_outside() -> None:
    call = replace(JOINT, zones=(EAST,), seats=(Seat(40, must_come=False), Seat(11)))
    assert invited(call) == (10, 11, 12, 40)
    check_call(call, now=NOW)


def test_more_than_half_of_those_who_must_come_are_a_quorum() -> None:
    assert quorum_of(WORKING) == 2
    assert quorum_of(replace(WORKING, seats=(Seat(40),))) == 3
    assert quorum_of(replace(WORKING, seats=(Seat(40, must_come=False), Seat(12, must_come=False)))) == 2
    assert quorum_of(replace(WORKING, quorum=0)) == 0
    assert quorum_of(replace(WORKING, seats=tuple(Seat(organ, must_come=False) for organ in (10, 11, 12)))) == 0


@pytest.mark.parametrize("quorum", [-1, 3])
def test_no_more_can_be_asked_for_than_must_come(quorum: int) -> None:
    call = replace(WORKING, seats=(Seat(12, must_come=False),))
    check_call(replace(call, quorum=2), now=NOW)
    with pytest.raises(QuorumUnfit) as refused:
        check_call(replace(call, quorum=quorum), now=NOW)
    assert refused.value.most == 2


@pytest.mark.parametrize("seats", [(Seat(11), Seat(11, 1)), (Seat(11, 1), Seat(12, 1))])
def test_nobody_is_named_twice(seats: tuple[Seat, ...]) -> None:
    with pytest.raises(SeatsUnfit):
        check_call(replace(WORKING, seats=seats), now=NOW)


def test_whoever_reports_takes_part() -> None:
    (item,) = WORKING.agenda
    check_call(replace(WORKING, agenda=(replace(item, reporting=12),)), now=NOW)
    with pytest.raises(ReporterUnfit) as refused:
        check_call(replace(WORKING, agenda=(item, replace(item, reporting=40))), now=NOW)
    assert refused.value.message("zh") == "第2项议题的汇报单位不在参会单位之中。"


BEFORE = Invited(MeetingState.CALLED, (10, 11, 12), must_come=3, quorum=2)


@pytest.mark.parametrize(
    ("seats", "quorum"), [((Seat(40),), None), ((Seat(40), Seat(41)), 5), ((), 3), ((Seat(40, must_come=False),), 3)]
)
def test_further_organs_can_be_invited_and_the_quorum_moves_with_them(
    seats: tuple[Seat, ...], quorum: int | None
) -> None:
    check_invitation(BEFORE, seats, quorum)


@pytest.mark.parametrize(
    ("before", "seats", "quorum", "refusal"),
    [
        (replace(BEFORE, state=MeetingState.RUNNING), (Seat(40),), None, MeetingSettled),
        (BEFORE, (), None, NothingChanged),
        (BEFORE, (), 2, NothingChanged),
        (BEFORE, (Seat(11),), None, SeatsUnfit),
        (BEFORE, (Seat(40), Seat(40)), None, SeatsUnfit),
        (BEFORE, (Seat(40, person=1), Seat(41, person=1)), None, SeatsUnfit),
        (BEFORE, (Seat(40, must_come=False),), 4, QuorumUnfit),
        (BEFORE, (), -1, QuorumUnfit),
        (replace(BEFORE, quorum=4), (Seat(40, must_come=False),), None, QuorumUnfit),
    ],
)
def test_who_was_invited_before_or_twice_or_too_many_for_a_quorum_are_refused(
    before: Invited, seats: tuple[Seat, ...], quorum: int | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_invitation(before, seats, quorum)


def test_who_has_another_seat_is_not_seated_as_a_head() -> None:
    seats = (Seat(40), Seat(41), Seat(42, person=3))
    assert [seat.person for seat in seated(seats, {40: 1, 41: 2, 42: 9}, taken=(1,))] == [None, 2, 3]

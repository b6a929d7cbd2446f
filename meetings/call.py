"""Calling a meeting: who is invited, and what is refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from meetings.agenda import Item, check_agenda, check_reporters, numbered
from meetings.calling_refusals import MeetingSettled, NothingChanged, QuorumUnfit, SeatsUnfit
from meetings.kinds import TERMS
from meetings.refusals import ConvenerMissing, NobodyElseTakesPart, TimesUnfit, ZonesUnfit
from terms.meetings import MeetingKind, MeetingState


@dataclass(frozen=True, slots=True)
class MeetingZone:
    """A zone as far as invitations look at it, on the day of the meeting."""

    id: int
    lead_organ: int | None
    """The office of the county commission that guides it, if any."""
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """How an organ takes part."""

    organ: int
    person: int | None = None
    """Who represents it; None for whoever heads it."""
    must_come: bool = True
    """Whether it counts for the quorum and votes; others sit in."""


@dataclass(frozen=True, slots=True)
class MeetingCall:
    """A meeting as somebody wants to call it."""

    kind: MeetingKind
    zones: tuple[MeetingZone, ...]
    starts_at: datetime
    ends_at: datetime
    agenda: tuple[Item, ...]
    convener: int | None = None
    """None means the lead office of the first zone."""
    also_invited: tuple[int, ...] = ()
    """Organs from outside the zones: county offices, resident groups, audit, police, finance."""
    seats: tuple[Seat, ...] = ()
    """What is said of single organs; one that is not invited yet is invited by it."""
    quorum: int | None = None
    """How many must be in the room; None means more than half of those who must come (ours)."""


def organs_of(zones: Sequence[MeetingZone]) -> tuple[int, ...]:
    """Return the lead offices, then the member organs, zone by zone; each organ once."""
    leads = [zone.lead_organ for zone in zones if zone.lead_organ is not None]
    members = [member for zone in zones for member in zone.members]
    return tuple(dict.fromkeys([*leads, *members]))


def convener_of(call: MeetingCall) -> int:
    """Return the organ that calls the meeting.

    Raises:
        ConvenerMissing: none is named, and no office leads the first zone.
    """
    if call.convener is not None:
        return call.convener
    lead = call.zones[0].lead_organ if call.zones else None
    if lead is None:
        raise ConvenerMissing
    return lead


def invited(call: MeetingCall) -> tuple[int, ...]:
    """Return the organs to invite: the convener, the zones' lead offices and members, then those named besides."""
    besides = (*call.also_invited, *(seat.organ for seat in call.seats))
    return tuple(dict.fromkeys([convener_of(call), *organs_of(call.zones), *besides]))


def seats_of(call: MeetingCall, heads: Mapping[int, int]) -> tuple[Seat, ...]:
    """Return the seat of each organ invited, in their order, with whoever represents it.

    Where nobody is named it is who heads the organ on the day of the meeting, if that is known; one person takes one
    seat, the first that she is named for, before any that she would take as a head.
    """
    given = {seat.organ: seat for seat in call.seats}
    return seated([given.get(organ, Seat(organ)) for organ in invited(call)], heads)


def seated(seats: Sequence[Seat], heads: Mapping[int, int], taken: Iterable[int] = ()) -> tuple[Seat, ...]:
    """Return the seats with whoever represents them, as in ``seats_of``; ``taken`` are people who have other seats."""
    taken = {*taken, *(seat.person for seat in seats if seat.person is not None)}
    found = []
    for seat in seats:
        head = heads.get(seat.organ)
        if seat.person is None and head is not None and head not in taken:
            taken.add(head)
            seat = replace(seat, person=head)  # noqa: PLW2901  (the same seat, taken)
        found.append(seat)
    return tuple(found)


def quorum_of(call: MeetingCall) -> int:
    """Return how many must be in the room: as asked, or more than half of those who must come; 0 asks for none."""
    amount = _must_come(call)
    return call.quorum if call.quorum is not None else amount // 2 + 1 if amount else 0


def _must_come(call: MeetingCall) -> int:
    sit_in = {seat.organ for seat in call.seats if not seat.must_come}
    return len(set(invited(call)) - sit_in)


def check_call(call: MeetingCall, *, now: datetime) -> None:
    """Refuse a meeting that cannot be called as asked.

    Raises:
        ZonesUnfit: too few or too many zones for the kind.
        ConvenerMissing: see ``convener_of``.
        NobodyElseTakesPart: a joint meeting of one zone and nobody else.
        TimesUnfit: it ends before it starts, or starts before ``now``.
        SeatsUnfit: an organ or a person is named twice.
        QuorumUnfit: more are asked for than must come.
        ReporterUnfit: an organ that takes no part would report.
        AgendaEmpty, ItemUnfit, ProposalOver: see ``check_agenda``.
    """
    terms = TERMS[call.kind]
    zones = {zone.id for zone in call.zones}
    if not terms.least_zones <= len(zones) <= terms.most_zones:
        raise ZonesUnfit(kind=call.kind, least=terms.least_zones, most=terms.most_zones, given=len(zones))
    outsiders = set(invited(call)) - set(organs_of(call.zones))
    if terms.needs_outsider and len(zones) == 1 and not outsiders:
        raise NobodyElseTakesPart(kind=call.kind)
    if not now <= call.starts_at < call.ends_at:
        raise TimesUnfit(starts_at=call.starts_at, ends_at=call.ends_at)
    check_agenda(call.agenda, kind=call.kind)
    _check_seats(call)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was invited to a meeting until now."""

    state: MeetingState
    organs: Collection[int]
    must_come: int
    """How many of these organs must come."""
    quorum: int


def check_invitation(before: Invited, seats: Sequence[Seat], quorum: int | None) -> None:
    """Refuse to invite further organs to a meeting, or to change its quorum.

    Raises:
        MeetingSettled: it is running, was held or was cancelled.
        NothingChanged: nobody would be invited, and the quorum stays.
        SeatsUnfit: an organ or a person is named twice, or the organ was invited before.
        QuorumUnfit: more are asked for than must come.
    """
    if before.state is not MeetingState.CALLED:
        raise MeetingSettled(state=before.state)
    if not seats and quorum in (None, before.quorum):
        raise NothingChanged
    _check_named([*(Seat(organ) for organ in before.organs), *seats])
    most = before.must_come + sum(seat.must_come for seat in seats)
    if not 0 <= (before.quorum if quorum is None else quorum) <= most:
        raise QuorumUnfit(most=most)


def _check_named(seats: Sequence[Seat]) -> None:
    people = [seat.person for seat in seats if seat.person is not None]
    for named in ([seat.organ for seat in seats], people):
        if len(set(named)) < len(named):
            raise SeatsUnfit


def _check_seats(call: MeetingCall) -> None:
    _check_named(call.seats)
    most = _must_come(call)
    if not 0 <= quorum_of(call) <= most:
        raise QuorumUnfit(most=most)
    reporters = ((position, item.reporting) for position, item in numbered(call.agenda))
    check_reporters(reporters, invited=set(invited(call)))

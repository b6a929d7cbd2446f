"""Calling a meeting: who is invited, and what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from meetings.agenda import Item, check_agenda
from meetings.kinds import TERMS
from meetings.refusals import ConvenerMissing, NobodyElseTakesPart, TimesUnfit, ZonesUnfit
from terms.meetings import MeetingKind


@dataclass(frozen=True, slots=True)
class MeetingZone:
    """A zone as far as invitations look at it, on the day of the meeting."""

    id: int
    lead_organ: int | None
    """The office of the county commission that guides it, if any."""
    members: tuple[int, ...]


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
    return tuple(dict.fromkeys([convener_of(call), *organs_of(call.zones), *call.also_invited]))


def check_call(call: MeetingCall, *, now: datetime) -> None:
    """Refuse a meeting that cannot be called as asked.

    Raises:
        ZonesUnfit: too few or too many zones for the kind.
        ConvenerMissing: see ``convener_of``.
        NobodyElseTakesPart: a joint meeting of one zone and nobody else.
        TimesUnfit: it ends before it starts, or starts before ``now``.
        AgendaEmpty, ItemUnfit, ProposalNotApproved: see ``check_agenda``.
    """
    terms = TERMS[call.kind]
    zones = {zone.id for zone in call.zones}
    if not terms.least_zones <= len(zones) <= terms.most_zones:
        raise ZonesUnfit(kind=call.kind, least=terms.least_zones, most=terms.most_zones, given=len(zones))
    outsiders = {convener_of(call), *call.also_invited} - set(organs_of(call.zones))
    if terms.needs_outsider and len(zones) == 1 and not outsiders:
        raise NobodyElseTakesPart(kind=call.kind)
    if not now <= call.starts_at < call.ends_at:
        raise TimesUnfit(starts_at=call.starts_at, ends_at=call.ends_at)
    check_agenda(call.agenda, kind=call.kind)

"""What meetings give out of the system: in words, and for one reader, who finds there what she sees here (T32)."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import AgendaItem, ItemExit, Meeting, MeetingParticipant
from intake.papers.documents import agenda, attendance_sheet, notice
from intake.papers.minutes import minutes
from intake.papers.tables import attendance_table, decisions_table
from intake.papers.values import ItemAsSeen, MeetingAsSeen, ParticipantAsSeen, SignatureAsSeen, VotesAsSeen
from resolvers import cases, meetings, organs, people, zones
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, may, require
from resolvers.meeting_seats import day_of
from resolvers.meeting_signatures import Signature, signatures_of
from terms.audit import AuditResult
from terms.periods import COUNTY_TIME
from terms.things import Thing


class Paper(Enum):
    """A paper of a meeting, by the name of its file."""

    NOTICE = "notice.docx"
    AGENDA = "agenda.docx"
    ATTENDANCE = "attendance.docx"
    MINUTES = "minutes.docx"
    ATTENDANCE_TABLE = "attendance.xlsx"
    DECISIONS_TABLE = "decisions.xlsx"


WRITTEN: Final[Mapping[Paper, Callable[[MeetingAsSeen, Meeting], bytes]]] = MappingProxyType(
    {
        Paper.NOTICE: lambda seen, row: notice(seen, issued=day_of(row.revised_at)),
        Paper.AGENDA: lambda seen, _: agenda(seen),
        Paper.ATTENDANCE: lambda seen, _: attendance_sheet(seen),
        Paper.MINUTES: lambda seen, row: minutes(seen, issued=row.finished_at and day_of(row.finished_at)),
        Paper.ATTENDANCE_TABLE: lambda seen, _: attendance_table(seen),
        Paper.DECISIONS_TABLE: lambda seen, _: decisions_table([seen]),
    }
)
"""How each is written; a notice is of the day on which it changed last, minutes of that on which the meeting ended."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """One meeting with what the reader sees of it."""

    meeting: Meeting
    participants: Sequence[MeetingParticipant]
    items: Sequence[AgendaItem]
    zones: Sequence[int]
    cases: Mapping[int, Sequence[int]]
    exits: Mapping[int, Sequence[ItemExit]]
    signatures: Sequence[Signature]


@dataclass(frozen=True, slots=True)
class _Names:
    """What the reader may name, by key; what is not there she may not."""

    organs: Mapping[int, str]
    people: Mapping[int, str]
    cases: Mapping[int, str]
    zones: Mapping[int, str]


async def paper(caller: Caller, meeting_id: int, which: Paper, *, key: str) -> bytes:
    """Return a paper of a meeting as the caller may see it, and note that she took it.

    Raises:
        NotAllowed: she sees no meetings.
        NotFound: no such meeting that she may see; ``key`` is what she called it.
        PaperRefused: a meeting that was cancelled has no minutes.
    """
    require(caller, Act.READ_MEETINGS)
    (row,) = await meetings.meetings_by_id(caller, [meeting_id])
    seen = (await meetings_as_seen(caller, [meeting_id])).get(meeting_id)
    if row is None or seen is None:
        raise NotFound(Thing.MEETING, key)
    content = await asyncio.to_thread(WRITTEN[which], seen, row)
    await note_taken(caller, meeting_id, which.value, content)
    return content


async def note_taken(caller: Caller, meeting_id: int | None, name: str, content: bytes) -> None:
    """Put on the audit trail that the caller took a paper of a meeting, or of all."""

    async def note(session: AsyncSession) -> None:
        record(
            session,
            actor=caller.actor,
            act="TAKE_PAPER",
            object_type="meetings",
            object_id=meeting_id,
            result=AuditResult.READ,
            paper=name,
            sha256=hashlib.sha256(content).hexdigest(),
        )

    await caller.database.noting(note)


async def meetings_as_seen(caller: Caller, keys: Sequence[int]) -> dict[int, MeetingAsSeen]:
    """Return those of these meetings that the caller may see, in words, by key.

    No item is told when it is planned for: with an item out of sight before it, the time would tell of that.
    """
    found = [meeting for meeting in await meetings.meetings_by_id(caller, keys) if meeting is not None]
    shown = [meeting.id for meeting in found]
    seats = await meetings.participants_of(caller, shown)
    agendas = await meetings.agenda_of(caller, shown)
    held_by = await meetings.zone_ids_of(caller, shown)
    listed = [item.id for items in agendas for item in items]
    about = dict(zip(listed, await meetings.case_ids_of(caller, listed), strict=True))
    left = await meetings.exits_of(caller, listed)
    exits = {row.item_id: rows for rows in left for row in rows}
    signed = await signatures_of(caller, shown)
    parts = [
        _Parts(meeting, of_seats, items, of_zones, about, exits, signatures)
        for meeting, of_seats, items, of_zones, signatures in zip(found, seats, agendas, held_by, signed, strict=True)
    ]
    names = await _names(caller, parts)
    told = may(caller, Act.CALL_MEETING)
    return {each.meeting.id: _as_seen(each, names, tells_why=told) for each in parts}


async def _names(caller: Caller, parts: Sequence[_Parts]) -> _Names:
    of_organs = {
        key
        for each in parts
        for key in (
            each.meeting.convener_organ_id,
            *(seat.organ_id for seat in each.participants),
            *(key for item in each.items for key in (item.deciding_organ_id, item.owner_organ_id)),
        )
    }
    of_people = {
        key
        for each in parts
        for key in (
            *(key for seat in each.participants for key in (seat.person_id, seat.substitute_id)),
            *(row.person_id for rows in each.exits.values() for row in rows),
            *(signature.row.person_id for signature in each.signatures),
        )
    }
    of_cases = {case for each in parts for item in each.items for case in each.cases[item.id]}
    return _Names(
        organs=await named(caller, organs.organs_by_id, of_organs, "name"),
        people=await named(caller, people.people_by_id, of_people, "name"),
        cases=await named(caller, cases.cases_by_id, of_cases, "number"),
        zones=await named(caller, zones.zones_by_id, {key for each in parts for key in each.zones}, "name"),
    )


async def named(caller: Caller, batch: Any, keys: AbstractSet[int | None], word: str) -> dict[int, str]:
    """Return by key how the rows of a batch that the caller may see are called."""
    wanted = sorted(key for key in keys if key is not None)
    rows = await batch(caller, wanted) if wanted else []
    return {key: getattr(row, word) for key, row in zip(wanted, rows, strict=True) if row is not None}


def _as_seen(parts: _Parts, names: _Names, *, tells_why: bool) -> MeetingAsSeen:
    meeting = parts.meeting
    represented = {
        key: seat.organ_id for seat in parts.participants for key in (seat.person_id, seat.substitute_id) if key
    }
    return MeetingAsSeen(
        title=meeting.title,
        kind=meeting.kind,
        state=meeting.state,
        convener=names.organs.get(meeting.convener_organ_id, ""),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        zones=tuple(names.zones[key] for key in parts.zones if key in names.zones),
        participants=tuple(
            ParticipantAsSeen(
                organ=names.organs.get(seat.organ_id, ""),
                attendance=seat.attendance,
                person=names.people.get(seat.person_id or 0),
                substitute=names.people.get(seat.substitute_id or 0),
                reason=seat.reason if tells_why else "",
                must_come=seat.must_come,
            )
            for seat in parts.participants
        ),
        items=tuple(_item(item, parts, names, tells_why=tells_why) for item in parts.items),
        signatures=tuple(
            SignatureAsSeen(
                organ=names.organs.get(represented.get(each.row.person_id, 0), ""),
                person=names.people.get(each.row.person_id, ""),
                signed_on=each.row.signed_at.astimezone(COUNTY_TIME).date(),
            )
            for each in parts.signatures
            if each.current
        ),
    )


def _item(item: AgendaItem, parts: _Parts, names: _Names, *, tells_why: bool) -> ItemAsSeen:
    gone = _left(item, parts) if tells_why else []
    return ItemAsSeen(
        kind=item.kind,
        subject=item.subject,
        case_numbers=tuple(names.cases[case] for case in parts.cases[item.id] if case in names.cases),
        planned_minutes=item.minutes,
        minutes=item.record,
        decision=item.decision,
        deciding_organ=names.organs.get(item.deciding_organ_id or 0),
        owner=names.organs.get(item.owner_organ_id or 0),
        due=item.due_on,
        votes=_votes(item),
        left=tuple(names.people[person] for person in gone if person in names.people),
    )


def _left(item: AgendaItem, parts: _Parts) -> list[int]:
    """Return who left for an item: of those who were to come, and of what was called where the meeting ran here."""
    if item.called_at is None and parts.meeting.began_at is not None:
        return []
    seated = {key for seat in parts.participants for key in (seat.person_id, seat.substitute_id)}
    return [row.person_id for row in parts.exits.get(item.id, ()) if row.person_id in seated]


def _votes(item: AgendaItem) -> VotesAsSeen | None:
    counts = (item.entitled, item.votes_for, item.votes_against, item.votes_abstained)
    entitled, *cast = (count or 0 for count in counts)
    return None if item.outcome is None else VotesAsSeen(item.outcome, entitled, *cast)

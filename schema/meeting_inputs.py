"""A meeting as clients call it: its notice, its agenda and who takes part."""

from datetime import datetime

import strawberry

from meetings.agenda import MINUTES
from meetings.call import Seat
from resolvers.meeting_agendas import ItemWanted
from resolvers.meeting_calls import MeetingWanted
from schema.allocation_inputs import ProposalReference
from schema.matters import RecusalMatter
from schema.meetings import AgendaItem
from schema.moments import moment_of
from schema.nodes import Node, key_of
from schema.organs import Organ
from schema.people import Person
from terms.meetings import AgendaItemKind, MeetingKind


def key_or_none(text: str | None, kind: type[Node]) -> int | None:
    """Return the database key of a global id of one type; None for none."""
    return None if text is None else key_of(text, kind)


@strawberry.input(description="A matter for the agenda (议题).")
class AgendaItemInput:
    """See ``resolvers.meeting_agendas.ItemWanted``."""

    kind: AgendaItemKind = strawberry.field(description="What it deals with (议题类型); proposals go into `proposals`.")
    subject: str = strawberry.field(
        default="", description="What it is about (议题内容); may be empty where a case, matter or item is named."
    )
    case_number: str | None = strawberry.field(
        default=None, description="The number of the case that it deals with (案号)."
    )
    matter: strawberry.ID | None = strawberry.field(
        default=None, description="The recusal matter that it deals with (回避事项); for RECUSAL_MATTER alone."
    )
    earlier_item: strawberry.ID | None = strawberry.field(
        default=None, description="The decided item that it follows up (既往议题); for FOLLOW_UP alone."
    )
    minutes: int = strawberry.field(default=MINUTES, description="Planned length in minutes, 1 to 600 (时长).")
    reporting_organ: strawberry.ID | None = strawberry.field(
        default=None, description="The organ that reports and must be in the room (汇报单位); it must be invited."
    )

    def wanted(self) -> ItemWanted:
        """Return the item as the house knows it."""
        return ItemWanted(
            self.kind,
            self.subject,
            self.case_number,
            matter_id=key_or_none(self.matter, RecusalMatter),
            earlier_item_id=key_or_none(self.earlier_item, AgendaItem),
            minutes=self.minutes,
            reporting_organ_id=key_or_none(self.reporting_organ, Organ),
        )


@strawberry.input(description="How an organ takes part (参会安排); it is invited even if of no zone.")
class MeetingSeatInput:
    """See ``meetings.call.Seat``."""

    organ: strawberry.ID = strawberry.field(description="The organ (单位).")
    person: strawberry.ID | None = strawberry.field(
        default=None, description="Who represents it (代表人); whoever heads it on the day if null."
    )
    must_come: bool = strawberry.field(
        default=True, description="Whether it counts for the quorum and votes (须到会); others sit in (列席)."
    )

    def seat(self) -> Seat:
        """Return the seat as the house knows it."""
        return Seat(key_of(self.organ, Organ), key_or_none(self.person, Person), must_come=self.must_come)


@strawberry.input(description="A meeting to be called (召集会议).")
class MeetingCallInput:
    """See ``resolvers.meeting_calls.MeetingWanted``."""

    kind: MeetingKind = strawberry.field(description="What it is for (会议类型).")
    title: str = strawberry.field(
        default="", description="Its title (会议名称); the Chinese word for its kind if empty."
    )
    zone_codes: list[str] = strawberry.field(
        description="Codes of the zones that take part (协作区代码); a coordinator's too."
    )
    starts_at: datetime = strawberry.field(description="When it starts (开始时间); county time if without a time zone.")
    ends_at: datetime = strawberry.field(description="When it ends (结束时间); county time if without a time zone.")
    place: str = strawberry.field(default="", description="Where it is held (地点).")
    convener: strawberry.ID | None = strawberry.field(
        default=None, description="The organ that calls it (召集单位); the lead office of the first zone if null."
    )
    proposals: list[ProposalReference] = strawberry.field(
        default_factory=list,
        description="Proposals, waiting or approved: the agenda begins with each and its unstaffed cases (派案方案).",
    )
    agenda: list[AgendaItemInput] = strawberry.field(
        default_factory=list, description="Further items, in order (议程)."
    )
    also_invited: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Organs from outside the zones that are invited too (另邀单位)."
    )
    participants: list[MeetingSeatInput] = strawberry.field(
        default_factory=list,
        description="Who represents single organs and which of them only sit in (参会人员); each organ once.",
    )
    quorum: int | None = strawberry.field(
        default=None,
        description="How many must be in the room (法定人数); more than half of those who must come if null.",
    )

    def wanted(self) -> MeetingWanted:
        """Return the call as the house knows it."""
        return MeetingWanted(
            kind=self.kind,
            title=self.title,
            zone_codes=tuple(dict.fromkeys(self.zone_codes)),
            starts_at=moment_of(self.starts_at),
            ends_at=moment_of(self.ends_at),
            place=self.place,
            convener_id=key_or_none(self.convener, Organ),
            proposals=tuple(reference.ref() for reference in self.proposals),
            items=tuple(item.wanted() for item in self.agenda),
            also_invited=tuple(key_of(text, Organ) for text in self.also_invited),
            seats=tuple(each.seat() for each in self.participants),
            quorum=self.quorum,
        )

"""A running meeting as each viewer sees it: rooms, what comes next, who is out, votes; and the news of it."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any, Self

import strawberry

from resolvers import meeting_live
from resolvers.gate import NotFound
from resolvers.meeting_exits import Exit
from resolvers.meeting_live import Live, Progress
from schema.context import Info
from schema.enums import register
from schema.nodes import Mirror, Node, key_of
from schema.references import AGENDA_ITEM, MEETING, ORGAN, PERSON, AgendaItemType, MeetingType, OrganType, PersonType
from terms.meetings import AgendaItemState, ItemClosing, ItemOutcome, VoteChoice
from terms.things import Thing

for _vocabulary, _zh in {
    AgendaItemState: "议题状态",
    ItemClosing: "议题结束方式",
    ItemOutcome: "议题结果",
    VoteChoice: "表决意见",
}.items():
    register(_vocabulary, _zh)


@strawberry.type(description="Somebody was out of the room for an item (议题回避); why is told nowhere.")
class ItemExit:
    """See ``resolvers.meeting_exits.Exit``."""

    row: strawberry.Private[Any]
    declared: bool = strawberry.field(description="Whether it was declared at the table (当场声明).")
    left_at: datetime = strawberry.field(description="When she left (离席时间).")
    returned_at: datetime | None = strawberry.field(
        description="When she came back (返回时间), as far as items in sight tell; null until then."
    )

    @classmethod
    def of(cls, found: Exit) -> Self:
        """Show an exit."""
        row = found.row
        return cls(row=row, declared=row.declared, left_at=row.left_at, returned_at=found.returned_at)

    @strawberry.field(description="Who was out (离席人员); null if not to be seen.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.row.person_id)


@strawberry.type(description="A vote on an item (表决票), told by seat once the item is closed.")
class ItemVote(Mirror):
    """See ``db.tables.ItemVote``."""

    row: strawberry.Private[Any]
    choice: VoteChoice = strawberry.field(description="How it was cast (表决意见).")
    struck: bool = strawberry.field(
        description="It does not count: she was found to be barred, or declared, before the item was closed (作废)."
    )

    @strawberry.field(description="For which organ it was cast (表决单位); null if its meeting is not to be seen.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, await info.context.load(meeting_live.organs_of, self.row.participant_id))


@strawberry.type(description="How an item stands in its meeting, as the viewer may know it (议题进展).")
class ItemProgress:
    """See ``resolvers.meeting_live.Progress``."""

    row: strawberry.Private[Any]
    progress: strawberry.Private[Progress]
    state: AgendaItemState = strawberry.field(description="Where it stands (议题状态).")
    room: int = strawberry.field(description="The number of the room in which it is dealt with (会议室).")
    called_at: datetime | None = strawberry.field(description="When it was called (开始审议时间); null until then.")
    closed_at: datetime | None = strawberry.field(description="When it was closed (结束审议时间); null until then.")
    outcome: ItemOutcome | None = strawberry.field(
        description="What became of it (议题结果); null until it is closed, or if it was not put to the room."
    )
    entitled: int | None = strawberry.field(
        description="How many seats had a vote on it (有表决权数); null with the outcome. The conflicted have none."
    )
    votes_for: int | None = strawberry.field(description="Votes for it (同意票数); null with the outcome.")
    votes_against: int | None = strawberry.field(description="Votes against it (反对票数); null with the outcome.")
    votes_abstained: int | None = strawberry.field(description="Abstentions (弃权票数); null with the outcome.")

    @classmethod
    def of(cls, row: Any, progress: Progress) -> Self:
        """Show an item."""
        shown = ("state", "room", "called_at", "closed_at", "outcome", "entitled")
        votes = ("votes_for", "votes_against", "votes_abstained")
        return cls(row=row, progress=progress, **{name: getattr(row, name) for name in (*shown, *votes)})

    @strawberry.field(description="How the viewer voted (本人表决); null if she did not, or it was struck.")
    def own_vote(self) -> VoteChoice | None:
        """Show it."""
        return self.progress.own

    @strawberry.field(
        description="How many votes stand while it is being dealt with (已投票数); null but in the room, or then."
    )
    def votes_cast(self) -> int | None:
        """Show the number."""
        return self.progress.cast

    @strawberry.field(description="The votes by seat once it is closed (逐票); null but for whoever keeps the meeting.")
    def ballots(self) -> list[ItemVote] | None:
        """List them."""
        return None if self.progress.ballots is None else [ItemVote.of(each) for each in self.progress.ballots]

    @strawberry.field(
        description="Who is or was out of the room for it (离席人员); null but for who is in it or keeps the meeting."
    )
    def exits(self) -> list[ItemExit] | None:
        """List them."""
        return None if self.progress.exits is None else [ItemExit.of(each) for each in self.progress.exits]


async def progress_of(root: strawberry.Parent[Node], info: Info) -> ItemProgress | None:
    """Return how an item stands; None where it went out of sight meanwhile."""
    found = await info.context.load(meeting_live.progress_of, root.row.id)
    return None if found is None else ItemProgress.of(root.row, found)


@strawberry.type(description="A room of a running meeting (会议室); items of different rooms go on side by side.")
class MeetingRoom:
    """See ``resolvers.meeting_live.Room``."""

    number: int = strawberry.field(description="Its number (会议室号).")
    called: AgendaItemType | None = strawberry.field(
        description="What is being dealt with in it (正在审议的议题); null if nothing that the viewer may know of."
    )
    on_deck: AgendaItemType | None = strawberry.field(
        description="What is planned to come next there (下一议题); null if nothing that the viewer may know of."
    )


@strawberry.type(description="A meeting as it runs (会议实况), counted among what the viewer may know of.")
class MeetingLive:
    """See ``resolvers.meeting_live.Live``."""

    began_at: datetime | None = strawberry.field(description="When it began (实际开始时间); null until then.")
    finished_at: datetime | None = strawberry.field(description="When it ended (实际结束时间); null until then.")
    quorum: int = strawberry.field(
        description="How many people must be in the room for every item (法定人数); 0 asks for none."
    )
    there: int = strawberry.field(description="How many people are there of those who count for it (到会人数).")
    rooms: list[MeetingRoom] = strawberry.field(
        description="The rooms in which something is called or planned, by number (会议室)."
    )
    planned: int = strawberry.field(description="Items still to come (待议数).")
    called: int = strawberry.field(description="Items that are being dealt with (审议中数).")
    closed: int = strawberry.field(description="Items that are closed (已议数).")

    @classmethod
    def of(cls, row: Any, live: Live) -> Self:
        """Show a meeting."""
        return cls(
            began_at=row.began_at,
            finished_at=row.finished_at,
            quorum=row.quorum,
            there=live.there,
            rooms=[
                MeetingRoom(
                    number=room.number, called=AGENDA_ITEM.maybe(room.called), on_deck=AGENDA_ITEM.maybe(room.on_deck)
                )
                for room in live.rooms
            ],
            planned=live.planned,
            called=live.called,
            closed=live.closed,
        )


async def live_of(root: strawberry.Parent[Node], info: Info) -> MeetingLive:
    """Return how a meeting runs."""
    return MeetingLive.of(root.row, await info.context.load(meeting_live.live_of, root.row.id))


@strawberry.type(description="Something of a meeting changed (会议有变); what is asked for is told as it is by then.")
class MeetingNews:
    """What followers of a meeting are told."""

    key: strawberry.Private[int]

    @strawberry.field(description="The meeting, as the viewer sees it (会议).")
    async def meeting(self, info: Info) -> MeetingType:
        """Find the meeting."""
        found = await MEETING.load_maybe(info, self.key)
        if found is None:
            raise NotFound(Thing.MEETING, str(self.key))
        return found


Followed = Annotated[strawberry.ID, strawberry.argument(description="The meeting (会议).")]


@strawberry.type
class MeetingSubscription:
    """What can be followed of meetings."""

    @strawberry.subscription(
        description="A meeting as the viewer sees it (会议动态): at once, and then whenever what she asks for differs."
    )
    async def meeting_changed(self, info: Info, meeting: Followed) -> AsyncGenerator[MeetingNews, None]:
        """Tell each time that something of the meeting may have changed; what is the same is not sent again."""
        caller, key = info.context.caller, key_of(meeting, MEETING.kind)
        meeting_live.require_following(caller)
        async with caller.database.following(key) as told:
            async for _ in info.context.looks(told):
                yield MeetingNews(key=key)

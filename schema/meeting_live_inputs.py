"""What clients say at the table: which meeting or item, who stands aside, how they vote."""

import strawberry

from resolvers.fact_acts.ties import Wanted
from resolvers.meeting_declaring import StandAside
from schema.fact_acts_inputs import InterestInput, PlaceTieInput, TieInput
from schema.meetings import AgendaItem
from schema.nodes import key_of
from schema.people import Person
from terms.meetings import ItemClosing, VoteChoice


@strawberry.input(description="A meeting that begins (会议开始).")
class MeetingStartInput:
    """See ``resolvers.meeting_running.start_meeting``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")


@strawberry.input(description="A meeting that ends (会议结束).")
class MeetingFinishInput:
    """See ``resolvers.meeting_running.finish_meeting``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")


@strawberry.input(description="An item that is to be dealt with now (议题进入审议).")
class ItemCallInput:
    """See ``resolvers.meeting_items.call_item``."""

    item: strawberry.ID = strawberry.field(description="The agenda item (议题).")


@strawberry.input(description="An item that was dealt with (议题结束审议).")
class ItemCloseInput:
    """See ``resolvers.meeting_items.close_item``."""

    item: strawberry.ID = strawberry.field(description="The agenda item (议题).")
    closing: ItemClosing = strawberry.field(
        default=ItemClosing.NOTED, description="Whether and how it is put to those in the room (结束方式)."
    )


@strawberry.input(description="Somebody stands aside from an item, with the ties that she has to say (当场声明回避).")
class ItemDeclareInput:
    """See ``resolvers.meeting_declaring.StandAside``."""

    item: strawberry.ID = strawberry.field(description="The agenda item (议题).")
    person: strawberry.ID | None = strawberry.field(
        default=None, description="Who stands aside (回避人员); the viewer in person if null."
    )
    reason: str = strawberry.field(
        default="", description="Why, where it is said for somebody else, at most 200 characters (理由)."
    )
    ties: list[TieInput] = strawberry.field(default_factory=list, description="Ties to people (关系).")
    interests: list[InterestInput] = strawberry.field(default_factory=list, description="Interests (利害关系).")
    places: list[PlaceTieInput] = strawberry.field(default_factory=list, description="Ties to places (地域关系).")

    def asked(self) -> StandAside:
        """Return the declaration as the house knows it."""
        return StandAside(
            item_id=key_of(self.item, AgendaItem),
            person_id=None if self.person is None else key_of(self.person, Person),
            reason=self.reason,
            wanted=Wanted(
                ties=tuple(tie.wanted() for tie in self.ties),
                interests=tuple(interest.wanted() for interest in self.interests),
                places=tuple(place.wanted() for place in self.places),
            ),
        )


@strawberry.input(description="A vote on an item (议题表决).")
class ItemVoteInput:
    """See ``resolvers.meeting_votes.vote_on_item``."""

    item: strawberry.ID = strawberry.field(description="The agenda item (议题).")
    choice: VoteChoice = strawberry.field(description="How the viewer votes (表决意见); never changed.")
    organ: strawberry.ID | None = strawberry.field(
        default=None, description="For which organ (表决单位), where she is there for several."
    )

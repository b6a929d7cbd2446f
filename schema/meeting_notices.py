"""Acts on the notice of a meeting: change it, cancel the meeting, answer for a seat."""

from datetime import datetime
from typing import Annotated, TypeAlias

import strawberry

from resolvers import meeting_answers, meeting_changes, meeting_inviting
from resolvers.meeting_answers import AnswerWanted
from resolvers.meeting_changes import ChangeWanted
from resolvers.meeting_inviting import InvitationWanted
from schema.context import Info
from schema.meeting_acts import Refused
from schema.meeting_inputs import MeetingSeatInput, key_or_none
from schema.meetings import Meeting
from schema.moments import moment_of
from schema.nodes import key_of
from schema.organs import Organ
from schema.people import Person
from schema.references import ORGAN, OrganType
from terms.meetings import SeatAnswer


@strawberry.input(description="How the notice of a meeting is to read (会议变更); null leaves what it says.")
class MeetingChangeInput:
    """See ``resolvers.meeting_changes.ChangeWanted``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")
    title: str | None = strawberry.field(
        default=None, description="Its title (会议名称); the Chinese word for its kind if empty."
    )
    place: str | None = strawberry.field(default=None, description="Where it is held (地点).")
    starts_at: datetime | None = strawberry.field(
        default=None, description="When it starts (开始时间); county time if without a time zone."
    )
    ends_at: datetime | None = strawberry.field(
        default=None, description="When it ends (结束时间); if null it stays as long as it was."
    )
    sequence: int | None = strawberry.field(
        default=None,
        description="`sequence` of the notice as it was read (所见通知版次); if it changed, nothing is done.",
    )

    def wanted(self) -> ChangeWanted:
        """Return the change as the house knows it."""
        return ChangeWanted(
            meeting_id=key_of(self.meeting, Meeting),
            title=self.title,
            place=self.place,
            starts_at=moment_of(self.starts_at),
            ends_at=moment_of(self.ends_at),
            sequence=self.sequence,
        )


@strawberry.input(description="Who is invited besides (增邀参会单位).")
class MeetingInviteInput:
    """See ``resolvers.meeting_inviting.InvitationWanted``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")
    participants: list[MeetingSeatInput] = strawberry.field(
        default_factory=list, description="The organs, none of which was invited before (增邀单位)."
    )
    quorum: int | None = strawberry.field(
        default=None, description="How many must be in the room from now on (法定人数); null leaves it."
    )
    sequence: int | None = strawberry.field(
        default=None,
        description="`sequence` of the notice as it was read (所见通知版次); if it changed, nothing is done.",
    )

    def wanted(self) -> InvitationWanted:
        """Return the invitation as the house knows it."""
        return InvitationWanted(
            meeting_id=key_of(self.meeting, Meeting),
            seats=tuple(each.seat() for each in self.participants),
            quorum=self.quorum,
            sequence=self.sequence,
        )


@strawberry.input(description="A meeting to be cancelled (取消会议).")
class MeetingCancelInput:
    """See ``resolvers.meeting_changes.cancel_meeting``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")
    reason: str = strawberry.field(description="Why, as everybody invited is told (取消原因); at most 200 characters.")


@strawberry.input(description="What is answered for a seat (参会答复).")
class MeetingAnswerInput:
    """See ``resolvers.meeting_answers.AnswerWanted``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")
    organ: strawberry.ID = strawberry.field(description="The organ whose seat it is (与会单位).")
    answer: SeatAnswer = strawberry.field(description="Whether she comes (答复).")
    substitute: strawberry.ID | None = strawberry.field(
        default=None, description="Who comes instead (替会人), of the same organ; for SUBSTITUTE alone."
    )
    reason: str = strawberry.field(
        default="", description="Why (原因), for EXCUSED and SUBSTITUTE; at most 200 characters."
    )
    comes_at: datetime | None = strawberry.field(
        default=None, description="When whoever comes is there (到会时间); from the beginning if null."
    )
    leaves_at: datetime | None = strawberry.field(
        default=None, description="When she must go (离会时间); not before the end if null."
    )

    def wanted(self) -> AnswerWanted:
        """Return the answer as the house knows it."""
        return AnswerWanted(
            meeting_id=key_of(self.meeting, Meeting),
            organ_id=key_of(self.organ, Organ),
            answer=self.answer,
            substitute_id=key_or_none(self.substitute, Person),
            reason=self.reason,
            comes_at=self.comes_at,
            leaves_at=self.leaves_at,
        )


@strawberry.type(description="The notice was changed (会议已变更).")
class MeetingChanged:
    """What changing a meeting answers."""

    meeting: Meeting = strawberry.field(description="The meeting with its new notice (会议).")
    keys: strawberry.Private[tuple[int, ...]]

    @strawberry.field(
        description="The organs that had answered and are to answer again, as the time changed (须重新答复的单位)."
    )
    async def asked_again(self, info: Info) -> list[OrganType]:
        """List the organs."""
        return await ORGAN.kind.load_all(info, self.keys)


@strawberry.type(description="The organs were invited (单位已增邀).")
class MeetingInvited:
    """What inviting further organs answers."""

    meeting: Meeting = strawberry.field(description="The meeting with who takes part (会议).")


@strawberry.type(description="The meeting was cancelled (会议已取消).")
class MeetingCancelled:
    """What cancelling a meeting answers."""

    meeting: Meeting = strawberry.field(description="The meeting (会议).")


@strawberry.type(description="The answer was kept (答复已登记).")
class MeetingAnswered:
    """What answering a notice answers."""

    meeting: Meeting = strawberry.field(description="The meeting with who takes part (会议).")


ChangePayload: TypeAlias = Annotated[
    MeetingChanged | Refused,
    strawberry.union("MeetingChangePayload", description="The meeting, or why it was not changed (会议变更结果)."),
]
InvitePayload: TypeAlias = Annotated[
    MeetingInvited | Refused,
    strawberry.union("MeetingInvitePayload", description="The meeting, or why nobody was invited (增邀结果)."),
]
CancelPayload: TypeAlias = Annotated[
    MeetingCancelled | Refused,
    strawberry.union("MeetingCancelPayload", description="The meeting, or why it was not cancelled (取消会议结果)."),
]
AnswerPayload: TypeAlias = Annotated[
    MeetingAnswered | Refused,
    strawberry.union("MeetingAnswerPayload", description="The meeting, or why nothing was kept (参会答复结果)."),
]


@strawberry.type
class MeetingNoticeMutation:
    """Acts on the notice of a meeting."""

    @strawberry.mutation(
        description="Change time, place or title of a meeting that is called (变更会议); where the time changes, every "
        "answer is taken back and asked for again."
    )
    async def meeting_change(
        self,
        info: Info,
        input: Annotated[MeetingChangeInput, strawberry.argument(description="What changes (变更内容).")],  # noqa: A002
    ) -> ChangePayload:
        """Change a meeting."""
        found = await meeting_changes.change_meeting(info.context.caller, input.wanted())
        info.context.forget()
        return MeetingChanged(meeting=Meeting.of(found.meeting), keys=found.asked_again)

    @strawberry.mutation(
        description="Invite further organs to a meeting that is called, or change its quorum (增邀参会单位), as where "
        "recusal leaves too few; they are screened against every item, and nobody else answers anew."
    )
    async def meeting_invite(
        self,
        info: Info,
        input: Annotated[MeetingInviteInput, strawberry.argument(description="Whom (增邀内容).")],  # noqa: A002
    ) -> InvitePayload:
        """Invite further organs."""
        row = await meeting_inviting.invite(info.context.caller, input.wanted())
        info.context.forget()
        return MeetingInvited(meeting=Meeting.of(row))

    @strawberry.mutation(description="Cancel a meeting that is called (取消会议); it stays on record with the reason.")
    async def meeting_cancel(
        self,
        info: Info,
        input: Annotated[MeetingCancelInput, strawberry.argument(description="Which, and why (取消内容).")],  # noqa: A002
    ) -> CancelPayload:
        """Cancel a meeting."""
        key = key_of(input.meeting, Meeting)
        row = await meeting_changes.cancel_meeting(info.context.caller, key, reason=input.reason)
        info.context.forget()
        return MeetingCancelled(meeting=Meeting.of(row))

    @strawberry.mutation(
        description="Answer for a seat before the meeting begins (答复参会): she comes, is excused, or sends a "
        "substitute, who is shown to all. For one's own seat, those of one's organ, or as the county for all."
    )
    async def meeting_answer(
        self,
        info: Info,
        input: Annotated[MeetingAnswerInput, strawberry.argument(description="The answer (答复内容).")],  # noqa: A002
    ) -> AnswerPayload:
        """Answer a notice."""
        row = await meeting_answers.answer_notice(info.context.caller, input.wanted())
        info.context.forget()
        return MeetingAnswered(meeting=Meeting.of(row))

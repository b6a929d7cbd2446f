"""Who takes part in a meeting, and what they answered."""

from datetime import datetime
from typing import Any, Self

import strawberry

from resolvers.meeting_answers import answer_seen
from schema.context import Info
from schema.references import ORGAN, PERSON, OrganType, PersonType
from terms.meetings import Attendance


@strawberry.type(description="An organ takes part in a meeting (与会单位); a substitute is recorded, never silent.")
class MeetingParticipant:
    """See ``db.tables.MeetingParticipant``."""

    row: strawberry.Private[Any]
    attendance: Attendance = strawberry.field(
        description="How it answers, or took part (出席情况); whoever left for an item is present, but for offices."
    )

    @classmethod
    def of(cls, row: Any, info: Info) -> Self:
        """Show a seat, in full to an office alone."""
        is_office = info.context.caller.identity.person_id is None
        return cls(row=row, attendance=row.attendance if is_office else row.attendance.told)

    @strawberry.field(description="The organ that is invited (与会单位).")
    async def organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.row.organ_id)

    @strawberry.field(
        description="Who represents it, or should have (代表人); null until recorded, or if not to be seen."
    )
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.row.person_id)

    @strawberry.field(description="Who came instead (替会人); null if nobody did, or if not to be seen.")
    async def substitute(self, info: Info) -> PersonType | None:
        """Find the substitute."""
        return await PERSON.load_maybe(info, self.row.substitute_id)

    @strawberry.field(description="Whether it counts for the quorum and votes (须到会); others sit in (列席).")
    def must_come(self) -> bool:
        """Tell it."""
        must_come: bool = self.row.must_come
        return must_come

    @strawberry.field(
        description="When whoever comes is there (到会时间), under the same conditions as `answeredAt`; null else, or "
        "if from the beginning."
    )
    def comes_at(self, info: Info) -> datetime | None:
        """Tell it to whom it concerns."""
        comes_at: datetime | None = self.row.comes_at if answer_seen(info.context.caller, self.row) else None
        return comes_at

    @strawberry.field(description="When she must go (离会时间), as above; null else, or if not before the end.")
    def leaves_at(self, info: Info) -> datetime | None:
        """Tell it to whom it concerns."""
        leaves_at: datetime | None = self.row.leaves_at if answer_seen(info.context.caller, self.row) else None
        return leaves_at

    @strawberry.field(
        description="When its notice was answered (答复时间); null until then, or to others than the office that keeps "
        "the meeting, herself and who answered."
    )
    def answered_at(self, info: Info) -> datetime | None:
        """Tell it to whom it concerns."""
        answered_at: datetime | None = self.row.answered_at if answer_seen(info.context.caller, self.row) else None
        return answered_at

    @strawberry.field(description="Who answered it (答复人), under the same conditions; null else.")
    def answered_by(self, info: Info) -> str | None:
        """Tell it to whom it concerns."""
        return (self.row.answered_by or None) if answer_seen(info.context.caller, self.row) else None

    @strawberry.field(
        description="Why she does not come, or sends somebody, as it was said (原因), under the same conditions; null "
        "else, or if nothing was said."
    )
    def reason(self, info: Info) -> str | None:
        """Tell it to whom it concerns."""
        return (self.row.reason or None) if answer_seen(info.context.caller, self.row) else None

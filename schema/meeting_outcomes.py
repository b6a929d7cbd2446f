"""What comes of a meeting: reports on its decisions, signatures under its minutes."""

from datetime import datetime
from typing import Any

import strawberry

from resolvers.meeting_signatures import Signature
from schema.context import Info
from schema.nodes import Mirror
from schema.references import PERSON, PersonType


@strawberry.type(description="A report on what became of a decision (落实情况).")
class FollowUp(Mirror):
    """See ``db.tables.FollowUp``."""

    row: strawberry.Private[Any]
    note: str = strawberry.field(description="What was reported (内容).")
    done: bool = strawberry.field(description="Whether the decision is carried out with it (是否办结).")
    noted_at: datetime = strawberry.field(description="When it was reported (时间).")


@strawberry.type(
    description="A signature under the minutes as the signer saw them; of each signer her last (纪要签字)."
)
class MeetingSignature(Mirror):
    """See ``db.tables.MeetingSignature``."""

    row: strawberry.Private[Any]
    current: bool = strawberry.field(
        description="Whether it signs the minutes as they are now, as far as the viewer sees them (签字是否有效);"
        " otherwise they were changed since."
    )
    signed_at: datetime = strawberry.field(description="When (签字时间).")

    @classmethod
    def of_one(cls, signature: Signature) -> "MeetingSignature":
        """Show a signature as it counts for the viewer."""
        return cls(row=signature.row, current=signature.current, signed_at=signature.row.signed_at)

    @strawberry.field(description="Who signed (签字人); null if not to be seen.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.row.person_id)

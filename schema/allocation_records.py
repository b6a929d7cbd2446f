"""Questions about how allocations came about: records of runs, and who picked people by name (派案复查)."""

from datetime import datetime
from typing import Annotated

import strawberry

from resolvers.allocation_records import run_record
from resolvers.named_picks import NamedPicks as Picks
from resolvers.named_picks import named_picks
from schema.allocation_inputs import ProposalReference
from schema.context import Info
from schema.moments import moment_of
from schema.nodes import global_id
from schema.proposals import Proposal


@strawberry.type(description="Whom one requester picked by name in a period (点名统计, R47).")
class NamedPicks:
    """See ``resolvers.named_picks.NamedPicks``."""

    requester: str = strawberry.field(description="The identity that picked, as on the audit trail (点名人).")
    count: int = strawberry.field(
        description="How many times it put a person on a case by name, by a pin or by an exclusion that left nobody "
        "else (点名次数)."
    )
    proposals: list[strawberry.ID] = strawberry.field(
        description="The ids of the proposals that the picks made, the earliest first (派案方案)."
    )

    @classmethod
    def of(cls, picks: Picks) -> "NamedPicks":
        """Show the picks of a requester."""
        return cls(
            requester=picks.requester,
            count=picks.count,
            proposals=[global_id(Proposal, key) for key in picks.proposals],
        )


@strawberry.type
class AllocationRecordQuery:
    """Questions about how allocations came about."""

    @strawberry.field(
        description="The record of the run that made a proposal, as JSON text: save it as it is as RUN.json, and "
        "`zones verify RUN.json` checks all of it (运行记录). For whoever may export; each taking is on the "
        "audit trail. What is sealed reads in it like a leave that is not told."
    )
    async def allocation_record(
        self,
        info: Info,
        proposal: Annotated[ProposalReference, strawberry.argument(description="The proposal (派案方案).")],
    ) -> str:
        """Return the record."""
        return await run_record(info.context.caller, ref=proposal.ref())

    @strawberry.field(
        description="Who picked people by name in a period, most picks first (点名统计, R47): for auditors of all "
        "proposals, for whoever edits of those in reach. What is carried over counts once."
    )
    async def named_picks(
        self,
        info: Info,
        *,
        since: Annotated[datetime, strawberry.argument(description="From this moment on (起).")],
        until: Annotated[
            datetime | None, strawberry.argument(description="Before this moment (止); null for up to now.")
        ] = None,
    ) -> list[NamedPicks]:
        """List the requesters."""
        found = await named_picks(info.context.caller, since=moment_of(since), until=moment_of(until))
        return [NamedPicks.of(each) for each in found]

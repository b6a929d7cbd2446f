"""Decisions screened again with the knowledge of their day (按当时掌握的情况复核)."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from resolvers import screening_replay
from resolvers.screening_replay import Replayed
from schema.assignments import Assignment
from schema.context import Info
from schema.nodes import key_of
from schema.recusal import Finding
from terms.recusal import Verdict


@strawberry.type(description="One screening as it was recorded, and as it comes out again (审查复核).")
class ScreeningReplay:
    """See ``resolvers.screening_replay.Replayed``."""

    replayed: strawberry.Private[Replayed]

    @strawberry.field(description="When it was recorded (审查时间).")
    def screened_at(self) -> datetime:
        """Tell the moment."""
        return self.replayed.row.screened_at

    @strawberry.field(description="The day that it was asked about (审查日).")
    def on(self) -> date:
        """Tell the day."""
        return self.replayed.known.on

    @strawberry.field(description="What was answered then (当时结论).")
    def recorded_verdict(self) -> Verdict:
        """Tell the verdict that was recorded."""
        return self.replayed.recorded_verdict

    @strawberry.field(description="What is answered with the facts, the policy and the law of that day (复核结论).")
    def verdict(self) -> Verdict:
        """Tell the verdict."""
        return self.replayed.verdict

    @strawberry.field(
        description="Whether verdict and findings are the same (是否一致); findings about the team as a whole apart."
    )
    def agrees(self) -> bool:
        """Tell whether they agree."""
        return self.replayed.agrees

    @strawberry.field(
        description="Rules of findings that were recorded and do not come out again (仅当时发现的规则), by code."
    )
    def recorded_only(self) -> list[str]:
        """List the rules."""
        return list(self.replayed.recorded_only)

    @strawberry.field(
        description="Rules of findings that come out now and were not recorded (仅复核发现的规则), by code."
    )
    def replayed_only(self) -> list[str]:
        """List the rules."""
        return list(self.replayed.replayed_only)

    @strawberry.field(
        description="Everything that is found with the knowledge of that day (复核发现); a sealed ground as RESTRICTED."
    )
    def findings(self) -> list[Finding]:
        """List the findings."""
        return [Finding(found=finding, screened=self.replayed) for finding in self.replayed.again]


@strawberry.type
class ReplayQuery:
    """Questions about past decisions."""

    @strawberry.field(
        description="Screen a decision again with what was known on its day (派案复核): the screening by which "
        "somebody was assigned and, where she is suspended, the one that suspended her."
    )
    async def assignment_replay(
        self,
        info: Info,
        assignment: Annotated[strawberry.ID, strawberry.argument(description="The assignment (派案).")],
    ) -> list[ScreeningReplay]:
        """Replay the screenings of an assignment."""
        key = key_of(assignment, Assignment)
        found = await screening_replay.replays(info.context.caller, key, key=str(assignment))
        return [ScreeningReplay(replayed=each) for each in found]

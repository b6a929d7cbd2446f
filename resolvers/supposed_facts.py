"""The open facts that suppositions are judged on: read at most once a day that is asked about, and question."""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from db.session import judge
from resolvers.gate import Act
from resolvers.posed import Posed
from resolvers.snapshot import Snapshot, read_snapshot


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """What is known of the cases of a proposal, sealed facts aside."""

    session: AsyncSession
    posed: Posed
    _known: dict[date, Snapshot] = field(default_factory=dict)

    async def on(self, day: date) -> Snapshot:
        """Return what a plan for the cases would be made from on a day.

        Raises:
            NotAllowed: the caller may not propose.
        """
        if day not in self._known:
            await judge(self.session, Act.PROPOSE)
            cases = [case.id for case in self.posed.problem.cases]
            self._known[day] = await read_snapshot(self.session, on=day, cases=cases, sealed=False)
        return self._known[day]

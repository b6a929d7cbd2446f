"""Who decides a matter that may be about several cases (R38)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.policies import policy_on
from recusal.deciders import Rung, competent, ladder
from recusal.policy import Policy
from recusal.world import World
from resolvers.competence import conflicted_in
from terms.recusal import DecisionLevel


@dataclass(frozen=True, slots=True)
class Standing:
    """The ladder that counts for a matter, and the lowest level that decides for all its cases."""

    rungs: tuple[Rung, ...]
    least: DecisionLevel
    conflicted: bool = False
    """Whether the one who asks would have to stand aside from deciding on one of the cases."""

    @property
    def rung(self) -> Rung:
        """Return the rung that decides."""
        return competent(self.rungs, least_level=self.least)

    def passed_over(self) -> tuple[Rung, ...]:
        """Return the rungs below the one that decides which would have decided, had nothing spoken against them."""
        decides = self.rung
        return tuple(rung for rung in takewhile(lambda one: one != decides, self.rungs) if rung.skipped is not None)


async def standing_of(
    session: AsyncSession, person_id: int, cases: Sequence[int], *, on: date, own: frozenset[int] = frozenset()
) -> Standing:
    """Return who decides on a person in these cases together, on open facts only; ``own`` are records of who asks."""
    known = await read_facts(session, on=on, sealed=False)
    policy = (await policy_on(session, on)).recusal
    world = World(known.facts)
    conflicted = conflicted_in(world, policy, own, person_id=person_id, cases=cases, on=on)
    return replace(standing_in(world, policy, person_id, cases, on=on), conflicted=conflicted)


def standing_in(world: World, policy: Policy, person_id: int, cases: Sequence[int], *, on: date) -> Standing:
    """Return the ladder of the case that goes highest; the county's at least where organs of two cases would differ."""
    ladders = [ladder(world, person_id, case, policy, on=on) for case in sorted(cases)]
    lowest = [competent(rungs) for rungs in ladders]
    differ = len({rung.organ for rung in lowest if rung.level is DecisionLevel.UNIT}) > 1
    least = DecisionLevel.COUNTY if differ else DecisionLevel.UNIT
    levels = list(DecisionLevel)
    return Standing(max(ladders, key=lambda rungs: levels.index(competent(rungs, least_level=least).level)), least)


def rung_document(rung: Rung) -> dict[str, Any]:
    """Return a rung that was passed over as a decision keeps it."""
    return {"level": rung.level, "organ": rung.organ, "principal": rung.principal, "because": rung.skipped}

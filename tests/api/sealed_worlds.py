"""Sealed facts of every kind, to be let into a clone of the prepared county; each is answered by a new screening."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Hold, Informant, SealedApplicant
from resolvers.fact_acts.recording import take_back
from resolvers.rescreening import rescreen
from schema.nodes import parts_of
from terms.periods import ALWAYS
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner
from tests.api.worlds_scene import Scene

Seal: TypeAlias = Callable[[Scene, Planner], Awaitable[None]]


async def _informs(scene: Scene, planner: Planner, case: str, *people: str) -> None:
    key = await planner.case(scene.cases[case])
    rows = [Informant(case_id=key, person_id=await planner.person(scene.people[each])) for each in people]
    await planner.become(*rows)


async def _before(scene: Scene, planner: Planner) -> None:
    """Let somebody be known as an informant and then no more."""
    row = Informant(
        case_id=await planner.case(scene.cases["waiting"]), person_id=await planner.person(scene.people["former"])
    )
    await planner.become(row)

    async def work(session: AsyncSession) -> None:
        await take_back(session, await session.get_one(Informant, row.id))
        await rescreen(session, on=planner.asking.now.date())

    await planner.asking.database.deciding(work)


async def _applied(scene: Scene, planner: Planner) -> None:
    _, matter = parts_of(scene.ids["application"])
    await planner.become(
        SealedApplicant(matter_id=matter, person_id=await planner.person(scene.people["other stranger"]))
    )


async def _held(scene: Scene, planner: Planner, who: str) -> None:
    key = await planner.person(scene.people[who])
    await planner.become(Hold(person_id=key, kind=HoldKind.COMPLAINT, during=ALWAYS))


QUIET: Mapping[str, Seal] = {
    "somebody of the pool informed in a case that waits": lambda scene, to: _informs(scene, to, "waiting", "idle"),
    "kin of somebody in the pool informed": lambda scene, to: _informs(scene, to, "waiting", "kin"),
    "somebody informed and that was taken back": _before,
    "somebody informed in a case that is staffed": lambda scene, to: _informs(scene, to, "staffed", "stranger", "idle"),
    "somebody informed in a case that is closed": lambda scene, to: _informs(scene, to, "closed", "of the closed"),
    "somebody informed in a case elsewhere": lambda scene, to: _informs(scene, to, "elsewhere", "idle", "kin"),
    "somebody is under a hold": lambda scene, to: _held(scene, to, "held"),
    "who applied informed": _applied,
}
"""Sealed facts that suspend nobody at work."""
SUSPENDING: Mapping[str, Seal] = {
    "she informed": lambda scene, to: _informs(scene, to, "staffed", "at work"),
    "her spouse informed": lambda scene, to: _informs(scene, to, "staffed", "spouse"),
    "she is under a hold": lambda scene, to: _held(scene, to, "at work"),
}
"""Sealed facts that suspend one and the same person, each for another reason."""


async def _all(scene: Scene, planner: Planner) -> None:
    for seal in QUIET.values():
        await seal(scene, planner)


EVERYTHING = "all of these at once"
SEALS: Mapping[str, Seal] = {EVERYTHING: _all, **QUIET, **SUSPENDING}

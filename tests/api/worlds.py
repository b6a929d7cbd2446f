"""Clones of one prepared county that differ in sealed facts alone, asked the same by the same somebody."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any, TypeAlias

from sqlalchemy import make_url
from sqlmodel.ext.asyncio.session import AsyncSession

from db.embedded import EmbeddedPostgres
from db.session import Database
from db.tables import Hold, Informant, SealedApplicant
from resolvers.caller import Caller, Identity
from resolvers.fact_acts.recording import take_back
from resolvers.rescreening import rescreen
from schema.context import Context
from schema.nodes import parts_of
from terms.periods import ALWAYS, COUNTY_TIME
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner
from tests.api.asking import SCHEMA, Asking
from tests.api.schema_sweep import Sweep, Values
from tests.api.worlds_scene import Scene, prepare
from tests.api.worlds_values import values_of
from tests.conftest import as_owner, clone

Seal: TypeAlias = Callable[[Scene, Planner], Awaitable[None]]

_numbers = count(1)


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
        await rescreen(session, on=planner.asking.now.date(), actor="test")

    await planner.asking.database.deciding(work)


async def _applied(scene: Scene, planner: Planner) -> None:
    _, matter = parts_of(scene.ids["application"])
    await planner.become(
        SealedApplicant(matter_id=matter, person_id=await planner.person(scene.people["other stranger"]))
    )


async def _held(scene: Scene, planner: Planner, who: str) -> None:
    key = await planner.person(scene.people[who])
    await planner.become(Hold(person_id=key, kind=HoldKind.COMPLAINT, during=ALWAYS))


SEALS: Mapping[str, Seal] = {
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
    for seal in SEALS.values():
        await seal(scene, planner)


EVERYTHING = "all of these at once"
NOTHING = "nothing is sealed"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The prepared county as databases to clone: one without sealed facts of ours, and one for each seal."""

    postgres: EmbeddedPostgres
    scene: Scene
    values: Values
    templates: Mapping[str, str]


def prepare_worlds(postgres: EmbeddedPostgres, demo_template: str) -> Prepared:
    """Prepare the county once for all tests of a run."""

    async def make() -> Prepared:
        async with _opened(postgres, demo_template, "worlds_prepared", datetime.now(COUNTY_TIME)) as planner:
            scene = await prepare(planner)
            values = await values_of(scene)
        templates = {NOTHING: "worlds_prepared"}
        for name, seal in {EVERYTHING: _all, **SEALS, **SUSPENDING}.items():
            templates[name] = f"worlds_sealed_{len(templates)}"
            async with _opened(postgres, "worlds_prepared", templates[name], planner.asking.now) as to:
                await seal(scene, to)
        return Prepared(postgres, scene, values, templates)

    with ThreadPoolExecutor(1) as thread:  # an event loop may run in this one
        return thread.submit(asyncio.run, make()).result()


@asynccontextmanager
async def _opened(postgres: EmbeddedPostgres, template: str, name: str, now: datetime) -> AsyncIterator[Planner]:
    await clone(postgres, template, name=name)
    database = Database(postgres.url(name))
    try:
        yield Planner(Asking(database, now))
    finally:
        await database.close()


@dataclass(frozen=True, slots=True)
class Told:
    """What came back of a document, as the client has it, and how many statements it took."""

    body: str
    statements: int

    @property
    def refused(self) -> bool:
        """Tell whether nothing was done: an error, or a refusal in place of a payload."""
        answer = json.loads(self.body)
        payload = next(iter((answer["data"] or {}).values()), None)
        return bool(answer["errors"]) or payload is None or "code" in {key.rpartition("_")[2] for key in payload}


@dataclass(slots=True)
class Worlds:
    """The clones that are asked, in the order of their names."""

    prepared: Prepared
    names: Sequence[str]
    planners: list[Planner] = field(default_factory=list)

    @property
    def sweep(self) -> Sweep:
        """Return the documents to ask."""
        return Sweep(self.prepared.values)

    async def renew(self) -> None:
        """Throw the clones away and make them again."""
        await self.close()
        for name in self.names:
            fresh = f"world_{next(_numbers)}"
            await clone(self.prepared.postgres, self.prepared.templates[name], name=fresh)
            now = self.prepared.scene.planner.asking.now
            self.planners.append(Planner(Asking(Database(self.prepared.postgres.url(fresh)), now)))

    async def close(self) -> None:
        """Throw the clones away."""
        for planner in self.planners:
            name = make_url(planner.asking.database.engine.url).database
            await planner.asking.database.close()
            await as_owner(self.prepared.postgres, f"DROP DATABASE {name} WITH (FORCE)")
        self.planners.clear()

    async def ask(self, document: str, who: Identity, file: Callable[[], Any] | None = None) -> list[Told]:
        """Ask a document as somebody in each of the worlds."""
        return [await told(planner.asking, document, who, file) for planner in self.planners]


async def told(asking: Asking, document: str, who: Identity, file: Callable[[], Any] | None = None) -> Told:
    """Ask one world."""
    caller = Caller(identity=who, database=asking.database, clock=lambda: asking.now)
    before = asking.database.statements
    variables = {} if file is None or "$file" not in document else {"file": file()}
    result: Any = await SCHEMA.execute(document, variable_values=variables, context_value=Context(caller))
    answer = {"data": result.data, "errors": [error.formatted for error in result.errors or ()]}
    body = json.dumps(answer, ensure_ascii=False, default=str)
    return Told(body, asking.database.statements - before)

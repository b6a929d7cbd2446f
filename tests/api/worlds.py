"""Clones of one prepared county that differ in sealed facts alone, asked the same by the same somebody."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import make_url

from db.embedded import EmbeddedPostgres
from resolvers.caller import Caller, Identity
from schema.context import Context
from terms.periods import COUNTY_TIME
from tests.api.allocation_scene import Planner
from tests.api.asking import SCHEMA, Asking
from tests.api.schema_sweep import Values
from tests.api.sealed_worlds import SEALS
from tests.api.worlds_scene import Scene, prepare
from tests.api.worlds_values import values_of
from tests.conftest import Walled, as_owner, clone

AGAIN = 10
MOMENTS = (
    *("recordedAt", "importedAt", "openedAt", "closedAt", "proposedAt", "madeAt", "calledAt", "decidedAt"),
    *("screenedAt", "createdAt", "committedAt", "revealedAt", "setAt", "notedAt", "signedAt"),
)
MOMENT = re.compile(rf'("(?:\w+_)?(?:{"|".join((*MOMENTS, "secret", "address", "prefix", "commitment"))})": )"[^"]+"')
"""Moments of the database's own clock, new tokens and seeds: not compared where worlds act each for itself."""
DRAWN = re.compile(r'"QWdlbmRhSXRlbT[^"]*"|(?<=agendaVersion": |minutesDigest": )"[^"]+"')
"""Ids of agenda items, whose keys are drawn, and hashes of them or of moments: as above."""
_numbers = count(1)


NOTHING = "nothing is sealed"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The prepared county as databases to clone: one without sealed facts of ours, and one for each seal asked for."""

    postgres: EmbeddedPostgres
    scene: Scene
    values: Values
    templates: dict[str, str]

    async def template(self, seal: str) -> str:
        """Return the name of the database with a seal; made when it is first asked for."""
        if seal not in self.templates:
            name = f"worlds_sealed_{len(self.templates)}"
            async with _opened(self.postgres, self.templates[NOTHING], name, self.scene.planner.asking.now) as planner:
                await SEALS[seal](self.scene, planner)
            self.templates[seal] = name
        return self.templates[seal]


def prepare_worlds(postgres: EmbeddedPostgres, demo_template: str) -> Prepared:
    """Prepare the county once for all tests of a run."""

    async def make() -> Prepared:
        name = "worlds_prepared"
        async with _opened(postgres, demo_template, name, datetime.now(COUNTY_TIME)) as planner:
            scene = await prepare(planner)
            return Prepared(postgres, scene, await values_of(scene), {NOTHING: name})

    with ThreadPoolExecutor(1) as thread:  # an event loop may run in this one
        return thread.submit(asyncio.run, make()).result()


@asynccontextmanager
async def _opened(postgres: EmbeddedPostgres, template: str, name: str, now: datetime) -> AsyncIterator[Planner]:
    await clone(postgres, template, name=name)
    database = Walled(postgres.url(name))
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
    def timeless(self) -> str:
        """Return what the client has without what each world's own clock or chance gave."""
        return DRAWN.sub('"drawn"', MOMENT.sub(r'\1"then"', self.body))

    @property
    def answer(self) -> Any:
        """Return data and errors."""
        return json.loads(self.body)

    @property
    def refusal(self) -> str | None:
        """Return the code by which an act was refused, None where it was done."""
        data, errors = self.answer["data"], self.answer["errors"]
        if errors:
            return str(errors[0]["extensions"]["code"])
        (payload,) = data.values()
        code: str | None = payload.get(f"{payload['__typename']}_code") if isinstance(payload, dict) else None
        return code


@dataclass(slots=True)
class Worlds:
    """The clones that are asked, in the order of their names."""

    prepared: Prepared
    names: Sequence[str]
    planners: list[Planner] = field(default_factory=list)

    @property
    def askers(self) -> Mapping[str, Identity]:
        """Return everybody who asks."""
        return self.prepared.scene.askers

    async def renew(self) -> None:
        """Throw the clones away and make them again; who asks keeps what her engine learned of the statements."""
        if not self.planners:
            for _ in self.names:
                url = self.prepared.postgres.url(f"world_{next(_numbers)}")
                self.planners.append(Planner(Asking(Walled(url), self.prepared.scene.planner.asking.now)))
        else:
            await self._drop()
        for name, planner in zip(self.names, self.planners, strict=True):
            await clone(self.prepared.postgres, await self.prepared.template(name), name=named(planner))

    async def close(self) -> None:
        """Throw the clones away."""
        await self._drop()
        self.planners.clear()

    async def _drop(self) -> None:
        for planner in self.planners:
            await planner.asking.database.close()
            await as_owner(self.prepared.postgres, f"DROP DATABASE {named(planner)} WITH (FORCE)")

    async def alike(self, document: str, who: Identity) -> bool:
        """Tell whether all worlds do as much for a document; how keys meet in one statement is chance, so ask again."""
        seen: list[set[int]] = [set() for _ in self.planners]
        for _ in range(AGAIN):
            for counts, each in zip(seen, await self.ask(document, who), strict=True):
                counts.add(each.statements)
            if set.intersection(*seen):
                return True
        return False

    async def ask(self, document: str, who: Identity, file: Callable[[], Any] | None = None) -> list[Told]:
        """Ask a document as somebody in each of the worlds."""
        return [await told(planner.asking, document, who, file) for planner in self.planners]


def named(planner: Planner) -> str:
    """Return the name of the database that somebody asks."""
    return make_url(planner.asking.database.engine.url).database or ""


async def _asked(document: str, variables: dict[str, Any], context: Context) -> Any:
    """Return the answer, or the first that is sent of what is followed."""
    if not document.startswith("subscription"):
        return await SCHEMA.execute(document, variable_values=variables, context_value=context)
    news: Any = await SCHEMA.subscribe(document, variables, context_value=context)
    async with aclosing(news):
        first = await anext(news)
    await asyncio.gather(*context._running, return_exceptions=True)  # where a refusal broke the look off
    return first


async def told(asking: Asking, document: str, who: Identity, file: Callable[[], Any] | None = None) -> Told:
    """Ask one world."""
    caller = Caller(identity=who, database=asking.database, clock=lambda: asking.now)
    before = asking.database.statements
    variables = {} if file is None or "$file" not in document else {"file": file()}
    result = await _asked(document, variables, Context(caller))
    answer = {"data": result.data, "errors": [error.formatted for error in result.errors or ()]}
    body = json.dumps(answer, ensure_ascii=False, default=str)
    return Told(body, asking.database.statements - before)

"""The application: GraphQL, GraphiQL and health in one Starlette app."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from db.session import Database
from schema.root import build_schema
from service.demo_identities import demo_choices
from service.door import Door
from service.downloads import download_routes
from service.example_words import filled, open_case_numbers
from service.examples import read_examples
from service.graphql import Endpoint
from service.leaving import leaving_routes
from service.limits import LIMITERS, BodyLimit
from service.oidc import Provider
from service.pages import Tab, graphiql_routes
from service.settings import Settings
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal

log = logging.getLogger("zones")
PATIENCE = 3.0
"""Seconds that the health check waits for the database."""


def create_app(settings: Settings | None = None) -> Starlette:
    """Return the application; without settings they are read from the environment."""
    chosen = Settings.from_environment() if settings is None else settings
    database = Database(chosen.database_url)
    provider = None if chosen.provider is None else Provider(chosen.provider)
    door = Door(database, demo=chosen.demo, provider=provider, proxies=chosen.proxies)

    async def health(_request: Request) -> Response:
        fine = await answers(database)
        return JSONResponse({"database": "ok" if fine else "unavailable"}, status_code=200 if fine else 503)

    async def tabs() -> list[Tab]:
        numbers: Sequence[str] = ()
        if chosen.demo:
            with suppress(Refusal, OSError, TimeoutError):  # the page opens also while the database is away
                numbers = await open_case_numbers(database)
        today = datetime.now(COUNTY_TIME).date()
        return filled(read_examples(), today=today, case_numbers=numbers, demo=chosen.demo)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if not await answers(database):
            log.warning("The database does not answer yet; requests get DATABASE_UNAVAILABLE until it does.")
        yield
        await door.close()
        await database.close()

    endpoint = Endpoint(build_schema(LIMITERS), door)
    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            Route("/health", health),
            *download_routes(door),
            *leaving_routes(door),
            *graphiql_routes(tabs=tabs, identities=demo_choices if chosen.demo else list),
        ],
        middleware=[Middleware(BodyLimit)],
        lifespan=lifespan,
    )
    app.state.database = database
    app.state.door = door
    return app


async def answers(database: Database) -> bool:
    """Tell whether the database answers a question in a few seconds."""
    try:
        async with asyncio.timeout(PATIENCE), database.reading() as session:
            await session.exec(text("SELECT 1"))  # type: ignore[call-overload]
    except (Refusal, OSError, TimeoutError):
        return False
    return True

"""The application: GraphQL, GraphiQL and health in one Starlette app."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import cache

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from db.session import Database
from schema.root import Schema, build_schema
from service.admission import Admission
from service.bodies import BodyLimit
from service.demo_identities import demo_choices
from service.door import Door
from service.downloads import download_routes
from service.example_words import Named, filled, named_in
from service.examples import read_examples
from service.graphql import Endpoint
from service.known_documents import KnownDocuments, Remembering
from service.leaving import leaving_routes
from service.log_safety import keep_logs_clean
from service.meeting_papers import meeting_routes
from service.oidc import Provider
from service.page_safety import PageSafety
from service.pages import Tab, graphiql_routes
from service.reading import PREFLIGHT
from service.refusing import Masked, said_by_library
from service.settings import Settings
from service.sockets import Sockets
from service.streams import Streams
from service.trusted import TrustedDocuments
from service.view import View
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal

log = logging.getLogger("zones")
PATIENCE = 3.0
"""Seconds that the health check waits for the database."""


def create_app(settings: Settings | None = None) -> Starlette:
    """Return the application; without settings they are read from the environment."""
    chosen = Settings.from_environment() if settings is None else settings
    keep_logs_clean()
    database = Database(chosen.database_url, key=chosen.wall_key)
    provider = None if chosen.provider is None else Provider(chosen.provider)
    door = Door(database, demo=chosen.demo, provider=provider, proxies=chosen.proxies)

    async def health(_request: Request) -> Response:
        fine = await answers(database)
        return JSONResponse({"database": "ok" if fine else "unavailable"}, status_code=200 if fine else 503)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if not await answers(database):
            log.warning("The database does not answer yet; requests get DATABASE_UNAVAILABLE until it does.")
        yield
        await door.close()
        await database.close()

    endpoint = _endpoint(chosen, door)
    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route("/health", health, methods=["GET"]),
            *download_routes(door, chosen.limits),
            *meeting_routes(door, chosen.limits),
            *leaving_routes(door),
            *(_pages(chosen, database) if chosen.serves_graphiql else ()),
        ],
        middleware=_guards(chosen),
        exception_handlers={HTTPException: said_by_library},
        lifespan=lifespan,
    )
    app.state.database = database
    app.state.door = door
    return app


def _endpoint(settings: Settings, door: Door) -> Endpoint:
    """Put the door, the view and the schema together."""
    schema, known = _schema(settings.limits.tokens)
    admission = Admission(schema._schema, known, settings.limits, settings.tells_schema_to)  # noqa: SLF001  (no other way)
    trusted = TrustedDocuments.at(settings.documents, admission.schema)
    view = View(admission, trusted, schema, gets=settings.takes_gets, parts=settings.limits.upload_parts)
    streams = Streams(schema, door, settings.limits)
    return Endpoint(view, admission, door, streams, Sockets(admission, trusted, door, streams, settings.origins))


@cache
def _schema(tokens: int) -> tuple[Schema, KnownDocuments]:
    """Return the schema, which takes a second to build, and what is remembered of documents: both the process's."""
    known = KnownDocuments(tokens)
    return build_schema([lambda: Remembering(known)]), known


def _guards(settings: Settings) -> list[Middleware]:
    """Return what every request passes, from the outside in."""
    sharing = Middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type", "accept-language", *PREFLIGHT],
        expose_headers=["retry-after"],
        max_age=600,
    )
    return [
        Middleware(PageSafety, tls=settings.tls),
        *([sharing] if settings.origins else []),
        Middleware(Masked),
        Middleware(BodyLimit, limits=settings.limits),
    ]


def _pages(settings: Settings, database: Database) -> list[BaseRoute]:
    """Return GraphiQL with its tabs and, in the demo, its identities."""

    async def tabs() -> list[Tab]:
        named = Named() if settings.demo else None
        if settings.demo:
            with suppress(Refusal, OSError, TimeoutError):  # the page opens also while the database is away
                named = await named_in(database)
        return filled(read_examples(), today=datetime.now(COUNTY_TIME).date(), named=named)

    return graphiql_routes(tabs=tabs, identities=demo_choices if settings.demo else list)


async def answers(database: Database) -> bool:
    """Tell whether the database answers a question in a few seconds."""
    try:
        async with asyncio.timeout(PATIENCE), database.reading() as session:
            await session.exec(text("SELECT 1"))  # type: ignore[call-overload]
    except (Refusal, OSError, TimeoutError):
        return False
    return True

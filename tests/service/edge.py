"""The application with settings of a test's own, asked through ASGI."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from db.wall import api_url
from service.app import create_app
from service.settings import Settings
from tests.conftest import WALL_KEY


@asynccontextmanager
async def asked(database: str, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client that is signed in as the demo's county."""
    app = create_app(Settings(database_url=api_url(database), wall_key=WALL_KEY, **{"demo": True, **settings}))
    headers = {"authorization": "Bearer demo-county"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://zones", headers=headers
    ) as client:
        yield client
    await app.state.database.close()


async def codes(client: httpx.AsyncClient, query: str, **variables: Any) -> list[str]:
    """Ask, and return the codes of the errors."""
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())]

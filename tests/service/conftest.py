"""The application over a demo county, asked through ASGI."""

from collections.abc import AsyncIterator

import httpx
import pytest

from db.wall import api_url
from service.app import create_app
from service.settings import Settings
from tests.conftest import WALL_KEY


@pytest.fixture
async def client(county: str) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of the application, signed in as the county; an exception that escapes fails the test."""
    app = create_app(Settings(database_url=api_url(county), wall_key=WALL_KEY, demo=True))
    transport = httpx.ASGITransport(app=app)
    headers = {"authorization": "Bearer demo-county"}
    async with httpx.AsyncClient(transport=transport, base_url="http://zones", headers=headers) as client:
        yield client
    await app.state.database.close()

"""The desk to which workbooks are handed."""

from collections.abc import AsyncIterator

import pytest

from db.session import Database
from tests.api.intake.scene import Desk


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    """Give the intake desk of an empty county of the test's own; what it did must break no invariant."""
    opened = Desk(Database(database))
    await opened.found()
    yield opened
    assert await opened.violations() == []
    await opened.database.close()

"""The desk to which workbooks are handed."""

from collections.abc import AsyncIterator

import pytest

from tests.api.intake.scene import Desk
from tests.conftest import Walled


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    """Give the intake desk of an empty county of the test's own; what it did must break no invariant."""
    opened = Desk(Walled(database))
    await opened.found()
    yield opened
    assert await opened.violations() == []
    await opened.database.close()

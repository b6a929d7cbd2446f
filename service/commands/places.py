"""Where a command finds its database: DATABASE_URL, the running demo's, or the demo's folder started for a while."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, TypeVar

from sqlalchemy import make_url

from db.embedded import EmbeddedPostgres, attach
from db.session import Database
from db.wall import API_ROLE
from service.settings import with_driver
from terms.refusals import Refusal

Answer = TypeVar("Answer")


class OwnerNeeded(Refusal):
    """A command was given the address of the service's role, to which the database shows nothing by itself."""

    code: ClassVar[str] = "OWNER_NEEDED"
    zh: ClassVar[str] = "命令须使用数据库所有者的地址；DATABASE_URL 中的 zones_api 只供 zones serve 使用。"
    en: ClassVar[str] = (
        "Commands need the address of the database's owner; zones_api in DATABASE_URL is for zones serve."
    )


DATA = Path(__file__).resolve().parents[2] / ".data"
"""The demo's folder where no other is named."""


@contextmanager
def database_url(data: Path | None) -> Iterator[str]:
    """Give the address of the database to work on, and stop what was started for it.

    Args:
        data: a folder of the embedded server; None means DATABASE_URL, or the demo's folder where that is not set.

    Raises:
        OwnerNeeded: DATABASE_URL is the service's.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if data is None and url:
        address = with_driver(url)
        if make_url(address).username == API_ROLE:
            raise OwnerNeeded
        yield address
        return
    folder = DATA if data is None else data
    print(f"Using the database in {folder}. 使用该目录中的数据库。", file=sys.stderr)
    running = attach(folder)
    if running is not None:
        yield running
        return
    with EmbeddedPostgres.start(folder) as server:
        yield server.url()


def on_database(data: Path | None, work: Callable[[Database], Awaitable[Answer]]) -> Answer:
    """Return what the work answers on the database of a command, which is opened for it and closed after it."""

    async def run(url: str) -> Answer:
        database = Database(url)
        try:
            return await work(database)
        finally:
            await database.close()

    with database_url(data) as url:
        return asyncio.run(run(url))

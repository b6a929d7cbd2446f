"""Where a command finds its database: DATABASE_URL, the running demo's, or the demo's folder started for a while."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.embedded import EmbeddedPostgres, attach
from db.session import Database
from service.settings import wall_key, with_driver


def opened(url: str) -> Database:
    """Return the database at an address: its owner's, or the service's role with the key that opens the wall."""
    return Database(url, key=wall_key(url, os.environ))


DATA = Path(__file__).resolve().parents[2] / ".data"
"""The demo's folder where no other is named."""


@contextmanager
def database_url(data: Path | None) -> Iterator[str]:
    """Give the address of the database to work on, and stop what was started for it.

    Args:
        data: a folder of the embedded server; None means DATABASE_URL, or the demo's folder where that is not set.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if data is None and url:
        yield with_driver(url)
        return
    folder = DATA if data is None else data
    print(f"Using the database in {folder}. 使用该目录中的数据库。", file=sys.stderr)
    running = attach(folder)
    if running is not None:
        yield running
        return
    with EmbeddedPostgres.start(folder) as server:
        yield server.url()

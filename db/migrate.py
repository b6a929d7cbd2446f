"""Brings a database to the newest schema: ``upgrade(url)``, safe when several processes start at once."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x5A4F4E45
"""Key of the advisory lock held while migrating; the letters ZONE."""


def config() -> Config:
    """Return Alembic's configuration without an ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.set_main_option("path_separator", "os")
    return settings


async def migrate(url: str, revision: str = "head") -> None:
    """Upgrade or downgrade the database to a revision under an advisory lock."""
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
            await connection.commit()
            await connection.run_sync(_run, revision)
            await connection.commit()
    finally:
        await engine.dispose()


def _run(connection: Connection, revision: str) -> None:
    """Run Alembic on an open connection."""
    settings = config()
    settings.attributes["connection"] = connection
    if revision == "head":
        command.upgrade(settings, "head")
    else:
        command.downgrade(settings, revision)


def upgrade(url: str) -> None:
    """Upgrade the database to the newest schema; call it where no event loop runs."""
    asyncio.run(migrate(url))


def statements(script: str) -> list[str]:
    """Return the statements of a file in ``migrations/sql``, which parts them by lines of ``--;``."""
    body = (MIGRATIONS / "sql" / script).read_text(encoding="utf-8")
    return [part.strip() for part in body.split("--;") if part.strip()]

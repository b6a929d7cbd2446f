"""``migrate``, ``check``, ``fingerprint`` and ``schema``: the database brought up to date, examined and printed."""

import argparse
import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

from db.fingerprint import fingerprint
from db.invariants import violations
from db.migrate import upgrade
from db.session import Database
from resolvers.reexamination import reexamine
from schema.root import printed
from service.commands.places import database_url
from terms.periods import COUNTY_TIME


def add_to(commands: Any) -> None:
    """Add the commands."""
    migrate = commands.add_parser("migrate", help="bring the database to the newest schema")
    check = commands.add_parser("check", help="examine every invariant of the data")
    printing = commands.add_parser("fingerprint", help="print the database's catalogue, as db/migrations keeps it")
    schema = commands.add_parser("schema", help="print the GraphQL schema")
    for command in (migrate, check, printing):
        command.add_argument("--data", type=Path, default=None, help="folder of an embedded database")
    migrate.set_defaults(act=_migrate)
    check.set_defaults(act=_check)
    printing.set_defaults(act=_fingerprint)
    schema.set_defaults(act=_schema)


def _migrate(options: argparse.Namespace) -> int:
    with database_url(options.data) as url:
        upgrade(url)
    print("The database is up to date. 数据库结构已是最新。")
    return 0


def _check(options: argparse.Namespace) -> int:
    with database_url(options.data) as url:
        return asyncio.run(_examine(url))


async def _examine(url: str) -> int:
    database = Database(url)
    try:
        async with database.reading() as session:
            found = await violations(session)
            found += await reexamine(session, on=datetime.now(COUNTY_TIME).date())
    finally:
        await database.close()
    for violation in found:
        print(f"✗ {violation.name}: {violation.detail}")
    if not found:
        print("Every invariant holds. 所有约束均成立。")
    return 1 if found else 0


def _fingerprint(options: argparse.Namespace) -> int:
    with database_url(options.data) as url:
        print(asyncio.run(_catalogue(url)), end="")
    return 0


async def _catalogue(url: str) -> str:
    database = Database(url)
    try:
        async with database.engine.connect() as connection:
            return await fingerprint(connection)
    finally:
        await database.close()


def _schema(_options: argparse.Namespace) -> int:
    print(printed(), end="")
    return 0

"""``migrate``, ``check``, ``rescreen`` and ``fingerprint``: the database kept in order and printed."""

import argparse
import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from db.fingerprint import fingerprint
from db.invariants import violations
from db.migrate import upgrade
from db.session import Database
from db.tables import Assignment, Case, Person
from db.wall import fit, set_key, set_password
from resolvers.caller import Caller, Identity
from resolvers.fact_acts.recording import screen_everything
from resolvers.reexamination import reexamine
from service.commands.places import database_url, on_database
from terms.actor import COMMAND_LINE
from terms.periods import COUNTY_TIME
from terms.roles import Role


def add_to(commands: Any) -> None:
    """Add the commands."""
    migrate = commands.add_parser("migrate", help="bring the database to the newest schema")
    check = commands.add_parser("check", help="examine every invariant of the data")
    printing = commands.add_parser("fingerprint", help="print the database's catalogue, as db/migrations keeps it")
    again = commands.add_parser(
        "rescreen", help="screen everybody in force on today's facts and policy; run it nightly"
    )
    for command in (migrate, check, printing, again):
        command.add_argument("--data", type=Path, default=None, help="folder of an embedded database")
    migrate.set_defaults(act=_migrate)
    check.set_defaults(act=_check)
    printing.set_defaults(act=_fingerprint)
    again.set_defaults(act=_rescreen)


def _migrate(options: argparse.Namespace) -> int:
    key, password = os.environ.get("ZONES_WALL_KEY", ""), os.environ.get("ZONES_API_PASSWORD", "")
    if key:
        fit(key)
    with database_url(options.data) as url:
        upgrade(url)
        if key:
            asyncio.run(set_key(url, key))
        if password:
            asyncio.run(set_password(url, password))
    print("The database is up to date. 数据库结构已是最新。")
    return 0


def _check(options: argparse.Namespace) -> int:
    return on_database(options.data, _examine)


async def _examine(database: Database) -> int:
    async with database.reading() as session:
        found = await violations(session)
        found += await reexamine(session, on=datetime.now(COUNTY_TIME).date())
    for violation in found:
        print(f"✗ {violation.name}: {violation.detail}")
    if not found:
        print("Every invariant holds. 所有约束均成立。")
    return 1 if found else 0


def _rescreen(options: argparse.Namespace) -> int:
    return on_database(options.data, _screen_again)


async def _screen_again(database: Database) -> int:
    identity = Identity(principal=COMMAND_LINE.principal, role=Role.COUNTY)
    caller = Caller(identity, database, clock=lambda: datetime.now(COUNTY_TIME), origin=COMMAND_LINE.origin)
    done = await screen_everything(caller)
    for mark, zh, rows in (("✗", "暂停", done.suspended), ("✓", "恢复", done.restored)):
        for person, case in await _numbers(database, [row.id for row in rows]):
            print(f"{mark} {zh} {person} {case}")
    print(f"Screened {done.answer} assignments in force. 已重新审查{done.answer}件在办派案。")
    return 0


async def _numbers(database: Database, keys: list[int]) -> Sequence[tuple[str, str]]:
    statement = (
        select(Person.number, Case.number)
        .select_from(Assignment)
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(Case, col(Case.id) == col(Assignment.case_id))
        .where(col(Assignment.id).in_(keys))
        .order_by(col(Assignment.id))
    )
    async with database.reading() as session:
        return (await session.exec(statement)).all()


def _fingerprint(options: argparse.Namespace) -> int:
    print(on_database(options.data, _catalogue), end="")
    return 0


async def _catalogue(database: Database) -> str:
    async with database.engine.connect() as connection:
        return await fingerprint(connection)

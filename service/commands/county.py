"""``init`` and ``token``: a county of one's own, and access for offices and schedulers."""

import argparse
import asyncio
import hashlib
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.migrate import upgrade
from db.tables import AccessToken, County, Person, Zone
from resolvers.gate import NotFound
from service.commands.places import database_url, opened
from terms.actor import COMMAND_LINE
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal
from terms.roles import Role
from terms.things import Thing

LONGEST = 3650
"""Days for which a token may be good at most; ours."""


class NoCounty(Refusal):
    """The database has no county yet."""

    code: ClassVar[str] = "NO_COUNTY"
    zh: ClassVar[str] = "数据库中还没有县。请先运行 zones init。"
    en: ClassVar[str] = "The database has no county yet. Run zones init first."


class CountyExists(Refusal):
    """The database has its county already."""

    code: ClassVar[str] = "COUNTY_EXISTS"
    zh: ClassVar[str] = "数据库中已有县“{name}”，每个数据库只管理一个县。"
    en: ClassVar[str] = "The database already serves the county “{name}”; one database serves one county."

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def add_to(commands: Any) -> None:
    """Add the commands."""
    init = commands.add_parser("init", help="set up the county of an empty database")
    init.add_argument("--code", required=True, help="division code, for example 411623")
    init.add_argument("--name", required=True, help="name of the county")
    init.set_defaults(act=_init)
    token = commands.add_parser("token", help="make an access token; it is shown once")
    token.add_argument("--role", required=True, type=Role, choices=list(Role))
    token.add_argument("--zone", default=None, help="zone code, for a coordinator")
    token.add_argument("--person", default=None, help="number of the person who holds it, where it is a person's")
    token.add_argument("--label", required=True, help="who or what it is for")
    token.add_argument("--days", type=days, default=365, help="days until it expires, 1 to 3650 (365)")
    token.set_defaults(act=_token)
    for command in (init, token):
        command.add_argument("--data", type=Path, default=None, help="folder of an embedded database")


def days(text: str) -> int:
    """Read how long a token is good, 1 to 3650 days."""
    number = int(text)
    if not 1 <= number <= LONGEST:
        raise ValueError
    return number


def _init(options: argparse.Namespace) -> int:
    async def work(session: AsyncSession) -> None:
        there = (await session.exec(select(County))).first()
        if there is not None:
            raise CountyExists(there.name)
        session.add(County(code=options.code, name=options.name))
        await session.flush()
        record(session, actor=COMMAND_LINE, act="INIT", object_type="counties", object_id=None)

    with database_url(options.data) as url:
        upgrade(url)
    _decide(options, work)
    print(f"{options.name} is set up; now: zones template, zones import. 已建县，接下来生成模板、导入表格。")
    return 0


def _token(options: argparse.Namespace) -> int:
    secret = secrets.token_urlsafe(32)

    async def work(session: AsyncSession) -> None:
        county = (await session.exec(select(County))).first()
        if county is None:
            raise NoCounty
        zone = None
        if options.zone is not None or options.role is Role.COORDINATOR:
            zone = (await session.exec(select(Zone).where(col(Zone.code) == options.zone))).first()
            if zone is None:
                raise NotFound(Thing.ZONE, options.zone or "")
        person = None
        if options.person is not None:
            person = (await session.exec(select(Person).where(col(Person.number) == options.person))).first()
            if person is None:
                raise NotFound(Thing.PERSON, options.person)
        row = AccessToken(
            county_id=county.id,
            label=options.label,
            sha256=hashlib.sha256(secret.encode()).hexdigest(),
            role=options.role,
            zone_id=None if zone is None else zone.id,
            person_id=None if person is None else person.id,
            expires_at=datetime.now(COUNTY_TIME) + timedelta(days=options.days),
        )
        session.add(row)
        await session.flush()
        record(session, actor=COMMAND_LINE, act="TOKEN", object_type="access_tokens", object_id=row.id)

    _decide(options, work)
    print(secret)
    return 0


def _decide(options: argparse.Namespace, work: Any) -> None:
    async def run(url: str) -> None:
        database = opened(url)
        try:
            await database.deciding(work)
        finally:
            await database.close()

    with database_url(options.data) as url:
        asyncio.run(run(url))

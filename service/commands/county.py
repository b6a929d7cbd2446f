"""``init``: a county of one's own in an empty database."""

import argparse
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.migrate import upgrade
from db.tables import County
from service.commands.places import database_url, on_database
from terms.actor import COMMAND_LINE
from terms.refusals import Refusal


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
    init.add_argument("--data", type=Path, default=None, help="folder of an embedded database")


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
    on_database(options.data, lambda database: database.deciding(work))
    print(f"{options.name} is set up; now: zones template, zones import. 已建县，接下来生成模板、导入表格。")
    return 0

"""``demo``: everything on one machine, with the demo county and its identities."""

import argparse
import asyncio
import os
import secrets
import shlex
import signal
import sys
import threading
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.applications import Starlette

from db.demo import SIZES, is_empty, load_demo
from db.embedded import EmbeddedPostgres
from db.embedded_errors import EmbeddedError
from db.migrate import migrate
from db.wall import api_url, set_key, set_password
from service.app import create_app
from service.commands.places import DATA
from service.commands.serving import GRACE, add_address, check_demo, check_port
from service.demo_identities import DEMO_IDENTITIES
from service.settings import with_driver
from terms.periods import COUNTY_TIME

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("allocation", "casework", "db", "intake", "meetings", "recusal", "resolvers", "schema", "service", "terms")
LOOKS = 0.5
"""Seconds between two looks whether another process is still alive."""
PARENT = "ZONES_DEMO_PROCESS"
"""The environment's name for the process that keeps the database."""


def add_to(commands: Any) -> None:
    """Add the command."""
    demo = commands.add_parser("demo", help="serve the demo county from an embedded PostgreSQL")
    add_address(demo)
    demo.add_argument("--data", type=Path, default=None, help="folder of the embedded database (.data)")
    demo.add_argument(
        "--size", choices=sorted(SIZES), default="demo", help="how large a county to make, if none is there"
    )
    demo.add_argument("--no-reload", action="store_true", help="do not restart when the code changes")
    demo.add_argument("--fresh", action="store_true", help="move the old data aside and begin anew")
    demo.set_defaults(act=_demo)


def _demo(options: argparse.Namespace) -> int:
    check_port(options.host, options.port)
    with ExitStack() as stack:
        url = _database(options, stack)
        loaded = asyncio.run(prepare(url, options.size))
        asyncio.run(check_demo(url))
        os.environ["DATABASE_URL"], os.environ["ZONES_WALL_KEY"] = asyncio.run(behind_the_wall(url))
        os.environ["ZONES_DEMO"] = "1"
        os.environ[PARENT] = str(os.getpid())
        print(banner(options.host, options.port, loaded=loaded, data=options.data), flush=True)
        uvicorn.run(
            "service.commands.demo:demo_app",
            factory=True,
            host=options.host,
            port=options.port,
            log_level="warning",
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
            reload=not options.no_reload,
            reload_dirs=[str(ROOT / room) for room in ROOMS] if not options.no_reload else None,
        )
    return 0


def demo_app() -> Starlette:
    """Return the application; where it runs in a process of its own, to be reloaded, it ends with the one above."""
    parent = int(os.environ.get(PARENT, "0"))
    if parent == os.getppid():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    return create_app()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)


def _database(options: argparse.Namespace, stack: ExitStack) -> str:
    url = os.environ.get("DATABASE_URL", "").strip()
    if url and options.data is None:
        return with_driver(url)
    folder = DATA if options.data is None else options.data
    if options.fresh and folder.exists():
        folder.rename(folder.with_name(f"{folder.name}-{int(time.time())}"))
    server = stack.enter_context(EmbeddedPostgres.start(folder))
    threading.Thread(target=_keep_alive, args=(server,), daemon=True).start()
    return server.url()


def _keep_alive(server: EmbeddedPostgres) -> None:
    """Start the server again whenever it was killed; its address stays, and the service reconnects by itself."""
    while True:
        time.sleep(LOOKS)
        if server.died:
            print("PostgreSQL ended unexpectedly; starting it again. 数据库意外退出，正在重启。", file=sys.stderr)
            try:
                server.restart()
            except EmbeddedError as error:  # a full disk, say: tried again until there is room
                print(error.message("en"), file=sys.stderr)


async def prepare(url: str, size: str) -> bool:
    """Migrate the database, and load the demo county if it is empty; tell whether it was."""
    await migrate(url)
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            if not await is_empty(connection):
                return False
            await load_demo(connection, size=size, planning_day=datetime.now(COUNTY_TIME).date())
            return True
    finally:
        await engine.dispose()


async def behind_the_wall(url: str) -> tuple[str, str]:
    """Return the address and the key with which the service may connect; both are made anew at each start."""
    key, password = secrets.token_hex(32), None
    await set_key(url, key)
    if make_url(url).password is not None:  # no embedded server, which lets in whoever reaches its socket
        password = secrets.token_hex(32)
        await set_password(url, password)
    return api_url(url, password), key


def banner(host: str, port: int, *, loaded: bool, data: Path | None = None) -> str:
    """Return what the terminal shows: the address, the tokens by role, and three things to try."""
    address = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104  (said, not bound)
    tokens = "\n".join(
        f"    {identity.token:<16} {identity.label.zh} · {identity.label.en}" for identity in DEMO_IDENTITIES
    )
    there = "" if data is None else f" --data {shlex.quote(str(data))}"
    found = "demo county loaded · 已载入演示县" if loaded else "your data are as you left them · 沿用已有数据"
    return f"""
  Collaboration Zones · 执纪审查协作区      {found}

  {address}/

  Tokens by role · 各角色令牌 (Authorization: Bearer ...)
{tokens}

  Three things to try · 试一试
    1. Open {address}/ and run the tabs from left to right: the coordinator's day, from dashboard to approval.
       打开上面的地址，从左到右依次运行各标签页：协调员的一天，从总览到批准。
    2. ./zones template county.xlsx    fill it in, then:  ./zones import county.xlsx --dry-run{there}
       生成表格模板，填写后先试导入。
    3. curl -s {address}/graphql -H 'Authorization: Bearer demo-scheduler' -H 'Content-Type: application/json' \\
         -d '{{"query": "mutation {{ allocationPropose(input: {{key: \\"tonight\\"}}) {{ __typename }} }}"}}'
       定时任务可用同一幂等键反复调用。

  Ctrl-C stops; the data stay. 按 Ctrl-C 停止，数据保留。
"""

"""The command line: tokens that are shown once, settings that cannot be meant, and a database that is away."""

import argparse
import asyncio
import hashlib
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from db.wall import api_url
from service import cli
from service.app import create_app
from service.settings import Settings
from tests.conftest import WALL_KEY
from tests.service.running import Running, free_port, zones

EXPIRED = "INSERT INTO access_tokens (county_id, label, role, sha256, expires_at)"
QUERY = {"query": "{ zones(first: 1) { nodes { code } } }"}


async def ask(database: str, token: str) -> int:
    """Return the status that a token gets from a service that runs without the demo's identities."""
    app = create_app(Settings(database_url=api_url(database), wall_key=WALL_KEY))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://zones") as client:
        answer = await client.post("/graphql", json=QUERY, headers={"authorization": f"Bearer {token}"})
    await app.state.database.close()
    return answer.status_code


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered."""

    returncode: int
    stdout: str
    stderr: str


class InProcess:
    """Runs commands in this very process, which takes no time to start."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    async def __call__(self, *arguments: str, database: str) -> Ran:
        """Run a command to its end."""
        self._monkeypatch.setenv("DATABASE_URL", database)
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            self._monkeypatch.setenv(name, "C.UTF-8")

        def run() -> int:
            try:
                return cli.main(arguments)
            except SystemExit as ended:
                return int(ended.code or 0)

        code = await asyncio.to_thread(run)
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> InProcess:
    """Give somebody who runs commands."""
    return InProcess(monkeypatch, capsys)


async def done(database: str, statement: str) -> list[Any]:
    """Run one statement and return its rows, if it gives any."""
    engine = create_async_engine(database)
    async with engine.begin() as connection:
        result = await connection.execute(text(statement))
        rows: list[Any] = list(result) if result.returns_rows else []
    await engine.dispose()
    return rows


async def test_a_token_is_shown_once_kept_as_a_hash_and_ends_when_it_should(county: str, command: InProcess) -> None:
    made = await command("token", "--role", "COUNTY", "--label", "县室", "--days", "1", database=county)
    token = made.stdout.strip().splitlines()[-1]
    assert made.returncode == 0
    assert len(token) >= 43
    ((row,),) = await done(county, "SELECT to_jsonb(t)::text FROM access_tokens AS t")
    assert token not in row
    assert hashlib.sha256(token.encode()).hexdigest() in row
    assert await ask(county, token) == 200
    assert await ask(county, token + "x") == 401
    assert await ask(county, "demo-county") == 401
    await done(county, f"{EXPIRED} VALUES (1, 'old', 'COUNTY', '{hashlib.sha256(b'old').hexdigest()}', now())")
    assert await ask(county, "old") == 401
    listed = await command("token", "list", database=county)
    assert token[:9] in listed.stdout
    assert token not in listed.stdout
    assert "used 20" in listed.stdout
    assert len(listed.stdout.splitlines()) == 1
    revoked = await command("token", "revoke", token[:9], "--reason", "lost", database=county)
    assert (revoked.returncode, revoked.stdout) == (0, "Revoked: 县室\n")
    assert await ask(county, token) == 401
    assert (await command("token", "list", database=county)).stdout == ""
    assert len((await command("token", "list", "--all", database=county)).stdout.splitlines()) == 2
    assert (await command("token", "revoke", "zt_nobody", database=county)).returncode == 2
    assert await done(county, "SELECT actor, act FROM audit_entries WHERE act LIKE 'TOKEN%' ORDER BY id") == [
        ("command line", "TOKEN"),
        ("command line", "TOKEN_REVOKE"),
    ]


async def test_a_token_is_narrowed_from_the_command_line(county: str, command: InProcess) -> None:
    narrow = ("--zone", "Z1", "--zone", "Z2", "--act", "PROPOSE", "--act", "READ_CASES")
    made = await command("token", "create", "--role", "SCHEDULER", "--label", "nightly", *narrow, database=county)
    assert made.returncode == 0
    assert made.stdout.startswith("zt_")
    held = "SELECT acts, (SELECT array_agg(code ORDER BY code) FROM zones WHERE id = ANY(zone_ids)) FROM access_tokens"
    assert await done(county, held) == [(["PROPOSE", "READ_CASES"], ["Z1", "Z2"])]
    assert await ask(county, made.stdout.strip()) == 200


async def test_a_token_may_be_a_persons(county: str, command: InProcess) -> None:
    ((number,),) = await done(county, "SELECT min(number) FROM people")
    made = await command("token", "--role", "INVESTIGATOR", "--label", "她", "--person", number, database=county)
    assert made.returncode == 0
    held = "SELECT p.number FROM access_tokens AS t JOIN people AS p ON p.id = t.person_id"
    assert await done(county, held) == [(number,)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--role", "COORDINATOR"],
        ["--role", "COORDINATOR", "--zone", "Z9"],
        ["--role", "KING"],
        ["--role", "COUNTY", "--person", "nobody"],
        ["--role", "COUNTY", "--days", "ten"],
        ["--role", "COUNTY", "--days", "999999999"],
        ["--role", "COUNTY", "--days", "0"],
        ["--role", "COUNTY", "--days", "401"],
        ["--role", "AUDITOR"],
        ["--role", "SCHEDULER", "--act", "APPROVE"],
        [],
    ],
)
async def test_tokens_that_cannot_be_meant_are_not_made(county: str, command: InProcess, arguments: list[str]) -> None:
    refused = await command("token", "--label", "a", *arguments, database=county)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert await done(county, "SELECT 1 FROM access_tokens") == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "Set DATABASE_URL"),
        ("mysql://a@b/c", "DATABASE_URL is not an address"),
        ("postgresql://user:secret@host", "DATABASE_URL is not an address"),
        ("not an address", "DATABASE_URL is not an address"),
        ("postgresql://user:secret@host:port/a", "DATABASE_URL is not an address"),
        ("postgresql://user:secret@host/a", "does not connect as zones_api"),
        ("postgresql://zones_api:secret@host/a", "ZONES_WALL_KEY needs at least"),
    ],
)
def test_settings_that_cannot_be_meant_are_told_without_the_password(url: str, said: str) -> None:
    refused = zones("serve", "--port", str(free_port()), DATABASE_URL=url)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "secret" not in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("command", ["migrate", "check", "fingerprint"])
@pytest.mark.parametrize(
    ("language", "said"), [("C.UTF-8", "The database cannot be reached"), ("zh_CN.UTF-8", "数据库暂时无法连接")]
)
def test_commands_say_that_the_database_is_away(command: str, language: str, said: str) -> None:
    refused = zones(command, DATABASE_URL=f"postgresql://a@127.0.0.1:{free_port()}/a", LANG=language)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_service_starts_while_its_database_is_away_and_says_so() -> None:
    away = f"postgresql://zones_api@127.0.0.1:{free_port()}/a"
    with Running("serve", DATABASE_URL=away, ZONES_WALL_KEY=WALL_KEY) as service:
        service.await_answer()
        answer = service.ask(QUERY["query"], token="anything")  # noqa: S106
        assert answer.status_code == 503
        assert answer.json()["errors"][0]["extensions"]["code"] == "DATABASE_UNAVAILABLE"
        health = httpx.get(f"http://127.0.0.1:{service.port}/health", timeout=10)
        assert (health.status_code, health.json()) == (503, {"database": "unavailable"})


@pytest.mark.parametrize("command", [["check"], ["audit", "verify"], ["token", "list"], ["fingerprint"]])
def test_commands_want_the_owner_of_the_database_and_not_the_service(command: list[str]) -> None:
    refused = zones(*command, DATABASE_URL="postgresql://zones_api@127.0.0.1/a", ZONES_WALL_KEY=WALL_KEY)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "address of the database's owner" in refused.stderr


def test_every_command_is_found_by_its_name_alone() -> None:
    def named(parser: argparse.ArgumentParser) -> set[str]:
        (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
        return set(commands.choices)

    assert named(cli.parser()) == set(cli.COMMANDS)
    for command in cli.COMMANDS:
        assert command in named(cli.parser(command))

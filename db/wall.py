"""The second wall, from the service's side: its key, its role, and the passport that each transaction shows."""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from terms.acts import Act
from terms.refusals import Refusal
from terms.roles import Role

API_ROLE = "zones_api"
"""The database's role of the service; it owns nothing."""
ENTER = "SELECT wall.enter($1, CAST($2 AS pg_catalog.text)::pg_catalog.jsonb, $3, $4)"
SHORTEST_KEY = 32


class WallKeyUnfit(Refusal):
    """A key that is too short to keep anybody out."""

    code: ClassVar[str] = "WALL_KEY_UNFIT"
    zh: ClassVar[str] = "ZONES_WALL_KEY须为至少{least}个可见的ASCII字符，例如：openssl rand -hex 32。"
    en: ClassVar[str] = "ZONES_WALL_KEY needs at least {least} visible ASCII characters, such as openssl rand -hex 32."

    def __init__(self) -> None:
        super().__init__()
        self.least = SHORTEST_KEY


@dataclass(frozen=True, slots=True)
class Passport:
    """Who a transaction is for, in the words of ``wall.enter``; without a role it is for the service itself."""

    on: date
    principal: str | None = None
    """In whose name the transaction adds lines to the audit trail."""
    role: Role | None = None
    acts: frozenset[Act] | None = None
    zones: frozenset[int] | None = None
    organ: int | None = None
    person: int | None = None
    access: int | None = None
    """The key of the token or account, which the beginning of the principal tells apart."""

    def text(self) -> str:
        """Return it as the wall reads it."""
        told: dict[str, Any] = {
            "on": self.on.isoformat(),
            "principal": self.principal,
            "role": self.role,
            "acts": None if self.acts is None else sorted(self.acts),
            "zones": None if self.zones is None else sorted(self.zones),
            "organ": self.organ,
            "person": self.person,
            "access": self.access,
        }
        return json.dumps(told)


Showing = Callable[[], Passport]
"""Makes the passport at the beginning of a transaction."""


def enter(connection: Connection, key: str, passport: Passport, *, judging: bool, acts: tuple[Act, ...]) -> None:
    """Let the transaction that begins on a connection pass the wall."""
    connection.exec_driver_sql(ENTER, (key, passport.text(), judging, [act.value for act in acts]))


def fit(key: str) -> str:
    """Return the key; refuse, by ``WallKeyUnfit``, one that is none."""
    if len(key) < SHORTEST_KEY or not re.fullmatch(r"[\x21-\x7e]+", key):
        raise WallKeyUnfit
    return key


def api_url(owner_url: str, password: str | None = None) -> str:
    """Return the same database's address for the service's role, which in the embedded server needs no password."""
    return make_url(owner_url).set(username=API_ROLE, password=password).render_as_string(hide_password=False)


async def set_password(owner_url: str, password: str) -> None:
    """Give the service's role a password; only what it is checked against leaves this process, and reaches no log."""
    salt, rounds = secrets.token_bytes(16), 4096
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    client = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    stored, shown = (base64.b64encode(part).decode() for part in (client, server))
    verifier = f"SCRAM-SHA-256${rounds}:{base64.b64encode(salt).decode()}${stored}:{shown}"  # RFC 5803
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.exec_driver_sql(f"ALTER ROLE {API_ROLE} PASSWORD '{verifier}'")
    finally:
        await engine.dispose()


async def set_key(owner_url: str, key: str) -> None:
    """Let this key alone open the wall from now on; the owner of the database says so.

    Nobody may make temporary tables in it: a copy of a database does not take along that this was revoked.
    """
    digest = hashlib.sha256(fit(key).encode()).hexdigest()
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE wall.secrets SET key_sha256 = :digest"), {"digest": digest})
            name = connection.dialect.identifier_preparer.quote(make_url(owner_url).database or "")
            await connection.exec_driver_sql(f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")
    finally:
        await engine.dispose()

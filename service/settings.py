"""How the service is set up, from the environment; every value is checked before anything starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from service.origins import Network
from service.provider_settings import ProviderSettings, proxies
from terms.refusals import Refusal

DRIVER = "postgresql+asyncpg"
POSTGRES = frozenset({"postgres", "postgresql", DRIVER})


class BadDatabaseUrl(Refusal):
    """The address of the database cannot be read; it is not repeated, for it may hold a password."""

    code: ClassVar[str] = "BAD_DATABASE_URL"
    zh: ClassVar[str] = "DATABASE_URL 格式不正确，应为 postgresql://用户:密码@主机:端口/数据库。"
    en: ClassVar[str] = "DATABASE_URL is not an address like postgresql://user:password@host:port/database."


class NoDatabaseUrl(Refusal):
    """A command that needs a database was given none."""

    code: ClassVar[str] = "NO_DATABASE_URL"
    zh: ClassVar[str] = "请设置环境变量 DATABASE_URL；试用请运行 python3 dev.py demo。"
    en: ClassVar[str] = "Set DATABASE_URL; to try the service without a database, run python3 dev.py demo."


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service is told about its surroundings."""

    database_url: str
    demo: bool = False
    """Whether the demo identities exist; never set it where real data are."""
    provider: ProviderSettings | None = None
    """The identity provider whose tokens are taken; none without one."""
    proxies: tuple[Network, ...] = ()
    """The proxies whose word on where a request comes from is taken."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings.

        Raises:
            NoDatabaseUrl: DATABASE_URL is not set.
            BadDatabaseUrl: it is no address of a PostgreSQL database.
            BadSetting: another value cannot be meant.
        """
        found = os.environ if environment is None else environment
        url = found.get("DATABASE_URL", "").strip()
        if not url:
            raise NoDatabaseUrl
        return cls(
            database_url=with_driver(url),
            demo=found.get("ZONES_DEMO") == "1",
            provider=ProviderSettings.from_environment(found),
            proxies=proxies(found),
        )


def with_driver(url: str) -> str:
    """Return the address with the driver that this service uses; any form that PostgreSQL's programs take will do."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise BadDatabaseUrl from error
    if parsed.drivername not in POSTGRES or not parsed.database:
        raise BadDatabaseUrl
    return parsed.set(drivername=DRIVER).render_as_string(hide_password=False)

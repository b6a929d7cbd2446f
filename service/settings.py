"""How the service is set up, from the environment; every value is checked before anything starts."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import ClassVar, Self

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from db.wall import API_ROLE, fit
from service.limits import Limits
from service.origins import Network
from service.provider_settings import ProviderSettings, proxies
from terms.refusals import Refusal

DRIVER = "postgresql+asyncpg"
POSTGRES = frozenset({"postgres", "postgresql", DRIVER})
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)


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


class SettingUnfit(Refusal):
    """A setting that cannot be meant."""

    code: ClassVar[str] = "SETTING_UNFIT"
    zh: ClassVar[str] = "环境变量 {name} 的值不正确，应为：{wanted}。"
    en: ClassVar[str] = "The setting {name} cannot be meant; it takes {wanted}."

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(name, wanted)
        self.name = name
        self.wanted = wanted


class ServedAsOwner(Refusal):
    """The service would connect as somebody whom no wall holds."""

    code: ClassVar[str] = "SERVED_AS_OWNER"
    zh: ClassVar[str] = (
        "DATABASE_URL 使用的数据库账号不是 zones_api。服务须以 zones_api 连接，并设置 ZONES_WALL_KEY；"
        "数据库所有者的地址只用于 zones migrate 等命令。见 docs/operations.md。"
    )
    en: ClassVar[str] = (
        "DATABASE_URL does not connect as zones_api. The service must, with ZONES_WALL_KEY set; the owner's address "
        "is for commands such as zones migrate. See docs/operations.md."
    )


class Introspection(Enum):
    """Who may ask for the schema."""

    EVERYBODY = "everybody"
    ADMINISTRATORS = "administrators"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service is told about its surroundings; None is the default of the demo or of production."""

    database_url: str
    wall_key: str | None = None
    """What opens the database's wall for the service; None where it connects as the owner, whom no wall holds."""
    demo: bool = False
    """Whether the demo identities exist; never set it where real data are."""
    limits: Limits = field(default_factory=Limits)
    introspection: Introspection | None = None
    graphiql: bool | None = None
    """Whether GraphiQL is served."""
    gets: bool | None = None
    """Whether questions may come by GET; acts never may."""
    tls: bool = False
    """Whether browsers reach the service by TLS only, so that they may be told to stay with it."""
    origins: tuple[str, ...] = ()
    """Origins of other sites whose pages may ask."""
    provider: ProviderSettings | None = None
    """The identity provider whose tokens are taken; none without one."""
    proxies: tuple[Network, ...] = ()
    """The proxies whose word on where a request comes from is taken."""
    documents: Path | None = None
    """The documents that alone may run; None lets every document run."""

    @property
    def tells_schema_to(self) -> Introspection:
        """Return who may ask for the schema: everybody in the demo, nobody in production."""
        if self.introspection is not None:
            return self.introspection
        return Introspection.EVERYBODY if self.demo else Introspection.NOBODY

    @property
    def serves_graphiql(self) -> bool:
        """Tell whether GraphiQL is served: in the demo."""
        return self.demo if self.graphiql is None else self.graphiql

    @property
    def takes_gets(self) -> bool:
        """Tell whether questions may come by GET: in the demo."""
        return self.demo if self.gets is None else self.gets

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings.

        Raises:
            NoDatabaseUrl: DATABASE_URL is not set.
            BadDatabaseUrl: it is no address of a PostgreSQL database.
            ServedAsOwner: it is not the address of the service's own role.
            WallKeyUnfit: ZONES_WALL_KEY is missing or too short.
            SettingUnfit, BadSetting: another setting cannot be meant.
        """
        found = {name: value.strip() for name, value in (os.environ if environment is None else environment).items()}
        url = found.get("DATABASE_URL", "")
        if not url:
            raise NoDatabaseUrl
        if make_url(with_driver(url)).username != API_ROLE:
            raise ServedAsOwner
        documents = found.get("ZONES_DOCUMENTS")
        return cls(
            database_url=with_driver(url),
            wall_key=fit(found.get("ZONES_WALL_KEY", "")),
            demo=found.get("ZONES_DEMO") == "1",
            limits=_limits(found),
            introspection=_introspection(found),
            graphiql=_switch(found, "ZONES_GRAPHIQL"),
            gets=_switch(found, "ZONES_GET"),
            tls=_switch(found, "ZONES_TLS") or False,
            origins=_origins(found),
            provider=ProviderSettings.from_environment(found),
            proxies=proxies(found),
            documents=Path(documents) if documents else None,
        )


def _switch(found: Mapping[str, str], name: str) -> bool | None:
    value = found.get(name, "")
    if value not in {"", "0", "1"}:
        raise SettingUnfit(name, "1 or 0")
    return None if value == "" else value == "1"


def _introspection(found: Mapping[str, str]) -> Introspection | None:
    value = found.get("ZONES_INTROSPECTION", "")
    try:
        return Introspection(value) if value else None
    except ValueError as error:
        raise SettingUnfit("ZONES_INTROSPECTION", "everybody, administrators or nobody") from error


def _origins(found: Mapping[str, str]) -> tuple[str, ...]:
    origins = tuple(each.strip() for each in found.get("ZONES_ORIGINS", "").split(",") if each.strip())
    if not all(ORIGIN.fullmatch(each) for each in origins):
        raise SettingUnfit("ZONES_ORIGINS", "origins such as https://office.example, parted by commas, and no *")
    return origins


def _limits(found: Mapping[str, str]) -> Limits:
    values: dict[str, int] = {}
    for each in fields(Limits):
        name = f"ZONES_{each.name.upper()}"
        text = found.get(name, "")
        if not text:
            continue
        least, most, what = each.metadata["least"], each.metadata["most"], each.metadata["what"]
        plain = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if not plain or not least <= int(text) <= most:
            raise SettingUnfit(name, f"{what}, {least} to {most}")
        values[each.name] = int(text)
    limits = Limits(**values)
    if limits.budget < limits.cost:
        raise SettingUnfit("ZONES_BUDGET", f"no less than ZONES_COST, {limits.cost}")
    return limits


def with_driver(url: str) -> str:
    """Return the address with the driver that this service uses; any form that PostgreSQL's programs take will do."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise BadDatabaseUrl from error
    if parsed.drivername not in POSTGRES or not parsed.database:
        raise BadDatabaseUrl
    return parsed.set(drivername=DRIVER).render_as_string(hide_password=False)

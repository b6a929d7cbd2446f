"""Which identity provider's tokens are taken, from the environment; every value is checked before anything starts."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import ClassVar, Self, TypeAlias
from urllib.parse import urlsplit

from service.origins import Network
from terms.refusals import Refusal

Environment: TypeAlias = Mapping[str, str]

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""All that may be allowed: with two keys, so that what checks a token can never make one."""
USUAL_ALGORITHMS = ("RS256", "ES256", "EdDSA")
HOUR = 3600
MOST_SECONDS = 400 * 86400


class BadSetting(Refusal):
    """A setting that cannot be meant; its value is not repeated."""

    code: ClassVar[str] = "BAD_SETTING"
    zh: ClassVar[str] = "环境变量 {name} 的值无效：{reason.zh}"
    en: ClassVar[str] = "The setting {name} cannot be meant: {reason.en}"

    def __init__(self, name: str, *, zh: str, en: str) -> None:
        super().__init__(name)
        self.name = name
        self.reason = _Reason(zh, en)


@dataclass(frozen=True, slots=True)
class _Reason:
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """One provider of OpenID Connect, and what its tokens must be like."""

    issuer: str
    """Exactly as its tokens and its discovery document say it."""
    audience: str
    """Whom its tokens must be meant for: this service."""
    algorithms: tuple[str, ...] = USUAL_ALGORITHMS
    leeway: int = 60
    """Seconds by which two clocks may differ."""
    longest_age: int = 12 * HOUR
    """Seconds since a token was issued after which it is refused, whenever it says that it ends."""
    subject_claim: str = "sub"
    """The claim with the provider's own stable name for somebody."""
    ca_file: str | None = None
    """Certificates to trust in place of the system's, where the intranet has its own."""
    key_hosts: tuple[str, ...] = ()
    """Hosts besides the issuer's from which its keys may be fetched."""
    keys_life: int = 600
    """Seconds after which the keys are fetched again; a key that was taken away is good for so long at most."""
    keys_outlive: int = 24 * HOUR
    """Seconds for which the last keys go on while the provider cannot be reached."""
    refetch_after: int = 30
    """Seconds that pass at least between two fetches, however many unknown keys are named."""

    @classmethod
    def from_environment(cls, found: Environment) -> Self | None:
        """Read the settings; None where no provider is named.

        Raises:
            BadSetting: a value cannot be meant.
        """
        issuer = found.get("ZONES_OIDC_ISSUER", "").strip()
        if not issuer:
            return None
        if not reachable(issuer):
            raise BadSetting(
                "ZONES_OIDC_ISSUER",
                zh="须为 https:// 地址。",
                en="it is an https:// address, without query or fragment.",
            )
        audience = found.get("ZONES_OIDC_AUDIENCE", "").strip()
        if not audience:
            raise BadSetting(
                "ZONES_OIDC_AUDIENCE", zh="不能为空。", en="it says whom tokens are for, and may not be empty."
            )
        algorithms = words(found, "ZONES_OIDC_ALGORITHMS") or USUAL_ALGORITHMS
        if not set(algorithms) <= set(ALGORITHMS):
            known = ", ".join(ALGORITHMS)
            raise BadSetting("ZONES_OIDC_ALGORITHMS", zh=f"只能从{known}中选择。", en=f"choose from {known}.")
        return cls(
            issuer=issuer,
            audience=audience,
            algorithms=tuple(algorithms),
            leeway=seconds(found, "ZONES_OIDC_LEEWAY", 60, most=300),
            longest_age=seconds(found, "ZONES_OIDC_LONGEST_AGE", 12 * HOUR, least=60),
            subject_claim=found.get("ZONES_OIDC_SUBJECT_CLAIM", "").strip() or "sub",
            ca_file=certificates(found.get("ZONES_OIDC_CA_FILE", "").strip() or None),
            key_hosts=tuple(words(found, "ZONES_OIDC_KEY_HOSTS")),
            keys_life=seconds(found, "ZONES_OIDC_KEYS_LIFE", 600, least=1),
            keys_outlive=seconds(found, "ZONES_OIDC_KEYS_OUTLIVE", 24 * HOUR),
            refetch_after=seconds(found, "ZONES_OIDC_REFETCH_AFTER", 30, least=1),
        )


def words(found: Environment, name: str) -> tuple[str, ...]:
    """Return the words of a list parted by commas or spaces."""
    return tuple(found.get(name, "").replace(",", " ").split())


def seconds(found: Environment, name: str, usual: int, *, least: int = 0, most: int = MOST_SECONDS) -> int:
    """Return a whole number of seconds, or whatever the setting counts, within its bounds."""
    text = found.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise BadSetting(name, zh=f"须为{least}到{most}的整数。", en=f"it is a whole number from {least} to {most}.")
    return int(text)


def certificates(path: str | None) -> str | None:
    """Return the path of a file of certificates that can be read."""
    if path is not None:
        try:
            ssl.create_default_context(cafile=str(Path(path)))
        except (OSError, ValueError) as error:
            raise BadSetting(
                "ZONES_OIDC_CA_FILE", zh="无法读取证书文件。", en="no certificates can be read there."
            ) from error
    return path


def proxies(found: Environment) -> tuple[Network, ...]:
    """Return the proxies whose word on addresses is taken."""
    try:
        return tuple(ip_network(word) for word in words(found, "ZONES_PROXIES"))
    except ValueError as error:
        raise BadSetting(
            "ZONES_PROXIES",
            zh="须为以逗号分隔的地址或网段。",
            en="it lists addresses or networks, as 10.0.0.7 or 10.0.0.0/24.",
        ) from error


def reachable(address: str, *, hosts: tuple[str, ...] | None = None) -> bool:
    """Tell whether an address may be fetched: https, or http on this very machine; on one of the hosts, if named."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        local = host == "localhost" or ip_address(host).is_loopback if _is_plain(host) else False
        fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if not host or not fine or parts.fragment or parts.query or parts.username is not None:
        return False
    if hosts is not None and host not in hosts:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and local)


def _is_plain(host: str) -> bool:
    """Tell whether a host is written as this machine's own name or as an address."""
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

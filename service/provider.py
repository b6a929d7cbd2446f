"""The identity provider's keys: fetched without holding up anybody, kept for a while, and asked for again sparingly."""

import asyncio
import json
import ssl
import warnings
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, ClassVar

import httpx
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, JWKRegistry, Key, OKPKey, RSAKey

from service.provider_settings import ProviderSettings, reachable
from service.refused import NotLetIn
from terms.access import SignInRefusal
from terms.refusals import Refusal

DISCOVERY = "/.well-known/openid-configuration"
PATIENCE = 5.0
"""Seconds that a fetch may take as a whole."""
MOST_BYTES = 512 * 1024
MOST_KEYS = 100
SHORTEST_RSA = 2048
KINDS: dict[str, type[Key]] = {"RS": RSAKey, "PS": RSAKey, "ES": ECKey, "Ed": OKPKey}
"""Kinds of key by the beginning of the algorithms that use them."""
CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}


class ProviderAway(Refusal):
    """The identity provider's keys are not known, and it cannot be asked."""

    code: ClassVar[str] = "PROVIDER_UNAVAILABLE"
    zh: ClassVar[str] = "统一身份认证暂时无法连接，请稍后重试。"
    en: ClassVar[str] = "The identity provider cannot be reached just now. Please try again in a moment."


class Unfit(Exception):  # noqa: N818  (as good as no answer)
    """The provider's answer is not what it must be."""


class KeyRing:
    """The keys of one provider. All that it contacts is the issuer, and the hosts of keys that are listed."""

    def __init__(self, settings: ProviderSettings, *, clock: Callable[[], float] = monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._keys: tuple[Key, ...] = ()
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._failed = False
        self._lock = asyncio.Lock()
        self._client: httpx.AsyncClient | None = None

    async def key_for(self, kid: str | None, algorithm: str) -> Key:
        """Return the key that the token names.

        Raises:
            NotLetIn: the provider publishes no such key for this algorithm.
            ProviderAway: that cannot be known, as the provider cannot be reached.
        """
        if self._age() >= self._settings.keys_life:
            await self._refresh(wait=not self._usable())
        found = self._find(kid, algorithm)
        if found is None and self._usable():
            await self._refresh(wait=True)
            found = self._find(kid, algorithm)
        if found is not None:
            return found
        if self._failed or not self._usable():
            raise ProviderAway
        raise NotLetIn(SignInRefusal.KEY_UNKNOWN)

    async def close(self) -> None:
        """Close the connections to the provider."""
        if self._client is not None:
            await self._client.aclose()

    def _age(self) -> float:
        return float("inf") if self._fetched_at is None else self._clock() - self._fetched_at

    def _usable(self) -> bool:
        return self._age() < self._settings.keys_life + self._settings.keys_outlive

    def _find(self, kid: str | None, algorithm: str) -> Key | None:
        if not self._usable():
            return None
        found = [key for key in self._keys if suits(key, algorithm) and (kid is None or key.kid == kid)]
        return found[0] if len(found) == 1 else None

    async def _refresh(self, *, wait: bool) -> None:
        """Fetch the keys anew, one request at a time, and not again before ``refetch_after`` seconds passed."""
        if self._lock.locked() and not wait:
            return  # somebody fetches; the keys at hand go on meanwhile
        async with self._lock:
            if self._tried_at is not None and self._clock() - self._tried_at < self._settings.refetch_after:
                return
            self._tried_at = self._clock()
            try:
                async with asyncio.timeout(PATIENCE):
                    keys = await self._fetch()
            except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError, Unfit):
                self._failed = True
                return
            self._keys, self._fetched_at, self._failed = keys, self._clock(), False

    async def _fetch(self) -> tuple[Key, ...]:
        """Return the keys that the provider publishes now."""
        issuer = self._settings.issuer
        described = await self._document(issuer.removesuffix("/") + DISCOVERY)
        if described.get("issuer") != issuer:
            raise Unfit
        where = described.get("jwks_uri")
        hosts = (httpx.URL(issuer).host, *self._settings.key_hosts)
        if not isinstance(where, str) or not reachable(where, hosts=hosts):
            raise Unfit
        return read_keys((await self._document(where)).get("keys"))

    async def _document(self, address: str) -> dict[str, Any]:
        """Return a JSON object; no other address is followed to, and no more is read than such a thing has."""
        if self._client is None:
            self._client = await asyncio.to_thread(self._connect)
        body = b""
        async with self._client.stream("GET", address) as answer:
            if answer.status_code != httpx.codes.OK:
                raise Unfit
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise Unfit
        try:
            found = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Unfit from error
        if not isinstance(found, dict):
            raise Unfit
        return found

    def _connect(self) -> httpx.AsyncClient:
        """Make the client; no proxy and no password of the surroundings is taken up."""
        trusted = ssl.create_default_context(cafile=self._settings.ca_file)
        headers = {"accept": "application/json", "user-agent": "collaboration-zones"}
        return httpx.AsyncClient(
            verify=trusted, trust_env=False, follow_redirects=False, timeout=PATIENCE, headers=headers
        )


def read_keys(listed: object) -> tuple[Key, ...]:
    """Return the public keys of a list; what is secret, weak or not understood is passed over."""
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise Unfit
    found = []
    for each in listed[:MOST_KEYS]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SecurityWarning)  # weak ones are passed over here, not warned of
                key = JWKRegistry.import_key(each)
            fit = isinstance(key, RSAKey | ECKey | OKPKey) and not key.is_private
            strong = not isinstance(key, RSAKey) or key.raw_value.key_size >= SHORTEST_RSA
        except (JoseError, ValueError, TypeError, AttributeError, KeyError):
            continue
        if fit and strong:
            found.append(key)
    return tuple(found)


def suits(key: Key, algorithm: str) -> bool:
    """Tell whether the key is one to check signatures of this algorithm with."""
    said = key.as_dict(private=False)
    wanted = KINDS.get(algorithm[:2])
    if wanted is None or not isinstance(key, wanted) or said.get("use", "sig") != "sig":
        return False
    if "verify" not in said.get("key_ops", ["verify"]) or said.get("alg", algorithm) != algorithm:
        return False
    return algorithm not in CURVES or said.get("crv") == CURVES[algorithm]

"""Whether a token is one that the provider signed, for this service, good now; who it is then is asked elsewhere."""

import hashlib
import json
from base64 import urlsafe_b64decode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidClaimError,
    JoseError,
    MissingClaimError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry
from joserfc.registry import Header

from service.provider import KeyRing
from service.provider_settings import ProviderSettings
from service.refused import NotLetIn
from terms.access import SignInRefusal

LONGEST_HEADER = 8 * 1024
LONGEST_SUBJECT = 255
TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
"""What ``typ`` may say; a token for another use, as ``logout+jwt``, is none to come in with."""
REASONS = {
    "iss": SignInRefusal.ISSUER,
    "aud": SignInRefusal.AUDIENCE,
    "nbf": SignInRefusal.NOT_YET,
    "iat": SignInRefusal.NOT_YET,
}


@dataclass(frozen=True, slots=True)
class Proven:
    """What a good token says."""

    issuer: str
    subject: str
    issued_at: datetime
    forget_at: datetime
    """From when on the token is refused for its age alone."""
    token: str
    """A hash that names this very token: of its ``jti``, or of all that is signed where it has none."""
    session: str | None
    """A hash that names the provider's session, where the token tells it."""
    named: bool
    """Whether the token has a ``jti``."""

    @property
    def subject_hash(self) -> str:
        """Return by what the record knows her."""
        return fingerprint("subject", self.issuer, self.subject)


class Pinned(JWSRegistry):
    """Knows the allowed algorithms and no other; EdDSA, which providers still call so, without a warning."""

    max_header_length = LONGEST_HEADER

    def __init__(self, allowed: Collection[str]) -> None:
        super().__init__(algorithms=allowed, strict_check_header=False)
        self._allowed = frozenset(allowed)

    def get_alg(self, name: str) -> Any:
        """Return the algorithm, if it is allowed."""
        if name not in self._allowed:
            raise UnsupportedAlgorithmError
        return self.algorithms[name]


class Provider:
    """One provider of OpenID Connect: proves its tokens."""

    def __init__(self, settings: ProviderSettings, keys: KeyRing | None = None) -> None:
        self.settings = settings
        self.keys = KeyRing(settings) if keys is None else keys
        self._registry = Pinned(settings.algorithms)

    async def prove(self, token: str, now: datetime) -> Proven:
        """Return what the token says, if it is good.

        Keys come from the provider's own list; those that a token brings along or points to are not looked at.

        Raises:
            NotLetIn: with the first reason that was found.
            ProviderAway: the provider's keys are needed and cannot be had.
        """
        header = header_of(token)
        algorithm = self._checked(header)
        key = await self.keys.key_for(header.get("kid"), algorithm)
        claims = self._decoded(token, key)
        return self._judged(token, claims, now)

    def _checked(self, header: Header) -> str:
        """Return the algorithm that the header names, if the header is one that this service takes."""
        algorithm = header.get("alg")
        if not isinstance(algorithm, str) or algorithm not in self.settings.algorithms:
            raise NotLetIn(SignInRefusal.ALGORITHM)
        kind = header.get("typ", "JWT")
        kid = header.get("kid")
        if not isinstance(kind, str) or kind.lower() not in TYPES or not isinstance(kid, str | None):
            raise NotLetIn(SignInRefusal.HEADER)
        if not header.keys().isdisjoint({"crit", "b64", "enc", "zip"}):
            raise NotLetIn(SignInRefusal.HEADER)
        return algorithm

    def _decoded(self, token: str, key: Key) -> dict[str, Any]:
        """Return the claims, if the signature is right."""
        try:
            return jwt.decode(token, key, algorithms=self.settings.algorithms, registry=self._registry).claims
        except BadSignatureError as error:
            raise NotLetIn(SignInRefusal.SIGNATURE) from error
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise NotLetIn(SignInRefusal.MALFORMED) from error

    def _judged(self, token: str, claims: dict[str, Any], now: datetime) -> Proven:
        """Return what the claims say, if they are for this service and good now."""
        settings = self.settings
        moment = int(now.timestamp())
        rules = jwt.JWTClaimsRegistry(
            now=moment,
            leeway=settings.leeway,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.audience},
            exp={"essential": True},
            iat={"essential": True},
        )
        subject = claims.get(settings.subject_claim)
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or "\x00" in subject:
            raise NotLetIn(SignInRefusal.CLAIMS)
        hashed = fingerprint("subject", settings.issuer, subject)
        try:
            rules.validate(claims)
        except ClaimError as error:
            raise NotLetIn(_reason(error), subject=hashed) from error
        if moment - claims["iat"] > settings.longest_age + settings.leeway:
            raise NotLetIn(SignInRefusal.TOO_OLD, subject=hashed)
        jti, sid = claims.get("jti"), claims.get("sid")
        if not (isinstance(jti, str | None) and isinstance(sid, str | None)):
            raise NotLetIn(SignInRefusal.CLAIMS, subject=hashed)
        issued_at = datetime.fromtimestamp(claims["iat"], UTC)
        return Proven(
            issuer=settings.issuer,
            subject=subject,
            issued_at=issued_at,
            forget_at=issued_at + timedelta(seconds=settings.longest_age + settings.leeway + 1),
            token=fingerprint("token", settings.issuer, jti or token.rpartition(".")[0]),
            session=fingerprint("session", settings.issuer, sid) if sid else None,
            named=bool(jti),
        )


def _reason(error: ClaimError) -> SignInRefusal:
    if isinstance(error, ExpiredTokenError):
        return SignInRefusal.EXPIRED
    if isinstance(error, MissingClaimError) or not isinstance(error, InvalidClaimError):
        return SignInRefusal.CLAIMS
    return REASONS.get(error.claim, SignInRefusal.CLAIMS)


def header_of(token: str) -> Header:
    """Return the header of a token; nothing in it is believed yet."""
    parts = token.split(".")
    if len(parts) != 3 or not all(parts) or len(parts[0]) > LONGEST_HEADER:  # noqa: PLR2004  (header, claims, signature)
        raise NotLetIn(SignInRefusal.MALFORMED)
    try:
        found = json.loads(urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise NotLetIn(SignInRefusal.MALFORMED) from error
    if not isinstance(found, dict):
        raise NotLetIn(SignInRefusal.MALFORMED)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, if it says everything once: else two readers could take it for two things."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError
    return dict(pairs)


def fingerprint(kind: str, *parts: str) -> str:
    """Return a hash that names something without telling it."""
    return hashlib.sha256(json.dumps([kind, *parts]).encode()).hexdigest()

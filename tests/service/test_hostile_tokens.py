"""Tokens that are forged, bent, too old or meant for others: one answer for all, the reason on record alone."""

import base64
import hmac
import json
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from terms.periods import COUNTY_TIME
from tests.service.oidc_scene import AUDIENCE, Desk, Issuer, curve, desk_at, issuing, rsa

OWN = rsa("own")
STRANGER = rsa("own")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that it is weak is what is tried
    WEAK = rsa("weak", 1024)
OTHER = curve("other")
BODY = {
    "errors": [
        {
            "message": "Sign in with a valid token: send the header Authorization: Bearer <token>.",
            "extensions": {"code": "UNAUTHENTICATED"},
        }
    ],
    "code": "UNAUTHENTICATED",
    "message": "Sign in with a valid token: send the header Authorization: Bearer <token>.",
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """Run a provider with one key."""
    with issuing() as issuer:
        issuer.keys = [OWN, OTHER]
        issuer.published = [
            OWN.as_dict(private=False),
            OTHER.as_dict(private=False),
            WEAK.as_dict(private=False),
            {"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0", "kid": "shared"},
            {**rsa("sealing").as_dict(private=False), "use": "enc"},
            {"kty": "XYZ", "kid": "new"},
        ]
        yield issuer


@pytest.fixture
async def desk(database: str, issuer: Issuer) -> AsyncIterator[Desk]:
    """Give a desk where the subject has an account."""
    async with desk_at(database, issuer) as desk:
        await desk.county()
        await desk.account()
        yield desk


def now() -> int:
    """Return the present second."""
    return int(datetime.now(COUNTY_TIME).timestamp())


def coded(value: object) -> str:
    """Return a part of a token."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def parts(token: str) -> list[str]:
    """Return header, claims and signature."""
    return token.split(".")


def unsigned(issuer: Issuer, algorithm: str) -> str:
    claims = parts(issuer.token())[1]
    return f"{coded({'alg': algorithm, 'typ': 'JWT'})}.{claims}."


def confused(issuer: Issuer) -> str:
    """Sign with the public key as if it were a shared secret."""
    top, claims = coded({"alg": "HS256", "kid": "own"}), parts(issuer.token())[1]
    made = hmac.new(OWN.as_pem(private=False), f"{top}.{claims}".encode(), "sha256").digest()
    return f"{top}.{claims}.{coded(made)}"


def shared(issuer: Issuer) -> str:
    """Sign with a symmetric key that the provider published by mistake."""
    secret = OctKey.import_key("secret-secret-secret-secret", {"kid": "shared"})
    return issuer.token(key=secret, header={"alg": "HS256"})


def other_claims(issuer: Issuer) -> str:
    header, _, signature = parts(issuer.token())
    return f"{header}.{coded({'iss': issuer.url, 'aud': AUDIENCE, 'sub': 'root', 'exp': now() + 300})}.{signature}"


def swapped(issuer: Issuer) -> str:
    """Take the signature of another good token."""
    one, another = issuer.token(), issuer.token(sub="somebody else")
    return ".".join([*parts(one)[:2], parts(another)[2]])


def twice(issuer: Issuer) -> str:
    """Say the algorithm twice."""
    _, claims, signature = parts(issuer.token())
    header = coded(b'{"alg":"none","alg":"RS256","kid":"own"}')
    return f"{header}.{claims}.{signature}"


def signed(key: Any, claims: bytes) -> str:
    """Sign whatever claims."""
    return jws.serialize_compact({"alg": "RS256", "kid": key.kid}, claims, key)


def claims_with(issuer: Issuer, ending: str) -> bytes:
    said = {"iss": issuer.url, "aud": AUDIENCE, "sub": "u-0001", "iat": now()}
    return json.dumps(said)[:-1].encode() + f', "exp": {ending}}}'.encode()


Make = Callable[[Issuer], str]
HOSTILE: dict[str, tuple[str, Make | str]] = {
    "alg none, no signature": ("MALFORMED", lambda i: unsigned(i, "none")),
    "alg none with a signature": ("ALGORITHM", lambda i: unsigned(i, "none") + "AAAA"),
    "alg nOnE": ("ALGORITHM", lambda i: unsigned(i, "nOnE") + "AAAA"),
    "alg empty": ("ALGORITHM", lambda i: unsigned(i, "") + "AAAA"),
    "alg a list": ("ALGORITHM", f"{coded({'alg': ['RS256']})}.{coded({})}.AAAA"),
    "no alg": ("ALGORITHM", f"{coded({'kid': 'own'})}.{coded({})}.AAAA"),
    "HS256 with the public key": ("ALGORITHM", confused),
    "HS256 with a published secret": ("ALGORITHM", shared),
    "an algorithm that is not on the list": ("ALGORITHM", lambda i: i.token(header={"alg": "PS256"})),
    "signed by a stranger under the known name": ("SIGNATURE", lambda i: i.token(key=STRANGER)),
    "another's signature": ("SIGNATURE", swapped),
    "other claims": ("SIGNATURE", other_claims),
    "a cut signature": ("SIGNATURE", lambda i: i.token()[:-4]),
    "a key of another kind": ("KEY_UNKNOWN", lambda i: i.token(header={"kid": "other"})),
    "a key for sealing": ("KEY_UNKNOWN", lambda i: i.token(header={"kid": "sealing"})),
    "a weak key": ("KEY_UNKNOWN", lambda i: i.token(key=WEAK)),
    "an unknown key": ("KEY_UNKNOWN", lambda i: i.token(key=rsa("nobody's"))),
    "a kid with a path": ("KEY_UNKNOWN", lambda i: i.token(header={"kid": "../../../../dev/null"})),
    "a kid with SQL": ("KEY_UNKNOWN", lambda i: i.token(header={"kid": "' OR 1=1 --"})),
    "a key in the header": (
        "KEY_UNKNOWN",
        lambda i: i.token(key=STRANGER, header={"kid": "x", "jwk": STRANGER.as_dict(private=False)}),
    ),
    "its own key in the header": (
        "SIGNATURE",
        lambda i: i.token(key=STRANGER, header={"jwk": STRANGER.as_dict(private=False)}),
    ),
    "a link to a key": (
        "SIGNATURE",
        lambda i: i.token(key=STRANGER, header={"jku": f"{i.url}/stolen", "x5u": f"{i.url}/stolen"}),
    ),
    "crit": ("HEADER", lambda i: i.token(header={"crit": ["kid"]})),
    "a kid that is a number": ("HEADER", f"{coded({'alg': 'RS256', 'kid': 5})}.{coded({})}.AAAA"),
    "a token for signing out": ("HEADER", lambda i: i.token(header={"typ": "logout+jwt"})),
    "a header that says something twice": ("MALFORMED", twice),
    "a header that is no object": ("MALFORMED", f"{coded(['RS256'])}.{coded({})}.AAAA"),
    "a header that is no base64": ("MALFORMED", f"{{}}.{coded({})}.AAAA"),
    "a bottomless header": ("MALFORMED", f"{coded(b'[' * 5000)}.{coded({})}.AAAA"),
    "four parts": ("MALFORMED", lambda i: i.token() + ".AAAA"),
    "five parts, encrypted": ("MALFORMED", ".".join(["AAAA"] * 5)),
    "dots alone": ("MALFORMED", ".."),
    "an unsigned dot": ("UNKNOWN", "a.b"),
    "claims that are a list": ("MALFORMED", signed(OWN, b"[]")),
    "claims that are no JSON": ("MALFORMED", signed(OWN, b"{")),
    "expired": ("EXPIRED", lambda i: i.token(iat=now() - 400, exp=now() - 100)),
    "never ending": ("CLAIMS", lambda i: i.token(without="exp")),
    "ending at NaN": ("CLAIMS", lambda i: signed(OWN, claims_with(i, "NaN"))),
    "ending at infinity": ("CLAIMS", lambda i: signed(OWN, claims_with(i, "1e999"))),
    "ending when true": ("CLAIMS", lambda i: i.token(exp=True)),
    "ending in words": ("CLAIMS", lambda i: i.token(exp="never")),
    "not yet": ("NOT_YET", lambda i: i.token(nbf=now() + 200)),
    "from the future": ("NOT_YET", lambda i: i.token(iat=now() + 200)),
    "issued at no time": ("CLAIMS", lambda i: i.token(without="iat")),
    "issued too long ago": ("TOO_OLD", lambda i: i.token(iat=now() - 13 * 3600, exp=now() + 86400)),
    "another issuer": ("ISSUER", lambda i: i.token(iss="https://evil.example")),
    "the issuer with a slash": ("ISSUER", lambda i: i.token(iss=i.url + "/")),
    "the issuer in a list": ("ISSUER", lambda i: i.token(iss=[i.url])),
    "no issuer": ("CLAIMS", lambda i: i.token(without="iss")),
    "another audience": ("AUDIENCE", lambda i: i.token(aud="another-service")),
    "other audiences": ("AUDIENCE", lambda i: i.token(aud=["one", "two"])),
    "an audience with more to it": ("AUDIENCE", lambda i: i.token(aud=AUDIENCE + "-admin")),
    "no audience": ("CLAIMS", lambda i: i.token(without="aud")),
    "nobody": ("CLAIMS", lambda i: i.token(without="sub")),
    "an empty subject": ("CLAIMS", lambda i: i.token(sub="")),
    "a subject that is a list": ("CLAIMS", lambda i: i.token(sub=["u-0001"])),
    "a subject with a NUL": ("CLAIMS", lambda i: i.token(sub="u-0001\x00")),
    "a huge subject": ("CLAIMS", lambda i: i.token(sub="u" * 256)),
    "a token number that is none": ("CLAIMS", lambda i: i.token(jti=5)),
    "a demo token": ("DEMO_OUTSIDE", "demo-county"),
    "a token of ours that is none": ("UNKNOWN", "zt_" + "A" * 43),
    "something huge": ("NO_TOKEN", "x" * 17_000),
}


async def test_every_hostile_token_gets_the_same_answer_and_its_reason_is_on_record(
    desk: Desk, subtests: pytest.Subtests
) -> None:
    assert (await desk.ask(desk.issuer.token())).status_code == 200
    door = desk.app.state.door
    for name, (reason, make) in HOSTILE.items():
        with subtests.test(name):
            door._throttle._counts.clear()  # another minute
            before = await desk.rows("SELECT coalesce(sum(count), 0) FROM sign_ins WHERE refusal = :r", r=reason)
            answer = await desk.ask(make if isinstance(make, str) else make(desk.issuer))
            assert (answer.status_code, answer.json()) == (401, BODY)
            assert answer.headers["www-authenticate"] == "Bearer"
            await door.journal.write()
            after = await desk.rows("SELECT coalesce(sum(count), 0) FROM sign_ins WHERE refusal = :r", r=reason)
            assert after[0][0] == before[0][0] + 1, await desk.refused()
    assert "/stolen" not in desk.issuer.asked
    assert len(HOSTILE) >= 25
    ((kept,),) = await desk.rows("SELECT string_agg(to_jsonb(s)::text, '') FROM sign_ins AS s")
    assert "eyJ" not in kept
    assert (await desk.ask(desk.issuer.token())).status_code == 200

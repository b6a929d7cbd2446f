"""Signing in with a provider: good tokens, accounts, keys that rotate, a provider that is away, and signing out."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any

import pytest

from schema.nodes import global_id, kinds
from service.oidc import Provider
from service.provider import KeyRing, ProviderAway
from service.provider_settings import ProviderSettings
from service.refused import NotLetIn
from terms.access import SignInRefusal
from terms.periods import COUNTY_TIME
from tests.api.access_documents import SIGN_OUT
from tests.service.oidc_scene import AUDIENCE, SUBJECT, Desk, Issuer, curve, desk_at, edwards, issuing, rsa

RSA, EC, ED, NEXT = rsa("rsa"), curve("ec"), edwards("ed"), rsa("next")


def now() -> int:
    """Return the present second."""
    return int(datetime.now(COUNTY_TIME).timestamp())


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """Run a provider with a key of each kind."""
    with issuing() as issuer:
        issuer.keys = [RSA, EC, ED]
        yield issuer


@pytest.fixture
async def desk(database: str, issuer: Issuer) -> AsyncIterator[Desk]:
    """Give a desk where the subject has an account."""
    async with desk_at(database, issuer) as desk:
        await desk.county()
        await desk.account()
        yield desk


async def test_good_tokens_of_any_provider_are_let_in(desk: Desk, subtests: pytest.Subtests) -> None:
    token = desk.issuer.token
    good = {
        "RSA": token(),
        "a curve": token(key=EC, header={"alg": "ES256"}),
        "Edwards": token(key=ED, header={"alg": "EdDSA"}),
        "an access token": token(header={"typ": "at+JWT"}),
        "many audiences": token(aud=["another", AUDIENCE]),
        "a clock that is ahead": token(iat=now() + 50, nbf=now() + 50),
        "a clock that is behind": token(exp=now() - 50, iat=now() - 350),
        "claims of its own": token(azp="x", realm={"roles": ["admin"]}, name="某某"),
        "no name of a key where one fits": token(header={"kid": None}),
        "keys and links of its own, not looked at": token(header={"jku": "https://evil.example/keys", "x5t": "abc"}),
    }
    for name, each in good.items():
        with subtests.test(name):
            answer = await desk.ask(each)
            assert (answer.status_code, answer.json().get("errors")) == (200, None)
    assert await desk.refused() == []
    assert desk.issuer.asked == ["/.well-known/openid-configuration", "/keys"]
    ((used, made),) = await desk.rows("SELECT last_used_at, created_at FROM accounts")
    assert used > made


async def test_somebody_without_an_account_is_told_so_and_it_is_on_record(desk: Desk) -> None:
    answer = await desk.ask(desk.issuer.token(sub="u-0002", role="COUNTY", groups=["COUNTY"]))
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "NO_ACCOUNT")
    await desk.rows("UPDATE accounts SET revoked_at = now()")
    assert (await desk.ask(desk.issuer.token())).status_code == 401
    assert await desk.refused() == ["NO_ACCOUNT", "REVOKED"]
    ((mark,),) = await desk.rows("SELECT mark FROM sign_ins WHERE refusal = 'NO_ACCOUNT'")
    assert mark.startswith("#")
    assert "u-0002" not in mark
    await desk.account()
    assert (await desk.ask(desk.issuer.token())).status_code == 200


async def test_the_same_subject_of_another_provider_is_somebody_else(desk: Desk) -> None:
    await desk.rows("UPDATE accounts SET revoked_at = now()")
    await desk.rows(
        "INSERT INTO accounts (county_id, label, role, issuer, subject, holder)"
        " SELECT id, 'b', 'COUNTY', 'https://another.example', :subject, 'b' FROM counties",
        subject=SUBJECT,
    )
    assert (await desk.ask(desk.issuer.token())).status_code == 401


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.seconds


def ring(issuer: Issuer, clock: Clock, **settings: Any) -> KeyRing:
    """Return the keys of a provider as this service keeps them."""
    return KeyRing(ProviderSettings(issuer=issuer.url, audience=AUDIENCE, **settings), clock=clock)


async def found(keys: KeyRing, kid: str) -> str:
    """Tell whether a key is known, or what is said instead."""
    try:
        return str((await keys.key_for(kid, "RS256")).kid)
    except NotLetIn as refused:
        return refused.refusal.value
    except ProviderAway as away:
        return away.code


async def test_keys_rotate_without_a_restart_and_old_ones_end_with_the_life_of_the_list(issuer: Issuer) -> None:
    clock = Clock()
    keys = ring(issuer, clock)
    assert await found(keys, "rsa") == "rsa"
    issuer.keys = [NEXT]
    clock.seconds += 29
    assert await found(keys, "next") == "KEY_UNKNOWN"
    clock.seconds += 1
    assert await found(keys, "next") == "next"
    assert await found(keys, "rsa") == "KEY_UNKNOWN"
    issuer.keys = [RSA]
    clock.seconds += 599
    assert await found(keys, "next") == "next"
    clock.seconds += 1
    assert await found(keys, "next") == "KEY_UNKNOWN"
    await keys.close()


async def test_a_flood_of_unknown_keys_asks_the_provider_once(issuer: Issuer) -> None:
    clock = Clock()
    keys = ring(issuer, clock)
    assert await asyncio.gather(*(found(keys, "rsa") for _ in range(20))) == ["rsa"] * 20
    assert len(issuer.asked) == 2
    clock.seconds += 31
    assert await asyncio.gather(*(found(keys, f"random-{n}") for n in range(50))) == ["KEY_UNKNOWN"] * 50
    assert len(issuer.asked) == 4
    await keys.close()


async def test_a_provider_that_is_away_stops_nobody_whose_key_is_known(issuer: Issuer) -> None:
    clock = Clock()
    keys = ring(issuer, clock, keys_outlive=3600)
    issuer.status = 503
    assert await found(keys, "rsa") == "PROVIDER_UNAVAILABLE"
    issuer.status = 200
    assert await found(keys, "rsa") == "PROVIDER_UNAVAILABLE"
    clock.seconds += 30
    assert await found(keys, "rsa") == "rsa"
    issuer.status = 503
    clock.seconds += 600
    assert await found(keys, "rsa") == "rsa"
    assert await found(keys, "next") == "PROVIDER_UNAVAILABLE"
    clock.seconds += 3599
    assert await found(keys, "rsa") == "rsa"
    clock.seconds += 1
    assert await found(keys, "rsa") == "PROVIDER_UNAVAILABLE"
    await keys.close()


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://another.example"},
        {"jwks_uri": "https://another.example/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": ["x"]},
        {"jwks_uri": "http://169.254.169.254/keys"},
    ],
    ids=str,
)
async def test_a_description_that_points_elsewhere_is_no_description(issuer: Issuer, described: dict[str, Any]) -> None:
    issuer.described = described
    keys = ring(issuer, Clock())
    assert await found(keys, "rsa") == "PROVIDER_UNAVAILABLE"
    assert issuer.asked == ["/.well-known/openid-configuration"]
    await keys.close()


async def test_no_provider_leads_to_another_address(issuer: Issuer) -> None:
    issuer.status = 302
    keys = ring(issuer, Clock())
    assert await found(keys, "rsa") == "PROVIDER_UNAVAILABLE"
    assert issuer.asked == ["/.well-known/openid-configuration"]
    await keys.close()


async def test_who_cannot_be_proven_while_the_provider_is_away_is_told_to_come_back(desk: Desk) -> None:
    desk.issuer.status = 500
    answer = await desk.ask(desk.issuer.token())
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (503, "PROVIDER_UNAVAILABLE")
    assert await desk.refused() == ["PROVIDER_AWAY"]


async def test_a_token_after_signing_out_is_refused_and_so_is_its_session(desk: Desk) -> None:
    token, same, another = (desk.issuer.token(jti=name, sid=session) for name, session in ("aA", "bA", "cB"))
    plain = desk.issuer.token()
    for each in (token, same, another, plain):
        assert (await desk.ask(each)).status_code == 200
    left = await desk.client.post("/sign-out", headers={"authorization": f"Bearer {token}"})
    assert left.status_code == 204
    assert [(await desk.ask(each)).status_code for each in (token, same, another, plain)] == [401, 401, 200, 200]
    again = await desk.client.post("/sign-out", headers={"authorization": f"Bearer {token}"})
    assert again.status_code == 401
    await desk.client.post("/sign-out", headers={"authorization": f"Bearer {plain}"})
    assert (await desk.ask(plain)).status_code == 401
    padded = plain + "="
    assert (await desk.ask(padded)).status_code == 401
    assert set(await desk.refused()) <= {"SIGNED_OUT", "MALFORMED", "SIGNATURE"}
    ((kept,),) = await desk.rows("SELECT string_agg(to_jsonb(s)::text, '') FROM spent_tokens AS s")
    assert token not in kept


async def test_signed_out_everywhere_older_tokens_open_nothing_and_she_signs_in_anew(
    database: str, issuer: Issuer
) -> None:
    async with desk_at(database, issuer, leeway=0) as desk:
        await desk.county()
        key = await desk.account()
        await desk.account("guard", role="SECURITY_ADMIN")
        phone, laptop = issuer.token(sid="phone"), issuer.token(sid="laptop")
        assert [(await desk.ask(each)).status_code for each in (phone, laptop)] == [200, 200]
        given = {"id": global_id(kinds()["Account"], key), "reason": "手机遗失"}
        asked = {"query": SIGN_OUT, "variables": {"input": given}}
        bearer = {"authorization": f"Bearer {issuer.token(sub='guard')}"}
        done = await desk.client.post("/graphql", json=asked, headers=bearer)
        assert done.json()["data"]["accountSignOut"]["__typename"] == "AccountChanged"
        assert [(await desk.ask(each)).status_code for each in (phone, laptop)] == [401, 401]
        assert set(await desk.refused()) == {"SIGNED_OUT"}
        await asyncio.sleep(1.1)  # tokens say when they were issued in whole seconds
        assert (await desk.ask(issuer.token())).status_code == 200
        assert (await desk.ask(phone)).status_code == 401
        acts = await desk.rows("SELECT act, actor, origin FROM audit_entries")
        assert acts == [("ACCOUNT_SIGN_OUT", "account:account of guard", "api 10.1.1.1")]


async def test_a_token_for_one_use_opens_the_door_once_however_many_race(desk: Desk) -> None:
    await desk.account("robot", role="SCHEDULER", single=True)
    token = desk.issuer.token(sub="robot", jti="once")
    answers = await asyncio.gather(*(desk.ask(token) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200, *[401] * 7]
    assert (await desk.ask(desk.issuer.token(sub="robot", jti="twice"))).status_code == 200
    assert (await desk.ask(desk.issuer.token(sub="robot"))).status_code == 401
    assert await desk.refused() == ["USED_TWICE", "CLAIMS"]
    assert await desk.rows("SELECT count(*) FROM spent_tokens") == [(2,)]


async def test_a_token_is_worth_nothing_to_another_service_of_the_same_provider(issuer: Issuer) -> None:
    settings = ProviderSettings(issuer=issuer.url, audience="another-service")
    provider = Provider(settings)
    with pytest.raises(NotLetIn) as refused:
        await provider.prove(issuer.token(), datetime.now(COUNTY_TIME))
    assert refused.value.refusal is SignInRefusal.AUDIENCE
    await provider.keys.close()


MAKE_FEED = "mutation { calendarFeedMake(input: {}) { ... on CalendarFeedMade { address } } }"


async def test_a_calendars_address_ends_with_its_account_and_not_with_its_name(desk: Desk) -> None:
    answer = await desk.client.post(
        "/graphql",
        json={"query": MAKE_FEED},
        headers={"authorization": f"Bearer {desk.issuer.token()}"},
    )
    address = answer.json()["data"]["calendarFeedMake"]["address"]
    assert (await desk.client.get(address)).status_code == 200
    await desk.rows("UPDATE accounts SET revoked_at = now()")
    assert (await desk.client.get(address)).status_code == 401
    await desk.account()
    assert (await desk.ask(desk.issuer.token(iat=now() + 50))).status_code == 200
    assert (await desk.client.get(address)).status_code == 401

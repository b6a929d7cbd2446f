"""The door slows down whoever is refused again and again, hurts nobody else, and puts all of it on record."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from ipaddress import ip_network

import pytest
from sqlalchemy.exc import DBAPIError
from starlette.requests import HTTPConnection

from service.identity import hash_of
from service.origins import line_of, origin_of
from service.provider_settings import BadSetting, ProviderSettings
from service.settings import Settings
from service.throttle import LetIn, Throttle
from terms.periods import COUNTY_TIME
from tests.conftest import WALL_KEY
from tests.service.oidc_scene import Desk, Issuer, desk_at

NOON = datetime(2026, 11, 28, 12, tzinfo=COUNTY_TIME)
PROXIES = (ip_network("10.1.0.0/16"),)
KEPT = """
INSERT INTO access_tokens (county_id, label, role, sha256, prefix, expires_at)
SELECT id, :label, 'COUNTY', :sha256, '', now() + interval '1 day' FROM counties
"""


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    """Give a desk behind a listed proxy, without anybody who asks a provider."""
    async with desk_at(database, Issuer(url="https://nobody.example"), proxies=PROXIES) as desk:
        await desk.county()
        yield desk


async def code(desk: Desk, token: str, origin: str) -> int:
    """Return the status that a token gets from an address."""
    return (await desk.ask(token, **{"x-forwarded-for": origin})).status_code


async def test_twenty_refusals_close_the_door_to_new_tokens_from_there_and_to_nobody_else(desk: Desk) -> None:
    for label in ("known", "new"):
        await desk.rows(KEPT, label=label, sha256=hash_of(label))
    assert await code(desk, "known", "192.0.2.7") == 200
    assert [await code(desk, f"wrong-{n}", "192.0.2.7") for n in range(20)] == [401] * 20
    answer = await desk.ask("wrong-again", **{"x-forwarded-for": "192.0.2.7", "accept-language": "zh-CN"})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (429, "THROTTLED")
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert error["message"].startswith("登录失败次数过多")
    assert await code(desk, "known", "192.0.2.7") == 200
    assert await code(desk, "new", "192.0.2.7") == 429
    assert await code(desk, "new", "192.0.2.8") == 200
    assert await code(desk, "wrong-again", "192.0.2.8") == 401
    headers = {"authorization": "Bearer x", "x-forwarded-for": "192.0.2.7"}
    assert (await desk.client.get("/export.xlsx", headers=headers)).status_code == 429
    assert set(await desk.refused()) == {"UNKNOWN", "THROTTLED"}
    counted = "SELECT origin, refusal, sum(count) FROM sign_ins GROUP BY 1, 2 ORDER BY 1, 2"
    assert await desk.rows(counted) == [
        ("192.0.2.7", "THROTTLED", 3),
        ("192.0.2.7", "UNKNOWN", 20),
        ("192.0.2.8", "UNKNOWN", 1),
    ]


async def test_one_token_that_is_refused_everywhere_is_not_looked_at_any_more(desk: Desk) -> None:
    assert [await code(desk, "stale", f"192.0.2.{n}") for n in range(20)] == [401] * 20
    assert await code(desk, "stale", "192.0.2.99") == 429
    assert await code(desk, "other", "192.0.2.99") == 401


async def test_a_throttle_is_on_record_with_the_answer_that_tells_it(desk: Desk) -> None:
    for number in range(21):
        await code(desk, f"wrong-{number}", "192.0.2.7")
    assert await desk.rows("SELECT count FROM sign_ins WHERE refusal = 'THROTTLED'") == [(1,)]


async def test_requests_without_a_token_are_on_record_and_close_the_door_to_nobody(desk: Desk) -> None:
    assert [(await desk.ask(None)).status_code for _ in range(30)] == [401] * 30
    assert await code(desk, "wrong", "") == 401
    await desk.refused()
    assert await desk.rows("SELECT sum(count) FROM sign_ins WHERE refusal = 'NO_TOKEN'") == [(30,)]


async def test_a_flood_from_many_addresses_fills_neither_the_memory_nor_the_disk(desk: Desk) -> None:
    door = desk.app.state.door
    for number in range(220):
        await code(desk, "wrong", f"198.51.100.{number}")
    await desk.refused()
    ((rows, counted, minutes),) = await desk.rows(
        "SELECT count(*), sum(count), count(DISTINCT minute) FROM sign_ins WHERE origin <> '10.1.1.1'"
    )
    assert counted == 220
    assert rows <= 2 * (200 + 1) * minutes
    assert len(door._throttle) <= 222


ALTERING = (
    "DELETE FROM sign_ins",
    "TRUNCATE sign_ins",
    "UPDATE sign_ins SET count = count - 1",
    "UPDATE sign_ins SET count = count + 1, refusal = 'EXPIRED'",
    "UPDATE sign_ins SET count = count + 1, origin = 'elsewhere'",
)


async def test_the_record_of_sign_ins_only_grows(desk: Desk, subtests: pytest.Subtests) -> None:
    for _ in range(2):
        await code(desk, "wrong", "192.0.2.7")
    await desk.refused()
    before = await desk.rows("SELECT * FROM sign_ins")
    for statement in ALTERING:
        with subtests.test(statement):
            with pytest.raises(DBAPIError):
                await desk.rows(statement)
            assert await desk.rows("SELECT * FROM sign_ins") == before
    old = "INSERT INTO sign_ins (minute, origin, refusal, mark, count, latest_at)"
    await desk.rows(f"{old} SELECT now() - interval '184 days', 'x', 'UNKNOWN', '', 1, now()")
    await desk.rows("DELETE FROM sign_ins WHERE origin = 'x'")
    assert await desk.rows("SELECT * FROM sign_ins") == before


def connection(peer: str | None, *forwarded: str) -> HTTPConnection:
    """Return a request from a peer with these headers."""
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    client = None if peer is None else (peer, 1)
    return HTTPConnection({"type": "http", "headers": headers, "client": client})


@pytest.mark.parametrize(
    ("peer", "forwarded", "origin"),
    [
        ("192.0.2.1", (), "192.0.2.1"),
        ("192.0.2.1", ("203.0.113.9",), "192.0.2.1"),
        ("10.1.0.1", ("203.0.113.9",), "203.0.113.9"),
        ("::ffff:10.1.0.1", ("203.0.113.9",), "203.0.113.9"),
        ("10.1.0.1", ("198.51.100.1, 203.0.113.9",), "203.0.113.9"),
        ("10.1.0.1", ("198.51.100.1", "203.0.113.9"), "203.0.113.9"),
        ("10.1.0.1", ("203.0.113.9, 10.1.0.2",), "203.0.113.9"),
        ("10.1.0.1", ("203.0.113.9, nonsense, 10.1.0.2",), "10.1.0.2"),
        ("10.1.0.1", ("",), "10.1.0.1"),
        ("10.1.0.1", ("10.1.0.2, 10.1.0.3",), "10.1.0.2"),
        (None, ("203.0.113.9",), "unknown"),
    ],
)
def test_only_listed_proxies_are_believed_and_only_as_far_as_they_reach(
    peer: str | None, forwarded: tuple[str, ...], origin: str
) -> None:
    assert origin_of(connection(peer, *forwarded), PROXIES) == origin


def test_an_ipv6_line_is_slowed_down_as_a_whole() -> None:
    assert line_of("2001:db8:1:2:3::4") == line_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert line_of("2001:db8:1:3::1") != line_of("2001:db8:1:2::1")
    assert (line_of("192.0.2.1"), line_of("unknown")) == ("192.0.2.1", "unknown")


def test_a_window_ends_and_memory_is_bounded() -> None:
    throttle = Throttle(most=2, window=timedelta(seconds=60), keys=3)
    throttle.refused("a", NOON)
    assert throttle.wait("a", NOON) == 0
    throttle.refused("a", NOON + timedelta(seconds=30))
    assert throttle.wait("a", NOON + timedelta(seconds=30)) == 30
    assert throttle.wait("a", NOON + timedelta(seconds=60)) == 0
    throttle.refused("a", NOON + timedelta(seconds=60))
    assert throttle.wait("a", NOON + timedelta(seconds=60)) == 0
    for key in "bcdef":
        throttle.refused(key, NOON)
    assert len(throttle) == 3


def test_who_was_let_in_is_remembered_for_a_while_only() -> None:
    let_in = LetIn(keys=2)
    let_in.add("a", NOON)
    assert let_in.has("a", NOON + timedelta(minutes=9))
    assert not let_in.has("a", NOON + timedelta(minutes=10))
    let_in.add("b", NOON)
    let_in.add("c", NOON)
    assert [let_in.has(key, NOON) for key in "abc"] == [False, True, True]
    let_in.forget("c")
    assert not let_in.has("c", NOON)


SERVED = {"DATABASE_URL": "postgresql://zones_api@b/c", "ZONES_WALL_KEY": WALL_KEY}
GOOD = {**SERVED, "ZONES_OIDC_ISSUER": "https://id.example", "ZONES_OIDC_AUDIENCE": "zones"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZONES_OIDC_ISSUER", "http://id.example"),
        ("ZONES_OIDC_ISSUER", "https://id.example?x=1"),
        ("ZONES_OIDC_ISSUER", "https://user:secret@id.example"),
        ("ZONES_OIDC_ISSUER", "ftp://id.example"),
        ("ZONES_OIDC_ISSUER", "https://id.example:99999"),
        ("ZONES_OIDC_AUDIENCE", " "),
        ("ZONES_OIDC_ALGORITHMS", "HS256"),
        ("ZONES_OIDC_ALGORITHMS", "RS256,none"),
        ("ZONES_OIDC_LEEWAY", "301"),
        ("ZONES_OIDC_LEEWAY", "-1"),
        ("ZONES_OIDC_LEEWAY", "٣"),
        ("ZONES_OIDC_LONGEST_AGE", "0"),
        ("ZONES_OIDC_CA_FILE", "/nowhere/ca.pem"),
        ("ZONES_PROXIES", "proxy.example"),
        ("ZONES_PROXIES", "10.0.0.1/8"),
    ],
)
def test_settings_of_signing_in_that_cannot_be_meant_are_refused_without_their_value(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_environment({**GOOD, name: value})
    assert name in refused.value.message("en")
    assert name in refused.value.message("zh")
    assert "secret" not in refused.value.message("en")


def test_settings_of_signing_in_are_read() -> None:
    more = {"ZONES_OIDC_ALGORITHMS": "ES256, RS256", "ZONES_OIDC_LEEWAY": "5", "ZONES_PROXIES": "10.0.0.7, 10.1.0.0/16"}
    found = Settings.from_environment({**GOOD, **more})
    provider = ProviderSettings("https://id.example", "zones", ("ES256", "RS256"), 5)
    assert (found.provider, found.proxies) == (provider, (ip_network("10.0.0.7"), ip_network("10.1.0.0/16")))
    assert Settings.from_environment(SERVED).provider is None

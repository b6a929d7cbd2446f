"""Who stands behind the identities of the demo."""

import asyncio
from datetime import datetime
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.session import Database
from db.wall import api_url
from service import cli
from service.app import create_app
from service.commands.serving import GivingUp
from service.demo_identities import DEMO_IDENTITIES
from service.identity import hash_of, identify
from service.refused import NotLetIn
from service.settings import Settings
from terms.access import SignInRefusal
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.conftest import WALL_KEY
from tests.service.running import free_port

POSTS = """
SELECT o.kind::text, m.heads, EXISTS (SELECT 1 FROM pool_members p WHERE p.person_id = m.person_id)
FROM memberships m JOIN organs o ON o.id = m.organ_id
WHERE m.person_id = :person AND m.kind = 'ESTABLISHMENT' AND upper_inf(m.during)
"""


@pytest.mark.parametrize(
    ("token", "post"),
    [
        ("demo-county", ("COUNTY_COMMISSION", True, False)),
        ("demo-z1", ("RESIDENT_GROUP", True, True)),
        ("demo-z4", ("RESIDENT_GROUP", True, True)),
        ("demo-organ", ("TOWNSHIP_COMMISSION", True, True)),
        ("demo-investigator", ("TOWNSHIP_COMMISSION", False, True)),
    ],
)
async def test_the_county_coordinators_and_the_investigator_are_people(
    county: str, token: str, post: tuple[str, bool, bool]
) -> None:
    database = Database(county)
    identity = await identify(database, token, demo=True, now=datetime.now(COUNTY_TIME))
    async with database.engine.connect() as connection:
        found = (await connection.execute(text(POSTS), {"person": identity.person_id})).all()
    await database.close()
    assert [tuple(row) for row in found] == [post]


async def test_a_coordinator_is_of_an_organ_of_her_own_zone(county: str) -> None:
    database = Database(county)
    statement = text("""
        SELECT z.code FROM memberships m JOIN zone_members zm USING (organ_id) JOIN zones z ON z.id = zm.zone_id
        WHERE m.person_id = :person AND m.heads AND upper_inf(zm.during)""")
    for number in range(1, 5):
        identity = await identify(database, f"demo-z{number}", demo=True, now=datetime.now(COUNTY_TIME))
        async with database.engine.connect() as connection:
            assert (await connection.execute(statement, {"person": identity.person_id})).scalar_one() == f"Z{number}"
    await database.close()


async def test_the_secretary_of_an_organ_is_its_principal(county: str) -> None:
    database = Database(county)
    identity = await identify(database, "demo-organ", demo=True, now=datetime.now(COUNTY_TIME))
    heads = text("SELECT count(*) FROM memberships WHERE person_id = :person AND organ_id = :organ AND heads")
    async with database.engine.connect() as connection:
        asked = {"person": identity.person_id, "organ": identity.organ_id}
        assert (await connection.execute(heads, asked)).scalar_one() == 1
    await database.close()
    assert identity.zone_ids is None


async def test_offices_are_nobodys_and_every_role_has_an_identity(county: str) -> None:
    database = Database(county)
    now = datetime.now(COUNTY_TIME)
    found = {each.token: await identify(database, each.token, demo=True, now=now) for each in DEMO_IDENTITIES}
    await database.close()
    assert {identity.role for identity in found.values()} == set(Role)
    people = {token for token, identity in found.items() if identity.person_id is not None}
    assert people == {"demo-county", "demo-z1", "demo-z2", "demo-z3", "demo-z4", "demo-organ", "demo-investigator"}


async def reason(database: Database, token: str, *, demo: bool) -> SignInRefusal:
    """Return why a token is not let in."""
    with pytest.raises(NotLetIn) as refused:
        await identify(database, token, demo=demo, now=datetime.now(COUNTY_TIME))
    return refused.value.refusal


KEPT = """
INSERT INTO access_tokens (county_id, label, role, sha256, expires_at)
SELECT id, 'demo-county', 'COUNTY', :sha256, now() + interval '1 day' FROM counties
"""


async def test_without_the_demo_no_demo_token_is_known_even_if_somebody_stored_it(county: str) -> None:
    database = Database(county)
    async with database.engine.begin() as connection:
        await connection.execute(text(KEPT), {"sha256": hash_of("demo-county")})
    found = [await reason(database, each.token, demo=False) for each in DEMO_IDENTITIES]
    assert found == [SignInRefusal.DEMO_OUTSIDE] * len(DEMO_IDENTITIES)
    assert await reason(database, "demo-king", demo=True) is SignInRefusal.UNKNOWN
    await database.close()


async def test_no_other_county_takes_a_demo_token_whatever_the_settings_say(database: str) -> None:
    real = Database(database)
    assert await reason(real, "demo-scheduler", demo=True) is SignInRefusal.DEMO_OUTSIDE
    async with real.engine.begin() as connection:
        await connection.execute(text("INSERT INTO counties (code, name, name_en) VALUES ('990001', '甲县', '')"))
        await connection.execute(text(KEPT), {"sha256": hash_of("demo-scheduler")})
    assert await reason(real, "demo-scheduler", demo=True) is SignInRefusal.DEMO_OUTSIDE
    with pytest.raises(DBAPIError, match="never becomes one"):
        async with real.engine.begin() as connection:
            await connection.execute(text("UPDATE counties SET demo = true"))
    await real.close()


async def test_the_service_does_not_start_with_demo_identities_on_another_county(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Database(database)
    async with real.engine.begin() as connection:
        await connection.execute(text("INSERT INTO counties (code, name, name_en) VALUES ('990001', '甲县', '')"))
    await real.close()
    started: list[Any] = []
    monkeypatch.setattr(uvicorn, "run", lambda *_, **how: started.append(how))
    monkeypatch.setenv("ZONES_WALL_KEY", WALL_KEY)
    monkeypatch.setenv("ZONES_DEMO", "1")
    for command, url in (("demo", database), ("serve", api_url(database))):
        monkeypatch.setenv("DATABASE_URL", url)
        assert await asyncio.to_thread(cli.main, [command, "--port", str(free_port())]) == 2
        assert "not the demo's" in capsys.readouterr().err
    assert started == []
    monkeypatch.delenv("ZONES_DEMO")
    assert await asyncio.to_thread(cli.main, ["serve", "--port", str(free_port())]) == 0
    assert [(how["proxy_headers"], how["http"]) for how in started] == [(False, GivingUp)]


@pytest.mark.parametrize("demo", [True, False])
async def test_the_menu_shows_the_identities_in_the_demo_alone(county: str, demo: bool) -> None:  # noqa: FBT001
    app = create_app(Settings(database_url=api_url(county), wall_key=WALL_KEY, demo=demo, graphiql=True))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://zones") as client:
        offered = (await client.get("/graphiql/identities.json")).json()
    await app.state.database.close()
    assert [each["token"] for each in offered] == [each.token for each in DEMO_IDENTITIES if demo]

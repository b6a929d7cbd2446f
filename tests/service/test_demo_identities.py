"""Who stands behind the identities of the demo."""

from datetime import datetime

import pytest
from sqlalchemy import text

from db.session import Database
from service.identity import DEMO_IDENTITIES, identify
from terms.periods import COUNTY_TIME

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
        ("demo-investigator", ("TOWNSHIP_COMMISSION", False, True)),
    ],
)
async def test_the_county_coordinators_and_the_investigator_are_people(
    county: str, token: str, post: tuple[str, bool, bool]
) -> None:
    database = Database(county)
    identity = await identify(database, token, demo=True, now=datetime.now(COUNTY_TIME))
    assert identity is not None
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
        assert identity is not None
        async with database.engine.connect() as connection:
            assert (await connection.execute(statement, {"person": identity.person_id})).scalar_one() == f"Z{number}"
    await database.close()


async def test_offices_are_nobodys_and_without_the_demo_no_demo_token_is_known(county: str) -> None:
    database = Database(county)
    now = datetime.now(COUNTY_TIME)
    for token in ("demo-secretary", "demo-recusal", "demo-clue", "demo-scheduler"):
        identity = await identify(database, token, demo=True, now=now)
        assert identity is not None
        assert identity.person_id is None
    assert [await identify(database, each.token, demo=False, now=now) for each in DEMO_IDENTITIES] == [None] * len(
        DEMO_IDENTITIES
    )
    await database.close()

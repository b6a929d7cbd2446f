"""Private calendar addresses: read by a calendar program, ended by their owner or with her access."""

import asyncio

import httpx
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import text

from db.session import Database

MAKE = """mutation Make($zone: String) { calendarFeedMake(input: {zoneCode: $zone}) {
  ... on CalendarFeedMade { address feed { number zone { code } } } ... on Refusal { code } } }"""
REVOKE = """mutation Revoke($number: Int!) { calendarFeedRevoke(input: {number: $number}) {
  ... on CalendarFeedRevoked { feed { number } } ... on Refusal { code } } }"""
FEEDS = "{ calendarFeeds { number zone { code } revokedAt } }"


async def data(client: httpx.AsyncClient, query: str, who: str = "demo-county", **variables: object) -> dict:  # type: ignore[type-arg]
    answer = await client.post(
        "/graphql",
        json={"query": query, "variables": variables},
        headers={"authorization": f"Bearer {who}"},
    )
    found: dict[str, object] = answer.json()["data"]
    return found


async def looked_at(client: httpx.AsyncClient, address: str) -> Calendar:
    """Return what a calendar program finds there, which sends no token."""
    answer = await client.get(address, headers={"authorization": ""})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8"), answer.text
    assert answer.headers["cache-control"] == "no-store"
    return IcsCalendarStream.calendar_from_ics(answer.text)


async def test_a_calendar_finds_the_meetings_of_a_zone_without_a_token(client: httpx.AsyncClient) -> None:
    made = (await data(client, MAKE, zone="Z1"))["calendarFeedMake"]
    titles = {event.summary for event in (await looked_at(client, made["address"])).events}
    listed = await data(client, '{ meetings(filter: {zoneCode: "Z1"}) { nodes { title } } }')
    assert titles == {each["title"] for each in listed["meetings"]["nodes"]}
    assert titles


async def test_each_has_addresses_of_her_own_and_revokes_no_others(client: httpx.AsyncClient) -> None:
    made = (await data(client, MAKE))["calendarFeedMake"]
    number = made["feed"]["number"]
    assert (await data(client, FEEDS, who="demo-z1"))["calendarFeeds"] == []
    refused = await data(client, REVOKE, who="demo-z1", number=number)
    assert refused["calendarFeedRevoke"] == {"code": "NOT_FOUND"}
    await looked_at(client, made["address"])
    assert (await data(client, REVOKE, number=number))["calendarFeedRevoke"] == {"feed": {"number": number}}
    assert (await data(client, FEEDS))["calendarFeeds"] == []
    answer = await client.get(made["address"])
    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED")


async def test_a_coordinator_has_no_feed_of_another_zone(client: httpx.AsyncClient) -> None:
    assert (await data(client, MAKE, who="demo-z1", zone="Z2"))["calendarFeedMake"] == {"code": "NOT_FOUND"}
    assert (await data(client, MAKE, who="demo-z1", zone="无此"))["calendarFeedMake"] == {"code": "NOT_FOUND"}
    made = (await data(client, MAKE, who="demo-z1", zone="Z1"))["calendarFeedMake"]
    assert made["feed"]["zone"] == {"code": "Z1"}


async def test_a_feed_ends_with_the_access_of_its_owner(client: httpx.AsyncClient, county: str) -> None:
    token = (await data(client, ISSUE, who="demo-security"))["accessTokenIssue"]
    made = (await data(client, MAKE, who=token["secret"]))["calendarFeedMake"]
    assert (await looked_at(client, made["address"])).events
    database = Database(county)
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE access_tokens SET revoked_at = now(), revoked_by = 'test'"))
    await database.close()
    assert (await client.get(made["address"])).status_code == 401


ISSUE = """mutation { accessTokenIssue(input: {access: {label: "会议员", role: SECRETARY}}) {
  ... on AccessTokenIssued { secret token { id } } ... on Refusal { code message } } }"""
REVOKED = "UPDATE access_tokens SET revoked_at = now(), revoked_by = 'test' WHERE revoked_at IS NULL"


async def test_no_address_revives_for_a_new_access_of_the_same_name(client: httpx.AsyncClient, county: str) -> None:
    former = (await data(client, ISSUE, who="demo-security"))["accessTokenIssue"]
    old = (await data(client, MAKE, who=former["secret"]))["calendarFeedMake"]
    database = Database(county)
    async with database.engine.begin() as connection:
        await connection.execute(text(REVOKED))
    await database.close()
    new = (await data(client, ISSUE, who="demo-security"))["accessTokenIssue"]["secret"]
    assert (await client.get(old["address"])).status_code == 401
    assert (await data(client, FEEDS, who=new))["calendarFeeds"] == []
    refused = await data(client, REVOKE, who=new, number=old["feed"]["number"])
    assert refused["calendarFeedRevoke"] == {"code": "NOT_FOUND"}
    made = (await data(client, MAKE, who=new))["calendarFeedMake"]
    assert (await looked_at(client, made["address"])).events
    assert [each["number"] for each in (await data(client, FEEDS, who=new))["calendarFeeds"]] == [
        made["feed"]["number"]
    ]
    assert (await client.get(old["address"])).status_code == 401


async def test_of_thirty_made_at_once_twenty_stand(client: httpx.AsyncClient) -> None:
    made = await asyncio.gather(*(data(client, MAKE, zone="Z1") for _ in range(30)))
    codes = [each["calendarFeedMake"].get("code") for each in made]
    assert (codes.count(None), codes.count("TOO_MANY_FEEDS")) == (20, 10)
    assert len((await data(client, FEEDS))["calendarFeeds"]) == 20


async def test_addresses_that_are_guessed_are_throttled(client: httpx.AsyncClient) -> None:
    codes = [(await client.get(f"/calendar/guess{at}.ics")).status_code for at in range(40)]
    assert codes[0] == 401
    assert codes[-1] == 429


async def test_somebodys_own_feed_has_the_meetings_that_she_goes_to_and_no_others(client: httpx.AsyncClient) -> None:
    async def own_and_seen(who: str) -> tuple[set[str], set[str]]:
        made = (await data(client, MAKE, who=who))["calendarFeedMake"]
        seen = (await data(client, "{ meetings { nodes { title } } }", who=who))["meetings"]["nodes"]
        return {str(event.summary) for event in (await looked_at(client, made["address"])).events}, {
            each["title"] for each in seen
        }

    own, seen = await own_and_seen("demo-organ")
    assert own == seen != set()
    own, seen = await own_and_seen("demo-county")  # sees every meeting, and is invited to none
    assert own == set() != seen
    own, seen = await own_and_seen("demo-z2")
    assert own <= seen
    own, seen = await own_and_seen("demo-secretary")  # an office: all that it keeps
    assert own == seen != set()

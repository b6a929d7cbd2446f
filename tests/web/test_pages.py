"""What the server says of its pages, before any browser reads them."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from service.page_safety import SAFE_HEADERS, PageSafety
from service.pages import BUILT, MEDIA_TYPES, Bilingual, Identity, Tab, graphiql_routes

TAB = Tab(name="01-a", title=Bilingual(zh="甲", en="A"), query="query A { a }", variables={"n": 1})
OFFICER = Identity(label=Bilingual(zh="协调员", en="Coordinator"), token="t1")  # noqa: S106  (no secret)
IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async def tabs() -> list[Tab]:
        return [TAB]

    app = Starlette(
        routes=graphiql_routes(tabs=tabs, identities=lambda: [OFFICER]), middleware=[Middleware(PageSafety)]
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://zones") as client:
        yield client


async def test_the_root_leads_to_graphiql_by_a_path_that_keeps_a_proxys_prefix(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "graphiql/")


async def test_the_page_is_bilingual_html_that_is_asked_for_anew(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphiql/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert "<title>协作区 · Collaboration Zones</title>" in answer.text


async def test_the_page_holds_no_inline_script_and_no_address_of_another_host(client: httpx.AsyncClient) -> None:
    page = (await client.get("/graphiql/")).text
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"(?:src|href)=\"(?!\./)[^\"]*\"", page) == []


async def test_every_built_file_is_served_with_its_type_and_kept_only_if_its_name_carries_a_hash(
    client: httpx.AsyncClient,
) -> None:
    files = [path for path in BUILT.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        name = path.relative_to(BUILT).as_posix()
        answer = await client.get(f"/graphiql/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == MEDIA_TYPES[path.suffix]
        assert answer.headers["cache-control"] == (IMMUTABLE if name.startswith("assets/") else "no-cache")
        assert answer.content == path.read_bytes()


@pytest.mark.parametrize("path", ["/graphiql/", "/graphiql/tabs.json", "/graphiql/icon.svg"])
async def test_every_answer_carries_every_safe_header(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert {name: headers[name] for name in SAFE_HEADERS} == SAFE_HEADERS


async def test_the_policy_lets_nothing_in_from_elsewhere(client: httpx.AsyncClient) -> None:
    assert (await client.get("/graphiql/")).headers["content-security-policy"] == (
        "default-src 'self'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


async def test_tabs_and_identities_are_told_as_they_are_and_never_kept(client: httpx.AsyncClient) -> None:
    tabs, identities = await client.get("/graphiql/tabs.json"), await client.get("/graphiql/identities.json")
    assert tabs.json() == [
        {"name": "01-a", "title": {"zh": "甲", "en": "A"}, "query": "query A { a }", "variables": {"n": 1}}
    ]
    assert identities.json() == [{"label": {"zh": "协调员", "en": "Coordinator"}, "token": "t1"}]
    assert [answer.headers["cache-control"] for answer in (tabs, identities)] == ["no-store", "no-store"]


async def test_an_unchanged_file_is_not_sent_twice(client: httpx.AsyncClient) -> None:
    first = await client.get("/graphiql/icon.svg")
    second = await client.get("/graphiql/icon.svg", headers={"if-none-match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")


@pytest.mark.parametrize("path", ["/graphiql/nothing.js", "/graphiql/..%2f..%2fpages.py", "/graphiql/%00"])
async def test_what_is_not_a_built_file_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_a_page_cannot_be_written_to(client: httpx.AsyncClient) -> None:
    assert (await client.post("/graphiql/icon.svg")).status_code == 405

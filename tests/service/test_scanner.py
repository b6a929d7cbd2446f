"""What scanners of GraphQL look for, one by one, at the defaults of production: they find nothing."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pytest_asyncio import fixture

from db.embedded import EmbeddedPostgres
from db.wall import api_url
from service.app import create_app
from service.settings import Settings
from tests.conftest import WALL_KEY, as_owner, clone
from tests.service.running import zones

pytestmark = pytest.mark.asyncio(loop_scope="module")
NAME = "county_of_the_scanner"


@fixture(scope="module", loop_scope="module")
async def client(postgres: EmbeddedPostgres, demo_template: str) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client with a token of the county, of an application whose every setting is production's default."""
    await clone(postgres, demo_template, name=NAME)
    url = postgres.url(NAME)
    made = zones("token", "--role", "COUNTY", "--label", "scanner", DATABASE_URL=url)
    token = made.stdout.strip().splitlines()[-1]
    app = create_app(Settings.from_environment({"DATABASE_URL": api_url(url), "ZONES_WALL_KEY": WALL_KEY}))
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://zones", headers=headers
    ) as client:
        yield client
    await app.state.database.close()
    await as_owner(postgres, f"DROP DATABASE {NAME} WITH (FORCE)")


async def asked(client: httpx.AsyncClient, query: str, **more: Any) -> tuple[Any, list[str]]:
    """Return the data of an answer, and the codes of its errors."""
    body = (await client.post("/graphql", json={"query": query, **more})).json()
    return body.get("data"), [error["extensions"]["code"] for error in body.get("errors", ())]


async def test_an_ordinary_question_is_answered(client: httpx.AsyncClient) -> None:
    assert await asked(client, "{ __typename }") == ({"__typename": "Query"}, [])


async def test_alias_overloading(client: httpx.AsyncClient) -> None:
    aliases = " ".join(f"alias{number}: __typename" for number in range(101))
    assert await asked(client, f"query cop {{ {aliases} }}") == (None, ["TOO_MANY_ALIASES"])


async def test_batches(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json=[{"query": "query cop { __typename }"}] * 10)
    assert answer.status_code == 400
    assert not isinstance(answer.json(), list)


async def test_directive_overloading(client: httpx.AsyncClient) -> None:
    for name in ("@aa", "@include(if: true)"):
        assert await asked(client, f"query cop {{ __typename {name * 100} }}") == (None, ["TOO_MANY_DIRECTIVES"])


async def test_circular_introspection(client: httpx.AsyncClient) -> None:
    circle = "query cop { __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"
    assert await asked(client, circle) == (None, ["INTROSPECTION_OFF"])


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Query") { name } }',
        "{ ...a } fragment a on Query { __schema { types { name } } }",
        '{ ... on Query { b: __type(name: "Case") { name } } }',
        "\ufeff{ __schema\n,,,{ types { name } } }",
        "query A { __typename } query B { __schema { types { name } } }",
    ],
)
async def test_introspection(client: httpx.AsyncClient, query: str) -> None:
    assert await asked(client, query, operationName="A" if "query A" in query else None) == (
        None,
        ["INTROSPECTION_OFF"],
    )


async def test_field_duplication(client: httpx.AsyncClient) -> None:
    assert await asked(client, f"query cop {{ {'__typename ' * 500} }}") == (None, ["TOO_MANY_FIELDS"])


@pytest.mark.parametrize(
    "query",
    [
        "{ zone { nam } }",
        "{ cass { totalCount } }",
        "{ cases(frst: 1) { totalCount } }",
        "{ cases(filter: {statuses: [OPN], mdes: []}) { totalCount } }",
        "{ ... on Cas { id } }",
        "query A($a: CaseFilte) { __typename }",
    ],
)
async def test_field_suggestions(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.post("/graphql", json={"query": query})
    assert "Did you mean" not in answer.text


async def test_questions_and_acts_by_get(client: httpx.AsyncClient) -> None:
    for query in ("query cop { __typename }", "mutation cop { __typename }"):
        answer = await client.get("/graphql", params={"query": query})
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
        assert "data" not in answer.json()


async def test_forms_and_plain_texts(client: httpx.AsyncClient) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/plain", "", "application/graphql"):
        for body in ("query=mutation+cop+%7B__typename%7D", '{"query": "query cop { __typename }"}'):
            answer = await client.post("/graphql", content=body, headers={"content-type": kind})
            assert answer.status_code == 400
            assert "data" not in answer.json()


async def test_an_upload_from_a_page_of_another_site(client: httpx.AsyncClient) -> None:
    parts = {"operations": (None, '{"query": "{ __typename }"}'), "map": (None, "{}")}
    answer = await client.post("/graphql", files=parts)
    assert (answer.status_code, answer.json()["code"]) == (400, "PREFLIGHT_REQUIRED")
    answer = await client.post("/graphql", files=parts, headers={"graphql-require-preflight": "1"})
    assert answer.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("path", ["/", "/graphiql", "/graphiql/", "/playground", "/altair", "/console", "/graphql/"])
async def test_pages_of_tools(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers={"accept": "text/html"}, follow_redirects=True)
    assert answer.status_code in {404, 405}
    assert answer.headers["content-type"].startswith("application/json")
    assert "<html" not in answer.text.lower()


async def test_tracing_and_debugging(client: httpx.AsyncClient) -> None:
    headers = {"X-Apollo-Tracing": "1", "X-Debug": "1", "apollo-federation-include-trace": "ftv1"}
    answer = await client.post("/graphql", json={"query": "query cop { __typename }"}, headers=headers)
    assert set(answer.json()["extensions"]) == {"cost"}


async def test_unhandled_errors(client: httpx.AsyncClient) -> None:
    for query in ("qwerty cop { abc }", "query cop { __typename", "\x00", "{ nodes(ids: [1, {a: 2}]) { id } }"):
        answer = await client.post("/graphql", json={"query": query})
        assert answer.status_code in {200, 400}
        assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {"BAD_REQUEST"}
        assert not {"exception", "stacktrace", "Traceback"} & set(answer.text.split('"'))


async def test_other_sites_are_not_let_in(client: httpx.AsyncClient) -> None:
    foreign = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    for answer in (await client.options("/graphql", headers=foreign), await client.get("/health", headers=foreign)):
        assert not [name for name in answer.headers if name.startswith("access-control")]

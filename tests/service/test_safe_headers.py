"""Headers on every answer, the sites that are let in, and answers for what nobody expected."""

import json
import logging

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.page_safety import DATA_HEADERS, SAFE_HEADERS
from tests.service.edge import asked

SMALL = {"content-type": "application/json"}


async def every_kind_of_answer(client: httpx.AsyncClient) -> dict[str, httpx.Response]:
    """Return an answer of each status and each part of the application."""
    nobody = {"authorization": "Bearer nobody"}
    return {
        "data": await client.post("/graphql", json={"query": "{ __typename }"}),
        "refused document": await client.post("/graphql", json={"query": "{"}),
        "unreadable": await client.post("/graphql", content=b"x", headers=SMALL),
        "signed out": await client.post("/graphql", json={"query": "{ __typename }"}, headers=nobody),
        "too large": await client.post("/graphql", content=b" " * 2**21, headers=SMALL),
        "wrong method": await client.put("/graphql"),
        "wrong method elsewhere": await client.post("/health"),
        "health": await client.get("/health"),
        "template": await client.get("/template.xlsx"),
        "export refused": await client.get("/export.xlsx", headers=nobody),
        "nothing": await client.get("/nothing"),
    }


async def test_every_answer_carries_the_safe_headers_and_is_not_kept(county: str) -> None:
    async with asked(county) as client:
        answers = await every_kind_of_answer(client)
        page = await client.get("/graphiql/")
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "data": 200,
        "refused document": 200,
        "unreadable": 400,
        "signed out": 401,
        "too large": 413,
        "wrong method": 405,
        "wrong method elsewhere": 405,
        "health": 200,
        "template": 200,
        "export refused": 401,
        "nothing": 404,
    }
    for name, answer in answers.items():
        assert {each: answer.headers.get(each) for each in DATA_HEADERS} == DATA_HEADERS, name
        assert answer.headers["cache-control"] == "no-store", name
        assert "strict-transport-security" not in answer.headers, name
        if answer.status_code >= 400:
            assert answer.json()["errors"][0]["extensions"]["code"], name
    assert {each: page.headers.get(each) for each in SAFE_HEADERS} == SAFE_HEADERS


async def test_behind_tls_browsers_are_told_to_stay_with_it(county: str) -> None:
    async with asked(county, tls=True) as client:
        for path in ("/health", "/graphiql/", "/nothing"):
            assert (await client.get(path)).headers["strict-transport-security"] == "max-age=31536000"


async def test_only_sites_on_the_list_are_let_in(county: str) -> None:
    async with asked(county, origins=("https://office.example",)) as client:

        async def preflight(origin: str) -> httpx.Response:
            wanted = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
            return await client.options("/graphql", headers={"origin": origin, **wanted})

        known, foreign = await preflight("https://office.example"), await preflight("https://office.example.evil")
        answer = await client.get("/health", headers={"origin": "https://office.example"})
    assert known.headers["access-control-allow-origin"] == "https://office.example"
    assert "access-control-allow-credentials" not in known.headers
    assert (foreign.status_code, "access-control-allow-origin" in foreign.headers) == (400, False)
    assert answer.headers["access-control-allow-origin"] == "https://office.example"


async def test_a_fault_outside_of_graphql_is_masked_with_a_number(
    county: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_request: Request) -> Response:
        raise ZeroDivisionError("P000001 informed")

    async with asked(county) as client:
        app = client._transport.app  # type: ignore[attr-defined]
        assert isinstance(app, Starlette)
        app.router.routes.append(Route("/broken", broken))
        answer = await client.get("/broken", headers={"accept-language": "zh"})
    assert answer.status_code == 500
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    number = error["extensions"]["id"]
    assert error["message"] == f"服务内部出错，已记录，编号{number}。请将编号告知管理员。"
    assert {name: answer.headers.get(name) for name in DATA_HEADERS} == DATA_HEADERS
    (record,) = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert number in record.getMessage()
    assert "ZeroDivisionError" in caplog.text
    assert "P000001" not in json.dumps(answer.json()) + caplog.text

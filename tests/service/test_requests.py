"""Bad requests: each is told what is wrong with it, in the client's language, and none is a fault of the service."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

JSON = {"content-type": "application/json"}
ZONES = {"query": "{ zones(first: 4) { nodes { code } } }"}
CHINESE = {"accept-language": "zh-CN,zh;q=0.9"}


def told(answer: httpx.Response) -> tuple[int, str]:
    """Return the status and the code of the one error."""
    (error,) = answer.json()["errors"]
    assert error["message"]
    return answer.status_code, error["extensions"]["code"]


async def test_a_good_request_is_answered(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json=ZONES)
    assert answer.status_code == 200
    assert [zone["code"] for zone in answer.json()["data"]["zones"]["nodes"]] == ["Z1", "Z2", "Z3", "Z4"]


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer nobody",
        "Basic demo-county",
        "Bearer " + "x" * 501,
        "Bearer é",
        "demo-county",
    ],
)
async def test_without_a_known_token_nothing_is_answered(client: httpx.AsyncClient, authorization: str | None) -> None:
    headers = [(b"authorization", authorization.encode("latin-1"))] if authorization is not None else []
    del client.headers["authorization"]
    english = await client.post("/graphql", json=ZONES, headers=httpx.Headers(headers))
    assert told(english) == (401, "UNAUTHENTICATED")
    assert english.headers["www-authenticate"] == "Bearer"
    chinese = await client.post("/graphql", json=ZONES, headers=httpx.Headers([*headers, (b"accept-language", b"zh")]))
    assert chinese.json()["errors"][0]["message"].startswith("请使用有效的令牌登录")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
async def test_only_post_and_in_the_demo_get_ask(client: httpx.AsyncClient, method: str, accept: str) -> None:
    answer = await client.request(method, "/graphql", params=ZONES, headers={"accept": accept, **CHINESE})
    assert answer.headers["allow"] == "GET, POST"
    assert answer.status_code == 405
    if method != "HEAD":
        assert told(answer) == (405, "METHOD_NOT_ALLOWED")
        assert answer.json()["errors"][0]["message"] == f"GraphQL请求须用GET或POST发送，不能用{method}。"


UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"query { zones }",
    "cut short": b'{"query": "{ zones',
    "two": b'{"query": "{ zones { code } }"}{}',
    "GBK": json.dumps({"query": "{ zones { code } }", "variables": {"名": "商水"}}, ensure_ascii=False).encode("gbk"),
    "UTF-16": json.dumps(ZONES).encode("utf-16"),
    "half a character": b'{"query": "{ zones { code } }", "variables": {"a": "\xe5\x95"}}',
    "lone surrogate": b'{"query": "{ zones { code } }", "variables": {"a": "\\ud800"}}',
    "bottomless": b"[" * 100_000,
    "huge number": b'{"query": "{ zones { code } }", "variables": {"a": ' + b"9" * 5000 + b"}}",
    "not a number": b'{"query": "{ zones { code } }", "variables": {"a": NaN}}',
    "text": b'"{ zones { code } }"',
    "number": b"5",
    "null": b"null",
    "list": b"[]",
    "list of one": b'[{"query": "{ zones { code } }"}]',
    "list of texts": b'["a"]',
    "no query": b"{}",
    "query of a number": b'{"query": 5}',
    "variables of a list": b'{"query": "{ zones { code } }", "variables": [1]}',
    "extensions of a text": b'{"query": "{ zones { code } }", "extensions": "a"}',
    "unknown operation": b'{"query": "query A { zones { code } }", "operationName": "B"}',
    "operation of a list": b'{"query": "query A { zones { code } }", "operationName": ["A"]}',
    "operation of an object": b'{"query": "query A { zones { code } }", "operationName": {"A": 1}}',
}


@pytest.mark.parametrize("name", UNREADABLE)
async def test_what_cannot_be_read_is_refused_in_both_languages(client: httpx.AsyncClient, name: str) -> None:
    english = await client.post("/graphql", content=UNREADABLE[name], headers=JSON)
    assert told(english) == (400, "BAD_REQUEST")
    assert english.json()["errors"][0]["message"].startswith("The request cannot be read: ")
    chinese = await client.post("/graphql", content=UNREADABLE[name], headers={**JSON, **CHINESE})
    assert chinese.json()["errors"][0]["message"].startswith("请求无法读取（")


@pytest.mark.parametrize("kind", ["", "text/plain", "application/graphql", "application/x-www-form-urlencoded"])
async def test_other_content_types_are_refused(client: httpx.AsyncClient, kind: str) -> None:
    answer = await client.post("/graphql", content=json.dumps(ZONES).encode(), headers={"content-type": kind})
    assert told(answer) == (400, "BAD_REQUEST")
    assert "application/json" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n[1]\r\n--x--\r\n',
        ),
        (
            "multipart/form-data; boundary=x",
            (
                b'--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{zones{code}}"}\r\n'
                b'--x\r\ncontent-disposition: form-data; name="map"\r\n\r\n{"0": [5]}\r\n--x--\r\n'
            ),
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="operations"; filename="a"\r\n\r\n{}\r\n--x--\r\n',
        ),
    ],
)
async def test_forms_that_are_no_uploads_are_refused(client: httpx.AsyncClient, kind: str, body: bytes) -> None:
    headers = {"content-type": kind, "graphql-require-preflight": "1"}
    answer = await client.post("/graphql", content=body, headers=headers)
    assert told(answer) == (400, "BAD_REQUEST")


async def test_a_byte_order_mark_before_utf8_is_read_over(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", content=b"\xef\xbb\xbf" + json.dumps(ZONES).encode(), headers=JSON)
    assert answer.json()["data"]["zones"]["nodes"][0] == {"code": "Z1"}


async def test_ten_megabytes_are_refused_whether_their_length_is_told_or_not(client: httpx.AsyncClient) -> None:
    body = b'{"query": "' + b" " * 10_000_000 + b'{ zones { code } }"}'

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    for content in (body, in_pieces()):
        answer = await client.post("/graphql", content=content, headers=JSON)
        assert told(answer) == (413, "TOO_LARGE")
        assert answer.json()["errors"][0]["message"] == (
            "The request is too large: 1 MiB for a document, 32 MiB with a workbook."
        )


@pytest.mark.parametrize("length", ["-1", "ten", "1" * 30])
async def test_a_length_that_cannot_be_meant_is_refused(client: httpx.AsyncClient, length: str) -> None:
    headers = {**JSON, "content-length": length}
    assert told(await client.post("/graphql", content=b"{}", headers=headers)) == (413, "TOO_LARGE")


async def test_health_needs_no_token_and_tells_of_the_database(client: httpx.AsyncClient) -> None:
    del client.headers["authorization"]
    answer = await client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok"})

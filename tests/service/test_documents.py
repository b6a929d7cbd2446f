"""Documents and values that cannot be meant: refused by name, in both languages, and never a fault of the service."""

from typing import Any

import httpx
import pytest

CHINESE = {"accept-language": "zh-CN,zh;q=0.9"}

BAD_DOCUMENTS = {
    "unknown field": "{ zones(first: 1) { nodes { code colour } } }",
    "unknown argument": "{ zones(of: 1) { code } }",
    "syntax": "{ zones { code }",
    "empty": "   ",
    "comment": "# nothing",
    "two operations": "query A { zones { code } } query B { zones { code } }",
    "bottomless": "{" * 4000,
    "circle": "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
    "integer too large": "{ cases(first: 99999999999999999999) { totalCount } }",
    "integer of 5000 digits": "{ cases(first: " + "9" * 5000 + ") { totalCount } }",
    "wrong kind": '{ cases(first: "ten") { totalCount } }',
    "surrogate": '{ proposal(key: "\\ud800") { id } }',
    "NUL": "{ zones { code \x00 } }",
}


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
async def test_documents_that_ask_wrongly_or_too_much_are_refused(client: httpx.AsyncClient, name: str) -> None:
    request = {"query": BAD_DOCUMENTS[name]}
    english = await client.post("/graphql", json=request)
    assert english.status_code in {200, 400}
    assert {error["extensions"]["code"] for error in english.json()["errors"]} == {"BAD_REQUEST"}
    chinese = await client.post("/graphql", json=request, headers=CHINESE)
    assert chinese.json()["errors"][0]["message"].startswith(("请求有误：", "请求无法读取（"))
    assert "Traceback" not in english.text


@pytest.mark.parametrize(
    "given",
    [
        "",
        "x",
        "Q2FzZQ==",
        "Q2FzZTox" * 50,
        "Q2FzZTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
        "Q2FzZTotMQ==",
        "Q2FzZTphYmM=",
        "Tm9ib2R5OjE=",
        "=====",
        "商水",
        "\x00",
        "Q2FzZTrvvJE=",
    ],
)
async def test_ids_that_name_nothing_find_nothing(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.post(
        "/graphql", json={"query": "query A($id: ID!) { node(id: $id) { id } }", "variables": {"id": given}}
    )
    assert answer.status_code == 200
    body = answer.json()
    codes = {error["extensions"]["code"] for error in body.get("errors") or ()}
    assert codes <= {"BAD_ID", "TEXT_UNFIT", "NOT_FOUND"}
    assert (body["data"] or {}).get("node") is None


PROPOSE = """
mutation Propose($input: AllocationProposeInput!) {
  allocationPropose(input: $input) { __typename ... on Refusal { code message } }
}
"""


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"key": ""}, "KEY_UNFIT"),
        ({"key": "a" * 201}, "KEY_UNFIT"),
        ({"key": "a\x00b"}, "KEY_UNFIT"),
        ({"key": "a", "zoneCodes": ["Z\x00"]}, "NOT_FOUND"),
        ({"key": "a", "zoneCodes": ["Z9"]}, "NOT_FOUND"),
        ({"key": "a", "zoneCodes": []}, "NOTHING_TO_STAFF"),
        ({"key": "a", "caseNumbers": ["\x00"]}, "TEXT_UNFIT"),
        ({"key": "a", "caseNumbers": []}, "NOTHING_TO_STAFF"),
    ],
)
async def test_values_that_cannot_be_meant_are_refused_by_name(
    client: httpx.AsyncClient, given: dict[str, Any], code: str
) -> None:
    english = await client.post("/graphql", json={"query": PROPOSE, "variables": {"input": given}})
    assert english.status_code == 200
    refusal = english.json()["data"]["allocationPropose"]
    assert refusal["code"] == code
    chinese = await client.post("/graphql", json={"query": PROPOSE, "variables": {"input": given}}, headers=CHINESE)
    said = chinese.json()["data"]["allocationPropose"]["message"]
    assert said != refusal["message"]
    assert any("一" <= letter <= "鿿" for letter in said)

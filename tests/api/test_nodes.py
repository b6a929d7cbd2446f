"""Global ids: stable, opaque, and refused by code when they are none of ours."""

import base64

import pytest

from schema.nodes import kinds
from tests.api.asking import Asking

NODE = "query($id: ID!) { node(id: $id) { __typename id } }"
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"


def written(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


async def test_everything_with_an_id_is_found_by_it_again(asking: Asking) -> None:
    found = await asking.data(
        """{ zones(first: 1) { nodes { id } } organs(first: 1) { nodes { id } } people(first: 1) { nodes { id } }
        poolMembers(first: 1) { nodes { id } } cases(first: 1) { nodes { id } }
        assignments(first: 1) { nodes { id } } }"""
    )
    ids = {name: part["nodes"][0]["id"] for name, part in found.items()}
    answer = await asking.data(NODES, ids=list(ids.values()))
    assert [node["id"] for node in answer["nodes"]] == list(ids.values())
    assert [node["__typename"] for node in answer["nodes"]] == [
        "Zone", "Organ", "Person", "PoolMember", "Case", "Assignment",
    ]  # fmt: skip


async def test_many_ids_of_one_type_take_one_statement_and_keep_their_order(asking: Asking) -> None:
    ids = [node["id"] for node in (await asking.data("{ organs(first: 50) { nodes { id } } }"))["organs"]["nodes"]]
    wanted = [*reversed(ids), ids[0]]
    answer = await asking(NODES, ids=wanted)
    assert [node["id"] for node in answer.data["nodes"]] == wanted
    assert answer.statements == 1


@pytest.mark.parametrize("name", sorted(kinds()))
async def test_a_key_that_no_row_has_is_null(asking: Asking, name: str) -> None:
    assert await asking.data(NODE, id=written(f"{name}:{2**63 - 1}")) == {"node": None}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Case:1",
        "%%%",
        "商",
        "W" * 5000,
        written(""),
        written("Case"),
        written("Case:"),
        written("Case:-1"),
        written("Case:1.0"),
        written("Case:１"),  # a full-width digit
        written("Case:" + "9" * 19),
        written(f"Case:{2**63}"),
        written("Case:1;DROP TABLE cases"),
        written("Informant:1"),
        written("Node:1"),
        written("Query:1"),
        base64.urlsafe_b64encode(b"Case:\xff").decode(),
    ],
)
async def test_an_id_that_is_none_of_ours_is_refused_by_code_and_without_a_statement(asking: Asking, text: str) -> None:
    answer = await asking(NODE, id=text)
    assert (answer.data, answer.codes, answer.statements) == ({"node": None}, ["BAD_ID"], 0)
    assert len(answer.errors[0]["message"]) < 300


async def test_more_ids_than_a_page_holds_are_refused(asking: Asking) -> None:
    one = written("Case:1")
    assert (await asking(NODES, ids=[one] * 101)).codes == ["TOO_MANY_IDS"]
    assert len((await asking.data(NODES, ids=[one] * 100))["nodes"]) == 100


async def test_a_refusal_speaks_the_callers_language(asking: Asking) -> None:
    answer = await asking(NODE, id="x", language="zh")
    assert answer.errors[0]["message"] == "标识“x”不是本服务给出的。请使用查询结果中的 id。"

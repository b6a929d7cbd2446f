"""Documents that are too deep, too broad or too repetitive: each refused by a code of its own, in both languages."""

import pytest
from graphql import get_introspection_query

from tests.service.edge import asked, codes

TOO_MUCH = {
    "TOO_DEEP": "{ zones { " + "a { " * 25 + "b" + " }" * 25 + " } }",
    "TOO_MANY_TOKENS": "{ " + "zones { code } " * 3000 + " }",
    "TOO_MANY_ALIASES": "{ zones { " + " ".join(f"a{number}: totalCount" for number in range(61)) + " } }",
    "TOO_MANY_DIRECTIVES": "{ zones { totalCount " + "@include(if: true) " * 51 + "} }",
    "TOO_MANY_FIELDS": "{ zones { " + "totalCount " * 121 + "} }",
    "TOO_MANY_ROOT_FIELDS": "{ " + " ".join("zones { totalCount } county { name }" for _ in range(11)) + " }",
}
"""By the code of their refusal."""
HIDDEN = {
    "TOO_DEEP": "{ ...a } fragment a on Query { zones { " + "a { " * 12 + "...b" + " }" * 12 + " } } "
    "fragment b on Zone { " + "a { " * 12 + "b" + " }" * 12 + " }",
    "TOO_MANY_ALIASES": "{ ...a } fragment a on Query { "
    + " ".join(f"a{number}: __typename" for number in range(61))
    + " }",
    "TOO_MANY_ROOT_FIELDS": "{ ...a ...b } "
    + " ".join(f"fragment {name} on Query {{ {'__typename ' * 11} }}" for name in "ab"),
}
"""The same in fragments."""


@pytest.mark.parametrize("code", TOO_MUCH)
async def test_each_limit_refuses_by_its_own_code_in_both_languages(county: str, code: str) -> None:
    async with asked(county) as client:
        english = await client.post("/graphql", json={"query": TOO_MUCH[code]})
        chinese = await client.post("/graphql", json={"query": TOO_MUCH[code]}, headers={"accept-language": "zh"})
    assert [error["extensions"]["code"] for error in english.json()["errors"]] == [code]
    assert "data" not in english.json()
    assert english.json()["extensions"]["cost"]["used"] == 0
    said = chinese.json()["errors"][0]["message"]
    assert any("一" <= letter <= "鿿" for letter in said)


async def test_fragments_hide_nothing(county: str) -> None:
    async with asked(county) as client:
        assert {code: await codes(client, document) for code, document in HIDDEN.items()} == {
            code: [code] for code in HIDDEN
        }
        chain = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(400))
        assert await codes(client, f"{{ ...f0 }} {chain} fragment f400 on Query {{ __typename }}") == ["TOO_DEEP"]
        circle = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"
        assert set(await codes(client, circle)) == {"BAD_REQUEST"}


async def test_the_introspection_that_tools_send_passes(county: str) -> None:
    async with asked(county) as client:
        full = get_introspection_query(
            specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
        )
        answer = await client.post("/graphql", json={"query": full})
        assert len(answer.json()["data"]["__schema"]["types"]) > 100
        deep = "{ __schema { types { " + "fields { type { " * 5 + "name" + " } }" * 5 + " } } }"
        assert set(await codes(client, deep)) == {"BAD_REQUEST"}

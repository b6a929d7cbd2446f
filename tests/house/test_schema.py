"""The printed schema is the real one, and every word of it is described in both languages."""

import re
from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    is_introspection_type,
    is_specified_scalar_type,
)

from schema.root import PRINTED, printed
from terms.sealed import HoldKind

CHINESE = re.compile("[一-鿿]")


def words(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Yield every word of the schema with its description."""
    for name, kind in own_types(schema):
        yield name, kind.description
        if isinstance(kind, GraphQLEnumType):
            for value, definition in kind.values.items():
                yield f"{name}.{value}", definition.description
        if isinstance(kind, GraphQLInputObjectType):
            for given, input_field in kind.fields.items():
                yield f"{name}.{given}", input_field.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for asked, field in kind.fields.items():
                yield f"{name}.{asked}", field.description
                for argument, definition in field.args.items():
                    yield f"{name}.{asked}({argument})", definition.description


def own_types(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLNamedType]]:
    """Yield the types that are this schema's own words."""
    for name, kind in schema.type_map.items():
        if not is_introspection_type(kind) and not is_specified_scalar_type(kind):
            yield name, kind


def test_the_printed_schema_is_the_real_one() -> None:
    assert PRINTED.read_text(encoding="utf-8") == printed(), "run: python -m service schema"


def test_every_word_is_described_in_a_sentence() -> None:
    lacking = [word for word, text in words(build_schema(printed())) if not text or not text.strip().endswith(".")]
    assert lacking == []


def test_every_word_carries_its_chinese_term() -> None:
    assert [word for word, text in words(build_schema(printed())) if not CHINESE.search(text or "")] == []


def test_what_may_be_null_says_when() -> None:
    silent = [
        f"{name}.{asked}"
        for name, kind in own_types(build_schema(printed()))
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for asked, field in kind.fields.items()
        if not isinstance(field.type, GraphQLNonNull) and "null" not in (field.description or "").lower()
    ]
    assert silent == []


def test_every_mutation_has_one_input_and_one_payload_of_its_name() -> None:
    mutation = build_schema(printed()).mutation_type
    assert mutation is not None
    for name, field in mutation.fields.items():
        word = name[0].upper() + name[1:]
        assert {argument: str(given.type) for argument, given in field.args.items()} == {"input": f"{word}Input!"}
        assert str(field.type) == f"{word}Payload!"


def test_a_payload_is_one_thing_done_or_a_refusal() -> None:
    schema = build_schema(printed())
    refusal = schema.type_map["Refusal"]
    assert isinstance(refusal, GraphQLInterfaceType)
    assert {name: str(field.type) for name, field in refusal.fields.items()} == {
        "code": "String!",
        "message": "String!",
    }
    payloads = [kind for _, kind in own_types(schema) if isinstance(kind, GraphQLUnionType)]
    assert len(payloads) == len(schema.mutation_type.fields if schema.mutation_type else ())
    for payload in payloads:
        assert len([member for member in payload.types if refusal not in member.interfaces]) == 1, payload.name


def test_no_word_of_the_sealed_store_is_in_the_schema() -> None:
    schema = build_schema(printed())
    names = {word.lower() for word, _ in words(schema)}
    assert not [name for name in names if "informant" in name or "hold" in name.split(".")[-1].split("(")[0]]
    sealed = {kind.value for kind in HoldKind}
    enums = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLEnumType)]
    assert not [kind.name for kind in enums if sealed <= set(kind.values)]

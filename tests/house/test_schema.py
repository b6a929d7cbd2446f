"""The printed schema is the real one, and every word of it is described in both languages."""

import re
from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    is_introspection_type,
    is_specified_scalar_type,
)

from schema.root import PRINTED, printed
from terms.sealed import HoldKind

CHINESE = re.compile("[一-鿿]")


def words(schema: GraphQLSchema) -> Iterator[tuple[str, str | None, bool]]:
    """Yield every word with its description and whether it must carry a Chinese term."""
    for name, kind in schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        yield name, kind.description, True
        if isinstance(kind, GraphQLEnumType):
            for value, definition in kind.values.items():
                yield f"{name}.{value}", definition.description, True
        if isinstance(kind, GraphQLInputObjectType):
            for given, input_field in kind.fields.items():
                yield f"{name}.{given}", input_field.description, False
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for asked, field in kind.fields.items():
                yield f"{name}.{asked}", field.description, False
                for argument, definition in field.args.items():
                    yield f"{name}.{asked}({argument})", definition.description, False


def test_the_printed_schema_is_the_real_one() -> None:
    assert PRINTED.read_text(encoding="utf-8") == printed(), "run: python -m service schema"


def test_every_word_is_described_in_a_sentence() -> None:
    lacking = [word for word, text, _ in words(build_schema(printed())) if not text or not text.strip().endswith(".")]
    assert lacking == []


def test_every_type_and_enum_value_carries_its_chinese_term() -> None:
    schema = build_schema(printed())
    lacking = [word for word, text, bilingual in words(schema) if bilingual and not CHINESE.search(text or "")]
    assert lacking == []


def test_no_word_of_the_sealed_store_is_in_the_schema() -> None:
    schema = build_schema(printed())
    names = {word.lower() for word, _, _ in words(schema)}
    assert not [name for name in names if "informant" in name or "hold" in name.split(".")[-1].split("(")[0]]
    sealed = {kind.value for kind in HoldKind}
    enums = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLEnumType)]
    assert not [kind.name for kind in enums if sealed <= set(kind.values)]

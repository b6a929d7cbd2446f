"""The sweep of the schema leaves out no field, argument, value of an enum, input or act."""

import os
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    get_named_type,
    is_introspection_type,
    parse,
    validate,
    visit,
)

from tests.api.schema_sweep import WALKED, Sweep, UnknownArgumentError
from tests.api.worlds import Prepared

WHOLE = os.environ.get("ZONES_WORLDS") == "all"
UNREACHED: frozenset[str] = frozenset()
"""Words of the schema that no document of the sweep holds, each for a reason."""


class Words(Visitor):
    """Collects every word of the schema that documents hold."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.found: set[str] = set()

    def enter_field(self, node: object, *_: object) -> None:
        """Note a field."""
        self.found.add(f"{self.info.get_parent_type()}.{node.name.value}")  # type: ignore[attr-defined]

    def enter_argument(self, node: object, *_: object) -> None:
        """Note an argument."""
        field = self.info.get_field_def()
        assert field is not None
        self.found.add(f"{self.info.get_parent_type()}.{self._name(field)}({node.name.value})")  # type: ignore[attr-defined]

    def _name(self, field: GraphQLField) -> str:
        parent = self.info.get_parent_type()
        assert isinstance(parent, GraphQLObjectType)
        return next(str(name) for name, each in parent.fields.items() if each is field)

    def enter_object_field(self, node: object, *_: object) -> None:
        """Note a field of an input."""
        self.found.add(f"{get_named_type(self.info.get_parent_input_type())}.{node.name.value}")  # type: ignore[attr-defined]

    def enter_enum_value(self, node: object, *_: object) -> None:
        """Note a value of an enum."""
        self.found.add(f"{get_named_type(self.info.get_input_type())}.{node.value}")  # type: ignore[attr-defined]


def words_of(documents: list[str]) -> set[str]:
    """Return every word of the schema that these documents hold."""
    info = TypeInfo(WALKED)
    words = Words(info)
    for document in documents:
        visit(parse(document), TypeInfoVisitor(info, words))
    return words.found


def all_words(schema: GraphQLSchema) -> Iterator[str]:
    """Yield every word that a document can hold."""
    given = set(inputs_of(schema))
    for kind in schema.type_map.values():
        if is_introspection_type(kind):
            continue
        if isinstance(kind, GraphQLObjectType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}"
                yield from (f"{kind.name}.{name}({argument})" for argument in field.args)
        if isinstance(kind, GraphQLInputObjectType):
            yield from (f"{kind.name}.{name}" for name in kind.fields)
        if isinstance(kind, GraphQLEnumType) and kind.name in given:
            yield from (f"{kind.name}.{value}" for value in kind.values)


def inputs_of(schema: GraphQLSchema) -> Iterator[str]:
    """Yield the names of the types that arguments and inputs are of."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            yield from (get_named_type(field.type).name for field in kind.fields.values())
        if isinstance(kind, GraphQLObjectType):
            for field in kind.fields.values():
                yield from (get_named_type(argument.type).name for argument in field.args.values())


def test_every_word_of_the_schema_is_asked_or_done(prepared_worlds: Prepared) -> None:
    sweep = Sweep(prepared_worlds.values, most=None if WHOLE else 1)
    documents = [*sweep.questions(), *sweep.followed(), *(document for _, document in sweep.acts())]
    later = set() if WHOLE else {word for word in all_words(WALKED) if is_value(word)}
    assert set(all_words(WALKED)) - later - words_of(documents) == UNREACHED


def is_value(word: str) -> bool:
    """Tell whether a word is the value of an enum; the lesser sweep asks one of each."""
    return isinstance(WALKED.type_map[word.partition(".")[0]], GraphQLEnumType)


def test_the_plainest_document_of_every_field_is_of_the_schema(prepared_worlds: Prepared) -> None:
    plainest: dict[str, str] = {}
    sweep = Sweep(prepared_worlds.values, most=0)
    for document in [*sweep.questions(), *sweep.followed(), *(document for _, document in sweep.acts())]:
        plainest.setdefault(document.replace("(", " ").partition("{")[2].split()[0], document)
    assert [document for document in plainest.values() if validate(WALKED, parse(document))] == []


@pytest.mark.parametrize("argument", ["number: String!", "number: String", "wanted: Wanted"])
def test_an_argument_of_which_nobody_said_what_to_ask_fails(argument: str) -> None:
    schema = build_schema(f"input Wanted {{ number: String }} type Query {{ thing({argument}): Int }}")
    with pytest.raises(UnknownArgumentError):
        list(Sweep({}, schema=schema).questions())

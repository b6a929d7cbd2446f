"""The sweep of the schema leaves out no field, argument, value of an enum, input or act."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
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
        self.found.add(f"{self.info.get_parent_type()}.{field.ast_node or self._name(field)}({node.name.value})")  # type: ignore[attr-defined]

    def _name(self, field: GraphQLField) -> str:
        parent = self.info.get_parent_type()
        assert isinstance(parent, GraphQLObjectType)
        return next(name for name, each in parent.fields.items() if each is field)

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
    sweep = Sweep(prepared_worlds.values)
    documents = [*sweep.questions(), *(document for _, document in sweep.acts())]
    assert set(all_words(WALKED)) - words_of(documents) == UNREACHED


def test_every_word_but_values_of_enums_is_in_the_lesser_sweep_too(prepared_worlds: Prepared) -> None:
    sweep = Sweep(prepared_worlds.values, most=1)
    documents = [*sweep.questions(), *(document for _, document in sweep.acts())]
    values = {f"{name}.{value}" for name, kind in WALKED.type_map.items() if isinstance(kind, GraphQLEnumType) for value in kind.values}
    assert set(all_words(WALKED)) - words_of(documents) - values == UNREACHED


def test_the_documents_are_of_the_schema(prepared_worlds: Prepared) -> None:
    sweep = Sweep(prepared_worlds.values, most=0)
    documents = [*sweep.questions(), *(document for _, document in sweep.acts())]
    assert [document for document in documents if validate(WALKED, parse(document))] == []


@pytest.mark.parametrize("argument", ["number: String!", "number: String", "wanted: Wanted"])
def test_an_argument_of_which_nobody_said_what_to_ask_fails(argument: str) -> None:
    schema = build_schema(f"input Wanted {{ number: String }} type Query {{ thing({argument}): Int }}")
    with pytest.raises(UnknownArgumentError):
        list(Sweep({}, schema=schema).questions())

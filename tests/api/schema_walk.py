"""Every question that the schema can express from one root field down, written from the schema itself."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from tests.api.asking import SCHEMA

WALKED: GraphQLSchema = SCHEMA._schema
Values = Mapping[str, Sequence[str]]
"""GraphQL literals by the name of an argument, of an input's field, or of both as ``field.argument``."""


class UnknownArgumentError(LookupError):
    """Somebody added a required argument for which nobody said yet what to ask."""


def documents(field: str, values: Values, *, depth: int) -> Iterator[str]:
    """Yield a document for each combination of what the required arguments of a root field may be."""
    query = WALKED.query_type
    assert query is not None
    definition = query.fields[field]
    for arguments in _arguments(field, definition, values):
        body = _selection(get_named_type(definition.type), values, depth, ())
        yield f"query {{ {field}{arguments} {body} }}"


def root_fields() -> tuple[str, ...]:
    """Return the fields of the query type."""
    assert WALKED.query_type is not None
    return tuple(WALKED.query_type.fields)


def _arguments(field: str, definition: GraphQLField, values: Values) -> Iterator[str]:
    required = {name: given for name, given in definition.args.items() if is_required_argument(given)}
    choices = [_literals(field, name, given, values) for name, given in required.items()]
    for chosen in product(*choices):
        texts = [f"{name}: {literal}" for name, literal in zip(required, chosen, strict=True)]
        yield f"({', '.join(texts)})" if texts else ""


def _literals(field: str, name: str, given: GraphQLArgument | GraphQLInputField, values: Values) -> Sequence[str]:
    for key in (f"{field}.{name}", name):
        if key in values:
            return values[key]
    kind = get_nullable_type(given.type)
    if isinstance(kind, GraphQLEnumType):
        return list(kind.values)
    if isinstance(kind, GraphQLInputObjectType):
        fields = {key: value for key, value in kind.fields.items() if _is_asked(key, value)}
        choices = [_literals(name, key, value, values) for key, value in fields.items()]
        return [
            "{" + ", ".join(f"{key}: {text}" for key, text in zip(fields, chosen, strict=True)) + "}"
            for chosen in product(*choices)
        ]
    raise UnknownArgumentError(field, name)


def _is_asked(name: str, field: GraphQLInputField) -> bool:
    return is_required_input_field(field) or name == "purpose"


def _selection(kind: GraphQLNamedType | None, values: Values, depth: int, above: tuple[str, ...]) -> str:
    """Return what to select of a type: all of it down to a depth, and no type within itself."""
    if kind is None or is_leaf_type(kind):
        return ""
    if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
        parts = [
            f"... on {member.name} {_fields(member, values, depth, above, prefix=member.name)}"
            for member in WALKED.get_possible_types(kind)
        ]
        return "{ __typename " + " ".join(parts) + " }"
    assert isinstance(kind, GraphQLObjectType)
    return _fields(kind, values, depth, above)


def _fields(
    kind: GraphQLObjectType, values: Values, depth: int, above: tuple[str, ...], prefix: str | None = None
) -> str:
    parts = ["__typename"]
    for name, field in kind.fields.items():
        below = get_named_type(field.type)
        if not is_leaf_type(below) and (depth == 0 or below.name in above):
            continue
        arguments = next(_arguments(name, field, values))
        body = _selection(below, values, depth - 1, (*above, kind.name))
        alias = "" if prefix is None else f"{prefix}_{name}: "
        parts.append(f"{alias}{name}{arguments} {body}")
    return "{ " + " ".join(parts) + " }"

"""Documents for a fuzzer, written from the schema: every root field in turn, with drawn arguments and selections."""

import random
from collections.abc import Iterator
from typing import Any, TypeAlias

from graphql import (
    GraphQLField,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from tests.service.strange_values import Values

CURSORS = ("", "x", "W10=", "WzFd", "WyJhIl0=", "WzFlMzBd", "W251bGxd", "W3RydWVd", "WyIwMDAxLTAxLTAxIl0=", "商")
"""Cursors of nothing: no base64, no JSON, and lists of other types than any list is ordered by."""


SETS = 8
"""Sets of variables that each document is asked with: validating a document takes longest."""

Declared: TypeAlias = dict[str, tuple[GraphQLInputType, str]]
"""Variables with their types and the arguments that they are given to."""


class Writer:
    """Writes one document after another."""

    def __init__(self, schema: GraphQLSchema, values: Values, drawn: random.Random) -> None:
        self._schema = schema
        self._values = values
        self._drawn = drawn

    def requests(self, *, slow: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield documents with variables without end, each root field in turn; slow ones in one round of fifty."""
        roots = [("query", self._schema.query_type), ("mutation", self._schema.mutation_type)]
        turn = 0
        while True:
            for word, kind in roots:
                assert kind is not None
                for name, field in kind.fields.items():
                    if name not in slow or turn % 50 == 0:
                        yield from self._requests(word, name, field)
            turn += 1

    def _requests(self, word: str, name: str, field: GraphQLField) -> Iterator[tuple[str, dict[str, Any]]]:
        declared: Declared = {}
        text = self._field(name, field, self._drawn.choice((1, 2, 2, 3)), declared)
        heading = ", ".join(f"${variable}: {kind}" for variable, (kind, _) in declared.items())
        document = f"{word} Drawn{f'({heading})' if heading else ''} {{ {text} }}"
        for _ in range(SETS):
            self._values.begin()
            yield document, {variable: self._value(kind, named) for variable, (kind, named) in declared.items()}

    def _value(self, kind: GraphQLInputType, argument: str) -> Any:
        if argument in {"after", "before"}:
            return self._drawn.choice(CURSORS)
        return self._values.of(kind, argument)

    def _field(self, name: str, field: GraphQLField, depth: int, declared: Declared) -> str:
        given = []
        for argument, definition in field.args.items():
            if is_required_argument(definition) or self._drawn.random() < self._often(argument):
                variable = f"v{len(declared)}"
                declared[variable] = (definition.type, argument)
                given.append(f"{argument}: ${variable}")
        arguments = f"({', '.join(given)})" if given else ""
        below = get_named_type(field.type)
        body = "" if is_leaf_type(below) else self._selection(below, depth - 1, declared)
        return f"{name}{arguments}{body}"

    def _often(self, argument: str) -> float:
        """Say how often an argument is given that need not be: those of pages seldom, as few of them go together."""
        return {"first": 0.3, "last": 0.05, "after": 0.08, "before": 0.03}.get(argument, 0.4)

    def _selection(self, kind: GraphQLNamedType, depth: int, declared: Declared) -> str:
        if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
            members = self._schema.get_possible_types(kind)
            chosen = self._drawn.sample(list(members), min(3, len(members)))
            parts = [
                f"... on {member.name} {self._fields(member, depth, declared, f'{member.name}_')}" for member in chosen
            ]
            refusal = "... on Refusal { code message } " if isinstance(kind, GraphQLUnionType) else ""
            return f" {{ __typename {refusal}{' '.join(parts)} }}"
        assert isinstance(kind, GraphQLObjectType)
        return f" {self._fields(kind, depth, declared, '')}"

    def _fields(
        self,
        kind: GraphQLObjectType,
        depth: int,
        declared: Declared,
        prefix: str,
    ) -> str:
        wanted = list(kind.fields.items())
        if len(wanted) > 4:
            wanted = self._drawn.sample(wanted, self._drawn.randint(2, 8) if len(wanted) > 8 else 4)
        parts = ["__typename"]
        for name, field in wanted:
            if depth > 0 or is_leaf_type(get_named_type(field.type)):
                alias = f"{prefix}{name}: " if prefix else ""
                parts.append(alias + self._field(name, field, depth, declared))
        return "{ " + " ".join(parts) + " }"

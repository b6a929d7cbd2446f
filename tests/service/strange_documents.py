"""Documents for a fuzzer, written from the schema: every root field in turn, with drawn arguments and selections."""

import random
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLField,
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


class Writer:
    """Writes one document after another."""

    def __init__(self, schema: GraphQLSchema, values: Values, drawn: random.Random) -> None:
        self._schema = schema
        self._values = values
        self._drawn = drawn

    def documents(self, *, slow: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield documents with their variables without end; slow root fields only in each fiftieth round."""
        roots = [("query", self._schema.query_type), ("mutation", self._schema.mutation_type)]
        turn = 0
        while True:
            for word, kind in roots:
                assert kind is not None
                for name, field in kind.fields.items():
                    if name not in slow or turn % 50 == 0:
                        yield self._document(word, name, field)
            turn += 1

    def _document(self, word: str, name: str, field: GraphQLField) -> tuple[str, dict[str, Any]]:
        declared: dict[str, str] = {}
        variables: dict[str, Any] = {}
        self._values.begin()
        text = self._field(name, field, 3, declared, variables)
        heading = f"({', '.join(f'${each}: {kind}' for each, kind in declared.items())})" if declared else ""
        return f"{word} Drawn{heading} {{ {text} }}", variables

    def _field(
        self, name: str, field: GraphQLField, depth: int, declared: dict[str, str], variables: dict[str, Any]
    ) -> str:
        given = []
        for argument, definition in field.args.items():
            if is_required_argument(definition) or self._drawn.random() < self._often(argument):
                variable = f"v{len(declared)}"
                declared[variable] = str(definition.type)
                given.append(f"{argument}: ${variable}")
                is_cursor = argument in {"after", "before"}
                variables[variable] = (
                    self._drawn.choice(CURSORS) if is_cursor else self._values.of(definition.type, argument)
                )
        arguments = f"({', '.join(given)})" if given else ""
        below = get_named_type(field.type)
        body = "" if is_leaf_type(below) else self._selection(below, depth - 1, declared, variables)
        return f"{name}{arguments}{body}"

    def _often(self, argument: str) -> float:
        """Say how often an argument is given that need not be: those of pages seldom, as few of them go together."""
        return {"first": 0.3, "last": 0.05, "after": 0.08, "before": 0.03}.get(argument, 0.4)

    def _selection(
        self, kind: GraphQLNamedType, depth: int, declared: dict[str, str], variables: dict[str, Any]
    ) -> str:
        if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
            members = self._schema.get_possible_types(kind)
            chosen = self._drawn.sample(list(members), min(3, len(members)))
            parts = [
                f"... on {member.name} {self._fields(member, depth, declared, variables, f'{member.name}_')}"
                for member in chosen
            ]
            refusal = "... on Refusal { code message } " if isinstance(kind, GraphQLUnionType) else ""
            return f" {{ __typename {refusal}{' '.join(parts)} }}"
        assert isinstance(kind, GraphQLObjectType)
        return f" {self._fields(kind, depth, declared, variables, '')}"

    def _fields(
        self,
        kind: GraphQLObjectType,
        depth: int,
        declared: dict[str, str],
        variables: dict[str, Any],
        prefix: str,
    ) -> str:
        wanted = list(kind.fields.items())
        if len(wanted) > 4:
            wanted = self._drawn.sample(wanted, self._drawn.randint(2, 8) if len(wanted) > 8 else 4)
        parts = ["__typename"]
        for name, field in wanted:
            if depth > 0 or is_leaf_type(get_named_type(field.type)):
                alias = f"{prefix}{name}: " if prefix else ""
                parts.append(alias + self._field(name, field, depth, declared, variables))
        return "{ " + " ".join(parts) + " }"

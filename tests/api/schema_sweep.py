"""Every question and every act that the schema can express, written from the schema itself.

A document differs from the plainest of its field in one value: each argument, and each field of each input, in turn has
each of its values. Whatever no root field shows at once is asked for on the shortest way from one.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
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
"""GraphQL literals, the plainest first, by ``field.argument`` or ``Input.field``, or by the bare name of either."""
OWN_DEPTH = 4
SIZES = ("2", "100", "0", "-1", "101")
ALWAYS = "!"
"""Before a literal that the plainest input holds although its field is optional."""


LOOKED_AT = ("auditEntries", "auditHead")
"""Root fields that answer otherwise each time, as the look itself goes on the trail; see ``test_audit_sealed.py``."""


def is_repeatable(document: str) -> bool:
    """Tell whether a question answers alike when it is asked twice."""
    return not document.removeprefix("query { ").startswith(LOOKED_AT)


class UnknownArgumentError(LookupError):
    """Somebody added an argument for which nobody said yet what to ask."""


@dataclass(frozen=True, slots=True)
class Step:
    """One field on the way from the root to a type, in a fragment where a union or an interface lies between."""

    field: str
    arguments: str
    fragment: str | None


@dataclass(frozen=True)
class Sweep:
    """The documents of a schema, with what to ask about."""

    values: Values
    most: int | None = None
    """How many values of each argument are tried besides the plainest; None for all."""
    schema: GraphQLSchema = WALKED

    def questions(self, *, depth: int = 2) -> Iterator[str]:
        """Yield the documents of all root fields of the query type, then those of what lies deeper."""
        yield from self.root_questions(depth=depth)
        for kind, way in self._ways.items():
            yield from self._deeper(self._object(kind), way)

    def root_questions(self, *, depth: int = 2) -> Iterator[str]:
        """Yield the documents of all root fields of the query type, the plainest of a field first and deepest."""
        for name, field in self._root("query").items():
            for at, arguments in enumerate(self.arguments(name, field)):
                down = depth if at == 0 and name not in {"node", "nodes"} else min(depth, 1)
                yield f"query {{ {name}{arguments} {self.selection(get_named_type(field.type), down)} }}"

    def followed(self, *, depth: int = 4) -> Iterator[str]:
        """Yield the documents of all that can be subscribed to, the plainest of a field first and deepest."""
        for name, field in self._root("subscription").items():
            for at, arguments in enumerate(self.arguments(name, field)):
                body = self.selection(get_named_type(field.type), 1 if at else depth)
                yield f"subscription {{ {name}{arguments} {body} }}"

    def acts(self, *, depth: int = 1) -> Iterator[tuple[str, str]]:
        """Yield the name and the document of each act, the plainest of an act first."""
        for name, field in self._root("mutation").items():
            for at, arguments in enumerate(self.arguments(name, field)):
                deeper = 0 if at else self._own_depth(get_named_type(field.type))
                body = self.selection(get_named_type(field.type), max(depth + 1, deeper))
                upload = "($file: Upload!)" if "$file" in arguments else ""
                yield name, f"mutation{upload} {{ {name}{arguments} {body} }}"

    def arguments(self, name: str, field: GraphQLField) -> Iterator[str]:
        """Yield the arguments of a field: the plainest, then each with one value changed."""
        for chosen in self._one_changed(name, field.args):
            if "before" in chosen and "last" not in chosen:
                chosen["last"] = "2"
            if "last" in chosen:  # else the page would be asked for from both of its ends
                chosen.pop("first", None)
            text = ", ".join(f"{key}: {literal}" for key, literal in chosen.items())
            yield f"({text})" if text else ""

    def selection(self, kind: GraphQLNamedType | None, depth: int, above: tuple[str, ...] = ()) -> str:
        """Return what to select of a type: all of it down to a depth, and no type within itself."""
        if kind is None or is_leaf_type(kind):
            return ""
        asked = (kind.name, depth, above)
        if asked not in self._selected:
            self._selected[asked] = self._select(kind, depth, above)
        return self._selected[asked]

    @cached_property
    def _selected(self) -> dict[tuple[str, int, tuple[str, ...]], str]:
        """What was selected before; each argument that is tried asks for the same."""
        return {}

    def _select(self, kind: GraphQLNamedType, depth: int, above: tuple[str, ...]) -> str:
        if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
            members = self.schema.get_possible_types(kind)
            parts = [f"... on {each.name} {self._fields(each, depth, above, prefix=each.name)}" for each in members]
            return "{ __typename " + " ".join(parts) + " }"
        return self._fields(self._object(kind.name), depth, above)

    def _deeper(self, kind: GraphQLObjectType, way: Sequence[Step]) -> Iterator[str]:
        """Yield the documents of a type on its way: all of it, then each argument of each of its fields in turn."""
        yield _along(way, self._fields(kind, 1, (), prefix=None))
        for name, field in kind.fields.items():
            varied = self.arguments(name, field)
            next(varied)
            body = self.selection(get_named_type(field.type), 1)
            for arguments in varied:
                yield _along(way, f"{{ {name}{arguments} {body} }}")

    @cached_property
    def _ways(self) -> Mapping[str, Sequence[Step]]:
        """The shortest way to each object type that the query type reaches."""
        ways: dict[str, list[Step]] = {}
        queue: deque[tuple[str, list[Step]]] = deque([("Query", [])])
        while queue:
            name, way = queue.popleft()
            for asked, field in self._object(name).fields.items():
                below = get_named_type(field.type)
                if is_leaf_type(below) or (asked in {"node", "nodes"} and not way):
                    continue
                members = self.schema.get_possible_types(below) if not isinstance(below, GraphQLObjectType) else [below]
                for member in members:
                    if member.name not in ways and member.name != "Query":
                        step = Step(asked, self._few(asked, field), None if member is below else member.name)
                        ways[member.name] = [*way, step]
                        queue.append((member.name, ways[member.name]))
        return ways

    def _own_depth(self, payload: GraphQLNamedType) -> int:
        """Return how deep a payload is to be asked so that types are shown that no question reaches."""
        return OWN_DEPTH if any(each.name not in self._ways for each in self._inside(payload)) else 0

    def _inside(self, payload: GraphQLNamedType) -> Iterator[GraphQLNamedType]:
        """Yield the object types one step inside what an act did."""
        assert isinstance(payload, GraphQLUnionType)
        for member in payload.types:
            for field in member.fields.values():
                if isinstance(below := get_named_type(field.type), GraphQLObjectType):
                    yield below

    def _few(self, name: str, field: GraphQLField) -> str:
        """Return the plainest arguments of a field, and few rows where it is a list in pages."""
        plainest = next(self.arguments(name, field))
        return "(first: 5)" if "first" in field.args and not plainest else plainest

    def _fields(self, kind: GraphQLObjectType, depth: int, above: tuple[str, ...], prefix: str | None = None) -> str:
        parts = ["__typename"]
        for name, field in kind.fields.items():
            below = get_named_type(field.type)
            if not is_leaf_type(below) and (depth == 0 or below.name in above):
                continue
            body = self.selection(below, depth - 1, (*above, kind.name))
            alias = "" if prefix is None else f"{prefix}_{name}: "
            parts.append(f"{alias}{name}{self._shown(kind, name, field)} {body}")
        return "{ " + " ".join(parts) + " }"

    def _shown(self, kind: GraphQLObjectType, name: str, field: GraphQLField) -> str:
        """Return the plainest arguments; a type that no question reaches has each of its arguments named."""
        if kind.name in self._ways or not field.args:
            return next(self.arguments(name, field))
        named = [
            f"{key}: {self._literals(name, key, get_nullable_type(each.type))[0].removeprefix(ALWAYS)}"
            for key, each in field.args.items()
        ]
        return f"({', '.join(named)})"

    def _one_changed(
        self, owner: str, given: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField]
    ) -> Iterator[dict[str, str]]:
        choices = {name: self._choices(owner, name, each) for name, each in given.items()}
        plainest = {name: literals[0] for name, literals in choices.items() if literals[0] is not None}
        yield dict(plainest)
        for name, literals in choices.items():
            for literal in literals[1:]:
                changed = {key: value for key, value in plainest.items() if key != name}
                yield changed if literal is None else {**changed, name: literal}

    def _choices(self, owner: str, name: str, given: GraphQLArgument | GraphQLInputField) -> Sequence[str | None]:
        """Return the values of an argument or of an input's field, the plainest first, None for leaving it out."""
        kind = get_nullable_type(given.type)
        literals = self._literals(owner, name, kind)
        most = None if isinstance(get_named_type(given.type), GraphQLInputObjectType) else self.most
        if literals and literals[0].startswith(ALWAYS):
            left_out = [] if self.most is not None else [None]
            return [literals[0].removeprefix(ALWAYS), *literals[1:][:most], *left_out]
        is_asked = is_required_argument(given) if isinstance(given, GraphQLArgument) else is_required_input_field(given)
        return literals[: None if most is None else most + 1] if is_asked else [None, *literals[:most]]

    def _literals(self, owner: str, name: str, kind: object) -> Sequence[str]:
        given = self.values.get(f"{owner}.{name}", ())
        if isinstance(kind, GraphQLEnumType):
            said = {each.removeprefix(ALWAYS) for each in given}
            return [*given, *(each for each in kind.values if each not in said)]
        if given:
            return given
        if name in self.values and not isinstance(get_named_type(kind), GraphQLEnumType):  # type: ignore[call-overload]
            return self.values[name]
        if isinstance(kind, GraphQLList):
            return [*(f"[{each}]" for each in self._literals(owner, name, get_nullable_type(kind.of_type))), "[]"]
        if isinstance(kind, GraphQLInputObjectType):
            inputs = self._one_changed(kind.name, kind.fields)
            return ["{" + ", ".join(f"{key}: {text}" for key, text in each.items()) + "}" for each in inputs]
        if getattr(kind, "name", None) == "Boolean":
            return ["true", "false"]
        raise UnknownArgumentError(owner, name)

    def _root(self, operation: str) -> Mapping[str, GraphQLField]:
        roots = {"query": self.schema.query_type, "mutation": self.schema.mutation_type}
        root = roots.get(operation, self.schema.subscription_type)
        return {} if root is None else root.fields

    def _object(self, name: str) -> GraphQLObjectType:
        found = self.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found


def _along(way: Sequence[Step], body: str) -> str:
    for step in reversed(way):
        inside = body if step.fragment is None else f"{{ ... on {step.fragment} {body} }}"
        body = f"{{ {step.field}{step.arguments} {inside} }}"
    return f"query {body}"

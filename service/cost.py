"""What a document could cost at most, worked out from the schema before anything is executed.

An object costs one, a scalar nothing, a list as many objects as it may have: the page that ``first`` or ``last`` asks
for, the ids that are named, or else ``LISTED``. What is computed rather than read, and every act, has a weight of its
own. One unit is about a seventh of a millisecond of one core, as we saw it. It is a bound from above: members of a
union are added up, and ``@skip`` skips nothing. Each fragment is worked out once, so that fragments within fragments
cost the estimator no more than their text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    OperationType,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    value_from_ast_untyped,
)

from schema.connections import FEW, MOST
from service.edge_refusals import TooDeep
from service.shape import NESTED

LISTED = 10
"""Objects of a list that is no connection and names no number; ours."""
ACT = 10
"""What an act weighs beside what it answers; ours."""
WEIGHTS = {
    "screen": 300,
    "screenings": 3_000,
    "caseScreenings": 3_000,
    "supportScreening": 500,
    "teamScreening": 1_000,
    "meetingScreening": 1_000,
    "meetingTimes": 300,
    "assignmentReplay": 1_000,
    "allocationPropose": 3_000,
    "allocationRepair": 3_000,
    "repairs": 5_000,
    "whyNot": 3_000,
    "whatIf": 3_000,
    "waysToStaff": 5_000,
    "proposalsCompared": 100,
    "workbookPreview": 3_000,
    "workbookImport": 3_000,
}
"""What root fields weigh that compute: one pair took 42 ms, a hundred people against one case 460 ms; ours."""
META = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
LARGEST = 2**53 - 1
"""The largest number that every reader of JSON reads alike."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an operation could cost; ``weight`` is the part of it that no answer gives back."""

    cost: int
    weight: int


NOTHING = Estimate(0, 0)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a selection costs: once, and for each row of the page around it."""

    once: int = 0
    a_row: int = 0

    def __add__(self, other: "_Part") -> "_Part":
        return _Part(self.once + other.once, self.a_row + other.a_row)


@dataclass(slots=True)
class _Estimating:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    known: dict[str, _Part] = field(default_factory=dict)
    weight: int = 0


def estimate(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
) -> Estimate:
    """Return what the operation could cost; what the schema does not know costs nothing, as it is refused later.

    Raises:
        TooDeep: selections stand within selections further than any document of ours.
    """
    root = schema.get_root_type(operation.operation)
    if root is None:
        return NOTHING
    defaults = {
        each.variable.name.value: value_from_ast_untyped(each.default_value)
        for each in operation.variable_definitions or ()
        if each.default_value is not None
    }
    state = _Estimating(schema, fragments, {**defaults, **variables})
    part = _selection(operation.selection_set, root, state, 0)
    acts = _roots(operation.selection_set, state, set()) if operation.operation is OperationType.MUTATION else 0
    weight = state.weight + ACT * acts
    return Estimate(min(part.once + weight, LARGEST), min(weight, LARGEST))


def _roots(selection_set: SelectionSetNode, state: _Estimating, entered: set[str]) -> int:
    """Return how many fields stand at the root."""
    count = 0
    pending = [selection_set]
    while pending:
        for node in pending.pop().selections:
            if isinstance(node, FieldNode):
                count += 1
            elif isinstance(node, InlineFragmentNode):
                pending.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in entered:
                entered.add(node.name.value)
                if node.name.value in state.fragments:
                    pending.append(state.fragments[node.name.value].selection_set)
    return count


def _selection(selection_set: SelectionSetNode, kind: GraphQLNamedType, state: _Estimating, nested: int) -> _Part:
    if nested > NESTED:
        raise TooDeep(nested, NESTED)
    whole = _Part()
    for node in selection_set.selections:
        if isinstance(node, FieldNode):
            definition = getattr(kind, "fields", {}).get(node.name.value) or META.get(node.name.value)
            if definition is not None:
                whole += _field(node, definition, kind, state, nested)
        elif isinstance(node, FragmentSpreadNode):
            whole += _fragment(node.name.value, state, nested)
        elif isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            below = kind if condition is None else state.schema.get_type(condition.name.value)
            if below is not None:
                whole += _selection(node.selection_set, below, state, nested + 1)
    return whole


def _fragment(name: str, state: _Estimating, nested: int) -> _Part:
    """Return what a fragment costs wherever it stands; one within itself, which validation refuses, costs nothing."""
    if name not in state.known:
        state.known[name] = _Part()
        fragment = state.fragments.get(name)
        kind = None if fragment is None else state.schema.get_type(fragment.type_condition.name.value)
        if fragment is not None and kind is not None:
            state.known[name] = _selection(fragment.selection_set, kind, state, nested + 1)
    return state.known[name]


def _field(node: FieldNode, definition: GraphQLField, kind: GraphQLNamedType, state: _Estimating, nested: int) -> _Part:
    if kind in (state.schema.query_type, state.schema.mutation_type):
        state.weight += WEIGHTS.get(node.name.value, 0)
    below = get_named_type(definition.type)
    if node.selection_set is None or is_leaf_type(below):
        return _Part()
    inner = _selection(node.selection_set, below, state, nested + 1)
    if below.name.endswith("Connection"):
        return _Part(1 + inner.once + _page(node, state) * inner.a_row)
    each = 1 + inner.once
    if not isinstance(get_nullable_type(definition.type), GraphQLList):
        return _Part(each)
    if kind.name.endswith("Connection"):
        return _Part(0, each)
    return _Part(_count(node, state) * each)


def _page(node: FieldNode, state: _Estimating) -> int:
    """Return how many rows a connection may answer with."""
    asked = [value for name in ("first", "last") if (value := _argument(node, name, state)) is not None]
    sizes = [value for value in asked if isinstance(value, int)]
    return max(0, min(max(sizes, default=FEW), MOST))


def _count(node: FieldNode, state: _Estimating) -> int:
    """Return how many objects a list that is no connection may have."""
    ids = _argument(node, "ids", state)
    if ids is not None:
        return len(ids) if isinstance(ids, list) else 1
    first = _argument(node, "first", state)
    return max(0, min(first, MOST)) if isinstance(first, int) else LISTED


def _argument(node: FieldNode, name: str, state: _Estimating) -> Any:
    """Return the value of an argument as far as a number or a list needs it, None where there is none."""
    for argument in node.arguments or ():
        if argument.name.value == name:
            if isinstance(argument.value, VariableNode):
                return state.variables.get(argument.value.name.value)
            if isinstance(argument.value, IntValueNode):
                digits = argument.value.value
                return int(digits) if len(digits) < len(str(LARGEST)) else MOST
            if isinstance(argument.value, ListValueNode):
                return list(argument.value.values)
    return None

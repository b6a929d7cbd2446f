"""The shape of a document before anything is done with it: how deep, how broad, how often.

Every node is looked at once: what a fragment holds is counted where it is written, and its depth is remembered, so that
fragments within fragments cost no more than their text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from service.edge_refusals import TooDeep, TooManyAliases, TooManyDirectives, TooManyFields, TooManyRootFields
from service.limits import Limits

NESTED = 150
"""Selections within selections, fragments included: as far as Python's stack is safely used."""
INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(slots=True)
class Shape:
    """What was counted; ``asks_schema`` tells of ``__schema`` or ``__type``."""

    limits: Limits
    fragments: dict[str, FragmentDefinitionNode]
    aliases: int = 0
    directives: int = 0
    asks_schema: bool = False
    depths: dict[str, int] = field(default_factory=dict)

    def count(self, node: SelectionNode | OperationDefinitionNode | FragmentDefinitionNode) -> None:
        """Count the directives of a node and, of a field, its alias."""
        self.directives += len(node.directives or ())
        if self.directives > self.limits.directives:
            raise TooManyDirectives(self.directives, self.limits.directives)
        if isinstance(node, FieldNode):
            self.aliases += node.alias is not None
            if self.aliases > self.limits.aliases:
                raise TooManyAliases(self.aliases, self.limits.aliases)
            self.asks_schema = self.asks_schema or node.name.value in INTROSPECTION


def shape_of(document: DocumentNode, limits: Limits) -> Shape:
    """Return the shape of a document.

    Raises:
        TooManyDirectives, TooManyAliases, TooManyFields, TooManyRootFields, TooDeep: it is over a limit.
    """
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    shape = Shape(limits=limits, fragments=fragments)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            shape.count(definition)
            _definition(definition, shape)
    return shape


def _definition(definition: OperationDefinitionNode | FragmentDefinitionNode, shape: Shape) -> None:
    most = shape.limits.root_fields
    if isinstance(definition, OperationDefinitionNode):
        for variable in definition.variable_definitions or ():
            shape.directives += len(variable.directives or ())
        depth = _depth(definition.selection_set, shape, (), 0)
        roots = sum(1 for _ in _written(definition.selection_set, shape, []))
        if roots > most:
            raise TooManyRootFields(roots, most)
    else:
        depth = _fragment(definition.name.value, shape, (), 0)
    if depth > shape.limits.depth:
        raise TooDeep(depth, shape.limits.depth)


def _written(selection_set: SelectionSetNode, shape: Shape, entered: list[str]) -> Iterator[FieldNode]:
    """Yield the fields of a selection, those of its fragments once each."""
    pending = [selection_set]
    while pending:
        for selection in pending.pop().selections:
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                pending.append(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in entered:
                entered.append(selection.name.value)
                fragment = shape.fragments.get(selection.name.value)
                if fragment is not None:
                    pending.append(fragment.selection_set)


def _depth(selection_set: SelectionSetNode, shape: Shape, above: tuple[str, ...], nested: int) -> int:
    """Return how many fields stand within one another, and count what is written."""
    if nested > NESTED:
        raise TooDeep(nested, shape.limits.depth)
    breadth = len(selection_set.selections)
    if breadth > shape.limits.breadth:
        raise TooManyFields(breadth, shape.limits.breadth)
    deepest = 0
    for selection in selection_set.selections:
        shape.count(selection)
        if isinstance(selection, FragmentSpreadNode):
            deepest = max(deepest, _fragment(selection.name.value, shape, above, nested + 1))
        elif isinstance(selection, FieldNode):
            below = 0 if selection.selection_set is None else _depth(selection.selection_set, shape, above, nested + 1)
            deepest = max(deepest, 1 + below)
        elif isinstance(selection, InlineFragmentNode):
            deepest = max(deepest, _depth(selection.selection_set, shape, above, nested + 1))
    return deepest


def _fragment(name: str, shape: Shape, above: tuple[str, ...], nested: int) -> int:
    """Return the depth of a fragment; one within itself, which validation refuses, adds nothing."""
    if name in above or name not in shape.fragments:
        return 0
    if name not in shape.depths:
        shape.depths[name] = _depth(shape.fragments[name].selection_set, shape, (*above, name), nested)
    return shape.depths[name]

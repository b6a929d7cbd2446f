"""The JSON Schema (2020-12) of the problem document, made from the values that it holds."""

from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from allocation.document import FORMAT
from allocation.problem import Problem

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def problem_schema() -> dict[str, Any]:
    """Return the schema of a whole document; what ``check_problem`` refuses beyond it is said there."""
    definitions: dict[str, Any] = {}
    problem = _schema_of(Problem, definitions)
    return {
        "$schema": DIALECT,
        "title": f"An allocation problem ({FORMAT})",
        "type": "object",
        "required": ["format", "problem"],
        "additionalProperties": False,
        "properties": {"format": {"const": FORMAT}, "problem": problem},
        "$defs": dict(sorted(definitions.items())),
    }


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if get_origin(kind) is tuple:
        return _list_of(get_args(kind), definitions)
    if get_origin(kind) in (UnionType, Union):
        return {"anyOf": [_schema_of(one, definitions) for one in get_args(kind)]}
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _record(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    return {"type": {int: "integer", bool: "boolean", str: "string", type(None): "null"}[kind]}


def _record(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields(kind) if field.default is MISSING],
        "properties": {field.name: _schema_of(hints[field.name], definitions) for field in fields(kind)},
    }


def _list_of(kinds: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if kinds[-1] is Ellipsis:
        return {"type": "array", "items": _schema_of(kinds[0], definitions)}
    items = [_schema_of(kind, definitions) for kind in kinds]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}

"""The JSON Schemas (2020-12) of the problem and of the plan document, made from the values that they hold."""

from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from allocation.bounds import BOUNDS, IN_STEPS
from allocation.document import FORMAT
from allocation.plan import LevelValue, Seat, Shortage
from allocation.plan_document import FORMAT as PLAN_FORMAT
from allocation.plan_document import UNITS_OF_NUMBERS
from allocation.problem import CaseToStaff, Problem
from terms.people import STEP

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def problem_schema() -> dict[str, Any]:
    """Return the schema of a whole document; what ``check_problem`` refuses beyond it is said there."""
    definitions: dict[str, Any] = {}
    problem = _schema_of(Problem, definitions)
    whole = _object({"format": {"const": FORMAT}, "problem": problem})
    return _document(f"An allocation problem ({FORMAT})", whole, definitions)


def plan_schema() -> dict[str, Any]:
    """Return the schema of the document of a plan: every member is told."""
    definitions: dict[str, Any] = {}
    seat, shortage, level = (_schema_of(kind, definitions) for kind in (Seat, Shortage, LevelValue))
    for definition in definitions.values():
        definition["required"] = list(definition["properties"])
    both = _object({"zh": {"type": "string"}, "en": {"type": "string"}})
    gap = {"gap": {"anyOf": [{"type": "integer"}, {"type": "null"}]}}
    told = definitions[LevelValue.__name__]
    definitions[LevelValue.__name__] = _object({**told["properties"], "name": both, "unit": both, **gap})
    named = _object({"name": both, "unit": both})
    units = {where: _object(dict.fromkeys(numbers, named)) for where, numbers in UNITS_OF_NUMBERS.items()}
    plan = {
        "format": {"const": PLAN_FORMAT},
        "problem_hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "seed": {"type": "integer"},
        "levels": {"type": "array", "items": level},
        "units": _object(units),
        "seats": {"type": "array", "items": seat},
        "shortages": {"type": "array", "items": shortage},
        "lottery_proven": {"type": "boolean"},
    }
    return _document(f"A plan of an allocation ({PLAN_FORMAT})", _object(plan), definitions)


def _document(title: str, whole: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, **whole, "$defs": dict(sorted(definitions.items()))}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with these members, all of which must be there."""
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
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
    properties = {field.name: _schema_of(hints[field.name], definitions) for field in fields(kind)}
    for name, (least, most) in BOUNDS.get(kind, {}).items():
        steps = {"multipleOf": STEP} if name in IN_STEPS.get(kind, ()) else {}
        properties[name] |= {"minimum": least, "maximum": most, **steps}  # of null they say nothing
    if kind is CaseToStaff:
        properties["places"]["minItems"] = 1
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields(kind) if field.default is MISSING],
        "properties": properties,
    }


def _list_of(kinds: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if kinds[-1] is Ellipsis:
        return {"type": "array", "items": _schema_of(kinds[0], definitions)}
    items = [_schema_of(kind, definitions) for kind in kinds]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}

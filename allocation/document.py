"""A problem as a JSON document and back, with a hash that names exactly this problem."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from hashlib import sha256
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from allocation.canonical import canonical
from allocation.problem import Problem
from allocation.refusals import MalformedProblem

FORMAT = "zones-allocation-problem/2"
LATER: Final[Mapping[str, Mapping[str, object]]] = {
    "cases": {"own_organs": (), "handled_by_others": True},
    "busy": {"lent": False},
}
"""What came after the format, with its default, by the list in whose rows it is; see also ``loan_rest`` of the limits.

It is left out of the document where it has its default, so that every older document keeps its hash.
"""

Part = TypeVar("Part")


def to_json(problem: Problem) -> str:
    """Return the canonical document: sorted keys, no spaces, Unicode as it is; equal problems give equal text."""
    told = asdict(canonical(problem))
    for rows, later in LATER.items():
        for row in told[rows]:
            for name, default in later.items():
                if row[name] == default:
                    del row[name]
    if told["limits"]["loan_rest"] is None:
        del told["limits"]["loan_rest"]
    document = {"format": FORMAT, "problem": told}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def problem_hash(problem: Problem, *, salt: str = "") -> str:
    """Return the SHA-256 of the canonical document in hexadecimal; the same in whatever order the facts were read.

    A salt stands before it: who knows all of the problem but a few pairs could else try which of them gives the hash.
    """
    return sha256((salt + to_json(problem)).encode()).hexdigest()


def from_json(text: str) -> Problem:
    """Read a document back; what it leaves out has the default.

    Raises:
        MalformedProblem: it is no such document, with the place and the fault.
    """
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise MalformedProblem(where="$", fault="no JSON") from fault
    if not isinstance(document, dict) or document.get("format") != FORMAT or set(document) != {"format", "problem"}:
        raise MalformedProblem(where="$", fault=f"not of the format {FORMAT}")
    return canonical(_read_record(document["problem"], Problem, "$.problem"))


def _read_record(value: object, kind: type[Part], where: str) -> Part:
    if not isinstance(value, Mapping):
        raise MalformedProblem(where=where, fault="not an object")
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    if unknown := sorted(set(value) - set(names)):
        raise MalformedProblem(where=where, fault=f"unknown {unknown[0]}")
    read = {name: _read(value[name], hints[name], f"{where}.{name}") for name in names if name in value}
    try:
        return kind(**read)
    except TypeError as fault:
        raise MalformedProblem(where=where, fault="incomplete") from fault


def _read(value: object, kind: Any, where: str) -> Any:
    """Read a value of the annotated kind: records, tuples, words of a vocabulary, whole numbers, truth values, None."""
    if get_origin(kind) is tuple:
        return _read_tuple(value, get_args(kind), where)
    if get_origin(kind) in (UnionType, Union):
        (other,) = (one for one in get_args(kind) if one is not type(None))
        return None if value is None else _read(value, other, where)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_record(value, kind, where)
    if issubclass(kind, StrEnum) and isinstance(value, str) and value in set(kind):
        return kind(value)
    if type(value) is not kind:
        raise MalformedProblem(where=where, fault=f"not a {kind.__name__}")
    return value


def _read_tuple(value: object, kinds: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise MalformedProblem(where=where, fault="not a list")
    wanted = [kinds[0]] * len(value) if kinds[-1] is Ellipsis else list(kinds)
    if len(wanted) != len(value):
        raise MalformedProblem(where=where, fault=f"not {len(wanted)} long")
    return tuple(
        _read(one, kind, f"{where}[{number}]") for number, (one, kind) in enumerate(zip(value, wanted, strict=True))
    )

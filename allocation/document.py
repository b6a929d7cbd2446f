"""A problem as a JSON document and back, with a hash that names exactly this problem."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from hashlib import sha256
from typing import Any, Final

from allocation.canonical import canonical
from allocation.document_reading import MalformedError, reader_of
from allocation.problem import Busy, CaseToStaff, Limits, Problem
from allocation.refusals import MalformedProblem

Members = Callable[[Any], dict[str, Any]]
"""Returns the members of a record by name."""
FORMAT = "zones-allocation-problem/2"
LATER: Final[Mapping[type, frozenset[str]]] = {
    CaseToStaff: frozenset({"own_organs", "handled_by_others"}),
    Busy: frozenset({"lent", "share"}),
    Limits: frozenset({"loan_rest"}),
    Problem: frozenset({"linked", "apart"}),
}
"""What came after the format. It is left out of what is hashed where it has its default, so that older hashes stay."""


def to_json(problem: Problem) -> str:
    """Return the canonical document: sorted keys, no spaces, Unicode as it is; equal problems give equal text."""
    return canonical_text(document_of(problem))


def document_of(problem: Problem) -> dict[str, Any]:
    """Return the document with the records of the problem as they are, for ``members_of`` to be told as objects."""
    return {"format": FORMAT, "problem": members_of(canonical(problem))}


def whole_document(problem: Problem) -> dict[str, Any]:
    """Return the document as a record keeps it: of it and its records, for ``all_members_of``, every member is told."""
    return {"format": FORMAT, "problem": all_members_of(canonical(problem))}


def canonical_text(document: Mapping[str, Any], *, members: Members | None = None) -> str:
    """Return a document in its one form: sorted keys, no spaces, Unicode as it is; records as ``members_of`` tells."""
    told = members or members_of
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=told)


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
    try:
        problem: Problem = reader_of(Problem)(document["problem"])
    except MalformedError as fault:
        raise MalformedProblem(where=f"$.problem{fault.where}", fault=fault.fault) from fault
    return canonical(problem)


def members_of(record: Any) -> dict[str, Any]:
    """Return the members of a record by name, without the later ones that have their default."""
    always, later = _names(record.__class__)
    told = {name: getattr(record, name) for name in always}
    return told | {name: value for name, default in later if (value := getattr(record, name)) != default}


def all_members_of(record: Any) -> dict[str, Any]:
    """Return every member of a record by name."""
    always, later = _names(record.__class__)
    return {name: getattr(record, name) for name in (*always, *(name for name, _ in later))}


@cache
def _names(kind: type) -> tuple[tuple[str, ...], tuple[tuple[str, object], ...]]:
    """Return the names of the members that are always told, and of the later ones with their defaults."""
    later = LATER.get(kind, frozenset())
    members = {field.name: field.default for field in fields(kind)}
    told_later = tuple((name, members[name]) for name in members if name in later and members[name] is not MISSING)
    return tuple(name for name in members if name not in later), told_later

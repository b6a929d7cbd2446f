"""A problem as a JSON document and back, with a hash that names exactly this problem."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from hashlib import sha256
from typing import Any, Final

from allocation import document_faults
from allocation.canonical import canonical
from allocation.document_faults import Fault, MalformedError
from allocation.document_reading import reader_of
from allocation.problem import Busy, CaseToStaff, Limits, Problem
from allocation.refusals import MalformedProblem

Members = Callable[[Any], dict[str, Any]]
"""Returns the members of a record by name."""
HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
LONGEST = len(str(-(2**63)))
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
        document = _parsed(text)
    except MalformedError as error:
        raise MalformedProblem(where="$", fault=error.fault) from error
    if (fault := _foreign(document)) is not None:
        raise MalformedProblem(where="$", fault=fault)
    try:
        problem: Problem = reader_of(Problem)(document["problem"])
    except MalformedError as error:
        raise MalformedProblem(where=f"$.problem{error.where}", fault=error.fault) from error
    return canonical(problem)


def _foreign(document: Any) -> Fault | None:
    """Return what makes a document another one than that of a problem; None where nothing does."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return document_faults.other_format(FORMAT)
    if "problem" not in document:
        return document_faults.missing(["problem"])
    unknown = sorted(document.keys() - {"format", "problem"})
    return document_faults.unknown(unknown[0]) if unknown else None


def _parsed(text: str) -> Any:
    """Return what the JSON says; raises ``MalformedError`` where it is none, or says what nothing here can mean."""
    if not text.strip():
        raise MalformedError(document_faults.EMPTY)
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_int=_whole_number, parse_constant=_constant)
    except json.JSONDecodeError as fault:
        raise MalformedError(document_faults.no_json(fault.lineno, fault.colno)) from fault
    except RecursionError as fault:
        raise MalformedError(document_faults.TOO_DEEP) from fault
    if HALF_CHARACTER.search(text):  # two halves may still make a whole one
        try:
            canonical_text(document).encode()
        except UnicodeEncodeError as fault:
            raise MalformedError(document_faults.HALF_CHARACTERS) from fault
    return document


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(members)
    if len(told) < len(members):
        names = [name for name, _ in members]
        raise MalformedError(document_faults.twice(next(name for name in names if names.count(name) > 1)))
    return told


def _whole_number(text: str) -> int:
    if len(text) > LONGEST or not -(2**63) <= (number := int(text)) < 2**63:
        raise MalformedError(document_faults.too_large(text))
    return number


def _constant(text: str) -> None:
    raise MalformedError(document_faults.no_number(text))


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

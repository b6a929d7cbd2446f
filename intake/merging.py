"""Laying a row over what is known: what the row gives replaces, what it leaves blank stays."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from intake.keys import OrganParent, Predecessor, Record
from intake.records import PlaceRecord
from terms.cases import AssignmentRole
from terms.periods import Period

AnyRecord = TypeVar("AnyRecord", bound=Record)


def merge(incoming: AnyRecord, known: AnyRecord) -> AnyRecord:
    """Return the incoming record with its blank parts filled from the known one."""
    if incoming.given is None:
        return replace(incoming, id=known.id)
    values = {
        part.name: _merged(part.name, getattr(incoming, part.name), getattr(known, part.name), incoming.given)
        for part in fields(incoming)
        if part.compare
    }
    return replace(incoming, id=known.id, **values)


def differing(before: Record, after: Record) -> tuple[str, ...]:
    """Return the names of the fields in which two records of one kind differ."""
    return tuple(
        part.name for part in fields(before) if part.compare and getattr(before, part.name) != getattr(after, part.name)
    )


def period_of(record: Record) -> Period | None:
    """Return the days in which the record holds, None for records without such."""
    period = getattr(record, "during", None)
    return period if isinstance(period, Period) else None


def start_of(record: Record) -> date | None:
    """Return the first day of the record's period, None where it is unknown or there is none."""
    period = period_of(record)
    return None if period is None else period.start


def _merged(path: str, new: Any, old: Any, given: frozenset[str]) -> Any:
    if path not in given and not any(each.startswith(f"{path}.") for each in given):
        return old
    if new is None or old is None:
        return new if new is not None else old
    if isinstance(new, tuple) and isinstance(old, tuple):
        if any(isinstance(each, PlaceRecord) for each in (*new, *old)):
            return _places(path, new, old, given)
        hangs = any(isinstance(each, OrganParent | Predecessor) for each in (*new, *old))
        return tuple(dict.fromkeys((*old, *new))) if hangs else new
    if is_dataclass(new) and type(new) is type(old):
        parts = {
            part.name: _merged(f"{path}.{part.name}", getattr(new, part.name), getattr(old, part.name), given)
            for part in fields(new)
        }
        return replace(cast("Any", new), **parts)
    return new


def _places(path: str, new: Any, old: Any, given: frozenset[str]) -> tuple[PlaceRecord, ...]:
    """Return the places wanted: each role has a column of its own, and a blank one leaves its role as it is."""
    kept = [place for place in old if f"{path}.{place.role.value}" not in given]
    order = list(AssignmentRole)
    return tuple(sorted((*new, *kept), key=lambda place: order.index(place.role)))

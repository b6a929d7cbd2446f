"""People of a workbook into rows: numbers for those who have none, and their standing in the talent pool."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlmodel import col, select

from db.tables import Person, PoolMember
from intake.comparison import Comparison
from intake.person_names import key_of
from intake.records import PersonRecord, PoolRecord
from resolvers.workbooks.writing import Writing

OUR_NUMBER = r"^P[0-9]{6}$"
"""Numbers that the service gives: P000001 and so on."""
OF_PERSON = frozenset({"name", "gender", "birth_month", "management", "native_place"})


async def keep_people(writing: Writing, comparison: Comparison) -> None:
    """Write people added and changed; main organs are kept as memberships."""
    added = comparison.added.people
    numbers = await _free_numbers(writing, {person.number for person in added})
    rows = [
        _row(person) | {"county_id": writing.county_id, "number": person.number or next(numbers)} for person in added
    ]
    keys = await writing.insert(Person, rows)
    writing.keys.people.update((key_of(person), key) for person, key in zip(added, keys, strict=True))
    pool = [(key, person.pool) for key, person in zip(keys, added, strict=True)]
    for change in comparison.changed:
        before, after = change.before, change.after
        if not isinstance(before, PersonRecord) or not isinstance(after, PersonRecord) or before.id is None:
            continue
        if OF_PERSON.intersection(change.fields):
            await writing.update(Person, [_row(after) | {"id": before.id}])
            writing.changed("people", before, change.fields)
        if "pool" in change.fields:
            await writing.supersede(PoolMember, [before.id], by="person_id")
            pool.append((before.id, after.pool))
    await writing.insert(PoolMember, [_pool_row(key, member) for key, member in pool if member is not None])


def _row(person: PersonRecord) -> dict[str, Any]:
    return {
        "name": person.name,
        "gender": person.gender,
        "birth_month": person.birth_month,
        "management": person.management,
        "native_place": person.native_place or "",
    }


def _pool_row(person_id: int, pool: PoolRecord) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "full_time": pool.full_time,
        "may_lead": pool.may_lead,
        "may_review": pool.may_review,
        "capacity": pool.capacity,
        "trained_on": pool.trained_on,
        "undertaking_on": pool.undertaking_on,
        "declared_on": pool.declared_on,
        "during": pool.during,
    }


async def _free_numbers(writing: Writing, given: set[str | None]) -> Iterator[str]:
    """Return the numbers after the last one given; no two imports draw them at once, as each holds the facts."""
    mine = select(Person.number).where(
        Person.county_id == writing.county_id, col(Person.number).regexp_match(OUR_NUMBER)
    )
    last = (await writing.session.exec(mine.order_by(col(Person.number).desc()).limit(1))).first()
    first = 1 if last is None else int(last[1:]) + 1
    return (number for place in count(first) if (number := f"P{place:06d}") not in given)

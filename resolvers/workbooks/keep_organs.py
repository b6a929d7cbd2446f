"""Organs of a workbook into rows: zones where they are new, what organs hang on and what they took the place of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlmodel import col, select

from db.tables import Organ, OrganLink, OrganSuccession, Zone, ZoneMember
from intake.comparison import Change, Comparison
from intake.keys import Predecessor
from intake.records import OrganRecord
from resolvers.workbooks.keys import new_organs
from resolvers.workbooks.rows import standing
from resolvers.workbooks.writing import Writing
from terms.periods import Period


@dataclass(frozen=True, slots=True)
class _Laid:
    """An organ as it is to be, with what is new of it."""

    key: int
    record: OrganRecord
    before: OrganRecord | None = None

    @property
    def parents(self) -> Iterable[Any]:
        """Return the organs on which it hangs from now on."""
        known = () if self.before is None else self.before.parents
        return (each for each in self.record.parents if each not in known)

    @property
    def predecessors(self) -> Iterable[Predecessor]:
        """Return the organs whose place it is newly said to have taken."""
        known = () if self.before is None else self.before.predecessors
        return (each for each in self.record.predecessors if each not in known)


async def keep_organs(writing: Writing, comparison: Comparison, names: Mapping[str, str]) -> None:
    """Write organs added and changed; ``names`` are the names under which added ones are kept, by their texts."""
    added = new_organs(comparison)
    rows = [_row(organ) | {"county_id": writing.county_id, "name": names[text]} for text, organ in added.items()]
    keys = await writing.insert(Organ, rows)
    writing.keys.organs.update(zip(added, keys, strict=True))
    laid = [_Laid(key, organ) for key, organ in zip(keys, added.values(), strict=True)]
    changes = [change for change in comparison.changed if isinstance(change.after, OrganRecord)]
    laid += [await _change(writing, change) for change in changes]
    await _keep_links(writing, laid)
    await _keep_successions(writing, laid)
    await _keep_zones(writing, laid)


def _row(organ: OrganRecord) -> dict[str, Any]:
    return {
        "name": organ.name,
        "kind": organ.kind,
        "code": organ.code,
        "during": organ.during,
        "x": organ.x or 0,
        "y": organ.y or 0,
    }


async def _change(writing: Writing, change: Change) -> _Laid:
    before, after = change.before, change.after
    if not isinstance(before, OrganRecord) or not isinstance(after, OrganRecord) or before.id is None:
        raise TypeError(change)
    row = _row(after)
    if before.name == after.name:
        del row["name"]
    await writing.update(Organ, [row | {"id": before.id}])
    writing.changed("organs", before, change.fields)
    return _Laid(before.id, after, before)


async def _keep_links(writing: Writing, laid: Sequence[_Laid]) -> None:
    rows = [
        {
            "child_id": each.key,
            "parent_id": writing.keys.organs[parent.name],
            "kind": parent.kind,
            "during": each.record.during,
        }
        for each in laid
        for parent in each.parents
    ]
    await writing.insert(OrganLink, rows)


async def _keep_successions(writing: Writing, laid: Sequence[_Laid]) -> None:
    """Write successions, each on the successor's first day, or else on the day after the predecessor's last."""
    wanted = [(each, before, writing.keys.organs[before.name]) for each in laid for before in each.predecessors]
    if not wanted:
        return
    columns: list[Any] = [Organ.id, Organ.during]
    found: Any = select(*columns).where(col(Organ.id).in_({key for _, _, key in wanted}))
    periods = dict((await writing.session.exec(found)).all())
    rows = [
        {
            "predecessor_id": key,
            "successor_id": each.key,
            "kind": before.kind,
            "happened_on": each.record.during.start or periods[key].end,
        }
        for each, before, key in wanted
    ]
    await writing.insert(OrganSuccession, rows)


async def _keep_zones(writing: Writing, laid: Sequence[_Laid]) -> None:
    """Make zones that are new; an organ that changes its zone leaves the old one today."""
    moved = [
        each
        for each in laid
        if each.record.zone is not None and (each.before is None or each.before.zone != each.record.zone)
    ]
    if not moved:
        return
    zones = await _zones(writing, dict.fromkeys(each.record.zone for each in moved if each.record.zone is not None))
    leaving = {each.key for each in moved if each.before is not None}
    left = [
        row for row in await standing(writing.session, ZoneMember, "zone_id organ_id during") if row.organ_id in leaving
    ]
    open_rows = [row for row in left if not row.during.ended_by(writing.on)]
    await writing.supersede(ZoneMember, [row.id for row in open_rows])
    kept = [
        {"zone_id": row.zone_id, "organ_id": row.organ_id, "during": Period(row.during.start, writing.on)}
        for row in open_rows
        if row.during.start is None or row.during.start < writing.on
    ]
    past = {row.organ_id for row in left if row.during.start is None or row.during.start < writing.on}
    began = [
        {
            "zone_id": zones[each.record.zone or ""],
            "organ_id": each.key,
            "during": Period(writing.on if each.key in past else None, None),
        }
        for each in moved
    ]
    await writing.insert(ZoneMember, kept + began)


async def _zones(writing: Writing, names: Iterable[str]) -> dict[str, int]:
    """Return the zones by name; new ones get the next free codes Z1, Z2 ..."""
    statement: Any = select(Zone.id, Zone.code, Zone.name)
    rows = (await writing.session.exec(statement)).all()
    found = {name: key for key, _, name in rows}
    taken = {code for _, code, _ in rows}
    codes = (code for number in count(1) if (code := f"Z{number}") not in taken)
    new = [name for name in names if name not in found]
    added = [{"county_id": writing.county_id, "code": next(codes), "name": name} for name in new]
    return found | dict(zip(new, await writing.insert(Zone, added), strict=True))

"""Organs as records of a workbook: names apart from the townships that tell them apart, links, zones of the day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Organ, OrganLink, OrganSuccession, Zone, ZoneMember
from intake.keys import OrganParent, Predecessor
from intake.organ_names import references
from intake.records import OrganRecord
from resolvers.workbooks.rows import grouped, standing

SLASH = "/"
"""Between a higher organ's name and the name of a lower one that others share."""


async def read_organs(session: AsyncSession, *, on: date) -> tuple[tuple[OrganRecord, ...], dict[int, str]]:
    """Return all organs, and by key the text with which other rows name each."""
    columns: list[Any] = [Organ.id, Organ.kind, Organ.code, Organ.name, Organ.x, Organ.y, Organ.during]
    statement: Any = select(*columns).order_by(col(Organ.id))
    rows = (await session.exec(statement)).all()
    names = {row.id: row.name for row in rows}
    links = grouped(await standing(session, OrganLink, "child_id parent_id kind during"), "child_id")
    before = grouped(await standing(session, OrganSuccession, "predecessor_id successor_id kind"), "successor_id")
    zones = await _zones(session, on)
    kept = [
        OrganRecord(
            id=row.id,
            name=row.name,
            kind=row.kind,
            code=row.code,
            zone=zones.get(row.id),
            parents=tuple(OrganParent(names[link.parent_id], link.kind) for link in links.get(row.id, ())),
            predecessors=tuple(Predecessor(names[each.predecessor_id], each.kind) for each in before.get(row.id, ())),
            during=row.during,
            x=row.x,
            y=row.y,
        )
        for row in rows
    ]
    apart = [replace(organ, name=short_name(organ)) for organ in kept]
    texts = dict(
        zip(names.values(), references(_in_words(apart, {name: name for name in names.values()})), strict=True)
    )
    organs = _in_words(apart, texts)
    return organs, {key: texts[name] for key, name in names.items()}


def short_name(organ: OrganRecord) -> str:
    """Return the organ's own name, without the higher organ's before it."""
    for parent in organ.parents:
        if organ.name.startswith(f"{parent.name}{SLASH}"):
            return organ.name.removeprefix(f"{parent.name}{SLASH}")
    return organ.name


def _in_words(organs: list[OrganRecord], texts: Mapping[str, str]) -> tuple[OrganRecord, ...]:
    """Return the organs with their relatives named by these texts."""
    return tuple(
        replace(
            organ,
            parents=tuple(sorted({replace(each, name=texts[each.name]) for each in organ.parents}, key=str)),
            predecessors=tuple(sorted({replace(each, name=texts[each.name]) for each in organ.predecessors}, key=str)),
        )
        for organ in organs
    )


async def _zones(session: AsyncSession, on: date) -> dict[int, str]:
    """Return the name of each organ's zone on the day, or of the first one to come."""
    names = dict((await session.exec(select(Zone.id, Zone.name))).all())
    members = grouped(await standing(session, ZoneMember, "zone_id organ_id during"), "organ_id")
    found = {}
    for organ, rows in members.items():
        ahead = sorted(
            (row for row in rows if not row.during.ended_by(on)), key=lambda row: row.during.start or date.min
        )
        if ahead:
            found[organ] = names[ahead[0].zone_id]
    return found

"""Organs, how they hang together, and who belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, String, func, or_
from sqlmodel import col, select

from db.reads.rows import Order, Page, Window, page_of
from db.reads.zones import of_zone_with_code, organs_of_zones
from db.tables import Organ, OrganLink, OrganSuccession
from db.tables.columns import holds_on
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.paging import like, ordered, rows_by_id, rows_of
from terms.organs import OrganKind
from terms.term import Term


class OrganSort(Term):
    """What organs are ordered by."""

    NAME = "NAME", "名称", "name"
    KIND = "KIND", "类型", "kind, then name"


@dataclass(frozen=True, slots=True)
class OrgansWanted:
    """Which organs are wanted; what is None does not narrow the list."""

    text: str | None = None
    kinds: Sequence[OrganKind] | None = None
    zone_code: str | None = None
    existing_on: date | None = None


def order_of(sort: OrganSort, *, descending: bool) -> tuple[Order, ...]:
    """Return the columns of an order."""
    first = [func.concat(Organ.kind, type_=String)] if sort is OrganSort.KIND else []
    return ordered(*first, Organ.name, by=Organ.id, descending=descending)


async def organs(caller: Caller, wanted: OrgansWanted, window: Window, order: Sequence[Order]) -> Page[Organ]:
    """Return one page of organs."""
    require(caller, Act.READ_ZONES)
    where: list[ColumnElement[bool]] = []
    if wanted.text is not None:
        pattern = like(wanted.text)
        where.append(or_(col(Organ.name).ilike(pattern), col(Organ.name_en).ilike(pattern)))
    if wanted.kinds is not None:
        where.append(col(Organ.kind).in_(wanted.kinds))
    if wanted.zone_code is not None:
        where.append(col(Organ.id).in_(organs_of_zones(of_zone_with_code(wanted.zone_code), caller.today())))
    if wanted.existing_on is not None:
        where.append(holds_on(col(Organ.during), wanted.existing_on))
    async with caller.database.reading() as session:
        return await page_of(session, Organ, window, *where, order=order)


async def organ_by_name(caller: Caller, name: str) -> Organ | None:
    """Return the organ of this name."""
    require(caller, Act.READ_ZONES)
    async with caller.database.reading() as session:
        return (await session.exec(select(Organ).where(Organ.name == name))).one_or_none()


async def organs_by_id(caller: Caller, keys: Sequence[int]) -> list[Organ | None]:
    """Return the organs with these keys."""
    require(caller, Act.READ_ZONES)
    return await rows_by_id(caller, Organ, keys)


async def links_up(caller: Caller, organs: Sequence[int]) -> list[list[OrganLink]]:
    """Return for each organ what it hangs on, in all periods."""
    require(caller, Act.READ_ZONES)
    return await rows_of(caller, OrganLink, OrganLink.child_id, organs)


async def links_down(caller: Caller, organs: Sequence[int]) -> list[list[OrganLink]]:
    """Return for each organ what hangs on it, in all periods."""
    require(caller, Act.READ_ZONES)
    return await rows_of(caller, OrganLink, OrganLink.parent_id, organs)


async def predecessors(caller: Caller, organs: Sequence[int]) -> list[list[OrganSuccession]]:
    """Return for each organ the successions by which it took the place of others."""
    require(caller, Act.READ_ZONES)
    return await rows_of(caller, OrganSuccession, OrganSuccession.successor_id, organs)


async def successors(caller: Caller, organs: Sequence[int]) -> list[list[OrganSuccession]]:
    """Return for each organ the successions by which others took its place."""
    require(caller, Act.READ_ZONES)
    return await rows_of(caller, OrganSuccession, OrganSuccession.predecessor_id, organs)

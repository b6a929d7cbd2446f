"""Zones and their dated member organs."""

from collections.abc import Sequence

from sqlmodel import select

from db.reads.rows import Order, Page, Window, page_of
from db.tables import County, Zone, ZoneMember
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.paging import ordered, rows_by_id, rows_of

ORDER: tuple[Order, ...] = ordered(Zone.code, by=Zone.id)


async def zones(caller: Caller, window: Window) -> Page[Zone]:
    """Return one page of zones by code."""
    require(caller, Act.READ_ZONES)
    async with caller.database.reading() as session:
        return await page_of(session, Zone, window, order=ORDER)


async def zone_by_code(caller: Caller, code: str) -> Zone | None:
    """Return the zone with this code."""
    require(caller, Act.READ_ZONES)
    async with caller.database.reading() as session:
        return (await session.exec(select(Zone).where(Zone.code == code))).one_or_none()


async def county(caller: Caller) -> County | None:
    """Return the county that runs this service; None before one is set up."""
    require(caller, Act.READ_ZONES)
    async with caller.database.reading() as session:
        return (await session.exec(select(County).order_by(County.code).limit(1))).one_or_none()


async def zones_by_id(caller: Caller, keys: Sequence[int]) -> list[Zone | None]:
    """Return the zones with these keys."""
    require(caller, Act.READ_ZONES)
    return await rows_by_id(caller, Zone, keys)


async def members_of(caller: Caller, zones: Sequence[int]) -> list[list[ZoneMember]]:
    """Return for each zone its dated members, in all periods."""
    require(caller, Act.READ_ZONES)
    return await rows_of(caller, ZoneMember, ZoneMember.zone_id, zones)


async def places_of(caller: Caller, organs: Sequence[int]) -> list[list[ZoneMember]]:
    """Return for each organ its dated memberships of zones, in all periods."""
    require(caller, Act.READ_ZONES)
    return await rows_of(caller, ZoneMember, ZoneMember.organ_id, organs)

"""Zones (执纪审查协作区), their dated members, and the county."""

from typing import Annotated

import strawberry

from resolvers import cadences, pool, zones
from resolvers.cases import ZoneCases, cases_of_zones, order_of
from resolvers.paging import kinds_of
from resolvers.pool import ZonePool
from schema import case_filters, pool_filters
from schema.arguments import Direction, On, day_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.dashboard import Dashboard
from schema.nodes import Node
from schema.references import (
    CADENCE,
    CASE,
    ORGAN,
    POOL_MEMBER,
    CadenceType,
    CaseType,
    OrganType,
    PoolMemberType,
)
from schema.scalars import Period, shown


@strawberry.type(description="An organ belongs to a zone in a period (协作区成员).")
class ZoneMember:
    """See ``db.tables.ZoneMember``."""

    key: strawberry.Private[int]
    during: Period = strawberry.field(description="The days in which it does (时段).")

    @strawberry.field(description="The discipline organ (纪检机构).")
    async def organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.key)


@strawberry.type(description="A collaboration zone: a grouping of discipline organs, no legal body (执纪审查协作区).")
class Zone(Node):
    """See ``db.tables.Zone``."""

    batch = zones.zones_by_id

    code: str = strawberry.field(description="Its short code, unique in the county, for example Z1 (协作区代码).")
    name: str = strawberry.field(description="Its Chinese name (中文名称).")
    name_en: str = strawberry.field(description="Its English name (英文名称); empty if none is on file.")

    @strawberry.field(description="The office of the county commission that guides it (牵头室); null if none is named.")
    async def lead_organ(self, info: Info) -> OrganType | None:
        """Find the guiding office."""
        return await ORGAN.load_maybe(info, self.row.lead_organ_id)

    @strawberry.field(description="The organs that belong to it on a day (成员单位).")
    async def members(self, info: Info, on: On = None) -> list[ZoneMember]:
        """List the members."""
        day = day_of(info, on)
        rows = await info.context.load(zones.members_of, self.row.id)
        return [ZoneMember(key=row.organ_id, during=shown(row.during)) for row in rows if day in row.during]

    @strawberry.field(description="When it meets again and again (会议周期): what stands, the oldest first.")
    async def cadences(self, info: Info) -> list[CadenceType]:
        """List the cadences."""
        return [CADENCE.of(row) for row in await info.context.load(cadences.cadences_of, self.row.id)]

    @strawberry.field(description="What needs attention in the zone today (工作台).")
    def dashboard(self, info: Info) -> Dashboard:
        """Show the zone's dashboard."""
        return Dashboard(zone_id=self.row.id, day=info.context.caller.today())

    @strawberry.field(description="Cases of the zone that the viewer may see: at home in it, or handled by it (案件).")
    async def cases(
        self,
        info: Info,
        *,
        where: case_filters.Where = None,
        order_by: case_filters.Ordered = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[CaseType]:
        """List the zone's cases."""
        chosen = order_by or case_filters.CaseOrder()
        descending = chosen.direction is Direction.DESCENDING
        kinds = kinds_of(order_of(chosen.by, descending=descending))
        window = window_of(kinds, first=first, after=after, last=last, before=before)
        wanted = (where or case_filters.CaseFilter()).wanted()
        asked = ZoneCases(self.row.id, wanted, window, chosen.by, descending)
        return connection_of(await info.context.load(cases_of_zones, asked), CASE.of)

    @strawberry.field(description="Members of the talent pool (人才库) whose own organ is in the zone today.")
    async def pool_members(
        self,
        info: Info,
        *,
        where: pool_filters.Where = None,
        order_by: pool_filters.Ordered = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PoolMemberType]:
        """List the zone's members of the pool."""
        chosen = order_by or pool_filters.PoolOrder()
        window = window_of(pool.kinds(chosen.by), first=first, after=after, last=last, before=before)
        wanted = (where or pool_filters.PoolFilter()).wanted()
        asked = ZonePool(self.row.id, wanted, window, chosen.by, chosen.direction is Direction.DESCENDING)
        return connection_of(await info.context.load(pool.pools_of_zones, asked), POOL_MEMBER.of)


@strawberry.type(description="The county that runs its zones with this service (县).")
class County:
    """See ``db.tables.County``."""

    code: str = strawberry.field(description="Its division code (行政区划代码).")
    name: str = strawberry.field(description="Its Chinese name (中文名称).")
    name_en: str = strawberry.field(description="Its English name (英文名称); empty if none is on file.")


@strawberry.type
class ZoneQuery:
    """Questions about zones."""

    @strawberry.field(description="The county (县); null before one is set up.")
    async def county(self, info: Info) -> County | None:
        """Find the county."""
        row = await zones.county(info.context.caller)
        return None if row is None else County(code=row.code, name=row.name, name_en=row.name_en)

    @strawberry.field(description="The zone with this code (协作区); null if there is none.")
    async def zone(
        self,
        info: Info,
        code: Annotated[str, strawberry.argument(description="The zone's code, for example Z1 (协作区代码).")],
    ) -> Zone | None:
        """Find a zone."""
        return Zone.maybe(await zones.zone_by_code(info.context.caller, code))

    @strawberry.field(description="All zones by code (协作区).")
    async def zones(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Zone]:
        """List the zones."""
        window = window_of(kinds_of(zones.ORDER), first=first, after=after, last=last, before=before)
        return connection_of(await zones.zones(info.context.caller, window), Zone.of)

"""Questions about organs."""

from datetime import date
from typing import Annotated

import strawberry

from resolvers import organs
from resolvers.organs import OrganSort, OrgansWanted
from resolvers.paging import kinds_of
from schema.arguments import Direction
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.enums import register
from schema.organs import Organ
from terms.organs import OrganKind

register(OrganSort, "单位排序")


@strawberry.input(description="Which organs are wanted (单位筛选); all conditions must hold, null does not narrow.")
class OrganFilter:
    """See ``resolvers.organs.OrgansWanted``."""

    text: str | None = strawberry.field(default=None, description="Part of the Chinese or English name (名称片段).")
    kinds: list[OrganKind] | None = strawberry.field(default=None, description="Any of these kinds (类型).")
    zone_code: str | None = strawberry.field(
        default=None, description="Belongs to the zone with this code today (协作区代码)."
    )
    existing_on: date | None = strawberry.field(default=None, description="Exists on this day (存续日期).")


@strawberry.input(description="The order of a list of organs (单位排序方式).")
class OrganOrder:
    """By what and which way."""

    by: OrganSort = strawberry.field(default=OrganSort.NAME, description="What to order by (排序依据).")
    direction: Direction = strawberry.field(default=Direction.ASCENDING, description="Which way (排序方向).")


Where = Annotated[OrganFilter | None, strawberry.argument(name="filter", description="Null for all organs (筛选).")]
Ordered = Annotated[OrganOrder | None, strawberry.argument(description="By name if null (排序).")]


@strawberry.type
class OrganQuery:
    """Questions about organs."""

    @strawberry.field(description="The organ with this name (单位); null if there is none.")
    async def organ(
        self, info: Info, name: Annotated[str, strawberry.argument(description="The full Chinese name (单位名称).")]
    ) -> Organ | None:
        """Find an organ."""
        return Organ.maybe(await organs.organ_by_name(info.context.caller, name))

    @strawberry.field(description="Organs that fulfil all conditions (单位).")
    async def organs(
        self,
        info: Info,
        *,
        where: Where = None,
        order_by: Ordered = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Organ]:
        """List organs."""
        wanted = OrgansWanted(**vars(where or OrganFilter()))
        chosen = order_by or OrganOrder()
        order = organs.order_of(chosen.by, descending=chosen.direction is Direction.DESCENDING)
        window = window_of(kinds_of(order), first=first, after=after, last=last, before=before)
        return connection_of(await organs.organs(info.context.caller, wanted, window, order), Organ.of)

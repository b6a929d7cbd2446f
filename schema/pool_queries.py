"""The search for members of the talent pool."""

import strawberry

from resolvers import pool
from schema.arguments import Direction
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.pool import PoolMember
from schema.pool_filters import Ordered, PoolFilter, PoolOrder, Where


@strawberry.type
class PoolQuery:
    """Questions about the talent pool."""

    @strawberry.field(description="Members of the talent pool (人才库) who fulfil all conditions.")
    async def pool_members(
        self,
        info: Info,
        *,
        where: Where = None,
        order_by: Ordered = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PoolMember]:
        """List members of the pool."""
        chosen = order_by or PoolOrder()
        window = window_of(pool.kinds(chosen.by), first=first, after=after, last=last, before=before)
        page = await pool.pool(
            info.context.caller,
            (where or PoolFilter()).wanted(),
            window,
            chosen.by,
            descending=chosen.direction is Direction.DESCENDING,
        )
        return connection_of(page, PoolMember.of)

"""Questions about cases."""

from typing import Annotated

import strawberry

from resolvers import cases
from resolvers.paging import kinds_of
from schema.arguments import Direction
from schema.case_filters import CaseFilter, CaseOrder, Ordered, Where
from schema.cases import Case
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info


@strawberry.type
class CaseQuery:
    """Questions about cases."""

    @strawberry.field(description="The case with this number (案件); null if there is none that the viewer may see.")
    async def case(
        self, info: Info, number: Annotated[str, strawberry.argument(description="The case number (案号).")]
    ) -> Case | None:
        """Find a case."""
        return Case.maybe(await cases.case_by_number(info.context.caller, number))

    @strawberry.field(description="Cases that the viewer may see (案件).")
    async def cases(
        self,
        info: Info,
        *,
        where: Where = None,
        order_by: Ordered = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Case]:
        """List cases."""
        chosen = order_by or CaseOrder()
        order = cases.order_of(chosen.by, descending=chosen.direction is Direction.DESCENDING)
        window = window_of(kinds_of(order), first=first, after=after, last=last, before=before)
        wanted = (where or CaseFilter()).wanted()
        return connection_of(await cases.cases(info.context.caller, wanted, window, order), Case.of)

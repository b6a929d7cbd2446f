"""What of recusal waits for somebody, on the dashboard."""

import strawberry

from resolvers.fact_acts.declaring import undeclared_of_zones
from resolvers.matters import open_matters_of_zones
from schema.context import Info


@strawberry.type
class RecusalOnDashboard:
    """The figures of recusal of one zone, or of the county."""

    zone_id: strawberry.Private[int | None]

    @strawberry.field(description="How many recusal matters in sight wait for a decision (待决定回避事项数).")
    async def open_matters(self, info: Info) -> int:
        """Count the open matters."""
        count: int = await info.context.load(open_matters_of_zones, self.zone_id)
        return count

    @strawberry.field(
        description="Assignments in force that nobody has declared for (未作办案申报的派案数); each case needs its own."
    )
    async def undeclared_assignments(self, info: Info) -> int:
        """Count the assignments without a declaration."""
        count: int = await info.context.load(undeclared_of_zones, self.zone_id)
        return count

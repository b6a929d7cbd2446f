"""Facts on record, for those who keep them."""

from typing import Annotated

import strawberry

from resolvers.fact_acts import listing
from resolvers.fact_acts.kinds import FactKind
from resolvers.fact_acts.listing import FactsWanted
from resolvers.paging import kinds_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.fact_acts_payloads import Fact

Kind = Annotated[FactKind, strawberry.argument(description="Of which kind (登记类型).")]
OfPerson = Annotated[str | None, strawberry.argument(description="Naming the person with this number (人员编号).")]
OfCase = Annotated[str | None, strawberry.argument(description="Naming the case with this number (案号).")]


@strawberry.type
class FactQuery:
    """Questions about facts on record."""

    @strawberry.field(description="Facts of one kind that stand, as recorded (登记); for those who keep them.")
    async def facts(
        self,
        info: Info,
        kind: Kind,
        *,
        person_number: OfPerson = None,
        case_number: OfCase = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Fact]:
        """List facts."""
        order = listing.order_of(kind)
        window = window_of(kinds_of(order), first=first, after=after, last=last, before=before)
        wanted = FactsWanted(kind, person_number, case_number)
        return connection_of(await listing.facts_on_record(info.context.caller, wanted, window), Fact.of)

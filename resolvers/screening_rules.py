"""How hard the rules are in this county on a day; rules of recusal are public, and so is how a county applies them."""

from collections.abc import Sequence
from datetime import date

from db.policies import policy_on
from recusal.policy import Policy
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.screening_knowledge import usable


async def policies_of_days(caller: Caller, days: Sequence[date]) -> list[Policy]:
    """Return the county's policy of recusal in force on each day.

    Raises:
        DayUnusable: a day lies outside any case.
    """
    require(caller, Act.READ_ZONES)
    async with caller.database.reading() as session:
        return [(await policy_on(session, usable(day))).recusal for day in days]

"""The waivers and dismissals by which findings were let pass; whoever is shown a finding may read them."""

from collections.abc import Sequence

from db.tables import Dismissal, Waiver
from resolvers.caller import Caller
from resolvers.paging import rows_by_id


async def waivers_by_id(caller: Caller, ids: Sequence[int]) -> list[Waiver | None]:
    """Return the waivers with these keys, which findings that the caller was shown refer to."""
    return await rows_by_id(caller, Waiver, ids)


async def dismissals_by_id(caller: Caller, ids: Sequence[int]) -> list[Dismissal | None]:
    """Return the dismissals with these keys, which findings that the caller was shown refer to."""
    return await rows_by_id(caller, Dismissal, ids)

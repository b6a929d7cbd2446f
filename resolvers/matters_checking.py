"""Checking again, by somebody else, what a person did before a conflict of hers came to light (T11)."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import RecusalMatterAct
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.matters import acts_in_sight, hidden_items
from resolvers.matters_refusals import CheckedAlready, reasoned
from resolvers.own_matters import own_people
from terms.things import Thing


async def check_act(caller: Caller, act_id: int, *, outcome: str) -> RecusalMatterAct:
    """Record what somebody else than the person found; once, and never by herself or her kin, who does not see it.

    Raises:
        NotAllowed: the caller may decide nothing in matters.
        NotFound: there is no such act that the caller may see.
        ReasonsMissing: the outcome is empty or too long.
        CheckedAlready: it was checked before.
    """
    require(caller, Act.DECIDE_MATTER)
    found = reasoned(outcome)
    items = await hidden_items(caller, col(RecusalMatterAct.id) == act_id)

    async def work(session: AsyncSession) -> RecusalMatterAct:
        seen = acts_in_sight(caller, await own_people(session, caller), items)
        statement = select(RecusalMatterAct).where(RecusalMatterAct.id == act_id, *seen)
        act = (await session.exec(statement.with_for_update())).first()
        if act is None:
            raise NotFound(Thing.ACT_TO_CHECK, str(act_id))
        if act.checked_on is not None:
            raise CheckedAlready
        act.checked_by = caller.identity.principal
        act.checked_on = caller.today()
        act.outcome = found
        record(
            session,
            actor=caller.actor,
            act="CHECK_ACT",
            object_type="recusal_matter_acts",
            object_id=act.id,
        )
        return act

    return await caller.database.deciding(work, Act.DECIDE_MATTER)

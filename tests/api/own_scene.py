"""People to whom somebody is tied, or who are the same as somebody, made up one by one."""

from dataclasses import replace

from db.tables import IdentityLink, KinTie
from resolvers.caller import Identity
from terms.periods import ALWAYS
from terms.recusal import IdentityVerdict
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner
from tests.api.fact_scene import Registry
from tests.api.waiver_scene import classmates


async def same(planner: Planner, number: str) -> str:
    """Return the number of another record that is confirmed to be the same person."""
    other = await Registry(planner).stranger()
    first, second = sorted((await planner.person(number), await planner.person(other)))
    verdict = IdentityVerdict.SAME
    await planner.become(
        IdentityLink(first_id=first, second_id=second, verdict=verdict, reason="同一身份证号", decided_by="clerk")
    )
    return other


async def wife(planner: Planner, number: str) -> str:
    """Return the number of somebody who is married to a person."""
    other = await Registry(planner).stranger()
    first, second = sorted((await planner.person(number), await planner.person(other)))
    tie = KinTie(first_id=first, second_id=second, edge=KinEdge.SPOUSE, origin=FactOrigin.ASSERTED, during=ALWAYS)
    await planner.become(tie)
    return other


async def as_person(planner: Planner, identity: Identity, number: str) -> Identity:
    """Return somebody who is a person by a record."""
    return replace(identity, person_id=await planner.person(number))


async def friend(planner: Planner, number: str) -> str:
    """Return the number of somebody who was at school with a person."""
    other = await Registry(planner).stranger()
    await planner.become(classmates(await planner.person(other), await planner.person(number)))
    return other

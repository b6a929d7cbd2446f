"""Who could take the seat of somebody who stands aside: legal with the whole team, sealed facts included."""

from typing import Any

import pytest

from db.tables import Assignment, Informant, KinTie
from resolvers.caller import Identity
from terms.periods import ALWAYS
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner
from tests.api.matters_scene import REPLACEMENTS, Matters, matters_scene
from tests.api.waiver_scene import CASE, CLERK, OFFICER

pytestmark = pytest.mark.staffed


async def offered(scene: Matters, matter: str, who: Identity = CLERK) -> list[dict[str, Any]]:
    """Return who is offered for the only case of a matter."""
    (about,) = (await scene.scene.ask(REPLACEMENTS, who, id=matter))["recusalMatter"]["cases"]
    found: list[dict[str, Any]] = about["replacements"]
    return found


async def test_whoever_is_offered_is_clear_and_cheapest_first(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    matter = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    found = await offered(scene, matter["id"])
    numbers = [each["person"]["number"] for each in found]
    assert 0 < len(numbers) <= 10
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & {number for _, number in scene.scene.seats}
    assert {each["role"] for each in found} == {"MEMBER"}
    assert [each["loadAfter"] for each in found] == sorted(each["loadAfter"] for each in found)
    bars = [
        (number, each["rule"]["code"])
        for number in numbers
        for each in await scene.scene.findings(number, case=CASE)
        if each["severity"] != "SOFT"
    ]
    assert bars == []


async def test_t12_with_each_replacement_the_whole_team_is_looked_at_again(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member, lead = scene.scene.seat("MEMBER"), scene.scene.seat("LEAD")
    matter = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    first = (await offered(scene, matter["id"]))[0]["person"]["number"]
    ends = sorted((await planner.person(first), await planner.person(lead)))
    await planner.become(
        KinTie(first_id=ends[0], second_id=ends[1], edge=KinEdge.SPOUSE, origin=FactOrigin.ASSERTED, during=ALWAYS)
    )
    assert await scene.scene.state(lead) == ("ACTIVE", "")
    assert first not in {each["person"]["number"] for each in await offered(scene, matter["id"])}


async def test_the_list_of_replacements_tells_nothing_of_who_informed(planner: Planner) -> None:
    scene = await matters_scene(planner)
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER"), allegedRule="R02"))["matter"]
    before = [each["person"]["number"] for each in await offered(scene, matter["id"])]
    await planner.become(Informant(case_id=scene.scene.case, person_id=await planner.person(before[0])))
    after = [each["person"]["number"] for each in await offered(scene, matter["id"])]
    assert after == before


async def test_a_leader_is_replaced_by_somebody_who_may_lead_also_after_the_decision(planner: Planner) -> None:
    scene = await matters_scene(planner)
    lead = scene.scene.seat("LEAD")
    matter = (await scene.apply(CLERK, lead, allegedRule="R02"))["matter"]
    before = await offered(scene, matter["id"])
    await scene.decide(scene.scene.unit, matter["id"])
    after = await offered(scene, matter["id"])
    assert [each["person"] for each in after] == [each["person"] for each in before]
    numbers = [each["person"]["number"] for each in after]
    assert numbers
    may = "SELECT bool_and(may_lead) FROM pool_members AS m JOIN people AS p ON p.id = m.person_id"
    where = " WHERE m.superseded_at IS NULL AND p.number = ANY(:numbers)"
    assert await planner.key_of(may + where, numbers=numbers) is True


async def test_nothing_is_offered_where_no_seat_is_vacant_nor_to_those_who_propose_nothing(planner: Planner) -> None:
    scene = await matters_scene(planner)
    first, second = (number for role, number in scene.scene.seats if role == "MEMBER")
    frozen = (await scene.apply(CLERK, first, allegedRule="R02"))["matter"]
    assert await offered(scene, frozen["id"], OFFICER) == []
    waiting = (await scene.apply(CLERK, second))["matter"]
    assert await offered(scene, waiting["id"]) == []
    await scene.decide(scene.scene.unit, frozen["id"], "REFUSE")
    assert await offered(scene, frozen["id"]) == []


async def test_asking_for_replacements_writes_nothing(planner: Planner) -> None:
    scene = await matters_scene(planner)
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER"), allegedRule="R02"))["matter"]
    before = await scene.counts(), await planner.rows(Assignment)
    zone = Identity("coordinator", Role.COORDINATOR, zone_ids=scene.scene.unit.zone_ids)
    assert await offered(scene, matter["id"], zone) == await offered(scene, matter["id"])
    assert (await scene.counts(), await planner.rows(Assignment)) == before

"""How far an act reaches: what lies inside is seen, what lies outside is not, whichever way it is asked for."""

import json
from dataclasses import replace
from typing import Any

import pytest

from schema.nodes import global_id, kinds, parts_of
from terms.acts import Act, Reach
from terms.matrix import MATRIX
from terms.roles import Role
from tests.api.worlds import Worlds

WORDS = "nodes { id }"
LISTS = {
    Act.READ_CASES: f"{{ found: cases(first: 100) {{ {WORDS} }} }}",
    Act.READ_MEETINGS: f"{{ found: meetings(first: 100) {{ {WORDS} }} }}",
    Act.READ_MATTERS: f"{{ found: recusalMatters(first: 100) {{ {WORDS} }} }}",
}
OF_ZONE = """SELECT o.organ_id FROM zone_members AS m JOIN zone_members AS o ON o.zone_id = m.zone_id
    WHERE m.organ_id = :organ AND upper_inf(o.during)"""
CASES = {
    Reach.COUNTY: "SELECT id FROM cases",
    Reach.ZONE: f"SELECT id FROM cases WHERE home_organ_id IN ({OF_ZONE}) OR handling_organ_id IN ({OF_ZONE})",
    Reach.ORGAN: "SELECT id FROM cases WHERE :organ IN (home_organ_id, handling_organ_id)",
    Reach.OWN: "SELECT case_id FROM assignments WHERE person_id = :person AND state = 'ACTIVE'",
}
MATTERS = "SELECT matter_id FROM recusal_matter_cases WHERE case_id IN ({cases})"
MEETINGS = {
    Reach.COUNTY: "SELECT id FROM meetings",
    Reach.ZONE: "SELECT meeting_id FROM meeting_zones WHERE zone_id IN"
    " (SELECT zone_id FROM zone_members WHERE organ_id = :organ AND upper_inf(during))",
    Reach.ORGAN: "SELECT meeting_id FROM meeting_participants WHERE organ_id = :organ",
    Reach.OWN: "SELECT meeting_id FROM meeting_participants WHERE :person IN (person_id, substitute_id)",
}
ZONE_CASES = """SELECT c.id FROM cases AS c WHERE EXISTS (SELECT FROM zone_members AS m WHERE m.zone_id = :zone
    AND upper_inf(m.during) AND m.organ_id IN (c.home_organ_id, c.handling_organ_id))"""
OF_THE_ZONE = {
    Act.READ_CASES: f"SELECT array_agg(k) FROM ({ZONE_CASES}) AS t(k)",
    Act.READ_MEETINGS: "SELECT array_agg(DISTINCT meeting_id) FROM meeting_zones WHERE zone_id = :zone",
    Act.READ_MATTERS: f"SELECT array_agg(DISTINCT matter_id) FROM recusal_matter_cases WHERE case_id IN ({ZONE_CASES})",
}
ZONE = """SELECT m.zone_id FROM zone_members AS m JOIN cases AS c ON c.home_organ_id = m.organ_id
    WHERE upper_inf(m.during) AND c.number = :number"""
WITH_WAITING = """SELECT array_agg(DISTINCT m.zone_id) FROM zone_members AS m
    JOIN cases AS c ON c.home_organ_id = m.organ_id
    WHERE upper_inf(m.during) AND c.status = 'FILED' AND c.mode = 'CROSS'"""
MADE = "SELECT p.id FROM proposals AS p JOIN allocation_runs AS r ON r.id = p.run_id WHERE r.key = :key"
ROLES = [(role, act) for role in MATRIX for act in LISTS if act in MATRIX[role]]


def statement(act: Act, reach: Reach) -> str:
    """Return the SQL that finds the keys of what lies inside a reach."""
    if act is Act.READ_MEETINGS:
        return MEETINGS[reach]
    return CASES[reach] if act is Act.READ_CASES else MATTERS.format(cases=CASES[reach])


@pytest.mark.parametrize(("role", "act"), ROLES)
async def test_what_lies_inside_the_reach_is_seen_and_nothing_else(one_world: Worlds, role: Any, act: Act) -> None:
    planner, who = one_world.planners[0], one_world.askers[role.value]
    organ = await planner.key_of(
        "SELECT handling_organ_id FROM cases WHERE number = :number", number=one_world.prepared.scene.cases["staffed"]
    )
    found = (
        f"SELECT coalesce(array_agg(DISTINCT k ORDER BY k), '{{}}') FROM ({statement(act, MATRIX[role][act])}) AS t(k)"
    )
    values = {"organ": organ, "person": who.person_id}
    inside = set(await planner.key_of(found, **{name: value for name, value in values.items() if f":{name}" in found}))
    everything = await ids(one_world, act, "COUNTY")
    seen = await ids(one_world, act, role.value)
    assert {key_of(each) for each in seen} == inside & {key_of(each) for each in everything}
    assert seen
    if MATRIX[role][act] is not Reach.COUNTY:
        outside = sorted(everything - seen)
        asked = ", ".join(f'"{each}"' for each in outside)
        (told,) = await one_world.ask(f"{{ nodes(ids: [{asked}]) {{ id }} }}", who)
        assert told.answer == {"data": {"nodes": [None] * len(outside)}, "errors": []}


@pytest.mark.parametrize("role", [Role.COUNTY, Role.SCHEDULER, Role.RECUSAL_OFFICER, Role.SECRETARY])
async def test_a_token_held_to_a_zone_reaches_what_is_of_it_and_no_further(one_world: Worlds, role: Role) -> None:
    zone = await one_world.planners[0].key_of(ZONE, number=one_world.prepared.scene.cases["staffed"])
    held = replace(one_world.askers[role.value], zone_ids=frozenset({zone}), person_id=None)
    mine = [act for act in LISTS if act in MATRIX[role]]
    assert mine
    for act in mine:
        (told,) = await one_world.ask(LISTS[act], held)
        inside = await one_world.planners[0].key_of(OF_THE_ZONE[act], zone=zone)
        assert inside
        assert {key_of(each["id"]) for each in told.answer["data"]["found"]["nodes"]} == set(inside)


async def test_a_proposal_is_seen_by_those_whose_zones_hold_all_of_it(one_world: Worlds) -> None:
    planner = one_world.planners[0]
    one, other, *_ = await zones(one_world)
    codes = [await planner.key_of("SELECT code FROM zones WHERE id = :zone", zone=zone) for zone in (one, other)]
    made = []
    for name, chosen in (("of one", codes[:1]), ("of both", codes), ("of the other", codes[1:])):
        await planner.propose(name, zoneCodes=chosen, seed=1)
        made.append(await planner.key_of(MADE, key=name))
    asked = [str(global_id(kinds()["Proposal"], key)) for key in made]
    for held_to, seen in (({one}, {0}), ({one, other}, {0, 1, 2}), ({other}, {2}), (set[int](), set[int]())):
        held = replace(one_world.askers["COUNTY"], zone_ids=frozenset(held_to))
        question = f"{{ proposals(first: 100) {{ {WORDS} }} nodes(ids: {json.dumps(asked)}) {{ id }} }}"
        (told,) = await one_world.ask(question, held)
        listed = {each["id"] for each in told.answer["data"]["proposals"]["nodes"]}
        assert listed & {*asked} == {asked[each] for each in seen}
        assert [each is not None for each in told.answer["data"]["nodes"]] == [at in seen for at in range(3)]


async def zones(one_world: Worlds) -> list[int]:
    """Return the zones that have cases which wait for a team."""
    found: list[int] = await one_world.planners[0].key_of(WITH_WAITING)
    return found


async def ids(one_world: Worlds, act: Act, who: str) -> set[str]:
    """Return the ids of all that somebody is shown in the list."""
    (told,) = await one_world.ask(LISTS[act], one_world.askers[who])
    assert told.answer["errors"] == []
    return {each["id"] for each in told.answer["data"]["found"]["nodes"]}


def key_of(text: str) -> int:
    """Return the database key of a global id."""
    return parts_of(text)[1]

"""What if of a repair: another policy poses the very problem that it would pose if it were set."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from allocation.changing import changed
from allocation.document import from_json
from allocation.openings import find_openings
from allocation.problem import Problem
from db.tables import Absence, AllocationRun
from resolvers.posed import read_posed
from resolvers.supposed_facts import OpenFacts
from resolvers.supposed_policies import OtherPolicy, changes_by_policy
from terms.cases import AssignmentRole, Mode
from terms.people import AbsenceKind
from terms.periods import Period
from tests.api.allocation_scene import Planner, placed
from tests.api.repair_scene import ASSIST, CROSS, repair
from tests.api.test_ranks_and_shares import policy


async def last_problem(planner: Planner) -> Problem:
    """Return the problem of the last run."""
    return from_json(json.dumps((await planner.rows(AllocationRun))[-1].problem))


async def from_afar(planner: Planner) -> tuple[set[tuple[str, str, str]], str]:
    """Put teams to work, on one of which somebody is of another zone; return their seats and her number."""
    await planner.propose("before", caseNumbers=[CROSS, ASSIST])
    problem, case = await last_problem(planner), await planner.case(CROSS)
    zone = await planner.key_of(
        "SELECT z.zone_id FROM zone_members AS z JOIN cases AS c ON c.home_organ_id = z.organ_id"
        " WHERE c.id = :case AND z.superseded_at IS NULL",
        case=case,
    )
    far = {person.id for person in problem.candidates if person.district not in {0, zone}}
    chairs = find_openings(problem).open
    key = min(who for on, who, role in chairs if on == case and who in far and role is AssignmentRole.MEMBER)
    number = str(await planner.key_of("SELECT number FROM people WHERE id = :key", key=key))
    pin = {"caseNumber": CROSS, "personNumber": number, "role": "MEMBER", "reason": "急办"}
    await planner.edit("team", of="before", pins=[pin])
    await planner.confirm("team")
    approved = await planner.approve("team")
    assert approved["__typename"] == "AllocationApproved", approved
    return placed(approved["assignments"]), number


async def supposed_problem(planner: Planner, key: str, given: Mapping[str, Any]) -> Problem:
    """Return the problem of a proposal as another policy would pose it."""
    caller = await planner.asking.caller()
    async with planner.asking.database.reading() as session:
        posed = await read_posed(session, caller, key)
        return changed(posed.undrawn, await changes_by_policy(session, OpenFacts(session, posed), OtherPolicy(given)))


REACH = {"within_zone": frozenset({Mode.CROSS, Mode.ASSIST})}
SETTINGS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "of its own zone alone": ({}, REACH),
    "of every zone again": ({"within_zone": ["CROSS", "ASSIST"]}, {"within_zone": frozenset()}),
    "leave that is tolerated": ({}, {"tolerated_absence_days": 30}),
    "leave that is tolerated no more": ({"tolerated_absence_days": 30}, {"tolerated_absence_days": 0}),
    "one review": ({}, {"most_reviews": 1}),
}


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("name", SETTINGS)
async def test_what_if_of_a_repair_poses_the_problem_of_when_it_is_set(
    planner: Planner, name: str, *, stays: bool
) -> None:
    before, after = SETTINGS[name]
    team, far = await from_afar(planner)
    others = sorted((role, person) for case, person, role in team if case == CROSS and person != far)
    gone = others[-1][1] if stays else far
    today = planner.asking.now.date()
    leave = Period(today, today + timedelta(days=9))
    await planner.become(Absence(person_id=await planner.person(far), kind=AbsenceKind.LEAVE, during=leave))
    if before:
        await policy(planner, planning=before)
    await repair(planner, "two", absentPersonNumbers=[gone], mayMove=[ASSIST])
    was, made = await last_problem(planner), await supposed_problem(planner, "two", after)
    told = {
        key: sorted(mode.value for mode in value) if isinstance(value, frozenset) else value
        for key, value in after.items()
    }
    done = await policy(planner, planning=told)
    assert done["__typename"] == "PolicyWasSet", done
    await repair(planner, "three", absentPersonNumbers=[gone], mayMove=[ASSIST])
    then = await last_problem(planner)
    assert was != then
    assert made == then

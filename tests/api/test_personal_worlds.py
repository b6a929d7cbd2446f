"""The file of a person is the same, byte for byte, in two counties that differ in sealed facts alone."""

import json
from typing import Any

from db.tables import Hold, Informant, SealedApplicant
from resolvers.personal_file import document_of, personal_file
from terms.periods import ALWAYS
from terms.roles import Role
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner
from tests.api.fact_scene import Registry
from tests.api.test_two_worlds import Fork, fork, matters, staffed, team
from tests.api.waiver_scene import CASE, CLERK

__all__ = ["fork"]


async def files_of(world: Planner, *numbers: str) -> list[str]:
    """Return the files as the county and the people themselves get them, as bytes would be written."""
    registry = Registry(world)
    found: list[str] = []
    for number in numbers:
        asked: list[tuple[Any, dict[str, str]]] = [
            (await registry.caller(), {}),
            (await registry.caller(), {"reason": "查阅"}),
            (await registry.caller(Role.INVESTIGATOR, number), {}),
        ]
        for caller, given in asked:
            file = await personal_file(caller, person_number=number, **given)
            found.append(json.dumps(document_of(file), ensure_ascii=False))
    return found


async def test_neither_what_is_sealed_nor_what_it_led_to_shows_in_a_file(planner: Planner, fork: Fork) -> None:
    member = await staffed(planner)
    others = sorted(set(await team(planner)) - {member})
    stranger = await Registry(planner).stranger()
    applied = await matters(planner).apply(CLERK, others[0], allegedRule="R02")
    assert applied["__typename"] == "RecusalApplied"
    worlds = await fork()
    await worlds.informs(member)
    sealed = worlds.sealed
    matter = await sealed.key_of("SELECT max(id) FROM recusal_matters WHERE form = 'APPLICATION'")
    await sealed.become(
        Hold(person_id=await sealed.person(others[-1]), kind=HoldKind.COMPLAINT, during=ALWAYS),
        Informant(case_id=await sealed.case(CASE), person_id=await sealed.person(stranger)),
        SealedApplicant(matter_id=matter, person_id=await sealed.person(stranger)),
    )
    assert (await team(sealed))[member]["state"] == "SUSPENDED" != (await team(worlds.open))[member]["state"]
    files = await worlds.both(lambda world: files_of(world, member, *others, stranger))
    assert len(set(files)) > len(others)
    assert all(CASE in file for file in files[:3])
    lines = "SELECT string_agg(concat_ws(' ', actor, act, object_id, detail), '; ' ORDER BY id) FROM audit_entries"
    await worlds.both(lambda world: world.key_of(f"{lines} WHERE act = 'READ_PERSONAL_FILE'"))

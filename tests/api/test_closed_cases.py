"""A case against the caller or one of her near kin is to her as if it did not exist, whatever she asks (R53, T46).

Every question that the schema can express is asked with the number of the case, and with one that no case has: the two
are answered in the same words. No answer names the case, by number or by id, unless she named it herself.
"""

import io
from collections.abc import Iterator
from dataclasses import replace

import openpyxl

from resolvers.caller import Caller, Identity
from resolvers.intake import export_workbook, preview
from schema.nodes import global_id, kinds
from terms.roles import Role
from tests.api.schema_sweep import Sweep, is_repeatable
from tests.api.worlds import Prepared, Worlds, told
from tests.api.worlds_scene import marry

NO_CASE = "商纪案〔2026〕999号"
NEAR = ("COUNTY", "COORDINATOR", "RECUSAL_OFFICER", "SECRETARY", "AUDITOR")
"""Roles that see most of a county."""


def asked(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Yield who asks what: two of them the plainest of each root field, in turn what lies deeper or names it."""
    lesser = Sweep(prepared.values, most=0).root_questions(depth=1)
    for at, document in enumerate(filter(is_repeatable, lesser)):
        yield from ((NEAR[place % len(NEAR)], document) for place in (at, at + 2))
    deeper = Sweep(prepared.values, most=0).questions()
    varied = (each for each in Sweep(prepared.values, most=1).questions() if prepared.scene.cases["staffed"] in each)
    for at, document in enumerate(filter(is_repeatable, (*deeper, *varied))):
        yield NEAR[at % len(NEAR)], document


async def test_whatever_she_asks_a_closed_case_is_answered_as_one_that_is_not_there(one_world: Worlds) -> None:
    planner, scene = one_world.planners[0], one_world.prepared.scene
    people, case = scene.people, scene.cases["staffed"]
    await marry(planner, people["third stranger"], people["subject"])
    key, person = await planner.case(case), await planner.person(people["third stranger"])
    own, none = (str(global_id(kinds()["Case"], each)) for each in (key, 10**9))
    named, differing = [], []
    for name, document in asked(one_world.prepared):
        who = replace(one_world.askers[name], person_id=person)
        other = document.replace(case, NO_CASE).replace(own, none)
        answer = (await told(planner.asking, other, who)).timeless
        if case in answer or f'"{own}"' in answer:
            named.append((name, document[:300]))
        if other != document:
            about_it = (await told(planner.asking, document, who)).timeless
            if about_it.replace(case, NO_CASE).replace(own, none) != answer:
                differing.append((name, document[:300], about_it[:300], answer[:300]))
    assert named == []
    assert differing == []


async def test_no_workbook_has_a_closed_case_nor_tells_that_a_number_is_taken(one_world: Worlds) -> None:
    planner, scene = one_world.planners[0], one_world.prepared.scene
    people, case = scene.people, scene.cases["staffed"]
    await marry(planner, people["third stranger"], people["subject"])
    person = await planner.person(people["third stranger"])
    taken: dict[int | None, set[object]] = {}
    told: dict[int | None, dict[str, int]] = {}
    for who in (person, None):
        identity = replace(one_world.askers["COUNTY"], person_id=who)
        caller = Caller(identity=identity, database=planner.asking.database, clock=lambda: planner.asking.now)
        content = await export_workbook(caller)
        book = openpyxl.load_workbook(io.BytesIO(content))
        taken[who] = {cell for page in book for row in page.iter_rows(values_only=True) for cell in row if cell == case}
        if who is None:
            hers = Caller(identity=replace(identity, person_id=person), database=caller.database, clock=caller.clock)
            for asker in (caller, hers):
                sheets = {sheet.code: sheet for sheet in (await preview(asker, content, "县.xlsx")).sheets}
                told[asker.identity.person_id] = {"added": sheets["cases"].added, "refused": sheets["cases"].refused}
    assert taken == {person: set(), None: {case}}
    assert told == {None: {"added": 0, "refused": 0}, person: {"added": 1, "refused": 0}}


async def test_to_somebody_else_it_is_there(one_world: Worlds) -> None:
    case = one_world.prepared.scene.cases["staffed"]
    (answer,) = await one_world.ask(f'{{ case(number: "{case}") {{ number }} }}', Identity("clerk", Role.COUNTY))
    assert answer.answer["data"] == {"case": {"number": case}}

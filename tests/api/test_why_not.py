"""Why a person does not sit in a place: the bars with their evidence, or the price, checked by putting her there."""

from typing import Any

import pytest

from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.explaining_scene import EASY, OTHER, WHY_NOT, asked_why, bystander, values

PRICED = 3
"""So many people are forced in, each by a plan of its own."""


async def test_why_not_tells_the_bars_with_their_evidence(planner: Planner) -> None:
    taken = [person for _, person, _ in seats(await planner.propose("before", caseNumbers=[EASY]))]
    witness = await bystander(planner, *taken)
    await planner.make_party(witness, EASY)
    await planner.propose("one", caseNumbers=[EASY])
    answer = await asked_why(planner, witness)
    (bar, *_) = answer["bars"]
    assert (answer["noTeam"], answer["levels"], answer["costsNothing"]) == (False, [], False)
    assert bar["zh"] in answer["sentence"]["zh"]
    assert bar["en"] in answer["sentence"]["en"]
    found = {each["rule"]["code"]: each["evidence"] for each in answer["screening"]["findings"]}
    assert any(found[each["code"]] for each in answer["bars"] if each["code"] in found)
    assert (await asked_why(planner, witness, role=Role.SCHEDULER))["screening"] is None


async def test_who_is_forced_in_costs_what_was_said(planner: Planner) -> None:
    before = await planner.propose("one", caseNumbers=[EASY, OTHER])
    taken = [person for _, person, _ in seats(before)]
    priced: dict[str, Any] = {}
    while len(priced) < PRICED:
        taken.append(await bystander(planner, *taken))
        answer = await asked_why(planner, taken[-1])
        if not (answer["bars"] or answer["noTeam"]):
            priced[taken[-1]] = answer
    for person, answer in priced.items():
        await planner.propose(f"without {person}", caseNumbers=[EASY, OTHER])  # what is edited is open no longer
        pin = {"caseNumber": EASY, "personNumber": person, "role": "MEMBER", "reason": "核对代价"}
        forced = await planner.edit(f"with {person}", of=f"without {person}", pins=[pin])
        assert values(answer["levels"], "after") == pytest.approx(values(forced["levels"], "value"))
        assert values(answer["levels"], "before") == pytest.approx(values(before["levels"], "value"))
        decides = next((each for each in answer["levels"] if each["worse"]), None)
        assert answer["costsNothing"] == answer["byLot"] == (decides is None)
        assert decides is None or (decides["worse"] > 0 and decides["unit"]["zh"] in answer["sentence"]["zh"])


async def test_a_proposal_out_of_sight_is_not_explained(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[EASY])
    asked = {"proposalKey": "one", "caseNumber": EASY, "personNumber": "x", "role": "MEMBER"}
    zone = await planner.key_of("SELECT max(code) FROM zones")
    assert (await planner.asking(WHY_NOT, role=Role.COORDINATOR, zone=zone, input=asked)).codes == ["NOT_FOUND"]
    assert (await planner.asking(WHY_NOT, input=asked)).codes == ["NOT_FOUND"]

"""What a repair would bring, asked before it is proposed: who could step in, the plans, and the ways left."""

from typing import Any

from db.tables import Informant
from tests.api.allocation_scene import Planner
from tests.api.explaining_scene import WAYS, WHAT_IF, WHY_NOT
from tests.api.repair_scene import CROSS, TEAMS, at_work, in_force, member_of, moved, repair
from tests.api.waiver_scene import SCREEN

ASKED = """
query Repairs($input: RepairInput!) {
  repairs(input: $input) {
    places {
      move { role case { number } leaver { number } comer { number } }
      substitutes {
        person { number } fit travel loadAfter costs { level worse }
        knockOn { role case { number } leaver { number } comer { number } }
      }
    }
    plans { changes moves { role case { number } leaver { number } comer { number } } levels { level value proven } }
    unfilled { case { number } shortages { reason { code } } }
    reserves { ways case { number } seats { role count person { number } } }
    sealedFactsConsulted
  }
}"""


async def ask(planner: Planner, **given: Any) -> dict[str, Any]:
    """Ask what could be done."""
    found: dict[str, Any] = (await planner.asking.data(ASKED, input=given))["repairs"]
    return found


async def test_a_question_shows_who_could_step_in_the_plans_and_the_ways_left_and_writes_nothing(
    planner: Planner,
) -> None:
    team = await at_work(planner, *TEAMS)
    ill = member_of(team, CROSS)
    before = await planner.counts()
    found = await ask(planner, absentPersonNumbers=[ill], mayMove=TEAMS)
    assert await planner.counts() == before
    assert found["sealedFactsConsulted"] is False
    hers = [case for case, person, _ in team if person == ill]
    moves = [place["move"] for place in found["places"]]
    assert [move["case"]["number"] for move in moves if (move["leaver"] or {}).get("number") == ill] == sorted(hers)
    assert {move["case"]["number"] for move in moves} <= {*TEAMS}  # a soft finding weighs more than a change
    for place in found["places"]:
        offered = place["substitutes"]
        assert 0 < len(offered) <= 10
        assert ill not in {one["person"]["number"] for one in offered}
        ranks = [[cost["worse"] for cost in one["costs"]] for one in offered]
        assert ranks == sorted(ranks)
        planned = next(one for one in offered if one["person"]["number"] == place["move"]["comer"]["number"])
        assert {cost["worse"] for cost in planned["costs"]} == {0}
        free = {one["person"]["number"] for one in offered if not one["knockOn"]}
        findings = [
            each["rule"]["code"]
            for number in sorted(free)
            for each in await screened(planner, number, place["move"]["case"]["number"])
            if each["severity"] != "SOFT"
        ]
        assert findings == []
    changes = [plan["changes"] for plan in found["plans"]]
    assert changes == sorted(set(changes))
    assert changes[0] == len(moves)
    assert {each["case"]["number"] for each in found["reserves"]} == set(TEAMS)
    for each in found["reserves"]:
        assert each["ways"] == min(seat["count"] for seat in each["seats"])
    assert found["unfilled"] == []


async def screened(planner: Planner, person: str, case: str) -> list[dict[str, Any]]:
    """Return what the rules find on a person and a case."""
    document = SCREEN.replace(", $role: AssignmentRole!", "").replace("role: $role", "role: MEMBER")
    found: list[dict[str, Any]] = (await planner.asking.data(document, person=person, case=case))["screen"]["findings"]
    return found


async def test_the_question_tells_nothing_of_who_informed_and_the_proposal_chooses_somebody_else(
    planner: Planner,
) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    before = await ask(planner, absentPersonNumbers=[ill])
    first = before["places"][0]["move"]["comer"]["number"]
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=await planner.person(first)))
    assert await ask(planner, absentPersonNumbers=[ill]) == before
    proposal = await repair(planner, absentPersonNumbers=[ill])
    assert first not in {comer for _, _, _, comer in moved(proposal)}


async def test_a_case_that_cannot_be_filled_says_why_and_its_team_stays(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    everybody = [
        str(number)
        for number in await planner.key_of(
            "SELECT array_agg(p.number) FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
            " WHERE m.superseded_at IS NULL AND m.may_lead"
        )
    ]
    found = await ask(planner, absentPersonNumbers=everybody)
    (left,) = found["unfilled"]
    assert (left["case"]["number"], {each["reason"]["code"] for each in left["shortages"]}) == (CROSS, {"ROLE"})
    assert (found["places"], found["reserves"]) == ([], [])
    proposal = await repair(planner, absentPersonNumbers=everybody)
    (shown,) = proposal["teams"]
    assert (shown["staffed"], [each["reason"]["code"] for each in shown["shortages"]]) == (False, ["ROLE"])
    assert (await planner.approve("two"))["code"] == "NOTHING_TO_APPROVE"
    assert await in_force(planner, CROSS) == team
    left_alone = {"proposalKey": "two", "caseNumber": CROSS}
    who = {"personNumber": everybody[0], "role": "LEAD"}
    for answer in (
        await planner.asking(WHY_NOT, input={**left_alone, **who}),
        await planner.asking(WAYS, input=left_alone),
        await planner.asking(WHAT_IF, input={"proposalKey": "two", "supposed": [{"withdrawn": CROSS}]}),
    ):
        assert (answer.data, answer.codes) == (None, ["LEFT_AS_IT_IS"])
        assert CROSS in answer.errors[0]["message"]


RESERVES = "query ($input: RepairInput!) { repairs(input: $input) { reserves { case { number } } } }"


async def test_the_policy_may_let_all_teams_move(planner: Planner) -> None:
    team = await at_work(planner, *TEAMS)
    ill = member_of(team, CROSS)
    fixed = (await planner.asking.data(RESERVES, input={"absentPersonNumbers": [ill]}))["repairs"]
    policy = {"planning": {"teams_may_move": True}}
    await planner.asking.data(
        "mutation ($input: PolicySetInput!) { policySet(input: $input) { __typename } }",
        input={"document": policy, "effectiveFrom": planner.asking.now.date().isoformat(), "reason": "县委批准"},
    )
    free = (await planner.asking.data(RESERVES, input={"absentPersonNumbers": [ill]}))["repairs"]
    assert {each["case"]["number"] for each in fixed["reserves"]} <= set(TEAMS)
    assert {each["case"]["number"] for each in free["reserves"]} >= set(TEAMS)

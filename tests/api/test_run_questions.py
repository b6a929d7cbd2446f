"""What is another question, and so another draw that is counted: what may change the plan, and nothing else."""

from typing import Any

from tests.api.allocation_scene import Planner, seats
from tests.api.repair_scene import ASSIST, CROSS, OFFSITE, at_work, member_of, repair

OF_THE_HOME_ORGAN = (
    "SELECT array_agg(DISTINCT p.number) FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
    " JOIN memberships AS s ON s.person_id = p.id JOIN cases AS c ON c.home_organ_id = s.organ_id"
    " WHERE c.number = :case AND m.superseded_at IS NULL"
)


async def edited(planner: Planner, key: str, of: str, *people: str, field: str = "exclusions") -> Any:
    given: dict[str, Any] = {
        field: [{"caseNumber": CROSS, "personNumber": person, "reason": "另有任务"} for person in people]
    }
    return await planner.edit(key, of=of, drawn=True, **given)


async def test_to_exclude_who_is_closed_to_the_case_anyway_draws_nothing_anew(planner: Planner) -> None:
    await planner.commit(7, 8, 9)
    first = await planner.propose("one", drawn=True, caseNumbers=[CROSS])
    barred = (await planner.key_of(OF_THE_HOME_ORGAN, case=CROSS))[0]
    idle = await edited(planner, "two", "one", barred)
    assert (idle["seed"], idle["drawsBefore"], seats(idle)) == (first["seed"], 0, seats(first))
    out = min(seats(first))[1]
    with_effect = await edited(planner, "three", "two", out)
    assert (with_effect["seed"], with_effect["drawsBefore"]) == ("8", 1)
    without_her = await edited(planner, "four", "three", barred, field="releases")
    assert (without_her["seed"], seats(without_her)) == ("8", seats(with_effect))


async def test_how_much_a_repair_may_change_is_part_of_what_is_asked(planner: Planner) -> None:
    team = await at_work(planner, ASSIST, CROSS, OFFSITE)
    absent: dict[str, Any] = {"absentPersonNumbers": [member_of(team, CROSS)]}
    fewest = await repair(planner, "two", **absent)
    seeds = [fewest["seed"]]
    for key, most in (("three", 3), ("four", 4)):
        freer = await repair(planner, key, choice="BEST", mostChanges=most, mayMove=[OFFSITE], **absent)
        seeds.append(freer["seed"])
        assert freer["drawsBefore"] == fewest["drawsBefore"] + len(seeds) - 1
    assert len({*seeds}) == len(seeds)
    again = await repair(planner, "five", **absent)
    assert (again["seed"], again["drawsBefore"]) == (fewest["seed"], fewest["drawsBefore"] + 2)

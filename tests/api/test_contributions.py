"""What seats bring to each level, and two proposals side by side."""

import pytest

from allocation.contributions import ADDED_UP
from resolvers.posed import lottery_proven_of
from schema.sentences_of_teams import of_unseated
from schema.words import Word
from terms.allocation import DEFAULT_ORDER, UNITS, Level
from tests.api.allocation_scene import Planner, seats
from tests.api.explaining_scene import COMPARED, EASY, OTHER, values

CONTRIBUTIONS = """
query ($key: String!) {
  proposal(key: $key) {
    levels { level unit { zh en } value bound proven near }
    lotteryProven contributionsApart { level amount unit { zh } sentence { zh en } }
    teams { case { number } seats { person { number } contributions { level amount binds unit { en } } } }
  }
}
"""


async def test_levels_have_units_and_seats_what_they_bring(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[EASY, OTHER])
    proposal = (await planner.asking.data(CONTRIBUTIONS, key="one"))["proposal"]
    assert [(each["level"], each["unit"]["zh"]) for each in proposal["levels"]] == [
        (level.value, UNITS[level][0]) for level in DEFAULT_ORDER
    ]
    brought = [seat["contributions"] for team in proposal["teams"] for seat in team["seats"]]
    reached = values(proposal["levels"], "value")
    assert all([one["level"] for one in seat] == list(reached) for seat in brought)
    for level in ("URGENCY_STAFFED", "TRAVEL", "FIT"):
        amounts = [one["amount"] for seat in brought for one in seat if one["level"] == level]
        assert sum(amounts) == pytest.approx(reached[level])
    assert {one["binds"] for seat in brought for one in seat if one["level"] == "FIT"} == {False}


async def test_what_seats_bring_and_what_is_apart_are_the_value_of_each_level_that_is_added_up(
    planner: Planner,
) -> None:
    await planner.propose("one", caseNumbers=[EASY, OTHER])
    proposal = (await planner.asking.data(CONTRIBUTIONS, key="one"))["proposal"]
    assert proposal["lotteryProven"] is True
    brought = [one for team in proposal["teams"] for seat in team["seats"] for one in seat["contributions"]]
    reached = values(proposal["levels"], "value")
    added_up = [level.value for level in DEFAULT_ORDER if level in ADDED_UP]
    assert [one["level"] for one in proposal["contributionsApart"]] == added_up
    for one in proposal["contributionsApart"]:
        shares = [each["amount"] for each in brought if each["level"] == one["level"]]
        assert one["amount"] + sum(shares) == pytest.approx(reached[one["level"]])
        level = Level[one["level"]]
        assert one["sentence"] == vars(of_unseated(level, Word.unit_of(level), one["amount"]))
    (travel,) = [one for one in proposal["contributionsApart"] if one["level"] == "TRAVEL"]
    assert travel == {
        "level": "TRAVEL",
        "amount": 0,
        "unit": {"zh": "百米"},
        "sentence": {
            "zh": "“路程”中有0百米不属于任何岗位。",
            "en": "0 hundreds of metres of “travel” belong to no seat.",
        },
    }


async def test_a_plan_beside_says_whether_its_draw_was_finished(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[EASY])
    document = COMPARED.replace("sentence {", "lotteryProven sentence {")
    told = await planner.asking.data(document, input={"key": "one", "otherKey": "one"})
    assert told["proposalsCompared"]["lotteryProven"] is True


async def test_people_of_either_pool_are_named_where_a_zone_stands_beside_the_county(planner: Planner) -> None:
    zone, county = await planner.propose("zone", zoneCodes=["Z1"]), await planner.propose("county")
    for key, other, after in (("zone", "county", county), ("county", "zone", zone)):
        told = (await planner.asking.data(COMPARED, input={"key": key, "otherKey": other}))["proposalsCompared"]
        assert {
            (team["case"]["number"], seat["person"] and seat["person"]["number"], seat["role"])
            for team in told["teams"]
            for seat in team["seats"]
        } == seats(after)
        moved = {(move["case"]["number"], move["person"] and move["person"]["number"]) for move in told["moves"]}
        assert moved >= {(case, person) for case, person, _ in seats(county) - seats(zone)}


def test_a_run_of_an_earlier_version_does_not_know_whether_its_draw_was_finished() -> None:
    assert lottery_proven_of(None) is None
    assert lottery_proven_of({"lottery_proven": False}) is False

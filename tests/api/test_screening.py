"""Screening as a question: one pair, one against many, many against one, now and by what was known."""

from datetime import timedelta
from typing import Any

import pytest

from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.asking import Asking
from tests.api.screening_documents import SCREEN, SCREENINGS

CROSS = "商纪案〔2026〕20号"


async def pool(asking: Asking, count: int) -> list[str]:
    found = await asking.data("query ($n: Int) { poolMembers(first: $n) { nodes { person { number } } } }", n=count)
    return [node["person"]["number"] for node in found["poolMembers"]["nodes"]]


async def cases(asking: Asking, count: int, **asked: Any) -> list[str]:
    found = await asking.data("query ($n: Int) { cases(first: $n) { nodes { number } } }", n=count, **asked)
    return [node["number"] for node in found["cases"]["nodes"]]


def pairs(answered: Any) -> list[tuple[str, str]]:
    return [(node["personNumber"], node["case"]["number"]) for node in answered["screenings"]["nodes"]]


async def test_each_person_is_screened_against_each_case_in_the_order_given(asking: Asking) -> None:
    people, numbers = (await pool(asking, 3))[::-1], (await cases(asking, 2))[::-1]
    asked = {"personNumbers": people, "caseNumbers": numbers}
    answered = await asking.data(SCREENINGS, input=asked)
    assert pairs(answered) == [(person, case) for person in people for case in numbers]
    assert answered["screenings"]["totalCount"] == 6
    for node in answered["screenings"]["nodes"]:
        pair = {"personNumber": node["personNumber"], "caseNumber": node["case"]["number"]}
        assert (await asking.data(SCREEN, input=pair))["screen"] == node
        assert node["sealedFactsConsulted"] is False


async def test_pages_of_many_pairs_are_the_whole(asking: Asking) -> None:
    asked = {"personNumbers": await pool(asking, 4), "caseNumbers": await cases(asking, 3)}
    whole = pairs(await asking.data(SCREENINGS, input=asked, first=100))
    found, after = [], None
    while True:
        page = await asking.data(SCREENINGS, input=asked, first=5, after=after)
        found += pairs(page)
        after = page["screenings"]["pageInfo"]["endCursor"]
        if not page["screenings"]["pageInfo"]["hasNextPage"]:
            break
    assert found == whole
    assert len(whole) == 12


async def test_a_number_given_twice_counts_once_and_no_number_gives_no_pair(asking: Asking) -> None:
    person, case = (await pool(asking, 1))[0], (await cases(asking, 1))[0]
    twice = await asking.data(SCREENINGS, input={"personNumbers": [person] * 2, "caseNumbers": [case] * 3})
    assert pairs(twice) == [(person, case)]
    none = await asking.data(SCREENINGS, input={"personNumbers": [], "caseNumbers": [case]})
    assert none["screenings"]["totalCount"] == 0


async def test_only_pairs_with_the_verdict_asked_for_are_shown(asking: Asking) -> None:
    asked = {"personNumbers": await pool(asking, 20), "caseNumbers": await cases(asking, 5)}
    whole = (await asking.data(SCREENINGS, input=asked, first=100))["screenings"]["nodes"]
    for verdict in ("CLEAR", "CONFLICT", "UNKNOWN"):
        some = await asking.data(SCREENINGS, input={**asked, "verdict": verdict}, first=100)
        assert some["screenings"]["nodes"] == [node for node in whole if node["verdict"] == verdict]
    assert {node["verdict"] for node in whole} >= {"CLEAR", "CONFLICT"}


async def test_too_many_numbers_and_too_many_pairs_are_refused(asking: Asking) -> None:
    for people, numbers in ((201, 1), (1, 201), (50, 41)):
        asked = {"personNumbers": ["x"] * people, "caseNumbers": ["y"] * numbers}
        assert (await asking(SCREENINGS, input=asked)).codes == ["TOO_MANY_PAIRS"]


async def test_unknown_numbers_are_refused_by_the_first_of_them(asking: Asking) -> None:
    person, case = (await pool(asking, 1))[0], (await cases(asking, 1))[0]
    for people, numbers in (([person, "nobody"], [case]), ([person], [case, "nothing"])):
        answer = await asking(SCREENINGS, input={"personNumbers": people, "caseNumbers": numbers})
        assert answer.codes == ["NOT_FOUND"]
        assert answer.data is None


async def test_a_case_out_of_sight_answers_as_one_that_is_not_there_t48(asking: Asking) -> None:
    mine = set(await cases(asking, 100, role=Role.COORDINATOR, zone="Z1"))
    hidden = next(number for number in await cases(asking, 100) if number not in mine)
    person = (await pool(asking, 1))[0]
    for number in (hidden, "商纪案〔2026〕999号"):
        answer = await asking(
            SCREENINGS,
            role=Role.COORDINATOR,
            zone="Z1",
            input={"personNumbers": [person], "caseNumbers": [number]},
        )
        assert [error["message"].replace(number, "") for error in answer.errors] == [
            "There is no case “” that you may see. Check the number or code."
        ]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.INVESTIGATOR, Role.CLUE_OFFICE, Role.SCHEDULER, Role.AUDITOR])
async def test_who_may_not_screen_learns_nothing_whatever_the_numbers(asking: Asking, role: Role) -> None:
    real = {"personNumbers": await pool(asking, 1), "caseNumbers": await cases(asking, 1)}
    for asked in (real, {"personNumbers": ["nobody"], "caseNumbers": ["nothing"]}):
        assert (await asking(SCREENINGS, role=role, input=asked)).codes == ["NOT_ALLOWED"]


async def test_who_is_not_in_the_pool_is_screened_for_support_only(planner: Planner) -> None:
    outside = await planner.key_of(
        "SELECT number FROM people WHERE id NOT IN (SELECT person_id FROM pool_members) ORDER BY id DESC LIMIT 1"
    )
    await planner.make_party(outside, CROSS)
    asked = {"personNumber": outside, "caseNumber": CROSS}
    assert (await planner.asking(SCREEN, input=asked)).codes == ["NOT_FOUND"]
    found = (await planner.asking.data(SCREEN, input={**asked, "purpose": "SUPPORT"}))["screen"]
    assert (found["personNumber"], found["verdict"]) == (outside, "CONFLICT")
    assert "R05" in [finding["rule"]["code"] for finding in found["findings"]]
    assert not {"R32", "R36", "R42", "R43"} & {finding["rule"]["code"] for finding in found["findings"]}


async def test_a_day_ahead_may_be_asked_about_and_a_moment_ahead_may_not(asking: Asking) -> None:
    asked = {"personNumber": (await pool(asking, 1))[0], "caseNumber": (await cases(asking, 1))[0]}
    later = (asking.now.date() + timedelta(60)).isoformat()
    assert (await asking.data(SCREEN, input={**asked, "on": later}))["screen"]["on"] == later
    moment = (asking.now + timedelta(minutes=1)).isoformat()
    assert (await asking(SCREEN, input={**asked, "asOf": moment})).codes == ["MOMENT_AHEAD"]
    assert (await asking(SCREEN, input={**asked, "on": "0001-01-01"})).codes == ["DAY_UNUSABLE"]


async def test_what_is_asked_changes_nothing(planner: Planner) -> None:
    before = await planner.counts()
    person = (await pool(planner.asking, 1))[0]
    await planner.asking.data(SCREENINGS, input={"personNumbers": [person], "caseNumbers": [CROSS]})
    assert await planner.counts() == before

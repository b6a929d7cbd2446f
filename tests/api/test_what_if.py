"""What if: the answer is the plan of when what is supposed is so."""

import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from allocation.document import from_json
from allocation.solve import allocate
from db.tables import Absence, AllocationRun, AssertedKinTie
from recusal.registry import RULE_BY_CODE
from terms.people import AbsenceKind
from terms.periods import ALWAYS, Period
from terms.roles import Role
from terms.ties import FactOrigin, Kinship
from tests.api.allocation_scene import Planner, seats
from tests.api.explaining_scene import COMPARED, CROSS, EASY, OTHER, WHAT_IF, asked_why, refused, supposed, values


async def test_what_if_somebody_were_away_is_the_plan_of_when_she_is(planner: Planner) -> None:
    before = await planner.propose("one", caseNumbers=[EASY])
    (_, away, _), *_ = sorted(seats(before))
    today = planner.asking.now.date()
    days = Period(today, today + timedelta(days=90))
    counts = await planner.counts()
    answer = await supposed(
        planner, {"away": {"personNumber": away, "during": {"start": str(days.start), "end": str(days.end)}}}
    )
    assert await planner.counts() == counts
    assert away not in {seat["person"]["number"] for team in answer["teams"] for seat in team["seats"]}
    assert ("LEAVES", away) in {(move["kind"], move["person"]["number"]) for move in answer["moves"]}
    await planner.become(Absence(person_id=await planner.person(away), kind=AbsenceKind.LEAVE, during=days))
    then = await planner.propose("two", caseNumbers=[EASY], seed=int(before["seed"]))
    assert {
        (team["case"]["number"], seat["person"]["number"], seat["role"])
        for team in answer["teams"]
        for seat in team["seats"]
    } == seats(then)
    assert values(answer["levels"], "after") == pytest.approx(values(then["levels"], "value"))
    compared = (await planner.asking.data(COMPARED, input={"key": "one", "otherKey": "two"}))["proposalsCompared"]
    assert compared == answer


async def test_what_if_a_tie_were_declared_is_the_plan_of_when_it_is(planner: Planner) -> None:
    before = await planner.propose("one", caseNumbers=[EASY])
    (_, person, _), *_ = sorted(seats(before))
    party = await planner.key_of(
        "SELECT p.number FROM people AS p JOIN case_parties AS c ON c.person_id = p.id AND c.role = 'SUBJECT'"
        " JOIN cases AS k ON k.id = c.case_id WHERE k.number = :case",
        case=EASY,
    )
    answer = await supposed(
        planner, {"tie": {"personNumber": person, "tie": {"otherNumber": party, "kinship": "COUSIN"}}}
    )
    assert ("LEAVES", person) in {(move["kind"], move["person"]["number"]) for move in answer["moves"]}
    await planner.become(
        AssertedKinTie(
            person_id=await planner.person(person),
            relative_id=await planner.person(party),
            kinship=Kinship.COUSIN,
            origin=FactOrigin.DECLARED,
            during=ALWAYS,
        )
    )
    then = await planner.propose("two", caseNumbers=[EASY], seed=int(before["seed"]))
    assert values(answer["levels"], "after") == pytest.approx(values(then["levels"], "value"))
    assert await refused(
        planner,
        {"tie": {"personNumber": person, "tie": {"otherNumber": party, "kinship": "COUSIN"}}},
        role=Role.RECUSAL_OFFICER,
    ) == ["NOT_ALLOWED"]


SUPPOSED: dict[str, dict[str, Any]] = {
    "one more person": {"newcomer": {"skills": [{"skill": "LAW", "grade": 5}], "mayLead": True}},
    "a week more": {"later": {"caseNumber": EASY, "days": 7, "endsOnly": True}},
    "a week later": {"later": {"caseNumber": EASY, "days": 7}},
    "other places": {"wanted": {"caseNumber": EASY, "role": "MEMBER", "count": 2}},
    "another case": {"anotherLike": EASY},
    "without a case": {"withdrawn": OTHER},
    "another order": {"policy": {"order": ["URGENCY_STAFFED", "FIT"]}},
    "other limits": {"policy": {"mostFromOneOrgan": 1, "keepAtHome": 0, "forbidReciprocity": False, "loadTier": 100}},
    "nothing else": {"policy": {}},
}


@pytest.fixture
async def proposed(planner: Planner) -> Planner:
    """Return a planner with the proposal "one"."""
    await planner.propose("one", caseNumbers=[EASY, OTHER])
    return planner


async def test_each_kind_of_supposition_is_answered_and_writes_nothing(proposed: Planner) -> None:
    counts = await proposed.counts()
    answers = {name: await supposed(proposed, thing) for name, thing in SUPPOSED.items()}
    assert await proposed.counts() == counts
    assert [len(answers[name]["teams"]) for name in ("another case", "without a case", "a week more")] == [3, 1, 2]
    assert [team["case"] for team in answers["another case"]["teams"]].count(None) == 1
    assert [each["after"] for each in answers["another order"]["levels"]].count(None) == 7
    same = answers["nothing else"]
    assert (same["moves"], {each["worse"] for each in same["levels"]}) == ([], {0.0})
    assert same["sentence"]["zh"] == "两个方案各级目标相同。"
    assert answers["without a case"]["sentence"]["en"].startswith("The first difference: “urgency-weighted cases")


async def test_what_is_supposed_is_the_plan_of_the_problem_in_which_it_is_so(proposed: Planner) -> None:
    run, easy = (await proposed.rows(AllocationRun))[-1], await proposed.case(EASY)
    same = allocate(from_json(json.dumps(run.problem)), run.seed)
    for name in ("a week more", "a week later", "other places", "other limits"):
        document = deepcopy(run.problem)
        (case,) = (one for one in document["problem"]["cases"] if one["id"] == easy)
        if name == "other limits":
            other = {"most_from_one_organ": 1, "keep_at_home": 0, "forbid_reciprocity": False, "load_tier": 100}
            document["problem"]["limits"] |= other
        elif name == "other places":
            (place,) = (one for one in case["places"] if one["role"] == "MEMBER")
            assert place["count"] != 2
            place["count"] = 2
        else:
            case["end"] += 7
            case["start"] += 7 if name == "a week later" else 0
        then, answer = allocate(from_json(json.dumps(document)), run.seed), await supposed(proposed, SUPPOSED[name])
        reached = {level.level.value: level.value / level.scale for level in then.levels}
        assert values(answer["levels"], "after") == pytest.approx(reached)
        assert sorted(
            (seat["fit"], seat["travel"], seat["loadAfter"]) for team in answer["teams"] for seat in team["seats"]
        ) == sorted((seat.fit, seat.travel, seat.load_after) for seat in then.seats)
        assert name == "a week later" or (then.seats, then.levels) != (same.seats, same.levels)


async def test_a_newcomer_has_no_row_and_is_one_more(proposed: Planner) -> None:
    able = [{"skill": skill, "grade": 5} for skill in ("LAW", "ACCOUNTS", "INTERVIEW", "RECORDS", "AUDIT")]
    answer = await supposed(
        proposed,
        {"newcomer": {"skills": able, "mayLead": True, "mayReview": True, "female": True}},
        {"policy": {"order": ["URGENCY_STAFFED", "FIT", "HIGHEST_LOAD", "TRAVEL"]}},
    )
    comes = [move for move in answer["moves"] if move["person"] is None]
    assert comes
    assert {move["kind"] for move in comes} == {"COMES"}


async def test_a_meeting_place_at_hand_shortens_the_way(proposed: Planner) -> None:
    nearest_to_all = (
        "SELECT o.name FROM organs AS o, organs AS home JOIN memberships AS m ON m.organ_id = home.id"
        " JOIN pool_members AS p ON p.person_id = m.person_id"
        " GROUP BY o.id, o.name ORDER BY sum(abs(o.x - home.x) + abs(o.y - home.y)) {}, o.id LIMIT 1"
    )
    way: dict[str, float] = {}
    for order in ("ASC", "DESC"):
        name = await proposed.key_of(nearest_to_all.format(order))
        answer = await supposed(
            proposed,
            {"place": {"caseNumber": EASY, "organName": name}},
            {"policy": {"order": ["URGENCY_STAFFED", "TRAVEL"]}},
        )
        way[order] = values(answer["levels"], "after")["TRAVEL"]
        assert sum(seat["travel"] for team in answer["teams"] for seat in team["seats"]) == way[order]
    assert way["ASC"] < way["DESC"]


async def test_capacity_and_waivers_are_supposed_of_people(proposed: Planner) -> None:
    (_, person, _), *_ = sorted(seats(await proposed.propose("same", caseNumbers=[EASY])))
    answer = await supposed(proposed, {"capacity": {"personNumber": person, "percent": 5}})
    assert person not in {seat["person"]["number"] for team in answer["teams"] for seat in team["seats"]}
    waiver = {"waiver": {"caseNumber": EASY, "personNumber": person, "rules": ["R05"]}}
    assert await refused(proposed, waiver) == ["SUPPOSITION_IMPOSSIBLE"]


async def test_nobody_supposes_a_waiver_that_no_human_may_grant(planner: Planner) -> None:
    (_, person, _), *_ = sorted(seats(await planner.propose("before", caseNumbers=[EASY])))
    await planner.make_party(person, EASY)
    await planner.propose("one", caseNumbers=[EASY])
    rules = [bar["code"] for bar in (await asked_why(planner, person))["bars"]]
    rules = [code for code in rules if code in RULE_BY_CODE]
    assert rules
    waiver = {"waiver": {"caseNumber": EASY, "personNumber": person, "rules": rules}}
    answer = await planner.asking(WHAT_IF, input={"proposalKey": "one", "supposed": [waiver]})
    assert (answer.data, answer.codes) == (None, ["SUPPOSITION_IMPOSSIBLE"])
    assert "NOT_WAIVABLE" in answer.errors[0]["message"]


async def test_nobody_supposes_away_what_is_told_as_a_leave(planner: Planner) -> None:
    person = min(seats(await planner.propose("before", caseNumbers=[EASY])))[1]
    waiver = {"waiver": {"caseNumber": EASY, "personNumber": person, "rules": ["NOT_FREE"]}}
    today = planner.asking.now.date()
    days = Period(today, today + timedelta(days=90))
    for kind in (AbsenceKind.LEAVE, AbsenceKind.OTHER):
        await planner.become(Absence(person_id=await planner.person(person), kind=kind, during=days))
        await planner.propose(kind.value, caseNumbers=[EASY])
        assert await refused(planner, waiver, key=kind.value) == ["SUPPOSITION_IMPOSSIBLE"]


async def test_what_cannot_be_supposed_is_refused_and_says_why(proposed: Planner) -> None:
    (_, person, _), *_ = sorted(seats(await proposed.propose("same", caseNumbers=[EASY])))
    gone = {"start": "2001-01-01", "end": "2001-02-01"}
    assert await refused(proposed) == ["TOO_MANY_SUPPOSITIONS"]
    assert await refused(proposed, *[{"withdrawn": EASY}] * 21) == ["TOO_MANY_SUPPOSITIONS"]
    assert await refused(proposed, {"away": {"personNumber": person, "during": gone}}) == ["SUPPOSITION_UNFIT"]
    for impossible in (
        {"capacity": {"personNumber": person, "percent": 7}},
        {"later": {"caseNumber": EASY, "days": -9999, "endsOnly": True}},
        {"policy": {"order": ["FIT"]}},
        {"wanted": {"caseNumber": EASY, "role": "MEMBER", "count": -1}},
        {"wanted": {"caseNumber": EASY, "role": "MEMBER", "count": 2_000_000_000}},
        {"later": {"caseNumber": EASY, "days": 2_000_000_000, "endsOnly": True}},
        {"later": {"caseNumber": EASY, "days": -2_000_000_000}},
        {"policy": {"loadTier": 1}},
        {"policy": {"ringWeight": 2_000_000_000}},
        {"policy": {"waiverWeight": -2_000_000_000}},
    ):
        assert await refused(proposed, impossible) == ["SUPPOSITION_IMPOSSIBLE"]
    asked = {"proposalKey": "one", "supposed": [{"policy": {"loadTier": 1}}]}
    (fault,) = (await proposed.asking(WHAT_IF, input=asked, language="en")).errors
    assert "load_tier = 1, 10–10000" in str(fault)
    for unknown in (
        {"withdrawn": CROSS},
        {"withdrawn": "无此案"},
        {"capacity": {"personNumber": "无此人", "percent": 50}},
        {"place": {"caseNumber": EASY, "organName": "无此单位"}},
    ):
        assert await refused(proposed, unknown) == ["NOT_FOUND"]
    assert await refused(proposed, {"withdrawn": EASY}, key="无") == ["NOT_FOUND"]

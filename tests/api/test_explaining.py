"""Proposals explained, each explanation checked by doing what it says."""

import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from allocation.changing import changed
from allocation.check import check
from allocation.contributions import ADDED_UP
from allocation.document import from_json
from allocation.solve import allocate
from db.tables import Absence, AllocationRun, AssertedKinTie
from recusal.registry import RULE_BY_CODE
from resolvers import explaining
from resolvers.posed import lottery_proven_of
from schema.sentences_of_teams import of_unseated
from schema.words import Word
from terms.allocation import DEFAULT_ORDER, UNITS, Level
from terms.people import AbsenceKind
from terms.periods import ALWAYS, Period
from terms.roles import Role
from terms.ties import FactOrigin, Kinship
from tests.api.allocation_scene import Planner, seats

EASY = "商纪案〔2026〕24号"
OTHER = "商纪案〔2026〕32号"
CROSS = "商纪案〔2026〕20号"
LEVELS = "levels { level unit { zh en } before after worse least proven }"
BESIDE = f"""
  {LEVELS} sentence {{ zh en }} moves {{ kind before after person {{ number }} case {{ number }} }}
  staffedBeforeOnly {{ number }} staffedAfterOnly {{ number }}
  teams {{
    case {{ number }} seats {{ role fit travel loadAfter covers person {{ number }} }} shortages {{ reason {{ code }} }}
  }}
"""
WHY_NOT = f"""
query ($input: WhyNotInput!) {{
  whyNot(input: $input) {{
    bars {{ code zh en }} noTeam costsNothing {LEVELS} sentence {{ zh en }}
    screening {{ verdict findings {{ rule {{ code }} evidence {{ record {{ code }} }} }} }}
  }}
}}
"""
WHAT_IF = f"query ($input: WhatIfInput!) {{ whatIf(input: $input) {{ {BESIDE} }} }}"
COMPARED = f"query ($input: ProposalsComparedInput!) {{ proposalsCompared(input: $input) {{ {BESIDE} }} }}"
CONTRIBUTIONS = """
query ($key: String!) {
  proposal(key: $key) {
    levels { level unit { zh en } value bound proven near }
    lotteryProven contributionsApart { level amount unit { zh } sentence { zh en } }
    teams { case { number } seats { person { number } contributions { level amount binds unit { en } } } }
  }
}
"""


async def asked_why(planner: Planner, person: str, case: str = EASY, **more: Any) -> Any:
    """Ask why a person does not sit on a case of the proposal "one"."""
    asked = {"proposalKey": "one", "caseNumber": case, "personNumber": person, "role": "MEMBER"}
    return (await planner.asking.data(WHY_NOT, input=asked, **more))["whyNot"]


async def supposed(planner: Planner, *things: dict[str, Any], **more: Any) -> Any:
    """Suppose things of the proposal "one"."""
    asked = {"proposalKey": "one", "supposed": list(things)}
    return (await planner.asking.data(WHAT_IF, input=asked, **more))["whatIf"]


async def refused(planner: Planner, *things: dict[str, Any], key: str = "one", **more: Any) -> list[str]:
    """Return the codes with which suppositions are refused."""
    answer = await planner.asking(WHAT_IF, input={"proposalKey": key, "supposed": list(things)}, **more)
    assert answer.data is None
    return answer.codes


def values(levels: list[dict[str, Any]], of: str) -> dict[str, float]:
    """Return one column of the levels by name."""
    return {each["level"]: each[of] for each in levels}


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


async def bystander(planner: Planner, *taken: str) -> str:
    """Return the number of a member of the pool who is none of these."""
    return str(
        await planner.key_of(
            "SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
            " WHERE p.number <> ALL(:taken) ORDER BY p.id LIMIT 1",
            taken=list(taken),
        )
    )


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
    priced = 0
    for _ in range(12):
        taken.append(await bystander(planner, *taken))
        answer = await asked_why(planner, taken[-1])
        if answer["bars"] or answer["noTeam"]:
            continue
        pin = {"caseNumber": EASY, "personNumber": taken[-1], "role": "MEMBER", "reason": "核对代价"}
        forced = await planner.edit(f"with {taken[-1]}", of="one", pins=[pin])
        assert values(answer["levels"], "after") == pytest.approx(values(forced["levels"], "value"))
        assert values(answer["levels"], "before") == pytest.approx(values(before["levels"], "value"))
        decides = next((each for each in answer["levels"] if each["worse"]), None)
        assert answer["costsNothing"] == (decides is None)
        assert decides is None or (decides["worse"] > 0 and decides["unit"]["zh"] in answer["sentence"]["zh"])
        priced += 1
        break
    assert priced


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
    assert "load_tier = 1, 10–1000000" in str(fault)
    for unknown in (
        {"withdrawn": CROSS},
        {"withdrawn": "无此案"},
        {"capacity": {"personNumber": "无此人", "percent": 50}},
        {"place": {"caseNumber": EASY, "organName": "无此单位"}},
    ):
        assert await refused(proposed, unknown) == ["NOT_FOUND"]
    assert await refused(proposed, {"withdrawn": EASY}, key="无") == ["NOT_FOUND"]


async def test_a_proposal_out_of_sight_is_not_explained(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[EASY])
    asked = {"proposalKey": "one", "caseNumber": EASY, "personNumber": "x", "role": "MEMBER"}
    zone = await planner.key_of("SELECT max(code) FROM zones")
    assert (await planner.asking(WHY_NOT, role=Role.COORDINATOR, zone=zone, input=asked)).codes == ["NOT_FOUND"]
    assert (await planner.asking(WHY_NOT, input=asked)).codes == ["NOT_FOUND"]


WAYS = f"""
query ($input: WaysToStaffInput!) {{
  waysToStaff(input: $input) {{
    complete
    relaxations {{
      {LEVELS} sentence {{ zh en }} grants {{ kind {{ code }} grantedBy {{ code zh }} sentence {{ zh en }} }}
    }}
  }}
}}
"""


async def test_what_could_be_granted_staffs_the_case_when_it_is_supposed(planner: Planner) -> None:
    away = min(seats(await planner.propose("before", caseNumbers=[EASY])))[1]
    today = planner.asking.now.date()
    days = Period(today, today + timedelta(days=90))
    await planner.become(Absence(person_id=await planner.person(away), kind=AbsenceKind.LEAVE, during=days))
    lacking = await planner.propose("one", caseNumbers=[EASY])
    assert not lacking["teams"][0]["staffed"]
    ways = (await planner.asking.data(WAYS, input={"proposalKey": "one", "caseNumber": EASY}))["waysToStaff"]
    assert ways["relaxations"]
    for way in ways["relaxations"]:
        assert values(way["levels"], "worse")["URGENCY_STAFFED"] < 0
        assert all(grant["sentence"]["zh"] in way["sentence"]["zh"] for grant in way["grants"])
    grants = {grant["kind"]["code"]: grant for way in ways["relaxations"] for grant in way["grants"]}
    assert grants["ONE_MORE_PERSON"]["grantedBy"]["zh"] == "县纪委监委"
    found = await explaining.ways_to_staff(await planner.asking.caller(), key="one", case_number=EASY)
    assert len(found.found.found) == len(ways["relaxations"])
    for each in found.found.found:
        granted = changed(found.posed.problem, [grant.change for grant in each.grants])
        plan = allocate(granted, found.posed.plan.seed)
        assert (check(granted, plan), plan.shortages) == ((), ())
        assert [(one.level, one.value) for one in plan.levels] == [
            (price.level, price.value.value) for price in each.prices
        ]
    newcomer = {"newcomer": {"skills": [], "mayLead": True}}
    assert (await supposed(planner, newcomer))["teams"][0]["seats"]
    staffed = await planner.asking(WAYS, input={"proposalKey": "before", "caseNumber": EASY})
    assert staffed.codes == ["ALREADY_STAFFED"]

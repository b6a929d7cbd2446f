"""What if a case came in, or another policy were set: the plan is that of the county in which it is so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.tables import Absence, AllocationRun, Case, CaseNeed, CasePlace
from terms.people import AbsenceKind
from terms.periods import Period
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.explaining_scene import EASY, OTHER, refused, supposed, values
from tests.api.test_ranks_and_shares import policy, posed


@pytest.fixture
async def proposed(planner: Planner) -> Planner:
    """Return a planner with the proposal "one"."""
    await planner.propose("one", caseNumbers=[EASY, OTHER])
    return planner


async def new_case(planner: Planner, **other: Any) -> dict[str, Any]:
    """Return a case that is like EASY, as it would be registered, but for what is other."""
    row = next(case for case in await planner.rows(Case) if case.number == EASY)
    where = "SELECT name FROM organs WHERE id = :key"
    today = planner.asking.now.date()
    places = [each for each in await planner.rows(CasePlace) if each.case_id == row.id and each.wanted]
    needs = [each for each in await planner.rows(CaseNeed) if each.case_id == row.id]
    given = {
        "concernedOrganName": await planner.key_of(where, key=row.concerned_organ_id),
        "homeOrganName": await planner.key_of(where, key=row.home_organ_id),
        "mode": row.mode.value,
        "during": {"start": str(today), "end": str(row.during.end or today + timedelta(days=30))},
        "places": [{"role": each.role.value, "count": each.wanted} for each in places],
        "effort": row.effort,
        "urgency": row.urgency.value,
        "grade": row.grade.value,
        "management": row.management.value,
        "needs": [{"skill": each.skill.value, "grade": each.grade} for each in needs],
        "needsFemale": row.needs_female,
    }
    return {"newCase": given | other}


async def test_a_case_that_comes_in_is_staffed_beside_the_others_and_writes_nothing(proposed: Planner) -> None:
    counts = await proposed.counts()
    answer = await supposed(proposed, await new_case(proposed))
    assert await proposed.counts() == counts
    (team,) = [each for each in answer["teams"] if each["case"] is None]
    wanted = (await new_case(proposed))["newCase"]["places"]
    roles = [seat["role"] for seat in team["seats"]]
    assert sorted(roles) == sorted(place["role"] for place in wanted for _ in range(place["count"]))


async def test_a_case_that_comes_in_closes_to_whom_its_organ_and_mode_close_it(proposed: Planner) -> None:
    """The one person who is left open for it by the mode is not of the unit that it is about."""
    home = (await new_case(proposed))["newCase"]["homeOrganName"]
    mode = "SELF"
    answer = await supposed(
        proposed, await new_case(proposed, mode=mode, places=[{"role": "LEAD", "count": 1}], needs=[])
    )
    (team,) = [each for each in answer["teams"] if each["case"] is None]
    for seat in team["seats"]:
        organ = await proposed.key_of(
            "SELECT o.name FROM organs AS o JOIN memberships AS m ON m.organ_id = o.id AND m.superseded_at IS NULL"
            " AND m.kind = 'ESTABLISHMENT' AND upper_inf(m.during) JOIN people AS p ON p.id = m.person_id"
            " WHERE p.number = :number",
            number=seat["person"]["number"],
        )
        assert organ == home


async def test_urgency_window_effort_and_needs_of_a_new_case_count(proposed: Planner) -> None:
    plain = await supposed(proposed, await new_case(proposed, urgency="LOW"))
    pressing = await supposed(proposed, await new_case(proposed, urgency="URGENT"))
    gained = [values(each["levels"], "after")["URGENCY_STAFFED"] for each in (plain, pressing)]
    assert gained[1] - gained[0] == 45
    fine = {"policy": {"loadTier": 10, "order": ["URGENCY_STAFFED", "LOAD_SPREAD"]}}
    heavy = await supposed(proposed, await new_case(proposed), fine)
    light = await supposed(proposed, await new_case(proposed, effort=1), fine)
    assert values(light["levels"], "after")["LOAD_SPREAD"] < values(heavy["levels"], "after")["LOAD_SPREAD"]
    unheard = [{"skill": skill, "grade": 5} for skill in ("AUDIT", "WORKS")]
    hopeless = await supposed(proposed, await new_case(proposed, needs=unheard))
    (team,) = [each for each in hopeless["teams"] if each["case"] is None]
    assert (team["seats"], bool(team["shortages"])) == ([], True)


async def test_a_new_case_that_cannot_be_is_refused(proposed: Planner) -> None:
    gone = {"start": "2001-01-01", "end": "2001-02-01"}
    village = await proposed.key_of("SELECT name FROM organs WHERE kind = 'VILLAGE' ORDER BY id LIMIT 1")
    one = {"role": "MEMBER", "count": 1}
    for other, code in (
        ({"during": gone}, "SUPPOSITION_UNFIT"),
        ({"homeOrganName": village}, "SUPPOSITION_IMPOSSIBLE"),
        ({"homeOrganName": "无此单位"}, "NOT_FOUND"),
        ({"concernedOrganName": ""}, "NOT_FOUND"),
        ({"places": []}, "SUPPOSITION_IMPOSSIBLE"),
        ({"places": [one, one]}, "SUPPOSITION_IMPOSSIBLE"),
        ({"places": [{"role": "MEMBER", "count": 0}]}, "SUPPOSITION_IMPOSSIBLE"),
        ({"places": [{"role": "MEMBER", "count": 2_000_000_000}]}, "SUPPOSITION_IMPOSSIBLE"),
        ({"effort": 0}, "SUPPOSITION_IMPOSSIBLE"),
        ({"effort": 101}, "SUPPOSITION_IMPOSSIBLE"),
        ({"needs": [{"skill": "LAW", "grade": 9}]}, "SUPPOSITION_IMPOSSIBLE"),
        ({"needs": [{"skill": "LAW", "grade": 1}] * 2}, "SUPPOSITION_IMPOSSIBLE"),
    ):
        assert await refused(proposed, await new_case(proposed, **other)) == [code], other
    assert await refused(proposed, await new_case(proposed), role=Role.AUDITOR) == ["NOT_ALLOWED"]


SETTINGS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "weights": ({"weights": [{"urgency": "HIGH", "weight": 77}]}, {"weights": {"HIGH": 77}}),
    "near ties": (
        {"nearTies": [{"level": "TRAVEL", "units": 40}, {"level": "FIT", "units": 2}]},
        {"near_ties": {"TRAVEL": 40, "FIT": 2}},
    ),
    "chance": (
        {"mostChance": [{"grade": "ORDINARY", "percent": 60}, {"grade": "COMPLEX", "percent": 60}]},
        {"most_chance": {"ORDINARY": 60, "COMPLEX": 60}},
    ),
    "soft": ({"softWeights": [{"rule": "R17", "weight": 9}]}, {"soft_weights": {"R17": 9}}),
    "reviews": ({"mostReviews": 1}, {"most_reviews": 1}),
    "reach": ({"withinZone": ["CROSS", "JOINT"]}, {"within_zone": ["CROSS", "JOINT"]}),
    "weeks": ({"loadWeeks": 4}, {"load_weeks": 4}),
    "absences": ({"toleratedAbsenceDays": 60}, {"tolerated_absence_days": 60}),
    "window": ({"defaultDays": 11}, {"default_days": 11}),
    "tier": ({"loadTier": 100, "ringWeight": 4}, {"load_tier": 100, "ring_weight": 4}),
}


@pytest.mark.parametrize("name", SETTINGS)
async def test_another_policy_is_the_plan_of_when_it_is_set(proposed: Planner, name: str) -> None:
    given, document = SETTINGS[name]
    counts = await proposed.counts()
    answer = await supposed(proposed, {"policy": given})
    assert await proposed.counts() == counts
    await policy(proposed, planning=document)
    seed = (await proposed.rows(AllocationRun))[-1].seed
    then = await proposed.propose("then", caseNumbers=[EASY, OTHER], seed=seed)
    assert values(answer["levels"], "after") == pytest.approx(values(then["levels"], "value"))


async def test_what_a_policy_that_was_set_would_be_again_lifts_what_it_closed(planner: Planner) -> None:
    await policy(planner, planning={"most_chance": {"ORDINARY": 1, "COMPLEX": 1}})
    await planner.propose("one", caseNumbers=[EASY])
    certain = {"mostChance": [{"grade": "ORDINARY", "percent": 100}, {"grade": "COMPLEX", "percent": 100}]}
    answer = await supposed(planner, {"policy": certain})
    assert [bool(team["seats"]) for team in answer["teams"]] == [True]


async def test_an_absence_that_is_tolerated_no_more_keeps_her_off_the_case(planner: Planner) -> None:
    (_, person, _), *_ = sorted(seats(await planner.propose("before", caseNumbers=[EASY])))
    today = planner.asking.now.date()
    during = Period(today, today + timedelta(days=3))
    await planner.become(Absence(person_id=await planner.person(person), kind=AbsenceKind.LEAVE, during=during))
    before = await planner.propose("one", caseNumbers=[EASY])
    assert person in {each for _, each, _ in seats(before)}
    for days, moved in ((3, False), (2, True)):
        answer = await supposed(planner, {"policy": {"toleratedAbsenceDays": days}})
        assert (("LEAVES", person) in {(move["kind"], move["person"]["number"]) for move in answer["moves"]}) == moved


async def test_a_new_case_is_planned_by_the_policy_that_is_supposed_with_it(proposed: Planner) -> None:
    wanted = await new_case(proposed, urgency="LOW")
    weights = {"policy": {"weights": [{"urgency": "LOW", "weight": 900}]}}
    for things in ((wanted, weights), (weights, wanted)):
        answer = await supposed(proposed, *things)
        assert values(answer["levels"], "after")["URGENCY_STAFFED"] > 900


async def test_several_policies_are_one_and_of_a_setting_the_last_counts(proposed: Planner) -> None:
    alone = await supposed(proposed, {"policy": {"loadTier": 100, "loadWeeks": 4, "defaultDays": 50}})
    parts = [
        {"policy": {"loadTier": 300, "loadWeeks": 4}},
        {"policy": {"defaultDays": 50}},
        {"policy": {"loadTier": 100}},
    ]
    assert await supposed(proposed, *parts) == alone


async def test_a_policy_is_supposed_of_the_proposals_day_on_a_later_day_too(planner: Planner) -> None:
    (_, person, _), *_ = sorted(seats(await planner.propose("before", caseNumbers=[EASY])))
    today = planner.asking.now.date()
    during = Period(today + timedelta(days=2), today + timedelta(days=12))
    await planner.become(
        Absence(person_id=await planner.person(person), kind=AbsenceKind.LENT, percent=95, during=during)
    )
    await planner.propose("one", caseNumbers=[EASY])
    answers = []
    for late in (timedelta(0), timedelta(days=1)):
        asking = replace(planner.asking, now=planner.asking.now + late)
        later = replace(planner, asking=asking)
        answers.append(await supposed(later, {"policy": {"toleratedAbsenceDays": 30}}, await new_case(planner)))
    assert answers[0] == answers[1]
    assert any(person == move["person"]["number"] for move in answers[0]["moves"] if move["person"])


@pytest.mark.parametrize(
    "given",
    [
        {"weights": [{"urgency": "HIGH", "weight": 0}]},
        {"weights": [{"urgency": "HIGH", "weight": 2_000_000_000}]},
        {"weights": [{"urgency": "HIGH", "weight": 1}, {"urgency": "HIGH", "weight": 2}]},
        {"nearTies": [{"level": "TRAVEL", "units": -1}]},
        {"order": ["URGENCY_STAFFED"], "nearTies": [{"level": "TRAVEL", "units": 1}]},
        {"mostChance": [{"grade": "COMPLEX", "percent": 0}]},
        {"softWeights": [{"rule": "R39", "weight": 1}]},
        {"softWeights": [{"rule": "", "weight": 1}]},
        {"mostReviews": 0},
        {"withinZone": ["CROSS", "CROSS"]},
        {"withinZone": ["OFFSITE"]},
        {"loadWeeks": -1},
        {"toleratedAbsenceDays": 61},
        {"defaultDays": 0},
        {"mostFromOneOrgan": 0},
    ],
)
async def test_a_policy_that_no_county_may_set_is_not_supposed(proposed: Planner, given: dict[str, Any]) -> None:
    assert await refused(proposed, {"policy": given}) == ["SUPPOSITION_IMPOSSIBLE"]


async def test_a_newcomer_leads_where_her_rank_lets_her(planner: Planner) -> None:
    level = await planner.key_of("SELECT management FROM cases WHERE number = :number", number=EASY)
    await policy(planner, recusal={"lead_rank": {level: "COUNTY_HEAD"}})
    await planner.propose("one", caseNumbers=[EASY])
    assert [case["lead_rank"] for case in (await posed(planner))[0].values()] == [5]
    new = {"skills": [], "mayLead": True}
    for rank, led in ((None, False), ("COUNTY_DEPUTY", False), ("CONSULTANT_1", True)):
        answer = await supposed(planner, {"newcomer": new | {"rank": rank}})
        assert any(seat["person"] is None for team in answer["teams"] for seat in team["seats"]) == led


async def test_a_coordinator_supposes_cases_and_policies_of_her_zone(planner: Planner) -> None:
    zone = await planner.key_of(
        "SELECT z.code FROM zones AS z JOIN zone_members AS m ON m.zone_id = z.id AND m.superseded_at IS NULL"
        " JOIN cases AS c ON c.home_organ_id = m.organ_id WHERE c.number = :number",
        number=EASY,
    )
    as_coordinator = {"role": Role.COORDINATOR, "zone": zone}
    await planner.propose("one", caseNumbers=[EASY], zoneCodes=[zone], **as_coordinator)
    answer = await supposed(planner, await new_case(planner), {"policy": {"loadWeeks": 4}}, **as_coordinator)
    assert [team["case"] is None for team in answer["teams"]].count(True) == 1

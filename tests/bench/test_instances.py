"""An instance in the format alloc-instance/1 becomes the problem that its rules describe, and seats become a plan."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from allocation.canonical import canonical
from allocation.plan import Seat
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pair, Pin, Place
from bench.instances import plan_of, problem_of
from terms.allocation import Level
from terms.cases import AssignmentRole, Urgency
from terms.people import Skill

LEAD, MEMBER, REVIEWER = AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.REVIEWER
ORDER = (Level.URGENCY_STAFFED, Level.APPEARANCES, Level.HIGHEST_LOAD, Level.LOAD_SPREAD, Level.TRAVEL, Level.FIT)
Row = dict[str, Any]
Said = set[tuple[AssignmentRole | None, str]]

UNITS: Sequence[Row] = (
    {"zone": 0, "county": 0, "city": 0, "parent": -1, "type": "O", "x": 0, "y": 0, "team_max": 3},
    {"zone": 1, "county": 0, "city": 0, "parent": -1, "type": "B", "x": 10, "y": 20, "team_max": 1},
    {"zone": 2, "county": 0, "city": 0, "parent": 1, "type": "S", "x": 10, "y": 20, "team_max": 1},
    {"zone": 1, "county": 0, "city": 0, "parent": -1, "type": "T", "x": 11, "y": 20, "team_max": 1},
    {"zone": 4, "county": 1, "city": 0, "parent": -1, "type": "O", "x": 60, "y": 0, "team_max": 3},
    {"zone": 8, "county": 2, "city": 1, "parent": -1, "type": "O", "x": 250, "y": 0, "team_max": 3},
)
PERSON: Row = {
    "unit": 0, "rank": 3, "clearance": 2, "lead": 1, "inv": 1, "rev_cap": 6, "cap": 20, "base": 7, "fte": 80,
    "native": 3, "spec": 1, "no_travel": 0, "inactive": 0, "skills": [0] * 8, "leave": [], "commit": [], "jobs": [],
    "history": [], "recuse": [],
}  # fmt: skip
CASE: Row = {
    "unit": 1, "start": 0, "end": 30, "effort": 10, "k": 3, "prio": 20, "type": 0, "offsite": 0, "secrecy": 2,
    "lead_rank": 3, "scope": "county", "n_rev": 1, "req": [], "subjects": [0], "parties": [], "objections": [],
}  # fmt: skip
SUBJECT: Row = {"unit": 1, "rank": 4, "native": 0, "person": -1, "node": 3, "jobs": [[1, -400, 99999]], "handlers": []}
KIN = {
    "n": 16, "spouse": [[3, 7], [4, 13], [6, 14], [2, 15]],
    "parent": [[1, 0], [2, 0], [3, 1], [4, 2], [5, 3], [6, 5], [7, 8], [9, 8], [10, 9], [11, 10], [12, 4]],
}  # fmt: skip
"""Three generations around node 3, who is married to 7."""
PENALTY = {"waiver": 4, "recip": 5, "rotation": 2}


def instance(
    *persons: Row, cases: Sequence[Row] = ({},), subject: Row | None = None, nodes: Sequence[int] = (), **more: Any
) -> Row:
    """Return an instance with six units in three counties that differs from the plain one as told."""
    return {
        "format": "alloc-instance/1",
        "meta": {"name": "small", "seed": 0, "scale": "county", "horizon": 270},
        "units": _columns(UNITS),
        "persons": _columns([{**PERSON, **row} for row in persons]),
        "subjects": _columns([{**SUBJECT, **(subject or {})}]),
        "kin": {**KIN, "person_node": [*nodes, *[-1] * (len(persons) - len(nodes))]},
        "cases": _columns([{**CASE, **row} for row in cases]),
        "rules": {"hard": [], "waiver": [], "soft": [], "penalty": PENALTY, "recip": "soft"},
        "pins": [],
        "prev": [],
        **more,
    }


def _columns(rows: Sequence[Row]) -> Row:
    return {name: [row[name] for row in rows] for name in rows[0]}


def _said(of: Mapping[str, Any]) -> Said:
    return {(pair.role, rule) for pair in problem_of(of).pairs for rule in pair.rules}


def _all(rule: str) -> Said:
    return {(None, rule)}


def _team(rule: str) -> Said:
    return {(LEAD, rule), (MEMBER, rule)}


IN_TWO = {"jobs": [[2, -400, 99999]]}
LONG_IN_TWO = {"jobs": [[2, -3000, 99999]]}
NOTHING: Said = set()


@pytest.mark.parametrize(
    ("person", "case", "subject", "expected"),
    [
        ({"unit": 1}, {}, {}, _all("B01")),
        ({"unit": 2}, {}, {}, _all("B02")),
        ({"unit": 1}, {"unit": 2}, {}, _all("B02")),
        ({"unit": 3}, {}, {}, NOTHING),
        ({"unit": 3}, {"offsite": 1}, {}, _team("B03")),
        ({"unit": 0}, {"offsite": 1}, {}, NOTHING),
        ({}, {}, {"person": 0}, _all("B04")),
        ({"jobs": [[1, -2000, -1094]]}, {}, {}, _all("B07")),
        ({"jobs": [[1, -2000, -1095]]}, {}, {}, _team("B20")),
        ({"jobs": [[1, -5000, -3649]]}, {}, {}, _team("B20")),
        ({"jobs": [[1, -5000, -3650]]}, {}, {}, NOTHING),
        ({"jobs": [[1, -5000, -3000], [1, -2000, 99999]]}, {}, {"jobs": []}, _all("B07")),
        ({"jobs": [[2, -180, 99999]]}, {}, IN_TWO, _all("B08")),
        ({"jobs": [[2, -179, 99999]]}, {}, IN_TWO, _team("B09")),
        ({"jobs": [[2, -200, -100], [2, -100, 99999]]}, {}, IN_TWO, _team("B09")),
        ({"jobs": [[2, -3000, -1645]]}, {}, LONG_IN_TWO, _all("B08")),
        ({"jobs": [[2, -3000, -1646]]}, {}, LONG_IN_TWO, _team("B09")),
        ({"jobs": [[2, -30, 500]]}, {}, IN_TWO, _team("B09")),
        ({"jobs": [[2, -29, 500]]}, {}, IN_TWO, NOTHING),
        ({}, {"parties": [0, 1], "objections": [1]}, {}, _all("B11")),
        ({"recuse": [1]}, {}, {}, _all("B12")),
        ({"recuse": [2]}, {}, {}, NOTHING),
        ({}, {"objections": [0]}, {}, _all("B13")),
        ({}, {"secrecy": 3}, {}, _all("B14")),
        ({}, {"unit": 3}, {"native": 3}, _team("B15")),
        ({}, {"unit": 1}, {"native": 3}, NOTHING),
        ({}, {"unit": 3}, {"native": 0}, NOTHING),
        ({}, {}, {"handlers": [0]}, _all("B16")),
        ({"no_travel": 1}, {"unit": 3}, {}, _team("B18")),
        ({"no_travel": 1}, {"unit": 1}, {}, NOTHING),
        ({"no_travel": 1}, {"unit": 3, "secrecy": 3}, {}, _all("B14") | _team("B18")),
    ],
)
def test_a_rule_hits_as_far_as_it_says_and_no_further(person: Row, case: Row, subject: Row, expected: Said) -> None:
    assert _said(instance(person, cases=[case], subject=subject)) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        *[(relative, _all("B05")) for relative in (0, 1, 2, 5, 6)],
        *[(relative, _all("B06")) for relative in (7, 8, 9, 14)],
        *[(relative, _team("B10")) for relative in (4, 10, 15)],
        *[(relative, NOTHING) for relative in (3, 11, 12, 13, -1)],
    ],
)
def test_kin_of_a_subject_are_barred_or_need_a_waiver_by_degree(node: int, expected: Said) -> None:
    assert _said(instance({}, nodes=[node])) == expected


def test_the_great_grandparent_is_kin_and_one_generation_more_is_not() -> None:
    assert [_said(instance({}, subject={"node": 6}, nodes=[node])) for node in (1, 0)] == [_all("B05"), NOTHING]


def test_kin_and_spouses_are_kept_apart_if_both_are_candidates() -> None:
    people = instance({}, {}, {}, {"inactive": 1}, {"inv": 0}, nodes=[5, 7, 13, 3, 4])
    assert problem_of(people).kin == ((0, 1), (2, 4))


def test_open_chairs_have_a_waiver_rotation_and_points_of_the_own_kind_and_of_rank() -> None:
    twice = {"jobs": [[1, -2000, -1095]], "native": 3, "history": [[1, -364], [1, -1]], "spec": 0}
    problem = problem_of(instance(twice, cases=[{"unit": 1}, {"unit": 3}], subject={"native": 3}))
    assert problem.pairs == (
        Pair(0, 0, LEAD, barred=False, waivers=1, soft=2, points=8, rules=("B20",)),
        Pair(0, 0, MEMBER, barred=False, waivers=1, soft=2, points=2, rules=("B20",)),
        Pair(0, 1, LEAD, barred=False, waivers=1, soft=0, points=8, rules=("B15",)),
        Pair(0, 1, MEMBER, barred=False, waivers=1, soft=0, points=2, rules=("B15",)),
    )


def test_rotation_ends_after_a_year_and_a_plain_member_needs_no_pair() -> None:
    assert problem_of(instance({"history": [[1, -365]]})).pairs == (Pair(0, 0, LEAD, barred=False, points=6),)


@pytest.mark.parametrize("closed", [{"lead": 0}, {"rank": 2}])
def test_nothing_is_said_of_a_lead_who_may_not_lead(closed: Row) -> None:
    problem = problem_of(instance({"spec": 0, "no_travel": 1, **closed}, cases=[{"unit": 1}, {"unit": 3}]))
    assert problem.pairs == (Pair(0, 0, MEMBER, barred=False, points=2), Pair(0, 1, MEMBER, rules=("B18",)))


def test_whom_a_rule_bars_brings_no_points_and_needs_no_waiver() -> None:
    known = {"spec": 0, "recuse": [1], "history": [[1, -1]], "jobs": [[1, -2000, -1095]]}
    assert problem_of(instance(known)).pairs == (Pair(0, 0, None, barred=True, rules=("B12",)),)


def test_who_only_reviews_is_barred_from_the_team_and_carries_no_load() -> None:
    problem = problem_of(instance({"inv": 0, "spec": 0, "no_travel": 1}, cases=[{"unit": 3}, {"unit": 1, "k": 1}]))
    assert problem.pairs == (Pair(0, 0, MEMBER, barred=True, rules=("NOT_AN_INVESTIGATOR",)),)
    (person,) = problem.candidates
    assert (person.may_lead, person.may_review, person.most_reviews, person.load) == (False, True, 6, 0)


def test_candidates_are_the_active_who_investigate_or_review() -> None:
    problem = problem_of(instance({}, {"inactive": 1}, {"inv": 0}, {"inv": 0, "rev_cap": 0}, {"rev_cap": 0}))
    assert [(person.id, person.most_reviews) for person in problem.candidates] == [(0, 6), (2, 6), (4, None)]


def test_a_candidate_has_the_numbers_of_the_person_in_percent() -> None:
    told = {"unit": 3, "skills": [0, 5, 0, 1, 0, 0, 0, 2], "lead": 0, "rev_cap": 0}
    skills = ((Skill.PETITIONS, 2), (Skill.RECORDS, 5), (Skill.REPORTS, 1))
    (person,) = problem_of(instance(told)).candidates
    assert person == Candidate(0, 3, 100, skills, rank=3, availability=80, load=35, x=11, y=20)


def test_a_case_has_its_places_needs_and_window() -> None:
    told = {"unit": 3, "start": 3, "effort": 5, "req": [[3, 2], [0, 4]], "n_rev": 2, "prio": 50, "subjects": []}
    case, alone = problem_of(instance({}, cases=[told, {"k": 1, "n_rev": 0, "prio": 5}])).cases
    places = (Place(LEAD, 1), Place(MEMBER, 2), Place(REVIEWER, 2))
    needs = (Need(Skill.INTERVIEW, 4), Need(Skill.REPORTS, 2))
    at: Row = {"lead_rank": 3, "districts": (0,), "x": 11, "y": 20}
    assert case == CaseToStaff(0, 3, Urgency.URGENT, 50, 3, 30, 25, places, needs, **at)
    assert (alone.places, alone.urgency, alone.effort) == ((Place(LEAD, 1),), Urgency.LOW, 50)


def test_a_case_says_something_only_on_people_within_reach() -> None:
    everywhere = ({"unit": 0}, {"unit": 4}, {"unit": 5})
    problem = problem_of(instance(*everywhere, cases=[{"scope": scope} for scope in ("county", "city", "prov")]))
    assert [case.districts for case in problem.cases] == [(0,), (0, 1), ()]
    assert [person.district for person in problem.candidates] == [0, 1, 2]
    assert [(pair.case, pair.person) for pair in problem.pairs] == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]


def test_commitments_and_leave_are_booked() -> None:
    problem = problem_of(instance({"inv": 0}, {"leave": [[9, 20]], "commit": [[0, 15, 10], [0, 8, 5]]}))
    assert problem.busy == (Busy(1, 0, 8, 25), Busy(1, 0, 15, 50), Busy(1, 9, 20, 100))


def test_limits_and_order_are_those_of_the_format() -> None:
    problem = problem_of(instance({"unit": 3}, {"unit": 0}, {"unit": 1, "inactive": 1}))
    rules: Row = {"keep_at_home": 0, "plan_with_waivers": True, "forbid_reciprocity": False, "reviews_take_time": False}
    weights: Row = {"waiver_weight": 4, "reciprocity_weight": 5, "ring_weight": 0, "load_tier": 125}
    assert problem.limits == Limits(most_from=((0, 3), (3, 1)), **rules, **weights)
    assert problem.order == ORDER
    assert problem_of(instance({}, rules={"penalty": PENALTY, "recip": "hard"})).limits.forbid_reciprocity


def test_pins_are_kept_and_a_plan_before_adds_the_last_level() -> None:
    seats = [[0, 2, "reviewer"], [0, 1, "member"], [0, 0, "lead"]]
    problem = problem_of(instance({}, {}, {}, pins=seats[:2], prev=[[7, 0, "lead"], *seats]))
    assert problem.pins == (Pin(0, 1, MEMBER), Pin(0, 2, REVIEWER))
    assert problem.published == (Pin(0, 0, LEAD), Pin(0, 1, MEMBER), Pin(0, 2, REVIEWER))
    assert problem.order == (*ORDER, Level.CHANGES)


def test_the_problem_is_in_canonical_order() -> None:
    people = ({"recuse": [1], "no_travel": 1}, {"unit": 3}, {"commit": [[5, 9, 5], [0, 9, 10]], "skills": [3] * 8})
    problem = problem_of(instance(*people, cases=[{}, {"unit": 3, "req": [[7, 2], [2, 2]]}], nodes=[7, 3, 1]))
    assert canonical(problem) == problem
    assert [pair.role for pair in problem.pairs] == [None, LEAD, None, None, LEAD, MEMBER, None, None]


def test_seats_become_teams_by_case() -> None:
    seats = [
        Seat(case=case, person=who, role=role, fit=0, travel=0, load_after=0)
        for case, who, role in ((4, 9, REVIEWER), (4, 8, MEMBER), (4, 3, MEMBER), (4, 5, LEAD), (1, 6, LEAD))
    ]
    teams = [
        {"case": 1, "lead": 6, "members": [], "reviewers": []},
        {"case": 4, "lead": 5, "members": [3, 8], "reviewers": [9]},
    ]
    assert plan_of(instance({}), seats) == {"format": "alloc-plan/1", "instance": "small", "teams": teams}

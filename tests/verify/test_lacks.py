"""What the record says of cases without a team is counted anew, and every figure that is not so is found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, RECORDS, REVIEWER, case, drawn, person, problems
from tests.verify import of_earlier_version, run_of, sealed
from verify import verify
from verify.crowds import NAMED

TWO = (Place(LEAD, 1), Place(MEMBER, 1))
LENT = Limits(keep_at_home=0, loan_rest=30)

ROLE = Problem(
    (case(1, *TWO, lead_rank=2),),
    (
        person(1),
        person(2, may_lead=True),
        person(3, may_lead=True, rank=1),
        person(4, may_lead=True, rank=2),
        person(5, may_lead=True, rank=2),
    ),
    (Pair(4, 1, rules=("R01", "R05")), Pair(5, 1, LEAD), Pair(5, 1, MEMBER, barred=False, waivers=1, rules=("R18",))),
    limits=AT_EASE,
)
TOGETHER = Problem((case(1, *TWO),), (person(1, may_lead=True), person(2)), (Pair(2, 1),), limits=AT_EASE)
SKILLS = Problem(
    (case(1, needs=(Need(Skill.AUDIT, 2), Need(Skill.LAW, 1)), needs_female=True),),
    (person(1, skills=((Skill.LAW, 1),)), person(2, skills=((Skill.AUDIT, 3),), female=True)),
    (Pair(2, 1, rules=("R11",)),),
    limits=AT_EASE,
)
ON_LEAVE = Problem(
    (case(1, *TWO, needs=(Need(Skill.LAW, 1),)),),
    (person(1, may_lead=True), person(2, skills=((Skill.LAW, 3),)), person(3)),
    (Pair(3, 1, MEMBER, rules=("R08",)),),
    busy=(Busy(2, 0, 14, 100),),
    limits=AT_EASE,
)
"""Whoever has the skill is on leave; that she may not lead takes nothing from her as a member."""
RULES = Problem((case(1, Place(MEMBER, 2)),), (person(1), person(2)), kin=((1, 2),), limits=AT_EASE)
CROWDED = Problem((case(1), case(2)), (person(1, capacity=50),), limits=AT_EASE)

BESIDE = Problem(
    tuple(case(number, *TWO, effort=100, needs=(Need(Skill.LAW, 1),)) for number in (1, 2)),
    (person(1, may_lead=True), person(2, skills=((Skill.LAW, 1),)), person(3)),
    limits=AT_EASE,
)
"""Beside one of the cases the other has nobody to lead it and nobody with the skill."""

PROBLEMS: dict[str, Problem] = {
    "a role": ROLE,
    "roles together": TOGETHER,
    "skills and a woman": SKILLS,
    "skill of one on leave": ON_LEAVE,
    "two ways to be taken away": replace(ON_LEAVE, busy=(), pairs=(Pair(2, 1, MEMBER, rules=("R01", "R08")),)),
    "two lacks beside another case": BESIDE,
    "rules of teams": RULES,
    "time beside another case": CROWDED,
    "an unnamed waiver": replace(CROWDED, pairs=(Pair(1, 2, barred=False, waivers=1),)),
    "a district": replace(CROWDED, cases=(case(1, districts=(3,)),)),
    "leave": replace(CROWDED, busy=(Busy(1, 3, 5, 100), Busy(1, 20, 25, 100))),
    "who stays at home": replace(CROWDED, limits=Limits(keep_at_home=1)),
    "too few at home": replace(CROWDED, limits=Limits(keep_at_home=2)),
    "who does not count at home": Problem(
        (case(1), case(2)), (person(1, organ=5, full_time=False, capacity=50), person(2, organ=5)), limits=Limits()
    ),
    "a colleague who is away": Problem(
        (case(1),),
        (person(1, organ=5), person(2, organ=5), person(3, organ=5)),
        busy=(Busy(2, 0, 5, 100), Busy(3, 4, 9, 100), Busy(1, 7, 9, 40), Busy(1, 2, 3, 10, at_home=True)),
        limits=Limits(),
    ),
    "a colleague who is elsewhere for a share": Problem(
        (case(1),),
        (person(1, organ=5, capacity=40), person(2, organ=5)),
        busy=(Busy(1, 0, 14, 5, share=True), Busy(2, 3, 9, 60, share=True)),
        limits=Limits(keep_at_home=2),
    ),
    "a colleague beside": Problem(
        (case(1), case(2)), (person(1, organ=5), person(2, organ=5)), others_at_home=((5, 0), (6, 1)), limits=Limits()
    ),
    "organs in turn": Problem((case(1, organ=2), case(2, organ=1)), (person(1), person(2)), (Pair(1, 2), Pair(2, 1))),
    "organs that helped": Problem(
        (replace(case(1, organ=2), handled_by_others=False), case(2, organ=1)), (person(1), person(2)), (Pair(2, 1),)
    ),
    "reviews": Problem(
        (case(1, Place(REVIEWER, 1)), case(2, Place(REVIEWER, 1), Place(MEMBER, 1))),
        (person(1, may_review=True, most_reviews=1), person(2), person(3, may_review=True, most_reviews=0)),
        limits=Limits(keep_at_home=0, reviews_take_time=False),
    ),
    "as many reviews as she likes": Problem(
        tuple(case(number, Place(REVIEWER, 1)) for number in (1, 2)),
        (person(1, may_review=True, capacity=50),),
        limits=AT_EASE,
    ),
    "a linked case": Problem(
        (case(1, weight=20), case(2, Place(REVIEWER, 1), Place(MEMBER, 1), effort=10), case(3)),
        (person(1, may_review=True), person(2)),
        (Pair(1, 2, REVIEWER, rules=("R01",)), Pair(2, 2, MEMBER), Pair(2, 1)),
        linked=((1, 2),),
        limits=AT_EASE,
    ),
    "a case and its re-examination": Problem(
        (case(1, weight=20, effort=10), case(2, Place(MEMBER, 1), effort=10), case(3, effort=10)),
        (person(1), person(2)),
        (Pair(1, 2, MEMBER, rules=("R01",)), Pair(2, 2, MEMBER), Pair(2, 1)),
        apart=((1, 2), (1, 3)),
        limits=AT_EASE,
    ),
    "a loan that was": Problem(
        (replace(case(1), own_organs=(90,)),),
        (person(1), person(2)),
        busy=(Busy(1, -30, -10, 0, lent=True), Busy(2, 40, 50, 10, lent=True)),
        limits=LENT,
    ),
    "one loan for one case": Problem(
        tuple(replace(case(number, effort=10), own_organs=(90,)) for number in (1, 2)), (person(1),), limits=LENT
    ),
    "a review on loan": Problem(
        tuple(replace(case(number, Place(REVIEWER, 1)), own_organs=(90,)) for number in (1, 2)),
        (person(1, may_review=True), person(2, may_review=True, organ=90, most_reviews=1)),
        limits=replace(LENT, reviews_take_time=False),
        published=(Pin(1, 1, REVIEWER),),
    ),
    "who sits out by lot": Problem(
        (replace(case(1, Place(MEMBER, 9)), most_chance=50),),
        tuple(person(number) for number in range(1, 10)),
        tuple(Pair(number, 1, barred=number < 5, waivers=1, rules=("R18",)) for number in range(1, 8)),
        limits=replace(AT_EASE, plan_with_waivers=True),
    ),
}


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_what_the_engine_says_is_lacking_is_so(problem: Problem) -> None:
    run = run_of(problem)
    assert verify(run) == []


@drawn(25)
@given(problem=problems())
def test_every_reason_of_the_engine_is_so_where_there_are_twice_as_many_cases(problem: Problem) -> None:
    more = tuple(replace(one, id=one.id + 50) for one in problem.cases)
    assert verify(run_of(replace(problem, cases=(*problem.cases, *more)))) == []


def lacks(run: dict[str, Any]) -> dict[str, Any]:
    """Return the first reason of a run's plan."""
    found: dict[str, Any] = run["plan"]["shortages"][0]
    return found


def set_to(**changed: Any) -> Callable[[dict[str, Any]], None]:
    """Change the first reason."""
    return lambda run: lacks(run).update(changed)


def in_crowd(**changed: Any) -> Callable[[dict[str, Any]], None]:
    """Change what places of several cases lack together."""
    return lambda run: lacks(run)["together"].update(changed)


def without_the_first(run: dict[str, Any]) -> None:
    """Leave the first reason out."""
    del run["plan"]["shortages"][0]


def the_other_way_round(run: dict[str, Any]) -> None:
    """Say the last reason first."""
    run["plan"]["shortages"].reverse()


def twice(run: dict[str, Any]) -> None:
    """Say the first reason twice."""
    run["plan"]["shortages"].append(lacks(run))


WRONG: list[tuple[Problem, Callable[[dict[str, Any]], None], list[str]]] = [
    (ROLE, set_to(places_missing=2), ["SHORTAGE"]),
    (ROLE, set_to(candidates_left=1), ["SHORTAGE"]),
    (ROLE, set_to(role="MEMBER"), ["SHORTAGE"]),
    (ROLE, set_to(reason="TIME_UP"), ["SHORTAGE"]),
    (ROLE, set_to(alone=False), ["SHORTAGE"]),
    (ROLE, set_to(barred_by_rule=[]), ["SHORTAGE"]),
    (ROLE, set_to(barred_by_rule=[["R01", 1], ["R05", 1]]), ["SHORTAGE"]),
    (ROLE, set_to(who_is_left=[2]), ["SHORTAGE"]),
    (ROLE, set_to(barred_people=[]), ["SHORTAGE"]),
    (ROLE, set_to(barred_people=[["NOT_QUALIFIED", [1, 2]]]), ["SHORTAGE"]),
    (ROLE, set_to(clashes_with=[1]), ["CLASH"]),
    (ROLE, set_to(gives_way_to=[2]), ["CLASH"]),
    (ROLE, set_to(giving_way="TIME_UP"), ["CLASH"]),
    (CROWDED, set_to(gives_way_to=[]), ["CLASH"]),
    (CROWDED, set_to(giving_way="PINNED"), ["CLASH"]),
    (CROWDED, set_to(giving_way="TIME_UP", gives_way_to=[]), []),
    (TOGETHER, set_to(candidates_left=0), ["SHORTAGE"]),
    (SKILLS, set_to(skill="LAW"), ["SHORTAGE"]),
    (SKILLS, without_the_first, ["SHORTAGE"]),
    (ON_LEAVE, set_to(barred_by_rule=[["NOT_FREE", 1], ["NOT_QUALIFIED", 1]]), ["SHORTAGE"]),
    (BESIDE, without_the_first, []),
    (BESIDE, the_other_way_round, ["SHORTAGE"]),
    (BESIDE, set_to(places_missing=2), ["SHORTAGE"]),
    (RULES, set_to(reason="ROLE"), ["SHORTAGE"]),
    (RULES, set_to(reason="TIME_UP"), ["SHORTAGE"]),
    (RULES, set_to(reason="TIME_UP", team_rules=[]), []),
    (RULES, set_to(team_rules=[]), ["SHORTAGE"]),
    (RULES, set_to(candidates_left=1), ["SHORTAGE"]),
    (RULES, set_to(barred_by_rule=[["R29", 2]]), ["SHORTAGE"]),
    (RULES, set_to(skill="LAW"), ["SHORTAGE"]),
    (RULES, set_to(who_is_left=[2, 1]), ["SHORTAGE"]),
    (SKILLS, set_to(barred_people=[["R11", [1]]]), ["SHORTAGE"]),
    (RULES, twice, ["SHORTAGE"]),
    (CROWDED, set_to(alone=True), ["SHORTAGE", "CLASH"]),
    (CROWDED, set_to(candidates_left=1), ["SHORTAGE"]),
    (CROWDED, set_to(clashes_with=[9]), ["CLASH", "TOGETHER"]),
    (CROWDED, set_to(clashes_with=[]), ["TOGETHER"]),
    (CROWDED, in_crowd(wanted=3), ["TOGETHER"]),
    (CROWDED, in_crowd(people_left=2), ["TOGETHER"]),
    (CROWDED, in_crowd(fillable=2), ["TOGETHER"]),
    (CROWDED, in_crowd(who_is_left=[]), ["TOGETHER"]),
    (CROWDED, in_crowd(places=[[1, "MEMBER"], [2, "LEAD"]]), ["TOGETHER"]),
    (CROWDED, in_crowd(places=[[1, "MEMBER"], [2, "MEMBER"], [2, "MEMBER"]]), ["TOGETHER"]),
]


@pytest.mark.parametrize(("problem", "change", "expected"), WRONG)
def test_a_figure_that_is_not_so_is_found(
    problem: Problem, change: Callable[[dict[str, Any]], None], expected: list[str]
) -> None:
    run = run_of(problem)
    change(run)
    assert [fault.rule for fault in verify(sealed(run))] == expected


def test_two_reasons_of_one_case_agree_on_whether_it_is_alone() -> None:
    run = run_of(SKILLS)
    lacks(run)["alone"] = False
    assert [fault.rule for fault in verify(sealed(run))] == ["SHORTAGE"]
    for shortage in run["plan"]["shortages"]:
        shortage["alone"] = False
    assert [fault.rule for fault in verify(sealed(run))] == ["SHORTAGE"]


def test_places_that_people_could_fill_are_no_lack() -> None:
    run = run_of(replace(CROWDED, candidates=(person(1, capacity=50), person(2, capacity=50)), pairs=(Pair(2, 1),)))
    assert run["plan"]["shortages"] == []
    run = run_of(CROWDED)
    run["problem"]["problem"]["candidates"][0]["capacity"] = 100
    assert {"SHORTAGE", "TOGETHER"} <= {fault.rule for fault in verify(sealed(run))}


def test_of_many_people_the_first_are_named() -> None:
    pool = tuple(map(person, range(1, NAMED + 3)))
    barred = (Pair(1, 1, rules=("R01", "R05")), *(Pair(number, 1, rules=("R05",)) for number in range(2, NAMED + 3)))
    assert verify(run_of(Problem((case(1),), pool, barred, limits=AT_EASE))) == []
    assert verify(run_of(Problem((case(1, Place(MEMBER, NAMED), Place(RECORDS, 3)),), pool, limits=AT_EASE))) == []
    crowd = tuple(case(number, Place(MEMBER, NAMED - 20), effort=60) for number in (1, 2))
    assert verify(run_of(Problem(crowd, pool, limits=AT_EASE))) == []


@pytest.mark.parametrize("problem", [ROLE, CROWDED])
def test_a_record_of_an_earlier_version_names_nobody_and_tells_less_of_proofs(problem: Problem) -> None:
    assert verify(sealed(of_earlier_version(run_of(problem)))) == []

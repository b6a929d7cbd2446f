"""Runs of the engine are verified and nothing is found in them; the verifier's hash is the engine's."""

import ast
import json
import sys
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import verify as verifier
from allocation.check import check, violations
from allocation.document import to_json
from allocation.plan import Seat
from allocation.problem import Limits, Pair, Place, Problem
from allocation.solve import allocate
from bench.made_up import made_up_county
from terms.allocation import Level
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, pinned_problems, problems
from tests.allocation.test_chances import with_near_ties
from tests.verify import of_earlier_version, record_of, run_of, run_with, sealed
from verify import verify
from verify.record import canonical_text, read

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@SOME
@given(problem=problems())
def test_runs_of_the_engine_are_good(problem: Problem) -> None:
    run = run_of(problem)
    assert verify(run) == []
    assert canonical_text(read(run)["problem"]) == to_json(problem)


@SOME
@given(problem=with_near_ties(), seed=st.integers(0, 2**63 - 1), chance=st.integers(1, 100))
def test_runs_in_which_the_lot_decides_more_are_good(problem: Problem, seed: int, chance: int) -> None:
    sensitive = replace(problem, cases=tuple(replace(one, most_chance=chance) for one in problem.cases))
    assert verify(run_of(sensitive, seed=seed)) == []


def test_the_run_of_a_county_is_good() -> None:
    county = made_up_county(1, cases=4, people=40)
    county = replace(county, candidates=tuple(replace(one, capacity=100) for one in county.candidates))
    plan = allocate(county, 3, deterministic_limit=2.0)
    assert check(county, plan) == ()
    assert verify(record_of(county, plan, seed=3)) == []


@SOME
@given(problem=pinned_problems())
def test_the_verifier_finds_what_the_check_of_the_engine_finds_in_any_seats(problem: Problem) -> None:
    taken = {}
    for place, one in enumerate(problem.cases):
        for number, wanted in enumerate(one.places):
            who = problem.candidates[(place + number) % len(problem.candidates)].id
            taken[one.id, who] = (one.id, who, wanted.role)
    run = run_with(problem, *taken.values())
    seats = tuple(Seat(*chair, fit=0, travel=0, load_after=0) for chair in taken.values())
    # of two loans of one person the verifier names a case besides, the engine the person alone
    found = {(fault.rule, None if fault.rule == "R46" else fault.case) for fault in verify(run)}
    assert found == {(broken.rule, broken.case) for broken in violations(problem, seats)}


def test_what_a_record_of_an_earlier_version_leaves_out_has_its_default() -> None:
    problem = Problem((case(1),), (person(1, organ=2),))
    run = of_earlier_version(run_of(problem))
    short = {
        "cases": [
            {
                "id": 1,
                "organ": 90,
                "urgency": "NORMAL",
                "weight": 10,
                "start": 0,
                "end": 14,
                "effort": 50,
                "places": [{"role": "MEMBER", "count": 1}],
            }
        ],
        "candidates": [{"id": 1, "organ": 2, "capacity": 100}],
    }
    run["problem"]["problem"] = short
    assert verify(sealed(run)) == []
    assert canonical_text(read(run)["problem"]) == to_json(problem)


def test_the_order_of_lists_is_not_part_of_the_hash() -> None:
    pairs = tuple(
        Pair(who, of, role, barred=False, points=1) for of in (1, 2) for who in (1, 2) for role in (None, LEAD)
    )
    problem = Problem(
        (case(1, Place(LEAD, 1), Place(REVIEWER, 1), districts=(0, 3)), case(2)),
        (person(1, may_lead=True), person(2, may_review=True)),
        pairs,
        kin=((1, 2),),
        linked=((1, 2),),
        apart=((1, 2),),
        handled_before=((5, 6), (1, 2)),
        limits=replace(AT_EASE, most_from=((1, 2), (2, 2))),
    )
    run = run_of(problem)
    parts = run["problem"]["problem"]
    parts["kin"] = parts["linked"] = parts["apart"] = [[2, 1], [1, 2]]
    for rows in (*parts.values(), *(one["places"] for one in parts["cases"]), parts["limits"]["most_from"]):
        if isinstance(rows, list) and rows is not parts["order"]:
            rows.reverse()
    parts["cases"][0]["districts"] = []
    parts["cases"][1]["districts"] = [3, 0, 3]
    assert verify(sealed(run)) == []


def test_the_plan_names_the_problem_by_the_salted_hash_and_no_other() -> None:
    problem = Problem((case(1),), (person(1),), limits=AT_EASE)
    run = run_of(problem)
    run["plan"]["problem_hash"] = record_of(problem, allocate(problem, 1), salt="")["problem_hash"]
    assert [fault.rule for fault in verify(sealed(run))] == ["PLAN_PROBLEM"]


def test_rings_are_counted_each_way_round() -> None:
    problem = Problem(
        (case(1, organ=2), case(2, organ=3)),
        (person(1, organ=1), person(2, organ=2)),
        handled_before=((3, 1), (1, 3), (3, 3)),
        limits=Limits(keep_at_home=0, ring_weight=5, forbid_reciprocity=False),
    )
    run = run_with(problem, (1, 1, MEMBER), (2, 2, MEMBER))
    assert verify(run) == []
    values = {level["level"]: level["value"] for level in run["plan"]["levels"]}
    assert values[Level.APPEARANCES] == 5


def test_a_case_with_reviewers_alone_is_served_by_nobody() -> None:
    problem = Problem((case(1, Place(REVIEWER, 1)),), (person(1, may_review=True),), limits=AT_EASE)
    assert verify(run_of(problem)) == []


def test_nothing_but_the_standard_library_is_imported() -> None:
    for path in Path(verifier.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] in {"verify", *sys.stdlib_module_names}, path


@pytest.mark.parametrize("seed", [-7, 2**70])
def test_any_whole_number_is_a_seed(seed: int) -> None:
    problem = Problem((case(1),), (person(1), person(2)), limits=AT_EASE)
    assert verify(json.loads(json.dumps(run_of(problem, seed=seed)))) == []


def test_a_record_is_read_as_it_is_and_what_is_left_out_beside_it() -> None:
    """A large record must not lie in memory twice."""
    barred = Problem((case(1), case(2)), (person(1), person(2)), (Pair(1, 1, rules=("R01", "R05")),))
    given = of_earlier_version(run_of(barred))
    rows = given["problem"]["problem"]["pairs"]
    rows.append({"person": 2, "case": 2, "rules": ["R05", "R01"]})
    before = deepcopy(given)
    pairs = read(given)["problem"]["pairs"]
    assert given == before
    assert [pair is row for pair, row in zip(pairs, rows, strict=True)] == [True, False]
    assert pairs[1] == {**pairs[0], "person": 2, "case": 2, "rules": ["R01", "R05"]}

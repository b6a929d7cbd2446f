"""The verifier counts as handled only what the home organ does not lead."""

from dataclasses import replace

import pytest

from allocation.document import to_json
from allocation.problem import Limits, Problem
from terms.allocation import Level
from tests.allocation.small import AT_EASE, MEMBER, case, person
from tests.verify import run_of, run_with, sealed
from verify import UnreadableError, verify
from verify.record import canonical_text, read

CASES = case(1, organ=2), case(2, organ=1)
BOTH = (1, 1, MEMBER), (2, 2, MEMBER)
IN_TURN = Problem(CASES, (person(1), person(2)), limits=AT_EASE)
HELPED = replace(IN_TURN, cases=(CASES[0], replace(CASES[1], handled_by_others=False)))
"""As before, but the second case is led at home."""


@pytest.mark.parametrize(("problem", "rules"), [(IN_TURN, ["R39"]), (HELPED, [])])
def test_who_helps_does_not_handle_in_turn(problem: Problem, rules: list[str]) -> None:
    assert [fault.rule for fault in verify(run_with(problem, *BOTH))] == rules
    before = replace(problem, cases=(replace(problem.cases[1], id=1),), handled_before=((1, 2),))
    assert [fault.rule for fault in verify(run_with(before, (1, 2, MEMBER)))] == rules


@pytest.mark.parametrize(("led", "appearances"), [(False, 8), (True, 0)])
def test_who_helps_is_no_appearance_in_turn_or_in_a_ring(*, led: bool, appearances: int) -> None:
    problem = Problem(
        (replace(case(1, organ=2), handled_by_others=not led),),
        (person(1),),
        handled_before=((2, 1), (2, 3), (3, 1)),
        limits=Limits(keep_at_home=0, forbid_reciprocity=False, reciprocity_weight=3, ring_weight=5),
    )
    run = run_with(problem, (1, 1, MEMBER))
    assert verify(run) == []
    assert {level["level"]: level["value"] for level in run["plan"]["levels"]}[Level.APPEARANCES] == appearances


def test_runs_and_hashes_are_the_engines() -> None:
    for problem in (IN_TURN, HELPED):
        run = run_of(problem)
        assert verify(run) == []
        assert canonical_text(read(run)["problem"]) == to_json(problem)


def test_it_is_told_by_a_truth_value_and_belongs_to_the_hash() -> None:
    run = run_with(HELPED, *BOTH)
    run["problem"]["problem"]["cases"][1]["handled_by_others"] = True
    assert {fault.rule for fault in verify(sealed(run))} == {"PROBLEM_HASH", "PLAN_PROBLEM", "R39", "APPEARANCES"}
    run["problem"]["problem"]["cases"][1]["handled_by_others"] = 0
    with pytest.raises(UnreadableError):
        verify(sealed(run))

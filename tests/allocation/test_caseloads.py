"""Loads by caseloads: what each person could carry at once, what that proves, and the plans that come near it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from allocation import caseloads, chosen, lower_loads, measures, priced
from allocation.canonical import canonical
from allocation.caseloads import caseloads_of
from allocation.check_values import level_values
from allocation.chosen import choose
from allocation.draft import Draft
from allocation.engine import Searched
from allocation.levels import GOODS, scale_of
from allocation.lower_loads import ByCaseloads
from allocation.model import draft_of
from allocation.priced import Priced
from allocation.problem import Busy, Place, Problem
from allocation.search.improve import Search
from allocation.solve import solve_levels
from allocation.solver import Outcome, Taken, freeze
from terms.allocation import Level
from tests.allocation.brute import every_plan
from tests.allocation.small import AT_EASE, MEMBER, REVIEWER, case, drawn, person, problems

FAR = 10**6
EVERYTHING_ON_ONE: Taken = frozenset((number, 1, MEMBER) for number in (1, 2, 3))
THREE_CASES = canonical(
    Problem(
        cases=tuple(case(number, end=14 * number, start=14 * (number - 1)) for number in (1, 2, 3)),
        candidates=tuple(person(number) for number in (1, 2, 3)),
        limits=replace(AT_EASE, load_tier=100),
    )
)


def staffed_draft(problem: Problem) -> Draft:
    draft = draft_of(problem)
    draft.is_large = True
    for switch in draft.staffed.values():
        draft.model.add(switch == 1)
    return draft


def by_caseloads(problem: Problem = THREE_CASES, known: Taken = EVERYTHING_ON_ONE, limit: float = 5.0) -> ByCaseloads:
    search = Search(problem)
    search.take(known)
    listed = ByCaseloads.of(staffed_draft(problem), search, limit)
    assert listed is not None
    return listed


def priced_of(problem: Problem, most: int = FAR) -> Priced:
    listed = Priced.of(staffed_draft(problem), most)
    assert listed is not None
    return listed


def sets_of(problem: Problem, most: int = FAR) -> dict[int, set[tuple[int, ...]]]:
    listed = caseloads_of(draft_of(canonical(problem)), most, frozenset())
    assert listed is not None
    return {who: {tuple(np.asarray(of.cases)[row].tolist()) for row in of.sets} for who, of in listed.items()}


def test_time_on_each_day_and_the_highest_load_bar_a_caseload() -> None:
    cases = (case(1, effort=60), case(2, start=7, end=21), case(3, start=14, end=28), case(4, start=70, end=84))
    problem = Problem(cases, (person(1), person(2, load=150)), busy=(Busy(1, 70, 71, 60),), limits=AT_EASE)
    assert sets_of(problem) == {
        1: {(), (1,), (2,), (3,), (1, 3), (2, 3)},
        2: {(), (1,), (2,), (3,), (4,), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4), (1, 3, 4), (2, 3, 4)},
    }
    assert sets_of(problem, 250)[2] == {(), (2,), (3,), (4,)}


def test_each_caseload_says_what_load_it_makes_and_none_holds_a_closed_case() -> None:
    problem = canonical(
        Problem((case(1), case(2, start=14, end=21)), (person(1, capacity=50, load=10),), limits=AT_EASE)
    )
    draft = draft_of(problem)
    (switch,) = draft.work_of[1][1]
    listed = caseloads_of(draft, FAR, frozenset())
    without = caseloads_of(draft, FAR, {switch.index})
    assert listed is not None
    assert without is not None
    assert measures.load_scale(problem) == 1
    assert listed[1].loads.tolist() == [20, 220, 120, 320]
    assert (without[1].cases, without[1].loads.tolist()) == ((2,), [20, 120])


def test_too_many_caseloads_are_not_listed_and_too_dear_ones_not_priced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caseloads, "MANY", 23)
    assert Priced.of(draft_of(THREE_CASES), FAR) is None
    monkeypatch.setattr(caseloads, "MANY", 24)
    assert Priced.of(draft_of(THREE_CASES), FAR) is not None
    monkeypatch.setattr(priced, "DEAREST", 299)
    assert Priced.of(draft_of(THREE_CASES), FAR) is None


@pytest.mark.no_cover
@drawn(60)
@given(problem=problems())
def test_no_plan_is_refuted_and_none_passes_the_bound(problem: Problem) -> None:
    problem = canonical(replace(problem, order=tuple(Level)))
    values = [level_values(problem, seats) for seats in every_plan(problem)]
    if not values:
        return
    staffed = max(one[Level.URGENCY_STAFFED] for one in values)
    best = [one for one in values if one[Level.URGENCY_STAFFED] == staffed]
    scale = scale_of(problem, Level.HIGHEST_LOAD)
    for highest in {one[Level.HIGHEST_LOAD] for one in best}:
        draft = draft_of(problem)
        freeze(draft, GOODS[Level.URGENCY_STAFFED](draft), int(staffed), maximise=True)
        listed = Priced.of(draft, int(highest * scale))
        assert listed is not None
        assert not listed.refutes(int(highest * scale))
        within = min(one[Level.LOAD_SPREAD] for one in best if one[Level.HIGHEST_LOAD] <= highest)
        proof = listed.least_spread(int(highest * scale))
        assert proof.bound + lower_loads.of_others(listed) <= within * scale


def test_a_mixture_of_pieces_of_cases_reaches_what_no_caseload_does() -> None:
    cases = tuple(case(number, start=14 * number, end=14 * number + 14) for number in range(3))
    listed = priced_of(canonical(replace(THREE_CASES, cases=cases, candidates=(person(1), person(2)))))
    assert listed.refutes(199)
    assert not listed.refutes(200)


def test_what_cannot_be_solved_at_all_proves_nothing() -> None:
    draft = staffed_draft(THREE_CASES)
    draft.model.add(sum(draft.staffed.values()) >= 4)
    listed = Priced.of(draft, 300)
    assert listed is not None
    assert listed.least_spread(300).bound <= 0


def test_three_cases_of_one_person_are_spread_over_three_and_that_is_the_best() -> None:
    listed = by_caseloads()
    lowered = listed.lower()
    assert (lowered.value, lowered.bound, lowered.proven) == (100, 100, True)
    evened = listed.even(100)
    assert (evened.value, evened.bound, evened.proven) == (0, 0, True)


def test_of_plans_with_the_same_highest_load_the_evenest_is_taken_and_no_other_case_is_left_open() -> None:
    cases = (*THREE_CASES.cases, case(4, start=42, end=84))
    problem = canonical(replace(THREE_CASES, cases=cases, candidates=(*THREE_CASES.candidates, person(4, load=290))))
    known = EVERYTHING_ON_ONE | {(4, 2, MEMBER)}
    listed = by_caseloads(problem, known)
    evened = listed.even(300)
    assert (evened.value, evened.bound, evened.proven) == (680, 680, True)
    assert evened.taken is not None
    assert {who for on, who, _ in evened.taken if on == 4} < {1, 2, 3}
    closed = sum(len(row[0]) == 1 for row in _rows_of(listed.priced.draft))
    assert closed > len(cases)


def _rows_of(draft: Draft) -> list[tuple[list[int], list[int], int, int]]:
    draft.rows.read(draft.model)
    return [(list(row[0]), list(row[1]), row[2], row[3]) for row in draft.rows.rows]


def test_whom_nobody_draws_costs_what_she_costs() -> None:
    problem = canonical(
        Problem((case(1, Place(REVIEWER, 1)),), (person(1, may_review=True, load=250),), limits=AT_EASE)
    )
    problem = replace(problem, limits=replace(problem.limits, load_tier=100, reviews_take_time=False))
    listed = by_caseloads(problem, frozenset({(1, 1, REVIEWER)}))
    assert listed.lower() == Outcome(frozenset({(1, 1, REVIEWER)}), 250, 250, proven=True)
    assert listed.even(250) == Outcome(frozenset({(1, 1, REVIEWER)}), 200, 200, proven=True)


def test_where_prices_refute_nothing_the_choice_refutes_target_by_target(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = canonical(replace(THREE_CASES, candidates=THREE_CASES.candidates[:2]))
    monkeypatch.setattr(Priced, "refutes", lambda _self, _most: False)
    lowered = by_caseloads(problem).lower()
    assert (lowered.value, lowered.bound, lowered.proven) == (200, 200, True)


def test_what_is_found_after_targets_that_stay_open_is_not_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = canonical(replace(THREE_CASES, candidates=THREE_CASES.candidates[:2]))
    monkeypatch.setattr(Priced, "refutes", lambda _self, _most: False)
    monkeypatch.setattr(chosen, "MOST_CHOICES", 7)
    lowered = by_caseloads(problem).lower()
    assert lowered.value in (200, 300)
    assert lowered.bound <= 200


def test_without_work_the_known_plan_stays_and_the_bounds_hold() -> None:
    listed = by_caseloads(limit=0.0)
    assert listed.lower() == Outcome(EVERYTHING_ON_ONE, value=300, bound=100, proven=False)
    assert listed.even(300) == Outcome(EVERYTHING_ON_ONE, value=300, bound=0, proven=False)


def test_whoever_waits_no_more_gets_the_known_plan() -> None:
    listed = by_caseloads()
    listed.priced.draft.stop.want()
    for outcome in (listed.lower(), listed.even(300)):
        assert (outcome.taken, outcome.proven) == (EVERYTHING_ON_ONE, False)


def test_a_choice_among_few_proves_only_what_is_left_out_for_number(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = priced_of(THREE_CASES, 300)
    proof = listed.least_spread(300)
    whole = choose(listed, proof, known=None, value=None, deterministic_limit=5.0)
    assert whole.taken is not None
    assert whole.bound == 0
    known = choose(listed, proof, known=EVERYTHING_ON_ONE, value=300, deterministic_limit=5.0)
    assert (known.taken is None, known.bound) == (False, 0)
    monkeypatch.setattr(chosen, "MOST_CHOICES", 0)
    only = choose(listed, proof, known=EVERYTHING_ON_ONE, value=300, deterministic_limit=5.0)
    assert (only.taken, only.bound) == (EVERYTHING_ON_ONE, 0)


def test_where_caseloads_cannot_be_listed_targets_lower_the_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caseloads, "MANY", 0)
    search = Search(THREE_CASES)
    search.take(EVERYTHING_ON_ONE)
    listed, lowered = lower_loads.lower_loads(staffed_draft(THREE_CASES), search, 50.0)
    assert (listed, lowered.value, lowered.proven) == (None, 100, True)


def test_where_they_can_they_are_kept_for_the_spread() -> None:
    search = Search(THREE_CASES)
    search.take(EVERYTHING_ON_ONE)
    listed, lowered = lower_loads.lower_loads(staffed_draft(THREE_CASES), search, 50.0)
    assert (listed is not None, lowered.value, lowered.proven) == (True, 100, True)


def test_who_carries_what_is_in_no_list_has_no_column() -> None:
    listed = priced_of(THREE_CASES, 200)
    assert list(listed.carried(EVERYTHING_ON_ONE)) == [(2, 0), (3, 0)]


def test_who_carries_a_case_that_is_closed_to_her_has_no_column_either() -> None:
    draft = staffed_draft(THREE_CASES)
    draft.model.add(draft.work_of[1][2][0] == 0)
    listed = Priced.of(draft, 300)
    assert listed is not None
    assert list(listed.carried(EVERYTHING_ON_ONE)) == [(2, 0), (3, 0)]


def test_after_few_rounds_less_is_proven_and_nothing_false(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = canonical(replace(THREE_CASES, candidates=(person(1), person(2, load=100))))
    assert priced_of(problem, 400).least_spread(400).bound == 200
    monkeypatch.setattr(priced, "ROUNDS", 1)
    assert priced_of(problem, 400).least_spread(400).bound < 200


@pytest.mark.parametrize(("rounds", "searched"), [(1, 2), (60, 1)])
def test_a_spread_that_is_not_proven_is_searched_once_more(
    monkeypatch: pytest.MonkeyPatch, rounds: int, searched: int
) -> None:
    problem = canonical(
        Problem(
            cases=tuple(
                case(number, Place(MEMBER, 2), effort=effort) for number, effort in enumerate((44, 31, 52, 27), 1)
            ),
            candidates=tuple(person(number, load=load) for number, load in enumerate((5, 62, 33, 81, 12, 47), 1)),
            limits=replace(AT_EASE, load_tier=10),
            order=(Level.URGENCY_STAFFED, Level.HIGHEST_LOAD, Level.LOAD_SPREAD),
        )
    )
    monkeypatch.setattr(priced, "ROUNDS", rounds)
    monkeypatch.setattr(lower_loads, "CHOICE_LIMIT", 0.0 if rounds == 1 else 4.0)
    asked: list[Level] = []
    improve = Search.improve

    def improving(search: Search, level: Level) -> None:
        asked.append(level)
        improve(search, level)

    monkeypatch.setattr(Search, "improve", improving)
    solution = solve_levels(problem, seed=None, engine=Searched(problem, Search(problem), 5.0))
    assert solution is not None
    spread = solution.levels[2]
    assert asked.count(Level.LOAD_SPREAD) == searched
    assert spread.proven is (searched == 1)
    assert spread.bound <= 5702 <= spread.value

"""How low the highest load can be where few people can do much of the work: proven by counting, in a large problem."""

from typing import Any

import pytest

from allocation.canonical import canonical
from allocation.problem import CaseToStaff, Limits, Need, Pair, Place, Problem
from allocation.solve import solve_levels
from terms.allocation import Level
from terms.people import Skill
from tests.allocation.conftest import use
from tests.allocation.small import LEAD, MEMBER, case, person

WEEK: dict[str, Any] = {"start": 0, "end": 7, "effort": 50}
NEXT: dict[str, Any] = {"start": 7, "end": 14, "effort": 50}
LIMITS = Limits(keep_at_home=0, most_from_one_organ=9)
TEAM = (Place(LEAD, 1), Place(MEMBER, 1))


def highest_load(*cases: CaseToStaff, pairs: tuple[Pair, ...] = ()) -> tuple[int, int, bool]:
    """Return value, bound and proof where one of six people may lead, one knows the law, and all did 30 before."""
    law = ((Skill.LAW, 2),)
    pool = tuple(person(one, load=30, may_lead=one == 1, skills=law if one == 2 else ()) for one in range(1, 7))
    order = (Level.URGENCY_STAFFED, Level.HIGHEST_LOAD)
    solution = solve_levels(canonical(Problem(cases, pool, pairs, limits=LIMITS, order=order)), seed=None)
    assert solution is not None
    level = solution.levels[1]
    assert solution.levels[0].proven
    return level.value // level.scale, level.bound // level.scale, level.proven


@pytest.fixture(autouse=True)
def _in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    use("in parts", monkeypatch)


def test_two_cases_have_one_lead() -> None:
    assert highest_load(case(1, *TEAM, **WEEK), case(2, *TEAM, **NEXT)) == (130, 130, True)


def test_a_higher_rank_shares_no_more_than_a_lower_one() -> None:
    assert highest_load(case(1, *TEAM, **WEEK), case(2, *TEAM, lead_rank=-1, **NEXT)) == (130, 130, True)


def test_two_cases_need_what_one_of_all_knows() -> None:
    cases = (case(number, needs=(Need(Skill.LAW, number),), **when) for number, when in ((1, WEEK), (2, NEXT)))
    assert highest_load(*cases) == (130, 130, True)


def test_nobody_takes_a_part_of_a_case() -> None:
    assert highest_load(case(1, **WEEK)) == (80, 80, True)


def test_one_place_is_open_to_few() -> None:
    barred = tuple(Pair(one, 1) for one in range(2, 7))
    assert highest_load(case(1, **{**WEEK, "effort": 90}), case(2, **NEXT), pairs=barred) == (120, 120, True)


def test_what_may_stay_without_a_team_asks_nothing_of_anybody() -> None:
    """Only one of these cases can be led, whichever, and the heavier is left out."""
    light, heavy = case(1, Place(LEAD, 1), **WEEK), case(2, Place(LEAD, 1), **{**WEEK, "effort": 60})
    value, bound, _ = highest_load(light, heavy)
    assert value >= bound
    assert bound <= 80

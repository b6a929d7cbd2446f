"""What is said of a case without a team is said to be proven only where every set was tried to the end."""

import random
from dataclasses import replace
from itertools import combinations

from allocation.canonical import canonical
from allocation.clashes import Clash, Clashes
from allocation.parts import Parts
from allocation.plan import GivingWay, ShortageReason
from allocation.problem import Limits, Need, Pair, Place, Problem
from allocation.shortages import find_shortages, what_lacks
from allocation.stopping import Stop
from terms.people import Skill
from tests.allocation.small import AT_EASE, MEMBER, case, person, planned, without_cases

SKILLS = tuple(Skill)
COVERED = Problem(
    (case(1, Place(MEMBER, 5), needs=tuple(Need(skill, 1) for skill in SKILLS)),),
    tuple(
        person(number, skills=tuple((SKILLS[one % 10], 1) for one in (number, number + 1 + number // 10)))
        for number in range(1, 41)
    ),
    kin=tuple(combinations(range(1, 41), 2)),
    limits=AT_EASE,
)
"""Nobody may sit with anybody, which is seen at once; without that rule five have to be found who have ten skills."""


def test_a_set_of_rules_is_said_to_be_smallest_only_where_every_rule_was_tried_to_the_end() -> None:
    told = set()
    for step in range(30):
        (shortage,) = what_lacks(COVERED, deterministic_limit=1e-5 * 1.2**step)
        if shortage.reason is ShortageReason.TEAM_RULES:
            assert shortage.team_rules_proven is (shortage.team_rules == ("R29",))
            told.add(shortage.team_rules_proven)
    assert told == {False, True}


AT_HOME = canonical(
    Problem(
        (case(1, effort=60, weight=5), case(2, effort=60), replace(COVERED.cases[0], id=3)),
        (*COVERED.candidates, person(41, organ=50), person(42, organ=50)),
        (Pair(41, 3), Pair(42, 3), *(Pair(number, one) for number in range(1, 41) for one in (1, 2))),
        others_at_home=tuple((number, 1) for number in range(1, 41)),
        limits=Limits(),
    )
)
"""One of two has to stay at home, so that cases 1 and 2 clash; five with ten skills have to be found for the third."""


def test_cases_are_said_to_clash_with_none_to_spare_only_where_each_was_tried_to_the_end() -> None:
    for limit, proven in ((1e-5, False), (5.0, True)):
        clash = Clashes(Parts(AT_HOME), deterministic_limit=limit, stop=Stop()).around(1, {2, 3})
        assert clash == Clash(frozenset({1, 2}), proven=proven)
    (shortage,) = planned(AT_HOME).shortages
    assert (shortage.clashes_with, shortage.clash_proven, shortage.together) == ((2,), True, None)


def test_to_what_a_case_gives_way_is_said_to_be_proven_only_where_it_is() -> None:
    taken = frozenset((seat.case, seat.person, seat.role) for seat in planned(AT_HOME).seats)
    told = set()
    for step in range(12):
        (shortage,) = find_shortages(AT_HOME, taken, deterministic_limit=1e-5 * 2**step)
        if not shortage.alone:
            told.add((shortage.gives_way_to, shortage.giving_way))
    assert told == {((), GivingWay.TIME_UP), ((2,), GivingWay.PROVEN)}


def test_of_plans_that_are_not_proven_the_best_what_was_found_is_told() -> None:
    """A plan that left case 1 out overlooked one with all; and of the best with case 1 no more is known than it is."""
    beside = canonical(Problem((case(1), case(2)), (person(1), person(2)), limits=AT_EASE))
    (shortage,) = find_shortages(beside, frozenset({(2, 1, MEMBER)}), deterministic_limit=5.0)
    assert (shortage.gives_way_to, shortage.giving_way) == ((), GivingWay.NONE)
    draw = random.Random(1)  # noqa: S311  (no secret: the same problem on every run)
    cases = tuple(case(one, Place(MEMBER, 5), effort=60, weight=draw.choice([5, 7, 11, 13])) for one in range(1, 11))
    pool = tuple(map(person, range(1, 25)))
    kin = tuple(pair for pair in combinations(range(1, 25), 2) if draw.random() < 0.5)
    barred = tuple(Pair(who, one) for who in range(1, 25) for one in range(1, 11) if draw.random() < 0.3)
    problem = canonical(Problem(cases, pool, barred, kin=kin, limits=AT_EASE))
    taken = frozenset((seat.case, seat.person, seat.role) for seat in planned(without_cases(problem, 1)).seats)
    told = {
        shortage.giving_way
        for limit in (0.02, 0.03, 0.04, 10.0)
        for shortage in find_shortages(problem, taken, deterministic_limit=limit)
    }
    assert told >= {GivingWay.FOUND, GivingWay.PROVEN}

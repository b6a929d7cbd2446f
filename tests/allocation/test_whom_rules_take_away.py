"""Whom a rule takes away: who would come back if it were lifted, with no more than it takes."""

import random
from itertools import chain, combinations

from allocation.lacks import of_all
from allocation.openings import Chair, Openings
from allocation.plan import ShortageReason
from allocation.problem import Busy, Need, Place, Problem
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, RECORDS, case, person, planned, staffed

ROLES, RULES = (LEAD, MEMBER, RECORDS), ("R01", "R05", "R08", "NOT_FREE")


def test_who_is_on_leave_is_not_taken_away_by_what_a_lead_needs_beside() -> None:
    wanted = case(1, Place(LEAD, 1), Place(MEMBER, 1), needs=(Need(Skill.LAW, 1),))
    pool = (person(1, may_lead=True), person(2, skills=((Skill.LAW, 3),)), person(3))
    leave = Busy(2, 0, 14, 100)
    (shortage,) = planned(Problem((wanted,), pool, busy=(leave,), limits=AT_EASE)).shortages
    assert (shortage.reason, shortage.skill) == (ShortageReason.SKILL, Skill.LAW)
    assert (shortage.barred_by_rule, shortage.barred_people) == ((("NOT_FREE", 1),), (("NOT_FREE", (2,)),))
    assert staffed(planned(Problem((wanted,), pool, limits=AT_EASE))) == {1}


def taking_away(closings: list[frozenset[str]]) -> set[str]:
    """Return the rules of every smallest set that opens some role when it is lifted, by trying all sets."""
    sets = [frozenset(some) for some in chain.from_iterable(combinations(RULES, size) for size in range(1, 5))]
    opening = [lifted for lifted in sets if any(bars <= lifted for bars in closings)]
    return set().union(*(lifted for lifted in opening if not any(fewer < lifted for fewer in opening)))


def test_a_rule_takes_away_whom_a_smallest_set_that_holds_it_would_bring_back() -> None:
    draw = random.Random(2)  # noqa: S311  (no secret: the same closings on every run)
    for _ in range(80):
        closed: dict[Chair, tuple[str, ...]] = {
            (1, who, role): tuple(sorted(draw.sample(RULES, draw.randint(1, 3)))) for who in (1, 2, 3) for role in ROLES
        }
        wanted = case(1, *(Place(role, 1) for role in ROLES))
        shortage = of_all(wanted, Openings(open={}, closed=closed), ShortageReason.TEAM_RULES)
        against = {who: taking_away([frozenset(closed[1, who, role]) for role in ROLES]) for who in (1, 2, 3)}
        told = {rule: set(people) for rule, people in shortage.barred_people}
        assert told == {rule: people for rule in RULES if (people := {who for who in against if rule in against[who]})}
        assert dict(shortage.barred_by_rule) == {rule: len(people) for rule, people in told.items()}

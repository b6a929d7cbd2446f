"""The rank of who leads: which post says it, what the county asks for, and what is found (R32)."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Membership
from recusal.policy import Policy
from recusal.ranks import post_with_rank, step_of
from terms.cases import AssignmentRole
from terms.organs import ManagementLevel
from terms.people import STEPS, MembershipKind, Rank
from terms.periods import ALWAYS, Period
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, READY, belongs, findings

COUNTY_CASE = replace(CASE, management=ManagementLevel.COUNTY)
ASKED = Policy(lead_rank={ManagementLevel.COUNTY: Rank.SECTION_DEPUTY})


def post(
    rank: Rank | None,
    organ: int = m.NEAR_COMMISSION,
    kind: MembershipKind = MembershipKind.ESTABLISHMENT,
    during: Period = ALWAYS,
) -> Membership:
    """Return a post of the investigator with a rank."""
    return replace(belongs(1, organ, during, kind=kind), rank=rank)


def found(
    *posts: Membership, policy: Policy = ASKED, level: ManagementLevel = ManagementLevel.COUNTY, role: str = "LEAD"
) -> list[tuple[str | None, tuple[tuple[str, int], ...]]]:
    """Return relation and evidence of what R32 finds on the investigator."""
    facts = replace(BARE, cases=(replace(CASE, management=level),), pool=(READY,), memberships=posts)
    told = findings(facts, rules={"R32"}, role=AssignmentRole[role], policy=policy)
    return [(each.relation, tuple((one.record, one.id) for one in each.evidence)) for each in told]


BELOW = ("RANK", (("membership", 121),))


@pytest.mark.parametrize(
    ("rank", "expected"),
    [
        (Rank.STAFF_1, [BELOW]),
        (Rank.PRINCIPAL_STAFF_4, []),
        (Rank.SECTION_DEPUTY, []),
        (Rank.SECTION_HEAD, []),
        (Rank.CONSULTANT_4, []),
        (None, [("RANK", (("pool", 1),))]),
    ],
)
def test_who_leads_has_the_rank_that_the_county_asks_for_or_one_above(
    rank: Rank | None, expected: list[object]
) -> None:
    assert found(post(rank)) == expected


def test_nothing_is_asked_of_others_on_the_team_of_other_cases_or_by_default() -> None:
    low = post(Rank.STAFF_2)
    assert found(low) == [BELOW]
    assert found(low, role="MEMBER") == found(low, role="REVIEWER") == []
    assert found(low, level=ManagementLevel.TOWNSHIP) == []
    assert found(low, policy=Policy()) == []


def test_a_temporary_post_gives_no_rank_to_who_has_one_at_home() -> None:
    away = post(Rank.SECTION_DEPUTY, m.TOWNSHIP, MembershipKind.TEMPORARY_POST)
    assert found(post(Rank.STAFF_1), away) == [BELOW]
    assert found(post(None), away) == found(away) == []


def test_the_rank_is_that_of_the_day() -> None:
    promoted = date(2026, 3, 6)
    before = post(Rank.STAFF_1, during=Period(None, promoted))
    after = replace(post(Rank.SECTION_DEPUTY, during=Period(promoted)), id=7)
    assert found(before, after) == [BELOW]
    posts = (before, after)
    assert [step_of(post_with_rank(posts, day)) for day in (ON, promoted)] == [1, 2]


def test_of_two_posts_the_higher_rank_counts_and_the_first_of_equals_is_shown() -> None:
    low, high, same = (
        replace(post(rank, kind=MembershipKind.PART_TIME), id=key)
        for key, rank in ((1, Rank.STAFF_1), (2, Rank.SECTION_HEAD), (3, Rank.PRINCIPAL_STAFF_1))
    )
    assert post_with_rank((same, low, high), ON) is high
    assert post_with_rank((), ON) is None
    assert step_of(None) == step_of(post(None)) == 0


def test_every_rank_has_its_level() -> None:
    assert set(STEPS) == set(Rank)
    assert [rank.step for rank in (Rank.STAFF_2, Rank.PRINCIPAL_STAFF_4, Rank.SECTION_HEAD, Rank.CONSULTANT_3)] == [
        *(1, 2, 3, 4)
    ]
    assert Rank.COUNTY_HEAD.step == Rank.CONSULTANT_2.step == 5


def test_ranks_that_a_county_asks_for_survive_the_way_through_plain_values() -> None:
    assert ASKED.to_json()["lead_rank"] == {"COUNTY": "SECTION_DEPUTY"}
    assert Policy.from_json(ASKED.to_json()) == ASKED

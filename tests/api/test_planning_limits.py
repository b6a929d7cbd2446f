"""Reviews of one person and reach are judged again as a team is approved, also where two approvals meet."""

from datetime import date
from typing import Any

import pytest

from allocation.policy import PlanningPolicy
from casework.retention import RetentionPolicy
from db.policies import CountyPolicy
from db.staffing import Member, OrganPlace, Staffing, Stretch
from db.tables import Assignment, Case, Organ, Person, PoolMember, Proposal, ProposalSeat
from recusal.policy import Policy as RecusalPolicy
from resolvers.booking import Booking
from resolvers.planning_limits import TooManyReviews, refuse_beyond_limits
from terms.cases import AssignmentRole, Mode
from terms.periods import ALWAYS
from tests.api.allocation_scene import Planner, seats
from tests.api.repair_scene import repair
from tests.api.test_approving import move_to_review
from tests.api.test_races import queued
from tests.api.test_ranks_and_shares import CROSS, policy, posed

REVIEWED = ("商纪案〔2026〕29号", "商纪案〔2026〕30号")
REVIEWER = "P000020"


@pytest.fixture
async def reviewing(planner: Planner) -> Planner:
    """Return the planner with two proposals, each of which has one person review a case of its own."""
    for number in REVIEWED:
        await move_to_review(planner, number)
    for key, number in zip(("one", "two"), REVIEWED, strict=True):
        await planner.propose(f"before {key}", caseNumbers=[number])
        pin = {"caseNumber": number, "personNumber": REVIEWER, "role": "REVIEWER", "reason": "熟悉业务"}
        edited = await planner.edit(key, of=f"before {key}", pins=[pin])
        assert (number, REVIEWER, "REVIEWER") in seats(edited)
    return planner


async def reviews_of(planner: Planner) -> int:
    """Return how many cases she reviews."""
    person = await planner.person(REVIEWER)
    found = [row for row in await planner.rows(Assignment) if row.person_id == person]
    return len([row for row in found if row.role is AssignmentRole.REVIEWER and row.ended_at is None])


async def test_nobody_comes_to_review_more_cases_than_the_policy_of_the_day_allows(reviewing: Planner) -> None:
    held = await reviews_of(reviewing)
    await policy(reviewing, planning={"most_reviews": held + 1})
    assert (await reviewing.approve("one"))["__typename"] == "AllocationApproved"
    before = await reviewing.counts()
    refused = await reviewing.approve("two")
    assert (refused["__typename"], refused["code"]) == ("TooManyReviews", "TOO_MANY_REVIEWS")
    assert (refused["person"], refused["count"], refused["most"]) == (REVIEWER, held + 2, held + 1)
    assert "nobody was assigned. Propose again." in refused["message"]
    assert await reviewing.counts() == before
    again = await reviewing.propose("again", caseNumbers=[REVIEWED[1]])
    assert REVIEWER not in {person for _, person, _ in seats(again)}
    assert (await reviewing.approve("again"))["__typename"] == "AllocationApproved"
    assert await reviews_of(reviewing) == held + 1


@pytest.mark.parametrize(("more", "second"), [(1, "TooManyReviews"), (2, "AllocationApproved")])
async def test_two_approvals_at_once_do_not_pass_the_limit_of_reviews_together(
    reviewing: Planner, more: int, second: str
) -> None:
    held = await reviews_of(reviewing)
    await policy(reviewing, planning={"most_reviews": held + more})
    answers = await queued(reviewing, lambda: reviewing.approve("one"), lambda: reviewing.approve("two"))
    assert [answer["__typename"] for answer in answers] == ["AllocationApproved", second]
    assert await reviews_of(reviewing) == held + more


async def outsider(planner: Planner, proposal: Any) -> str | None:
    """Return somebody of the proposal whose zone is not that of the case."""
    cases, people, _ = await posed(planner)
    zone = await planner.key_of(
        "SELECT z.zone_id FROM zone_members AS z JOIN cases AS c ON c.home_organ_id = z.organ_id"
        " WHERE c.number = :number AND z.superseded_at IS NULL",
        number=CROSS,
    )
    keys = {number: await planner.person(number) for _, number, _ in seats(proposal)}
    assert len(cases) == 1
    return min((number for number, key in keys.items() if people[key]["district"] not in {0, zone}), default=None)


async def test_nobody_comes_from_a_zone_on_which_the_policy_of_the_day_does_not_let_the_case_draw(
    planner: Planner,
) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    assert await outsider(planner, proposal) is not None
    mode = await planner.key_of("SELECT mode FROM cases WHERE number = :number", number=CROSS)
    await policy(planner, planning={"within_zone": [mode]})
    before = await planner.counts()
    refused = await planner.approve("one")
    assert (refused["__typename"], refused["code"]) == ("OutOfReach", "OUT_OF_REACH")
    assert refused["person"] in {person for _, person, _ in seats(proposal)}
    assert refused["caseNumber"] == CROSS
    assert "nobody was assigned. Propose again." in refused["message"]
    assert await planner.counts() == before
    assert await outsider(planner, await planner.propose("again", caseNumbers=[CROSS])) is None
    assert (await planner.approve("again"))["__typename"] == "AllocationApproved"


async def test_who_is_at_work_already_stays_whatever_policy_came_later(planner: Planner) -> None:
    beyond = await outsider(planner, await planner.propose("team", caseNumbers=[CROSS]))
    approved = await planner.approve("team")
    (gone, *_) = sorted(
        each["person"]["number"]
        for each in approved["assignments"]
        if each["role"] == "MEMBER" and each["person"]["number"] != beyond
    )
    mode = await planner.key_of("SELECT mode FROM cases WHERE number = :number", number=CROSS)
    level = await planner.key_of("SELECT management FROM cases WHERE number = :number", number=CROSS)
    planning = {"within_zone": [mode], "most_reviews": 1}
    await policy(planner, recusal={"lead_rank": {level: "COUNTY_HEAD"}}, planning=planning)
    lead = next(each["person"]["number"] for each in approved["assignments"] if each["role"] == "LEAD")
    repaired = await repair(planner, "repair", absentPersonNumbers=[gone])
    assert {beyond, lead} <= {person for _, person, _ in seats(repaired)}
    assert (await planner.approve("repair"))["__typename"] == "AllocationApproved"


def booked(coming: set[int], leaving: set[int], held: set[int], role: AssignmentRole) -> Booking:
    """Return a booking by which one person comes to some cases and leaves others, and may review one."""
    cases = {key: Case(id=key, home_organ_id=1, mode=Mode.CROSS, number=str(key)) for key in coming | leaving}
    works = [Stretch(ALWAYS, 20, is_review=True, in_force=True, case=case) for case in held]
    person = Person(id=1, number=REVIEWER, name="某甲")
    member = Member(person, PoolMember(person_id=1), 1, taken=(*works, Stretch(ALWAYS, 20, is_review=True, case=99)))
    return Booking(
        proposal=Proposal(whole_county=True),
        seats=tuple(
            ProposalSeat(id=case, case_id=case, person_id=1, role=role, fit=0, travel=0, load_after=0)
            for case in sorted(coming)
        ),
        cases=cases,
        staffing=Staffing(members={1: member}, organs={1: OrganPlace(Organ(id=1, name="某镇纪委"), None)}),
        policy=CountyPolicy(None, RecusalPolicy(), PlanningPolicy(most_reviews=1), RetentionPolicy.from_json({})),
        on=date(2026, 3, 2),
        ending=tuple(
            Assignment(case_id=case, person_id=1, role=AssignmentRole.REVIEWER, effort=20) for case in sorted(leaving)
        ),
    )


@pytest.mark.parametrize(
    ("coming", "leaving", "held", "count"),
    [
        ({1}, set(), set(), None),
        ({1, 2}, set(), set(), 2),
        ({1}, set(), {2}, 2),
        ({1}, {2}, {2}, None),
        ({1}, {2}, {2, 3}, None),
        ({1, 4}, {2}, {2, 3}, 3),
        (set(), {2}, {2, 3, 4}, None),
    ],
)
def test_who_comes_to_one_review_for_another_that_she_leaves_passes_no_limit(
    coming: set[int], leaving: set[int], held: set[int], count: int | None
) -> None:
    refuse_beyond_limits(booked(coming, leaving, held, AssignmentRole.MEMBER))
    reviewing = booked(coming, leaving, held, AssignmentRole.REVIEWER)
    if count is None:
        refuse_beyond_limits(reviewing)
        return
    with pytest.raises(TooManyReviews) as refused:
        refuse_beyond_limits(reviewing)
    assert (refused.value.number, refused.value.count, refused.value.most) == (REVIEWER, count, 1)
    assert (
        refused.value.message("zh")
        == f"人员{REVIEWER}审理的案件将达{count}件，超过上限1件，未作任何分派。请重新生成方案。"
    )

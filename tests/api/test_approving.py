"""Approvals: all of a proposal is booked, authorised and written down, or nothing is; withdrawing takes it back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AllocationRun, Assignment, AuditEntry, Case, CaseLink, CaseNeed, CasePlace, Hold, Loan
from resolvers.decoying import snapshot_of
from resolvers.rescreening import rescreen
from terms.cases import AssignmentRole
from terms.people import Skill
from terms.periods import ALWAYS
from terms.roles import Role
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner, placed, seats

OWN = "商纪案〔2026〕30号"
ASSIST = "商纪案〔2026〕24号"
CROSS = "商纪案〔2026〕20号"
OFFSITE = "商纪案〔2026〕21号"
ELEVATED = "商纪案〔2026〕22号"
EASY = [ASSIST, CROSS, OFFSITE, ELEVATED]


async def test_an_approval_books_every_seat_under_a_numbered_document(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[OWN, *EASY])
    before = await planner.counts()
    approved = await planner.approve("one")
    assert approved["__typename"] == "AllocationApproved"
    assert (approved["proposal"]["state"], approved["proposal"]["decidedBy"]) == ("APPROVED", "COUNTY-of-the-test")
    assert placed(approved["assignments"]) == seats(proposal) == placed(approved["proposal"]["assignments"])
    assert {each["state"] for each in approved["assignments"]} == {"ACTIVE"}
    year = planner.asking.now.year
    kinds = {each["case"]["number"]: each["authorisation"] for each in approved["assignments"]}
    assert {number: document["kind"] for number, document in kinds.items() if document and number != OWN} == {
        ASSIST: "CALL_UP",
        CROSS: "DESIGNATED_JURISDICTION",
        OFFSITE: "DESIGNATED_JURISDICTION",
        ELEVATED: "ELEVATION",
    }
    assert all(
        document["number"].endswith("号") and f"〔{year}〕" in document["number"]
        for document in kinds.values()
        if document
    )
    numbers = [document["number"] for document in approved["authorisations"]]
    assert len(set(numbers)) == len(numbers)
    assert all(each["case"]["handlingOrgan"] for each in approved["assignments"])
    after = await planner.counts()
    assert after["assignments"] - before["assignments"] == len(seats(proposal))
    line = (await planner.rows(AuditEntry))[-1]
    assert (line.act, line.detail["authorisations"]) == ("APPROVE", numbers)
    assert len(line.detail["assignments"]) == len(seats(proposal))


async def test_who_works_for_another_organ_is_lent_to_it(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    already = len(await planner.rows(Loan))
    approved = await planner.approve("one")
    handler = approved["assignments"][0]["case"]["handlingOrgan"]["name"]
    lent = {row.person_id for row in (await planner.rows(Loan))[already:]}
    statement = (
        "SELECT count(*) FROM memberships AS m JOIN organs AS o ON o.id = m.organ_id WHERE m.person_id = :person"
        " AND m.kind = 'ESTABLISHMENT' AND m.superseded_at IS NULL AND m.during @> current_date AND o.name = :handler"
    )
    for assignment in approved["assignments"]:
        person = await planner.person(assignment["person"]["number"])
        at_home = await planner.key_of(statement, person=person, handler=handler)
        assert (person in lent) is (at_home == 0)


async def test_approving_again_answers_the_same_and_writes_nothing(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=EASY)
    first = await planner.approve("one")
    before = await planner.counts()
    assert await planner.approve("one") == first
    assert await planner.counts() == before


async def test_withdrawing_takes_everything_back_and_the_cases_wait_again(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=EASY)
    await planner.approve("one")
    withdrawn = await planner.withdraw("one", reason="案情变化")
    assert (withdrawn["state"], withdrawn["stateReason"]) == ("WITHDRAWN", "案情变化")
    assert {each["state"] for each in withdrawn["assignments"]} == {"WITHDRAWN"}
    standing = "SELECT count(*) FROM {} AS d JOIN cases AS c ON c.id = d.case_id WHERE d.superseded_at IS NULL"
    for table in ("authorisations", "loans"):
        statement = standing.format(table) + " AND c.number = ANY(:numbers)"
        assert await planner.key_of(statement, numbers=EASY) == 0
    before = await planner.counts()
    assert (await planner.withdraw("one", reason="又一次"))["stateReason"] == "案情变化"
    assert await planner.counts() == before
    again = await planner.propose("two", caseNumbers=EASY)
    assert (await planner.approve("two"))["__typename"] == "AllocationApproved"
    assert again["state"] == "PROPOSED"
    assert (await planner.approve("one"))["code"] == "PROPOSAL_CLOSED"


@pytest.mark.parametrize("reason", ["", "   ", "长" * 501, "a\x00"])
async def test_a_withdrawal_needs_its_reason(planner: Planner, reason: str) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    before = await planner.counts()
    assert (await planner.withdraw("one", reason=reason))["code"] == "REASON_MISSING"
    assert await planner.counts() == before


async def test_a_hold_on_somebody_at_work_suspends_her_and_says_no_more(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    approved = await planner.approve("one")
    person = approved["assignments"][0]["person"]["number"]
    await planner.become(Hold(person_id=await planner.person(person), kind=HoldKind.SANCTION, during=ALWAYS))
    kept = await planner.approve("one")
    states = {each["person"]["number"]: each["state"] for each in kept["assignments"]}
    assert states.pop(person) == "SUSPENDED"
    assert set(states.values()) == {"ACTIVE"}


@pytest.mark.parametrize(
    ("role", "zone", "code"),
    [
        (Role.SCHEDULER, None, "NOT_ALLOWED"),
        (Role.SECRETARY, None, "NOT_ALLOWED"),
        (Role.RECUSAL_OFFICER, None, "NOT_ALLOWED"),
        (Role.COORDINATOR, "Z1", "NOT_FOUND"),
    ],
)
async def test_who_may_not_approve_or_withdraw_changes_nothing(
    planner: Planner, role: Role, zone: str | None, code: str
) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    before = await planner.counts()
    assert (await planner.approve("one", role=role, zone=zone))["code"] == code
    assert (await planner.withdraw("one", role=role, zone=zone))["code"] == code
    assert await planner.counts() == before


async def test_a_coordinator_approves_what_she_proposed_for_her_zone(planner: Planner) -> None:
    own: dict[str, Any] = {"role": Role.COORDINATOR, "zone": "Z1"}
    proposal = await planner.propose("mine", zoneCodes=["Z1"], **own)
    approved = await planner.approve("mine", **own)
    assert approved["__typename"] == "AllocationApproved"
    assert placed(approved["assignments"]) == seats(proposal)


async def test_documents_are_numbered_on_through_withdrawals(planner: Planner) -> None:
    numbers = []
    for key in ("one", "two"):
        await planner.propose(key, caseNumbers=[CROSS])
        approved = await planner.approve(key)
        numbers += [
            int(document["number"].split("〕")[1].removesuffix("号")) for document in approved["authorisations"]
        ]
        await planner.withdraw(key)
    assert numbers[1] == numbers[0] + 1


async def test_tomorrow_is_another_day_and_the_proposal_still_stands_where_no_decoy_begins(planner: Planner) -> None:
    later = Planner(type(planner.asking)(planner.asking.database, planner.asking.now + timedelta(days=1)))
    said = ""
    for number in EASY:
        team = {await planner.person(who) for _, who, _ in seats(await planner.propose(number, caseNumbers=[number]))}
        async with planner.asking.database.reading() as session:
            asked = [await planner.case(number)]
            tomorrow = await snapshot_of(session, await later.asking.caller(), asked)
        closed = team & {person for _, person in tomorrow.known.facts.sealed.decoys}
        said = (await later.approve(number))["__typename"]
        assert said == ("NotConfirmed" if closed else "AllocationApproved")
        if not closed:
            break
    assert said == "AllocationApproved"


async def test_a_proposal_without_any_team_leaves_nothing_to_approve(planner: Planner) -> None:
    proposal = await planner.propose("all")
    impossible = [team["case"]["number"] for team in proposal["teams"] if not team["staffed"]]
    await planner.propose("impossible", caseNumbers=impossible[:1])
    before = await planner.counts()
    refused = await planner.approve("impossible")
    assert (refused["__typename"], refused["code"]) == ("NothingToStaff", "NOTHING_TO_APPROVE")
    assert await planner.counts() == before


INVESTIGATED, REVIEWED, BOTH_SIDES = ASSIST, "商纪案〔2026〕29号", "P000020"


async def move_to_review(planner: Planner, number: str = REVIEWED) -> None:
    """Let one case wait for reviewers alone, with little work."""
    case = await planner.case(number)

    async def work(session: AsyncSession) -> None:
        connection = await session.connection()
        old = "UPDATE case_places SET superseded_at = now() WHERE case_id = :case AND superseded_at IS NULL"
        await connection.execute(text(old), {"case": case})
        session.add(CasePlace(case_id=case, role=AssignmentRole.REVIEWER, wanted=2))
        moved = "UPDATE cases SET status = 'TRANSFERRED_TO_REVIEW', effort = 20 WHERE id = :case"
        await connection.execute(text(moved), {"case": case})
        await session.flush()
        await rescreen(session, on=planner.asking.now.date())

    await planner.asking.database.deciding(work)


async def test_reviewers_are_asked_for_no_skill_and_for_no_woman(planner: Planner) -> None:
    await move_to_review(planner)
    case = await planner.case(REVIEWED)

    async def need(session: AsyncSession) -> None:
        (await session.get_one(Case, case)).needs_female = True
        session.add(CaseNeed(case_id=case, skill=Skill.ACCOUNTS, grade=3))

    await planner.asking.database.deciding(need)
    proposal = await planner.propose("one", caseNumbers=[REVIEWED])
    (asked,) = (await planner.rows(AllocationRun))[-1].problem["problem"]["cases"]
    assert (asked["places"], asked.get("needs", []), asked.get("needs_female", False)) == (
        [{"role": "REVIEWER", "count": 2}],
        [],
        False,
    )
    assert {role for _, _, role in seats(proposal)} == {"REVIEWER"}
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"


async def pinned_to_both(planner: Planner, key: str) -> dict[str, Any]:
    """Propose both cases, and pin one person to the team of the one and the review of the other."""
    await planner.propose(f"before {key}", caseNumbers=[INVESTIGATED, REVIEWED])
    pins = [
        {"caseNumber": INVESTIGATED, "personNumber": BOTH_SIDES, "role": "MEMBER", "reason": "熟悉业务"},
        {"caseNumber": REVIEWED, "personNumber": BOTH_SIDES, "role": "REVIEWER", "reason": "熟悉业务"},
    ]
    edited: dict[str, Any] = await planner.edit(key, f"before {key}", pins=pins)
    return edited


async def test_nobody_investigates_and_reviews_two_linked_cases_in_one_plan_or_by_one_approval(
    planner: Planner,
) -> None:
    await move_to_review(planner)
    both = {(INVESTIGATED, BOTH_SIDES, "MEMBER"), (REVIEWED, BOTH_SIDES, "REVIEWER")}
    assert both <= seats(await pinned_to_both(planner, "pinned"))
    assert (await planner.rows(AllocationRun))[-1].problem["problem"]["linked"] == []
    first, second = sorted([await planner.case(INVESTIGATED), await planner.case(REVIEWED)])
    await planner.become(CaseLink(first_id=first, second_id=second))
    refused = await planner.approve("pinned")
    assert refused["__typename"] == "ConflictOfInterest"
    assert {conflict["rule"]["code"] for conflict in refused["conflicts"]} == {"R23"}
    person = await planner.person(BOTH_SIDES)
    linked = {first, second}
    assert not [row for row in await planner.rows(Assignment) if row.person_id == person and row.case_id in linked]
    assert (await pinned_to_both(planner, "again"))["code"] == "PINS_IMPOSSIBLE"
    assert (await planner.rows(AllocationRun))[-1].problem["problem"]["linked"] == [[first, second]]


async def test_nobody_has_a_part_in_a_case_and_in_its_re_examination_in_one_plan_or_by_one_approval(
    planner: Planner,
) -> None:
    await move_to_review(planner)
    await pinned_to_both(planner, "pinned")
    assert (await planner.rows(AllocationRun))[-1].problem["problem"]["apart"] == []
    first, again = await planner.case(REVIEWED), await planner.case(INVESTIGATED)

    async def appeal(session: AsyncSession) -> None:
        case = await session.get_one(Case, again)
        case.appeal_of_id = first
        await session.flush()
        await rescreen(session, on=planner.asking.now.date())

    await planner.asking.database.deciding(appeal)
    refused = await planner.approve("pinned")
    assert refused["__typename"] == "ConflictOfInterest"
    told = {(conflict["rule"]["code"], conflict["case"]["number"]) for conflict in refused["conflicts"]}
    assert told == {("R24", INVESTIGATED)}
    assert (await pinned_to_both(planner, "again"))["code"] == "PINS_IMPOSSIBLE"
    assert (await planner.rows(AllocationRun))[-1].problem["problem"]["apart"] == [sorted([first, again])]

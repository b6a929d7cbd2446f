"""Each invariant finds what breaks it, where no guard stood in the way; and nothing else."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from db.invariants import INVARIANTS, violations
from db.session import Database
from tests.db.guard_scene import Attacker

Act: TypeAlias = Callable[[Attacker], Awaitable[None]]


async def overbook(attacker: Attacker) -> None:
    await attacker.assign("half", "own")
    await attacker.assign("half", "second")


async def lean_on_a_screening_of_somebody_else(attacker: Attacker) -> None:
    made = await attacker.assign("member", "own")
    seen = await attacker.screening("half", "own")
    await attacker.sql.execute("UPDATE assignments SET screening_id = $1 WHERE id = $2", seen, made)


async def leave_a_change_unanswered(attacker: Attacker) -> None:
    await attacker.sql.execute(
        "INSERT INTO fact_changes (version, people, cases, through_kin, everything)"
        " VALUES (1, '{}', '{}', false, false)"
    )


async def make_a_witness_of_who_is_in_force(attacker: Attacker) -> None:
    await attacker.assign("member", "own")
    await attacker.party("member", "own", "WITNESS")


async def work_by_a_waiver_that_ran_out(attacker: Attacker) -> None:
    made = await attacker.assign("member", "own")
    waiver = await attacker.value(
        "INSERT INTO waivers (person_id, case_id, role, rule, ground, parties, reason, level, granted_by, granted_on,"
        " expires_on, conditions, document)"
        " VALUES ($1, $2, 'MEMBER', 'R18', '', '', '略', 'UNIT', '', '2020-01-01', '2020-02-01', '', '') RETURNING id",
        attacker.ids["member"],
        attacker.ids["own"],
    )
    await attacker.sql.execute(
        "UPDATE screenings SET findings = jsonb_build_array(jsonb_build_object('lifted_by',"
        " jsonb_build_object('record', 'waiver', 'id', $1::bigint)))"
        " WHERE id = (SELECT screening_id FROM assignments WHERE id = $2)",
        waiver,
        made,
    )


async def review_what_one_investigated(attacker: Attacker) -> None:
    await attacker.assign("reviewer", "own", days="[2026-01-01,2027-01-01)")
    await attacker.assign("reviewer", "own", role="REVIEWER", days="[2027-01-01,2028-01-01)")


async def handle_from_elsewhere_without_a_document(attacker: Attacker) -> None:
    await attacker.assign("member", "cross")


async def spend_a_seed_on_no_run(attacker: Attacker) -> None:
    await attacker.sql.execute(
        "INSERT INTO seed_commitments (county_id, commitment, committed_by, facts_version, revealed_at)"
        " VALUES ($1, repeat('0', 64), 'somebody', 0, now())",
        attacker.ids["county"],
    )


async def proposal(attacker: Attacker, state: str) -> int:
    """Write a proposal of a run that is none; only its own columns matter here."""
    return int(
        await attacker.value(
            "INSERT INTO proposals (county_id, run_id, whole_county, state, state_reason)"
            " VALUES ($1, 1, true, $2, '') RETURNING id",
            attacker.ids["county"],
            state,
        )
    )


async def audit(attacker: Attacker, act: str, proposal_id: int) -> None:
    await attacker.sql.execute("SET session_replication_role = origin")  # or it would have no link
    await attacker.sql.execute(
        "INSERT INTO audit_entries (actor, act, object_type, object_id, detail) VALUES ('', $1, 'proposals', $2, '{}')",
        act,
        proposal_id,
    )
    await attacker.sql.execute("SET session_replication_role = replica")


async def approve_an_empty_seat(attacker: Attacker) -> None:
    approved = await proposal(attacker, "APPROVED")
    await audit(attacker, "APPROVE", approved)
    await attacker.sql.execute(
        "INSERT INTO proposal_seats (proposal_id, case_id, person_id, role, fit, travel, load_after, covers, pinned)"
        " VALUES ($1, $2, $3, 'MEMBER', 0, 0, 0, '[]', false)",
        approved,
        attacker.ids["own"],
        attacker.ids["member"],
    )


async def put_two_teams_on_one_case(attacker: Attacker) -> None:
    for person in ("member", "half"):
        made = await attacker.assign(person, "own")
        await attacker.sql.execute("UPDATE assignments SET proposal_id = $1 WHERE id = $1", made)


async def withdraw_without_a_trace(attacker: Attacker) -> None:
    await proposal(attacker, "WITHDRAWN")


async def put_an_enterprise_into_a_zone(attacker: Attacker) -> None:
    organ = await attacker.value(
        "INSERT INTO organs (county_id, kind, name, name_en, x, y, during)"
        " VALUES ($1, 'ENTERPRISE', '某公司', '', 0, 0, '(,)') RETURNING id",
        attacker.ids["county"],
    )
    await attacker.sql.execute("INSERT INTO zone_members (zone_id, organ_id, during) VALUES (1, $1, '(,)')", organ)


async def import_without_a_trace(attacker: Attacker) -> None:
    await attacker.sql.execute(
        "INSERT INTO imports (county_id, file_name, sha256, counts, imported_by) VALUES ($1, '', '', '{}', '')",
        attacker.ids["county"],
    )


async def give_an_administrator_another_role(attacker: Attacker) -> None:
    for role, sign in (("AUDITOR", "a"), ("COUNTY", "b")):
        await attacker.sql.execute(
            "INSERT INTO access_tokens (county_id, label, role, sha256, holder, expires_at)"
            " VALUES ($1, $2, $2, repeat($3, 64), '某', now() + interval '1 day')",
            attacker.ids["county"],
            role,
            sign,
        )


async def matter(attacker: Attacker, state: str) -> int:
    """Write a recusal matter in a state, without a decision."""
    made = int(
        await attacker.value(
            "INSERT INTO recusal_matters (county_id, person_id, form, applicant, record, reasons, state, suspends,"
            " received_on, opened_by, closed_at)"
            " VALUES ($1, $2, 'ORDERED', 'ORGAN', '', '回避', $3, true, '2026-01-01', '', now()) RETURNING id",
            attacker.ids["county"],
            attacker.ids["member"],
            state,
        )
    )
    await attacker.sql.execute(
        "INSERT INTO recusal_matter_cases (matter_id, case_id, findings) VALUES ($1, $2, '[]')",
        made,
        attacker.ids["own"],
    )
    return made


async def recuse_without_a_decision(attacker: Attacker) -> None:
    await matter(attacker, "REFUSED")


async def bring_back_who_was_recused(attacker: Attacker) -> None:
    made = await matter(attacker, "RECUSED")
    await attacker.sql.execute(
        "INSERT INTO recusal_decisions (matter_id, decision, level, skipped, reason, document, recorded_by, decided_on)"
        " VALUES ($1, 'RECUSE', 'COUNTY', '[]', '属实', '', '', '2026-01-02')",
        made,
    )
    await attacker.assign("member", "own")


async def write_an_entry_beside_the_chain(attacker: Attacker) -> None:
    await attacker.sql.execute(
        "INSERT INTO audit_entries (actor, act, object_type, detail) VALUES ('', 'APPROVE', '', '{}')"
    )


async def set_the_head_elsewhere(attacker: Attacker) -> None:
    await attacker.sql.execute("UPDATE audit_head SET hash = repeat('1', 64)")


async def item(attacker: Attacker, state: str, *, meeting: str = "RUNNING", outcome: str | None = None) -> int:
    """Write an item of a meeting that is of nobody, with nothing counted for it."""
    held = await attacker.value(
        "INSERT INTO meetings (county_id, kind, state, title, convener_organ_id, place, starts_at, ends_at, called_by)"
        " VALUES ($1, 'WORKING', $2, '', 1, '', '2026-01-01', '2026-01-02', '') RETURNING id",
        attacker.ids["county"],
        meeting,
    )
    counted = None if outcome is None else 0
    return int(
        await attacker.value(
            "INSERT INTO agenda_items (meeting_id, position, kind, subject, state, outcome, entitled, votes_for,"
            " votes_against, votes_abstained) VALUES ($1, 1, 'OTHER', '略', $2, $3, $4, $4, $4, $4) RETURNING id",
            held,
            state,
            outcome,
            counted,
        )
    )


async def vote(attacker: Attacker, item_id: int) -> None:
    await attacker.sql.execute(
        "INSERT INTO item_votes (item_id, participant_id, person_id, choice) VALUES ($1, 1, $2, 'FOR')",
        item_id,
        attacker.ids["member"],
    )


async def count_the_vote_of_who_is_out(attacker: Attacker) -> None:
    closed = await item(attacker, "CLOSED")
    await vote(attacker, closed)
    await attacker.sql.execute(
        "INSERT INTO item_exits (item_id, person_id, declared) VALUES ($1, $2, true)", closed, attacker.ids["member"]
    )


async def hide_that_an_item_deals_with_a_case(attacker: Attacker) -> None:
    made = await item(attacker, "PLANNED", meeting="CALLED")
    await attacker.sql.execute("UPDATE agenda_items SET case_id = $1 WHERE id = $2", attacker.ids["own"], made)


async def hide_that_an_item_deals_with_the_case_of_a_matter(attacker: Attacker) -> None:
    made = await item(attacker, "PLANNED", meeting="CALLED")
    about = await matter(attacker, "LIFTED")
    await attacker.sql.execute("UPDATE agenda_items SET matter_id = $1 WHERE id = $2", about, made)


async def hide_that_an_item_deals_with_the_case_of_the_one_it_follows_up(attacker: Attacker) -> None:
    earlier, made = await item(attacker, "CLOSED"), await item(attacker, "PLANNED", meeting="CALLED")
    await attacker.sql.execute(
        "INSERT INTO agenda_item_cases (item_id, case_id) VALUES ($1, $2)", earlier, attacker.ids["own"]
    )
    await attacker.sql.execute("UPDATE agenda_items SET earlier_item_id = $1 WHERE id = $2", earlier, made)


async def deal_with_an_item_of_a_meeting_that_ended(attacker: Attacker) -> None:
    await item(attacker, "CALLED", meeting="HELD")


async def count_votes_that_nobody_cast(attacker: Attacker) -> None:
    await vote(attacker, await item(attacker, "CLOSED", outcome="REJECTED"))


CASES_OF_ITEMS = "the cases that an item deals with are known, and so who must stand aside from it"
BREAKING: dict[str, Act] = {
    "nobody who is out of the room for an item has a vote on it that counts": count_the_vote_of_who_is_out,
    CASES_OF_ITEMS: hide_that_an_item_deals_with_a_case,
    "one item at a time is dealt with in a room, of a meeting that runs": deal_with_an_item_of_a_meeting_that_ended,
    "what is counted of an item are the votes that stand": count_votes_that_nobody_cast,
    "a seed is revealed by a run, that of its commitment, which was made before the facts were frozen": (
        spend_a_seed_on_no_run
    ),
    "every entry of the audit trail has its link, and every link its entry": write_an_entry_beside_the_chain,
    "the links of the audit trail follow one another up to its head": set_the_head_elsewhere,
    "an administrator stands in no other role": give_an_administrator_another_role,
    "a recusal matter that was decided has its decision, and no other has one": recuse_without_a_decision,
    "nobody in force was recused from the case": bring_back_who_was_recused,
    "nobody is booked over capacity": overbook,
    "every assignment in force has a clear screening of its own": lean_on_a_screening_of_somebody_else,
    "every change of facts was answered by screening whom it touches": leave_a_change_unanswered,
    "nobody in force is plainly barred": make_a_witness_of_who_is_in_force,
    "nobody works by a waiver or a dismissal that holds no more": work_by_a_waiver_that_ran_out,
    "nobody both investigates and reviews a case": review_what_one_investigated,
    "cases from elsewhere are handled under a document in force": handle_from_elsewhere_without_a_document,
    "an approved proposal has an assignment for every seat, any other has none in force": approve_an_empty_seat,
    "a case has one team: all in force are seats of the proposal that changed it last": put_two_teams_on_one_case,
    "every approval and withdrawal is on the audit trail": withdraw_without_a_trace,
    "resident groups and members of zones are discipline organs": put_an_enterprise_into_a_zone,
    "an import is kept whole: its line on the audit trail stands beside it": import_without_a_trace,
}

WAYS = [
    *BREAKING.items(),
    (CASES_OF_ITEMS, hide_that_an_item_deals_with_the_case_of_a_matter),
    (CASES_OF_ITEMS, hide_that_an_item_deals_with_the_case_of_the_one_it_follows_up),
]


async def found(url: str) -> set[str]:
    database = Database(url)
    async with AsyncSession(database.engine) as session:
        names = {violation.name for violation in await violations(session)}
    await database.close()
    return names


def test_every_invariant_is_tried() -> None:
    assert set(BREAKING) == set(INVARIANTS)


@pytest.mark.parametrize(("name", "breaks"), WAYS, ids=[f"{name}: {breaks.__name__}" for name, breaks in WAYS])
async def test_an_invariant_finds_what_breaks_it_and_no_other_does(
    attacker: Attacker, database: str, name: str, breaks: Act
) -> None:
    await attacker.assign("lead", "own", role="LEAD", effort=10)
    assert await found(database) == set()
    await attacker.sql.execute("SET session_replication_role = replica")  # no guard stands in the way
    await breaks(attacker)
    assert await found(database) == {name}

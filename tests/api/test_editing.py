"""Edits: pins, exclusions and releases, each with its reason, make a new proposal in place of the old."""

from typing import Any

import pytest

from db.tables import Absence
from terms.people import AbsenceKind
from terms.periods import Period
from tests.api.allocation_scene import Planner, seats

CROSS = "商纪案〔2026〕20号"


def wish(person: str, reason: str = "工作需要", case: str = CROSS, **more: Any) -> dict[str, Any]:
    """Return a wish about a person and a case."""
    return {"caseNumber": case, "personNumber": person, "reason": reason, **more}


async def test_who_is_excluded_is_left_out_and_who_is_pinned_stays(planner: Planner) -> None:
    old = await planner.propose("one", caseNumbers=[CROSS])
    (_, out, _), *_ = sorted(seats(old))
    stays, role = next((person, role) for _, person, role in sorted(seats(old)) if person != out)
    new = await planner.edit("two", of="one", exclusions=[wish(out)], pins=[wish(stays, role=role)])
    assert out not in {person for _, person, _ in seats(new)}
    assert (CROSS, stays, role) in seats(new)
    assert [seat["pinned"] for seat in new["teams"][0]["seats"] if seat["person"]["number"] == stays] == [True]
    assert new["supersedes"] == {"key": "one", "state": "SUPERSEDED"}
    assert {(edit["kind"], edit["person"]["number"], edit["reason"]) for edit in new["edits"]} == {
        ("EXCLUDE", out, "工作需要"),
        ("PIN", stays, "工作需要"),
    }
    assert (await planner.approve("one"))["code"] == "PROPOSAL_CLOSED"
    assert (await planner.edit("three", of="one", exclusions=[wish(out)]))["code"] == "PROPOSAL_CLOSED"


async def test_edits_are_kept_until_they_are_released(planner: Planner) -> None:
    old = await planner.propose("one", caseNumbers=[CROSS])
    out = min(seats(old))[1]
    await planner.edit("two", of="one", exclusions=[wish(out)])
    kept = await planner.edit("three", of="two")
    assert out not in {person for _, person, _ in seats(kept)}
    released = await planner.edit("four", of="three", releases=[wish(out)])
    assert released["edits"] == []
    assert seats(released) == seats(old)


async def test_the_same_edit_under_the_same_key_answers_the_same(planner: Planner) -> None:
    out = min(seats(await planner.propose("one", caseNumbers=[CROSS])))[1]
    first = await planner.edit("two", of="one", exclusions=[wish(out)])
    before = await planner.counts()
    assert await planner.edit("two", of="one", exclusions=[wish(out)]) == first
    assert (await planner.edit("two", of="one", exclusions=[wish(out, "另一理由")]))["code"] == "KEY_REUSED"
    assert await planner.counts() == before


@pytest.mark.parametrize("reason", ["", " ", "长" * 501, "a\x00"])
async def test_an_edit_needs_its_reason(planner: Planner, reason: str) -> None:
    out = min(seats(await planner.propose("one", caseNumbers=[CROSS])))[1]
    before = await planner.counts()
    assert (await planner.edit("two", of="one", exclusions=[wish(out, reason)]))["code"] == "REASON_MISSING"
    assert await planner.counts() == before


async def test_pins_that_may_not_or_cannot_be_kept_are_refused(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    barred = await planner.key_of(
        "SELECT p.number FROM people AS p JOIN case_parties AS c ON c.person_id = p.id AND c.role = 'SUBJECT'"
        " JOIN cases AS k ON k.id = c.case_id WHERE k.number = :case",
        case=CROSS,
    )
    before = await planner.counts()
    refused = await planner.edit("two", of="one", pins=[wish(barred, role="MEMBER")])
    assert (refused["__typename"], refused["code"]) == ("PlanRefused", "PINS_IMPOSSIBLE")
    assert (await planner.edit("two", of="one", pins=[wish("无此人", role="MEMBER")]))["code"] == "NOT_FOUND"
    elsewhere = await planner.edit("two", of="one", exclusions=[wish(barred, case="商纪案〔2026〕24号")])
    assert elsewhere["code"] == "NOT_FOUND"
    assert await planner.counts() == before


@pytest.mark.parametrize(("word", "more"), [("pins", {"role": "MEMBER"}), ("exclusions", {}), ("releases", {})])
async def test_a_person_out_of_sight_is_answered_like_one_who_does_not_exist(
    planner: Planner, word: str, more: dict[str, str]
) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    hidden = await planner.key_of(
        "SELECT number FROM people WHERE id IN (SELECT first_id FROM kin_ties UNION SELECT second_id FROM kin_ties)"
        " AND id NOT IN (SELECT person_id FROM memberships UNION SELECT person_id FROM pool_members"
        " UNION SELECT person_id FROM case_parties WHERE person_id IS NOT NULL UNION SELECT person_id FROM assignments)"
        " ORDER BY id LIMIT 1"
    )
    before = await planner.counts()
    given: dict[str, Any] = {word: [wish(hidden, **more)]}
    there = await planner.edit("two", of="one", **given)
    given = {word: [wish("无此人", **more)]}
    missing = await planner.edit("two", of="one", **given)
    assert there["code"] == missing["code"] == "NOT_FOUND"
    assert there["message"].replace(hidden, "无此人") == missing["message"]
    assert await planner.counts() == before


async def test_a_pin_is_refused_on_the_spot_for_what_is_open(planner: Planner) -> None:
    old = await planner.propose("one", caseNumbers=[CROSS])
    away, role = min((person, role) for _, person, role in seats(old) if role != "REVIEWER")
    today = Period(planner.asking.now.date(), None)
    await planner.become(Absence(person_id=await planner.person(away), kind=AbsenceKind.LEAVE, during=today))
    before = await planner.counts()
    refused = await planner.edit("two", of="one", pins=[wish(away, role=role)])
    assert refused["code"] == "PIN_REFUSED"
    assert "(not available in the case's days)" in refused["message"]
    assert await planner.counts() == before

"""Sealed facts come in and nothing comes out: T05, and one answer of one shape."""

from typing import Any

import pytest

from terms.roles import Role
from tests.api.fact_scene import CROSS, Registry, registry

__all__ = ["registry"]

DONE = {"__typename": "Sealed", "done": True}


async def test_who_informed_is_suspended_and_nobody_is_told(registry: Registry) -> None:
    person = min(await registry.staffed())
    link = {"caseNumber": CROSS, "personNumber": person}
    assert await registry.act("sealedLink", by=Role.CLUE_OFFICE, **link) == DONE
    assert await registry.state(person) == "SUSPENDED"
    assert await registry.act("sealedLink", by=Role.CLUE_OFFICE, **link) == DONE
    assert await registry.planner.key_of("SELECT count(*) FROM sealed.informants WHERE superseded_at IS NULL") >= 1
    assert await registry.act("sealedUnlink", by=Role.CLUE_OFFICE, **link, reason="登记错误") == DONE
    assert await registry.state(person) == "ACTIVE"
    assert await registry.act("sealedUnlink", by=Role.CLUE_OFFICE, **link, reason="登记错误") == DONE


async def test_a_link_answers_the_same_whether_it_touches_somebody_or_nobody(registry: Registry) -> None:
    person, stranger = min(await registry.staffed()), await registry.stranger()
    answers = [
        await registry.act("sealedLink", by=Role.CLUE_OFFICE, caseNumber=CROSS, personNumber=number)
        for number in (person, stranger, stranger)
    ]
    assert answers == [DONE, DONE, DONE]


async def test_a_restriction_is_set_and_lifted_by_the_recusal_officer(registry: Registry) -> None:
    person = min(await registry.staffed())
    held = {"personNumber": person, "ground": "提醒谈话"}
    for _ in range(2):
        assert await registry.act("restrictionSet", by=Role.RECUSAL_OFFICER, **held) == DONE
    assert await registry.state(person) == "SUSPENDED"
    standing = "SELECT count(*) FROM sealed.holds WHERE superseded_at IS NULL AND person_id = :who"
    assert await registry.planner.key_of(standing, who=await registry.planner.person(person)) == 1
    for _ in range(2):
        assert await registry.act("restrictionLift", by=Role.RECUSAL_OFFICER, **held, reason="期满") == DONE
    assert await registry.state(person) == "ACTIVE"


async def test_t05_the_audit_trail_names_neither_the_person_nor_the_case_of_a_sealed_act(registry: Registry) -> None:
    person = min(await registry.staffed())
    last = await registry.planner.key_of("SELECT max(id) FROM audit_entries")
    await registry.act("sealedLink", by=Role.CLUE_OFFICE, caseNumber=CROSS, personNumber=person)
    await registry.act("sealedUnlink", by=Role.CLUE_OFFICE, caseNumber=CROSS, personNumber=person, reason=person)
    lines = (
        "SELECT string_agg(concat_ws(' ', actor, act, object_type, object_id, detail), '; ' ORDER BY id)"
        " FROM audit_entries WHERE id > :last AND actor = 'CLUE_OFFICE-of-the-test'"
    )
    assert await registry.planner.key_of(lines, last=last) == (
        "CLUE_OFFICE-of-the-test SEAL sealed.informants {}; CLUE_OFFICE-of-the-test UNSEAL sealed.informants {}"
    )


async def test_a_tie_to_an_informant_suspends_and_its_answer_does_not_say_so(registry: Registry) -> None:
    person, stranger = min(await registry.staffed()), await registry.stranger()
    await registry.act("sealedLink", by=Role.CLUE_OFFICE, caseNumber=CROSS, personNumber=stranger)
    tie = {"personNumber": person, "ties": [{"otherNumber": stranger, "edge": "SPOUSE"}]}
    payload = await registry.act("tieRecord", **tie)
    assert (payload["suspended"], payload["restored"]) == ([], [])
    assert await registry.state(person) == "SUSPENDED"
    withdrawn = await registry.act("factWithdraw", fact=payload["facts"][0]["id"], reason="登记错误")
    assert (withdrawn["suspended"], withdrawn["restored"]) == ([], [])
    assert await registry.state(person) == "ACTIVE"
    seen = await registry.act("tieRecord", by=Role.RECUSAL_OFFICER, **tie)
    assert [each["person"]["number"] for each in seen["suspended"]] == [person]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLUE_OFFICE])
async def test_only_the_clue_office_links_behind_the_wall(registry: Registry, role: Role) -> None:
    link = {"caseNumber": CROSS, "personNumber": await registry.stranger()}
    before = await registry.counts()
    answers = [
        await registry.act("sealedLink", by=role, **link),
        await registry.act("sealedUnlink", by=role, **link, reason="错"),
    ]
    assert {answer["__typename"] for answer in answers} == {"NotAllowed"}
    assert await registry.counts() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RECUSAL_OFFICER])
async def test_only_the_recusal_officer_restricts(registry: Registry, role: Role) -> None:
    held = {"personNumber": await registry.stranger(), "ground": "TALK"}
    before = await registry.counts()
    answers = [
        await registry.act("restrictionSet", by=role, **held),
        await registry.act("restrictionLift", by=role, **held, reason="错"),
    ]
    assert {answer["__typename"] for answer in answers} == {"NotAllowed"}
    assert await registry.counts() == before


@pytest.mark.parametrize(
    ("name", "role", "given", "code"),
    [
        ("sealedLink", Role.CLUE_OFFICE, {"personNumber": "无"}, "NOT_FOUND"),
        ("sealedLink", Role.CLUE_OFFICE, {"caseNumber": "无"}, "NOT_FOUND"),
        ("sealedUnlink", Role.CLUE_OFFICE, {"reason": " "}, "WORDS_UNFIT"),
        ("restrictionSet", Role.RECUSAL_OFFICER, {"ground": "别的"}, "GROUND_UNKNOWN"),
        ("restrictionLift", Role.RECUSAL_OFFICER, {"ground": "提醒谈话", "reason": "长" * 501}, "WORDS_UNFIT"),
    ],
)
async def test_a_sealed_act_that_cannot_be_meant_is_refused(
    registry: Registry, name: str, role: Role, given: dict[str, Any], code: str
) -> None:
    asked: dict[str, Any] = {"personNumber": await registry.stranger()}
    asked |= {"caseNumber": CROSS} if name.startswith("sealed") else {}
    before = await registry.counts()
    assert (await registry.act(name, by=role, **{**asked, **given}))["code"] == code
    assert await registry.counts() == before

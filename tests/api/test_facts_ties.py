"""Ties that offices record, end and withdraw, and whom they suspend."""

from datetime import timedelta
from typing import Any

import pytest

from terms.roles import Role
from tests.api.fact_scene import CROSS, Registry, registry, restored, suspended

__all__ = ["registry"]


async def _tied(registry: Registry, person: str, **tie: Any) -> Any:
    return await registry.act("tieRecord", personNumber=person, ties=[tie])


async def test_a_marriage_with_the_subject_suspends_at_once_and_withdrawn_restores(registry: Registry) -> None:
    person = min(await registry.staffed())
    subject = await registry.subject()
    payload = await _tied(registry, person, otherNumber=subject, edge="SPOUSE")
    assert payload["__typename"] == "FactsChanged"
    assert suspended(payload) == [(person, CROSS)]
    [fact] = payload["facts"]
    assert (fact["kind"], fact["says"]["code"], sorted(fact["personNumbers"])) == (
        "KIN_TIE",
        "SPOUSE",
        sorted([person, subject]),
    )
    assert await registry.state(person) == "SUSPENDED"
    matters = "SELECT count(*) FROM recusal_matters WHERE state = 'OPEN' AND person_id = :person"
    assert await registry.planner.key_of(matters, person=await registry.planner.person(person)) == 1
    withdrawn = await registry.act("factWithdraw", fact=fact["id"], reason="登记错误")
    assert restored(withdrawn) == [(person, CROSS)]
    assert await registry.state(person) == "ACTIVE"
    line = "SELECT detail->>'reason' FROM audit_entries WHERE act = 'WITHDRAW' AND object_type = 'kin_ties'"
    assert await registry.planner.key_of(line) == "登记错误"


async def test_a_tie_between_two_strangers_suspends_nobody(registry: Registry) -> None:
    await registry.staffed()
    first, second = await registry.stranger(), await registry.stranger()
    payload = await _tied(registry, first, otherNumber=second, word="表哥")
    assert payload["suspended"] == payload["restored"] == []
    assert payload["facts"][0]["personNumbers"] == [first, second]
    word = "SELECT word || ' ' || kinship FROM asserted_kin_ties ORDER BY id DESC LIMIT 1"
    assert await registry.planner.key_of(word) == "表哥 COUSIN"


async def test_a_child_named_by_a_word_is_the_lower_end_of_the_step(registry: Registry) -> None:
    parent, child = await registry.stranger(), await registry.stranger()
    by_word = await _tied(registry, parent, otherNumber=child, word="儿子")
    assert (by_word["facts"][0]["kind"], by_word["facts"][0]["personNumbers"]) == ("KIN_TIE", [parent, child])
    again = await _tied(registry, child, otherNumber=parent, edge="PARENT")
    assert again["code"] == "ALREADY_RECORDED"


async def test_t09_a_divorce_ends_the_tie_and_is_remembered(registry: Registry) -> None:
    person = min(await registry.staffed())
    subject = await registry.subject()
    married = await _tied(registry, person, otherNumber=subject, edge="SPOUSE")
    today = registry.planner.asking.now.date()
    divorced = await registry.act("factEnd", fact=married["facts"][0]["id"], on=str(today - timedelta(days=400)))
    assert divorced["facts"][0]["during"] == {"start": None, "end": str(today - timedelta(days=400))}
    assert divorced["facts"][0]["id"] != married["facts"][0]["id"]
    kept = "SELECT count(*) FROM kin_ties WHERE edge = 'SPOUSE' AND (first_id = :one OR second_id = :one)"
    assert await registry.planner.key_of(kept, one=await registry.planner.person(subject)) >= 2
    gone = await registry.act("factEnd", fact=married["facts"][0]["id"], on=str(today))
    assert gone["code"] == "NOT_ON_RECORD"
    longer = await registry.act("factEnd", fact=divorced["facts"][0]["id"], on=str(today))
    assert longer["code"] == "DAY_UNFIT"


async def test_the_same_tie_twice_is_refused_and_written_once(registry: Registry) -> None:
    first, second = await registry.stranger(), await registry.stranger()
    await _tied(registry, first, otherNumber=second, edge="SPOUSE")
    before = await registry.counts()
    for one, other in ((first, second), (second, first)):
        assert (await _tied(registry, one, otherNumber=other, edge="SPOUSE"))["code"] == "ALREADY_RECORDED"
    assert await registry.counts() == before
    earlier = {"start": "1990-01-01", "end": "2000-01-01"}
    ended = await _tied(registry, first, otherNumber=second, social="CLASSMATE", during=earlier)
    later = {"start": "2000-01-01", "end": "2010-01-01"}
    again = await _tied(registry, second, otherNumber=first, social="CLASSMATE", during=later)
    assert ended["__typename"] == again["__typename"] == "FactsChanged"


@pytest.mark.parametrize(
    ("tie", "code"),
    [
        ({"edge": "SPOUSE", "social": "FRIEND"}, "TIE_UNFIT"),
        ({}, "TIE_UNFIT"),
        ({"word": "张三李四"}, "WORD_REFUSED"),
        ({"word": "表" * 3000}, "WORDS_UNFIT"),
        ({"word": "\x00"}, "WORDS_UNFIT"),
        ({"edge": "PARENT", "during": {"start": "2020-01-01", "end": "2019-01-01"}}, "EMPTY_PERIOD"),
        ({"edge": "PARENT", "during": {"start": "2020-01-01", "end": "2020-01-01"}}, "EMPTY_PERIOD"),
    ],
)
async def test_a_tie_that_cannot_be_meant_is_refused_and_nothing_is_written(
    registry: Registry, tie: dict[str, Any], code: str
) -> None:
    first, second = await registry.stranger(), await registry.stranger()
    before = await registry.counts()
    assert (await _tied(registry, first, otherNumber=second, **tie))["code"] == code
    assert await registry.counts() == before


async def test_a_tie_to_oneself_and_to_nobody_is_refused(registry: Registry) -> None:
    person = await registry.stranger()
    before = await registry.counts()
    assert (await _tied(registry, person, otherNumber=person, word="表哥"))["code"] == "TIE_TO_ONESELF"
    unknown = await _tied(registry, person, otherNumber="没有这个人", word="表哥")
    assert (unknown["code"], unknown["key"]) == ("NOT_FOUND", "没有这个人")
    assert (await _tied(registry, "没有这个人", otherNumber=person, word="表哥"))["code"] == "NOT_FOUND"
    assert (await registry.act("tieRecord", personNumber=person))["code"] == "NOTHING_GIVEN"
    many = [{"otherNumber": person, "word": "表哥"}] * 51
    assert (await registry.act("tieRecord", personNumber=person, ties=many))["code"] == "TOO_MUCH_AT_ONCE"
    assert await registry.counts() == before


async def test_nobody_is_the_parent_of_her_own_parent(registry: Registry) -> None:
    first, second = await registry.stranger(), await registry.stranger()
    await _tied(registry, first, otherNumber=second, edge="PARENT")
    before = await registry.counts()
    assert (await _tied(registry, second, otherNumber=first, edge="ADOPTIVE_PARENT"))["code"] == "TIE_IMPOSSIBLE"
    assert await registry.counts() == before


@pytest.mark.parametrize(
    "role",
    [
        Role.COORDINATOR,
        Role.SECRETARY,
        Role.INVESTIGATOR,
        Role.CLUE_OFFICE,
        Role.SCHEDULER,
        Role.AUDITOR,
    ],
)
async def test_only_who_keeps_the_facts_records_ends_and_withdraws_them(registry: Registry, role: Role) -> None:
    first, second = await registry.stranger(), await registry.stranger()
    fact = (await _tied(registry, first, otherNumber=second, edge="SPOUSE"))["facts"][0]["id"]
    before = await registry.counts()
    tie = {"otherNumber": second, "social": "FRIEND"}
    answers = [
        await registry.act("tieRecord", by=role, personNumber=first, ties=[tie]),
        await registry.act("factEnd", by=role, fact=fact, on="2020-01-01"),
        await registry.act("factWithdraw", by=role, fact=fact, reason="撤销"),
    ]
    assert {answer["__typename"] for answer in answers} == {"NotAllowed"}
    assert await registry.counts() == before


async def test_withdrawing_needs_a_reason_and_a_fact_on_record(registry: Registry) -> None:
    first, second = await registry.stranger(), await registry.stranger()
    fact = (await _tied(registry, first, otherNumber=second, edge="SPOUSE"))["facts"][0]["id"]
    for reason in ("", "  ", "长" * 501):
        assert (await registry.act("factWithdraw", fact=fact, reason=reason))["code"] == "WORDS_UNFIT"
    assert (await registry.act("factWithdraw", fact="bm90aGluZw==", reason="错"))["code"] == "BAD_ID"
    assert (await registry.act("factWithdraw", fact=fact, reason="错"))["__typename"] == "FactsChanged"
    assert (await registry.act("factWithdraw", fact=fact, reason="错"))["code"] == "NOT_ON_RECORD"


async def test_interests_and_places_are_kept_beside_ties(registry: Registry) -> None:
    person = await registry.stranger()
    organ = await registry.planner.key_of("SELECT name FROM organs WHERE kind = 'VILLAGE' ORDER BY id LIMIT 1")
    payload = await registry.act(
        "tieRecord",
        personNumber=person,
        interests=[{"kind": "SHARES", "organName": organ}, {"kind": "LAND", "caseNumber": CROSS}],
        places=[{"organName": organ, "kind": "NATIVE"}],
    )
    assert [fact["kind"] for fact in payload["facts"]] == ["INTEREST", "INTEREST", "PLACE_TIE"]
    both = {"kind": "SHARES", "organName": organ, "caseNumber": CROSS}
    for interest in (both, {"kind": "SHARES"}):
        refused = await registry.act("tieRecord", personNumber=person, interests=[interest])
        assert refused["code"] == "ABOUT_ONE_THING"
    again = await registry.act("tieRecord", personNumber=person, places=[{"organName": organ, "kind": "NATIVE"}])
    assert again["code"] == "ALREADY_RECORDED"


async def test_facts_on_record_are_listed_for_those_who_keep_them(registry: Registry) -> None:
    first, second = await registry.stranger(), await registry.stranger()
    kept = (await _tied(registry, first, otherNumber=second, edge="SPOUSE"))["facts"]
    await _tied(registry, first, otherNumber=second, social="FRIEND")
    asked = (
        "query ($who: String!) { facts(kind: KIN_TIE, personNumber: $who) { totalCount nodes { id personNumbers } } }"
    )
    listed = (await registry.ask(asked, who=second))["facts"]
    assert listed == {"totalCount": 1, "nodes": [{"id": kept[0]["id"], "personNumbers": kept[0]["personNumbers"]}]}
    parties = "query ($case: String!) { facts(kind: PARTY, caseNumber: $case) { nodes { says { code } } } }"
    said = (await registry.ask(parties, case=CROSS))["facts"]["nodes"]
    assert {"says": {"code": "SUBJECT"}} in said

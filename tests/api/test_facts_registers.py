"""Registers through the API: parties, linked cases, incidents, duties, venues, answers of home units, posts."""

from datetime import timedelta
from typing import Any

import pytest

from terms.roles import Role
from tests.api.fact_scene import CROSS, OFFSITE, Registry, registry, restored, suspended

__all__ = ["registry"]


async def _organ(registry: Registry, kind: str, place: int = 0) -> str:
    asked = "SELECT name FROM organs WHERE kind = :kind ORDER BY id OFFSET :place LIMIT 1"
    return str(await registry.planner.key_of(asked, kind=kind, place=place))


async def _concerned(registry: Registry, case: str = CROSS) -> str:
    asked = "SELECT o.name FROM organs AS o JOIN cases AS c ON c.concerned_organ_id = o.id WHERE c.number = :case"
    return str(await registry.planner.key_of(asked, case=case))


def _day(registry: Registry, days: int = 0) -> str:
    return str(registry.planner.asking.now.date() + timedelta(days=days))


async def test_t10_a_party_added_later_suspends_and_removed_restores(registry: Registry) -> None:
    person = min(await registry.staffed())
    party = {"caseNumber": CROSS, "personNumber": person, "role": "WITNESS"}
    added = await registry.act("partyAdd", **party)
    assert suspended(added) == [(person, CROSS)]
    assert (await registry.act("partyAdd", **party))["code"] == "ALREADY_RECORDED"
    removed = await registry.act("partyRemove", **party, reason="登记错误")
    assert restored(removed) == [(person, CROSS)]
    assert (await registry.act("partyRemove", **party, reason="登记错误"))["code"] == "NOT_ON_RECORD"


async def test_t10_kin_of_a_party_added_later_are_suspended_too(registry: Registry) -> None:
    person = min(await registry.staffed())
    stranger = await registry.stranger()
    tied = await registry.act("tieRecord", personNumber=person, ties=[{"otherNumber": stranger, "edge": "SPOUSE"}])
    assert tied["suspended"] == []
    added = await registry.act("partyAdd", caseNumber=CROSS, personNumber=stranger, role="CO_SUBJECT")
    assert suspended(added) == [(person, CROSS)]


async def test_an_organ_is_a_party_too_and_a_party_is_one_thing(registry: Registry) -> None:
    organ = await _organ(registry, "VILLAGE")
    added = await registry.act("partyAdd", caseNumber=CROSS, organName=organ, role="INTERESTED")
    assert added["facts"][0]["kind"] == "PARTY"
    before = await registry.counts()
    stranger = await registry.stranger()
    both = await registry.act("partyAdd", caseNumber=CROSS, organName=organ, personNumber=stranger, role="VICTIM")
    none = await registry.act("partyAdd", caseNumber=CROSS, role="VICTIM")
    assert both["code"] == none["code"] == "ABOUT_ONE_THING"
    assert (await registry.act("partyAdd", caseNumber="无", organName=organ, role="VICTIM"))["code"] == "NOT_FOUND"
    assert (await registry.act("partyAdd", caseNumber=CROSS, organName="无", role="VICTIM"))["code"] == "NOT_FOUND"
    assert await registry.counts() == before


async def test_an_incident_is_an_allegation_until_it_is_established_once(registry: Registry) -> None:
    person = min(await registry.staffed())
    entry = {"personNumber": person, "caseNumber": CROSS, "kind": "BANQUET", "occurredOn": _day(registry, -2)}
    alleged = await registry.act("incidentRecord", **entry, note="有人反映")
    assert (alleged["suspended"], alleged["facts"][0]["kind"]) == ([], "INCIDENT")
    assert (await registry.act("incidentRecord", **entry, note="再次反映"))["code"] == "ALREADY_RECORDED"
    key = alleged["facts"][0]["id"]
    found = await registry.act("incidentEstablish", incident=key, reason="经核查属实")
    assert suspended(found) == [(person, CROSS)]
    twice = await registry.act("incidentEstablish", incident=found["facts"][0]["id"], reason="经核查属实")
    assert twice["code"] == "ALREADY_RECORDED"
    assert (await registry.act("incidentEstablish", incident=key, reason="经核查属实"))["code"] == "NOT_ON_RECORD"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"note": ""}, "WORDS_UNFIT"),
        ({"note": "长" * 1001}, "WORDS_UNFIT"),
        ({"occurredOn": "2999-01-01"}, "DAY_UNFIT"),
        ({"personNumber": "无"}, "NOT_FOUND"),
        ({"caseNumber": "无"}, "NOT_FOUND"),
    ],
)
async def test_an_incident_that_cannot_be_meant_is_refused(registry: Registry, given: Any, code: str) -> None:
    person = await registry.stranger()
    before = await registry.counts()
    entry = {"personNumber": person, "caseNumber": CROSS, "kind": "GIFT", "occurredOn": _day(registry), "note": "反映"}
    assert (await registry.act("incidentRecord", **{**entry, **given}))["code"] == code
    assert await registry.counts() == before


async def test_a_duty_is_about_one_organ_or_one_case_and_recorded_once(registry: Registry) -> None:
    person = await registry.stranger()
    organ = await _concerned(registry)
    duty = {"personNumber": person, "kind": "INSPECTION", "organName": organ}
    assert (await registry.act("dutyRecord", **duty))["facts"][0]["kind"] == "DUTY"
    assert (await registry.act("dutyRecord", **duty))["code"] == "ALREADY_RECORDED"
    assert (await registry.act("dutyRecord", **duty, caseNumber=CROSS))["code"] == "ABOUT_ONE_THING"
    about_case = {"personNumber": person, "kind": "PETITION_RECEPTION", "caseNumber": CROSS}
    assert (await registry.act("dutyRecord", **about_case))["facts"][0]["during"] == {"start": None, "end": None}


async def test_a_venue_changes_under_its_code(registry: Registry) -> None:
    owner, place = await _organ(registry, "TOWNSHIP_COMMISSION"), await _organ(registry, "VILLAGE")
    venue = {"code": "谈1", "name": "谈话室一", "ownerName": owner, "placeName": place}
    assert (await registry.act("venueRecord", **venue))["facts"][0]["kind"] == "VENUE"
    assert (await registry.act("venueRecord", **venue))["code"] == "ALREADY_RECORDED"
    await registry.act("venueRecord", **{**venue, "name": "谈话室二"})
    names = "SELECT string_agg(name, ',') FROM venues WHERE code = '谈1' AND superseded_at IS NULL"
    assert await registry.planner.key_of(names) == "谈话室二"


async def test_a_later_answer_of_the_home_unit_takes_the_earlier_ones_place(registry: Registry) -> None:
    person = min(await registry.staffed())
    answer = {"personNumber": person, "caseNumber": CROSS}
    await registry.act("releaseRecord", **answer, consented=False, note="人手不足")
    assert (await registry.act("releaseRecord", **answer, consented=False))["code"] == "ALREADY_RECORDED"
    await registry.act("releaseRecord", **answer, consented=True)
    standing = "SELECT string_agg(consented::text, ',') FROM releases WHERE superseded_at IS NULL"
    assert await registry.planner.key_of(standing) == "true"


async def test_t20_a_transfer_into_the_concerned_unit_suspends(registry: Registry) -> None:
    person = min(await registry.staffed())
    moved = await registry.act(
        "membershipChange",
        personNumber=person,
        organName=await _concerned(registry),
        kind="ESTABLISHMENT",
        start=_day(registry),
        post="干部",
    )
    assert suspended(moved) == [(person, CROSS)]
    posts = (
        "SELECT count(*) FROM memberships AS m JOIN people AS p ON p.id = m.person_id WHERE p.number = :who"
        " AND m.kind = 'ESTABLISHMENT' AND m.superseded_at IS NULL AND m.during @> CAST(:day AS date)"
    )
    assert await registry.planner.key_of(posts, who=person, day=registry.planner.asking.now.date()) == 1


async def test_t21_a_secondment_counts_beside_the_establishment_and_leaves_it(registry: Registry) -> None:
    person = min(await registry.staffed())
    seconded = {
        "personNumber": person,
        "organName": await _concerned(registry),
        "kind": "SECONDMENT",
        "start": _day(registry, -10),
        "end": _day(registry, 10),
    }
    moved = await registry.act("membershipChange", **seconded)
    assert suspended(moved) == [(person, CROSS)]
    kinds = (
        "SELECT string_agg(m.kind, ',' ORDER BY m.kind) FROM memberships AS m JOIN people AS p ON p.id = m.person_id"
        " WHERE p.number = :who AND m.kind <> 'PART_TIME' AND m.superseded_at IS NULL"
        " AND m.during @> CAST(:day AS date)"
    )
    both = await registry.planner.key_of(kinds, who=person, day=registry.planner.asking.now.date())
    assert both == "ESTABLISHMENT,SECONDMENT"
    assert (await registry.act("membershipChange", **seconded))["code"] == "ALREADY_RECORDED"


async def test_a_post_that_ends_before_it_starts_is_refused(registry: Registry) -> None:
    person = await registry.stranger()
    organ = await _concerned(registry)
    before = await registry.counts()
    post = {"personNumber": person, "organName": organ, "kind": "ESTABLISHMENT"}
    reversed_days = await registry.act("membershipChange", **post, start=_day(registry), end=_day(registry, -1))
    assert reversed_days["code"] == "DAY_UNFIT"
    assert await registry.counts() == before
    await registry.act("membershipChange", **post, start=_day(registry))
    earlier = await registry.act("membershipChange", **post, start=_day(registry, -5), post="科长")
    assert earlier["code"] == "DAY_UNFIT"


async def test_two_cases_are_linked_once_and_none_with_itself(registry: Registry) -> None:
    linked = await registry.act("caseLink", caseNumber=CROSS, otherNumber=OFFSITE)
    assert linked["facts"][0]["kind"] == "CASE_LINK"
    for first, second in ((CROSS, OFFSITE), (OFFSITE, CROSS)):
        again = await registry.act("caseLink", caseNumber=first, otherNumber=second)
        assert again["code"] == "ALREADY_RECORDED"
    assert (await registry.act("caseLink", caseNumber=CROSS, otherNumber=CROSS))["code"] == "ABOUT_ONE_THING"
    undone = await registry.act("factWithdraw", fact=linked["facts"][0]["id"], reason="并非同案")
    assert undone["__typename"] == "FactsChanged"


async def test_no_register_takes_an_entry_from_those_who_do_not_keep_it(registry: Registry) -> None:
    person = await registry.stranger()
    organ = await _concerned(registry)
    before = await registry.counts()
    both = {"personNumber": person, "caseNumber": CROSS}
    acts: dict[str, dict[str, Any]] = {
        "partyAdd": {**both, "role": "WITNESS"},
        "partyRemove": {**both, "role": "WITNESS", "reason": "错"},
        "caseLink": {"caseNumber": CROSS, "otherNumber": OFFSITE},
        "incidentRecord": {**both, "kind": "GIFT", "occurredOn": _day(registry), "note": "反映"},
        "dutyRecord": {**both, "kind": "PETITION_RECEPTION"},
        "venueRecord": {"code": "谈1", "name": "谈话室", "ownerName": organ, "placeName": organ},
        "releaseRecord": {**both, "consented": True},
        "membershipChange": {
            "personNumber": person,
            "organName": organ,
            "kind": "RESIDENT",
            "start": _day(registry),
        },
    }
    for role in (Role.COORDINATOR, Role.INVESTIGATOR, Role.CLUE_OFFICE, Role.SECRETARY, Role.AUDITOR):
        for name, given in acts.items():
            assert (await registry.act(name, by=role, **given))["__typename"] == "NotAllowed", (role, name)
    assert await registry.counts() == before

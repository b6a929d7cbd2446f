"""Nobody acts on what is her own: by whatever record, or about her kin; offices without a person do as before."""

from dataclasses import replace
from typing import Any

import pytest

from db.tables import Hold, Informant, KinTie
from resolvers.caller import Caller
from resolvers.competence import NotCompetent, OwnMatter
from resolvers.dismissing import make_dismissal, revoke_dismissal
from resolvers.fact_acts.kinds import FactKind
from resolvers.fact_acts.sealing import lift_hold
from resolvers.fact_acts.tie_acts import FactRef, end_fact, withdraw_fact
from resolvers.gate import NotFound
from resolvers.grounds import Pointed
from resolvers.identities import settle_identity
from resolvers.own_matters import own_people, own_records
from resolvers.screening_sealed import sealed_grounds
from terms.cases import AssignmentRole
from terms.periods import ALWAYS
from terms.recusal import IdentityVerdict
from terms.roles import Role
from terms.sealed import HoldKind
from tests.api.allocation_scene import Planner
from tests.api.fact_scene import Registry
from tests.api.matters_scene import matters_scene
from tests.api.own_scene import as_person, same, wife
from tests.api.waiver_scene import CASE, CLERK, OFFICER, SUBJECT


async def test_own_are_all_records_joined_step_by_step_and_the_kin_of_all_of_them(planner: Planner) -> None:
    registry = Registry(planner)
    herself = await registry.stranger()
    third = await same(planner, second := await same(planner, herself))
    husband = await wife(planner, third)
    his_record = await same(planner, husband)
    stranger = await registry.stranger()
    keys = {each: await planner.person(each) for each in (herself, second, third, husband, his_record, stranger)}
    caller = await registry.caller(Role.RECUSAL_OFFICER, herself)
    office = await registry.caller(Role.RECUSAL_OFFICER)
    async with planner.asking.database.reading() as session:
        assert await own_records(session, caller) == {keys[herself], keys[second], keys[third]}
        assert await own_people(session, caller) == set(keys.values()) - {keys[stranger]}
        assert await own_records(session, office) == frozenset()
        assert await own_people(session, office) == frozenset()


async def test_matters_about_her_under_another_record_or_about_her_kin_are_none_to_her(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    by_other_record = await as_person(planner, OFFICER, await same(planner, member))
    by_wife = await as_person(planner, OFFICER, await wife(planner, member))
    by_stranger = await as_person(planner, OFFICER, await Registry(planner).stranger())
    matter = (await scene.apply(CLERK, member))["matter"]["id"]
    before = await scene.counts()
    for who in (by_other_record, by_wife):
        assert await scene.matters(who) == []
        assert (await scene.decide(who, matter, document="商纪〔2026〕3号"))["code"] == "NOT_FOUND"
    assert await scene.counts() == before
    assert [each["id"] for each in await scene.matters(by_stranger)] == [matter]
    done = await scene.decide(by_stranger, matter, document="商纪〔2026〕3号")
    assert done["__typename"] == "RecusalDecided"


async def test_a_recorder_who_is_a_party_or_tied_to_one_records_no_decision(planner: Planner) -> None:
    scene = await matters_scene(planner)
    subject = await planner.key_of(SUBJECT, case=scene.scene.case)
    friend = await planner.person(await Registry(planner).stranger())
    await scene.scene.befriend(friend)
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER")))["matter"]["id"]
    before = await scene.counts()
    for person, code in ((subject, "NOT_FOUND"), (friend, "NOT_COMPETENT")):
        for role in (OFFICER, CLERK):
            done = await scene.decide(replace(role, person_id=person), matter, document="商纪〔2026〕4号")
            assert done["code"] == code
    assert await scene.counts() == before
    done = await scene.decide(OFFICER, matter, document="商纪〔2026〕4号")
    assert done["__typename"] == "RecusalDecided"


async def test_a_principal_decides_by_any_record_of_hers(planner: Planner) -> None:
    scene = await matters_scene(planner)
    principal = await scene.number_of(scene.scene.unit.person_id)
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER")))["matter"]["id"]
    who = await as_person(planner, scene.scene.unit, await same(planner, principal))
    assert (await scene.decide(who, matter))["__typename"] == "RecusalDecided"


async def test_neither_she_nor_her_kin_nor_the_subject_lets_a_finding_pass_or_takes_that_back(
    planner: Planner,
) -> None:
    scene = (await matters_scene(planner)).scene
    member = scene.seat("MEMBER")
    other, spouse = await same(planner, member), await wife(planner, member)
    await scene.befriend(await planner.person(member))
    finding = await scene.finding(member)
    pointed = Pointed(member, CASE, AssignmentRole.MEMBER, "R18", finding["ground"])
    registry = Registry(planner)
    herself = await registry.caller(Role.RECUSAL_OFFICER, other)
    kin = await registry.caller(Role.RECUSAL_OFFICER, spouse)
    subject = await registry.caller(Role.RECUSAL_OFFICER, await registry.subject())
    refused: list[tuple[Caller, type[OwnMatter | NotCompetent | NotFound]]] = [
        (herself, OwnMatter),
        (kin, NotCompetent),
        (subject, NotFound),
    ]
    for caller, refusal in refused:
        waived = await scene.grant(caller.identity, finding, document="商纪〔2026〕5号")
        assert waived["code"] == refusal.code
        with pytest.raises(refusal):
            await make_dismissal(caller, pointed, reason="误报")
    office = await registry.caller(Role.RECUSAL_OFFICER)
    made = await make_dismissal(office, pointed, reason="并非同学")
    for caller, refusal in refused:
        with pytest.raises(refusal):
            await revoke_dismissal(caller, made.answer.id, reason="撤销")
    taken = await revoke_dismissal(office, made.answer.id, reason="撤销")
    assert taken.answer.superseded_at is not None


async def test_who_is_who_is_settled_by_others_than_any_record_of_hers_and_her_kin(planner: Planner) -> None:
    registry = Registry(planner)
    herself, third = await registry.stranger(), await registry.stranger()
    other, husband = await same(planner, herself), await wife(planner, herself)
    caller = await registry.caller(Role.RECUSAL_OFFICER, herself)
    said: dict[str, Any] = {"second_number": third, "verdict": IdentityVerdict.DIFFERENT, "reason": "核对"}
    for number in (other, husband):
        with pytest.raises(OwnMatter):
            await settle_identity(caller, first_number=number, **said)
    assert (await settle_identity(await registry.caller(), first_number=other, **said)).answer.first_id > 0
    stranger = await registry.stranger()
    assert (await settle_identity(caller, first_number=stranger, **said)).answer.verdict is said["verdict"]


async def test_facts_about_herself_or_her_kin_are_recorded_ended_and_withdrawn_by_others(planner: Planner) -> None:
    registry = Registry(planner)
    herself = await registry.stranger()
    husband = await wife(planner, await same(planner, herself))
    stranger = await registry.stranger()
    marriage = FactRef(FactKind.KIN_TIE, int(await planner.key_of("SELECT max(id) FROM kin_ties")))
    caller = await registry.caller(Role.COUNTY, herself)
    before = await registry.counts()
    with pytest.raises(OwnMatter):
        await withdraw_fact(caller, marriage, reason="登记有误")
    with pytest.raises(OwnMatter):
        await end_fact(caller, marriage, on=caller.today())
    day, organ = caller.today().isoformat(), str(await planner.key_of("SELECT min(name) FROM organs"))
    subject = await registry.subject()
    acts: list[tuple[str, dict[str, Any]]] = [
        ("tieRecord", {"ties": [{"otherNumber": stranger, "social": "CLASSMATE"}]}),
        ("partyAdd", {"caseNumber": CASE, "role": "WITNESS"}),
        ("membershipChange", {"organName": organ, "kind": "ESTABLISHMENT", "start": day}),
        ("incidentRecord", {"caseNumber": CASE, "kind": "CONTACT", "occurredOn": day, "note": "打招呼"}),
    ]
    for name, given in acts:
        for number in (herself, husband):
            payload = await registry.act(name, person=herself, personNumber=number, **given)
            assert (name, payload["__typename"], payload.get("code")) == (name, "OwnMatter", "OWN_MATTER")
    assert await registry.counts() == before
    for name, given in acts:
        whose = subject if name == "tieRecord" else stranger
        payload = await registry.act(name, person=herself, personNumber=whose, **given)
        assert (name, payload["__typename"]) == (name, "FactsChanged")
    withdrawn = await withdraw_fact(await registry.caller(), marriage, reason="登记有误")
    assert isinstance(withdrawn.answer, KinTie)
    assert withdrawn.answer.id == marriage.key


async def test_what_is_hers_to_declare_she_declares(planner: Planner) -> None:
    registry = Registry(planner)
    herself, husband = await registry.stranger(), await registry.stranger()
    said = {"nothingToDeclare": False, "ties": [{"otherNumber": husband, "edge": "SPOUSE"}]}
    assert (await registry.act("declarationMake", person=herself, **said))["__typename"] == "DeclarationMade"


@pytest.mark.parametrize("restricted", [False, True])
async def test_behind_the_wall_nobody_looks_at_or_changes_what_is_hers_whatever_is_there(
    planner: Planner, *, restricted: bool
) -> None:
    registry = Registry(planner)
    herself = await registry.stranger()
    husband, stranger = await wife(planner, herself), await registry.stranger()
    if restricted:
        key = await planner.person(husband)
        await planner.become(
            Hold(person_id=key, kind=HoldKind.COMPLAINT, during=ALWAYS),
            Informant(case_id=await planner.case(CASE), person_id=key),
        )
    officer = await registry.caller(Role.RECUSAL_OFFICER, herself)
    before = await registry.counts()
    for number in (herself, husband):
        with pytest.raises(OwnMatter):
            await sealed_grounds(officer, person_number=number, case_number=CASE)
        with pytest.raises(OwnMatter):
            await lift_hold(officer, person_number=number, ground=HoldKind.COMPLAINT.value, reason="查否")
        for name, by, given in (
            ("sealedLink", Role.CLUE_OFFICE, {"caseNumber": CASE}),
            ("sealedUnlink", Role.CLUE_OFFICE, {"caseNumber": CASE, "reason": "有误"}),
            ("restrictionSet", Role.RECUSAL_OFFICER, {"ground": HoldKind.TALK.value}),
        ):
            payload = await registry.act(name, by=by, person=herself, personNumber=number, **given)
            assert payload == {"__typename": "OwnMatter", "code": "OWN_MATTER", "message": OwnMatter.en}
    subject = await registry.caller(Role.RECUSAL_OFFICER, await registry.subject())
    with pytest.raises(NotFound):
        await sealed_grounds(subject, person_number=stranger, case_number=CASE)
    assert await registry.counts() == before
    assert await sealed_grounds(officer, person_number=stranger, case_number=CASE) == ()

"""Nobody allocates, or has proposed, a case from which she must stand aside; what is against her is not there."""

import pytest

from db.reads.rows import Window
from resolvers.approval import approve
from resolvers.gate import Act, NotFound
from resolvers.handling import change_mode
from resolvers.own_matters import OwnCases
from resolvers.proposal_access import ProposalRef
from resolvers.proposal_reads import proposal_by_key, proposals
from resolvers.proposals import edit, propose, propose_repair, withdraw
from resolvers.repair_questions import repair_asked
from resolvers.repairing import Wish
from resolvers.scope import scope_of
from resolvers.steering import EditRequest
from terms.allocation import EditKind
from terms.cases import Mode
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.fact_scene import OFFSITE, Registry
from tests.api.own_scene import friend, same, wife
from tests.api.waiver_scene import CASE


async def test_who_must_stand_aside_from_a_case_neither_allocates_it_nor_settles_its_mode(planner: Planner) -> None:
    registry = Registry(planner)
    await planner.propose("one", caseNumbers=[CASE])
    caller = await registry.caller(Role.COUNTY, await friend(planner, await registry.subject()))
    before = await registry.counts() | await planner.counts()
    ref = ProposalRef(key="one")
    stranger = await registry.stranger()
    with pytest.raises(OwnCases) as refused:
        await approve(caller, ref=ref)
    assert refused.value.case_numbers == (CASE,)
    assert CASE in refused.value.message("zh")
    with pytest.raises(OwnCases):
        await withdraw(caller, ref=ref, reason="情况有变")
    with pytest.raises(OwnCases):
        await change_mode(caller, case_number=CASE, mode=Mode.ELEVATED, reason="整体回避")
    with pytest.raises(OwnCases):
        await edit(caller, key="two", ref=ref, edits=[EditRequest(EditKind.EXCLUDE, CASE, stranger, "避嫌")])
    assert await registry.counts() | await planner.counts() == before
    office = await registry.caller(Role.COUNTY, stranger)
    assert len((await approve(office, ref=ref)).assignments) > 0


async def test_a_case_against_her_or_her_kin_and_every_proposal_with_it_are_not_there(planner: Planner) -> None:
    registry = Registry(planner)
    await planner.propose("one", caseNumbers=[CASE, OFFSITE])
    subject = await registry.subject()
    other = await same(planner, subject)
    kin = await wife(planner, subject)
    before = await registry.counts() | await planner.counts()
    ref = ProposalRef(key="one")
    edits = [EditRequest(EditKind.EXCLUDE, OFFSITE, other, "避嫌")]
    for number in (subject, other, kin):
        caller = await registry.caller(Role.COUNTY, number)
        assert await proposal_by_key(caller, "one") is None
        assert (await proposals(caller, Window(5), state=None)).rows == []
        for act in (
            approve(caller, ref=ref),
            withdraw(caller, ref=ref, reason="情况有变"),
            change_mode(caller, case_number=CASE, mode=Mode.ELEVATED, reason="整体回避"),
            edit(caller, key="two", ref=ref, edits=edits),
        ):
            with pytest.raises(NotFound):
                await act
    assert await registry.counts() | await planner.counts() == before
    stranger = await registry.caller(Role.COUNTY, await registry.stranger())
    assert await proposal_by_key(stranger, "one") is not None


async def test_a_proposal_leaves_out_what_its_maker_must_stand_aside_from_and_says_so_where_it_was_named(
    planner: Planner,
) -> None:
    registry = Registry(planner)
    subject, key = await registry.subject(), await planner.case(CASE)
    tied: list[tuple[str, type[OwnCases | NotFound]]] = [
        (await friend(planner, subject), OwnCases),
        (await wife(planner, subject), NotFound),
    ]
    before = await planner.counts()
    for number, refusal in tied:
        caller = await registry.caller(Role.COUNTY, number)
        for numbers in ([CASE], [CASE, OFFSITE]):
            with pytest.raises(refusal) as refused:
                await propose(caller, key="named", case_numbers=numbers)
            assert CASE in refused.value.message("en")
        async with caller.database.judging(Act.PROPOSE) as session:
            whole = await scope_of(session, await registry.caller(), zone_codes=None, case_numbers=None)
            left = await scope_of(session, caller, zone_codes=None, case_numbers=None)
        assert [case.id for case in left.cases] == [case.id for case in whole.cases if case.id != key]
        assert key in {case.id for case in whole.cases}
    assert await planner.counts() == before


async def test_nobody_repairs_a_team_nor_asks_about_it_where_she_must_stand_aside_from_the_case(
    planner: Planner,
) -> None:
    registry = Registry(planner)
    await planner.propose("one", caseNumbers=[CASE, OFFSITE])
    team = (await planner.approve("one"))["assignments"]
    ill = next(each["person"]["number"] for each in team if each["case"]["number"] == CASE)
    subject = await registry.subject()
    tied: list[tuple[str, type[OwnCases | NotFound]]] = [
        (await friend(planner, subject), OwnCases),
        (await wife(planner, subject), NotFound),
    ]
    before = await planner.counts()
    for number, refusal in tied:
        caller = await registry.caller(Role.COUNTY, number)
        for wish in (Wish(cases=(CASE,)), Wish(cases=(OFFSITE,), may_move=(CASE,))):
            with pytest.raises(refusal):
                await propose_repair(caller, key="two", wish=wish)
            with pytest.raises(refusal):
                await repair_asked(caller, wish)
    with pytest.raises(OwnCases):
        await repair_asked(await registry.caller(Role.COUNTY, tied[0][0]), Wish(absent=(ill,)))
    assert await planner.counts() == before

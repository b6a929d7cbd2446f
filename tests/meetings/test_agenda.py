"""What may stand on an agenda."""

import pytest

from meetings.agenda import EarlierItem, Item, ProposalOnAgenda, check_agenda, check_reporters, items_of, numbered
from meetings.calling_refusals import MinutesUnfit, ReporterUnfit
from meetings.kinds import TERMS
from meetings.refusals import ItemUnfit, ProposalOver
from terms.allocation import ProposalState
from terms.meetings import AgendaItemKind, MeetingKind

APPROVED = ProposalOnAgenda(7, ProposalState.APPROVED, unstaffed=(4, 2))
DECIDED, OPEN = EarlierItem(9, is_decided=True), EarlierItem(9, is_decided=False)
I = AgendaItemKind  # noqa: E741  (items read as a table)


def test_a_proposal_brings_itself_and_each_case_that_it_could_not_staff() -> None:
    assert items_of(APPROVED) == (
        Item(I.ALLOCATION, proposal=APPROVED),
        Item(I.CASE_CONSULTATION, case=4),
        Item(I.CASE_CONSULTATION, case=2),
    )
    check_agenda(items_of(APPROVED), kind=MeetingKind.JOINT)
    check_agenda(items_of(APPROVED), kind=MeetingKind.ALLOCATION)


def test_items_are_numbered_from_one() -> None:
    items = items_of(APPROVED)
    assert numbered(items) == ((1, items[0]), (2, items[1]), (3, items[2]))


def test_a_proposal_that_waits_is_dealt_with() -> None:
    check_agenda(items_of(ProposalOnAgenda(7, ProposalState.PROPOSED)), kind=MeetingKind.JOINT)


@pytest.mark.parametrize("state", [ProposalState.WITHDRAWN, ProposalState.SUPERSEDED])
def test_a_proposal_that_is_over_stays_off_the_agenda(state: ProposalState) -> None:
    with pytest.raises(ProposalOver):
        check_agenda(items_of(ProposalOnAgenda(7, state)), kind=MeetingKind.JOINT)


@pytest.mark.parametrize(
    "item",
    [
        Item(I.ALLOCATION, subject="派案"),
        Item(I.CASE_CONSULTATION, subject="疑难"),
        Item(I.DEADLINE, subject="超期"),
        Item(I.DEPLOYMENT),
        Item(I.OTHER, subject="  "),
        Item(I.OTHER, subject="派案", proposal=APPROVED),
        Item(I.OTHER, subject="回避", matter=3),
        Item(I.OTHER, subject="落实", earlier=DECIDED),
        Item(I.RECUSAL_MATTER, subject="回避"),
        Item(I.RECUSAL_MATTER, case=4, matter=3),
        Item(I.RECUSAL_MATTER, matter=3, earlier=DECIDED),
        Item(I.FOLLOW_UP, subject="落实"),
        Item(I.FOLLOW_UP, earlier=OPEN),
        Item(I.FOLLOW_UP, earlier=DECIDED, matter=3),
        Item(I.FOLLOW_UP, earlier=DECIDED, case=4),
    ],
)
def test_an_item_names_the_matter_that_its_kind_deals_with(item: Item) -> None:
    good = Item(I.OTHER, subject="其他")
    with pytest.raises(ItemUnfit) as refused:
        check_agenda((good, item), kind=MeetingKind.WORKING)
    assert (refused.value.position, refused.value.item) == (2, item.kind)


@pytest.mark.parametrize(
    "item",
    [
        Item(I.DEADLINE, case=4),
        Item(I.CLUE_STUDY, case=4),
        Item(I.OTHER, subject="其他"),
        Item(I.RECUSAL_MATTER, matter=3),
        Item(I.FOLLOW_UP, earlier=DECIDED),
    ],
)
def test_an_item_that_names_its_matter_is_allowed(item: Item) -> None:
    check_agenda((item,), kind=MeetingKind.WORKING)


def test_a_training_does_not_deal_with_cases() -> None:
    with pytest.raises(ItemUnfit) as refused:
        check_agenda((Item(I.CASE_CONSULTATION, case=4),), kind=MeetingKind.TRAINING)
    assert refused.value.message("zh") == "第1项议题“疑难会诊”不适用于业务培训，或缺少所议事项。"
    check_agenda((Item(I.DEPLOYMENT, subject="培训安排"),), kind=MeetingKind.TRAINING)


def test_every_kind_of_meeting_has_its_terms() -> None:
    assert set(TERMS) == set(MeetingKind)


@pytest.mark.parametrize("minutes", [0, 601])
def test_an_item_takes_from_one_minute_to_ten_hours(minutes: int) -> None:
    for fit in (1, 600):
        check_agenda((Item(I.OTHER, subject="其他", minutes=fit),), kind=MeetingKind.WORKING)
    with pytest.raises(MinutesUnfit) as refused:
        check_agenda((Item(I.OTHER, subject="其他", minutes=minutes),), kind=MeetingKind.WORKING)
    assert (refused.value.position, refused.value.most) == (1, 600)


FOLLOWING = {I.FOLLOW_UP: Item(I.FOLLOW_UP, earlier=DECIDED), I.RECUSAL_MATTER: Item(I.RECUSAL_MATTER, matter=3)}


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (MeetingKind.WORKING, {I.FOLLOW_UP, I.RECUSAL_MATTER}),
        (MeetingKind.JOINT, {I.FOLLOW_UP, I.RECUSAL_MATTER}),
        (MeetingKind.CONSULTATION, {I.FOLLOW_UP}),
        (MeetingKind.THREE_LEVEL, {I.FOLLOW_UP}),
        (MeetingKind.ALLOCATION, {I.FOLLOW_UP, I.RECUSAL_MATTER}),
        (MeetingKind.DEADLINE_REVIEW, {I.FOLLOW_UP}),
        (MeetingKind.TRAINING, set()),
    ],
)
def test_where_earlier_decisions_and_recusal_matters_are_dealt_with(
    kind: MeetingKind, allowed: set[AgendaItemKind]
) -> None:
    assert {item for item in FOLLOWING if item in TERMS[kind].items} == allowed
    for each, item in FOLLOWING.items():
        if each in allowed:
            check_agenda((item,), kind=kind)


def test_an_organ_that_is_invited_reports_or_nobody_does() -> None:
    check_reporters([(1, None), (2, 11)], invited=[10, 11])
    with pytest.raises(ReporterUnfit) as refused:
        check_reporters([(1, 11), (2, None), (3, 12)], invited=[10, 11])
    assert refused.value.position == 3

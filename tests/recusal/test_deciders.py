"""Who decides: the ladder of TL25 art. 296, and who is passed over on it (R38, T16, T40)."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.deciders import Rung, competent, conflict_of, ladder
from recusal.facts import AssertedKin, Facts, Membership, Organ, Party, Succession
from recusal.findings import Question
from recusal.inquiry import UnknownCaseError
from recusal.lifting import ground_of, parties_of
from recusal.records import Dismissal, SamePerson, Waiver
from recusal.screen import find
from recusal.world import World
from terms.cases import AssignmentRole, Mode, PartyRole
from terms.organs import OrganKind, SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import DecisionLevel, Purpose, SkippedBecause
from terms.ties import KinEdge, Kinship
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, SUBJECT_PARTY, belongs, ties

UNIT, COUNTY, CITY = DecisionLevel.UNIT, DecisionLevel.COUNTY, DecisionLevel.CITY
PERSON, SECRETARY, COUNTY_SECRETARY, NEIGHBOUR = 1, 2, 3, 4


def heads(person: int, organ: int, during: Period = ALWAYS) -> Membership:
    """Make the membership of a principal."""
    return replace(belongs(person, organ, during, leads=True), heads=True)


HEADS = (heads(SECRETARY, m.NEAR_COMMISSION), heads(COUNTY_SECRETARY, m.COUNTY), heads(NEIGHBOUR, m.FAR_COMMISSION))
COUNTY_RUNG = Rung(COUNTY, m.COUNTY, COUNTY_SECRETARY)
FACTS = replace(BARE, memberships=(belongs(PERSON, m.NEAR_COMMISSION), *HEADS))


def rungs(facts: Facts, person: int = PERSON, handling: int | None = None) -> tuple[Rung, ...]:
    """Return the ladder for a person in the case."""
    return ladder(World(facts), person, 1, on=ON, handling=handling)


def with_more(*memberships: Membership) -> Facts:
    """Return the facts with other memberships of the person and the principals."""
    return replace(FACTS, memberships=(*memberships, *HEADS))


def test_the_principal_of_her_own_organ_decides_then_the_county_then_the_city() -> None:
    steps = rungs(FACTS)
    assert steps == (Rung(UNIT, m.NEAR_COMMISSION, SECRETARY), COUNTY_RUNG, Rung(CITY))
    assert competent(steps) == steps[0]
    assert competent(steps, least_level=COUNTY) == COUNTY_RUNG
    assert competent(steps, least_level=CITY) == Rung(CITY)


def test_a_principal_is_decided_on_by_the_organ_above_wherever_he_works() -> None:
    steps = rungs(FACTS, SECRETARY)
    assert steps[0] == Rung(UNIT, m.NEAR_COMMISSION, SECRETARY, SkippedBecause.IS_THE_PERSON)
    assert competent(steps) == COUNTY_RUNG
    assert rungs(FACTS, SECRETARY, handling=m.FAR_COMMISSION) == steps


def test_one_of_two_principals_does_not_decide_on_the_other_of_them() -> None:
    facts = with_more(heads(PERSON, m.NEAR_COMMISSION))
    assert rungs(facts)[0] == Rung(UNIT, m.NEAR_COMMISSION, PERSON, SkippedBecause.IS_THE_PERSON)


def test_staff_of_the_county_room_are_decided_on_by_the_county_and_its_principal_by_the_city() -> None:
    facts = with_more(belongs(PERSON, m.OFFICE))
    assert rungs(facts) == (COUNTY_RUNG, Rung(CITY))
    steps = rungs(facts, COUNTY_SECRETARY)
    assert steps == (Rung(COUNTY, m.COUNTY, COUNTY_SECRETARY, SkippedBecause.IS_THE_PERSON), Rung(CITY))
    assert competent(steps) == Rung(CITY)


def test_an_organ_that_runs_the_case_decides_on_those_it_called_up() -> None:
    called = (Rung(UNIT, m.FAR_COMMISSION, NEIGHBOUR), COUNTY_RUNG, Rung(CITY))
    assert rungs(FACTS, handling=m.FAR_COMMISSION) == called
    decided = replace(FACTS, cases=(replace(CASE, handling_organ=m.FAR_COMMISSION),))
    assert rungs(decided) == called
    assert rungs(decided, handling=m.OFFICE) == (COUNTY_RUNG, Rung(CITY))
    assert rungs(replace(FACTS, cases=(replace(CASE, handling_organ=m.NEAR_COMMISSION),))) == rungs(FACTS)


def test_the_home_organ_decides_on_its_helpers_where_it_leads() -> None:
    facts = replace(FACTS, cases=(replace(CASE, mode=Mode.ASSIST, home_organ=m.FAR_COMMISSION),))
    assert rungs(facts)[0] == Rung(UNIT, m.FAR_COMMISSION, NEIGHBOUR)


def test_an_organ_that_is_none_of_discipline_runs_no_case() -> None:
    assert rungs(FACTS, handling=m.BUREAU) == rungs(FACTS)
    assert rungs(FACTS, handling=777) == rungs(FACTS)


def test_somebody_of_no_discipline_organ_is_decided_on_where_the_case_is_run_or_by_the_county() -> None:
    facts = with_more(belongs(PERSON, m.BUREAU))
    assert rungs(facts) == (COUNTY_RUNG, Rung(CITY))
    assert rungs(facts, handling=m.FAR_COMMISSION)[0] == Rung(UNIT, m.FAR_COMMISSION, NEIGHBOUR)


def test_her_establishment_goes_before_where_she_is_lent_and_before_what_was() -> None:
    lent = Membership(1, PERSON, m.FAR_COMMISSION, MembershipKind.SECONDMENT)
    once = Membership(2, PERSON, m.COMMISSION, MembershipKind.ESTABLISHMENT, during=Period(None, ON))
    facts = with_more(lent, once, belongs(PERSON, m.NEAR_COMMISSION))
    assert rungs(facts)[0].organ == m.NEAR_COMMISSION
    assert rungs(with_more(lent, once))[0].organ == m.FAR_COMMISSION


def test_where_no_principal_is_on_record_the_next_rung_decides() -> None:
    facts = replace(FACTS, memberships=(belongs(PERSON, m.NEAR_COMMISSION), heads(COUNTY_SECRETARY, m.COUNTY)))
    steps = rungs(facts)
    assert steps[0] == Rung(UNIT, m.NEAR_COMMISSION, None, SkippedBecause.NOT_ON_RECORD)
    assert competent(steps) == COUNTY_RUNG


def test_a_county_without_its_commission_on_record_leaves_the_city() -> None:
    facts = replace(FACTS, organs=tuple(organ for organ in BARE.organs if organ.id != m.COUNTY))
    assert rungs(facts)[1:] == (Rung(COUNTY, None, None, SkippedBecause.NOT_ON_RECORD), Rung(CITY))


def test_the_commission_above_her_organ_is_hers_and_one_that_was_renamed_is_its_successor() -> None:
    facts = replace(
        with_more(belongs(PERSON, m.COMMISSION)),
        organs=(*BARE.organs, Organ(0, OrganKind.COUNTY_COMMISSION), Organ(5, OrganKind.COUNTY_COMMISSION)),
    )
    assert rungs(facts)[1].organ == m.COUNTY
    renamed = replace(facts, successions=(Succession(1, m.COUNTY, 5, SuccessionKind.RENAMED, date(2020, 1, 1)),))
    assert rungs(renamed)[1] == Rung(COUNTY, 5, COUNTY_SECRETARY)


def test_of_several_principals_the_one_first_on_record_whose_time_it_is_decides() -> None:
    former = replace(heads(7, m.NEAR_COMMISSION, Period(None, ON)), id=1)
    later, first = replace(heads(8, m.NEAR_COMMISSION), id=900), replace(heads(5, m.NEAR_COMMISSION), id=2)
    facts = replace(FACTS, memberships=(former, later, first, belongs(PERSON, m.NEAR_COMMISSION)))
    assert rungs(facts)[0].principal == 5


SKIPPED = Rung(UNIT, m.NEAR_COMMISSION, SECRETARY, SkippedBecause.CONFLICTED)


@pytest.mark.parametrize("role", PartyRole)
def test_a_principal_who_is_a_party_of_the_case_is_passed_over(role: PartyRole) -> None:
    facts = replace(FACTS, parties=(SUBJECT_PARTY, Party(2, 1, role, SECRETARY)))
    assert rungs(facts)[0] == SKIPPED


def test_a_principal_who_is_kin_of_a_subject_is_passed_over() -> None:
    assert rungs(replace(FACTS, kin_ties=ties((SECRETARY, KinEdge.SPOUSE, m.SUBJECT))))[0] == SKIPPED


@pytest.mark.parametrize(
    ("asserted", "expected"),
    [
        (AssertedKin(1, SECRETARY, PERSON, Kinship.COUSIN), SkippedBecause.CONFLICTED),
        (AssertedKin(1, PERSON, SECRETARY, Kinship.UNCLE_AUNTS_SPOUSE), SkippedBecause.CONFLICTED),
        (AssertedKin(1, SECRETARY, PERSON, Kinship.UNCLE_AUNTS_SPOUSE), SkippedBecause.CONFLICTED),
        (AssertedKin(1, SECRETARY, PERSON, Kinship.DISTANT), None),
        (AssertedKin(1, SECRETARY, PERSON, Kinship.COUSIN, Period(None, ON)), None),
    ],
)
def test_a_principal_does_not_decide_on_his_kin(asserted: AssertedKin, expected: SkippedBecause | None) -> None:
    assert rungs(replace(FACTS, asserted_kin=(asserted,)))[0].skipped == expected


def test_a_conflicted_county_principal_leaves_the_city() -> None:
    facts = replace(
        with_more(belongs(PERSON, m.OFFICE)),
        asserted_kin=(AssertedKin(1, COUNTY_SECRETARY, m.SUBJECT, Kinship.COUSIN),),
    )
    assert competent(rungs(facts)) == Rung(CITY)


def test_what_only_counts_against_a_principal_does_not_pass_him_over() -> None:
    once = belongs(SECRETARY, m.VILLAGE, Period(None, date(2000, 1, 1)))
    facts = replace(FACTS, memberships=(*FACTS.memberships, once))
    assert [finding.rule for finding in find(facts, Question(frozenset({SECRETARY}), frozenset({1})), on=ON)]
    assert rungs(facts)[0].skipped is None


def test_a_false_alarm_about_a_principal_may_be_dismissed_but_no_waiver_lets_him_decide() -> None:
    facts = replace(FACTS, asserted_kin=(AssertedKin(1, SECRETARY, m.SUBJECT, Kinship.EX_SPOUSE),))
    question = Question(frozenset({SECRETARY}), frozenset({1}), purpose=Purpose.DECISION)
    (finding,) = find(facts, question, on=ON)
    ground = ground_of(finding)
    parties = parties_of(World(facts), 1)
    waiver = Waiver(1, SECRETARY, 1, AssignmentRole.MEMBER, finding.rule, ground, parties, date(2027, 1, 1))
    assert rungs(replace(facts, waivers=(waiver,)))[0] == SKIPPED
    assert rungs(replace(facts, dismissals=(Dismissal(1, SECRETARY, 1, finding.rule, ground),)))[0].skipped is None


def test_a_principal_known_under_two_records_does_not_decide_on_himself() -> None:
    facts = replace(FACTS, same_people=(SamePerson(1, PERSON, SECRETARY),))
    assert rungs(facts, SECRETARY)[0].skipped is SkippedBecause.IS_THE_PERSON
    assert rungs(facts, PERSON)[0].skipped is SkippedBecause.IS_THE_PERSON


def test_somebody_without_an_office_on_the_ladder_is_held_to_the_same_as_a_principal() -> None:
    def conflict(facts: Facts, decider: int = NEIGHBOUR) -> SkippedBecause | None:
        return conflict_of(World(facts), decider, person=PERSON, case=1, on=ON)

    assert conflict(FACTS) is None
    assert conflict(FACTS, PERSON) is SkippedBecause.IS_THE_PERSON
    to_the_subject = AssertedKin(1, NEIGHBOUR, m.SUBJECT, Kinship.COUSIN)
    assert conflict(replace(FACTS, asserted_kin=(to_the_subject,))) is SkippedBecause.CONFLICTED
    to_the_person = AssertedKin(1, NEIGHBOUR, PERSON, Kinship.SIBLING)
    assert conflict(replace(FACTS, asserted_kin=(to_the_person,))) is SkippedBecause.CONFLICTED
    for word in (Kinship.EX_SPOUSE, Kinship.PARTNER):
        close = AssertedKin(1, NEIGHBOUR, PERSON, word)
        assert conflict(replace(FACTS, asserted_kin=(close,))) is SkippedBecause.CONFLICTED
    assert conflict(replace(FACTS, same_people=(SamePerson(1, PERSON, NEIGHBOUR),))) is SkippedBecause.IS_THE_PERSON


def test_a_case_that_is_not_among_the_facts_is_an_error() -> None:
    with pytest.raises(UnknownCaseError):
        ladder(World(FACTS), PERSON, 66, on=ON)

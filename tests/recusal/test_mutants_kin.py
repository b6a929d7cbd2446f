"""Grounds of kinship and of linked cases: each finding whole, with every record that it rests on."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.bonds import Bond
from recusal.facts import AssertedKin, KinTie, Party, Service, SocialTie
from recusal.findings import Evidence, Finding
from recusal.kinship import Kin, KinIndex
from recusal.lifting import ground_of
from recusal.policy import Policy
from recusal.records import Dismissal
from terms.cases import AssignmentRole, AssignmentState, PartyRole
from terms.periods import ALWAYS, Period
from terms.recusal import Purpose, Severity, Verdict
from terms.ties import KinEdge, Kinship, SocialTieKind
from tests.recusal.making import BARE, CASE, INVESTIGATOR, ON, SUBJECT, SUBJECT_PARTY, findings, said, ties
from tests.recusal.settling import told, waived

H, W = Severity.HARD, Severity.WAIVABLE
BY_PARTY = Evidence("party", 1)
WITNESS = 7
WITH_WITNESS = replace(BARE, parties=(SUBJECT_PARTY, Party(6, 1, PartyRole.WITNESS, WITNESS)))


def found(rule: str, severity: Severity, *evidence: Evidence, other: int | None, relation: str | None) -> Finding:
    """Return a conflict of the investigator in the first case."""
    return Finding(rule, severity, Verdict.CONFLICT, INVESTIGATOR, 1, evidence, other, None, relation)


def kin_of(other: int, number: int = 4) -> tuple[KinTie, ...]:
    """Return the tie that makes the investigator somebody's spouse."""
    return (KinTie(number, INVESTIGATOR, other, KinEdge.SPOUSE),)


def test_kin_who_is_at_work_on_the_case_is_shown_with_that_service() -> None:
    at_work = Service(5, 3, 1, AssignmentRole.REVIEWER, AssignmentState.ACTIVE, ALWAYS)
    by_records = (Evidence("kin_tie", 4), Evidence("service", 5))
    expected = found("R29", H, *by_records, other=3, relation="SPOUSE")
    assert findings(replace(BARE, kin_ties=kin_of(3), services=(at_work,))) == (expected,)


@pytest.mark.parametrize("kind", [SocialTieKind.LENDER, SocialTieKind.PARTNER])
@pytest.mark.parametrize("ends", [(INVESTIGATOR, WITNESS), (WITNESS, INVESTIGATOR)])
def test_business_with_a_witness_is_shown_with_the_tie_and_the_party(
    kind: SocialTieKind, ends: tuple[int, int]
) -> None:
    facts = replace(WITH_WITNESS, social_ties=(SocialTie(4, *ends, kind),))
    by_records = (Evidence("social_tie", 4), Evidence("party", 6))
    assert findings(facts) == (found("R10", W, *by_records, other=WITNESS, relation=kind.value),)


def test_kin_of_a_witness_is_shown_with_the_tie_and_the_party() -> None:
    by_records = (Evidence("kin_tie", 4), Evidence("party", 6))
    expected = found("R10", W, *by_records, other=WITNESS, relation="SPOUSE")
    assert findings(replace(WITH_WITNESS, kin_ties=kin_of(WITNESS))) == (expected,)


def test_distant_kin_is_shown_with_the_word_and_the_party() -> None:
    facts = replace(BARE, asserted_kin=(AssertedKin(4, INVESTIGATOR, SUBJECT, Kinship.DISTANT),))
    by_records = (Evidence("asserted_kin", 4), BY_PARTY)
    assert findings(facts) == (found("R18", W, *by_records, other=SUBJECT, relation="DISTANT"),)


def test_who_was_kin_while_the_facts_happened_is_shown_with_the_tie_that_ended() -> None:
    (tie,) = kin_of(SUBJECT)
    married = replace(tie, during=Period(None, date(2024, 1, 1)))
    case = replace(CASE, happened=Period(date(2023, 1, 1), date(2023, 6, 1)))
    shown = findings(replace(BARE, kin_ties=(married,), cases=(case,)), rules={"R18"})
    assert {finding.other_person for finding in shown} == {SUBJECT}
    assert {finding.evidence for finding in shown} == {(Evidence("kin_tie", 4), BY_PARTY)}


def test_of_two_ways_to_one_kinship_the_one_first_on_record_is_shown() -> None:
    both = replace(BARE, kin_ties=(*kin_of(SUBJECT, 8), *kin_of(SUBJECT, 4)))
    expected = found("R02", H, Evidence("kin_tie", 4), BY_PARTY, other=SUBJECT, relation="SPOUSE")
    assert findings(both) == (expected,)


@pytest.mark.parametrize("role", PartyRole)
def test_a_party_who_would_hold_a_talk_is_shown_with_the_record_of_it(role: PartyRole) -> None:
    facts = replace(BARE, parties=(SUBJECT_PARTY, Party(6, 1, role, INVESTIGATOR)))
    expected = found("R54", H, Evidence("party", 6), other=None, relation=None)
    assert findings(facts, purpose=Purpose.DELEGATED_TALK, rules={"R54"}) == (expected,)


def test_a_kinship_dismissed_in_a_linked_case_is_looked_through_whatever_its_records_are_called() -> None:
    lenient = Policy({"R08": Severity.WAIVABLE})
    giver = 8
    uncles = ties(
        (giver, KinEdge.PARENT, 5), (5, KinEdge.PARENT, 1), (giver, KinEdge.PARENT, 6), (6, KinEdge.PARENT, 1)
    )
    facts = replace(
        BARE,
        cases=(CASE, replace(CASE, id=70, linked_cases=(1,))),
        parties=(SUBJECT_PARTY, Party(80, 70, PartyRole.SUBJECT, giver)),
        kin_ties=uncles,
    )
    (shown,) = findings(facts, policy=lenient)
    assert shown.evidence == (
        Evidence("case", 70),
        Evidence("kin_tie", 2),
        Evidence("kin_tie", 1),
        Evidence("party", 80),
    )
    dismissed = replace(facts, dismissals=(Dismissal(1, 1, 1, "R52", ground_of(shown)),))
    (following,) = findings(dismissed, policy=lenient)
    assert following.evidence[1:3] == (Evidence("kin_tie", 4), Evidence("kin_tie", 3))
    assert following.lifted_by is None
    assert said(findings(dismissed, policy=lenient, on=ON)) == ["R52 WAIVABLE"]


def test_who_a_marriage_ended_for_is_a_former_spouse_from_its_end_on() -> None:
    married = Period(date(2010, 1, 1), date(2015, 6, 1))
    by_tie = KinIndex([KinTie(4, 1, 2, KinEdge.SPOUSE, during=married)], ()).between(1, 2)
    by_word = KinIndex((), [AssertedKin(4, 1, 2, Kinship.SPOUSE, married)]).between(1, 2)
    for kin, record in ((by_tie, Evidence("kin_tie", 4)), (by_word, Evidence("asserted_kin", 4))):
        assert kin == (
            Kin(1, 2, Bond.SPOUSE, (record,), married),
            Kin(1, 2, Bond.EX_SPOUSE, (record,), Period(date(2015, 6, 1), None)),
        )


def test_who_is_adopted_away_has_parents_by_blood_from_the_adoption_on_and_none_before_birth() -> None:
    born, adopted = date(2000, 1, 1), date(2005, 1, 1)
    birth = KinTie(4, 2, 1, KinEdge.PARENT, during=Period(born, None))
    adoption = KinTie(5, 3, 1, KinEdge.ADOPTIVE_PARENT, during=Period(adopted, None))
    path = (Evidence("kin_tie", 4),)
    assert KinIndex([birth, adoption], ()).between(1, 2) == (
        Kin(1, 2, Bond.PARENT, path, Period(born, adopted)),
        Kin(1, 2, Bond.BIRTH_PARENT, path, Period(adopted, None)),
    )


def test_full_siblings_by_word_are_followed_to_the_end_of_the_row() -> None:
    row = [AssertedKin(number, number, number + 1, Kinship.SIBLING) for number in range(1, 12)]
    records = tuple(Evidence("asserted_kin", said.id) for said in row)
    assert KinIndex((), row).between(1, 12) == (Kin(1, 12, Bond.SIBLING, records, ALWAYS),)


def test_behind_a_kinship_that_was_waived_the_next_one_is_told_though_a_second_path_leads_to_the_first() -> None:
    cousins = ((20, 21), (20, 22), (30, 21), (30, 22), (21, INVESTIGATOR), (22, SUBJECT))
    facts = replace(
        BARE,
        kin_ties=ties(*((parent, KinEdge.PARENT, child) for parent, child in cousins)),
        asserted_kin=(AssertedKin(4, INVESTIGATOR, SUBJECT, Kinship.CHILDS_PARENT_IN_LAW),),
        dismissals=(Dismissal(1, 3, 1, "R08", "of somebody else, so that second paths are kept"),),
    )
    (nearest,) = told(facts)
    assert [(finding.relation, finding.lifted_by) for finding in told(waived(facts, nearest))] == [
        ("CHILDS_PARENT_IN_LAW", None),
        ("COUSIN", Evidence("waiver", 1)),
    ]

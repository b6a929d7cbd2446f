"""What the recusal officer is told of sealed grounds, and how they are widened so that nobody is pointed at (T03)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import AssertedKin, Facts, KinTie, SealedFacts, Succession
from recusal.findings import Evidence, Finding, Question
from recusal.inquiry import UnknownCaseError
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.records import SamePerson
from recusal.registry import RULE_BY_CODE, SCREENED
from recusal.rules.sealed import RESTRICTED, SEALED
from recusal.screen import find
from recusal.truth import sealed_truth
from recusal.world import World
from terms.organs import SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict
from terms.ties import KinEdge, Kinship
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, belongs, findings, ties

S, P = KinEdge.SPOUSE, KinEdge.PARENT
INFORMANT, COLLEAGUE = 5, 2
ONLY = (Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, 1, 1),)
INFORMED = replace(BARE, sealed=SealedFacts(informants=((1, INFORMANT),)))
COUSINS = AssertedKin(1, 1, INFORMANT, Kinship.COUSIN)


def truth(
    facts: Facts | World,
    *people: int,
    policy: Policy = DEFAULT_POLICY,
    cases: Iterable[int] = (1,),
    widen: bool = False,
) -> list[tuple[str, str, int, str | None]]:
    """Return rule, severity, person and relation of what the officer is told."""
    question = Question(frozenset(people or (1,)), frozenset(cases), widen_sealed=widen)
    found = sealed_truth(facts, question, policy, on=ON)
    assert all(one.other_person is None and one.organ is None for one in found)
    return [(one.rule, one.severity.value, one.person, one.relation) for one in found]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (replace(BARE, sealed=SealedFacts(informants=((1, 1),))), ("R04", "HARD", 1, None)),
        (replace(INFORMED, kin_ties=ties((1, S, INFORMANT))), ("R03", "HARD", 1, "SPOUSE")),
        (replace(INFORMED, kin_ties=ties((INFORMANT, P, 1))), ("R03", "HARD", 1, "PARENT")),
        (replace(INFORMED, asserted_kin=(COUSINS,)), ("R09", "WAIVABLE", 1, "COUSIN")),
        (replace(BARE, sealed=SealedFacts(holds=((1, ALWAYS),))), ("R49", "ELIGIBILITY", 1, None)),
    ],
)
def test_the_officer_sees_the_true_ground_and_everybody_else_the_neutral_code(
    facts: Facts, expected: tuple[str, str, int, str | None]
) -> None:
    assert truth(facts) == [expected]
    assert truth(World(facts)) == [expected]
    assert truth(facts, COLLEAGUE) == []
    assert findings(facts) == ONLY
    open_facts = replace(facts, sealed=SealedFacts())
    assert truth(open_facts) == []
    assert findings(open_facts) == ()


def test_the_officer_sees_every_ground_and_everybody_else_one() -> None:
    sealed = SealedFacts(informants=((1, 1), (1, INFORMANT), (1, 6)), holds=((1, ALWAYS), (2, ALWAYS)))
    facts = replace(BARE, sealed=sealed, kin_ties=ties((1, S, INFORMANT), (6, P, 1)))
    assert truth(facts) == [
        ("R03", "HARD", 1, "PARENT"),
        ("R03", "HARD", 1, "SPOUSE"),
        ("R04", "HARD", 1, None),
        ("R49", "ELIGIBILITY", 1, None),
    ]
    assert findings(facts) == ONLY


def test_the_nearest_kinship_to_an_informant_is_told_as_it_reads_from_the_person() -> None:
    aunts_husband = replace(INFORMED, kin_ties=ties((INFORMANT, S, 6), (7, P, 6), (7, P, 8), (8, P, 1)))
    assert truth(aunts_husband) == [("R09", "WAIVABLE", 1, "UNCLE_AUNTS_SPOUSE")]
    wifes_nephew = replace(INFORMED, kin_ties=ties((1, S, 6), (7, P, 6), (7, P, 8), (8, P, INFORMANT)))
    assert truth(wifes_nephew) == []
    twice = replace(INFORMED, kin_ties=ties((INFORMANT, P, 1)), asserted_kin=(COUSINS,))
    assert truth(twice) == [("R03", "HARD", 1, "PARENT")]


@pytest.mark.parametrize(
    ("during", "expected"),
    [(Period(None, ON), [("R09", "WAIVABLE", 1, "EX_SPOUSE")]), (Period(date(2026, 9, 1), None), [])],
)
def test_who_was_married_to_the_informant_counts_still_and_who_will_be_after_the_work_does_not(
    during: Period, expected: list[tuple[str, str, int, str]]
) -> None:
    window = replace(CASE, window=Period(ON, date(2026, 8, 1)))
    married = replace(ties((1, S, INFORMANT))[0], during=during)
    facts = replace(INFORMED, cases=(window,), kin_ties=(married,))
    assert truth(facts) == expected
    assert findings(facts) == (ONLY if expected else ())


@pytest.mark.parametrize("during", [Period(None, ON), Period(date(2026, 9, 1), None)])
def test_other_kin_of_the_informant_at_another_time_are_none(during: Period) -> None:
    window = replace(CASE, window=Period(ON, date(2026, 8, 1)))
    adopted = KinTie(1, INFORMANT, 1, KinEdge.ADOPTIVE_PARENT, during=during)
    facts = replace(INFORMED, cases=(window,), kin_ties=(adopted,))
    assert truth(facts) == []
    assert findings(facts) == ()


def test_the_partner_of_an_informant_is_kept_away_like_extended_kin() -> None:
    partner = AssertedKin(1, 1, INFORMANT, Kinship.PARTNER)
    facts = replace(INFORMED, asserted_kin=(partner,))
    assert truth(facts) == [("R09", "WAIVABLE", 1, "PARTNER")]
    assert findings(facts) == ONLY


@pytest.mark.parametrize("linked_from", [1, 2])
def test_the_informant_of_a_linked_case_counts_here_and_the_officer_sees_the_link(linked_from: int) -> None:
    links = {linked_from: (3 - linked_from,)}
    cases = tuple(replace(CASE, id=case, linked_cases=links.get(case, ())) for case in (1, 2))
    facts = replace(
        BARE, cases=cases, sealed=SealedFacts(informants=((2, INFORMANT),)), kin_ties=ties((1, S, INFORMANT))
    )
    assert findings(facts) == ONLY
    (told,) = sealed_truth(facts, Question(frozenset({1}), frozenset({1})), on=ON)
    assert (told.rule, told.case, told.evidence) == ("R03", 1, (Evidence("case", 2),))
    (there,) = sealed_truth(facts, Question(frozenset({1}), frozenset({2})), on=ON)
    assert (there.rule, there.case, there.evidence) == ("R03", 2, ())


def test_an_informant_who_is_no_person_on_record_bars_nobody() -> None:
    assert truth(BARE, 1, COLLEAGUE) == []
    assert findings(BARE) == ()


def test_no_sealed_rule_can_be_asked_for_by_its_own_code() -> None:
    facts = replace(BARE, sealed=SealedFacts(informants=((1, 1),)))
    assert findings(facts, rules=SEALED) == ()
    assert {one.rule for one in findings(facts, rules=RULE_BY_CODE)} & (SEALED | {RESTRICTED}) == {RESTRICTED}
    assert SCREENED.isdisjoint(SEALED)


HERE = (belongs(1, m.GROUP), belongs(COLLEAGUE, m.GROUP), belongs(3, m.BUREAU))
KIN = replace(INFORMED, kin_ties=ties((1, S, INFORMANT)), memberships=HERE)


def shut(facts: Facts, person: int, policy: Policy = DEFAULT_POLICY, *, widen: bool = True) -> bool:
    """Tell whether a person is restricted where the question is widened."""
    found = findings(facts, person, rules={RESTRICTED}, policy=policy, widen_sealed=widen)
    assert found in ((), (replace(ONLY[0], person=person),))
    return found != ()


def test_the_colleagues_of_who_is_restricted_are_left_out_with_her() -> None:
    assert (shut(KIN, 1), shut(KIN, COLLEAGUE), shut(KIN, 3)) == (True, True, False)
    assert (shut(KIN, 1, widen=False), shut(KIN, COLLEAGUE, widen=False)) == (True, False)
    assert truth(KIN, 1, COLLEAGUE, 3, widen=True) == [
        ("R03", "HARD", 1, "SPOUSE"),
        (RESTRICTED, "HARD", COLLEAGUE, None),
    ]
    assert truth(KIN, 1, COLLEAGUE, 3) == [("R03", "HARD", 1, "SPOUSE")]


def test_a_county_may_do_without_widening() -> None:
    narrow = Policy(widen_sealed_grounds=False)
    assert (shut(KIN, 1, narrow), shut(KIN, COLLEAGUE, narrow)) == (True, False)


def test_colleagues_are_the_same_whether_she_is_asked_about_or_not() -> None:
    question = Question(frozenset({1, COLLEAGUE, 3}), frozenset({1}), widen_sealed=True)
    together = find(KIN, question, on=ON, rules={RESTRICTED})
    assert [one.person for one in together] == [1, COLLEAGUE]
    assert shut(KIN, COLLEAGUE)


def test_the_informants_own_organ_is_left_out_too() -> None:
    facts = replace(INFORMED, memberships=(belongs(INFORMANT, m.GROUP), belongs(COLLEAGUE, m.GROUP)))
    assert shut(facts, COLLEAGUE)


def test_a_hold_leaves_nobody_out_beside_the_person_herself() -> None:
    facts = replace(KIN, sealed=SealedFacts(holds=((1, ALWAYS),)))
    assert (shut(facts, 1), shut(facts, COLLEAGUE)) == (True, False)


@pytest.mark.parametrize("kind", MembershipKind)
@pytest.mark.parametrize("person", [1, COLLEAGUE])
def test_an_organ_is_left_out_by_its_establishment(kind: MembershipKind, person: int) -> None:
    others = tuple(post for post in HERE if post.person != person)
    facts = replace(KIN, memberships=(*others, belongs(person, m.GROUP, kind=kind)))
    assert shut(facts, COLLEAGUE) is (kind is MembershipKind.ESTABLISHMENT)


@pytest.mark.parametrize("person", [1, COLLEAGUE])
def test_who_has_left_the_organ_is_no_colleague(person: int) -> None:
    others = tuple(post for post in HERE if post.person != person)
    facts = replace(KIN, memberships=(*others, belongs(person, m.GROUP, Period(None, ON))))
    assert not shut(facts, COLLEAGUE)


def test_a_merged_organ_is_left_out_whole() -> None:
    merged = (Succession(1, m.BUREAU, m.GROUP, SuccessionKind.MERGED, ON),)
    assert shut(replace(KIN, successions=merged), 3)


def test_the_officer_is_answered_under_the_record_that_he_asked_about() -> None:
    facts = replace(KIN, same_people=(SamePerson(1, 1, 11),))
    assert truth(facts, 11) == [("R03", "HARD", 11, "SPOUSE")]
    assert truth(facts, 1, 11) == [("R03", "HARD", 1, "SPOUSE"), ("R03", "HARD", 11, "SPOUSE")]


def test_a_case_that_is_not_known_is_an_error() -> None:
    with pytest.raises(UnknownCaseError):
        truth(KIN, 1, cases=(77,))

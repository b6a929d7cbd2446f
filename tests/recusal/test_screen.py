"""Answers in canonical order, verdicts, and the registry of rules."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from recusal.facts import AssertedKin, Handling, Interest, Party, SealedFacts, SocialTie
from recusal.findings import Evidence, Question
from recusal.inquiry import UnknownCaseError
from recusal.registry import RULE_BY_CODE, RULES, SCREENED, TIES
from recusal.rule import Scope
from recusal.screen import find, screen
from recusal.severities import STANDARDS
from recusal.world import World
from terms.cases import AssignmentRole, Mode, PartyRole
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict
from terms.ties import InterestKind, Kinship, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, READY, SUBJECT_PARTY, belongs, in_mode

MANY = replace(
    BARE,
    sealed=SealedFacts(holds=((1, ALWAYS),)),
    asserted_kin=(AssertedKin(1, 1, 9, Kinship.SPOUSE), AssertedKin(2, 1, 8, Kinship.COUSIN)),
    parties=(SUBJECT_PARTY, Party(2, 1, PartyRole.CO_SUBJECT, person=8)),
    memberships=(belongs(1, m.VILLAGE), belongs(1, m.TOWNSHIP, Period(None, date(2000, 1, 1)))),
    social_ties=(SocialTie(1, 1, 9, SocialTieKind.FRIEND), SocialTie(2, 1, 8, SocialTieKind.FRIEND)),
    interests=(Interest(1, 1, InterestKind.LAND, case=1),),
)


def test_all_findings_are_told_in_the_order_of_evaluation() -> None:
    (answer,) = screen(replace(MANY, cases=(replace(CASE, concerned_organ=m.TOWNSHIP),)), ask(), on=ON)
    assert [(finding.rule, finding.severity.value, finding.other_person) for finding in answer.findings] == [
        ("R36", "ELIGIBILITY", None),
        ("R48", "ELIGIBILITY", None),
        ("RESTRICTED", "HARD", None),
        ("R02", "HARD", 9),
        ("R06", "HARD", None),
        ("R08", "HARD", 8),
        ("R12", "ABSOLUTE", None),
        ("R18", "WAIVABLE", 8),
        ("R18", "WAIVABLE", 9),
        ("R13", "SOFT", None),
    ]


def test_findings_of_one_rule_are_in_order_of_organ_and_of_relation() -> None:
    interests = (
        Interest(1, 1, InterestKind.TENANCY, organ=m.VILLAGE),
        Interest(2, 1, InterestKind.LAND, organ=m.VILLAGE),
        Interest(3, 1, InterestKind.LAND, case=1),
    )
    found = find(replace(BARE, interests=interests), ask(), on=ON, rules={"R06"})
    assert [(finding.organ, finding.relation) for finding in found] == [
        (None, "LAND"),
        (m.VILLAGE, "LAND"),
        (m.VILLAGE, "TENANCY"),
    ]


def ask(*people: int, cases: tuple[int, ...] = (1,), role: AssignmentRole = AssignmentRole.MEMBER) -> Question:
    """Ask about the investigator, or about others."""
    return Question(frozenset(people or (1,)), frozenset(cases), role, before_approval=False)


def test_every_person_and_case_has_one_answer_in_order() -> None:
    facts = replace(BARE, cases=(replace(CASE, id=3), CASE, replace(CASE, id=2)))
    answers = screen(facts, ask(7, 1, 4, cases=(3, 1)), on=ON)
    assert [(answer.person, answer.case) for answer in answers] == [(1, 1), (1, 3), (4, 1), (4, 3), (7, 1), (7, 3)]


def test_a_question_about_nobody_or_nothing_has_no_answers() -> None:
    assert screen(BARE, Question(frozenset(), frozenset({1})), on=ON) == ()
    assert screen(BARE, Question(frozenset({1}), frozenset()), on=ON) == ()


def test_a_case_that_is_not_among_the_facts_is_an_error() -> None:
    with pytest.raises(UnknownCaseError) as error:
        screen(BARE, ask(cases=(1, 77, 66)), on=ON)
    assert error.value.args == (66, 77)


def test_who_is_in_order_is_clear() -> None:
    facts = in_mode(Mode.SELF, replace(BARE, pool=(READY,), memberships=(belongs(1, m.COMMISSION),)))
    (answer,) = screen(facts, ask(role=AssignmentRole.LEAD), on=ON)
    assert (answer.findings, answer.verdict, answer.waivable) == ((), Verdict.CLEAR, False)
    assert answer.role is AssignmentRole.LEAD


def test_what_can_be_waived_is_a_conflict_still_and_what_is_soft_is_none() -> None:
    home = in_mode(Mode.SELF, replace(BARE, pool=(READY,), memberships=(belongs(1, m.COMMISSION),)))
    friend = replace(home, social_ties=(SocialTie(1, 1, 9, SocialTieKind.FRIEND),))
    (waivable,) = screen(friend, ask(), on=ON)
    assert (waivable.verdict, waivable.waivable) == (Verdict.CONFLICT, True)
    once = belongs(1, m.VILLAGE, Period(None, date(2000, 1, 1)))
    (soft,) = screen(replace(home, memberships=(*home.memberships, once)), ask(), on=ON)
    assert [finding.rule for finding in soft.findings] == ["R13"]
    assert (soft.verdict, soft.bars) == (Verdict.CLEAR, ())


def test_what_is_not_known_is_no_pass() -> None:
    facts = replace(BARE, pool=(READY,), cases=(replace(CASE, mode=Mode.JOINT, handling_organ=77),))
    question = Question(frozenset({1}), frozenset({1}), before_approval=True)
    (answer,) = screen(facts, question, on=ON)
    assert [finding.rule for finding in answer.findings] == ["R35"]
    assert answer.verdict is Verdict.UNKNOWN


def test_what_several_paths_say_is_said_once_with_the_shortest() -> None:
    twice = (belongs(1, m.VILLAGE), replace(belongs(1, m.VILLAGE), id=3))
    facts = replace(BARE, memberships=twice, handlings=(Handling(1, 1, m.OFFICE, m.OFFICE, is_open=True),))
    (finding,) = find(facts, ask(), on=ON, rules=TIES)
    assert finding.evidence == (Evidence("membership", 3), Evidence("case", 1))


def test_one_world_answers_as_the_facts_do() -> None:
    world = World(MANY)
    assert screen(world, ask(1, 2), on=ON) == screen(MANY, ask(1, 2), on=ON)
    assert screen(world, ask(1, 2), on=date(2024, 1, 1)) == screen(MANY, ask(1, 2), on=date(2024, 1, 1))


def test_the_registry_holds_every_rule_and_the_neutral_one_last() -> None:
    assert [rule.code for rule in RULES] == [*(f"R{number:02}" for number in range(1, 56)), "RECUSED", "RESTRICTED"]
    assert all(first.code < second.code for first, second in pairwise(RULES))


def test_each_rule_has_words_and_sources_and_names_its_decider() -> None:
    for rule in RULES:
        assert bool(rule.functions) is (rule.scope in {Scope.PAIR, Scope.REQUIREMENT})
        assert rule.zh
        assert rule.en
        assert rule.sources
    assert TIES < SCREENED < set(RULE_BY_CODE)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope.REQUIREMENT, "R25 R32 R35 R36 R39 R40 R41 R42 R45 R46 R48 R50"),
        (Scope.TEAM, "R30 R31 R33 R34"),
        (Scope.ALLOCATION, "R43 R44 R47"),
        (Scope.SEALED, "R03 R04 R09 R49"),
        (Scope.VENUE, "R51"),
        (Scope.FILES, "R53"),
        (Scope.DECISION, "R38"),
    ],
)
def test_what_is_no_tie_is_asked_by_somebody_else(scope: Scope, expected: str) -> None:
    assert " ".join(rule.code for rule in RULES if rule.scope is scope) == expected


def test_every_severity_belongs_to_a_rule_and_no_rule_invents_one() -> None:
    assert {key.split(".")[0] for key in STANDARDS} == set(RULE_BY_CODE) - {"R52"}
    assert RULE_BY_CODE["R39"].severities == {"R39.OPEN": Severity.ABSOLUTE, "R39.RECENT": Severity.WAIVABLE}
    assert RULE_BY_CODE["RESTRICTED"].severities == {"RESTRICTED": Severity.HARD}
    assert RULE_BY_CODE["R52"].severities == {}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 5, 31), ["JCF18 58(1)", "JCG21 47", "MFD 1072, 1111"]),
        (date(2025, 6, 1), ["JCF24 67(1)", "JCG21 47", "TL25 295, 325", "MFD 1072, 1111"]),
    ],
)
def test_the_source_of_near_kin_is_the_law_in_force(day: date, expected: list[str]) -> None:
    cited = [f"{source.law.key} {source.article}" for source in RULE_BY_CODE["R02"].sources_on(day)]
    assert cited == expected


def test_a_rule_is_silent_outside_its_effective_days(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tuple(replace(rule, effective=Period(date(2027, 1, 1), None)) for rule in RULES)
    monkeypatch.setattr("recusal.screen.RULES", rules)
    assert find(MANY, ask(), on=ON) == ()
    assert find(MANY, ask(), on=date(2027, 1, 1)) != ()

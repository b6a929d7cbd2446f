"""Nothing declared is not "no conflict" (T06); and which rules each purpose asks."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts
from recusal.findings import Question
from recusal.lifting import ground_of
from recusal.policy import Policy
from recusal.records import Declaration, Dismissal
from recusal.registry import TIES
from recusal.screen import ASKED, find, screen
from terms.cases import AssignmentRole, Mode
from terms.recusal import Purpose, Severity, Verdict
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, READY, belongs, in_mode

SILENT = in_mode(
    Mode.SELF,
    replace(BARE, pool=(replace(READY, declared_on=None),), memberships=(belongs(1, m.COMMISSION),)),
)
A_YEAR_AGO = date(2025, 3, 5)


def ask(purpose: Purpose = Purpose.ASSIGNMENT) -> Question:
    """Ask about the investigator and the case."""
    return Question(frozenset({1}), frozenset({1}), AssignmentRole.MEMBER, purpose=purpose)


def verdict(facts: Facts, purpose: Purpose = Purpose.ASSIGNMENT, policy: Policy | None = None) -> Verdict:
    """Return what a screening answers."""
    (answer,) = screen(facts, ask(purpose), policy or Policy(), on=ON)
    return answer.verdict


def declaring(on: date, case: int | None = None, person: int = 1) -> Facts:
    """Return the facts with one declaration."""
    return replace(SILENT, declarations=(Declaration(1, person, on, case),))


def test_who_has_declared_nothing_is_unknown_and_no_pass() -> None:
    (answer,) = screen(SILENT, ask(), on=ON)
    (finding,) = answer.findings
    assert (finding.rule, finding.relation, finding.severity) == ("R48", "DECLARATION", Severity.ELIGIBILITY)
    assert (answer.verdict, answer.bars) == (Verdict.UNKNOWN, answer.findings)


def test_no_policy_turns_a_missing_declaration_into_a_pass() -> None:
    off = Policy({"R48": None})
    assert verdict(SILENT, policy=off) is Verdict.UNKNOWN
    assert verdict(replace(SILENT, pool=()), policy=off) is Verdict.UNKNOWN
    assert verdict(replace(declaring(ON), pool=()), policy=off) is Verdict.CLEAR


@pytest.mark.parametrize(("on", "expected"), [(A_YEAR_AGO, Verdict.CLEAR), (date(2025, 3, 4), Verdict.UNKNOWN)])
def test_what_was_settled_as_unknown_stays_so_no_longer_than_a_declaration_holds(on: date, expected: Verdict) -> None:
    (answer,) = screen(SILENT, ask(), on=ON)
    settled = Dismissal(1, 1, 1, "R48", ground_of(answer.findings[0]), on)
    assert verdict(replace(SILENT, dismissals=(settled,))) is expected


def test_a_conflict_outweighs_what_is_unknown() -> None:
    untrained = replace(SILENT, pool=(replace(SILENT.pool[0], trained_on=None),))
    assert verdict(untrained) is Verdict.CONFLICT


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        (declaring(ON), Verdict.CLEAR),
        (declaring(ON, case=1), Verdict.CLEAR),
        (declaring(ON, case=2), Verdict.UNKNOWN),
        (declaring(ON, person=2), Verdict.UNKNOWN),
        (declaring(A_YEAR_AGO), Verdict.CLEAR),
        (declaring(date(2025, 3, 4)), Verdict.UNKNOWN),
        (declaring(date(2025, 3, 4), case=1), Verdict.UNKNOWN),
        (declaring(date(2026, 3, 6)), Verdict.UNKNOWN),
    ],
)
def test_a_declaration_of_her_own_in_general_or_for_this_case_answers_while_it_is_fresh(
    declaration: Facts, expected: Verdict
) -> None:
    assert verdict(declaration) is expected


def test_how_long_a_declaration_holds_is_the_countys_to_say() -> None:
    assert verdict(declaring(A_YEAR_AGO), policy=Policy(declaration_months=11)) is Verdict.UNKNOWN


def test_a_human_may_settle_what_was_not_declared() -> None:
    (finding,) = find(SILENT, ask(), on=ON)
    settled = replace(SILENT, dismissals=(Dismissal(1, 1, 1, "R48", ground_of(finding)),))
    assert verdict(settled) is Verdict.CLEAR
    other = replace(settled, cases=(*settled.cases, replace(CASE, id=2, mode=Mode.SELF)))
    (elsewhere,) = screen(other, replace(ask(), cases=frozenset({2})), on=ON)
    assert elsewhere.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("purpose", "silent", "declared"),
    [
        (Purpose.SUPPORT, Verdict.UNKNOWN, Verdict.CLEAR),
        (Purpose.DELEGATED_TALK, Verdict.UNKNOWN, Verdict.CLEAR),
        (Purpose.MEETING, Verdict.CLEAR, Verdict.CLEAR),
        (Purpose.DECISION, Verdict.CLEAR, Verdict.CLEAR),
    ],
)
def test_of_people_beside_the_team_at_most_a_declaration_is_asked(
    purpose: Purpose, silent: Verdict, declared: Verdict
) -> None:
    assert verdict(BARE, purpose) is silent
    assert verdict(replace(BARE, declarations=(Declaration(1, 1, ON),)), purpose) is declared


def test_the_declaration_in_the_pool_counts_for_support_too() -> None:
    assert verdict(replace(BARE, pool=(READY,)), Purpose.SUPPORT) is Verdict.CLEAR


def test_every_purpose_asks_about_ties() -> None:
    assert set(ASKED) == set(Purpose)
    assert all(rules >= TIES for rules in ASKED.values())

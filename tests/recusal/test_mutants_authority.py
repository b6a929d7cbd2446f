"""Requirements of authority at their edges, with the records that each finding rests on."""

from dataclasses import replace
from datetime import date

from recusal.facts import Case, Facts, Succession
from recusal.findings import Evidence, Finding, Question
from recusal.records import Authorisation
from recusal.screen import find
from terms.cases import AssignmentRole, Mode
from terms.organs import SuccessionKind
from terms.periods import Period
from terms.recusal import Severity, Verdict
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, INVESTIGATOR, ON, belongs, findings, in_mode

TOMORROW = date(2026, 3, 6)
BY_CASE = (Evidence("case", CASE.id),)
MERGED_TODAY = (Succession(3, m.COMMISSION, m.NEAR_COMMISSION, SuccessionKind.MERGED, ON),)


def required(
    rule: str,
    verdict: Verdict = Verdict.CONFLICT,
    *,
    case: int = 1,
    evidence: tuple[Evidence, ...] = BY_CASE,
    organ: int | None = None,
    relation: str | None = None,
) -> Finding:
    """Return the finding that a requirement is not met by the investigator."""
    return Finding(rule, Severity.ELIGIBILITY, verdict, INVESTIGATOR, case, evidence, None, organ, relation)


def of_cases(facts: Facts, rule: str, *cases: int) -> list[int]:
    """Return which of several cases a rule finds the investigator unfit for."""
    question = Question(frozenset({INVESTIGATOR}), frozenset(cases))
    return [finding.case for finding in find(facts, question, on=ON, rules={rule})]


def test_no_document_is_proved_by_the_case() -> None:
    assert findings(BARE, rules={"R36"}) == (required("R36", relation="AUTHORISATION"),)


def test_a_case_with_its_document_hides_no_case_without() -> None:
    facts = replace(BARE, cases=(CASE, replace(CASE, id=2)), authorisations=(Authorisation(1, 1, None),))
    assert of_cases(facts, "R36", 1, 2) == [2]


def test_a_document_of_another_organ_frees_nobody_where_no_organ_handles_the_case() -> None:
    facts = replace(BARE, authorisations=(Authorisation(1, 1, m.NEAR_COMMISSION),))
    assert findings(facts, rules={"R36"}) == (required("R36", relation="AUTHORISATION"),)


def test_a_case_whose_organ_is_decided_hides_none_without() -> None:
    at_home = replace(CASE, handling_organ=m.NEAR_COMMISSION)
    facts = replace(BARE, cases=(at_home, replace(CASE, id=2)), memberships=(belongs(1, m.COMMISSION),))
    question = Question(frozenset({INVESTIGATOR}), frozenset({1, 2}), AssignmentRole.LEAD)
    assert find(facts, question, on=ON, rules={"R35"}) == (
        required("R35", case=2, evidence=(Evidence("case", 2),), organ=m.COMMISSION, relation="JURISDICTION"),
    )


def test_jurisdiction_is_told_by_the_organs_of_the_day() -> None:
    decided = replace(BARE, successions=MERGED_TODAY, cases=(replace(CASE, handling_organ=m.NEAR_COMMISSION),))
    lacking = (required("R35", organ=m.NEAR_COMMISSION, relation="JURISDICTION"),)
    assert findings(decided, rules={"R35"}) == lacking
    assert findings(decided, rules={"R35"}, on=date(2026, 3, 4)) == ()
    led = replace(BARE, successions=MERGED_TODAY, memberships=(belongs(1, m.NEAR_COMMISSION),))
    assert findings(led, rules={"R35"}, role=AssignmentRole.LEAD) == lacking
    assert findings(led, rules={"R35"}, role=AssignmentRole.LEAD, on=date(2026, 3, 4)) == ()


OFFSITE = in_mode(Mode.OFFSITE)


def test_of_the_zone_by_a_post_is_proved_by_the_post() -> None:
    facts = replace(OFFSITE, memberships=(belongs(1, m.NEAR_COMMISSION),))
    by_post = (Evidence("membership", 121),)
    assert findings(facts, rules={"R42"}) == (
        required("R42", evidence=by_post, organ=m.NEAR_COMMISSION, relation="OTHER_ZONE"),
    )


def test_of_the_zone_by_the_handling_organ_is_proved_by_the_case() -> None:
    facts = replace(OFFSITE, cases=(replace(OFFSITE.cases[0], handling_organ=m.NEAR_COMMISSION),))
    assert findings(facts, rules={"R42"}) == (required("R42", organ=m.NEAR_COMMISSION, relation="OTHER_ZONE"),)


def test_a_zone_that_is_not_known_is_unknown_by_the_case() -> None:
    case = Case(1, Mode.OFFSITE, concerned_organ=m.BUREAU, home_organ=m.OFFICE)
    assert findings(replace(BARE, cases=(case,)), rules={"R42"}) == (
        required("R42", Verdict.UNKNOWN, organ=m.OFFICE, relation="OTHER_ZONE"),
    )


def test_a_case_on_site_hides_none_off_site() -> None:
    post = belongs(1, m.NEAR_COMMISSION, Period(None, TOMORROW))
    facts = replace(BARE, cases=(CASE, replace(CASE, id=2, mode=Mode.OFFSITE)), memberships=(post,))
    assert of_cases(facts, "R42", 1, 2) == [2]

"""Requirements of lending: consent of the home unit (R45), limits (R46), and leavers (R50)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recusal.facts import Facts, Membership
from recusal.findings import Evidence
from recusal.policy import Policy
from recusal.records import Authorisation, Loan, Release
from recusal.rules.loans import loan_rest
from terms.cases import AssignmentRole, AuthorisationKind, Mode
from terms.people import MembershipKind
from terms.periods import Period
from terms.recusal import Severity
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, belongs, findings, in_mode, said

REFUSED, CONSENTED = False, True
SILENT = Policy({"R45.SILENT": Severity.WAIVABLE})
DECIDED = replace(BARE, cases=(replace(CASE, handling_organ=m.NEAR_COMMISSION),), memberships=(belongs(1, m.GROUP),))
"""The near commission handles the case, and the investigator is of another organ."""


def answered(*answers: bool) -> Facts:
    """Return the facts with answers of her unit, in order of id."""
    releases = tuple(Release(place, 1, 1, consented=answer) for place, answer in enumerate(answers, start=1))
    return replace(DECIDED, releases=releases[::-1])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [((False,), 1), ((True,), None), ((True, False), 2), ((False, True), None), ((), None)],
)
@pytest.mark.parametrize("before_approval", [True, False])
def test_the_last_answer_of_her_unit_counts(
    answers: tuple[bool, ...],
    expected: int | None,
    before_approval: bool,  # noqa: FBT001
) -> None:
    found = findings(answered(*answers), rules={"R45"}, before_approval=before_approval)
    assert said(found) == ([] if expected is None else ["R45 WAIVABLE"])
    assert [(one.relation, one.evidence) for one in found] == (
        [] if expected is None else [("RELEASE", (Evidence("release", expected),))]
    )
    assert findings(answered(*answers), 2, rules={"R45"}) == ()


@pytest.mark.parametrize(("before_approval", "expected"), [(True, []), (False, ["R45 WAIVABLE"])])
def test_silence_is_no_consent_where_the_county_says_so(before_approval: bool, expected: list[str]) -> None:  # noqa: FBT001
    found = findings(DECIDED, rules={"R45"}, policy=SILENT, before_approval=before_approval)
    assert said(found) == expected
    assert all(one.evidence == () for one in found)
    assert findings(answered(CONSENTED), rules={"R45"}, policy=SILENT) == ()


@pytest.mark.parametrize(
    ("kind", "during", "overrides"),
    [
        (AuthorisationKind.CALL_UP, Period(ON, None), True),
        (AuthorisationKind.CALL_UP, Period(None, ON), False),
        (AuthorisationKind.MATTER_AUTHORISATION, Period(ON, None), False),
    ],
)
def test_a_call_up_in_force_overrides_her_unit(kind: AuthorisationKind, during: Period, overrides: bool) -> None:  # noqa: FBT001
    facts = replace(answered(REFUSED), authorisations=(Authorisation(1, 1, None, during, kind),))
    assert said(findings(facts, rules={"R45"})) == ([] if overrides else ["R45 WAIVABLE"])


@pytest.mark.parametrize(
    ("organ", "kind", "asked"),
    [
        (m.NEAR_COMMISSION, MembershipKind.ESTABLISHMENT, False),
        (m.NEAR_COMMISSION, MembershipKind.SECONDMENT, True),
        (m.COMMISSION, MembershipKind.RESIDENT, False),
        (m.GROUP, MembershipKind.ESTABLISHMENT, True),
    ],
)
def test_nobody_is_released_to_her_own_organ(organ: int, kind: MembershipKind, asked: bool) -> None:  # noqa: FBT001
    facts = replace(answered(REFUSED), memberships=(belongs(1, organ, kind=kind),))
    assert said(findings(facts, rules={"R45"})) == (["R45 WAIVABLE"] if asked else [])


@pytest.mark.parametrize(
    ("mode", "role", "asked"),
    [
        (Mode.CROSS, AssignmentRole.LEAD, False),
        (Mode.CROSS, AssignmentRole.MEMBER, True),
        (Mode.ASSIST, AssignmentRole.LEAD, True),
    ],
)
def test_where_no_organ_is_decided_on_the_leaders_own_will_handle_it(
    mode: Mode,
    role: AssignmentRole,
    asked: bool,  # noqa: FBT001
) -> None:
    facts = in_mode(mode, replace(answered(REFUSED), cases=(CASE,)))
    assert said(findings(facts, rules={"R45"}, role=role)) == (["R45 WAIVABLE"] if asked else [])


YEAR = (ON - date(2025, 3, 5)).days


def lent(*periods: Period, case: int | None = 7) -> Facts:
    """Return the facts with loans of the investigator in these periods."""
    loans = tuple(Loan(place, 1, m.OFFICE, case, during) for place, during in enumerate(periods, start=1))
    return replace(DECIDED, loans=loans)


def days(start: date, number: int) -> Period:
    """Return so many days from a day on."""
    return Period(start, start + timedelta(days=number))


EARLY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("periods", "used_up"),
    [
        ((days(EARLY, YEAR),), True),
        ((days(EARLY, YEAR - 1),), False),
        ((days(EARLY, 200), days(date(2025, 3, 1), YEAR - 200)), True),
        ((days(EARLY, 200), days(EARLY, YEAR - 1)), False),
        ((Period(None, date(2025, 3, 5)),), True),
        ((Period(None, date(2025, 3, 4)),), False),
        ((Period(date(2025, 3, 5), None),), True),
        ((Period(date(2025, 3, 6), None),), False),
        ((Period(date(2026, 6, 1), None),), False),
        ((Period(None, date(2020, 1, 1)),), False),
    ],
)
def test_nobody_is_lent_for_more_than_twelve_months_in_twenty_four(periods: tuple[Period, ...], used_up: bool) -> None:  # noqa: FBT001
    found = [one for one in findings(lent(*periods), rules={"R46"}) if one.severity is Severity.ELIGIBILITY]
    evidence = tuple(Evidence("loan", place) for place in range(1, len(periods) + 1))
    assert [(one.relation, one.evidence) for one in found] == ([("LOAN_TIME", evidence)] if used_up else [])


def test_how_long_people_are_lent_is_the_countys_to_say() -> None:
    facts = lent(days(date(2023, 1, 1), YEAR))
    assert findings(facts, rules={"R46"}) == ()
    longer = Policy(loan_window_months=48)
    assert said(findings(facts, rules={"R46"}, policy=longer)) == ["R46 ELIGIBILITY"]
    assert findings(facts, rules={"R46"}, policy=replace(longer, most_loan_months=24)) == ()


@pytest.mark.parametrize(
    ("during", "rested"),
    [
        (days(date(2026, 1, 1), 35), False),
        (days(date(2026, 1, 1), 34), False),
        (Period(date(2026, 1, 1), date(2026, 2, 3)), True),
        (Period(date(2026, 1, 1), None), False),
        (Period(None, None), False),
        (Period(ON, None), False),
        (Period(date(2026, 3, 6), None), True),
    ],
)
def test_between_two_loans_there_are_thirty_days(during: Period, rested: bool) -> None:  # noqa: FBT001
    found = [one for one in findings(lent(during), rules={"R46"}) if one.severity is Severity.SOFT]
    assert [(one.relation, one.evidence) for one in found] == ([] if rested else [("REST", (Evidence("loan", 1),))])


def test_the_loan_to_the_case_itself_is_no_earlier_one() -> None:
    recent = days(date(2026, 2, 1), 20)
    assert said(findings(lent(recent), rules={"R46"})) == ["R46 SOFT"]
    assert said(findings(lent(recent, case=None), rules={"R46"})) == ["R46 SOFT"]
    assert findings(lent(recent, case=1), rules={"R46"}) == ()
    assert findings(lent(recent), rules={"R46"}, policy=Policy(loan_rest_days=12)) == ()


@pytest.mark.parametrize(
    ("severity", "rest"),
    [(Severity.SOFT, None), (None, None), (Severity.WAIVABLE, 12), (Severity.ABSOLUTE, 12), (Severity.HARD, 12)],
)
def test_only_where_the_county_lets_it_bar_two_loans_need_rest_between(
    severity: Severity | None, rest: int | None
) -> None:
    assert loan_rest(Policy({"R46.CONSECUTIVE": severity}, loan_rest_days=12)) == rest
    assert loan_rest(Policy()) is None


def test_nobody_is_lent_to_her_own_organ() -> None:
    facts = replace(lent(Period(date(2025, 1, 1), None)), memberships=(belongs(1, m.NEAR_COMMISSION),))
    assert findings(facts, rules={"R46"}) == ()
    assert findings(facts, 2, rules={"R46"}) == ()


LEFT = Period(None, date(2023, 3, 5))


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ((belongs(1, m.COMMISSION, LEFT),), [m.COMMISSION]),
        ((belongs(1, m.COMMISSION, Period(None, date(2023, 3, 4))),), []),
        ((belongs(1, m.COMMISSION, Period(None, ON)),), [m.COMMISSION]),
        ((belongs(1, m.COMMISSION, Period(None, date(2026, 3, 6))),), []),
        ((belongs(1, m.BUREAU, LEFT),), []),
        ((belongs(1, m.COMMISSION, LEFT), belongs(1, m.BUREAU)), []),
        ((belongs(1, m.COMMISSION, LEFT), belongs(1, m.BUREAU, Period(None, ON))), []),
        ((belongs(1, m.COMMISSION, LEFT), belongs(1, m.FIRM)), [m.COMMISSION]),
        ((belongs(1, m.COMMISSION, LEFT), belongs(1, m.BUREAU, Period(date(2026, 3, 6), None))), [m.COMMISSION]),
        ((belongs(1, m.COMMISSION, LEFT), belongs(1, m.BUREAU, Period(ON, None))), []),
        ((belongs(1, m.BUREAU, LEFT), belongs(1, m.OFFICE, Period(None, ON))), [m.OFFICE]),
        ((belongs(1, m.COMMISSION, LEFT), belongs(1, m.BUREAU, LEFT)), [m.COMMISSION]),
        ((), []),
    ],
)
def test_who_left_the_service_keeps_away_for_three_years(posts: tuple[Membership, ...], expected: list[int]) -> None:
    found = findings(replace(BARE, memberships=posts), rules={"R50"})
    assert [one.organ for one in found] == expected
    assert {(one.severity, one.relation) for one in found} <= {(Severity.ELIGIBILITY, "COOLING_OFF")}
    assert all(one.evidence == (Evidence("membership", 100 + (one.organ or 0)),) for one in found)


def test_a_county_may_want_leavers_to_keep_away_for_longer() -> None:
    facts = replace(BARE, memberships=(belongs(1, m.COMMISSION, Period(None, date(2022, 3, 5))),))
    assert findings(facts, rules={"R50"}) == ()
    assert said(findings(facts, rules={"R50"}, policy=Policy(cooling_off_months=48))) == ["R50 ELIGIBILITY"]

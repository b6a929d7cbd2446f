"""Which duties stand in which status, from which day, and how they stand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import SpecialDay, WorkingCalendar
from casework.counting import Unit
from casework.deadlines import CaseDates, Deadline, Standing, Step, deadlines_of, standing
from casework.rules import DEFAULT_RULES, DeadlineRule, DeadlineSeverity, Verification
from terms.cases import CaseGrade, CaseStatus, ClueSource
from tests.casework.days import CALENDAR_2026, SPECIAL_2026

S = CaseStatus
ORDINARY = CaseGrade.ORDINARY


def found(dates: CaseDates) -> dict[str, date]:
    return {deadline.code: deadline.due for deadline in deadlines_of(dates, DEFAULT_RULES, CALENDAR_2026)}


def only(dates: CaseDates) -> Deadline:
    (deadline,) = deadlines_of(dates, DEFAULT_RULES, CALENDAR_2026)
    return deadline


def test_a_clue_is_to_be_disposed_of_within_a_month_of_its_receipt() -> None:
    deadline = only(CaseDates(S.REGISTERED, ORDINARY, received_on=date(2026, 3, 31), source=ClueSource.PETITION))
    assert (deadline.code, deadline.started, deadline.due) == ("D-CLUE-PLAN", date(2026, 3, 31), date(2026, 4, 30))
    assert not deadline.provisional


def test_once_the_way_of_disposition_is_taken_the_clue_has_no_deadline() -> None:
    assert found(CaseDates(S.PRELIM_VERIFICATION, ORDINARY, received_on=date(2026, 3, 31))) == {}


def test_an_assigned_matter_is_due_in_three_months_and_others_are_not() -> None:
    dates = CaseDates(S.TALK_LETTER, ORDINARY, received_on=date(2026, 3, 31), source=ClueSource.ASSIGNED)
    assert found(dates) == {"D-ASSIGNED": date(2026, 6, 30)}
    assert found(replace(dates, source=ClueSource.PETITION)) == {}
    assert found(replace(dates, source=None)) == {}


def test_an_ordinary_case_is_due_by_the_local_targets_and_by_law() -> None:
    assert found(CaseDates(S.INVESTIGATING, ORDINARY, filed_on=date(2026, 3, 5))) == {
        "S-CASE-15D": date(2026, 3, 20),
        "S-CASE-1M": date(2026, 4, 6),
        "D-NODETAIN": date(2027, 3, 5),
    }


def test_a_complex_case_is_due_by_law_only() -> None:
    assert found(CaseDates(S.INVESTIGATING, CaseGrade.COMPLEX, filed_on=date(2026, 3, 5))) == {
        "D-NODETAIN": date(2027, 3, 5)
    }


def test_deadlines_come_the_earliest_first_and_law_before_local_targets() -> None:
    first = replace(DEFAULT_RULES[-1], code="LOCAL", severity=DeadlineSeverity.LOCAL)
    second = replace(first, code="LAW", severity=DeadlineSeverity.STATUTORY)
    later = replace(second, code="A-LATER", amount=2)
    dates = CaseDates(S.FILED, ORDINARY, filed_on=date(2026, 3, 5))
    codes = [deadline.code for deadline in deadlines_of(dates, (later, first, second), CALENDAR_2026)]
    assert codes == ["LAW", "LOCAL", "A-LATER"]


def test_the_day_of_filing_can_come_from_the_step_when_the_case_does_not_hold_it() -> None:
    steps = (Step(S.FILED, date(2026, 3, 5)), Step(S.INVESTIGATING, date(2026, 3, 6)))
    dates = CaseDates(S.INVESTIGATING, CaseGrade.COMPLEX, steps=steps)
    assert found(dates) == {"D-NODETAIN": date(2027, 3, 5)}
    assert found(replace(dates, steps=())) == {}
    received = CaseDates(S.RECEIVED, ORDINARY, steps=(Step(S.RECEIVED, date(2026, 3, 5)),))
    assert found(received) == {"D-CLUE-PLAN": date(2026, 4, 6)}


def test_a_suspension_does_not_stop_the_clock_nor_does_the_second_start_of_the_investigation() -> None:
    steps = (
        Step(S.FILED, date(2026, 3, 5)),
        Step(S.INVESTIGATING, date(2026, 3, 6)),
        Step(S.SUSPENDED, date(2026, 3, 10)),
        Step(S.INVESTIGATING, date(2026, 3, 30)),
    )
    dates = CaseDates(S.INVESTIGATING, CaseGrade.COMPLEX, filed_on=date(2026, 3, 5), steps=steps)
    assert found(dates) == {"D-NODETAIN": date(2027, 3, 5)}


def test_the_year_without_detention_is_law_only_for_cases_filed_since_june_2025() -> None:
    assert found(CaseDates(S.INVESTIGATING, CaseGrade.COMPLEX, filed_on=date(2025, 5, 31))) == {}
    assert found(CaseDates(S.INVESTIGATING, CaseGrade.COMPLEX, filed_on=date(2025, 6, 3))) == {
        "D-NODETAIN": date(2026, 6, 3)
    }


def review(*steps: Step) -> CaseDates:
    return CaseDates(steps[-1].status, CaseGrade.COMPLEX, steps=steps)


def test_review_takes_a_month_from_the_day_it_is_accepted() -> None:
    dates = review(Step(S.TRANSFERRED_TO_REVIEW, date(2026, 3, 2)), Step(S.IN_REVIEW, date(2026, 3, 9)))
    assert found(dates) == {"D-REVIEW": date(2026, 4, 9)}
    assert found(review(Step(S.TRANSFERRED_TO_REVIEW, date(2026, 3, 2)))) == {}


def test_days_of_supplementary_investigation_do_not_count_in_review() -> None:
    accepted, returned = Step(S.IN_REVIEW, date(2026, 3, 9)), Step(S.RETURNED_SUPPLEMENT, date(2026, 3, 16))
    assert found(review(accepted, returned)) == {}
    assert found(review(accepted, returned, Step(S.IN_REVIEW, date(2026, 3, 23)))) == {"D-REVIEW": date(2026, 4, 16)}


def test_reinvestigation_starts_the_clock_of_review_anew_and_forgets_earlier_pauses() -> None:
    dates = review(
        Step(S.IN_REVIEW, date(2026, 3, 9)),
        Step(S.RETURNED_SUPPLEMENT, date(2026, 3, 16)),
        Step(S.IN_REVIEW, date(2026, 3, 23)),
        Step(S.RETURNED_REINVESTIGATE, date(2026, 3, 30)),
        Step(S.IN_REVIEW, date(2026, 5, 11)),
    )
    assert found(dates) == {"D-REVIEW": date(2026, 6, 11)}


def test_a_withdrawal_is_filed_above_within_seven_working_days() -> None:
    dates = CaseDates(S.WITHDRAWN, ORDINARY, steps=(Step(S.WITHDRAWN, date(2026, 9, 28)),))
    assert found(dates) == {"D-WITHDRAW-FILE": date(2026, 10, 13)}


def test_a_decision_is_announced_and_served_within_a_month() -> None:
    dates = CaseDates(S.DECIDED, ORDINARY, filed_on=date(2026, 3, 2), steps=(Step(S.DECIDED, date(2026, 4, 8)),))
    assert found(dates) == {"D-ANNOUNCE": date(2026, 5, 8), "D-SERVE": date(2026, 5, 8)}
    assert found(replace(dates, status=S.EXECUTING)) == {}


def test_a_deadline_in_a_year_without_notice_is_provisional() -> None:
    dates = CaseDates(S.INVESTIGATING, CaseGrade.COMPLEX, filed_on=date(2026, 3, 5))
    assert only(dates).provisional


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 4, 22), Standing.RUNNING),
        (date(2026, 4, 23), Standing.DUE_SOON),
        (date(2026, 4, 30), Standing.DUE_SOON),
        (date(2026, 5, 1), Standing.OVERDUE),
    ],
)
def test_a_deadline_is_due_soon_a_week_before_and_overdue_the_day_after(today: date, expected: Standing) -> None:
    assert standing(only(CaseDates(S.REGISTERED, ORDINARY, received_on=date(2026, 3, 31))), today) is expected


def test_a_custody_type_rule_never_rolls() -> None:
    custody = DeadlineRule(
        code="C",
        zh="测试",
        en="test",
        trigger=S.FILED,
        amount=1,
        unit=Unit.MONTHS,
        runs_in=frozenset({S.FILED}),
        severity=DeadlineSeverity.STATUTORY,
        source="test",
        verification=Verification.FULL_TEXT,
        rolls=False,
    )
    dates = CaseDates(S.FILED, ORDINARY, filed_on=date(2026, 9, 3))
    assert [deadline.due for deadline in deadlines_of(dates, (custody,), CALENDAR_2026)] == [date(2026, 10, 3)]


@given(
    st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=60), st.dates(date(2026, 1, 1), date(2026, 12, 31))
)
def test_more_days_off_never_make_a_deadline_earlier(off: set[date], filed_on: date) -> None:
    more = WorkingCalendar([*SPECIAL_2026, *(SpecialDay(day, is_working_day=False) for day in sorted(off))])
    dates = CaseDates(S.INVESTIGATING, ORDINARY, filed_on=filed_on)
    later = {deadline.code: deadline.due for deadline in deadlines_of(dates, DEFAULT_RULES, more)}
    assert all(later[code] >= due for code, due in found(dates).items())


def test_every_rule_has_its_own_code_and_runs_in_the_status_that_starts_it() -> None:
    codes = [rule.code for rule in DEFAULT_RULES]
    assert len(set(codes)) == len(codes)
    assert all(rule.trigger in rule.runs_in for rule in DEFAULT_RULES)

"""Which deadlines run for a case, and how they stand on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.calendar import WorkingCalendar
from casework.counting import last_day
from casework.rules import ALL_SOURCES, DeadlineRule, DeadlineSeverity
from terms.cases import CaseGrade, CaseStatus, ClueSource
from terms.term import Term


class Standing(Term):
    """How a running deadline stands on a day."""

    OVERDUE = "OVERDUE", "已超期", "overdue"
    DUE_SOON = "DUE_SOON", "即将到期", "due soon"
    RUNNING = "RUNNING", "未到期", "running"


@dataclass(frozen=True, slots=True)
class Step:
    """The case entered a status on a day."""

    status: CaseStatus
    on: date


@dataclass(frozen=True, slots=True)
class CaseDates:
    """What deadlines look at in one case; ``steps`` in the order in which they happened."""

    status: CaseStatus
    grade: CaseGrade
    received_on: date | None = None
    """Day on which the clue was received; None for a case without a clue."""
    source: ClueSource | None = None
    filed_on: date | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A duty that stands now, and the last day on which it is done in time."""

    code: str
    due: date
    started: date
    """The day that starts the clock; it is not counted itself."""
    rule: DeadlineRule
    provisional: bool
    """True where a holiday notice still to come can move the last day."""


def deadlines_of(dates: CaseDates, rules: Sequence[DeadlineRule], calendar: WorkingCalendar) -> tuple[Deadline, ...]:
    """Return the deadlines that stand in the case's present status, the earliest first, law before local targets."""
    found = (_deadline(dates, rule, calendar) for rule in rules)
    return tuple(sorted((deadline for deadline in found if deadline), key=_order))


def standing(deadline: Deadline, today: date) -> Standing:
    """Tell how the deadline stands; its last day itself is still in time (TL25 art. 326)."""
    if today > deadline.due:
        return Standing.OVERDUE
    warned_from = deadline.due - timedelta(days=deadline.rule.warning_days)
    return Standing.DUE_SOON if today >= warned_from else Standing.RUNNING


def _order(deadline: Deadline) -> tuple[date, int, str]:
    return deadline.due, list(DeadlineSeverity).index(deadline.rule.severity), deadline.code


def _deadline(dates: CaseDates, rule: DeadlineRule, calendar: WorkingCalendar) -> Deadline | None:
    if not _concerns(rule, dates):
        return None
    started = _started(rule, dates)
    if started is None or started not in rule.during:
        return None
    last = last_day(
        started,
        amount=rule.amount,
        unit=rule.unit,
        rolls=rule.rolls,
        calendar=calendar,
        days_out=_days_out(rule, dates.steps, started),
    )
    return Deadline(rule.code, last.day, started, rule, last.provisional)


def _concerns(rule: DeadlineRule, dates: CaseDates) -> bool:
    has_source = rule.sources == ALL_SOURCES or dates.source in rule.sources
    return dates.status in rule.runs_in and dates.grade in rule.grades and has_source


def _started(rule: DeadlineRule, dates: CaseDates) -> date | None:
    if rule.trigger is CaseStatus.RECEIVED and dates.received_on:
        return dates.received_on
    if rule.trigger is CaseStatus.FILED and dates.filed_on:
        return dates.filed_on
    started: date | None = None
    for step in dates.steps:
        if step.status in rule.restarts_after:
            started = None
        elif step.status is rule.trigger and started is None:
            started = step.on
    return started


def _days_out(rule: DeadlineRule, steps: Sequence[Step], started: date) -> int:
    following = (*steps[1:], None)
    return sum(
        (back.on - step.on).days
        for step, back in zip(steps, following, strict=False)
        if back is not None and step.status in rule.pauses_in and step.on >= started
    )

"""Which places are open to whom, and what closes the others: what holds whatever else the plan does."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from allocation import rules
from allocation.calendars import Calendar
from allocation.loans import Loans
from allocation.problem import Candidate, CaseToStaff, Limits, Pair, Problem
from terms.cases import AssignmentRole

Chair = tuple[int, int, AssignmentRole]
"""(case, person, role): a seat that may or may not be taken."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person costs in an open place before anything else is known."""

    waivers: int = 0
    soft: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Openings:
    """Every place by person: open with its cost, or closed with the rules that close it, in canonical order."""

    open: Mapping[Chair, Opening]
    closed: Mapping[Chair, tuple[str, ...]]


def find_openings(problem: Problem) -> Openings:
    """Judge every candidate for every wanted role of every case."""
    calendar, limits, loans = Calendar(problem), problem.limits, Loans(problem)
    findings = _findings(problem)
    handled = set(problem.handled_before) if problem.limits.forbid_reciprocity else set()
    opened: dict[Chair, Opening] = {}
    closed: dict[Chair, tuple[str, ...]] = {}
    for case in problem.cases:
        for person in problem.candidates:
            if case.districts and person.district not in case.districts:
                closed.update(((case.id, person.id, place.role), (rules.OUT_OF_REACH,)) for place in case.places)
                continue
            absent = _closed_by_time(case, person, calendar)
            for place in case.places:
                chair = (case.id, person.id, place.role)
                finding = findings.get(chair, _NOTHING)
                bars = {*finding.rules, *_closed_for_role(case, person, place.role, handled)}
                bars.update(absent if rules.takes_time(limits, place.role) else ())
                if loans.is_loan(case, person, place.role) and not loans.has_rested(case, person.id):
                    bars.add(rules.ONE_LOAN)
                if bars:
                    closed[chair] = tuple(sorted(bars))
                else:
                    opened[chair] = Opening(finding.waivers, finding.soft, finding.points)
    return Openings(open=opened, closed=closed)


@dataclass(slots=True)
class _Finding:
    rules: tuple[str, ...] = ()
    waivers: int = 0
    soft: int = 0
    points: int = 0


_NOTHING = _Finding()


def _findings(problem: Problem) -> Mapping[Chair, _Finding]:
    """Gather the pairs by chair: a bar for every role and one for this role add up."""
    found: dict[Chair, _Finding] = defaultdict(_Finding)
    for pair in problem.pairs:
        for role in AssignmentRole if pair.role is None else (pair.role,):
            finding = found[pair.case, pair.person, role]
            finding.waivers += pair.waivers
            finding.soft += pair.soft
            finding.points += pair.points
            finding.rules += closing(pair, problem.limits)
    return found


def closing(pair: Pair, limits: Limits) -> tuple[str, ...]:
    """Return the rules by which a finding closes its places; none where it leaves them open."""
    if pair.barred:
        return pair.rules or (rules.BARRED,)
    if pair.waivers and not limits.plan_with_waivers:
        return pair.rules or (rules.WAIVER_NEEDED,)
    return ()


def _closed_by_time(case: CaseToStaff, person: Candidate, calendar: Calendar) -> list[str]:
    found = []
    if not calendar.is_free(person, case):
        found.append(rules.NOT_FREE)
    if not calendar.may_be_drawn(person, case):
        found.append(rules.HOME_MINIMUM)
    return found


def _closed_for_role(
    case: CaseToStaff, person: Candidate, role: AssignmentRole, handled: set[tuple[int, int]]
) -> list[str]:
    found = []
    if (role is AssignmentRole.LEAD and not person.may_lead) or (
        role is AssignmentRole.REVIEWER and not person.may_review
    ):
        found.append(rules.NOT_QUALIFIED)
    if role is AssignmentRole.LEAD and person.rank < case.lead_rank:
        found.append(rules.LEAD_RANK)
    if role is AssignmentRole.REVIEWER and person.most_reviews == 0:
        found.append(rules.MOST_REVIEWS)
    if rules.handles(case, person, role) and (case.organ, person.organ) in handled:
        found.append(rules.RECIPROCITY)
    return found

"""What a human could grant for a case that lacks people, who may grant it, and what nobody may."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from allocation import rules
from allocation.calendars import Calendar
from allocation.changes import Back, Change, FewerAtHome, MostFrom, OneMore, Shifted, Waived
from allocation.openings import Openings, find_openings
from allocation.parts import only
from allocation.problem import Busy, CaseToStaff, Problem
from recusal.registry import RULE_BY_CODE
from recusal.rule import Rule, Scope
from recusal.severities import STANDARDS
from terms.cases import AssignmentRole
from terms.people import WHOLE
from terms.recusal import Severity
from terms.term import Term

LONGEST_DELAY = 180
"""A case is not put off by more days than this; ours."""
MOST_DELAYS = 12
"""So many later beginnings are tried, the soonest first; ours."""
_BY_HUMANS = frozenset({Severity.WAIVABLE, Severity.ABSOLUTE})
_PASSING = _BY_HUMANS | {Severity.SOFT, None}


class GrantKind(Term):
    """What is asked of a human."""

    WAIVER = "WAIVER", "批准不回避", "a waiver for one person on one case"
    LEAVE_MOVED = "LEAVE_MOVED", "调整外出或休假时间", "leave or absence at another time"
    FREED_AT_HOME = "FREED_AT_HOME", "暂缓本单位工作", "freed of the work of her own organ"
    FEWER_AT_HOME = "FEWER_AT_HOME", "减少留守人数", "one person fewer stays at the organ"
    MORE_FROM_ORGAN = "MORE_FROM_ORGAN", "放宽同单位人数上限", "one person more of one team from one organ"
    ONE_MORE_PERSON = "ONE_MORE_PERSON", "增派一名人员", "one more person from elsewhere"
    POSTPONED = "POSTPONED", "推迟办案时间", "the case begins later"


class GrantedBy(Term):
    """Who may grant it; a program never does."""

    RECUSAL_DECIDER = "RECUSAL_DECIDER", "有权决定回避的负责人", "whoever decides on her recusal (R38)"
    COUNTY_PRINCIPAL = "COUNTY_PRINCIPAL", "县纪委监委主要负责人", "the principal of the county commission, in writing"
    ORGAN_HEAD = "ORGAN_HEAD", "所在单位主要负责人", "the head of her organ"
    CASE_LEADER = "CASE_LEADER", "分管办案的负责人", "the leader in charge of the case"
    COUNTY = "COUNTY", "县纪委监委", "the county commission"


_BY = {
    GrantKind.LEAVE_MOVED: GrantedBy.ORGAN_HEAD,
    GrantKind.FREED_AT_HOME: GrantedBy.ORGAN_HEAD,
    GrantKind.FEWER_AT_HOME: GrantedBy.ORGAN_HEAD,
    GrantKind.MORE_FROM_ORGAN: GrantedBy.COUNTY,
    GrantKind.ONE_MORE_PERSON: GrantedBy.COUNTY,
    GrantKind.POSTPONED: GrantedBy.CASE_LEADER,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One thing to be granted, and the change of the problem that it is."""

    kind: GrantKind
    by: GrantedBy
    change: Change


@dataclass(frozen=True, slots=True)
class Waivable:
    """Which bars the county's policy lets a human waive; what the law forbids is never offered, whatever this says.

    A rule that is a hard bar in one grade and may be waived in another (such as R14) is offered only where ``findings``
    names it for the person and the case: its code alone does not say which grade was found.
    """

    rules: frozenset[str] = frozenset()
    findings: frozenset[tuple[int, int, str]] = frozenset()
    """(person, case, rule)"""

    def allows(self, person: int, case: int, code: str) -> bool:
        """Tell whether a human may waive the rule on this person and case; of a sealed one nothing is ever said."""
        rule = RULE_BY_CODE.get(code)
        if rule is None or rule.scope is Scope.SEALED or not _may_be_softened(rule):
            return False
        return (person, case, code) in self.findings or (
            code in self.rules and _PASSING.issuperset(rule.severities.values())
        )


def _may_be_softened(rule: Rule) -> bool:
    standards = [STANDARDS[key] for key in rule.severities]
    return any(one.severity in _BY_HUMANS or one.floor is Severity.WAIVABLE for one in standards)


def grants_for(problem: Problem, case: CaseToStaff, waivable: Waivable) -> Iterator[Grant]:
    """Yield what could be granted on this case alone, in one order: by kind, then person, organ, role or day."""
    openings = find_openings(only(problem, case))
    people = {person.id: person for person in problem.candidates}
    bars = _bars(openings)
    for person, closing in sorted(bars.items()):
        yield from _waivers(problem, case, person, closing, waivable)
    late = sorted(person for person, closing in bars.items() if any(rules.NOT_FREE in one for one in closing))
    for person in late:
        yield from _time(problem, case, person)
    for organ in _tied_to_home(problem, {people[person].organ for person in bars}, openings):
        yield _grant(GrantKind.FEWER_AT_HOME, FewerAtHome(organ))
    limits = problem.limits
    on_team = {person for _, person, role in openings.open if rules.investigates(role)}
    for organ, count in sorted(Counter(people[person].organ for person in on_team).items()):
        most = dict(limits.most_from).get(organ, limits.most_from_one_organ)
        if count > most:
            yield _grant(GrantKind.MORE_FROM_ORGAN, MostFrom(organ, most + 1))
    for change in dict.fromkeys(_newcomers(case)):
        yield _grant(GrantKind.ONE_MORE_PERSON, change)
    for days in _delays(problem, case):
        yield _grant(GrantKind.POSTPONED, Shifted(case.id, days))


def _grant(kind: GrantKind, change: Change) -> Grant:
    return Grant(kind, _BY[kind], change)


def _bars(openings: Openings) -> dict[int, list[tuple[str, ...]]]:
    """Return what closes each place to each person to whom at least one is closed."""
    found: dict[int, list[tuple[str, ...]]] = {}
    for (_, person, _), closing in sorted(openings.closed.items()):
        found.setdefault(person, []).append(closing)
    return found


def _waivers(
    problem: Problem, case: CaseToStaff, person: int, bars: list[tuple[str, ...]], waivable: Waivable
) -> Iterator[Grant]:
    """Yield waivers of all that recusal found on one place, where each of it may be waived."""
    found = {rule for pair in problem.pairs if (pair.case, pair.person) == (case.id, person) for rule in pair.rules}
    for closing in dict.fromkeys(bars):
        lifted = tuple(code for code in closing if code not in (rules.NOT_FREE, rules.HOME_MINIMUM))
        if lifted and found.issuperset(lifted) and all(waivable.allows(person, case.id, code) for code in lifted):
            in_writing = any(Severity.ABSOLUTE in RULE_BY_CODE[code].severities.values() for code in lifted)
            by = GrantedBy.COUNTY_PRINCIPAL if in_writing else GrantedBy.RECUSAL_DECIDER
            yield Grant(GrantKind.WAIVER, by, Waived(case.id, person, lifted))


def _time(problem: Problem, case: CaseToStaff, person: int) -> Iterator[Grant]:
    """Yield her leave and shares of time moved, unless she is on other cases too, and her work at home put off."""
    rows = [row for row in problem.busy if row.person == person and row.start < case.end and case.start < row.end]
    away = [row for row in rows if not row.at_home]
    if away and all(row.share or row.effort == WHOLE for row in away):
        yield _grant(GrantKind.LEAVE_MOVED, Back(person, case.start, case.end, at_home=False))
    if len(away) < len(rows):
        yield _grant(GrantKind.FREED_AT_HOME, Back(person, case.start, case.end, at_home=True))


def _tied_to_home(problem: Problem, organs: set[int], openings: Openings) -> list[int]:
    """Return the organs of which R44 lets fewer go to this case than are open for it or would be."""
    calendar = Calendar(problem)
    organ_of = {person.id: person.organ for person in problem.candidates}
    organs = organs | {organ_of[person] for _, person, _ in openings.open}
    full_time = Counter(person.organ for person in problem.candidates if person.full_time)
    return sorted(organ for organ in organs if calendar.to_spare[organ] < max(1, full_time[organ]))


def _newcomers(case: CaseToStaff) -> Iterator[OneMore]:
    """Yield people who would be asked for: for each role plain, with one needed skill, as a woman, and with it all."""
    district = case.districts[0] if case.districts else 0
    for place in case.places:
        leads, reviews = place.role is AssignmentRole.LEAD, place.role is AssignmentRole.REVIEWER
        rank = case.lead_rank if leads else 0

        def one(
            *skills: int, female: bool = False, leads: bool = leads, reviews: bool = reviews, rank: int = rank
        ) -> OneMore:
            known = tuple((case.needs[number].skill, case.needs[number].grade) for number in skills)
            return OneMore(known, female, leads, reviews, rank, district, x=case.x, y=case.y)

        yield one()
        if not reviews:
            yield from (one(number) for number in range(len(case.needs)))
            if case.needs_female:
                yield one(female=True)
            yield one(*range(len(case.needs)), female=case.needs_female)


def _delays(problem: Problem, case: CaseToStaff) -> list[int]:
    """Return by how many days the case could begin later so that a booking or another case is over."""
    rows: list[Busy | CaseToStaff] = [*problem.busy, *(one for one in problem.cases if one.id != case.id)]
    ends = {row.end - case.start for row in rows}
    return sorted(days for days in ends if 0 < days <= LONGEST_DELAY)[:MOST_DELAYS]

"""Facts with waivers and dismissals, for the tests of what they let pass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from recusal.facts import Facts, SocialTie
from recusal.findings import Finding, Question
from recusal.lifting import ground_of, parties_of
from recusal.policy import Policy
from recusal.records import Dismissal, Waiver
from recusal.registry import TIES
from recusal.screen import find
from recusal.world import World
from terms.cases import AssignmentRole
from terms.recusal import DecisionLevel, Purpose, Severity
from terms.ties import SocialTieKind
from tests.recusal.making import BARE, ON

FRIENDS = replace(BARE, social_ties=(SocialTie(1, 1, 9, SocialTieKind.FRIEND),))
LENIENT = Policy({"R08": Severity.WAIVABLE})
TOMORROW = date(2026, 3, 6)


def ask(role: AssignmentRole = AssignmentRole.MEMBER, purpose: Purpose = Purpose.ASSIGNMENT) -> Question:
    """Ask about the investigator and the case."""
    return Question(frozenset({1}), frozenset({1}), role, purpose=purpose)


def told(facts: Facts, question: Question | None = None, on: date = ON, policy: Policy = LENIENT) -> list[Finding]:
    """Return what the rules about ties find."""
    return list(find(facts, question or ask(), policy, on=on, rules=TIES))


def bars(facts: Facts, question: Question | None = None, on: date = ON) -> list[str | None]:
    """Return the relations of the findings that still bar."""
    return [finding.relation for finding in told(facts, question, on) if finding.lifted_by is None]


def as_it_is(waiver: Waiver) -> Waiver:
    """Change nothing."""
    return waiver


def waived(facts: Facts, finding: Finding | None = None, *, change: Callable[[Waiver], Waiver] = as_it_is) -> Facts:
    """Return the facts with a waiver of a finding, the only one if none is named."""
    subject = finding or only(facts)
    waiver = Waiver(
        len(facts.waivers) + 1,
        person=1,
        case=1,
        role=AssignmentRole.MEMBER,
        rule=subject.rule,
        ground=ground_of(subject),
        parties=parties_of(World(facts), 1),
        expires_on=TOMORROW,
        level=DecisionLevel.COUNTY,
    )
    return replace(facts, waivers=(*facts.waivers, change(waiver)))


def dismissed(facts: Facts, finding: Finding | None = None) -> Facts:
    """Return the facts with a dismissal of a finding, the only one if none is named."""
    subject = finding or only(facts)
    dismissal = Dismissal(len(facts.dismissals) + 1, 1, 1, subject.rule, ground_of(subject))
    return replace(facts, dismissals=(*facts.dismissals, dismissal))


def only(facts: Facts) -> Finding:
    """Return the one finding that there is."""
    (finding,) = told(facts)
    return finding

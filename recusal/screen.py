"""Put a question to the rules: all findings, and one answer for each person and case."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from recusal.facts import Facts
from recusal.findings import Finding, Question, Screening
from recusal.inquiry import Inquiry
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.registry import RULES, SCREENED
from recusal.rules.sealed import RESTRICTED
from recusal.world import World
from terms.recusal import Severity

_HARDEST_FIRST = {
    severity: place
    for place, severity in enumerate(
        (Severity.ELIGIBILITY, Severity.HARD, Severity.ABSOLUTE, Severity.WAIVABLE, Severity.SOFT)
    )
}


def find(
    known: Facts | World,
    question: Question,
    policy: Policy = DEFAULT_POLICY,
    *,
    on: date,
    rules: Collection[str] = SCREENED,
) -> tuple[Finding, ...]:
    """Return every finding of the rules, in order of person and case, and hardest first for each pair.

    Work grows with what is found, not with people times cases; requirements (R32-R48) may hit every pair, so a watch
    over everybody passes ``rules=TIES``. Raises UnknownCaseError.
    """
    world = known if isinstance(known, World) else World(known)
    inquiry = Inquiry(world, question, policy, on)
    best: dict[tuple[object, ...], Finding] = {}
    for rule in RULES:
        if rule.code not in rules or on not in rule.effective:
            continue
        for function in rule.functions:
            for finding in function(inquiry):
                said = _said(finding)
                if said not in best or _path(finding) < _path(best[said]):
                    best[said] = finding
    return tuple(sorted(best.values(), key=_order))


def screen(
    known: Facts | World, question: Question, policy: Policy = DEFAULT_POLICY, *, on: date
) -> tuple[Screening, ...]:
    """Return the answer for each person and each case of the question, in order of person and case.

    Raises UnknownCaseError.
    """
    found: defaultdict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in find(known, question, policy, on=on):
        found[finding.person, finding.case].append(finding)
    return tuple(
        Screening(person, case, question.role, tuple(found.get((person, case), ())))
        for person in sorted(question.people)
        for case in sorted(question.cases)
    )


def _said(finding: Finding) -> tuple[object, ...]:
    """Return what a finding says beside its evidence: the same said by several paths is said once."""
    return (
        finding.rule,
        finding.severity,
        finding.verdict,
        finding.person,
        finding.case,
        finding.other_person,
        finding.organ,
        finding.relation,
    )


def _path(finding: Finding) -> tuple[object, ...]:
    return len(finding.evidence), finding.evidence


def _order(finding: Finding) -> tuple[object, ...]:
    """Order of evaluation: requirements, sealed, hard, by policy, waivable, soft."""
    return (
        finding.person,
        finding.case,
        _HARDEST_FIRST[finding.severity],
        finding.rule != RESTRICTED,
        finding.rule,
        -1 if finding.other_person is None else finding.other_person,
        -1 if finding.organ is None else finding.organ,
        finding.relation or "",
        finding.verdict,
    )

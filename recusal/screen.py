"""Put a question to the rules: all findings, and one answer for each person and case."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from recusal.facts import Facts
from recusal.findings import Finding, Question, Screening
from recusal.inquiry import Inquiry
from recusal.lifting import found_by, settled
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.registry import RULES, SCREENED, TIES
from recusal.rules.sealed import RESTRICTED
from recusal.world import World
from terms.recusal import Purpose, Severity

_HARDEST_FIRST = {
    severity: place
    for place, severity in enumerate(
        (Severity.ELIGIBILITY, Severity.HARD, Severity.ABSOLUTE, Severity.WAIVABLE, Severity.SOFT)
    )
}


ASKED: Mapping[Purpose, frozenset[str]] = {
    Purpose.ASSIGNMENT: SCREENED,
    Purpose.SUPPORT: TIES | {"R48"},
    Purpose.DELEGATED_TALK: TIES | {"R48", "R54"},
    Purpose.MEETING: TIES,
    Purpose.DECISION: TIES,
}
"""Codes of the rules that each purpose asks about: ties always, requirements of assignments only.

Of the requirements R48 looks only at the declaration where somebody supports or talks (TL25 art. 295).
"""


def find(
    known: Facts | World,
    question: Question,
    policy: Policy = DEFAULT_POLICY,
    *,
    on: date,
    rules: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Return every finding of the rules, in order of person and case, and hardest first for each pair.

    What was waived or dismissed is told with ``lifted_by``. The rules are those of the purpose unless ``rules`` names
    others. Work grows with what is found, not with people times cases; requirements (R32-R48) may hit every pair, so a
    watch over everybody passes ``rules=TIES``. Somebody asked about under one of several records is answered under it,
    and others are named by the smallest of theirs. Raises UnknownCaseError.
    """
    world = known if isinstance(known, World) else World(known)
    identities = world.identities
    asked = replace(question, people=frozenset(identities.of(person) for person in question.people))
    inquiry = Inquiry(world, asked, policy, on)
    codes = ASKED[question.purpose] if rules is None else rules
    said: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for rule in RULES:
        if rule.code in codes and on in rule.effective:
            for function in rule.functions:
                for finding in found_by(inquiry, function):
                    said[_said(finding)].append(finding)
    found = [settled(inquiry, paths) for paths in said.values()]
    answers = (
        identities.seen(finding, record)
        for finding in found
        for record in identities.records_of(finding.person)
        if record in question.people
    )
    return tuple(sorted(answers, key=_order))


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

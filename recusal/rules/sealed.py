"""Sealed grounds: whatever they are, they show as RESTRICTED and as nothing else.

Where the caller's question may not use sealed facts, there are none among the facts, and nothing here fires.
"""

from collections.abc import Iterator

from recusal.bonds import CS_KIN, NEAR_SUP, Bond
from recusal.findings import Finding
from recusal.inquiry import Inquiry
from recusal.rules.kin import kin_to
from terms.recusal import Severity, Verdict

RESTRICTED = "RESTRICTED"


def restricted(inquiry: Inquiry) -> Iterator[Finding]:
    """R03, R04, R09, R49: the person is the informant or her kin, or is under a hold; one finding a pair at most."""
    for person, case in sorted(_pairs(inquiry)):
        yield Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, person, case)


def _pairs(inquiry: Inquiry) -> set[tuple[int, int]]:
    holds = inquiry.world.facts.sealed.holds
    people = inquiry.question.people
    found: set[tuple[int, int]] = set()
    widened = inquiry.policy.severity("R09") not in (None, Severity.SOFT)
    bonds: frozenset[Bond] = CS_KIN if widened else NEAR_SUP
    for case in inquiry.cases:
        for _, informant in inquiry.world.informants_of.get(case.id, ()):
            found.update((kin.person, case.id) for kin in kin_to(inquiry, informant, case, bonds))
            found.update({(informant, case.id)} if informant in people else ())
        span = inquiry.span(case)
        found.update((person, case.id) for person, during in holds if person in people and during.overlaps(span))
    return found

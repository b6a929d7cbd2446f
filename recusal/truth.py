"""What lies behind RESTRICTED, for the recusal officer alone."""

from dataclasses import replace
from datetime import date

from recusal.facts import Facts
from recusal.findings import Finding, Question
from recusal.inquiry import Inquiry
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.rules.sealed import RESTRICTED, grounds, widened
from recusal.world import World
from terms.recusal import Severity, Verdict


def sealed_truth(
    known: Facts | World, question: Question, policy: Policy = DEFAULT_POLICY, *, on: date
) -> tuple[Finding, ...]:
    """Return the sealed findings by their own codes (R03, R04, R09, R49), in order of person, case and code.

    Whoever calls this puts the look on the audit trail. A finding carries rule, severity and the kinship to the
    informant, never who informed or by which records; its evidence is the linked case that the ground comes from, if
    any. Who is left out only because the question is widened is told as RESTRICTED. Raises UnknownCaseError.
    """
    world = known if isinstance(known, World) else World(known)
    identities = world.identities
    asked = replace(question, people=frozenset(identities.of(person) for person in question.people))
    inquiry = Inquiry(world, asked, policy, on)
    found = set(grounds(inquiry))
    barred = {(finding.person, finding.case) for finding in found if finding.severity is not Severity.SOFT}
    found |= {
        Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, person, case)
        for person, case in widened(inquiry)
        if (person, case) not in barred
    }
    answers = (
        identities.seen(finding, record)
        for finding in found
        if finding.person in asked.people
        for record in identities.records_of(finding.person)
        if record in question.people
    )
    return tuple(sorted(answers, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.person, finding.case, finding.rule, finding.relation or "", finding.evidence

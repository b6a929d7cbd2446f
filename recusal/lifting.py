"""What a human settled: the waivers and dismissals that let a finding pass, and what each is bound to.

Both name a ground: what the finding says, and the one path of records that it was shown with. A ground stands while
that path is found and none shorter (of two as short, the one with the smaller record ids) says the same; a record that
lies beside the path changes nothing, and a record of the path that is withdrawn or corrected, which is a new record,
takes the ground away.

A waiver permits what is said, so it covers longer paths to the same; a dismissal says that this path is false, so the
next path to the same is looked for. Of several kinships of one pair the nearest is told: where it is lifted, the next
nearest is looked for, and must be settled for itself.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from recusal.days import months_before
from recusal.findings import Evidence, Finding
from recusal.identities import Identities
from recusal.inquiry import Inquiry
from recusal.records import Dismissal
from recusal.world import World
from terms.recusal import DecisionLevel, Purpose, Severity, Verdict

_WAIVED = frozenset({Severity.WAIVABLE, Severity.ABSOLUTE})
_DISMISSED = _WAIVED | {Severity.SOFT}


def ground_of(finding: Finding) -> str:
    """Return the SHA-256 of what a finding says, how hard, and rests on; it changes with any record of its evidence."""
    return _digest(
        finding.rule,
        finding.severity.value,
        finding.verdict.value,
        finding.person,
        finding.case,
        finding.other_person,
        finding.organ,
        finding.relation,
        *((step.record, step.id) for step in finding.evidence),
    )


def parties_of(world: World, case: int) -> str:
    """Return the SHA-256 of the parties of a case as they stand; a new party, or one that goes, changes it (T18)."""
    parties = {(party.role.value, party.person, party.organ) for party in world.parties_of.get(case, ())}
    return _digest(case, *sorted(parties, key=repr))


def found_by(inquiry: Inquiry, function: Callable[[Inquiry], Iterator[Finding]]) -> list[Finding]:
    """Return what a function of a rule finds, and what it finds beyond the kinships that were lifted."""
    found = list(function(inquiry))
    through: frozenset[Finding] = frozenset()
    while beyond := _lifted(inquiry, found) - through:
        through |= beyond
        found += function(replace(inquiry, looked_through=through))
    return found


def settled(inquiry: Inquiry, paths: Iterable[Finding]) -> Finding:
    """Return the finding that stands for all that say the same: the first, shortest path before all, not dismissed.

    It is lifted where that one is waived, or where none is left that was not dismissed.
    """
    shortest_first = sorted(paths, key=lambda path: (len(path.evidence), path.evidence))
    for finding in shortest_first:
        waiver = _waiver(inquiry, finding)
        if waiver is not None:
            return replace(finding, lifted_by=waiver)
        if _dismissal(inquiry, finding) is None:
            return finding
    return replace(shortest_first[0], lifted_by=_dismissal(inquiry, shortest_first[0]))


def _lifted(inquiry: Inquiry, found: Iterable[Finding]) -> set[Finding]:
    settlements = ((finding, _waiver(inquiry, finding) or _dismissal(inquiry, finding)) for finding in found)
    return {replace(finding, lifted_by=by) for finding, by in settlements if by is not None}


def _waiver(inquiry: Inquiry, finding: Finding) -> Evidence | None:
    """Return the waiver that lets a finding pass; it lets somebody work, never decide (TL25 art. 296)."""
    world, question = inquiry.world, inquiry.question
    if finding.severity not in _WAIVED or question.purpose is Purpose.DECISION:
        return None
    granted = (
        fact.id
        for fact in world.waivers_of.get(finding.case, ())
        if (fact.person, fact.rule, fact.role) == (finding.person, finding.rule, question.role)
        and inquiry.on < fact.expires_on
        and (finding.severity is Severity.WAIVABLE or fact.level is not DecisionLevel.UNIT)
        and fact.ground in _grounds(world.identities, finding)
        and fact.parties == parties_of(world, finding.case)
    )
    waiver = min(granted, default=None)
    return None if waiver is None else Evidence("waiver", waiver)


def _dismissal(inquiry: Inquiry, finding: Finding) -> Evidence | None:
    world = inquiry.world
    if finding.severity not in _DISMISSED and finding.verdict is not Verdict.UNKNOWN:
        return None
    made = (
        fact.id
        for fact in world.dismissals_of.get(finding.case, ())
        if (fact.person, fact.rule) == (finding.person, finding.rule)
        and (finding.verdict is not Verdict.UNKNOWN or _is_recent(inquiry, fact))
        and fact.ground in _grounds(world.identities, finding)
    )
    dismissal = min(made, default=None)
    return None if dismissal is None else Evidence("dismissal", dismissal)


def _is_recent(inquiry: Inquiry, fact: Dismissal) -> bool:
    """Tell whether what was settled as unknown is still settled: as long as a declaration would hold."""
    return fact.on is None or fact.on >= months_before(inquiry.on, inquiry.policy.declaration_months)


def _grounds(identities: Identities, finding: Finding) -> set[str]:
    """Return the grounds of a finding as it reads under each record of the person."""
    return {ground_of(identities.seen(finding, alias)) for alias in identities.records_of(finding.person)}


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()

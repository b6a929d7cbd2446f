"""What a human settled: the waivers and dismissals that let a finding pass, and what each is bound to."""

import hashlib

from recusal.findings import Finding
from recusal.world import World


def ground_of(finding: Finding) -> str:
    """Return the SHA-256 of what a finding says and rests on; it changes with any record of its evidence."""
    return _digest(
        finding.rule,
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


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()

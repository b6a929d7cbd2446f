"""What a human could waive on a case, by open facts and the county's policy of today."""

from collections.abc import Collection

from allocation.grants import Waivable
from recusal.findings import Question
from recusal.screen import find
from resolvers.problem_findings import SCREENED_ROLES
from resolvers.snapshot import Snapshot
from terms.recusal import Severity


def waivable_of(snapshot: Snapshot, people: Collection[int], case: int) -> Waivable:
    """Return which findings on these people and the case may be waived; the snapshot must be without sealed facts."""
    questions = [Question(frozenset(people), frozenset({case}), role, before_approval=True) for role in SCREENED_ROLES]
    return Waivable(
        findings=frozenset(
            (finding.person, finding.case, finding.rule)
            for question in questions
            for finding in find(snapshot.world, question, snapshot.policy.recusal, on=snapshot.on)
            if finding.severity is Severity.WAIVABLE
        )
    )

"""Which status may follow which, and what a status means for the work."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from terms.cases import AssignmentRole, CaseStatus
from terms.refusals import Refusal

S = CaseStatus

WAYS_OF_DISPOSITION: Final = frozenset(
    {S.INQUIRY_APPROPRIATE, S.TALK_LETTER, S.PRELIM_VERIFICATION, S.HELD, S.CLOSED_NO_CASE, S.TRANSFERRED, S.FILED}
)
"""TL25 art. 204; preliminary verification is no mandatory prelude to filing, and the ways do not exclude each other."""

NEXT: Final[Mapping[CaseStatus, frozenset[CaseStatus]]] = MappingProxyType(
    {
        S.RECEIVED: frozenset({S.REGISTERED, S.TRANSFERRED}),
        S.REGISTERED: frozenset({S.DISPOSITION_PROPOSED, S.TRANSFERRED}),
        S.DISPOSITION_PROPOSED: WAYS_OF_DISPOSITION,
        S.INQUIRY_APPROPRIATE: WAYS_OF_DISPOSITION - {S.INQUIRY_APPROPRIATE},
        S.TALK_LETTER: WAYS_OF_DISPOSITION - {S.TALK_LETTER, S.INQUIRY_APPROPRIATE},
        S.PRELIM_VERIFICATION: WAYS_OF_DISPOSITION - {S.PRELIM_VERIFICATION, S.INQUIRY_APPROPRIATE},
        S.HELD: frozenset({S.DISPOSITION_PROPOSED}),
        S.CLOSED_NO_CASE: frozenset({S.DISPOSITION_PROPOSED, S.ARCHIVED}),
        S.TRANSFERRED: frozenset({S.ARCHIVED}),
        # Filing and transfer for review may be approved together in simple cases (TL25 art. 212).
        S.FILED: frozenset({S.INVESTIGATING, S.TRANSFERRED_TO_REVIEW, S.WITHDRAWN, S.TRANSFERRED}),
        S.INVESTIGATING: frozenset({S.SUSPENDED, S.FACT_MEETING, S.WITHDRAWN, S.TRANSFERRED}),
        S.SUSPENDED: frozenset({S.INVESTIGATING, S.WITHDRAWN}),
        S.FACT_MEETING: frozenset({S.INVESTIGATING, S.TRANSFERRED_TO_REVIEW}),
        # The review office may refuse a case that is not ready (TL25 art. 221).
        S.TRANSFERRED_TO_REVIEW: frozenset({S.IN_REVIEW, S.INVESTIGATING}),
        S.IN_REVIEW: frozenset({S.RETURNED_SUPPLEMENT, S.RETURNED_REINVESTIGATE, S.PENDING_DECISION}),
        S.RETURNED_SUPPLEMENT: frozenset({S.IN_REVIEW}),
        S.RETURNED_REINVESTIGATE: frozenset({S.TRANSFERRED_TO_REVIEW, S.IN_REVIEW, S.WITHDRAWN}),
        S.PENDING_DECISION: frozenset({S.DECIDED, S.IN_REVIEW}),
        S.DECIDED: frozenset({S.EXECUTING, S.WITHDRAWN, S.REFERRED_PROSECUTION, S.APPEAL}),
        S.EXECUTING: frozenset({S.REFERRED_PROSECUTION, S.ARCHIVED, S.APPEAL}),
        S.WITHDRAWN: frozenset({S.ARCHIVED}),
        S.REFERRED_PROSECUTION: frozenset({S.ARCHIVED, S.APPEAL}),
        # An appeal is not suspensive: the sanction is carried out meanwhile.
        S.APPEAL: frozenset({S.DECIDED, S.EXECUTING, S.ARCHIVED}),
        S.ARCHIVED: frozenset({S.APPEAL}),
    }
)

AT_REST: Final = frozenset(
    {
        S.HELD,
        S.CLOSED_NO_CASE,
        S.TRANSFERRED,
        S.DECIDED,
        S.EXECUTING,
        S.WITHDRAWN,
        S.REFERRED_PROSECUTION,
        S.ARCHIVED,
    }
)
OPEN: Final = frozenset(CaseStatus) - AT_REST
"""Somebody still has to find out or decide something; an appeal opens a case again."""

FROM_FILING_TO_DECISION: Final = frozenset(
    {
        S.FILED,
        S.INVESTIGATING,
        S.SUSPENDED,
        S.FACT_MEETING,
        S.TRANSFERRED_TO_REVIEW,
        S.IN_REVIEW,
        S.RETURNED_SUPPLEMENT,
        S.RETURNED_REINVESTIGATE,
        S.PENDING_DECISION,
    }
)

WITH_INVESTIGATORS: Final = frozenset(
    {
        S.PRELIM_VERIFICATION,
        S.FILED,
        S.INVESTIGATING,
        S.FACT_MEETING,
        S.RETURNED_SUPPLEMENT,
        S.RETURNED_REINVESTIGATE,
    }
)
WITH_REVIEWERS: Final = frozenset({S.TRANSFERRED_TO_REVIEW, S.IN_REVIEW})
INVESTIGATORS: Final = frozenset(AssignmentRole) - {AssignmentRole.REVIEWER}


class StepNotAllowed(Refusal):
    """The case cannot go from one status to the other."""

    code = "STEP_NOT_ALLOWED"
    zh = "案件不能由“{before.zh}”转为“{after.zh}”。"
    en = "A case cannot go from “{before.en}” to “{after.en}”."

    def __init__(self, *, before: CaseStatus, after: CaseStatus) -> None:
        super().__init__()
        self.before = before
        self.after = after


class ReopeningNeedsClue(Refusal):
    """A matter held or closed is taken up again only on a new clue, linked to it."""

    code = "REOPENING_NEEDS_CLUE"
    zh = "“{before.zh}”的事项须有新的关联线索方可重新启动。"
    en = "A matter that is “{before.en}” is taken up again only on a new clue linked to it."

    def __init__(self, *, before: CaseStatus) -> None:
        super().__init__()
        self.before = before


def roles_wanted_in(status: CaseStatus) -> frozenset[AssignmentRole]:
    """Return the roles that people are wanted in; those who investigate never review (TL25 art. 222)."""
    if status in WITH_INVESTIGATORS:
        return INVESTIGATORS
    return frozenset({AssignmentRole.REVIEWER}) if status in WITH_REVIEWERS else frozenset()


def check_step(before: CaseStatus, *, after: CaseStatus, new_clue: bool = False) -> None:
    """Refuse a change of status that the procedure does not know.

    Raises:
        StepNotAllowed: ``after`` may not follow ``before``.
        ReopeningNeedsClue: the matter is held or closed and no new clue is linked.
    """
    if after not in NEXT[before]:
        raise StepNotAllowed(before=before, after=after)
    if after is S.DISPOSITION_PROPOSED and before in {S.HELD, S.CLOSED_NO_CASE} and not new_clue:
        raise ReopeningNeedsClue(before=before)

"""Which status follows which, and who is wanted in it."""

import pytest

from casework.statuses import NEXT, OPEN, ReopeningNeedsClue, StepNotAllowed, check_step, roles_wanted_in
from terms.cases import AssignmentRole, CaseStatus

S = CaseStatus


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (S.RECEIVED, S.REGISTERED),
        (S.DISPOSITION_PROPOSED, S.PRELIM_VERIFICATION),
        (S.DISPOSITION_PROPOSED, S.FILED),
        (S.PRELIM_VERIFICATION, S.HELD),
        (S.FILED, S.TRANSFERRED_TO_REVIEW),
        (S.INVESTIGATING, S.SUSPENDED),
        (S.SUSPENDED, S.INVESTIGATING),
        (S.TRANSFERRED_TO_REVIEW, S.INVESTIGATING),
        (S.IN_REVIEW, S.RETURNED_SUPPLEMENT),
        (S.RETURNED_SUPPLEMENT, S.IN_REVIEW),
        (S.CLOSED_NO_CASE, S.ARCHIVED),
        (S.ARCHIVED, S.APPEAL),
    ],
)
def test_the_procedure_allows_its_own_steps(before: CaseStatus, after: CaseStatus) -> None:
    check_step(before, after=after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (S.RECEIVED, S.FILED),
        (S.RECEIVED, S.RECEIVED),
        (S.INVESTIGATING, S.IN_REVIEW),
        (S.INVESTIGATING, S.DECIDED),
        (S.IN_REVIEW, S.INVESTIGATING),
        (S.PENDING_DECISION, S.EXECUTING),
        (S.ARCHIVED, S.INVESTIGATING),
        (S.TRANSFERRED, S.FILED),
    ],
)
def test_a_step_that_the_procedure_does_not_know_is_refused(before: CaseStatus, after: CaseStatus) -> None:
    with pytest.raises(StepNotAllowed) as refused:
        check_step(before, after=after, new_clue=True)
    assert (refused.value.before, refused.value.after) == (before, after)


def test_the_refusal_names_both_statuses_in_both_languages() -> None:
    refusal = StepNotAllowed(before=S.RECEIVED, after=S.FILED)
    assert refusal.message("zh") == "案件不能由“已受理”转为“立案”。"
    assert refusal.message("en") == "A case cannot go from “received” to “filed”."


@pytest.mark.parametrize("before", [S.HELD, S.CLOSED_NO_CASE])
def test_what_was_held_or_closed_is_taken_up_again_on_a_new_clue_only(before: CaseStatus) -> None:
    check_step(before, after=S.DISPOSITION_PROPOSED, new_clue=True)
    with pytest.raises(ReopeningNeedsClue) as refused:
        check_step(before, after=S.DISPOSITION_PROPOSED)
    assert refused.value.before is before


def test_the_first_proposal_needs_no_further_clue() -> None:
    check_step(S.REGISTERED, after=S.DISPOSITION_PROPOSED)


def test_every_status_has_a_way_on_and_every_status_but_the_first_can_be_reached() -> None:
    assert set(NEXT) == set(CaseStatus)
    assert all(NEXT.values())
    assert set().union(*NEXT.values()) == set(CaseStatus) - {S.RECEIVED}


def test_nothing_returns_to_the_investigators_after_the_decision_but_by_appeal() -> None:
    assert NEXT[S.DECIDED].isdisjoint({S.INVESTIGATING, S.IN_REVIEW, S.FILED})
    assert NEXT[S.ARCHIVED] == {S.APPEAL}


def test_a_case_is_open_until_it_is_decided_and_again_under_appeal() -> None:
    assert {S.RECEIVED, S.SUSPENDED, S.PENDING_DECISION, S.APPEAL} <= OPEN
    assert OPEN.isdisjoint({S.HELD, S.CLOSED_NO_CASE, S.TRANSFERRED, S.DECIDED, S.EXECUTING, S.ARCHIVED})


def test_investigators_are_wanted_while_facts_are_found_and_reviewers_only_in_review() -> None:
    assert roles_wanted_in(S.INVESTIGATING) == {
        AssignmentRole.LEAD,
        AssignmentRole.MEMBER,
        AssignmentRole.RECORDS,
        AssignmentRole.SAFETY_OFFICER,
    }
    assert roles_wanted_in(S.IN_REVIEW) == {AssignmentRole.REVIEWER}
    assert roles_wanted_in(S.HELD) == frozenset()

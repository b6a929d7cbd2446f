"""Re-examination and its review: who had a part in what was decided, or was touched by it, has none (R24, R52)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recusal.facts import Case, Party, SealedFacts, Service
from recusal.findings import Evidence
from terms.cases import AssignmentRole, AssignmentState, Mode, PartyRole
from terms.periods import Period
from terms.ties import KinEdge
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, SUBJECT_PARTY, findings, said, ties

S = KinEdge.SPOUSE
SERVICE = Service(4, 1, 1, AssignmentRole.MEMBER, AssignmentState.ENDED, Period(date(2025, 1, 1), date(2025, 2, 1)))


@pytest.mark.parametrize("role", [AssignmentRole.MEMBER, AssignmentRole.REVIEWER])
@pytest.mark.parametrize("asked", [AssignmentRole.MEMBER, AssignmentRole.REVIEWER])
def test_who_had_any_part_in_the_case_has_none_in_its_re_examination(
    role: AssignmentRole, asked: AssignmentRole
) -> None:
    appeal = Case(2, Mode.CROSS, m.VILLAGE, m.COMMISSION, appeal_of=1)
    facts = replace(BARE, cases=(CASE, appeal), services=(replace(SERVICE, role=role),))
    (finding,) = findings(facts, case=2, role=asked)
    assert said((finding,)) == ["R24 HARD"]
    assert finding.evidence == (Evidence("case", 2), Evidence("service", 4))
    assert findings(facts, 5, case=2, role=asked) == ()


REVIEWED_AGAIN = (
    CASE,
    Case(2, Mode.CROSS, m.VILLAGE, m.COMMISSION, appeal_of=1),
    Case(3, Mode.CROSS, m.VILLAGE, m.COMMISSION, appeal_of=2),
)
"""A case, its re-examination (复审), and the review of that (复核)."""


@pytest.mark.parametrize(
    ("served", "records"),
    [(1, (Evidence("case", 3), Evidence("case", 2))), (2, (Evidence("case", 3),)), (4, ())],
)
def test_who_had_any_part_in_a_case_or_its_re_examination_has_none_in_the_review_of_that(
    served: int, records: tuple[Evidence, ...]
) -> None:
    facts = replace(
        BARE, cases=(*REVIEWED_AGAIN, replace(CASE, id=4, appeal_of=3)), services=(replace(SERVICE, case=served),)
    )
    found = findings(facts, case=3)
    assert [finding.evidence for finding in found] == ([(*records, Evidence("service", 4))] if records else [])
    assert {finding.rule for finding in found} <= {"R24"}


def test_who_works_on_a_re_examination_is_not_kept_from_it_by_that_though_the_cases_are_linked() -> None:
    again = replace(REVIEWED_AGAIN[1], linked_cases=(1,))
    facts = replace(BARE, cases=(CASE, again), services=(replace(SERVICE, case=2),))
    assert findings(facts, case=2) == ()
    assert said(findings(replace(facts, services=(SERVICE,)), case=2)) == ["R24 HARD"]


AT_WORK = replace(SERVICE, case=2, state=AssignmentState.ACTIVE)
LINKED = replace(CASE, id=4, linked_cases=(1,))


@pytest.mark.parametrize("asked", [AssignmentRole.MEMBER, AssignmentRole.REVIEWER])
@pytest.mark.parametrize(("served", "case"), [(2, 1), (3, 1), (3, 2), (2, 4), (3, 4)])
def test_who_is_at_work_on_a_re_examination_joins_neither_the_case_nor_one_linked_with_it(
    served: int, case: int, asked: AssignmentRole
) -> None:
    facts = replace(BARE, cases=(*REVIEWED_AGAIN, LINKED), services=(replace(AT_WORK, case=served),))
    (finding,) = findings(facts, case=case, role=asked)
    assert (finding.rule, finding.evidence) == ("R24", (Evidence("case", served), Evidence("service", 4)))
    assert findings(facts, 5, case=case, role=asked) == ()


@pytest.mark.parametrize("state", [AssignmentState.ENDED, AssignmentState.RECUSED, AssignmentState.WITHDRAWN])
def test_who_is_off_a_re_examination_is_kept_from_nothing_by_it(state: AssignmentState) -> None:
    facts = replace(BARE, cases=(*REVIEWED_AGAIN, LINKED), services=(replace(AT_WORK, state=state),))
    assert [findings(facts, case=case) for case in (1, 4)] == [(), ()]


@pytest.mark.parametrize("state", [AssignmentState.ACTIVE, AssignmentState.SUSPENDED])
def test_who_is_at_work_on_both_is_kept_from_the_re_examination_alone(state: AssignmentState) -> None:
    both = (AT_WORK, replace(AT_WORK, id=5, case=1, state=state))
    facts = replace(BARE, cases=REVIEWED_AGAIN, services=both)
    assert (said(findings(facts, case=1)), said(findings(facts, case=2))) == ([], ["R24 HARD"])
    before = replace(facts, services=(AT_WORK, replace(both[1], state=AssignmentState.ENDED)))
    assert said(findings(before, case=1)) == ["R24 HARD"]


@pytest.mark.parametrize("asked", [2, 3])
@pytest.mark.parametrize(
    "change",
    [
        {"parties": (Party(1, 1, PartyRole.WITNESS, 1),)},
        {"parties": (SUBJECT_PARTY,), "kin_ties": ties((1, S, 9))},
    ],
)
def test_who_has_a_part_in_a_case_has_none_in_what_looks_at_it_again(asked: int, change: dict[str, Any]) -> None:
    facts = replace(BARE, parties=(), cases=REVIEWED_AGAIN)
    (finding,) = findings(replace(facts, **change), case=asked)
    assert (finding.rule, finding.severity.value, finding.evidence[0]) == ("R52", "HARD", Evidence("case", 1))
    of_the_review = tuple(replace(party, case=3) for party in change["parties"])
    assert findings(replace(facts, **{**change, "parties": of_the_review}), case=1) == ()


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_who_informed_in_a_case_is_kept_from_what_looks_at_it_again(asked: int) -> None:
    facts = replace(BARE, parties=(), cases=REVIEWED_AGAIN, sealed=SealedFacts(informants=((1, 1),)))
    assert said(findings(facts, case=asked)) == ["RESTRICTED HARD"]


def test_cases_that_re_examine_one_another_in_a_ring_are_walked_once() -> None:
    ring = (replace(CASE, appeal_of=2), Case(2, Mode.CROSS, m.VILLAGE, m.COMMISSION, appeal_of=1))
    facts = replace(BARE, parties=(), cases=ring, services=(replace(SERVICE, case=2),))
    assert said(findings(facts)) == ["R24 HARD"]
    assert findings(facts, case=2) == ()


def test_the_re_examination_of_a_case_that_is_not_known_bars_nobody() -> None:
    facts = replace(BARE, cases=(replace(CASE, appeal_of=77),), services=(replace(SERVICE, case=77),))
    assert findings(facts) == ()

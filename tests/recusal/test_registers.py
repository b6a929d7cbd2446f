"""Grounds from registers: contacts, interference, petitions, inspections, assessments, earlier matters."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Party, Service
from recusal.findings import Evidence
from recusal.records import Duty, Incident
from terms.cases import AssignmentRole, AssignmentState, PartyRole
from terms.periods import ALWAYS, Period
from terms.ties import DutyKind, IncidentKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, SUBJECT, SUBJECT_PARTY, belongs, findings, said, works

CONTACTS = {IncidentKind.CONTACT, IncidentKind.BANQUET, IncidentKind.GIFT, IncidentKind.BORROWED}


@pytest.mark.parametrize("kind", IncidentKind)
def test_an_established_incident_bars_from_that_case(kind: IncidentKind) -> None:
    facts = replace(BARE, incidents=(Incident(3, 1, 1, kind, established=True, on=ON),))
    (finding,) = findings(facts)
    assert said((finding,)) == ["R21 HARD" if kind in CONTACTS else "R22 HARD"]
    assert (finding.evidence, finding.relation) == ((Evidence("incident", 3),), kind.value)
    assert findings(facts, 2) == ()


@pytest.mark.parametrize("kind", IncidentKind)
def test_an_allegation_that_was_not_established_bars_nobody(kind: IncidentKind) -> None:
    assert findings(replace(BARE, incidents=(Incident(3, 1, 1, kind, established=False, on=ON),))) == ()


def test_an_incident_in_one_case_bars_from_no_other_case_of_the_same_subject() -> None:
    incident = Incident(3, 1, 1, IncidentKind.GIFT, established=True, on=ON)
    parties = (SUBJECT_PARTY, replace(SUBJECT_PARTY, id=2, case=2))
    facts = replace(BARE, cases=(CASE, replace(CASE, id=2)), parties=parties, incidents=(incident,))
    assert said(findings(facts)) == ["R21 HARD"]
    assert findings(facts, case=2) == ()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DutyKind.PETITION_IN_CHARGE, ["R27 WAIVABLE"]),
        (DutyKind.PETITION_RECEPTION, ["R27 SOFT"]),
        (DutyKind.INSPECTION, []),
    ],
)
@pytest.mark.parametrize("during", [ALWAYS, Period(None, date(2020, 1, 1))])
def test_who_dealt_with_the_petition_is_kept_from_the_case(kind: DutyKind, during: Period, expected: list[str]) -> None:
    facts = replace(BARE, duties=(Duty(3, 1, kind, case=1, during=during),))
    found = findings(facts)
    assert said(found) == expected
    assert all((one.evidence, one.relation) == ((Evidence("duty", 3),), kind.value) for one in found)
    assert findings(replace(facts, duties=(Duty(3, 1, kind, case=2, during=during),))) == ()


@pytest.mark.parametrize("during", [ALWAYS, Period(None, date(2020, 1, 1))])
@pytest.mark.parametrize(("organ", "expected"), [(m.VILLAGE, ["R28 SOFT"]), (m.TOWNSHIP, []), (m.FIRM, [])])
def test_who_inspected_a_unit_of_the_case_is_noted_for_good(organ: int, during: Period, expected: list[str]) -> None:
    assert said(findings(replace(BARE, duties=(Duty(3, 1, DutyKind.INSPECTION, organ, during=during),)))) == expected


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        (ALWAYS, ["R55 SOFT"]),
        (Period(date(2025, 10, 1), date(2026, 1, 1)), []),
        (Period(date(2025, 10, 1), date(2026, 1, 2)), ["R55 SOFT"]),
        (Period(date(2026, 3, 31), None), ["R55 SOFT"]),
        (Period(date(2026, 4, 1), None), []),
        (Period(ON, ON), []),
    ],
)
def test_who_assesses_a_unit_of_the_case_is_noted_in_that_quarter(during: Period, expected: list[str]) -> None:
    duty = Duty(3, 1, DutyKind.ASSESSMENT, m.VILLAGE, during=during)
    assert said(findings(replace(BARE, duties=(duty,)))) == expected


def test_an_inspection_of_the_subjects_own_unit_tells_unit_and_subject() -> None:
    duties = (Duty(3, 1, DutyKind.INSPECTION, m.BUREAU), Duty(4, SUBJECT, DutyKind.INSPECTION, m.BUREAU))
    facts = replace(works(belongs(SUBJECT, m.BUREAU)), duties=duties)
    (finding,) = findings(facts, rules={"R28"})
    assert (finding.organ, finding.other_person, finding.relation) == (m.BUREAU, SUBJECT, "INSPECTION")
    assert finding.evidence == (Evidence("duty", 3), Evidence("membership", 940), Evidence("party", 1))
    assert findings(facts, SUBJECT, rules={"R28"}) == ()


EARLIER = replace(CASE, id=2, dropped=True)
ONCE = Service(4, 1, 2, AssignmentRole.MEMBER, AssignmentState.ENDED)


def before(party: Party, service: Service = ONCE, *, dropped: bool = True) -> Facts:
    """Return the facts with an earlier matter that the investigator worked on."""
    cases = (CASE, replace(EARLIER, dropped=dropped))
    return replace(BARE, cases=cases, parties=(SUBJECT_PARTY, party), services=(service,))


@pytest.mark.parametrize("role", [PartyRole.SUBJECT, PartyRole.CO_SUBJECT])
def test_who_dropped_a_matter_against_the_subject_does_not_take_up_the_next(role: PartyRole) -> None:
    (finding,) = findings(before(Party(2, 2, role, SUBJECT)))
    assert (said((finding,)), finding.other_person) == (["R26 WAIVABLE"], SUBJECT)
    assert finding.evidence == (Evidence("service", 4), Evidence("party", 2), Evidence("party", 1))


def test_an_earlier_matter_that_went_on_or_was_about_somebody_else_is_none() -> None:
    same = Party(2, 2, PartyRole.SUBJECT, SUBJECT)
    assert findings(before(same, dropped=False)) == ()
    assert findings(before(replace(same, person=8))) == ()
    assert findings(before(replace(same, role=PartyRole.WITNESS))) == ()


def test_neither_a_reviewer_of_it_nor_a_colleague_in_the_same_case_handled_an_earlier_matter() -> None:
    same = Party(2, 2, PartyRole.SUBJECT, SUBJECT)
    assert findings(before(same, replace(ONCE, role=AssignmentRole.REVIEWER))) == ()
    dropped = replace(BARE, cases=(replace(CASE, dropped=True),), services=(replace(ONCE, case=1),))
    assert findings(dropped) == ()


def test_a_matter_that_is_not_among_the_facts_is_not_looked_at() -> None:
    facts = before(Party(2, 2, PartyRole.SUBJECT, SUBJECT))
    assert findings(replace(facts, cases=(CASE,))) == ()


REVIEWED = Service(4, 1, 1, AssignmentRole.REVIEWER, AssignmentState.ENDED, Period(date(2026, 1, 10), ON))


@pytest.mark.parametrize(
    ("began", "reviewed_from", "early"),
    [
        (date(2026, 1, 10), None, True),
        (date(2026, 1, 10), date(2026, 1, 11), True),
        (date(2026, 1, 10), date(2026, 1, 10), False),
        (None, date(2020, 1, 1), True),
    ],
)
def test_an_early_reviewer_stays_one(began: date | None, reviewed_from: date | None, early: bool) -> None:  # noqa: FBT001
    service = replace(REVIEWED, during=Period(began, ON))
    facts = replace(BARE, cases=(replace(CASE, reviewed_from=reviewed_from),), services=(service,))
    found = findings(facts, rules={"R25"})
    assert [(one.relation, one.evidence) for one in found] == [("EARLY_REVIEWER", (Evidence("service", 4),))] * early
    assert {one.severity.value for one in found} <= {"ELIGIBILITY"}
    assert findings(facts, rules={"R25"}, role=AssignmentRole.REVIEWER) == ()


def test_an_early_investigator_is_no_early_reviewer() -> None:
    facts = replace(BARE, services=(replace(REVIEWED, role=AssignmentRole.LEAD),))
    assert findings(facts, rules={"R25"}) == ()

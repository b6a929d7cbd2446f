"""Grounds and requirements out of registers: each finding whole, and none hidden by what stands before it."""

from dataclasses import replace
from datetime import date
from typing import TypeAlias

import pytest

from recusal.facts import Facts, Organ, OrganLink, Party, Service
from recusal.findings import Evidence, Finding, Question, RecordKind
from recusal.records import Authorisation, Duty, Incident, Loan, PlaceTie, PoolStanding, Recusal, Release
from recusal.screen import find
from terms.cases import AssignmentRole, AssignmentState, PartyRole
from terms.organs import OrganKind, OrganLinkKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict
from terms.ties import DutyKind, IncidentKind, PlaceTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, INVESTIGATOR, ON, READY, SUBJECT, belongs, findings, works

E, H, W, S = Severity.ELIGIBILITY, Severity.HARD, Severity.WAIVABLE, Severity.SOFT
Record: TypeAlias = tuple[RecordKind, int]
BY_CASE: Record = ("case", 1)
BY_PARTY: Record = ("party", 1)
BY_POOL: Record = ("pool", INVESTIGATOR)


def found(
    rule: str,
    severity: Severity,
    *evidence: Record,
    other: int | None = None,
    organ: int | None = None,
    relation: str | None = None,
    verdict: Verdict = Verdict.CONFLICT,
) -> tuple[Finding, ...]:
    """Return the one finding on the investigator in the first case."""
    records = tuple(Evidence(kind, number) for kind, number in evidence)
    return (Finding(rule, severity, verdict, INVESTIGATOR, 1, records, other, organ, relation),)


def served(role: AssignmentRole, case: int = 1, number: int = 4) -> Service:
    """Make a service of the investigator."""
    return Service(number, INVESTIGATOR, case, role, AssignmentState.ENDED, ALWAYS)


@pytest.mark.parametrize(
    ("role", "rule"), [(PartyRole.SUBJECT, "R01"), (PartyRole.CO_SUBJECT, "R01"), (PartyRole.WITNESS, "R05")]
)
def test_a_party_is_shown_with_the_record_of_it(role: PartyRole, rule: str) -> None:
    facts = replace(BARE, parties=(m.SUBJECT_PARTY, Party(6, 1, role, INVESTIGATOR)))
    assert findings(facts) == found(rule, H, ("party", 6))


@pytest.mark.parametrize("role", [PartyRole.VICTIM, PartyRole.INTERESTED])
def test_who_is_concerned_is_shown_with_the_record_of_it(role: PartyRole) -> None:
    facts = replace(BARE, parties=(m.SUBJECT_PARTY, Party(6, 1, role, INVESTIGATOR)))
    assert findings(facts) == found("R06", H, ("party", 6))


def test_work_on_a_linked_case_is_shown_with_that_case() -> None:
    linked = (replace(CASE, linked_cases=(2,)), replace(CASE, id=2))
    facts = replace(BARE, cases=linked, services=(served(AssignmentRole.REVIEWER, 2),))
    assert findings(facts, rules={"R23"}) == found("R23", H, ("case", 2), ("service", 4))
    here = replace(facts, services=(served(AssignmentRole.REVIEWER),))
    assert findings(here, rules={"R23"}) == found("R23", H, ("service", 4))


def test_work_on_the_first_case_is_shown_with_both_cases_in_its_re_examination() -> None:
    cases = (replace(CASE, appeal_of=2), replace(CASE, id=2))
    facts = replace(BARE, cases=cases, services=(served(AssignmentRole.LEAD, 2),))
    assert findings(facts, rules={"R24"}) == found("R24", H, BY_CASE, ("service", 4))


def test_an_early_reviewer_is_shown_with_that_service() -> None:
    facts = replace(BARE, services=(served(AssignmentRole.REVIEWER),))
    assert findings(facts, rules={"R25"}) == found("R25", E, ("service", 4), relation="EARLY_REVIEWER")


def test_who_handled_the_dropped_matter_is_shown_with_both_parties_whatever_else_was_dropped() -> None:
    cases = (CASE, replace(CASE, id=2), replace(CASE, id=3, dropped=True))
    parties = (m.SUBJECT_PARTY, Party(2, 2, PartyRole.SUBJECT, SUBJECT), Party(3, 3, PartyRole.SUBJECT, SUBJECT))
    services = (
        served(AssignmentRole.MEMBER, 2, 4),
        served(AssignmentRole.REVIEWER, 3, 5),
        served(AssignmentRole.MEMBER, 3, 6),
    )
    facts = replace(BARE, cases=cases, parties=parties, services=services)
    expected = found("R26", W, ("service", 6), ("party", 3), BY_PARTY, other=SUBJECT)
    assert findings(facts, rules={"R26"}) == expected


@pytest.mark.parametrize(("kind", "grade"), [(DutyKind.PETITION_IN_CHARGE, W), (DutyKind.PETITION_RECEPTION, S)])
def test_who_dealt_with_the_petition_is_shown_with_that_duty(kind: DutyKind, grade: Severity) -> None:
    facts = replace(BARE, duties=(Duty(3, INVESTIGATOR, kind, case=1),))
    assert findings(facts) == found("R27", grade, ("duty", 3), relation=kind.value)


@pytest.mark.parametrize(("kind", "rule"), [(DutyKind.INSPECTION, "R28"), (DutyKind.ASSESSMENT, "R55")])
def test_who_looked_at_a_unit_is_shown_with_what_makes_it_one_of_the_case(kind: DutyKind, rule: str) -> None:
    facts = replace(works(belongs(SUBJECT, m.BUREAU)), duties=(Duty(3, INVESTIGATOR, kind, m.BUREAU),))
    records: tuple[Record, ...] = (("duty", 3), ("membership", 940), BY_PARTY)
    expected = found(rule, S, *records, other=SUBJECT, organ=m.BUREAU, relation=kind.value)
    assert findings(facts, rules={rule}) == expected
    own = replace(facts, duties=(Duty(3, SUBJECT, kind, m.BUREAU),))
    assert findings(own, SUBJECT, rules={rule}) == ()


@pytest.mark.parametrize(("kind", "rule"), [(IncidentKind.GIFT, "R21"), (IncidentKind.CONTACT, "R21")])
def test_an_incident_is_shown_with_its_record(kind: IncidentKind, rule: str) -> None:
    facts = replace(BARE, incidents=(Incident(3, INVESTIGATOR, 1, kind, established=True, on=ON),))
    assert findings(facts) == found(rule, H, ("incident", 3), relation=kind.value)


def test_who_was_recused_is_shown_with_the_decision() -> None:
    decided = Recusal(3, INVESTIGATOR, 1)
    (finding,) = findings(replace(BARE, recusals=(decided,)), rules={"RECUSED"})
    assert finding.evidence == (Evidence("recusal", 3),)


def test_a_refusal_of_her_unit_is_shown_and_a_call_up_for_one_case_hides_no_other() -> None:
    refused = (Release(3, INVESTIGATOR, 1, consented=False), Release(4, INVESTIGATOR, 2, consented=False))
    facts = replace(BARE, releases=refused, cases=(CASE, replace(CASE, id=2)))
    assert findings(facts, rules={"R45"}) == found("R45", W, ("release", 3), relation="RELEASE")
    called = replace(facts, authorisations=(Authorisation(1, 1, None),))
    question = Question(frozenset({INVESTIGATOR}), frozenset({1, 2}))
    assert [finding.case for finding in find(called, question, on=ON, rules={"R45"})] == [2]


def test_who_is_lent_too_long_is_shown_with_every_loan_in_order() -> None:
    loans = (
        Loan(9, INVESTIGATOR, m.OFFICE, 2, Period(date(2025, 6, 1), ON)),
        Loan(8, INVESTIGATOR, m.OFFICE, 2, Period(date(2024, 6, 1), date(2025, 6, 1))),
    )
    facts = replace(BARE, loans=loans)
    long = found("R46", E, ("loan", 8), ("loan", 9), relation="LOAN_TIME")
    unrested = found("R46", S, ("loan", 9), relation="REST")
    assert set(findings(facts, rules={"R46"})) == {*long, *unrested}


def test_who_left_is_shown_with_the_last_post_and_hides_nobody_who_left_before_or_after() -> None:
    left = Period(None, date(2026, 1, 1))
    facts = replace(BARE, memberships=(belongs(2, m.OFFICE), belongs(INVESTIGATOR, m.OFFICE, left)))
    expected = found("R50", E, ("membership", 102), organ=m.OFFICE, relation="COOLING_OFF")
    assert findings(facts, rules={"R50"}) == expected
    turned = replace(facts, memberships=(belongs(1, m.OFFICE), belongs(2, m.OFFICE, left)))
    both = Question(frozenset({1, 2}), frozenset({1}))
    assert [finding.person for finding in find(turned, both, on=ON, rules={"R50"})] == [2]


def unready(facts: Facts, rule: str, role: AssignmentRole = AssignmentRole.MEMBER) -> set[Finding]:
    """Return what is found of the investigator's standing."""
    return set(findings(facts, rules={rule}, role=role))


def test_what_is_missing_in_the_pool_is_shown_with_the_standing() -> None:
    bare = replace(BARE, pool=(PoolStanding(INVESTIGATOR),))
    undeclared = found("R48", E, BY_POOL, relation="DECLARATION", verdict=Verdict.UNKNOWN)
    untrained = found("R48", E, BY_POOL, relation="TRAINING")
    not_bound = found("R48", E, BY_POOL, relation="UNDERTAKING")
    assert unready(bare, "R48") == {*undeclared, *untrained, *not_bound}
    assert unready(BARE, "R48") == {*found("R48", E, BY_POOL, relation="NOT_IN_POOL")}
    assert unready(replace(BARE, pool=(READY,)), "R48") == set()


def test_what_a_leader_lacks_is_shown_with_the_standing_and_the_post() -> None:
    lent = belongs(INVESTIGATOR, m.OFFICE, kind=MembershipKind.SECONDMENT)
    facts = replace(BARE, pool=(PoolStanding(INVESTIGATOR),), memberships=(lent,))
    not_admitted = found("R32", E, BY_POOL, relation="MAY_NOT_LEAD")
    part_time = found("R32", E, BY_POOL, relation="NOT_FULL_TIME")
    seconded = found("R32", E, ("membership", 102), relation="SECONDED")
    assert unready(facts, "R32", AssignmentRole.LEAD) == {*not_admitted, *part_time, *seconded}
    reviewer = found("R32", E, BY_POOL, relation="MAY_NOT_REVIEW")
    assert unready(facts, "R32", AssignmentRole.REVIEWER) == {*reviewer}
    assert unready(facts, "R32") == set()


@pytest.mark.parametrize(
    ("day", "trained"),
    [(date(2024, 3, 4), False), (date(2024, 3, 5), True), (ON, True), (date(2026, 3, 6), False)],
)
def test_training_counts_from_its_day_for_two_years(day: date, trained: bool) -> None:  # noqa: FBT001
    facts = replace(BARE, pool=(replace(READY, trained_on=day),))
    lacking = found("R48", E, BY_POOL, relation="TRAINING")
    assert findings(facts, rules={"R48"}) == (() if trained else lacking)


@pytest.mark.parametrize(("day", "bound"), [(date(2000, 1, 1), True), (ON, True), (date(2026, 3, 6), False)])
def test_an_undertaking_counts_from_its_day_for_good(day: date, bound: bool) -> None:  # noqa: FBT001
    facts = replace(BARE, pool=(replace(READY, undertaking_on=day),))
    lacking = found("R48", E, BY_POOL, relation="UNDERTAKING")
    assert findings(facts, rules={"R48"}) == (() if bound else lacking)


def places(*organs: tuple[int, int], facts: Facts = BARE) -> Facts:
    """Return the facts with people who come from places."""
    ties = tuple(
        PlaceTie(number, person, organ, PlaceTieKind.NATIVE) for number, (person, organ) in enumerate(organs, start=1)
    )
    return replace(facts, place_ties=ties)


def test_the_village_of_the_facts_is_shown_with_the_case() -> None:
    expected = found("R17", W, ("place_tie", 1), BY_CASE, organ=m.VILLAGE, relation="NATIVE")
    assert findings(places((1, m.VILLAGE))) == expected


def test_the_township_of_the_facts_is_shown_with_the_links_on_both_sides() -> None:
    expected = found("R17", S, ("place_tie", 1), ("organ_link", 5), BY_CASE, organ=m.VILLAGE, relation="NATIVE")
    assert findings(places((1, m.TOWNSHIP))) == expected


def test_the_village_of_the_subject_is_shown_with_his_tie() -> None:
    facts = places((1, m.VILLAGE), (SUBJECT, m.VILLAGE), facts=works(organ=m.FIRM))
    expected = found(
        "R17", W, ("place_tie", 1), ("place_tie", 2), BY_PARTY, other=SUBJECT, organ=m.VILLAGE, relation="NATIVE"
    )
    assert findings(facts) == expected


def test_a_village_that_is_a_subject_is_shown_with_the_party() -> None:
    party = Party(6, 1, PartyRole.SUBJECT, organ=m.VILLAGE)
    facts = replace(places((1, m.VILLAGE), facts=works(organ=m.FIRM)), parties=(party,))
    expected = found("R17", W, ("place_tie", 1), ("party", 6), organ=m.VILLAGE, relation="NATIVE")
    assert findings(facts) == expected


def test_somebody_of_another_village_is_shown_with_the_way_up_and_the_way_down() -> None:
    section = Organ(60, OrganKind.SECOND_LEVEL)
    below = OrganLink(20, 60, m.VILLAGE, OrganLinkKind.PART_OF)
    facts = replace(works(organ=60), organs=(*BARE.organs, section), organ_links=(*BARE.organ_links, below))
    way: tuple[Record, ...] = (("organ_link", 6), ("organ_link", 5), ("organ_link", 20))
    expected = found("R17", S, ("place_tie", 1), *way, BY_CASE, organ=60, relation="NATIVE")
    assert findings(places((1, m.STATION), facts=facts)) == expected

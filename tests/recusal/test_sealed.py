"""Sealed grounds show as RESTRICTED and as nothing else, and never when the facts are kept back."""

from dataclasses import fields, replace
from datetime import date

import pytest

from recusal.facts import AssertedKin, SealedFacts
from recusal.findings import Finding
from recusal.policy import Policy, SofterThanLaw
from recusal.registry import SCREENED
from recusal.rules.sealed import RESTRICTED, SEALED
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict
from terms.ties import KinEdge, Kinship
from tests.recusal.making import BARE, CASE, ON, findings, ties

S, P = KinEdge.SPOUSE, KinEdge.PARENT
ONLY = (Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, 1, 1),)
INFORMED = replace(BARE, sealed=SealedFacts(informants=((1, 5),)))


def test_the_informant_is_barred() -> None:
    assert findings(replace(BARE, sealed=SealedFacts(informants=((1, 1),)))) == ONLY


@pytest.mark.parametrize("edges", [((1, S, 5),), ((6, P, 1), (6, P, 5)), ((1, S, 6), (7, P, 6), (7, P, 5))])
def test_kin_of_the_informant_are_barred_in_the_same_words(edges: tuple[tuple[int, KinEdge, int], ...]) -> None:
    assert findings(replace(INFORMED, kin_ties=ties(*edges))) == ONLY
    assert findings(replace(BARE, kin_ties=ties(*edges))) == ()


def test_distant_kin_and_strangers_of_the_informant_are_not() -> None:
    assert findings(INFORMED) == ()
    assert findings(replace(INFORMED, asserted_kin=(AssertedKin(1, 1, 5, Kinship.SPOUSES_COUSIN),))) == ()


def test_the_informant_of_another_case_bars_from_that_case_only() -> None:
    sealed = SealedFacts(informants=((2, 1),))
    facts = replace(BARE, cases=(CASE, replace(CASE, id=2)), sealed=sealed)
    assert findings(facts) == ()
    assert findings(facts, case=2) == (replace(ONLY[0], case=2),)


@pytest.mark.parametrize("severity", [None, Severity.SOFT])
def test_no_county_leaves_the_informants_extended_kin_alone_for_it_would_tell_who_they_are(
    severity: Severity | None,
) -> None:
    assert findings(replace(INFORMED, kin_ties=ties((5, P, 6), (6, P, 1)))) == ONLY
    for rule in SEALED:
        with pytest.raises(SofterThanLaw):
            Policy({rule: severity})


@pytest.mark.parametrize(
    ("during", "expected"),
    [(ALWAYS, ONLY), (Period(None, ON), ()), (Period(date(2026, 6, 1), None), ONLY), (Period(ON, ON), ())],
)
def test_a_hold_bars_from_every_case_while_it_lasts(during: Period, expected: tuple[Finding, ...]) -> None:
    facts = replace(BARE, sealed=SealedFacts(holds=((1, during), (2, ALWAYS))))
    assert findings(facts) == expected


def test_several_sealed_grounds_are_one_finding() -> None:
    sealed = SealedFacts(informants=((1, 1), (1, 5), (1, 6)), holds=((1, ALWAYS), (1, ALWAYS)))
    assert findings(replace(BARE, sealed=sealed, kin_ties=ties((1, S, 5), (6, P, 1)))) == ONLY


def test_a_sealed_finding_says_nothing_beside_person_and_case() -> None:
    (finding,) = findings(replace(BARE, sealed=SealedFacts(holds=((1, ALWAYS),))))
    told = {field.name for field in fields(finding) if getattr(finding, field.name) not in (None, ())}
    assert told == {"rule", "severity", "verdict", "person", "case"}


def test_no_sealed_ground_has_a_code_of_its_own() -> None:
    assert SCREENED.isdisjoint({"R03", "R04", "R09", "R49"})
    assert RESTRICTED in SCREENED

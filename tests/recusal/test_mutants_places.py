"""Units and days at their edges, and the records that a home rests on."""

from dataclasses import replace
from datetime import date

from recusal.days import meet
from recusal.facts import OrganLink, Party
from recusal.findings import Evidence
from recusal.units import UnitTree
from terms.cases import PartyRole
from terms.organs import OrganLinkKind
from terms.periods import ALWAYS, Period
from tests.recusal import making as m
from tests.recusal.making import CASE, INVESTIGATOR, ON, ORGANS, belongs, findings, works


def test_a_period_without_a_day_meets_nothing() -> None:
    empty = Period(ON, ON)
    assert meet(empty, ALWAYS) is None
    assert meet(empty, empty) is None
    assert meet(Period(ON, date(2026, 3, 6)), ALWAYS) == Period(ON, date(2026, 3, 6))


def test_a_link_that_has_ended_hides_none_that_follows() -> None:
    ended = OrganLink(1, m.VILLAGE, m.BUREAU, OrganLinkKind.PART_OF, Period(None, ON))
    present = OrganLink(2, m.VILLAGE, m.TOWNSHIP, OrganLinkKind.PART_OF)
    tree = UnitTree(ORGANS, (ended, present), (), ON)
    assert tree.above(m.VILLAGE) == {m.TOWNSHIP: (Evidence("organ_link", 2),)}
    assert tree.below(m.BUREAU) == {}


def test_a_unit_that_is_a_subject_is_proved_by_its_record_as_a_party() -> None:
    facts = replace(
        works(belongs(INVESTIGATOR, m.BUREAU)), parties=(Party(5, CASE.id, PartyRole.SUBJECT, organ=m.BUREAU),)
    )
    (finding,) = findings(facts, rules={"R11"})
    assert finding.evidence == (Evidence("membership", INVESTIGATOR * 100 + m.BUREAU), Evidence("party", 5))

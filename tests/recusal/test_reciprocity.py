"""Two organs do not handle each other's cases."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Handling, Succession
from recusal.findings import Evidence
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.rules.reciprocity import Reciprocity, handled_before, reciprocal
from recusal.world import World
from terms.cases import Mode
from terms.organs import SuccessionKind
from terms.periods import Period
from terms.recusal import Severity
from tests.recusal import making as m
from tests.recusal.making import BARE, ON, belongs, findings, in_mode, said


def back(organ: int, *, is_open: bool = False, ended: date | None = None) -> Handling:
    """Make a handling, by the home organ of the case, of a case of another organ."""
    return Handling(6, 5, handler=m.COMMISSION, handled=organ, is_open=is_open, during=Period(None, ended))


@pytest.mark.parametrize(
    ("handling", "expected"),
    [
        (back(m.NEAR_COMMISSION, is_open=True), Severity.ABSOLUTE),
        (back(m.NEAR_COMMISSION, is_open=True, ended=date(2020, 1, 1)), Severity.ABSOLUTE),
        (back(m.NEAR_COMMISSION), Severity.WAIVABLE),
        (back(m.NEAR_COMMISSION, ended=date(2025, 3, 5)), Severity.WAIVABLE),
        (back(m.NEAR_COMMISSION, ended=date(2025, 3, 4)), None),
        (back(m.FAR_COMMISSION, is_open=True), None),
        (back(m.COMMISSION, is_open=True), None),
    ],
)
def test_two_organs_do_not_handle_each_others_cases(handling: Handling, expected: Severity | None) -> None:
    facts = replace(BARE, memberships=(belongs(1, m.NEAR_COMMISSION),), handlings=(handling,))
    found = reciprocal(World(facts), m.NEAR_COMMISSION, m.COMMISSION, ON, DEFAULT_POLICY)
    assert found == (None if expected is None else Reciprocity(expected, (Evidence("handling", 6),)))
    assert said(findings(facts, rules={"R39"})) == ([] if expected is None else [f"R39 {expected}"])


@pytest.mark.parametrize("mode", Mode)
def test_reciprocity_is_asked_where_the_home_organ_does_not_lead(mode: Mode) -> None:
    handlings = (back(m.NEAR_COMMISSION, is_open=True),)
    facts = in_mode(mode, replace(BARE, memberships=(belongs(1, m.NEAR_COMMISSION),), handlings=handlings))
    found = findings(facts, rules={"R39"})
    assert said(found) == ([] if mode in {Mode.SELF, Mode.ASSIST} else ["R39 ABSOLUTE"])
    assert all(finding.evidence[:2] == (Evidence("membership", 121), Evidence("handling", 6)) for finding in found)


def test_reciprocity_does_not_reach_people_who_have_left() -> None:
    gone = belongs(1, m.NEAR_COMMISSION, Period(None, ON))
    facts = replace(BARE, memberships=(gone,), handlings=(back(m.NEAR_COMMISSION, is_open=True),))
    assert findings(facts, rules={"R39"}) == ()


def test_the_hardest_of_several_handlings_is_told_and_the_county_may_let_old_ones_pass() -> None:
    recent = replace(back(m.NEAR_COMMISSION), id=7)
    world = World(replace(BARE, handlings=(recent, back(m.NEAR_COMMISSION, is_open=True))))
    found = reciprocal(world, m.NEAR_COMMISSION, m.COMMISSION, ON, DEFAULT_POLICY)
    assert found == Reciprocity(Severity.ABSOLUTE, (Evidence("handling", 6),))
    lenient = Policy({"R39.RECENT": None})
    assert reciprocal(World(replace(BARE, handlings=(recent,))), m.NEAR_COMMISSION, m.COMMISSION, ON, lenient) is None


def test_the_organs_graph_of_the_allocation_holds_what_still_counts() -> None:
    handlings = (
        back(m.NEAR_COMMISSION, is_open=True),
        back(m.FAR_COMMISSION, ended=date(2025, 3, 4)),
        back(m.GROUP, ended=date(2025, 3, 5)),
        back(m.COMMISSION, is_open=True),
    )
    renamed = (Succession(1, m.GROUP, m.OFFICE, SuccessionKind.RENAMED, date(2026, 1, 1)),)
    world = World(replace(BARE, handlings=handlings, successions=renamed))
    assert handled_before(world, ON, DEFAULT_POLICY) == {
        (m.COMMISSION, m.NEAR_COMMISSION),
        (m.COMMISSION, m.OFFICE),
    }

"""Rings of three organs (R40), and pairs of organs that are used up (R41)."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Handling, Succession
from recusal.findings import Evidence, Finding, Question
from recusal.policy import Policy
from recusal.screen import find
from terms.cases import Mode
from terms.organs import SuccessionKind
from terms.periods import ALWAYS, Period
from tests.recusal import making as m
from tests.recusal.making import BARE, ON, belongs, findings, in_mode, said

A, B, C = m.COMMISSION, m.NEAR_COMMISSION, m.FAR_COMMISSION
"""The home organ of the case, and two others."""


def handled(number: int, handler: int, home: int, during: Period = ALWAYS, *, is_open: bool = True) -> Handling:
    """Make a handling of a case of its own."""
    return Handling(number, 100 + number, handler, home, is_open, during)


def asked(rule: str, *handlings: Handling, organ: int = C, policy: Policy | None = None) -> tuple[Finding, ...]:
    """Return the findings of a rule on somebody of an organ."""
    facts = replace(BARE, memberships=(belongs(1, organ),), handlings=handlings)
    return findings(facts, rules={rule}, policy=policy or Policy())


RING = (handled(1, A, B), handled(2, B, C))
"""A handles a case of B's, and B one of C's: if C handles the case of A's, the ring is closed."""


def test_three_organs_do_not_handle_each_others_cases_in_a_ring() -> None:
    (finding,) = asked("R40", *RING)
    assert (said((finding,)), finding.organ) == (["R40 SOFT"], C)
    path = (Evidence("handling", 1), Evidence("handling", 2), Evidence("case", 1))
    assert finding.evidence == (Evidence("membership", 131), *path)


@pytest.mark.parametrize("organ", [A, B, m.GROUP])
def test_only_the_organ_that_would_close_the_ring_is_told(organ: int) -> None:
    assert asked("R40", *RING, organ=organ) == ()


@pytest.mark.parametrize(
    "handlings",
    [
        RING[:1],
        RING[1:],
        (handled(1, B, A), handled(2, C, B)),
        (handled(1, A, B), handled(2, B, A)),
        (handled(1, A, A), handled(2, A, C)),
        (handled(1, A, B), handled(2, B, B), handled(3, A, C)),
    ],
)
def test_an_open_chain_or_a_pair_is_no_ring(handlings: tuple[Handling, ...]) -> None:
    assert asked("R40", *handlings) == ()


@pytest.mark.parametrize(("ended", "counts"), [(None, True), (date(2025, 3, 5), True), (date(2025, 3, 4), False)])
@pytest.mark.parametrize("place", [0, 1])
def test_a_closed_handling_counts_for_a_ring_for_a_year(place: int, ended: date | None, counts: bool) -> None:  # noqa: FBT001
    handlings = list(RING)
    handlings[place] = replace(handlings[place], is_open=False, during=Period(None, ended))
    assert said(asked("R40", *handlings)) == ["R40 SOFT"] * counts
    assert said(asked("R40", *handlings, policy=Policy(reciprocity_months=13))) == ["R40 SOFT"]


def test_of_several_handlings_the_first_on_record_is_shown() -> None:
    (finding,) = asked("R40", handled(9, A, B), handled(5, A, B), handled(7, B, C), handled(8, B, C))
    assert finding.evidence[1:3] == (Evidence("handling", 5), Evidence("handling", 7))
    between = (handled(1, A, B), handled(2, B, C), handled(3, A, m.GROUP), handled(4, m.GROUP, C))
    (by_two,) = asked("R40", *between[::-1])
    assert by_two.evidence[1:3] == (Evidence("handling", 1), Evidence("handling", 2))


def test_a_merged_organ_closes_the_ring_as_its_successor() -> None:
    facts = replace(BARE, memberships=(belongs(1, C),), handlings=(handled(1, A, m.GROUP), handled(2, B, m.OFFICE)))
    merged = (
        Succession(1, m.GROUP, B, SuccessionKind.MERGED, date(2020, 1, 1)),
        Succession(2, m.OFFICE, C, SuccessionKind.MERGED, date(2020, 1, 1)),
    )
    assert findings(facts, rules={"R40"}) == ()
    assert said(findings(replace(facts, successions=merged), rules={"R40"})) == ["R40 SOFT"]


PAIR = (handled(1, C, A), handled(2, C, A))


def test_a_pair_of_organs_is_worn_out_after_two_cases() -> None:
    (finding,) = asked("R41", *PAIR[::-1])
    assert (said((finding,)), finding.organ) == (["R41 SOFT"], C)
    path = (Evidence("handling", 1), Evidence("handling", 2), Evidence("case", 1))
    assert finding.evidence == (Evidence("membership", 131), *path)
    assert asked("R41", PAIR[0]) == ()
    assert asked("R41", *PAIR, organ=B) == ()


def test_how_many_cases_wear_a_pair_out_is_the_countys_to_say() -> None:
    assert asked("R41", *PAIR, policy=Policy(pair_limit=3)) == ()
    assert said(asked("R41", PAIR[0], policy=Policy(pair_limit=1))) == ["R41 SOFT"]


def test_a_case_counts_once_however_many_people_worked_on_it_and_this_one_not_at_all() -> None:
    colleague = replace(PAIR[0], id=3)
    assert asked("R41", PAIR[0], colleague) == ()
    assert asked("R41", PAIR[0], replace(colleague, case=1)) == ()
    (finding,) = asked("R41", replace(PAIR[0], id=6), *PAIR, colleague)
    assert finding.evidence[1:3] == (Evidence("handling", 1), Evidence("handling", 2))


def test_an_organ_is_not_worn_out_by_its_own_cases() -> None:
    assert asked("R41", handled(1, A, A), handled(2, A, A), organ=A) == ()


@pytest.mark.parametrize(("ended", "counts"), [(None, True), (date(2025, 3, 5), True), (date(2025, 3, 4), False)])
def test_a_closed_handling_wears_a_pair_out_for_a_year(ended: date | None, counts: bool) -> None:  # noqa: FBT001
    old = handled(2, C, A, Period(None, ended), is_open=False)
    assert said(asked("R41", PAIR[0], old)) == ["R41 SOFT"] * counts
    assert said(asked("R41", PAIR[0], old, policy=Policy(pair_months=13))) == ["R41 SOFT"]


@pytest.mark.parametrize("rule", ["R40", "R41"])
@pytest.mark.parametrize("mode", Mode)
def test_where_the_home_organ_leads_nobody_is_handled_by_others(rule: str, mode: Mode) -> None:
    facts = in_mode(
        mode, replace(BARE, memberships=(belongs(1, C),), handlings=(*RING, handled(3, C, A), handled(4, C, A)))
    )
    assert said(findings(facts, rules={rule})) == ([] if mode in {Mode.SELF, Mode.ASSIST} else [f"{rule} SOFT"])


@pytest.mark.parametrize("rule", ["R40", "R41"])
def test_who_has_left_the_organ_is_not_of_it(rule: str) -> None:
    gone = belongs(1, C, Period(None, ON))
    facts = replace(BARE, memberships=(gone,), handlings=(*RING, handled(3, C, A), handled(4, C, A)))
    assert findings(facts, rules={rule}) == ()


def test_two_cases_of_one_home_are_answered_alike() -> None:
    handlings = (*RING, handled(3, C, A), handled(4, C, A), handled(5, A, C))
    cases = (*BARE.cases, replace(BARE.cases[0], id=2))
    facts = replace(BARE, cases=cases, memberships=(belongs(1, C),), handlings=handlings)
    question = Question(frozenset({1}), frozenset({1, 2}))
    found = find(facts, question, on=ON, rules={"R39", "R40", "R41"})
    assert [(one.case, one.rule) for one in found] == [
        (case, rule) for case in (1, 2) for rule in ("R39", "R40", "R41")
    ]


def test_several_organs_may_close_rings_through_one_and_the_same() -> None:
    facts = replace(BARE, memberships=(belongs(1, C), belongs(1, m.GROUP)), handlings=(*RING, handled(3, B, m.GROUP)))
    found = findings(facts, rules={"R40"})
    assert [(one.organ, one.evidence[1:3]) for one in found] == [
        (C, (Evidence("handling", 1), Evidence("handling", 2))),
        (m.GROUP, (Evidence("handling", 1), Evidence("handling", 3))),
    ]

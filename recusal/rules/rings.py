"""Organs that handle each other's cases in a ring, and pairs of organs that are used up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from recusal.days import months_before
from recusal.facts import Case, Handling
from recusal.findings import Evidence, Finding
from recusal.homes import HOME_LED
from recusal.inquiry import Inquiry
from recusal.units import Path


def ring(inquiry: Inquiry) -> Iterator[Finding]:
    """R40: the person's organ would close a ring: A handles a case of B's, B one of C's and C one of A's.

    Handlings count as for R39: open ones, and those that closed within the policy's months.
    """
    found: dict[int, Mapping[int, Path]] = {}
    for case, unit in _away(inquiry):
        if unit not in found:
            found[unit] = _closing(inquiry, unit)
        for organ, handlings in found[unit].items():
            yield from _members(inquiry, "R40", case, organ, handlings)


def pair_fatigue(inquiry: Inquiry) -> Iterator[Finding]:
    """R41: the person's organ has lately handled as many other cases of the home organ as one organ should."""
    tree = inquiry.day.tree
    for case, unit in _away(inquiry):
        by_organ: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for handling in _counted(inquiry, inquiry.day.handlings_of(unit), inquiry.policy.pair_months):
            for organ in tree.units(handling.handler).keys() - {unit} if handling.case != case.id else ():
                cases = by_organ[organ]
                cases[handling.case] = min(handling.id, cases.get(handling.case, handling.id))
        for organ, cases in sorted(by_organ.items()):
            if len(cases) >= inquiry.policy.pair_limit:
                handlings = tuple(Evidence("handling", handling) for handling in sorted(cases.values()))
                yield from _members(inquiry, "R41", case, organ, handlings)


def _closing(inquiry: Inquiry, unit: int) -> Mapping[int, Path]:
    """Return the organs that would close a ring by handling a case of the unit's, each with the two handlings."""
    closing: dict[int, Path] = {}
    for middle, second in _handled_by(inquiry, unit).items():
        for organ, third in _handled_by(inquiry, middle).items():
            if organ != unit:
                path = (Evidence("handling", second), Evidence("handling", third))
                closing[organ] = min(path, closing.get(organ, path))
    return closing


def _handled_by(inquiry: Inquiry, unit: int) -> Mapping[int, int]:
    """Return the other units of which the unit handles cases, each with the first record of it."""
    handled: dict[int, int] = {}
    for handling in _counted(inquiry, inquiry.day.handlings_by(unit), inquiry.policy.reciprocity_months):
        for other in inquiry.day.tree.units(handling.handled).keys() - {unit}:
            handled[other] = min(handling.id, handled.get(other, handling.id))
    return handled


def _away(inquiry: Inquiry) -> Iterator[tuple[Case, int]]:
    """Yield the cases in which the home organ does not lead, with its unit."""
    for case in inquiry.cases:
        for unit in inquiry.day.tree.units(case.home_organ) if case.mode not in HOME_LED else ():
            yield case, unit


def _counted(inquiry: Inquiry, handlings: Iterable[Handling], months: int) -> Iterator[Handling]:
    since = months_before(inquiry.on, months)
    for handling in handlings:
        if handling.is_open or handling.during.end is None or handling.during.end >= since:
            yield handling


def _members(inquiry: Inquiry, rule: str, case: Case, organ: int, handlings: Path) -> Iterator[Finding]:
    span = inquiry.span(case)
    for membership in inquiry.day.members(organ):
        if membership.during.overlaps(span):
            evidence = (Evidence("membership", membership.id), *handlings, Evidence("case", case.id))
            yield from inquiry.hit(rule, person=membership.person, case=case, evidence=evidence, organ=organ)

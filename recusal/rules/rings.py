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
    first = _FirstHandlings(inquiry)
    for case, unit in _away(inquiry):
        if unit not in found:
            found[unit] = first.closing(unit)
        for organ, handlings in found[unit].items():
            yield from _members(inquiry, "R40", case, organ, handlings)


def pair_fatigue(inquiry: Inquiry) -> Iterator[Finding]:
    """R41: the person's organ has lately handled as many other cases of the home organ as one organ should."""
    found: dict[int, Mapping[int, Mapping[int, int]]] = {}
    for case, unit in _away(inquiry):
        if unit not in found:
            found[unit] = _cases_by_organ(inquiry, unit)
        for organ, cases in found[unit].items():
            others = [handling for other, handling in cases.items() if other != case.id]
            if len(others) >= inquiry.policy.pair_limit:
                handlings = tuple(Evidence("handling", handling) for handling in sorted(others))
                yield from _members(inquiry, "R41", case, organ, handlings)


class _FirstHandlings:
    """The first handling on record that still counts, by handler and handled unit, each looked for once."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._known: dict[tuple[int, int], int | None] = {}
        posts = (post for person in inquiry.people for post in inquiry.world.memberships_of.get(person, ()))
        self._asked = {unit for post in posts for unit in inquiry.day.tree.units(post.organ)}

    def closing(self, unit: int) -> Mapping[int, Path]:
        """Return the organs of people asked about that would close a ring by handling a case of the unit's.

        Each comes with the two handlings.
        """
        closing: dict[int, Path] = {}
        handlings_by = self._inquiry.day.handlings_by
        for middle in handlings_by(unit).keys() - {unit}:
            for organ in self._asked & handlings_by(middle).keys() - {unit, middle}:
                second, third = self._first(unit, middle), self._first(middle, organ)
                if second is not None and third is not None:
                    path = (Evidence("handling", second), Evidence("handling", third))
                    closing[organ] = min(path, closing.get(organ, path))
        return closing

    def _first(self, handler: int, handled: int) -> int | None:
        if (handler, handled) not in self._known:
            handlings = self._inquiry.day.handlings_by(handler)[handled]
            counted = _counted(self._inquiry, handlings, self._inquiry.policy.reciprocity_months)
            self._known[handler, handled] = min((handling.id for handling in counted), default=None)
        return self._known[handler, handled]


def _cases_by_organ(inquiry: Inquiry, unit: int) -> Mapping[int, Mapping[int, int]]:
    """Return the cases of a unit that other organs handled lately, each with its first handling on record."""
    by_organ: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for handling in _counted(inquiry, inquiry.day.handlings_of(unit), inquiry.policy.pair_months):
        for organ in inquiry.day.tree.units(handling.handler).keys() - {unit}:
            cases = by_organ[organ]
            cases[handling.case] = min(handling.id, cases.get(handling.case, handling.id))
    return by_organ


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

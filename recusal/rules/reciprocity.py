"""No two organs handle each other's cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from recusal.days import months_before
from recusal.facts import Case
from recusal.findings import Evidence, Finding
from recusal.homes import HOME_LED
from recusal.inquiry import Inquiry
from recusal.policy import Policy
from recusal.world import World
from terms.recusal import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Two organs would handle each other's cases: how hard that is, and the handlings that make it so."""

    severity: Severity
    evidence: tuple[Evidence, ...]


def reciprocal(world: World, handler: int, handled: int, on: date, policy: Policy) -> Reciprocity | None:
    """Return what speaks against one organ handling a case of another (R39), None where nothing does.

    An open case of the handler's in the other's hands counts, and one closed within the policy's months.
    """
    day = world.day(on)
    if day.tree.same(handler, handled):
        return None
    worst: dict[Severity, set[Evidence]] = {}
    since = months_before(on, policy.reciprocity_months)
    backs = (
        back
        for unit in day.tree.units(handled)
        for other in day.tree.units(handler)
        for back in day.handlings_by(unit).get(other, ())
    )
    for back in backs:
        recent = back.during.end is None or back.during.end >= since
        severity = policy.severity("R39", "OPEN" if back.is_open else "RECENT")
        if severity is not None and (back.is_open or recent):
            worst.setdefault(severity, set()).add(Evidence("handling", back.id))
    for severity in (Severity.HARD, Severity.ABSOLUTE, Severity.WAIVABLE, Severity.SOFT):
        if severity in worst:
            return Reciprocity(severity, tuple(sorted(worst[severity])))
    return None


def handled_before(world: World, on: date, policy: Policy) -> frozenset[tuple[int, int]]:
    """Return the pairs (handler unit, handled unit) that still count for R39 on a day, for the allocation's graph."""
    tree = world.day(on).tree
    since = months_before(on, policy.reciprocity_months)
    return frozenset(
        (handler, handled)
        for fact in world.facts.handlings
        if fact.is_open or fact.during.end is None or fact.during.end >= since
        for handler in tree.units(fact.handler)
        for handled in tree.units(fact.handled)
        if handler != handled
    )


def reciprocity(inquiry: Inquiry) -> Iterator[Finding]:
    """R39: the person's organ would have a hand in a case of an organ that handles one of its own.

    Where the home organ leads and others only help it, nobody is handled by them.
    """
    found: dict[int, list[tuple[int, Reciprocity]]] = {}
    for case in inquiry.cases:
        for unit in inquiry.day.tree.units(case.home_organ) if case.mode not in HOME_LED else ():
            if unit not in found:
                organs = sorted(inquiry.day.handlings_by(unit))
                each = ((organ, reciprocal(inquiry.world, organ, unit, inquiry.on, inquiry.policy)) for organ in organs)
                found[unit] = [(organ, against) for organ, against in each if against is not None]
            for organ, against in found[unit]:
                yield from _reciprocal_members(inquiry, case, organ, against)


def _reciprocal_members(inquiry: Inquiry, case: Case, organ: int, found: Reciprocity) -> Iterator[Finding]:
    span = inquiry.span(case)
    for membership in inquiry.day.members(organ):
        if membership.person in inquiry.question.people and membership.during.overlaps(span):
            evidence = (Evidence("membership", membership.id), *found.evidence, Evidence("case", case.id))
            yield Finding("R39", found.severity, Verdict.CONFLICT, membership.person, case.id, evidence, organ=organ)

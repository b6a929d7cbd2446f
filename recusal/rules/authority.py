"""Requirements of authority: jurisdiction, documents, other zones, and no two organs handling each other's cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from recusal.days import months_before
from recusal.facts import Case
from recusal.findings import Evidence, Finding, Lack
from recusal.homes import AWAY, HOME_LED
from recusal.inquiry import Inquiry
from recusal.policy import Policy
from recusal.units import COUNTY_DISCIPLINE, DISCIPLINE
from recusal.world import World
from terms.cases import AssignmentRole, Mode
from terms.organs import ManagementLevel, OrganKind
from terms.recusal import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Two organs would handle each other's cases: how hard that is, and the handlings that make it so."""

    severity: Severity
    evidence: tuple[Evidence, ...]


def jurisdiction(world: World, case: Case, handler: int, on: date) -> Verdict:
    """Tell whether an organ may handle the case in its own name (R35), UNKNOWN where the organ is not known.

    A cadre managed by the county is never handled by a township commission (JCF24 arts 16-17, CF22 art. 3).
    """
    tree = world.day(on).tree
    kind = tree.kind(handler)
    if kind is None:
        return Verdict.UNKNOWN
    at_home = tree.same(handler, case.home_organ)
    lacking = (
        kind not in DISCIPLINE
        or (case.management is ManagementLevel.COUNTY and kind is OrganKind.TOWNSHIP_COMMISSION)
        or (case.mode is Mode.ELEVATED and kind not in COUNTY_DISCIPLINE)
        or (case.mode in HOME_LED and not at_home)
        or (case.mode in AWAY and at_home)
    )
    return Verdict.CONFLICT if lacking else Verdict.CLEAR


def reciprocal(world: World, handler: int, handled: int, on: date, policy: Policy) -> Reciprocity | None:
    """Return what speaks against one organ handling a case of another (R39), None where nothing does.

    An open case of the handler's in the other's hands counts, and one closed within the policy's months.
    """
    day = world.day(on)
    worst: dict[Severity, list[Evidence]] = {}
    since = months_before(on, policy.reciprocity_months)
    for back in (back for unit in day.tree.units(handled) for back in day.handlings_by(unit)):
        if day.tree.same(handler, handled) or not day.tree.same(back.handled, handler):
            continue
        recent = back.during.end is None or back.during.end >= since
        severity = policy.severity("R39", "OPEN" if back.is_open else "RECENT")
        if severity is not None and (back.is_open or recent):
            worst.setdefault(severity, []).append(Evidence("handling", back.id))
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
    for case in inquiry.cases:
        if case.mode in HOME_LED:
            continue
        for unit in inquiry.day.tree.units(case.home_organ):
            organs = {back.handled for back in inquiry.day.handlings_by(unit)}
            for organ in sorted(organs):
                found = reciprocal(inquiry.world, organ, unit, inquiry.on, inquiry.policy)
                if found is not None:
                    yield from _reciprocal_members(inquiry, case, organ, found)


def has_jurisdiction(inquiry: Inquiry) -> Iterator[Finding]:
    """R35: the organ that would handle the case has no authority over it.

    That organ is the one decided on; else the home organ where it leads; else, for a leader, the leader's own.
    """
    for case in inquiry.cases:
        decided = case.home_organ if case.handling_organ is None and case.mode in HOME_LED else case.handling_organ
        for person in inquiry.people:
            handlers = [decided] if decided is not None else _organs_of_leader(inquiry, person, case)
            verdicts = {handler: jurisdiction(inquiry.world, case, handler, inquiry.on) for handler in handlers}
            if Verdict.CLEAR not in verdicts.values():
                for handler, verdict in verdicts.items():
                    yield from inquiry.hit(
                        "R35",
                        person=person,
                        case=case,
                        evidence=(Evidence("case", case.id),),
                        organ=handler,
                        relation=Lack.JURISDICTION,
                        verdict=verdict,
                    )


def authorised(inquiry: Inquiry) -> Iterator[Finding]:
    """R36: the person would work on a case of another organ without a document in force that lets her.

    People of the home organ need none unless the case is taken from it. Not asked before approval, which writes it.
    """
    if inquiry.question.before_approval:
        return
    tree = inquiry.day.tree
    for case in inquiry.cases:
        documents = [fact for fact in inquiry.world.authorisations_of.get(case.id, ()) if inquiry.on in fact.during]
        for person in inquiry.people:
            organs = {membership.organ for membership in inquiry.organs_now(person, case)}
            if case.mode not in AWAY and any(tree.same(organ, case.home_organ) for organ in organs):
                continue
            organs |= set() if case.handling_organ is None else {case.handling_organ}
            if not any(
                fact.organ is None or any(tree.same(fact.organ, organ) for organ in organs) for fact in documents
            ):
                yield from inquiry.hit(
                    "R36", person=person, case=case, evidence=(Evidence("case", case.id),), relation=Lack.AUTHORISATION
                )


def other_zone(inquiry: Inquiry) -> Iterator[Finding]:
    """R42: in an off-site case, the handling organ or the person is of the zone that the case comes from.

    UNKNOWN where that zone is not known. People of no zone, as in the county's offices, are of another.
    """
    tree = inquiry.day.tree
    for case in inquiry.cases:
        if case.mode is not Mode.OFFSITE:
            continue
        origin = tree.zones(case.home_organ) | tree.zones(case.concerned_organ)
        handler = frozenset[int]() if case.handling_organ is None else tree.zones(case.handling_organ)
        for person in inquiry.people:
            theirs = [(fact.organ, Evidence("membership", fact.id)) for fact in inquiry.organs_now(person, case)]
            near = [(organ, record) for organ, record in theirs if tree.zones(organ) & origin]
            if case.handling_organ is not None and handler & origin:
                near.append((case.handling_organ, Evidence("case", case.id)))
            for organ, record in near if origin else [(case.home_organ, Evidence("case", case.id))]:
                yield from inquiry.hit(
                    "R42",
                    person=person,
                    case=case,
                    evidence=(record,),
                    organ=organ,
                    relation=Lack.OTHER_ZONE,
                    verdict=Verdict.CONFLICT if origin else Verdict.UNKNOWN,
                )


def _organs_of_leader(inquiry: Inquiry, person: int, case: Case) -> list[int]:
    if inquiry.question.role is not AssignmentRole.LEAD:
        return []
    tree = inquiry.day.tree
    organs = {membership.organ for membership in inquiry.organs_now(person, case)}
    return sorted(organ for organ in organs if tree.kind(organ) in DISCIPLINE)


def _reciprocal_members(inquiry: Inquiry, case: Case, organ: int, found: Reciprocity) -> Iterator[Finding]:
    span = inquiry.span(case)
    for unit in inquiry.day.tree.units(organ):
        for membership in inquiry.day.members(unit):
            if membership.person in inquiry.question.people and membership.during.overlaps(span):
                evidence = (Evidence("membership", membership.id), *found.evidence, Evidence("case", case.id))
                yield Finding("R39", found.severity, Verdict.CONFLICT, membership.person, case.id, evidence, organ=unit)

"""Requirements of authority: jurisdiction, documents, and other zones."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from recusal.facts import Case
from recusal.findings import Evidence, Finding, Lack
from recusal.homes import AWAY, HOME_LED
from recusal.inquiry import Inquiry
from recusal.units import COUNTY_DISCIPLINE, DISCIPLINE
from recusal.world import World
from terms.cases import AssignmentRole, Mode
from terms.organs import ManagementLevel, OrganKind
from terms.recusal import Verdict


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


def has_jurisdiction(inquiry: Inquiry) -> Iterator[Finding]:
    """R35: the organ that would handle the case has no authority over it.

    That organ is the one decided on; else the home organ where it leads; else, for a leader, the leader's own.
    """
    leading = inquiry.question.role is AssignmentRole.LEAD
    for case in inquiry.cases:
        decided = case.home_organ if case.handling_organ is None and case.mode in HOME_LED else case.handling_organ
        if decided is not None:
            verdicts = {decided: jurisdiction(inquiry.world, case, decided, inquiry.on)}
            yield from _without_jurisdiction(inquiry, case, inquiry.people, verdicts)
            continue
        for person in inquiry.people if leading else ():
            organs = _discipline_organs(inquiry, person, case)
            verdicts = {organ: jurisdiction(inquiry.world, case, organ, inquiry.on) for organ in organs}
            yield from _without_jurisdiction(inquiry, case, (person,), verdicts)


def authorised(inquiry: Inquiry) -> Iterator[Finding]:
    """R36: the person would work on a case of another organ without a document in force that lets her.

    People of the home organ need none unless the case is taken from it. Not asked before approval, which writes it.
    """
    tree = inquiry.day.tree
    for case in () if inquiry.question.before_approval else inquiry.cases:
        documents = [fact for fact in inquiry.world.authorisations_of.get(case.id, ()) if inquiry.on in fact.during]
        named = {unit for fact in documents if fact.organ is not None for unit in tree.units(fact.organ)}
        handlers = () if case.handling_organ is None else tree.units(case.handling_organ)
        if any(fact.organ is None for fact in documents) or not named.isdisjoint(handlers):
            continue
        units = named | (set() if case.mode in AWAY else tree.units(case.home_organ).keys())
        span = inquiry.span(case)
        free = {fact.person for unit in units for fact in inquiry.day.members(unit) if fact.during.overlaps(span)}
        for person in inquiry.people:
            if person not in free:
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
        record = Evidence("case", case.id)
        origin = tree.zones(case.home_organ) | tree.zones(case.concerned_organ)
        handler = case.handling_organ
        if not origin:
            yield from _of_the_zone(inquiry, case, inquiry.people, case.home_organ, record)
        elif handler is not None and tree.zones(handler) & origin:
            yield from _of_the_zone(inquiry, case, inquiry.people, handler, record)
        span = inquiry.span(case)
        for unit in (unit for zone in origin for unit in tree.units_in(zone)):
            for fact in inquiry.day.members(unit):
                if fact.during.overlaps(span):
                    membership = Evidence("membership", fact.id)
                    yield from _of_the_zone(inquiry, case, (fact.person,), fact.organ, membership)


def _of_the_zone(
    inquiry: Inquiry, case: Case, people: Iterable[int], organ: int, record: Evidence
) -> Iterator[Finding]:
    known = inquiry.day.tree.zones(organ)
    for person in people:
        yield from inquiry.hit(
            "R42",
            person=person,
            case=case,
            evidence=(record,),
            organ=organ,
            relation=Lack.OTHER_ZONE,
            verdict=Verdict.CONFLICT if known else Verdict.UNKNOWN,
        )


def _without_jurisdiction(
    inquiry: Inquiry, case: Case, people: Iterable[int], verdicts: Mapping[int, Verdict]
) -> Iterator[Finding]:
    """Yield a finding for each organ unless one of them may handle the case."""
    if Verdict.CLEAR in verdicts.values():
        return
    for person in people:
        for organ, verdict in verdicts.items():
            yield from inquiry.hit(
                "R35",
                person=person,
                case=case,
                evidence=(Evidence("case", case.id),),
                organ=organ,
                relation=Lack.JURISDICTION,
                verdict=verdict,
            )


def _discipline_organs(inquiry: Inquiry, person: int, case: Case) -> list[int]:
    tree = inquiry.day.tree
    organs = {membership.organ for membership in inquiry.organs_now(person, case)}
    return sorted(organ for organ in organs if tree.kind(organ) in DISCIPLINE)

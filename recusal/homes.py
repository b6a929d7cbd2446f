"""The units that a case is about: where the facts happened, and where its subjects work."""

from collections.abc import Iterator
from dataclasses import dataclass

from recusal.facts import Case
from recusal.findings import Evidence, Finding
from recusal.inquiry import SUBJECTS, Inquiry
from recusal.units import Path
from terms.cases import Mode
from terms.people import MembershipKind

AWAY = frozenset({Mode.CROSS, Mode.OFFSITE, Mode.ELEVATED})
"""Modes in which the home organ does not handle the case."""
HOME_LED = frozenset({Mode.SELF, Mode.ASSIST})
"""Modes in which the home organ leads."""


@dataclass(frozen=True, slots=True)
class Home:
    """One unit of a case, and the records that make it so."""

    unit: int
    evidence: Path
    subject: int | None = None
    """The subject who works there, None where the unit itself is concerned."""


def homes(inquiry: Inquiry, case: Case) -> Iterator[Home]:
    """Yield the unit of the facts, units that are subjects, and the present units of each subject."""
    units = inquiry.day.tree.units
    for unit, succession in units(case.concerned_organ).items():
        yield Home(unit, (*succession, Evidence("case", case.id)))
    for party in inquiry.world.parties_of.get(case.id, ()):
        if party.role in SUBJECTS and party.organ is not None:
            for unit, succession in units(party.organ).items():
                yield Home(unit, (*succession, Evidence("party", party.id)))
    for subject, party in inquiry.parties(case, SUBJECTS):
        for membership in inquiry.organs_now(subject, case):
            for unit, succession in units(membership.organ).items():
                evidence = (*succession, Evidence("membership", membership.id), Evidence("party", party.id))
                yield Home(unit, evidence, subject)


def home_organ(inquiry: Inquiry, case: Case) -> Iterator[Home]:
    """Yield the discipline organ at home in the case, in the modes that keep it away."""
    if case.mode in AWAY:
        for unit, succession in inquiry.day.tree.units(case.home_organ).items():
            yield Home(unit, (*succession, Evidence("case", case.id)))


def members_now(
    inquiry: Inquiry,
    rule: str,
    grade: str | None,
    *,
    case: Case,
    home: Home,
    place: tuple[int, Path],
    footings: frozenset[MembershipKind] = frozenset(MembershipKind),
) -> Iterator[Finding]:
    """Yield the rule's findings for the present members of a unit, reached from the home by a path of records."""
    unit, path = place
    span = inquiry.span(case)
    for membership in inquiry.day.members(unit):
        counts = membership.kind in footings and membership.during.overlaps(span)
        if counts and membership.person != home.subject:
            yield from inquiry.hit(
                rule,
                grade,
                person=membership.person,
                case=case,
                evidence=(Evidence("membership", membership.id), *path, *home.evidence),
                other_person=home.subject,
                organ=unit,
            )

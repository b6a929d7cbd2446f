"""Guards, appraisers, experts and interpreters of a case, and the places where its talks are held (R51, T38).

TL25 art. 295 puts them under the same recusal as investigators; an appraisal against it is made anew (art. 181(3)).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from recusal.facts import Case
from recusal.findings import Evidence, Question, Screening
from recusal.homes import HOME_LED, Home, homes
from recusal.inquiry import SUBJECTS, Inquiry
from recusal.kin_sets import NEAR_SUP
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.records import Venue
from recusal.rules.places import townships
from recusal.screen import screen
from recusal.units import COUNTY_DISCIPLINE, Path
from recusal.world import World
from terms.recusal import Purpose, Severity


@dataclass(frozen=True, slots=True)
class VenueFinding:
    """R51: a venue is on a subject's side; a hard bar that no county softens."""

    severity: Severity
    venue: int
    case: int
    evidence: Path
    """From the venue to the case."""
    organ: int
    """The unit that the venue belongs to or lies in."""
    other_person: int | None = None
    """The subject, where it is his unit or his interest."""


@dataclass(frozen=True, slots=True)
class SupportScreening:
    """The answer for the support of one case."""

    people: tuple[Screening, ...]
    """In order of person."""
    venues: tuple[VenueFinding, ...]
    """In order of venue, one finding for each unit and subject."""


def screen_support(
    world: World,
    case: int,
    people: Collection[int],
    venues: Iterable[Venue],
    policy: Policy = DEFAULT_POLICY,
    *,
    on: date,
) -> SupportScreening:
    """Return who of the support must stand aside from a case, and which venues may not serve it.

    People are asked what investigators are asked, without what the talent pool requires. A venue is barred that belongs
    to a unit of the case or lies in it, to one above or below it, to its township, or to an organ in which a subject
    or near kin of his has a present interest. The county commission supervises every unit and is on no side, nor is the
    organ that handles the case in its own name, unless a subject belongs to them. Raises UnknownCaseError.
    """
    question = Question(frozenset(people), frozenset({case}), purpose=Purpose.SUPPORT)
    found = screen(world, question, policy, on=on)
    inquiry = Inquiry(world, question, policy, on)
    (asked,) = inquiry.cases
    best: dict[tuple[int, int, int | None], VenueFinding] = {}
    for venue in venues:
        for finding in (*_on_a_side(inquiry, asked, venue), *_owned_with_interest(inquiry, asked, venue)):
            key = finding.venue, finding.organ, finding.other_person
            if key not in best or _path(finding) < _path(best[key]):
                best[key] = finding
    return SupportScreening(found, tuple(best[key] for key in sorted(best, key=lambda key: (*key[:2], key[2] or -1))))


def _on_a_side(inquiry: Inquiry, case: Case, venue: Venue) -> Iterator[VenueFinding]:
    tree = inquiry.day.tree
    record = Evidence("venue", venue.id)
    handler = case.home_organ if case.handling_organ is None and case.mode in HOME_LED else case.handling_organ
    own = handler is not None and tree.same(venue.owner, handler)
    for home in homes(inquiry, case):
        side = _side(inquiry, home)
        for organ in (venue.owner, venue.place):
            for unit, succession in tree.units(organ).items():
                reached = {unit: (), **townships(tree, unit)}
                for place in reached.keys() & side.keys():
                    if not own or (home.subject is not None and tree.same(home.unit, venue.owner)):
                        path = (record, *succession, *reached[place], *side[place])
                        yield VenueFinding(Severity.HARD, venue.id, case.id, path, place, home.subject)


def _side(inquiry: Inquiry, home: Home) -> dict[int, Path]:
    """Return the unit of a home and those above and below it, each with the records from there to the case."""
    tree = inquiry.day.tree
    of_the_county = tree.kind(home.unit) in COUNTY_DISCIPLINE
    above = {
        unit: path
        for unit, path in tree.above(home.unit).items()
        if of_the_county or tree.kind(unit) not in COUNTY_DISCIPLINE
    }
    near = {home.unit: (), **above, **tree.below(home.unit)}
    return {unit: (*path[::-1], *home.evidence) for unit, path in near.items()}


def _owned_with_interest(inquiry: Inquiry, case: Case, venue: Venue) -> Iterator[VenueFinding]:
    record = Evidence("venue", venue.id)
    span = inquiry.span(case)
    for subject, party in inquiry.parties(case, SUBJECTS):
        holders: dict[int, Path] = {}
        for kin in inquiry.world.kin.kin_in(subject, NEAR_SUP, span):
            holders.setdefault(kin.relative, kin.path[::-1])
        holders[subject] = ()
        for unit, succession in inquiry.day.tree.units(venue.owner).items():
            for interest in inquiry.day.interests_in(unit):
                if interest.person in holders and interest.during.overlaps(span):
                    tie = (Evidence("interest", interest.id), *holders[interest.person], Evidence("party", party.id))
                    path = (record, *succession, *tie)
                    yield VenueFinding(Severity.HARD, venue.id, case.id, path, unit, subject)


def _path(finding: VenueFinding) -> tuple[int, Path]:
    return len(finding.evidence), finding.evidence

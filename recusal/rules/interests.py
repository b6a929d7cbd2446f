"""Grounds of interest and of social ties: own, of near kin, economic, of friendship and of grudge."""

from collections.abc import Iterator
from dataclasses import dataclass

from recusal.days import meet
from recusal.facts import Case, Interest
from recusal.findings import Evidence, Finding
from recusal.inquiry import CONCERNED, SUBJECTS, Inquiry
from recusal.kin_sets import NEAR_SUP
from recusal.rules.kin import kin_to
from recusal.units import Path
from terms.periods import Period
from terms.ties import InterestKind, SocialTieKind

_ECONOMIC = frozenset({SocialTieKind.LENDER, SocialTieKind.PARTNER})


def own_interest(inquiry: Inquiry) -> Iterator[Finding]:
    """R06: the person has an interest in the matter or in a unit of the case, or is a victim or interested person.

    An interest that has ended, but lasted while the facts happened, needs a waiver.
    """
    for case in inquiry.cases:
        for person, party in inquiry.parties(case, CONCERNED):
            yield from inquiry.hit("R06", person=person, case=case, evidence=(Evidence("party", party.id),))
        for interest, path, grade in _interests(inquiry, case):
            yield from inquiry.hit(
                "R06",
                grade,
                person=interest.person,
                case=case,
                evidence=path,
                organ=interest.organ,
                relation=interest.kind,
            )


def near_kins_interest(inquiry: Inquiry) -> Iterator[Finding]:
    """R07: a near relative of the person has such an interest, or lends to, borrows from or owns with a subject."""
    for case in inquiry.cases:
        holders: list[tuple[int, Path, int | None, str | None]] = [
            (person, (Evidence("party", party.id),), None, None) for person, party in inquiry.parties(case, CONCERNED)
        ]
        holders += [
            (interest.person, path, interest.organ, grade) for interest, path, grade in _interests(inquiry, case)
        ]
        holders += [
            (business.person, business.evidence, business.organ, grade)
            for business in _business(inquiry, case)
            for grade in _when(inquiry, case, business.during)
        ]
        for holder, path, organ, grade in holders:
            for kin in kin_to(inquiry, holder, case, NEAR_SUP):
                yield from inquiry.hit(
                    "R07",
                    grade,
                    person=kin.person,
                    case=case,
                    evidence=kin.path + path,
                    other_person=holder,
                    organ=organ,
                    relation=kin.bond.word,
                )


def economic_tie(inquiry: Inquiry) -> Iterator[Finding]:
    """R20: the person and a subject are or were lender and borrower, partners, or shareholders of one enterprise.

    What begins only after the work is none.
    """
    for case in inquiry.cases:
        span = inquiry.span(case)
        for business in _business(inquiry, case):
            ended = business.during.end
            if business.during.overlaps(span):
                grade = "LIVE"
            elif ended is not None and ended <= inquiry.on:
                grade = "ENDED" if inquiry.recent(ended, inquiry.policy.ended_tie_months) else "OLD"
            else:
                continue
            yield from inquiry.hit(
                "R20",
                grade,
                person=business.person,
                case=case,
                evidence=business.evidence,
                other_person=business.subject,
                organ=business.organ,
                relation=business.kind,
            )


def social_tie(inquiry: Inquiry) -> Iterator[Finding]:
    """R18, ties: the person and a subject are classmates, comrades, teacher and student, friends or townsmen."""
    yield from _social_ties(inquiry, "R18", frozenset(SocialTieKind) - _ECONOMIC - {SocialTieKind.GRUDGE})


def grudge(inquiry: Inquiry) -> Iterator[Finding]:
    """R19: the person and a subject have a dispute, past or present."""
    yield from _social_ties(inquiry, "R19", frozenset({SocialTieKind.GRUDGE}))


def _social_ties(inquiry: Inquiry, rule: str, kinds: frozenset[SocialTieKind]) -> Iterator[Finding]:
    """Yield the ties whatever their period: a friendship or a dispute that is over may still touch fairness."""
    for case in inquiry.cases:
        for subject, party in inquiry.parties(case, SUBJECTS):
            for tie in inquiry.world.social_ties_of.get(subject, ()):
                if tie.kind in kinds:
                    yield from inquiry.hit(
                        rule,
                        person=tie.second if tie.first == subject else tie.first,
                        case=case,
                        evidence=(Evidence("social_tie", tie.id), Evidence("party", party.id)),
                        other_person=subject,
                        relation=tie.kind,
                    )


@dataclass(frozen=True, slots=True)
class _Business:
    """What somebody and a subject have with each other: a loan, a partnership, shares of one enterprise."""

    person: int
    subject: int
    kind: SocialTieKind | InterestKind
    during: Period
    evidence: Path
    organ: int | None = None


def _business(inquiry: Inquiry, case: Case) -> Iterator[_Business]:
    for subject, party in inquiry.parties(case, SUBJECTS):
        record = Evidence("party", party.id)
        for tie in inquiry.world.social_ties_of.get(subject, ()):
            if tie.kind in _ECONOMIC:
                other = tie.second if tie.first == subject else tie.first
                yield _Business(other, subject, tie.kind, tie.during, (Evidence("social_tie", tie.id), record))
        yield from _co_owners(inquiry, subject, record)


def _co_owners(inquiry: Inquiry, subject: int, record: Evidence) -> Iterator[_Business]:
    for share in inquiry.world.interests_of.get(subject, ()):
        if share.kind is not InterestKind.SHARES or share.organ is None:
            continue
        for unit in inquiry.day.tree.units(share.organ):
            for other in inquiry.day.interests_in(unit):
                together = meet(share.during, other.during)
                if other.kind is InterestKind.SHARES and other.person != subject and together is not None:
                    evidence = (Evidence("interest", other.id), Evidence("interest", share.id), record)
                    yield _Business(other.person, subject, other.kind, together, evidence, unit)


def _interests(inquiry: Inquiry, case: Case) -> Iterator[tuple[Interest, Path, str | None]]:
    """Yield the interests in the matter, in the unit of the facts and in the units that are parties.

    Each with its grade: none where it lasts, FACTS where it lasted while the facts happened (T09); others not at all.
    """
    for interest in inquiry.world.interests_in_case.get(case.id, ()):
        for grade in _when(inquiry, case, interest.during):
            yield interest, (Evidence("interest", interest.id),), grade
    organs = [(case.concerned_organ, Evidence("case", case.id))]
    organs += [
        (party.organ, Evidence("party", party.id))
        for party in inquiry.world.parties_of.get(case.id, ())
        if party.organ is not None
    ]
    for organ, record in organs:
        for unit, succession in inquiry.day.tree.units(organ).items():
            for interest in inquiry.day.interests_in(unit):
                for grade in _when(inquiry, case, interest.during):
                    yield interest, (Evidence("interest", interest.id), *succession, record), grade


def _when(inquiry: Inquiry, case: Case, during: Period) -> Iterator[str | None]:
    if during.overlaps(inquiry.span(case)):
        yield None
    elif case.happened is not None and during.overlaps(case.happened):
        yield "FACTS"

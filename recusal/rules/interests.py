"""Grounds of interest and of social ties: own, of near kin, economic, of friendship and of grudge."""

from collections.abc import Iterator
from datetime import date

from recusal.bonds import NEAR_SUP
from recusal.days import meet
from recusal.facts import Case, Interest
from recusal.findings import Evidence, Finding
from recusal.inquiry import CONCERNED, SUBJECTS, Inquiry
from recusal.rules.kin import kin_to
from recusal.units import Path
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
    """R07: a near relative of the person has such an interest."""
    for case in inquiry.cases:
        holders: list[tuple[int, Path, int | None, str | None]] = [
            (person, (Evidence("party", party.id),), None, None) for person, party in inquiry.parties(case, CONCERNED)
        ]
        holders += [
            (interest.person, path, interest.organ, grade) for interest, path, grade in _interests(inquiry, case)
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
    """R20: the person and a subject are or were lender and borrower, partners, or shareholders of one enterprise."""
    for case in inquiry.cases:
        for subject, party in inquiry.parties(case, SUBJECTS):
            record = Evidence("party", party.id)
            for tie in inquiry.world.social_ties_of.get(subject, ()):
                if tie.kind in _ECONOMIC:
                    yield from inquiry.hit(
                        "R20",
                        _grade(inquiry, tie.during.end),
                        person=tie.second if tie.first == subject else tie.first,
                        case=case,
                        evidence=(Evidence("social_tie", tie.id), record),
                        other_person=subject,
                        relation=tie.kind,
                    )
            yield from _co_owners(inquiry, case, subject, record)


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


def _co_owners(inquiry: Inquiry, case: Case, subject: int, record: Evidence) -> Iterator[Finding]:
    for share in inquiry.world.interests_of.get(subject, ()):
        if share.kind is not InterestKind.SHARES or share.organ is None:
            continue
        for unit in inquiry.day.tree.units(share.organ):
            for other in inquiry.day.interests_in(unit):
                together = meet(share.during, other.during)
                if other.kind is InterestKind.SHARES and other.person != subject and together is not None:
                    yield from inquiry.hit(
                        "R20",
                        _grade(inquiry, together.end),
                        person=other.person,
                        case=case,
                        evidence=(Evidence("interest", other.id), Evidence("interest", share.id), record),
                        other_person=subject,
                        organ=unit,
                        relation=InterestKind.SHARES,
                    )


def _grade(inquiry: Inquiry, end: date | None) -> str:
    if end is None or end > inquiry.on:
        return "LIVE"
    return "ENDED" if inquiry.recent(end, inquiry.policy.ended_tie_months) else "OLD"


def _interests(inquiry: Inquiry, case: Case) -> Iterator[tuple[Interest, Path, str | None]]:
    """Yield the interests in the matter, in the unit of the facts and in the units that are parties.

    Each with its grade: none where it lasts, FACTS where it lasted while the facts happened (T09); others not at all.
    """
    for interest in inquiry.world.interests_in_case.get(case.id, ()):
        for grade in _when(inquiry, case, interest):
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
                for grade in _when(inquiry, case, interest):
                    yield interest, (Evidence("interest", interest.id), *succession, record), grade


def _when(inquiry: Inquiry, case: Case, interest: Interest) -> Iterator[str | None]:
    if interest.during.overlaps(inquiry.span(case)):
        yield None
    elif case.happened is not None and interest.during.overlaps(case.happened):
        yield "FACTS"

"""Grounds of kinship with the parties and with those who already work on the case."""

from collections.abc import Collection, Iterator

from recusal.bonds import Bond
from recusal.facts import Case
from recusal.findings import Evidence, Finding
from recusal.inquiry import CONCERNED, SUBJECTS, Inquiry
from recusal.kin_sets import CS_KIN, DISCRETIONARY, MUTUAL_CS_KIN, NEAR_SUP, PRESUMED
from recusal.kinship import Kin
from terms.cases import AssignmentState, PartyRole
from terms.ties import SocialTieKind


def kin_to(inquiry: Inquiry, other: int, case: Case, bonds: Collection[Bond]) -> Iterator[Kin]:
    """Yield, for each person asked about, the nearest kinship in these bonds to somebody, seen from the person."""
    nearest: dict[int, Kin] = {}
    span = inquiry.span(case)
    index = inquiry.world.every_kin if inquiry.looked_through else inquiry.world.kin
    for kin in index.kin_of(other):
        if kin.relative not in inquiry.question.people or not kin.during.overlaps(span):
            continue
        seen = kin.seen_back
        if seen.bond not in bonds or _lifted(inquiry, seen, case):
            continue
        if seen.person not in nearest or seen.rank < nearest[seen.person].rank:
            nearest[seen.person] = seen
    yield from nearest.values()


def _lifted(inquiry: Inquiry, kin: Kin, case: Case) -> bool:
    """Tell whether a human waived this kinship for the rule, or dismissed it by this path (``recusal.lifting``)."""
    waived = {
        finding for finding in inquiry.looked_through if finding.lifted_by and finding.lifted_by.record == "waiver"
    }
    return any(
        (finding.person, finding.case, finding.other_person) == (kin.person, case.id, kin.relative)
        and finding.relation == kin.bond.word.value
        and (finding in waived or finding.evidence[: len(kin.path)] == kin.path)
        for finding in inquiry.looked_through
    )


def near_kin_of_subject(inquiry: Inquiry) -> Iterator[Finding]:
    """R02: the person is a near relative of a subject or co-subject."""
    yield from _kin_of_parties(inquiry, "R02", SUBJECTS, NEAR_SUP)


def extended_kin_of_subject(inquiry: Inquiry) -> Iterator[Finding]:
    """R08: a subject is kin of the person in the civil servants' set, and not already near kin."""
    yield from _kin_of_parties(inquiry, "R08", SUBJECTS, CS_KIN - NEAR_SUP)


def tie_to_witness(inquiry: Inquiry) -> Iterator[Finding]:
    """R10: the person is kin, partner or former spouse of a witness or an interested person, or does business with one.

    Near kin of an interested person share her interest: R07.
    """
    yield from _kin_of_parties(inquiry, "R10", frozenset({PartyRole.WITNESS}), CS_KIN | PRESUMED)
    yield from _kin_of_parties(inquiry, "R10", CONCERNED, (CS_KIN - NEAR_SUP) | PRESUMED)
    for case in inquiry.cases:
        span = inquiry.span(case)
        for party_person, party in inquiry.parties(case, CONCERNED | {PartyRole.WITNESS}):
            for tie in inquiry.world.social_ties_of.get(party_person, ()):
                if tie.kind in {SocialTieKind.LENDER, SocialTieKind.PARTNER} and tie.during.overlaps(span):
                    yield from inquiry.hit(
                        "R10",
                        person=tie.second if tie.first == party_person else tie.first,
                        case=case,
                        evidence=(Evidence("social_tie", tie.id), Evidence("party", party.id)),
                        other_person=party_person,
                        relation=tie.kind,
                    )


def discretionary_kin(inquiry: Inquiry) -> Iterator[Finding]:
    """R18, kin: the person is distant, former or unregistered kin of a subject, and not near kin.

    Who was kin in the civil servants' set while the facts happened counts, though the tie has ended since (T09).
    """
    for case in inquiry.cases:
        for subject, party in inquiry.parties(case, SUBJECTS):
            record = Evidence("party", party.id)
            near = {kin.person for kin in kin_to(inquiry, subject, case, NEAR_SUP)}
            distant = list(kin_to(inquiry, subject, case, DISCRETIONARY))
            for kin in distant:
                if kin.person not in near:
                    yield from _hit_kin(inquiry, "R18", kin, case, record)
            told = {kin.person for kin in (*distant, *kin_to(inquiry, subject, case, CS_KIN))}
            for kin in _kin_then(inquiry, subject, case):
                if kin.person not in told:
                    yield from _hit_kin(inquiry, "R18", kin, case, record)


def _kin_then(inquiry: Inquiry, subject: int, case: Case) -> Iterator[Kin]:
    """Yield the nearest kinship of each person that held while the facts happened, and not since the question."""
    nearest: dict[int, Kin] = {}
    for kin in inquiry.world.kin.kin_of(subject) if case.happened is not None else ():
        then = case.happened is not None and kin.during.overlaps(case.happened)
        seen = kin.seen_back
        if then and seen.person in inquiry.question.people and seen.bond in CS_KIN:
            nearest[seen.person] = min(seen, nearest.get(seen.person, seen), key=lambda one: one.rank)
    yield from nearest.values()


def kin_on_the_case(inquiry: Inquiry) -> Iterator[Finding]:
    """R29: somebody who is now on the case, in whatever role, is kin of the person in the civil servants' set."""
    for case in inquiry.cases:
        for service in inquiry.world.services_on.get(case.id, ()):
            if service.state is AssignmentState.ACTIVE:
                for kin in kin_to(inquiry, service.person, case, MUTUAL_CS_KIN):
                    yield from _hit_kin(inquiry, "R29", kin, case, Evidence("service", service.id))


def _kin_of_parties(
    inquiry: Inquiry, rule: str, roles: frozenset[PartyRole], bonds: Collection[Bond]
) -> Iterator[Finding]:
    for case in inquiry.cases:
        for other, party in inquiry.parties(case, roles):
            for kin in kin_to(inquiry, other, case, bonds):
                yield from _hit_kin(inquiry, rule, kin, case, Evidence("party", party.id))


def _hit_kin(inquiry: Inquiry, rule: str, kin: Kin, case: Case, because: Evidence) -> Iterator[Finding]:
    yield from inquiry.hit(
        rule,
        person=kin.person,
        case=case,
        evidence=(*kin.path, because),
        other_person=kin.relative,
        relation=kin.bond.word,
    )

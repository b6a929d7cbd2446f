"""Grounds from the register of contacts and interference; an allegation that was not established is none."""

from collections.abc import Iterator

from recusal.findings import Evidence, Finding
from recusal.inquiry import Inquiry
from terms.ties import IncidentKind

_CONTACTS = frozenset({IncidentKind.CONTACT, IncidentKind.BANQUET, IncidentKind.GIFT, IncidentKind.BORROWED})


def improper_contact(inquiry: Inquiry) -> Iterator[Finding]:
    """R21: the person met people of the case without leave, or ate, took or borrowed from them."""
    yield from _established(inquiry, "R21", _CONTACTS)


def interference(inquiry: Inquiry) -> Iterator[Finding]:
    """R22: the person asked about the case, meddled in it or pleaded for somebody."""
    yield from _established(inquiry, "R22", frozenset(IncidentKind) - _CONTACTS)


def _established(inquiry: Inquiry, rule: str, kinds: frozenset[IncidentKind]) -> Iterator[Finding]:
    for case in inquiry.cases:
        for incident in inquiry.world.incidents_in.get(case.id, ()):
            if incident.established and incident.kind in kinds:
                yield from inquiry.hit(
                    rule,
                    person=incident.person,
                    case=case,
                    evidence=(Evidence("incident", incident.id),),
                    relation=incident.kind,
                )

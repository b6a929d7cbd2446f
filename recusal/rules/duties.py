"""Grounds of what a person did about the case, or about one of its units, outside investigation."""

from collections.abc import Iterator

from recusal.days import quarter_of
from recusal.findings import Evidence, Finding
from recusal.homes import homes
from recusal.inquiry import Inquiry
from terms.periods import ALWAYS, Period
from terms.ties import DutyKind


def intake_separation(inquiry: Inquiry) -> Iterator[Finding]:
    """R27: the person was in charge of the petition that became the case, or received the petitioner."""
    grades = {DutyKind.PETITION_IN_CHARGE: "IN_CHARGE", DutyKind.PETITION_RECEPTION: "RECEIVED"}
    for case in inquiry.cases:
        for duty in inquiry.world.duties_on.get(case.id, ()):
            if duty.kind in grades:
                yield from inquiry.hit(
                    "R27",
                    grades[duty.kind],
                    person=duty.person,
                    case=case,
                    evidence=(Evidence("duty", duty.id),),
                    relation=duty.kind,
                )


def inspection_separation(inquiry: Inquiry) -> Iterator[Finding]:
    """R28: the person inspected a unit of the case, however long ago."""
    yield from _at_a_home(inquiry, "R28", DutyKind.INSPECTION, ALWAYS)


def assessor(inquiry: Inquiry) -> Iterator[Finding]:
    """R55: the person assesses a unit of the case in the calendar quarter of the day."""
    yield from _at_a_home(inquiry, "R55", DutyKind.ASSESSMENT, quarter_of(inquiry.on))


def _at_a_home(inquiry: Inquiry, rule: str, kind: DutyKind, during: Period) -> Iterator[Finding]:
    for case in inquiry.cases:
        for home in homes(inquiry, case):
            for duty in inquiry.day.duties_at(home.unit):
                if duty.kind is kind and duty.during.overlaps(during) and duty.person != home.subject:
                    yield from inquiry.hit(
                        rule,
                        person=duty.person,
                        case=case,
                        evidence=(Evidence("duty", duty.id), *home.evidence),
                        other_person=home.subject,
                        organ=home.unit,
                        relation=duty.kind,
                    )

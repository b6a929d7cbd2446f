"""Grounds in the case itself: the person is a party, a witness, or has served on the other side of a separation."""

from collections.abc import Iterator

from recusal.facts import Case, Service
from recusal.findings import Evidence, Finding, Lack
from recusal.inquiry import SUBJECTS, Inquiry
from terms.cases import AssignmentRole, AssignmentState, PartyRole

_AT_WORK = frozenset({AssignmentState.ACTIVE, AssignmentState.SUSPENDED})


def self_party(inquiry: Inquiry) -> Iterator[Finding]:
    """R01: the person is a subject or co-subject of the case."""
    for case in inquiry.cases:
        for subject, party in inquiry.parties(case, SUBJECTS):
            yield from inquiry.hit("R01", person=subject, case=case, evidence=(Evidence("party", party.id),))


def witness(inquiry: Inquiry) -> Iterator[Finding]:
    """R05: the person is a witness in the case."""
    for case in inquiry.cases:
        for person, party in inquiry.parties(case, frozenset({PartyRole.WITNESS})):
            yield from inquiry.hit("R05", person=person, case=case, evidence=(Evidence("party", party.id),))


def recused(inquiry: Inquiry) -> Iterator[Finding]:
    """RECUSED: it was decided that the person stands aside from the case, on whatever ground; for good."""
    for case in inquiry.cases:
        for decided in inquiry.world.recusals_from.get(case.id, ()):
            yield from inquiry.hit(
                "RECUSED", person=decided.person, case=case, evidence=(Evidence("recusal", decided.id),)
            )


def investigation_review_separation(inquiry: Inquiry) -> Iterator[Finding]:
    """R23: who took any part in the investigation of the case, or of a linked one, does not review it, nor the reverse.

    Every service since the clue stage counts, recused and ended ones too: the past is not undone.
    """
    reviewing = inquiry.question.role is AssignmentRole.REVIEWER
    for case in inquiry.cases:
        for service, path in _services(inquiry, case):
            if (service.role is AssignmentRole.REVIEWER) is not reviewing:
                yield from inquiry.hit("R23", person=service.person, case=case, evidence=path)


def appeal_separation(inquiry: Inquiry) -> Iterator[Finding]:
    """R24: who took part in the investigation or review of a case has no part in its re-examinations.

    Nor does who is at work on a re-examination join the case, or one linked with it: she would have taken part in both.
    """
    for case in inquiry.cases:
        appealed = inquiry.world.appealed(case.id)
        for place, number in enumerate(appealed, start=1):
            origin = inquiry.world.cases.get(number)
            path = (Evidence("case", case.id), *(Evidence("case", between) for between in appealed[: place - 1]))
            for service, records in () if origin is None else _services(inquiry, origin):
                if service.case != case.id:
                    yield from inquiry.hit("R24", person=service.person, case=case, evidence=(*path, *records))
        yield from _looking_again(inquiry, case)


def _looking_again(inquiry: Inquiry, case: Case) -> Iterator[Finding]:
    services_on = inquiry.world.services_on
    here = {service.person for service in services_on.get(case.id, ()) if service.state in _AT_WORK}
    for again in sorted(inquiry.world.re_examined_by.get(case.id, ())):
        for service in services_on.get(again, ()):
            if service.state in _AT_WORK and service.person not in here:
                evidence = (Evidence("case", again), Evidence("service", service.id))
                yield from inquiry.hit("R24", person=service.person, case=case, evidence=evidence)


def early_review(inquiry: Inquiry) -> Iterator[Finding]:
    """R25: who came in early as a reviewer, before the case went to review, stays one and does not investigate."""
    if inquiry.question.role is AssignmentRole.REVIEWER:
        return
    for case in inquiry.cases:
        for service in inquiry.world.services_on.get(case.id, ()):
            day, began = case.reviewed_from, service.during.start
            if service.role is AssignmentRole.REVIEWER and (day is None or began is None or began < day):
                yield from inquiry.hit(
                    "R25",
                    person=service.person,
                    case=case,
                    evidence=(Evidence("service", service.id),),
                    relation=Lack.EARLY_REVIEWER,
                )


def prior_handler(inquiry: Inquiry) -> Iterator[Finding]:
    """R26: the person investigated another matter against the same subject, which was then dropped."""
    world = inquiry.world
    for case in inquiry.cases:
        for subject, party in inquiry.parties(case, SUBJECTS):
            for other in world.roles_of.get(subject, ()):
                matter = world.cases.get(other.case)
                dropped = matter is not None and matter.dropped and matter != case and other.role in SUBJECTS
                for service in world.services_on.get(other.case, ()) if dropped else ():
                    if service.role is not AssignmentRole.REVIEWER:
                        records = (Evidence("party", other.id), Evidence("party", party.id))
                        yield from inquiry.hit(
                            "R26",
                            person=service.person,
                            case=case,
                            evidence=(Evidence("service", service.id), *records),
                            other_person=subject,
                        )


def _services(inquiry: Inquiry, case: Case) -> Iterator[tuple[Service, tuple[Evidence, ...]]]:
    services_on = inquiry.world.services_on
    for service in services_on.get(case.id, ()):
        yield service, (Evidence("service", service.id),)
    for linked in inquiry.world.linked.get(case.id, ()):
        for service in services_on.get(linked, ()):
            yield service, (Evidence("case", linked), Evidence("service", service.id))

"""Requirements of lending: the home unit's consent, the time a person is lent, and leavers."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from recusal.days import months_before
from recusal.facts import Case
from recusal.findings import Evidence, Finding, Lack
from recusal.homes import HOME_LED
from recusal.inquiry import Inquiry
from recusal.policy import Policy
from recusal.records import Loan
from recusal.rules.workplaces import LENT
from recusal.units import DISCIPLINE
from terms.cases import AssignmentRole, AuthorisationKind
from terms.organs import OrganKind
from terms.recusal import Severity

_NOT_PUBLIC = frozenset({OrganKind.ENTERPRISE, OrganKind.OTHER})
"""Whoever goes there has left the service (ours; JCF24 art. 68 speaks of posts outside it)."""


def unit_consent(inquiry: Inquiry) -> Iterator[Finding]:
    """R45: the person's unit refused to release her, or has not answered; the last answer on record counts.

    A call-up in force overrides her unit (TL25 art. 11). Silence is not asked about before approval.
    """
    for case in inquiry.cases:
        documents = inquiry.world.authorisations_of.get(case.id, ())
        if any(fact.kind is AuthorisationKind.CALL_UP and inquiry.on in fact.during for fact in documents):
            continue
        answers = sorted(inquiry.world.releases_for.get(case.id, ()), key=lambda release: release.id)
        last = {release.person: release for release in answers}
        silent = () if inquiry.question.before_approval else inquiry.people
        for person in sorted({*silent, *last} - _own_people(inquiry, case)):
            release = last.get(person)
            if release is None or not release.consented:
                yield from inquiry.hit(
                    "R45",
                    "SILENT" if release is None else "REFUSED",
                    person=person,
                    case=case,
                    evidence=() if release is None else (Evidence("release", release.id),),
                    relation=Lack.RELEASE,
                )


def loan_limit(inquiry: Inquiry) -> Iterator[Finding]:
    """R46: the person has been lent for as long as she may be, or comes straight from another loan.

    Days are counted up to the day of the question, once where loans overlap; a loan that still runs has had no rest.
    """
    own = {case.id: _own_people(inquiry, case) for case in inquiry.cases}
    rested = inquiry.on - timedelta(days=inquiry.policy.loan_rest_days)
    for person in inquiry.people:
        loans = inquiry.world.loans_of.get(person, ())
        used_up = loans if _is_used_up(inquiry, loans) else ()
        latest = [loan for loan in loans if _ran_after(loan, inquiry, rested)]
        for case in inquiry.cases if used_up or latest else ():
            unrested = [loan for loan in latest if loan.case != case.id]
            for grade, found, lack in ((None, used_up, Lack.LOAN_TIME), ("CONSECUTIVE", unrested, Lack.REST)):
                if found and person not in own[case.id]:
                    evidence = tuple(sorted(Evidence("loan", loan.id) for loan in found))
                    yield from inquiry.hit("R46", grade, person=person, case=case, evidence=evidence, relation=lack)


def loan_rest(policy: Policy) -> int | None:
    """Return how many days of rest R46 asks for between two loans; None where the county does not let it bar."""
    bars = policy.severity("R46", "CONSECUTIVE") not in (None, Severity.SOFT)
    return policy.loan_rest_days if bars else None


def cooling_off(inquiry: Inquiry) -> Iterator[Finding]:
    """R50: the person has left every public organ, a discipline organ the last, too short a time ago."""
    tree = inquiry.day.tree
    for person in inquiry.people:
        posts = [
            post
            for post in inquiry.world.memberships_of.get(person, ())
            if tree.kind(post.organ) not in _NOT_PUBLIC
            and (post.during.start is None or post.during.start <= inquiry.on)
        ]
        ends = [post.during.end for post in posts if post.during.end is not None and post.during.end <= inquiry.on]
        if not posts or len(ends) < len(posts) or not inquiry.recent(max(ends), inquiry.policy.cooling_off_months):
            continue
        last = [post for post in posts if post.during.end == max(ends) and tree.kind(post.organ) in DISCIPLINE]
        for case in inquiry.cases:
            for post in last:
                yield from inquiry.hit(
                    "R50",
                    person=person,
                    case=case,
                    evidence=(Evidence("membership", post.id),),
                    organ=post.organ,
                    relation=Lack.COOLING_OFF,
                )


def _own_people(inquiry: Inquiry, case: Case) -> frozenset[int]:
    """Return who would work for an organ of her own, the home organ or the one that handles the case.

    Where no organ has been decided on, a leader's own will handle the case (R35).
    """
    if case.handling_organ is None and case.mode not in HOME_LED and inquiry.question.role is AssignmentRole.LEAD:
        return inquiry.question.people
    span = inquiry.span(case)
    organs = (case.home_organ, case.home_organ if case.handling_organ is None else case.handling_organ)
    return frozenset(
        post.person
        for organ in organs
        for unit in inquiry.day.tree.units(organ)
        for post in inquiry.day.members(unit)
        if post.kind not in LENT and post.during.overlaps(span)
    )


def _is_used_up(inquiry: Inquiry, loans: Sequence[Loan]) -> bool:
    policy, on = inquiry.policy, inquiry.on
    first = months_before(on, policy.loan_window_months)
    days: set[int] = set()
    for loan in loans:
        start = first if loan.during.start is None else max(first, loan.during.start)
        end = on if loan.during.end is None else min(on, loan.during.end)
        days.update(range(start.toordinal(), end.toordinal()))
    return len(days) >= (on - months_before(on, policy.most_loan_months)).days


def _ran_after(loan: Loan, inquiry: Inquiry, day: date) -> bool:
    started = loan.during.start is None or loan.during.start <= inquiry.on
    return started and (loan.during.end is None or loan.during.end > day)

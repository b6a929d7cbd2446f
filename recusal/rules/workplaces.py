"""Grounds of the workplace: the subject's unit now, its tree, its resident group, and service there in the past.

How hard the present ones are depends on the mode: a home organ handles its own cases, and must not where others are
called in to handle them. A membership counts on whatever footing: seconded people count at both units. None of this is
asked for a delegated talk, which the head of the talkee's own unit holds (TL25 art. 79).
"""

from collections.abc import Collection, Iterator

from recusal.days import meet
from recusal.facts import Case, Membership
from recusal.findings import Evidence, Finding
from recusal.homes import Home, home_organ, homes, members_now
from recusal.inquiry import SUBJECTS, Inquiry
from recusal.units import COUNTY_DISCIPLINE
from terms.people import MembershipKind
from terms.periods import Period
from terms.recusal import Purpose

LENT = frozenset({MembershipKind.SECONDMENT, MembershipKind.TEMPORARY_POST})
"""Footings on which a person still belongs to another unit (R15)."""
_OWN = frozenset(MembershipKind) - LENT
_GRADES = frozenset({"RECENT", "FACTS", "OLD"})
_LATELY = frozenset({"RECENT"})


def same_unit_now(inquiry: Inquiry) -> Iterator[Finding]:
    """R11: the person belongs to a unit of the case, or to its home organ where that is kept away."""
    for case in _cases(inquiry):
        for home in (*homes(inquiry, case), *home_organ(inquiry, case)):
            place = (home.unit, ())
            yield from members_now(inquiry, "R11", case.mode, case=case, home=home, place=place, footings=_OWN)


def dual_unit(inquiry: Inquiry) -> Iterator[Finding]:
    """R15: the person is lent to such a unit, or was until lately or while the facts happened."""
    for case in _cases(inquiry):
        for home in (*homes(inquiry, case), *home_organ(inquiry, case)):
            place = (home.unit, ())
            yield from members_now(inquiry, "R15", case.mode, case=case, home=home, place=place, footings=LENT)
            for membership in inquiry.day.members(home.unit):
                if membership.kind in LENT and membership.person != home.subject:
                    grades = _past_grades(inquiry, case, membership.during, inquiry.policy.past_secondment_months)
                    if grades & {"RECENT", "FACTS"}:
                        yield from _past(inquiry, "R15", {"RECENT"}, case=case, home=home, membership=membership)


def unit_subtree(inquiry: Inquiry) -> Iterator[Finding]:
    """R12: the person belongs to a unit above or below one of the case, through any of its parents.

    The county commission stands above those whom it supervises without being their unit.
    """
    for case in _cases(inquiry):
        for home in homes(inquiry, case):
            for line in _line(inquiry, home):
                yield from members_now(inquiry, "R12", case.mode, case=case, home=line, place=(line.unit, ()))


def resident_group(inquiry: Inquiry) -> Iterator[Finding]:
    """R16: the person is of the resident group of the subject's unit, or of a host of the subject's group."""
    tree = inquiry.day.tree
    for case in _cases(inquiry):
        leaders = {
            unit
            for subject, _ in inquiry.parties(case, SUBJECTS)
            for membership in inquiry.organs_now(subject, case)
            if membership.in_charge
            for unit in tree.units(membership.organ)
        }
        for home in homes(inquiry, case):
            for host, path in {home.unit: (), **tree.above(home.unit)}.items():
                for group, record in tree.groups_in(host):
                    grade = str(case.mode)
                    if inquiry.policy.severity("R16", grade) is None and host in leaders:
                        grade = "LEADER"
                    yield from members_now(
                        inquiry, "R16", grade, case=case, home=home, place=(group, (record, *path[::-1]))
                    )
            for host, record in tree.hosts_of(home.unit):
                yield from members_now(inquiry, "R16", case.mode, case=case, home=home, place=(host, (record,)))


def past_unit(inquiry: Inquiry) -> Iterator[Finding]:
    """R13: the person used to serve in a unit of the case, in its home organ, or beside a subject in any unit.

    Service while the facts happened counts however long ago it ended; in a unit above or below only what ended lately.
    """
    months = inquiry.policy.past_unit_months
    for case in _cases(inquiry):
        for home, kept in _once_homes(inquiry, case):
            for membership in inquiry.day.members(home.unit):
                if membership.person != home.subject:
                    grades = _past_grades(inquiry, case, membership.during, months) & kept
                    yield from _past(inquiry, "R13", grades, case=case, home=home, membership=membership)
        for subject, party in inquiry.parties(case, SUBJECTS):
            for once in inquiry.world.memberships_of.get(subject, ()):
                for unit in inquiry.day.tree.units(once.organ):
                    home = Home(unit, (Evidence("membership", once.id), Evidence("party", party.id)), subject)
                    for membership in inquiry.day.members(unit):
                        together = meet(once.during, membership.during)
                        if membership.person != subject and together is not None:
                            grades = _past_grades(inquiry, case, together, months)
                            yield from _past(inquiry, "R13", grades, case=case, home=home, membership=membership)


def _once_homes(inquiry: Inquiry, case: Case) -> Iterator[tuple[Home, frozenset[str]]]:
    """Yield the units in which past service counts for a case, each with the grades in which it does."""
    for home in homes(inquiry, case):
        yield home, _GRADES
        for line in _line(inquiry, home):
            yield line, _LATELY
    for home in home_organ(inquiry, case):
        yield home, _GRADES


def _line(inquiry: Inquiry, home: Home) -> Iterator[Home]:
    """Yield the units above and below one of a case, each with the path to it; the county commission is above none."""
    tree = inquiry.day.tree
    above = (place for place in tree.above(home.unit).items() if tree.kind(place[0]) not in COUNTY_DISCIPLINE)
    for unit, path in (*above, *tree.below(home.unit).items()):
        yield Home(unit, (*path[::-1], *home.evidence), home.subject)


def _cases(inquiry: Inquiry) -> tuple[Case, ...]:
    return () if inquiry.question.purpose is Purpose.DELEGATED_TALK else inquiry.cases


def _past_grades(inquiry: Inquiry, case: Case, served: Period, months: int) -> frozenset[str]:
    """Return the grades of service that is over; both where it ended lately and the facts fell into it."""
    if served.end is None or served.end > inquiry.on:
        return frozenset()
    lately = {"RECENT"} if inquiry.recent(served.end, months) else set()
    then = {"FACTS"} if case.happened is not None and served.overlaps(case.happened) else set()
    return frozenset(lately | then or {"OLD"})


def _past(
    inquiry: Inquiry, rule: str, grades: Collection[str], *, case: Case, home: Home, membership: Membership
) -> Iterator[Finding]:
    for grade in sorted(grades):
        yield from inquiry.hit(
            rule,
            grade,
            person=membership.person,
            case=case,
            evidence=(Evidence("membership", membership.id), *home.evidence),
            other_person=home.subject,
            organ=home.unit,
        )

"""Requirements of the talent pool: standing, declaration, training, undertaking, and the role asked for."""

from collections.abc import Iterator

from recusal.days import months_before
from recusal.findings import Evidence, Finding, Lack
from recusal.inquiry import Inquiry
from recusal.records import PoolStanding
from terms.cases import AssignmentRole
from terms.people import MembershipKind


def active_in_pool(inquiry: Inquiry) -> Iterator[Finding]:
    """R48: the person is not in the pool, or her declaration, training or undertaking is missing or too old.

    A stale declaration means "not to be assigned", never "no conflict".
    """
    for person in inquiry.people:
        lacks = _lacks(inquiry, _standings(inquiry, person))
        for case in inquiry.cases if lacks else ():
            for lack in lacks:
                yield from inquiry.hit(
                    "R48", person=person, case=case, evidence=(Evidence("pool", person),), relation=lack
                )


def qualified_for_role(inquiry: Inquiry) -> Iterator[Finding]:
    """R32: a leader is admitted to lead, full-time and not seconded (QW art. 3); a reviewer is admitted to review."""
    role = inquiry.question.role
    if role not in {AssignmentRole.LEAD, AssignmentRole.REVIEWER}:
        return
    for person in inquiry.people:
        standings = _standings(inquiry, person)
        if role is AssignmentRole.REVIEWER:
            lacks = [] if any(fact.may_review for fact in standings) else [Lack.MAY_NOT_REVIEW]
        else:
            lacks = [] if any(fact.may_lead for fact in standings) else [Lack.MAY_NOT_LEAD]
            lacks += [] if any(fact.full_time for fact in standings) else [Lack.NOT_FULL_TIME]
        for case in inquiry.cases:
            for lack in lacks:
                yield from inquiry.hit(
                    "R32", person=person, case=case, evidence=(Evidence("pool", person),), relation=lack
                )
            if role is AssignmentRole.LEAD:
                for membership in inquiry.organs_now(person, case):
                    if membership.kind is MembershipKind.SECONDMENT:
                        evidence = (Evidence("membership", membership.id),)
                        yield from inquiry.hit(
                            "R32", person=person, case=case, evidence=evidence, relation=Lack.SECONDED
                        )


def _standings(inquiry: Inquiry, person: int) -> list[PoolStanding]:
    return [fact for fact in inquiry.world.standings_of.get(person, ()) if inquiry.on in fact.during]


def _lacks(inquiry: Inquiry, standings: list[PoolStanding]) -> tuple[Lack, ...]:
    if not standings:
        return (Lack.NOT_IN_POOL,)
    policy, on = inquiry.policy, inquiry.on
    declared = months_before(on, policy.declaration_months)
    trained = months_before(on, policy.training_months)
    held = {
        Lack.DECLARATION: [day for fact in standings if (day := fact.declared_on) and declared <= day <= on],
        Lack.TRAINING: [day for fact in standings if (day := fact.trained_on) and trained <= day <= on],
        Lack.UNDERTAKING: [day for fact in standings if (day := fact.undertaking_on) and day <= on],
    }
    return tuple(lack for lack, days in held.items() if not days)

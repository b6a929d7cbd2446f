"""Requirements of the talent pool: standing, declaration, training, undertaking, and the role asked for."""

from collections.abc import Iterator

from recusal.days import months_before
from recusal.facts import Case
from recusal.findings import Evidence, Finding, Lack
from recusal.inquiry import Inquiry
from recusal.ranks import post_with_rank, step_of, step_to_lead
from recusal.records import PoolStanding
from terms.cases import AssignmentRole
from terms.people import MembershipKind
from terms.recusal import Purpose, Verdict


def active_in_pool(inquiry: Inquiry) -> Iterator[Finding]:
    """R48: the person is not in the pool, or her training or undertaking is missing or too old, or her declaration is.

    Without a declaration, general or for the very case, her ties are UNKNOWN, never "no conflict" (T06); a human may
    settle that. Of people who support a case or hold a talk nothing else is asked.
    """
    assigning = inquiry.question.purpose is Purpose.ASSIGNMENT
    for person in inquiry.people:
        standings = _standings(inquiry, person)
        lacks = _lacks(inquiry, standings) if assigning else ()
        evidence = (Evidence("pool", person),)
        for case in inquiry.cases:
            for lack in lacks:
                yield from inquiry.hit("R48", person=person, case=case, evidence=evidence, relation=lack)
            asked = standings or not assigning or inquiry.policy.severity("R48") is None
            if asked and not _declared(inquiry, person, standings, case):
                yield from inquiry.hit(
                    "R48",
                    "DECLARATION",
                    person=person,
                    case=case,
                    evidence=evidence,
                    relation=Lack.DECLARATION,
                    verdict=Verdict.UNKNOWN,
                )


def qualified_for_role(inquiry: Inquiry) -> Iterator[Finding]:
    """R32: a leader is admitted to lead, full-time and not seconded (QW art. 3); a reviewer is admitted to review.

    Where the county asks for a rank, a leader has it on record; no rank on record is none.
    """
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
                yield from _ranked(inquiry, person, case)
                for membership in inquiry.organs_now(person, case):
                    if membership.kind is MembershipKind.SECONDMENT:
                        evidence = (Evidence("membership", membership.id),)
                        yield from inquiry.hit(
                            "R32", person=person, case=case, evidence=evidence, relation=Lack.SECONDED
                        )


def _ranked(inquiry: Inquiry, person: int, case: Case) -> Iterator[Finding]:
    post = post_with_rank(inquiry.world.memberships_of.get(person, ()), inquiry.on)
    if step_of(post) < step_to_lead(inquiry.policy, case):
        evidence = (Evidence("pool", person),) if post is None else (Evidence("membership", post.id),)
        yield from inquiry.hit("R32", person=person, case=case, evidence=evidence, relation=Lack.RANK)


def _standings(inquiry: Inquiry, person: int) -> list[PoolStanding]:
    return [fact for fact in inquiry.world.standings_of.get(person, ()) if inquiry.on in fact.during]


def _lacks(inquiry: Inquiry, standings: list[PoolStanding]) -> tuple[Lack, ...]:
    if not standings:
        return (Lack.NOT_IN_POOL,)
    on = inquiry.on
    trained = months_before(on, inquiry.policy.training_months)
    held = {
        Lack.TRAINING: [day for fact in standings if (day := fact.trained_on) and trained <= day <= on],
        Lack.UNDERTAKING: [day for fact in standings if (day := fact.undertaking_on) and day <= on],
    }
    return tuple(lack for lack, days in held.items() if not days)


def _declared(inquiry: Inquiry, person: int, standings: list[PoolStanding], case: Case) -> bool:
    since = months_before(inquiry.on, inquiry.policy.declaration_months)
    general = [fact.declared_on for fact in standings]
    own = [fact.on for fact in inquiry.world.declarations_of.get(person, ()) if fact.case in (None, case.id)]
    return any(day is not None and since <= day <= inquiry.on for day in (*general, *own))

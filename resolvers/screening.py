"""Screening people against cases on request: open facts only, never the sealed ones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.policies import policy_on
from db.tables import Case, Person, PoolMember
from db.tables.columns import holds_on
from recusal.facts import Facts
from recusal.findings import Evidence, Question, Screening
from recusal.policy import Policy
from recusal.screen import screen
from recusal.world import World
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require, visible_cases
from terms.cases import AssignmentRole
from terms.periods import ALWAYS, Period
from terms.recusal import Verdict
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class Screened:
    """Screenings with what their evidence rests on."""

    screenings: tuple[Screening, ...]
    facts: Facts

    def period(self, evidence: Evidence) -> Period:
        """Return when the record was true; unbounded for records without a period."""
        return _periods(self.facts, evidence.record).get(evidence.id, ALWAYS)


async def screen_pair(caller: Caller, *, person_number: str, case_number: str, role: AssignmentRole) -> Screened:
    """Screen one member of the pool against one case.

    Raises:
        NotAllowed: the caller may not screen.
        NotFound: no such member of the pool, or no such case that the caller may see.
    """
    require(caller, Act.SCREEN)
    async with caller.database.reading() as session:
        case = await _case(session, caller, case_number)
        pool = _pool(caller.today()).where(col(Person.number) == person_number)
        person = (await session.exec(pool)).first()
        if person is None:
            raise NotFound(Thing.PERSON, person_number)
        return await _screened(session, caller, {person}, {case}, role)


async def screen_pool(
    caller: Caller, *, case_number: str, role: AssignmentRole, verdict: Verdict | None, rule: str | None
) -> Screened:
    """Screen the whole pool against one case, and keep those with the verdict, and those that the rule hits.

    Raises:
        NotAllowed: the caller may not screen.
        NotFound: no such case that the caller may see.
    """
    require(caller, Act.SCREEN)
    async with caller.database.reading() as session:
        case = await _case(session, caller, case_number)
        people = set((await session.exec(_pool(caller.today()))).all())
        screened = await _screened(session, caller, people, {case}, role)
    kept = tuple(
        screening
        for screening in screened.screenings
        if verdict in {None, screening.verdict}
        and (rule is None or any(finding.rule == rule for finding in screening.findings))
    )
    return Screened(kept, screened.facts)


def _pool(on: date) -> Any:
    return (
        select(Person.id)
        .join(PoolMember, col(PoolMember.person_id) == Person.id)
        .where(col(PoolMember.superseded_at).is_(None), holds_on(col(PoolMember.during), on))
    )


async def _case(session: AsyncSession, caller: Caller, number: str) -> int:
    found = (await session.exec(select(Case.id).where(col(Case.number) == number, visible_cases(caller)))).first()
    if found is None:
        raise NotFound(Thing.CASE, number)
    return found


async def _screened(
    session: AsyncSession, caller: Caller, people: set[int], cases: set[int], role: AssignmentRole
) -> Screened:
    today = caller.today()
    known = await read_facts(session, on=today, sealed=False)
    policy: Policy = (await policy_on(session, today)).recusal
    question = Question(frozenset(people), frozenset(cases), role, before_approval=True)
    return Screened(screen(World(known.facts), question, policy, on=today), known.facts)


def _periods(facts: Facts, record: str) -> dict[int, Period]:
    tables: dict[str, Collection[Any]] = {
        "kin_tie": facts.kin_ties,
        "asserted_kin": facts.asserted_kin,
        "social_tie": facts.social_ties,
        "interest": facts.interests,
        "party": facts.parties,
        "membership": facts.memberships,
        "organ_link": facts.organ_links,
        "service": facts.services,
        "handling": facts.handlings,
        "authorisation": facts.authorisations,
    }
    return {row.id: row.during for row in tables.get(record, ())}

"""After facts changed: whoever they touch is screened again in the same transaction; conflicts suspend."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import KnownFacts, raise_facts, read_facts
from db.facts_part import Part
from db.policies import policy_on
from db.tables import Assignment
from db.tables import Screening as ScreeningRow
from db.touched import Changes, answer_changes, open_changes, touched_by
from recusal.facts import Facts
from recusal.findings import Finding
from recusal.policy import Policy
from recusal.registry import TIES
from recusal.world import World
from resolvers.item_screening import rescreen_items
from resolvers.matters_opening import CAME_TO_LIGHT, Suspended, close_lifted, open_matter_for
from resolvers.restoring import restored
from resolvers.screening_records import findings_of, screening_row
from terms.actor import SERVICE
from terms.cases import AssignmentState
from terms.recusal import Verdict

FEW: Final = 500
"""Up to so many assignments their part of the facts is read, beyond it all facts (ours)."""


@dataclass(frozen=True, slots=True)
class _Screened:
    """One assignment with its screening, not yet written, and what was found."""

    assignment: Assignment
    screening: ScreeningRow
    findings: Sequence[Finding]

    @property
    def is_clear(self) -> bool:
        return self.screening.verdict is Verdict.CLEAR


async def rescreen(
    session: AsyncSession,
    *,
    on: date,
    everything: bool = False,
    cases: Collection[int] = (),
) -> tuple[Assignment, ...]:
    """Screen again whom the changes of this transaction touch: suspend conflicts, take up again what is clear.

    Suspends before it takes anything up, so that no state with fewer bars is passed through. The database commits no
    change of facts without this.

    Args:
        session: the transaction in which facts changed.
        on: the day.
        everything: look at every assignment in force, changed or not.
        cases: look at these cases too, whose teams changed.

    Returns:
        The assignments that were suspended.
    """
    changes = await open_changes(session)
    changes = replace(changes, cases=changes.cases | frozenset(cases), everything=changes.everything or everything)
    suspended: tuple[Assignment, ...] = ()
    if not changes.is_nothing:
        suspended = await _rescreen(session, changes, on=on)
        await rescreen_items(session, changes, on=on)
    await answer_changes(session)
    return suspended


async def _rescreen(session: AsyncSession, changes: Changes, *, on: date) -> tuple[Assignment, ...]:
    touched = await touched_by(session, changes, suspended_for=CAME_TO_LIGHT)
    if not touched:
        return ()
    await raise_facts(session)  # who was on what before can then be told from whom this suspends
    people, cases = (frozenset(keys) for keys in zip(*((row.person_id, row.case_id) for row in touched), strict=True))
    part = Part(people, cases, requirements=False)
    known = await read_facts(session, on=on, sealed=True, part=part if len(touched) <= FEW else None, share_lock=True)
    policy = (await policy_on(session, on)).recusal
    standing = [row for row in touched if row.state is AssignmentState.ACTIVE]
    screened = _screened(known, known.facts, standing, policy, on=on)
    barred = [each for each in screened if not each.is_clear]
    await _write(session, screened)
    await _suspend(session, barred, on=on)
    for each in screened:
        if each.is_clear:
            each.assignment.screening_id = each.screening.id
    await session.flush()
    frozen = [row for row in touched if row.state is AssignmentState.SUSPENDED and row not in standing]
    again = _screened(known, _as_if_taken_up(known.facts), frozen, policy, on=on)
    await _take_up([each for each in again if each.is_clear], session, on=on)
    return tuple(each.assignment for each in barred)


def _screened(
    known: KnownFacts, facts: Facts, assignments: Sequence[Assignment], policy: Policy, *, on: date
) -> list[_Screened]:
    if not assignments:
        return []
    found = findings_of(World(facts), assignments, policy, on=on, rules=TIES)
    return [
        _Screened(row, screening_row(row, known.version, findings), findings)
        for row in assignments
        for findings in (found.get((row.person_id, row.case_id), []),)
    ]


def _as_if_taken_up(facts: Facts) -> Facts:
    """Return the facts with everybody who is suspended back at work: two who bar one another both stay away."""
    services = tuple(
        replace(service, state=AssignmentState.ACTIVE) if service.state is AssignmentState.SUSPENDED else service
        for service in facts.services
    )
    return replace(facts, services=services)


async def _write(session: AsyncSession, screened: Sequence[_Screened]) -> None:
    session.add_all([each.screening for each in screened])
    await session.flush()


async def _suspend(session: AsyncSession, barred: Sequence[_Screened], *, on: date) -> None:
    by_person: dict[int, list[Suspended]] = defaultdict(list)
    for each in barred:
        each.assignment.screening_id = each.screening.id
        each.assignment.state = AssignmentState.SUSPENDED
        each.assignment.state_reason = CAME_TO_LIGHT
        by_person[each.assignment.person_id].append((each.assignment, each.findings))
        record(session, actor=SERVICE, act="SUSPEND", object_type="assignments", object_id=each.assignment.id)
    await session.flush()
    for person in sorted(by_person):
        await open_matter_for(session, person, by_person[person], on=on)


async def _take_up(clear: Sequence[_Screened], session: AsyncSession, *, on: date) -> None:
    """Take up what is clear again, where the database lets it; somebody booked elsewhere by now stays suspended."""
    await _write(session, clear)
    people = set()
    for each in clear:
        if await restored(session, each.assignment, each.screening):
            people.add(each.assignment.person_id)
            record(session, actor=SERVICE, act="RESTORE", object_type="assignments", object_id=each.assignment.id)
    await session.flush()
    for person in sorted(people):
        await close_lifted(session, person, on=on)

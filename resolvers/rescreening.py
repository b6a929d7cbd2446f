"""After facts changed: every assignment in force is screened again in the same transaction; conflicts suspend."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import KnownFacts, read_facts
from db.policies import policy_on
from db.tables import Assignment
from recusal.findings import Finding, Question
from recusal.policy import Policy
from recusal.registry import TIES
from recusal.screen import find
from recusal.world import World
from resolvers.screening_records import screening_row
from terms.cases import AssignmentRole, AssignmentState
from terms.recusal import Verdict


async def rescreen(session: AsyncSession, *, on: date, actor: str) -> tuple[Assignment, ...]:
    """Screen all assignments in force on the facts as they now are, and suspend those in conflict.

    Returns:
        The assignments that were suspended. The database commits no change of facts without this.
    """
    known = await read_facts(session, on=on, sealed=True, share_lock=True)
    policy = await policy_on(session, on)
    in_force = select(Assignment).where(col(Assignment.state) == AssignmentState.ACTIVE)
    standing = (await session.exec(in_force.order_by(col(Assignment.id)).with_for_update())).all()
    found = _ties(known, policy.recusal, standing, on)
    screenings = [
        screening_row(assignment, known.version, found.get((assignment.person_id, assignment.case_id), []))
        for assignment in standing
    ]
    session.add_all(screenings)
    await session.flush()
    suspended = []
    for assignment, screening in zip(standing, screenings, strict=True):
        assignment.screening_id = screening.id
        if screening.verdict is not Verdict.CLEAR:
            assignment.state = AssignmentState.SUSPENDED
            assignment.state_reason = "CONFLICT_CAME_TO_LIGHT"
            suspended.append(assignment)
            record(session, actor=actor, act="SUSPEND", object_type="assignments", object_id=assignment.id)
    await session.flush()
    return tuple(suspended)


def _ties(
    known: KnownFacts, policy: Policy, standing: Sequence[Assignment], on: date
) -> dict[tuple[int, int], list[Finding]]:
    by_role: dict[AssignmentRole, list[Assignment]] = defaultdict(list)
    for assignment in standing:
        by_role[assignment.role].append(assignment)
    world = World(known.facts)
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for role, assignments in by_role.items():
        pairs = {(assignment.person_id, assignment.case_id) for assignment in assignments}
        question = Question(frozenset(person for person, _ in pairs), frozenset(case for _, case in pairs), role)
        for finding in find(world, question, policy, on=on, rules=TIES):
            if (finding.person, finding.case) in pairs:
                found[finding.person, finding.case].append(finding)
    return found

"""Looks at every assignment in force with the rules themselves, beside what the record says of it."""

from collections import defaultdict
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.invariants import Violation
from db.policies import policy_on
from db.tables import Assignment
from recusal.registry import TIES
from recusal.team import team_kin
from recusal.world import World
from resolvers.screening_records import findings_of
from terms.cases import AssignmentState


async def reexamine(session: AsyncSession, *, on: date) -> list[Violation]:
    """Return what the rules have against assignments in force: ties of a person, and kin on one case."""
    known = await read_facts(session, on=on, sealed=True)
    policy = await policy_on(session, on)
    in_force = select(Assignment).where(col(Assignment.state) == AssignmentState.ACTIVE)
    rows = (await session.exec(in_force.order_by(col(Assignment.id)))).all()
    world = World(known.facts)
    found: list[Violation] = []
    teams: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        teams[row.case_id].add(row.person_id)
    for findings in findings_of(world, rows, policy.recusal, on=on, rules=TIES).values():
        found += [
            Violation("nobody in force is barred by a rule", f"{each.rule}: person {each.person}, case {each.case}")
            for each in findings
            if each.bars
        ]
    for case, people in teams.items():
        found += [
            Violation("no kin on one case", f"people {kin.person} and {kin.relative}, case {case}")
            for kin in team_kin(world, people, on=on)
        ]
    return found

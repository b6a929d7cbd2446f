"""Private leave in what-if: it stays a place that is closed for no reason told, wherever a case is moved to.

Whoever supposes other days for a case, or asks whose leave could be moved, would else learn the days of a leave that is
shown to nobody (``AbsenceKind.OTHER``).
"""

from collections.abc import Collection
from dataclasses import replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.problem import Busy, Pair, Problem
from allocation.rules import NOT_FREE
from db.session import judge
from db.tables import Absence
from resolvers.gate import Act
from resolvers.posed import Posed
from resolvers.snapshot import stretch_of_days
from terms.people import WHOLE, AbsenceKind


async def private_leave_closed(session: AsyncSession, posed: Posed) -> Posed:
    """Return the proposal with every private leave as a closed place on the cases that it meets, and nowhere else.

    Raises:
        NotAllowed: the caller may not propose.
    """
    await judge(session, Act.PROPOSE)
    people = [person.id for person in posed.problem.candidates]
    wanted = select(Absence).where(col(Absence.person_id).in_(people), Absence.kind == AbsenceKind.OTHER)
    private = {(row.person_id, *stretch_of_days(row.during, posed.on)) for row in (await session.exec(wanted)).all()}
    return replace(posed, problem=closed(posed.problem, private))


def closed(problem: Problem, private: Collection[tuple[int, int, int]]) -> Problem:
    """Return the problem in which these absences (person, first day, day after the last) are pairs, not bookings."""
    rows = {row for row in problem.busy if row.effort == WHOLE and (row.person, row.start, row.end) in private}
    met = {(row.person, case.id) for row in rows for case in problem.cases if _meet(row, case.start, case.end)}
    known = {(pair.person, pair.case): pair for pair in problem.pairs if pair.role is None}
    added = [known.get(place, Pair(*place, barred=False)) for place in sorted(met)]
    others = [pair for pair in problem.pairs if pair.role is not None or (pair.person, pair.case) not in met]
    return replace(
        problem,
        busy=tuple(row for row in problem.busy if row not in rows),
        pairs=(*others, *(replace(pair, barred=True, rules=tuple({*pair.rules, NOT_FREE})) for pair in added)),
    )


def _meet(row: Busy, start: int, end: int) -> bool:
    return row.start < end and start < row.end

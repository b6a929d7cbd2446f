"""What proposals change in the teams at work that they were made for."""

from collections.abc import Sequence

from sqlmodel import col, select

from allocation.openings import Chair
from allocation.vacancies import Move, moves_between
from db.tables import AllocationRun, Proposal, ProposalSeat
from resolvers.caller import Caller
from terms.cases import AssignmentRole


def published_in(run: AllocationRun) -> frozenset[Chair]:
    """Return the seats of teams at work that a run was to repair; none for a run of cases that waited."""
    seats = run.problem["problem"].get("published", ())
    return frozenset((seat["case"], seat["person"], AssignmentRole[seat["role"]]) for seat in seats)


async def moves_of_proposals(caller: Caller, keys: Sequence[int]) -> list[list[Move]]:
    """Return for each proposal what it changes in teams at work; asked only for proposals that the caller sees."""
    runs = select(Proposal.id, AllocationRun).join(AllocationRun).where(col(Proposal.id).in_(keys))
    seats = select(ProposalSeat).where(col(ProposalSeat.proposal_id).in_(keys)).order_by(col(ProposalSeat.id))
    async with caller.database.reading() as session:
        published = {key: published_in(run) for key, run in (await session.exec(runs)).all()}
        taken: dict[int, set[Chair]] = {key: set() for key in keys}
        for seat in (await session.exec(seats)).all():
            taken[seat.proposal_id].add((seat.case_id, seat.person_id, seat.role))
    return [list(moves_between(published[key], taken[key])) if published.get(key) else [] for key in keys]

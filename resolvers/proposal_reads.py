"""Proposals as they are read: by key, in lists, and their parts for many proposals at once."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from db.reads.rows import Order, Page, Window, page_of
from db.tables import (
    AllocationRun,
    Assignment,
    Proposal,
    ProposalCase,
    ProposalEdit,
    ProposalSeat,
    ProposalZone,
    SeedCommitment,
)
from resolvers.caller import Caller
from resolvers.gate import Act, Reach, reach, require
from resolvers.paging import grouped, ordered, rows_by_id, rows_of
from resolvers.proposal_access import open_proposals
from terms.allocation import ProposalState

ORDER: tuple[Order, ...] = ordered(by=Proposal.id, descending=True)


def visible_proposals(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``proposals`` for those the caller may see: of the own zone, with no closed case."""
    how_far = {reach(caller, Act.PROPOSE), reach(caller, Act.READ_CASES)}
    if Reach.COUNTY in how_far:
        return open_proposals(caller)
    if Reach.ZONE not in how_far:
        return false()
    others = select(ProposalZone.proposal_id).where(col(ProposalZone.zone_id).not_in(caller.identity.zone_ids or ()))
    return and_(col(Proposal.id).not_in(others), open_proposals(caller))


async def proposals_by_id(caller: Caller, keys: Sequence[int]) -> list[Proposal | None]:
    """Return the proposals with these keys that the caller may see."""
    return await rows_by_id(caller, Proposal, keys, visible_proposals(caller))


def newest_by_key(caller: Caller, key: str) -> SelectOfScalar[Proposal]:
    """Return the statement for the proposals made under an idempotency key, the caller's own first, newest first."""
    mine = (col(AllocationRun.principal) == caller.identity.principal).desc()
    return (
        select(Proposal)
        .join(AllocationRun)
        .where(col(AllocationRun.key) == key, visible_proposals(caller))
        .order_by(mine, col(Proposal.id).desc())
    )


async def proposal_by_key(caller: Caller, key: str) -> Proposal | None:
    """Return the newest proposal made under an idempotency key, the caller's own first."""
    async with caller.database.reading() as session:
        return (await session.exec(newest_by_key(caller, key))).first()


async def proposals(caller: Caller, window: Window, *, state: ProposalState | None) -> Page[Proposal]:
    """Return one page of proposals, the newest first."""
    require(caller, Act.READ_CASES)
    where = [visible_proposals(caller)]
    if state is not None:
        where.append(col(Proposal.state) == state)
    async with caller.database.reading() as session:
        return await page_of(session, Proposal, window, *where, order=ORDER)


async def runs_by_id(caller: Caller, keys: Sequence[int]) -> list[AllocationRun | None]:
    """Return the runs with these keys; asked only for proposals that the caller sees."""
    return await rows_by_id(caller, AllocationRun, keys)


async def commitments_by_id(caller: Caller, keys: Sequence[int]) -> list[SeedCommitment | None]:
    """Return the commitments to seeds with these keys; everybody may see them."""
    return await rows_by_id(caller, SeedCommitment, keys)


async def zones_of_proposals(caller: Caller, keys: Sequence[int]) -> list[list[int]]:
    """Return for each proposal the keys of its zones."""
    statement = select(ProposalZone).where(col(ProposalZone.proposal_id).in_(keys)).order_by(col(ProposalZone.zone_id))
    async with caller.database.reading() as session:
        rows = (await session.exec(statement)).all()
    return [[row.zone_id for row in of_one] for of_one in grouped(rows, keys, lambda row: row.proposal_id)]


async def cases_of_proposals(caller: Caller, keys: Sequence[int]) -> list[list[ProposalCase]]:
    """Return for each proposal the cases that it was asked to staff."""
    statement = select(ProposalCase).where(col(ProposalCase.proposal_id).in_(keys)).order_by(col(ProposalCase.case_id))
    async with caller.database.reading() as session:
        rows = (await session.exec(statement)).all()
    return grouped(rows, keys, lambda row: row.proposal_id)


async def seats_of(caller: Caller, keys: Sequence[int]) -> list[list[ProposalSeat]]:
    """Return for each proposal its seats in the order of the plan."""
    return await rows_of(caller, ProposalSeat, ProposalSeat.proposal_id, keys)


async def edits_of_proposals(caller: Caller, keys: Sequence[int]) -> list[list[ProposalEdit]]:
    """Return for each proposal the pins and exclusions that steered it."""
    return await rows_of(caller, ProposalEdit, ProposalEdit.proposal_id, keys)


async def assignments_of_proposals(caller: Caller, keys: Sequence[int]) -> list[list[Assignment]]:
    """Return for each proposal the assignments that its approval made."""
    return await rows_of(caller, Assignment, Assignment.proposal_id, keys)

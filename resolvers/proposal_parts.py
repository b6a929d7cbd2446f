"""A plan as it is written: a proposal with its zones, cases, seats and edits."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.plan import Plan
from db.tables import AllocationRun, Proposal, ProposalCase, ProposalEdit, ProposalSeat, ProposalZone
from resolvers.caller import Caller
from resolvers.scope import Scope
from terms.allocation import EditKind, ProposalState


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a run is written as its proposal."""

    plan: Plan
    scope: Scope
    supersedes: int | None
    edits: tuple[ProposalEdit, ...]
    """Those that are new are made by nobody yet."""
    picked: frozenset[tuple[int, int]]
    """(case, person) of the exclusions that leave no choice."""


async def keep(session: AsyncSession, caller: Caller, row: AllocationRun, kept: Kept) -> tuple[Proposal, list[int]]:
    """Write the run and its proposal with all parts; return it with the keys of its new picks by name (R47)."""
    session.add(row)
    await session.flush()
    proposal = Proposal(
        county_id=row.county_id,
        run_id=row.id,
        whole_county=kept.scope.whole_county,
        supersedes_id=kept.supersedes,
        state=ProposalState.PROPOSED,
    )
    session.add(proposal)
    await session.flush()
    session.add_all(_parts(proposal.id, kept))
    edits = list(_edits(proposal.id, kept, caller))
    session.add_all(edits)
    await session.flush()
    picks = (
        edit.id
        for edit, asked in zip(edits, kept.edits, strict=True)
        if asked.made_by == "" and (edit.kind is EditKind.PIN or edit.leaves_no_choice)
    )
    return proposal, list(picks)


def _parts(proposal_id: int, kept: Kept) -> Iterator[SQLModel]:
    staffed = {seat.case for seat in kept.plan.seats}
    pinned = {(edit.case_id, edit.person_id) for edit in kept.edits if edit.kind is EditKind.PIN}
    for zone in kept.scope.zones:
        yield ProposalZone(proposal_id=proposal_id, zone_id=zone.id)
    for case in kept.scope.cases:
        yield ProposalCase(proposal_id=proposal_id, case_id=case.id, staffed=case.id in staffed)
    for seat in kept.plan.seats:
        yield ProposalSeat(
            proposal_id=proposal_id,
            case_id=seat.case,
            person_id=seat.person,
            role=seat.role,
            fit=seat.fit,
            travel=seat.travel,
            load_after=seat.load_after,
            covers=[skill.value for skill in seat.covers],
            pinned=(seat.case, seat.person) in pinned,
        )


def _edits(proposal_id: int, kept: Kept, caller: Caller) -> Iterator[ProposalEdit]:
    for edit in kept.edits:
        yield ProposalEdit(
            proposal_id=proposal_id,
            kind=edit.kind,
            case_id=edit.case_id,
            person_id=edit.person_id,
            role=edit.role,
            reason=edit.reason,
            made_by=edit.made_by or caller.identity.principal,
            leaves_no_choice=(edit.case_id, edit.person_id) in kept.picked,
        )

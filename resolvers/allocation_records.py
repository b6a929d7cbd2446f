"""The record of a run out of the service: for whoever may take the county's data away, and each taking on the trail."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.plan_document import record_to_json
from db.audit import record
from db.tables import AllocationRun, Proposal, ProposalCase, SeedCommitment
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.own_matters import refuse_own, refuse_own_cases
from resolvers.proposal_access import ProposalRef, open_proposals
from resolvers.runs import record_of
from terms.audit import AuditResult
from terms.things import Thing


async def run_record(caller: Caller, *, ref: ProposalRef) -> str:
    """Return the record of the run that made a proposal, as text for a file that ``zones verify`` reads.

    What is sealed reads in it as in the problem: as a leave that is not told, decoys among it.

    Raises:
        NotAllowed: the caller may not export.
        NotFound: the proposal is not there, has a case that is closed to her, or was made by an earlier version.
        OwnCases: she must stand aside from one of its cases.
        OwnMatter: she or her kin could be drawn, or are a party of a case: nobody reads what keeps herself from a case.
    """
    require(caller, Act.EXPORT)

    async def take(session: AsyncSession) -> str:
        statement = (
            select(Proposal, AllocationRun, SeedCommitment)
            .select_from(Proposal)
            .join(AllocationRun)
            .join(SeedCommitment)
        )
        if ref.key is not None:
            mine = (col(AllocationRun.principal) == caller.identity.principal).desc()
            statement = statement.where(AllocationRun.key == ref.key).order_by(mine, col(Proposal.id).desc())
        else:
            statement = statement.where(Proposal.id == ref.id)
        found = (await session.exec(statement.where(open_proposals(caller)))).first()
        if found is None:
            raise NotFound(Thing.PROPOSAL, ref.key if ref.key is not None else str(ref.id))
        proposal, run, commitment = found
        cases = (await session.exec(select(ProposalCase.case_id).where(ProposalCase.proposal_id == proposal.id))).all()
        people = [person["id"] for person in run.problem["problem"]["candidates"]]
        await refuse_own_cases(session, caller, cases)
        await refuse_own(session, caller, people, cases=cases)
        record(
            session,
            actor=caller.actor,
            act=Act.EXPORT.value,
            object_type="allocation_runs",
            object_id=run.id,
            result=AuditResult.READ,
            record_hash=run.record_hash,
        )
        return record_to_json(record_of(run, commitment))

    return await caller.database.deciding(take, Act.EXPORT)

"""The seed of a run: committed to before its facts are frozen, the same again for the same problem (decision 0024)."""

from collections.abc import Awaitable, Callable, Collection

from sqlalchemy import BigInteger, func, literal
from sqlalchemy.dialects.postgresql import array
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.database_errors import Busy
from db.seeds import Seed, commit_seed, reveal_seed, waiting_seed
from db.session import TRIES
from db.tables import AllocationRun, County, Proposal, ProposalCase, SeedCommitment
from resolvers.access_refusals import NoCounty
from resolvers.caller import Caller
from resolvers.gate import Act, require


class NoSeedWaits(Exception):  # noqa: N818  (a signal to begin again, which nobody sees)
    """Every seed is spent, or held by runs that go on: one must be committed to first, in a transaction of its own."""


async def commit(caller: Caller, *, another: bool = False) -> SeedCommitment:
    """Return the commitment whose seed the next run will use; commits to a seed if none waits, or another is wanted.

    Raises:
        NotAllowed: the caller does not propose.
        NoCounty: there is no county yet.
    """
    require(caller, Act.PROPOSE)

    async def work(session: AsyncSession) -> SeedCommitment:
        county = await county_of(session)
        waiting = None if another else await waiting_seed(session, county)
        return waiting or await _commit(session, caller, county)

    return await caller.database.deciding(work, Act.PROPOSE)


async def county_of(session: AsyncSession) -> int:
    """Return the key of the county; NoCounty where there is none yet."""
    county = (await session.exec(select(County.id))).one_or_none()
    if county is None:
        raise NoCounty
    return county


async def with_seed(caller: Caller, work: Callable[[AsyncSession], Awaitable[Proposal]], act: Act) -> Proposal:
    """Do the work in one transaction; where no seed waits for it, commit to one before, and begin again.

    Raises:
        Busy: others took the seeds each time.
    """

    async def another(session: AsyncSession) -> SeedCommitment:
        return await _commit(session, caller, await county_of(session))

    for _ in range(TRIES):
        try:
            return await caller.database.deciding(work, act)
        except NoSeedWaits:
            await caller.database.deciding(another, act)
    raise Busy


async def require_seed(session: AsyncSession, county: int) -> None:
    """Begin again, by NoSeedWaits, before anything is looked at, if no seed was committed to."""
    if await waiting_seed(session, county) is None:
        raise NoSeedWaits


async def one_at_a_time(session: AsyncSession, cases: Collection[int]) -> None:
    """Wait for other runs over one of these cases: asked at once, the same would be drawn twice, and one be chosen."""
    keys = func.unnest(array([literal(case, BigInteger) for case in sorted(cases)])).column_valued("case_key")
    locked = select(func.pg_advisory_xact_lock(func.hashtextextended(func.concat("allocation of ", keys), 0)))
    await session.exec(locked.order_by(keys))


async def seed_for(session: AsyncSession, county: int, open_hash: str) -> Seed:
    """Return the seed of a run on the very same open facts, steered alike, or one that nobody knew.

    So an edit has one that was never seen, and nobody finds out by trial whom an exclusion favours. What is sealed has
    no part in it: else a new seed would tell that something was sealed.

    Raises:
        NoSeedWaits: none is left; whatever was done in the transaction must be undone.
    """
    earlier = await _same_question(session, county, open_hash)
    if earlier is not None:
        commitment = await session.get_one(SeedCommitment, earlier.seed_commitment_id)
        return Seed(earlier.seed, str(earlier.seed_salt), commitment)
    revealed = await reveal_seed(session, county)
    if revealed is None:
        raise NoSeedWaits
    return revealed


async def draws_before(session: AsyncSession, cases: Collection[int], seed: Seed) -> int:
    """Return how many other seeds were drawn before for runs with one of the cases."""
    drawn = func.coalesce(col(AllocationRun.seed_commitment_id), -col(AllocationRun.id))
    statement = (
        select(func.count(drawn.distinct()))
        .select_from(AllocationRun)
        .join(Proposal)
        .join(ProposalCase)
        .where(col(ProposalCase.case_id).in_(cases), drawn != seed.commitment.id)
    )
    return (await session.exec(statement)).one()


async def _same_question(session: AsyncSession, county: int, open_hash: str) -> AllocationRun | None:
    """Return the latest run on the very same open facts; who goes back to what was before gets what that gave."""
    statement = (
        select(AllocationRun)
        .where(
            AllocationRun.county_id == county,
            col(AllocationRun.seed_commitment_id).is_not(None),
            AllocationRun.open_hash == open_hash,
        )
        .order_by(col(AllocationRun.id).desc())
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def _commit(session: AsyncSession, caller: Caller, county: int) -> SeedCommitment:
    commitment = await commit_seed(session, county, caller.identity.principal)
    record(
        session,
        actor=caller.actor,
        act="COMMIT_SEED",
        object_type="seed_commitments",
        object_id=commitment.id,
        commitment=commitment.commitment,
    )
    await session.flush()
    return commitment

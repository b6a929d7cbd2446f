"""One run of the allocation: the problem from one snapshot, the plan solved and checked, and both kept."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.document import all_members_of, canonical_text, problem_hash, whole_document
from allocation.plan_document import Commitment, plan_document, run_record
from allocation.problem import Problem
from allocation.solver import DETERMINISTIC_LIMIT
from db.audit import record
from db.seeds import Seed, begun_at
from db.tables import (
    AllocationRun,
    Proposal,
    ProposalEdit,
    SeedCommitment,
)
from resolvers.caller import Caller
from resolvers.checked_plans import Checked, checked_plan
from resolvers.choices import NamedPicksRefused, exclusions_that_pick
from resolvers.decoying import in_the_open, snapshot_of
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.proposal_access import Asked
from resolvers.proposal_parts import Kept, keep
from resolvers.repairing import Teams
from resolvers.run_questions import question_hash
from resolvers.scope import Scope
from resolvers.seeds import draws_before, one_at_a_time, require_seed, seed_for
from resolvers.snapshot import Snapshot
from resolvers.solving import solved
from terms.allocation import EditKind
from terms.periods import COUNTY_TIME


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the allocation: its cases and zones, and how it is steered."""

    scope: Scope
    edits: tuple[ProposalEdit, ...] = ()
    """Those that are new are made by nobody yet."""
    supersedes: int | None = None
    teams: Teams | None = None
    """The teams that it repairs; None where its cases merely wait."""

    @property
    def county(self) -> int:
        """The key of the county."""
        return self.scope.zones[0].county_id

    @property
    def cases(self) -> list[int]:
        """The keys of its cases."""
        return [case.id for case in self.scope.cases]

    def steered(self, snapshot: Snapshot, zones: frozenset[int] | None) -> Edits:
        """Return how its problem differs from that of its cases if they merely waited."""
        edits = edits_of(self.edits)
        return edits if self.teams is None else self.teams.edits(edits, snapshot, zones)


async def run_allocation(session: AsyncSession, caller: Caller, asked: Asked, run: Run) -> Proposal:
    """Make the problem of the run from one snapshot, solve it, and keep run and proposal with all its parts.

    Raises:
        NoSeedWaits: a seed must be committed to first; whatever was done in the transaction must be undone.
        Refusal: what ``allocate`` refuses, such as pins that no plan can keep.
        NothingToStaff: the teams of a repair are whole, and nothing is better.
        NamedPicksRefused: new exclusions leave a place no choice, and the county allows no picks by name.
    """
    await require_seed(session, run.county)
    await one_at_a_time(session, run.cases)
    snapshot = await snapshot_of(session, caller, run.cases)
    zones = None if run.scope.whole_county else frozenset(zone.id for zone in run.scope.zones)
    edits = run.steered(snapshot, zones)
    made = make_problem(snapshot, zones=zones, edits=edits)
    picked = await _picked(run, made, snapshot)
    open_hash = await solved(question_hash, in_the_open(snapshot), zones, edits, run.teams)
    seed = await seed_for(session, run.county, open_hash)
    checked = await solved(checked_plan, made, run.teams, seed.value)
    row = _row(caller, asked, run, Solved(snapshot, checked, seed, await begun_at(session)))
    row.open_hash = open_hash
    row.draws_before = await draws_before(session, run.cases, seed)
    kept = Kept(checked.option.plan, run.scope, run.supersedes, run.edits, picked)
    proposal, picks = await keep(session, caller, row, kept)
    record(
        session,
        actor=caller.actor,
        act="PROPOSE" if run.supersedes is None else "EDIT",
        object_type="proposals",
        object_id=proposal.id,
        run=row.id,
        problem_hash=row.problem_hash,
        seed=row.seed,
        seed_commitment=seed.commitment.commitment,
        draws_before=row.draws_before,
        record_hash=row.record_hash,
        named_picks=picks,
    )
    await session.flush()
    return proposal


async def _picked(run: Run, problem: Problem, snapshot: Snapshot) -> frozenset[tuple[int, int]]:
    """Return the exclusions that are picks by name; refuse new ones where the policy of the day has no picks."""
    picked = await solved(exclusions_that_pick, problem)
    fresh = {(edit.case_id, edit.person_id) for edit in run.edits if edit.made_by == ""}
    if picked & fresh and not snapshot.policy.planning.named_picks:
        raise NamedPicksRefused
    return picked


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem with its plan, and all that went into it."""

    snapshot: Snapshot
    checked: Checked
    seed: Seed
    frozen_at: datetime


def _row(caller: Caller, asked: Asked, run: Run, solved: Solved) -> AllocationRun:
    """Return the row of a run, with the hash of its record."""
    salt, seed, option = secrets.token_hex(16), solved.seed, solved.checked.option
    hashed = problem_hash(option.problem, salt=salt)
    plan = plan_document(option.plan, of_problem=hashed)
    row = AllocationRun(
        county_id=run.county,
        principal=caller.identity.principal,
        key=asked.key,
        request=asked.request,
        problem=json.loads(canonical_text(whole_document(option.problem), members=all_members_of)),
        problem_salt=salt,
        problem_hash=hashed,
        seed=seed.value,
        seed_commitment_id=seed.commitment.id,
        seed_salt=seed.salt,
        policy_id=solved.snapshot.policy.id,
        facts_version=solved.snapshot.known.version,
        frozen_at=solved.frozen_at,
        deterministic_limit=DETERMINISTIC_LIMIT,
        plan=plan,
        levels=[asdict(level) for level in option.levels],
        shortages=[*plan["shortages"], *(asdict(one) for one in solved.checked.unfilled)],
        seconds=solved.checked.took.seconds,
        level_seconds=solved.checked.took.by_level,
    )
    row.record_hash = record_of(row, seed.commitment)["record_hash"]
    return row


def record_of(row: AllocationRun, commitment: SeedCommitment) -> dict[str, Any]:
    """Return the record of a run, as ``zones verify`` reads it; the row must have kept its plan and limit."""
    assert row.plan is not None  # noqa: S101  (as said)
    assert row.frozen_at is not None  # noqa: S101
    assert row.deterministic_limit is not None  # noqa: S101
    moments = [at.astimezone(COUNTY_TIME).isoformat() for at in (commitment.committed_at, row.frozen_at)]
    return run_record(
        row.problem,
        row.plan,
        salt=row.problem_salt,
        deterministic_limit=row.deterministic_limit,
        commitment=Commitment(commitment.commitment, str(row.seed_salt), *moments),
    )


def edits_of(rows: Sequence[ProposalEdit]) -> Edits:
    """Return the pins and exclusions as the problem wants them."""
    return Edits(
        pins=tuple((row.case_id, row.person_id, row.role) for row in rows if row.role is not None),
        exclusions=tuple((row.case_id, row.person_id) for row in rows if row.kind is EditKind.EXCLUDE),
    )

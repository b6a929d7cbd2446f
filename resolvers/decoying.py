"""The decoys of a plan: drawn by the county's secret, and lifted where open facts leave too few people."""

from collections.abc import Collection
from dataclasses import replace
from typing import TypeAlias

from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.decoys import bearable
from db.decoy_key import decoy_key
from db.facts import facts_still
from recusal.decoys import Draw, drawn
from recusal.facts import SealedFacts
from recusal.findings import Question
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from recusal.world import World
from resolvers.caller import Caller
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.snapshot import Snapshot, away_in_private, in_scope, read_snapshot
from resolvers.solving import solved

Pair: TypeAlias = tuple[int, int]
"""A person and a case."""


async def snapshot_of(session: AsyncSession, caller: Caller, cases: Collection[int]) -> Snapshot:
    """Return what a plan for these cases would be made from now, all of one moment; with decoys and sealed facts."""
    async with facts_still(session):
        snapshot = await read_snapshot(session, on=caller.today(), cases=cases, sealed=True)
    return await with_decoys(session, snapshot)


async def with_decoys(session: AsyncSession, snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the decoys of its day among its sealed facts."""
    key = await decoy_key(session)
    return await solved(decoyed, snapshot, key)


def decoyed(snapshot: Snapshot, key: bytes) -> Snapshot:
    """Return the snapshot with the decoys that a secret draws on its day.

    They are the same for a pair of person and case in whatever zones, under whatever seed, pins and exclusions it is
    asked: they depend on the secret and on open facts alone. A case keeps so many of them as leave it a team, out of
    the whole county's pool and out of that of its own zone.
    """
    sealed = snapshot.known.facts.sealed
    world = World(replace(snapshot.known.facts, sealed=SealedFacts()))
    bare = replace(snapshot, indexed=world)
    wanted = snapshot.staffing.cases
    draw = Draw(key, snapshot.policy.recusal, snapshot.on)
    filed = {case: row.row.filed_on for case, row in wanted.items()}
    groups = drawn(world, draw, people=snapshot.staffing.members, filed=filed)
    problem = make_problem(bare, zones=None, edits=Edits())
    kept = bearable(problem, groups, {case: _pools(snapshot, case) for case in wanted})
    decoys = sorted({(case, person) for case, groups in kept.items() for group in groups for person in group})
    sealed = replace(sealed, decoys=tuple(decoys))
    known = replace(snapshot.known, facts=replace(snapshot.known.facts, sealed=sealed))
    return replace(snapshot, known=known, indexed=world.with_sealed(sealed))


def in_the_open(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot as it would be if nothing were sealed, no decoy drawn, and nobody on private leave."""
    members = {
        person: replace(member, taken=tuple(stretch for stretch in member.taken if not stretch.is_private))
        for person, member in snapshot.staffing.members.items()
    }
    facts = replace(snapshot.known.facts, sealed=SealedFacts())
    return replace(
        snapshot,
        known=replace(snapshot.known, facts=facts),
        staffing=replace(snapshot.staffing, members=members),
        indexed=snapshot.world.with_sealed(SealedFacts()),
    )


def _pools(snapshot: Snapshot, case: int) -> list[frozenset[int]]:
    """Return who may be drawn out of the whole county, and out of the zone that the case is of."""
    home = snapshot.staffing.organs[snapshot.staffing.cases[case].row.home_organ_id].zone
    pools = [_members(snapshot, None)]
    return pools if home is None else [*pools, _members(snapshot, frozenset({home}))]


def _members(snapshot: Snapshot, zones: Collection[int] | None) -> frozenset[int]:
    return frozenset(
        person
        for person, member in snapshot.staffing.members.items()
        if member.organ is not None and in_scope(snapshot, member.organ, zones)
    )


def closed_out_of_sight(snapshot: Snapshot, pairs: Collection[Pair]) -> set[Pair]:
    """Return the pairs that are closed by what is told as one word: sealed grounds, decoys, private leave."""
    people, cases = (frozenset(keys) for keys in zip(*pairs, strict=True)) if pairs else (frozenset(), frozenset())
    question = Question(people, cases, widen_sealed=True)
    policy = snapshot.policy.recusal
    found = find(snapshot.world, question, policy, on=snapshot.on, rules={RESTRICTED})
    closed = {(finding.person, finding.case) for finding in found}
    closed |= {(person, case) for person, case in pairs if away_in_private(snapshot, person, case)}
    return closed.intersection(pairs)

"""Another policy of planning "if it were set": the problem as it would be made by it, on open facts alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from allocation import changes as c
from allocation.policy import BOUNDS, PlanningPolicy, PlanningPolicyRefused
from allocation.problem import Candidate, CaseToStaff, Limits, Pair, Problem
from allocation.rules import FALLEN_OUT, NOT_FREE
from db.tables import AllocationRun
from db.tables import Policy as PolicyRow
from resolvers.decoying import in_the_open
from resolvers.posed import Posed
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.snapshot import Snapshot, away_in_private
from resolvers.solving import solved
from resolvers.supposed_facts import OpenFacts
from resolvers.supposing_refusals import SuppositionImpossible

OF_LIMITS = frozenset(limit.name for limit in fields(Limits))
AT_ONCE = OF_LIMITS | {"order", "near_ties"}
"""Settings that a problem holds as they are; from the others its cases and people are made."""


Part = TypeVar("Part", CaseToStaff, Candidate)
BY_WORD = frozenset({"weights", "near_ties", "most_chance", "soft_weights"})
"""Settings that are given word by word, each as a pair; words that are left out keep what they have."""


@dataclass(frozen=True, slots=True)
class OtherPolicy:
    """Other settings of planning, by the names that ``allocation.policy.PlanningPolicy`` gives them."""

    given: Mapping[str, Any]


def all_policies(supposed: Iterable[object]) -> OtherPolicy:
    """Return the policies that are supposed as one; of a setting the last counts."""
    given: dict[str, Any] = {}
    for one in supposed:
        given |= one.given if isinstance(one, OtherPolicy) else {}
    return OtherPolicy(given)


async def policy_with(
    session: AsyncSession, posed: Posed, wanted: OtherPolicy
) -> tuple[PlanningPolicy, PlanningPolicy]:
    """Return the policy that the proposal was planned by, and the same with the settings.

    Raises:
        SuppositionImpossible: no county may set it, or a word is given twice.
    """
    run = await session.get_one(AllocationRun, posed.proposal.run_id)
    row = None if run.policy_id is None else await session.get_one(PolicyRow, run.policy_id)
    before = PlanningPolicy.from_json({} if row is None else row.document.get("planning", {}))
    given = dict(wanted.given)
    for name in BY_WORD & given.keys():
        said = dict(given[name])
        if len(said) < len(given[name]):
            raise SuppositionImpossible(f"{name}: {', '.join(str(word) for word, _ in given[name])}")
        given[name] = {**getattr(before, name), **said}
    try:
        return before, replace(before, **given)
    except PlanningPolicyRefused as refusal:
        bounds = BOUNDS.get(refusal.key)
        within = "" if bounds is None else f", {bounds[0]}–{bounds[1]}"
        raise SuppositionImpossible(f"{refusal.key} = {refusal.value}{within}") from refusal


async def changes_by_policy(session: AsyncSession, facts: OpenFacts, wanted: OtherPolicy) -> Sequence[c.Change]:
    """Return what the settings change of the proposal's problem, beside the policy that it was made by, on its day.

    Raises:
        NotAllowed: the caller may not propose.
        SuppositionImpossible: see ``policy_with``.
    """
    given, posed = wanted.given, facts.posed
    before, after = await policy_with(session, posed, wanted)
    found = list(_at_once(posed.problem, after, given))
    if given.keys() - AT_ONCE:
        found.append(await solved(_difference, await facts.on(posed.on), posed.problem, before, after))
    return found


def _at_once(problem: Problem, after: PlanningPolicy, given: Mapping[str, Any]) -> Iterator[c.Change]:
    if "order" in given:
        yield c.OtherOrder(after.order)
    if "near_ties" in given:
        yield c.OtherNearTies(tuple(sorted(after.near_ties.items())))
    limits = {name: getattr(after, name) for name in given if name in OF_LIMITS}
    if limits:
        yield c.OtherLimits(replace(problem.limits, **limits))


def _difference(snapshot: Snapshot, problem: Problem, before: PlanningPolicy, after: PlanningPolicy) -> c.OtherTerms:
    """Return where the two policies part; what is sealed, and private leave, stays as the problem has it."""
    told, edits = in_the_open(snapshot), _edits(problem)
    was, becomes = (make_problem(_by(told, policy), zones=None, edits=edits) for policy in (before, after))
    return c.OtherTerms(
        cases=tuple(_case_terms(*each) for each in _parted(problem.cases, was.cases, becomes.cases)),
        people=tuple(_person_terms(*each) for each in _parted(problem.candidates, was.candidates, becomes.candidates)),
        softer=tuple(_softer(was, becomes)),
        closed=tuple(_closing(was, becomes)),
        opened=tuple(_beside_private_leave(_by(snapshot, before), _closing(becomes, was))),
        freed=tuple((Counter(was.busy) - Counter(becomes.busy)).elements()),
        booked=tuple((Counter(becomes.busy) - Counter(was.busy)).elements()),
    )


def _by(snapshot: Snapshot, planning: PlanningPolicy) -> Snapshot:
    return replace(snapshot, policy=replace(snapshot.policy, planning=planning))


def _edits(problem: Problem) -> Edits:
    """Return the pins and published seats of a proposal's problem; those of them are vacant whose people fell out."""
    gone = {(pair.case, pair.person) for pair in problem.pairs if FALLEN_OUT in pair.rules}
    known = {person.id for person in problem.candidates}
    pins, published = (
        tuple((pin.case, pin.person, pin.role) for pin in seats) for seats in (problem.pins, problem.published)
    )
    vacant = frozenset(chair for chair in published if chair[:2] in gone or chair[1] not in known)
    return Edits(pins=pins, published=published, vacant=vacant)


def _parted(known: Iterable[Part], was: Iterable[Part], becomes: Iterable[Part]) -> Iterator[tuple[Part, Part, Part]]:
    """Yield what the problem has and what both policies make of it now, where they part."""
    by_key = {each.id: each for each in known}
    for old, new in zip(was, becomes, strict=True):
        if old != new and old.id in by_key:
            yield by_key[old.id], old, new


def _case_terms(known: CaseToStaff, old: CaseToStaff, new: CaseToStaff) -> c.CaseTerms:
    return c.CaseTerms(
        known.id,
        weight=known.weight if old.weight == new.weight else new.weight,
        most_chance=known.most_chance if old.most_chance == new.most_chance else new.most_chance,
        districts=known.districts if old.districts == new.districts else new.districts,
        longer=new.end - old.end,
    )


def _person_terms(known: Candidate, old: Candidate, new: Candidate) -> c.PersonTerms:
    return c.PersonTerms(
        known.id,
        most_reviews=known.most_reviews if old.most_reviews == new.most_reviews else new.most_reviews,
        availability=known.availability if old.availability == new.availability else new.availability,
        more_load=new.load - old.load,
    )


def _softer(was: Problem, becomes: Problem) -> Iterator[Pair]:
    """Yield the pairs whose soft findings weigh something else, those included that weigh nothing any more."""
    before, after = (
        {(pair.case, pair.person, pair.role): pair for pair in problem.pairs} for problem in (was, becomes)
    )
    for place in sorted({*before, *after}, key=lambda place: (place[0], place[1], place[2] or "")):
        old, new = before.get(place), after.get(place)
        weights = [0 if pair is None else pair.soft for pair in (old, new)]
        if weights[0] != weights[1]:
            yield Pair(place[1], place[0], role=place[2], barred=False, soft=weights[1])


def _closing(before: Problem, after: Problem) -> Iterator[Pair]:
    """Yield with the rules what closes a case in every role after, and did not before: out of reach, leave."""
    known = {(pair.case, pair.person): pair.rules for pair in before.pairs if pair.role is None}
    for pair in after.pairs:
        new = set(pair.rules).difference(known.get((pair.case, pair.person), ()))
        if pair.role is None and new:
            yield Pair(pair.person, pair.case, rules=tuple(sorted(new)))


def _beside_private_leave(snapshot: Snapshot, opened: Iterable[Pair]) -> Iterator[Pair]:
    """Yield what is opened but to who is on private leave too: the problem has both as one."""
    for pair in opened:
        is_private = away_in_private(snapshot, pair.person, pair.case)
        yield replace(pair, rules=tuple(rule for rule in pair.rules if not (is_private and rule == NOT_FREE)))

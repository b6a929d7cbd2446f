"""What recusal found on the members of the pool, as the allocation problem weighs it: closed, waivable, soft."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from allocation.policy import BETWEEN_ORGANS
from allocation.rules import NOT_FREE
from recusal.findings import Finding, Question
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from recusal.world import World
from resolvers.snapshot import Snapshot
from terms.cases import AssignmentRole
from terms.recusal import Severity

SCREENED_ROLES = (AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.REVIEWER)
"""The roles that rules tell apart; records and safety officers are screened as members."""
AS_MEMBERS = (AssignmentRole.MEMBER, AssignmentRole.RECORDS, AssignmentRole.SAFETY_OFFICER)
Placed: TypeAlias = tuple[int, int, AssignmentRole | None]
"""A person, a case, and a role; None for all roles."""


@dataclass(frozen=True, slots=True)
class Found:
    """What recusal found, by person, case and role."""

    barring: defaultdict[Placed, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The rules that close it."""
    waivable: defaultdict[Placed, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The rules of findings each of which a human may waive, once for each."""
    soft: Counter[Placed] = field(default_factory=Counter)
    """The weight of what only speaks against it: for all roles together, and under a role what comes to that."""


def found_on(
    world: World, snapshot: Snapshot, people: frozenset[int], cases: frozenset[int], pinned: Collection[tuple[int, int]]
) -> Found:
    """Return what the rules find on the people, who are ``pinned`` (person, case) by hand or not.

    What is sealed, or reads like it, is not looked at where somebody is pinned: the county answers that later.
    """
    found, weights = Found(), snapshot.policy.planning.soft_weights
    soft: defaultdict[tuple[int, int], Counter[AssignmentRole]] = defaultdict(Counter)
    for role, finding in _findings(world, snapshot, people, cases):
        pair = finding.person, finding.case
        if finding.rule == RESTRICTED:
            if pair not in pinned:  # it reads like a leave, here and in all that is made from the problem
                found.barring[*pair, role].add(NOT_FREE)
        elif _weighs(finding):
            soft[pair][role] += weights.get(finding.rule, 1)
        elif finding.bars and finding.severity is Severity.WAIVABLE:
            found.waivable[*pair, role].append(finding.rule)
        elif finding.bars:
            found.barring[*pair, role].add(finding.rule)
    for pair, by_role in soft.items():
        everywhere = min(by_role[role] for role in AssignmentRole)
        found.soft[*pair, None] = everywhere
        found.soft.update({(*pair, role): weight - everywhere for role, weight in by_role.items()})
    return found


def screened_alike(role: AssignmentRole) -> tuple[AssignmentRole, ...]:
    """Return the roles for which the screening of a role answers."""
    return AS_MEMBERS if role is AssignmentRole.MEMBER else (role,)


def _findings(
    world: World, snapshot: Snapshot, people: frozenset[int], cases: frozenset[int]
) -> Iterator[tuple[AssignmentRole, Finding]]:
    """Yield every finding under every role; those that are screened alike are told apart where one has a waiver."""
    apart = frozenset(
        case for case in cases if any(waiver.role in AS_MEMBERS for waiver in world.waivers_of.get(case, ()))
    )
    for role in AssignmentRole:
        asked = cases if role in SCREENED_ROLES else apart
        question = Question(people, asked, role, before_approval=True, widen_sealed=True)
        for finding in find(world, question, snapshot.policy.recusal, on=snapshot.on) if asked else ():
            for place in (role,) if finding.case in apart else screened_alike(role):
                yield place, finding


def _weighs(finding: Finding) -> bool:
    """Tell whether it only speaks against her: a soft finding, or one that was waived, for she still looks partial.

    A false alarm weighs nothing. Organs that handle each other are weighed once for the plan, and not on each person.
    """
    if finding.rule in BETWEEN_ORGANS:
        return False
    if finding.lifted_by is not None:
        return finding.lifted_by.record == "waiver"
    return finding.severity is Severity.SOFT

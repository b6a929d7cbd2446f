"""What a human could grant so that a case is staffed: the fewest grants first, then by the price of their plans."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from allocation import refusals
from allocation.canonical import canonical
from allocation.changes import OneMore, Shifted, Waived
from allocation.changing import changed
from allocation.grant_prices import MOST_SOLVED, LevelPrice, Pricing
from allocation.grants import Grant, GrantKind, Waivable, grants_for
from allocation.model import draft_of
from allocation.parts import beside_plan, only
from allocation.plan import Plan
from allocation.problem import Problem
from allocation.shortages import has_a_team
from allocation.shrinking import shrunk
from allocation.solver import DETERMINISTIC_LIMIT, Taken, is_possible

NOTHING_WAIVABLE = Waivable()


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A set of grants after which the case is staffed and no staffed case is lost."""

    grants: tuple[Grant, ...]
    """None where the case can be staffed as it is, which the plan overlooked."""
    prices: tuple[LevelPrice, ...]
    """In the order of goods, of the best plan that staffs the case and all that the plan staffs."""
    minimal: bool = True
    """Whether it is proven that none of the grants can be left out."""


@dataclass(frozen=True, slots=True)
class Relaxations:
    """What was found for one case."""

    case: int
    found: tuple[Relaxation, ...]
    """The cheapest by the order of goods, of those that were priced; all are of as few grants."""
    enough: int
    """How many sets were found to be enough; all others are priced as dearer than those in ``found``, but for"""
    unsettled: int
    """so many, which were not priced, or not to a decision: one of them may be cheaper."""
    complete: bool
    """Whether all single grants, or else all pairs, were tried and each trial was decided, so that with nothing
    unsettled no set of as few grants is cheaper than the last in ``found``. Of later beginnings only the soonest counts
    that is enough, alone or with the same other grant."""


def relaxations(
    problem: Problem,
    plan: Plan,
    *,
    case: int,
    waivable: Waivable = NOTHING_WAIVABLE,
    most_tried: int = 400,
    most_found: int = 5,
    most_solved: int = MOST_SOLVED,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
) -> Relaxations:
    """Return sets of grants after which the case, which the plan leaves without a team, is staffed.

    What is granted concerns this case alone; the other teams may change for it, but no staffed case is lost. At most
    ``most_tried`` sets are tried in one order. Those that are enough are priced, those with the least to answer for
    first, each until it is dearer than ``most_found`` others; when ``most_solved`` levels were solved, no further one
    is begun. Where no two grants are enough, one larger set is looked for from which none can be left out.

    Raises:
        UnknownInProblem: the case is not in the problem.
        AlreadyStaffed: the plan gives the case a team.
    """
    problem = canonical(problem)
    if all(one.id != case for one in problem.cases):
        raise refusals.UnknownInProblem(where="relaxations", what="case", id=case)
    taken = frozenset((seat.case, seat.person, seat.role) for seat in plan.seats)
    if any(chair[0] == case for chair in taken):
        raise refusals.AlreadyStaffed(case=case)
    trial = _Trial(problem, taken, case, deterministic_limit, most_tried)
    (wanted,) = (one for one in problem.cases if one.id == case)
    found = _enough(trial, plan, list(grants_for(problem, wanted, waivable)))
    pricing = Pricing(
        problem,
        plan,
        trial.must,
        most_found=most_found,
        most_solved=most_solved,
        deterministic_limit=deterministic_limit,
    )
    for grants in sorted(found.sets, key=lambda grants: _likely_price(problem, grants)):
        pricing.price(grants, all_needed=found.minimal)
    return Relaxations(
        case=case,
        found=tuple(Relaxation(grants, prices, found.minimal) for grants, prices in pricing.found),
        enough=len(found.sets),
        unsettled=pricing.unsettled,
        complete=found.all_tried and trial.decided and trial.left > 0,
    )


@dataclass
class _Trial:
    """Tries sets of grants, as many as may be."""

    problem: Problem
    taken: Taken
    case: int
    limit: float
    left: int
    decided: bool = True
    """Whether no set was left out, and the limit never came before it was known whether a set is enough."""

    @property
    def must(self) -> frozenset[int]:
        """The cases that are staffed, and the one that shall be."""
        return frozenset(chair[0] for chair in self.taken) | {self.case}

    def is_enough(self, grants: Sequence[Grant]) -> bool | None:
        """Tell whether the case can be staffed with the grants and no staffed case is lost; None if the limit came."""
        self.left -= 1
        changes = [grant.change for grant in grants]
        (case,) = (one for one in self.problem.cases if one.id == self.case)
        alone = has_a_team(changed(only(self.problem, case), changes), deterministic_limit=self.limit)
        if not alone:
            self.decided = self.decided and alone is not None
            return alone
        granted = changed(self.problem, changes)
        (case,) = (one for one in granted.cases if one.id == self.case)
        if has_a_team(only(beside_plan(granted, self.taken), case), deterministic_limit=self.limit):
            return True
        draft = draft_of(granted)
        for number in sorted(self.must):
            draft.model.add(draft.staffed[number] == 1)
        possible = is_possible(draft, self.limit)
        self.decided = self.decided and possible is not None
        return possible


@dataclass(frozen=True, slots=True)
class _Enough:
    """Sets of grants that are enough."""

    sets: list[tuple[Grant, ...]]
    minimal: bool
    """Whether it is known that no fewer of the same grants are enough."""
    all_tried: bool
    """Whether all sets of as many grants were tried, as far as trials are left."""


def _enough(trial: _Trial, plan: Plan, grants: list[Grant]) -> _Enough:
    """Return what is enough: nothing, where the plan was not the best; else single grants, pairs, or one larger set."""
    if not plan.levels[0].is_best and trial.is_enough([]):
        return _Enough([()], minimal=True, all_tried=True)
    for sets in ([(grant,) for grant in grants], _pairs(grants)):
        minimal, found = trial.decided, list[tuple[Grant, ...]]()
        for one in sets:
            if trial.left > 0 and not _is_needless(one, found) and trial.is_enough(one):
                found.append(one)
        if found:
            return _Enough(found, minimal=minimal, all_tried=True)
    lasting = _together(trial, grants)
    if not trial.is_enough(lasting):
        return _Enough([], minimal=True, all_tried=False)
    kept, minimal = shrunk(lasting, trial.is_enough)
    return _Enough([tuple(kept)], minimal=minimal, all_tried=False)


def _is_later(grant: Grant) -> bool:
    return isinstance(grant.change, Shifted)


def _is_needless(grants: Sequence[Grant], found: Sequence[Sequence[Grant]]) -> bool:
    """Tell whether a sooner beginning, as they are tried in their order, is enough with the same other grants."""
    others = [grant for grant in grants if not _is_later(grant)]
    return len(others) < len(grants) and any(
        any(map(_is_later, one)) and [grant for grant in one if not _is_later(grant)] == others for one in found
    )


def _together(trial: _Trial, grants: Sequence[Grant]) -> list[Grant]:
    """Return what can be granted at once: one waiver a person, newcomers for every place, no other days."""
    (case,) = (one for one in trial.problem.cases if one.id == trial.case)
    places = sum(place.count for place in case.places)
    found: dict[Hashable, list[Grant]] = {}
    for grant in grants:
        if isinstance(grant.change, Waived):
            known = found.setdefault((Waived, grant.change.person), [grant])
            if isinstance(known[0].change, Waived) and len(grant.change.rules) > len(known[0].change.rules):
                known[0] = grant
        elif not isinstance(grant.change, Shifted):
            found[grant] = [grant] * (places if isinstance(grant.change, OneMore) else 1)
    return [grant for alike in found.values() for grant in alike]


def _pairs(grants: Sequence[Grant]) -> list[tuple[Grant, Grant]]:
    """Return all pairs that can be granted together, those of the first grants of each kind first.

    Two newcomers may be alike; two waivers for one person, and two later beginnings, are one or the other.
    """
    rank: list[int] = []
    seen: Counter[GrantKind] = Counter()
    for grant in grants:
        rank.append(seen[grant.kind])
        seen[grant.kind] += 1
    pairs = [
        (one, other)
        for one, other in combinations_with_replacement(range(len(grants)), 2)
        if _can_both(grants[one], grants[other])
    ]
    ranked = sorted(pairs, key=lambda pair: (rank[pair[0]] + rank[pair[1]], pair))
    return [(grants[one], grants[other]) for one, other in ranked]


def _can_both(one: Grant, other: Grant) -> bool:
    if isinstance(one.change, Waived) and isinstance(other.change, Waived):
        return one.change.person != other.change.person
    return (one != other or isinstance(one.change, OneMore)) and not (_is_later(one) and _is_later(other))


def _likely_price(problem: Problem, grants: Sequence[Grant]) -> int:
    """Return what the waivers alone weigh at APPEARANCES, with the soft findings on whom they let in."""
    waived = {(grant.change.person, grant.change.case) for grant in grants if isinstance(grant.change, Waived)}
    soft = sum(pair.soft for pair in problem.pairs if (pair.person, pair.case) in waived)
    return problem.limits.waiver_weight * len(waived) + soft

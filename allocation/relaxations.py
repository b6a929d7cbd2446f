"""What a human could grant so that a case is staffed: the fewest grants first, then by the price of their plans."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from allocation import refusals
from allocation.canonical import canonical
from allocation.changes import OneMore, Shifted, Waived
from allocation.changing import changed
from allocation.grants import Grant, GrantKind, Waivable, grants_for
from allocation.model import draft_of
from allocation.parts import beside_plan, only
from allocation.plan import LevelValue, Plan
from allocation.problem import Problem
from allocation.shortages import has_a_team
from allocation.shrinking import shrunk
from allocation.solve import solve_levels
from allocation.solver import DETERMINISTIC_LIMIT, Taken, is_possible
from terms.allocation import MORE_IS_BETTER, Level

NOTHING_WAIVABLE = Waivable()


@dataclass(frozen=True, slots=True)
class LevelPrice:
    """One level of the best plan with the grants beside that of the plan without them."""

    level: Level
    value: LevelValue
    worse: Fraction
    """By how much it is worse than the plan's, in the level's unit; below zero, better."""
    least: Fraction
    """No plan with the grants is worse by less."""
    proven: bool
    """Whether both values are proven the best, so that this is the exact price."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A set of grants, none of which can be left out, after which the case is staffed and no staffed case is lost."""

    grants: tuple[Grant, ...]
    prices: tuple[LevelPrice, ...]
    """In the order of goods, of the best plan that staffs the case and all that the plan staffs."""


@dataclass(frozen=True, slots=True)
class Relaxations:
    """What was found for one case."""

    case: int
    found: tuple[Relaxation, ...]
    """The fewest grants first, then the cheapest by the order of goods, of those that were priced."""
    complete: bool
    """Whether all single grants, and all pairs if no single one is enough, were tried, each trial was decided, and
    those that are enough were all priced; no pair with a later beginning is ever tried. Of later beginnings only the
    soonest that is enough counts."""


def relaxations(
    problem: Problem,
    plan: Plan,
    *,
    case: int,
    waivable: Waivable = NOTHING_WAIVABLE,
    most_tried: int = 400,
    most_priced: int = 5,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
) -> Relaxations:
    """Return sets of grants after which the case, which the plan leaves without a team, is staffed.

    What is granted concerns this case alone; the other teams may change for it, but no staffed case is lost. At most
    ``most_tried`` sets are tried in one order, and of those that are enough ``most_priced`` are solved for their price:
    first those with the least to answer for, so that a cheaper one may be left out (see ``complete``). Where no two
    grants are enough, one larger set is looked for from which none can be left out.

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
    enough = _enough(trial, list(grants_for(problem, wanted, waivable)))
    chosen = sorted(enough, key=lambda grants: _likely_price(problem, grants))[:most_priced]
    priced = [Relaxation(grants, prices) for grants in chosen if (prices := _prices(trial, plan, grants))]
    return Relaxations(
        case=case,
        found=tuple(sorted(priced, key=lambda one: (len(one.grants), [price.worse for price in one.prices]))),
        complete=trial.decided and trial.left > 0 and 0 < len(enough) == len(priced),
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

    def is_enough(self, grants: Sequence[Grant]) -> bool:
        """Tell whether the case can be staffed with the grants and no staffed case is lost."""
        self.left -= 1
        changes = [grant.change for grant in grants]
        (case,) = (one for one in self.problem.cases if one.id == self.case)
        alone = has_a_team(changed(only(self.problem, case), changes), deterministic_limit=self.limit)
        if not alone:
            self.decided = self.decided and alone is not None
            return False
        granted = changed(self.problem, changes)
        (case,) = (one for one in granted.cases if one.id == self.case)
        if has_a_team(only(beside_plan(granted, self.taken), case), deterministic_limit=self.limit):
            return True
        draft = draft_of(granted)
        for number in sorted(self.must):
            draft.model.add(draft.staffed[number] == 1)
        possible = is_possible(draft, self.limit)
        self.decided = self.decided and possible is not None
        return possible is True


def _enough(trial: _Trial, grants: list[Grant]) -> list[tuple[Grant, ...]]:
    """Return the single grants that are enough; else the pairs; else one larger set."""
    found: list[tuple[Grant, ...]] = []
    for grant in grants:
        # later beginnings come last, the soonest first: one that is enough makes the next needless
        later = isinstance(grant.change, Shifted)
        if trial.left > 0 and not (later and found and found[-1][0].kind is grant.kind) and trial.is_enough([grant]):
            found.append((grant,))
    if found:
        return found
    lasting = _together(trial, grants)
    trial.decided = trial.decided and not any(isinstance(grant.change, Shifted) for grant in grants)
    found.extend(pair for pair in _pairs(lasting) if trial.left > 0 and trial.is_enough(pair))
    if found or not trial.is_enough(lasting):
        return found
    return [tuple(shrunk(lasting, trial.is_enough)[0])]


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
    """Return all pairs, those of the first grants of each kind first."""
    rank: list[int] = []
    seen: Counter[GrantKind] = Counter()
    for grant in grants:
        rank.append(seen[grant.kind])
        seen[grant.kind] += 1
    pairs = sorted(combinations(range(len(grants)), 2), key=lambda pair: (rank[pair[0]] + rank[pair[1]], pair))
    return list(dict.fromkeys((grants[one], grants[other]) for one, other in pairs))


def _likely_price(problem: Problem, grants: Sequence[Grant]) -> int:
    """Return what the waivers alone weigh at APPEARANCES, with the soft findings on whom they let in."""
    waived = {(grant.change.person, grant.change.case) for grant in grants if isinstance(grant.change, Waived)}
    soft = sum(pair.soft for pair in problem.pairs if (pair.person, pair.case) in waived)
    return problem.limits.waiver_weight * len(waived) + soft


def _prices(trial: _Trial, plan: Plan, grants: Sequence[Grant]) -> tuple[LevelPrice, ...]:
    """Solve again with the grants, every case that must be staffed weighing more than all others together.

    Nothing if the solver's limit came before a plan that staffs them.
    """
    granted = changed(trial.problem, [grant.change for grant in grants])
    more = sum(case.weight for case in granted.cases) + 1
    heavy = tuple(replace(case, weight=case.weight + more) if case.id in trial.must else case for case in granted.cases)
    solution = solve_levels(replace(granted, cases=heavy), seed=None, deterministic_limit=trial.limit)
    if solution is None or not trial.must.issubset(chair[0] for chair in solution.taken):
        return ()
    first, *others = solution.levels
    extra = more * len(trial.must)
    levels = (replace(first, value=first.value - extra, bound=first.bound - extra), *others)
    return tuple(_price(now, then) for now, then in zip(plan.levels, levels, strict=True))


def _price(now: LevelValue, then: LevelValue) -> LevelPrice:
    before, sign = Fraction(now.value, now.scale), -1 if now.level in MORE_IS_BETTER else 1
    worse, least = (sign * (Fraction(value, then.scale) - before) for value in (then.value, then.bound))
    return LevelPrice(now.level, then, worse, min(worse, least), proven=now.is_best and then.is_best)

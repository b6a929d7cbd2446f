"""What recusal found, as it would be after a waiver that nobody has granted."""

from dataclasses import replace

from allocation import refusals, rules
from allocation.changes import Waived
from allocation.problem import Pair, Problem


def waive(problem: Problem, change: Waived) -> Problem:
    """Return the problem in which the rules do not close the case to the person any more, at the price of waivers.

    It counts as many as it needs, one at least. A plan may then use waivers; so what needed one and could not have it
    is closed outright.

    Raises:
        NothingToWaive: one of the rules does not close the case to her.
    """
    lifted, plans = frozenset(change.rules), problem.limits.plan_with_waivers
    rows = [pair for pair in problem.pairs if (pair.case, pair.person) == (change.case, change.person)]
    closing = {rule for pair in rows if _closes(pair, plans) for rule in pair.rules}
    for rule in change.rules:
        if rule not in closing:
            raise refusals.NothingToWaive(case=change.case, person=change.person, rule=rule)
    others = tuple(
        pair if plans or pair.barred or not pair.waivers else _barred(pair)
        for pair in problem.pairs
        if (pair.case, pair.person) != (change.case, change.person)
    )
    for_every_role = any(pair.role is None and _is_lifted(pair, lifted, plans) for pair in rows)
    opened = tuple(_without_bars(pair, lifted, plans, counted=for_every_role) for pair in rows)
    return replace(problem, pairs=(*others, *opened), limits=replace(problem.limits, plan_with_waivers=True))


def _closes(pair: Pair, plans: bool) -> bool:  # noqa: FBT001  (whether the policy plans with waivers)
    return pair.barred or (pair.waivers > 0 and not plans)


def _is_lifted(pair: Pair, lifted: frozenset[str], plans: bool) -> bool:  # noqa: FBT001  (as above)
    return _closes(pair, plans) and bool(pair.rules) and lifted.issuperset(pair.rules)


def _barred(pair: Pair) -> Pair:
    return replace(pair, barred=True, waivers=0, rules=pair.rules or (rules.WAIVER_NEEDED,))


def _without_bars(pair: Pair, lifted: frozenset[str], plans: bool, *, counted: bool) -> Pair:  # noqa: FBT001
    """Open the pair if all its rules are waived, else leave it closed by the others.

    A waiver counts once: on the row of every role, if that is opened, and not again on the row of one role.
    """
    if not _closes(pair, plans):
        return pair
    if not _is_lifted(pair, lifted, plans):
        closed = pair if pair.barred else _barred(pair)
        return replace(closed, rules=tuple(rule for rule in closed.rules if rule not in lifted))
    once = 0 if counted and pair.role is not None else 1
    return replace(pair, barred=False, waivers=max(pair.waivers, once), rules=())

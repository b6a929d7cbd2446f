"""The goods of the worst-served cases: the mean points of fit of each staffed case's team."""

from collections import defaultdict
from collections.abc import Mapping

from allocation import measures
from allocation.draft import Draft, Expression, sum_of


def worst_served(draft: Draft) -> Expression:
    """Return the least that a staffed case is served; 0 if none with a team is staffed."""
    served, most = _served(draft)
    floor = draft.model.new_int_var(0, most, "worst served")
    for case, points in served.items():
        draft.model.add(points + most * (1 - draft.staffed[case]) >= floor)
    draft.model.add(floor <= most * sum_of(draft.staffed[case] for case in served))
    return floor


def worst_tenth(draft: Draft) -> Expression:
    """Return the sum of the least served tenth of the cases, of all staffed ones if they are fewer.

    The sum of the least few is the greatest, over all thresholds, of the threshold for each less what lies below it.
    """
    served, most = _served(draft)
    few = measures.tenth(draft.problem)
    if not few:
        return 0
    threshold = draft.model.new_int_var(0, most, "threshold of the worst tenth")
    below: list[Expression] = []
    for case, points in served.items():
        lack = draft.model.new_int_var(0, most, f"lack {case}")
        draft.model.add(lack + points + most * (1 - draft.staffed[case]) >= threshold)
        below.append(lack)
    unfilled = draft.model.new_int_var(0, few, "cases that lack in the tenth")
    draft.model.add(unfilled + sum_of(draft.staffed[case] for case in served) >= few)
    return few * threshold - sum_of(below) - most * unfilled


def _served(draft: Draft) -> tuple[Mapping[int, Expression], int]:
    """Return how well each case with a team to find is served, and the most that any could be."""
    scale = measures.serve_scale(draft.problem)
    points: dict[int, list[Expression]] = defaultdict(list)
    best: dict[int, list[int]] = defaultdict(list)
    for chair, cost in draft.costs.items():
        share = measures.share(draft.cases[chair[0]], scale)
        if share and cost.fit:
            points[chair[0]].append(share * cost.fit * draft.chairs[chair])
            best[chair[0]].append(share * cost.fit)
    sizes = {case.id: measures.team_size(case) for case in draft.problem.cases}
    most = max((sum(sorted(best[case], reverse=True)[:size]) for case, size in sizes.items() if size), default=0)
    return {case: sum_of(points[case]) for case, size in sizes.items() if size}, most

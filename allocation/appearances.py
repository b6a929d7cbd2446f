"""The good of few appearances: waivers, soft findings, organs that investigate each other in turn or in a ring."""

from ortools.sat.python.cp_model import IntVar

from allocation.draft import Draft, Expression, sum_of
from allocation.pool_rules import handling


def appearances(draft: Draft) -> Expression:
    """Add up the weights of all that a plan would have to answer for."""
    found = sum_of(cost.appearance * draft.chairs[chair] for chair, cost in draft.costs.items() if cost.appearance)
    limits = draft.problem.limits
    if limits.reciprocity_weight and not limits.forbid_reciprocity:
        found = found + limits.reciprocity_weight * sum_of(organs_in_turn(draft))
    if limits.ring_weight:
        found = found + limits.ring_weight * sum_of(organs_in_rings(draft))
    return found


def organs_in_turn(draft: Draft) -> list[IntVar]:
    """Return a switch for each pair of organs that could investigate each other with a share of this plan (R39)."""
    handles, before = handling(draft), set(draft.problem.handled_before)
    found: list[IntVar] = []
    for one, other in sorted({(min(pair), max(pair)) for pair in handles}):
        mutual = draft.model.new_bool_var(f"in turn {one} {other}")
        found.append(mutual)
        there, back = handles.get((one, other)), handles.get((other, one))
        if there is not None and back is not None:
            draft.model.add(there + back <= 1 + mutual)
        if there is not None and (other, one) in before:
            draft.model.add(there <= mutual)
        if back is not None and (one, other) in before:
            draft.model.add(back <= mutual)
    return found


def organs_in_rings(draft: Draft) -> list[IntVar]:
    """Return a switch for each ring of three organs that could come about with a share of this plan (R40)."""
    handles, before = handling(draft, alone=True), set(draft.problem.handled_before)
    onward: dict[int, set[int]] = {}
    for handler, handled in {*handles, *before}:
        if handler != handled:
            onward.setdefault(handler, set()).add(handled)
    found: list[IntVar] = []
    for first in sorted(onward):
        for second in sorted(onward[first]):
            for third in sorted(onward.get(second, ())):
                if first < min(second, third) and first in onward.get(third, ()):
                    found += _ring(draft, handles, before, (first, second, third))
    return found


def _ring(
    draft: Draft, handles: dict[tuple[int, int], IntVar], before: set[tuple[int, int]], organs: tuple[int, int, int]
) -> list[IntVar]:
    """Close one ring: on if all three handle the next, now or before, and one of them now."""
    first, second, third = organs
    links = [(first, second), (second, third), (third, first)]
    if not any(link in handles for link in links):
        return []
    ring = draft.model.new_bool_var(f"ring {first} {second} {third}")
    for now in links:
        if now in handles:
            open_links = [handles[link] for link in links if link not in before or link == now]
            draft.model.add(sum_of(open_links) <= len(open_links) - 1 + ring)
    return [ring]

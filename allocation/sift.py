"""Closes the chairs that no plan as good as the one reached can use, proven in whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from allocation.draft import Draft
from allocation.linear_rows import GRAIN, LinearRows, numbers_of

SWITCHED: Final = (0, 1)


class Objective(NamedTuple):
    """A goal as numbers: what each variable costs, and what is added."""

    costs: Mapping[int, int]
    offset: int
    maximise: bool


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the linear relaxation proves of the goal that a model has, in whole numbers."""

    reduced: Sequence[int]
    """By variable, what it costs beyond the prices of its rows, in grains."""
    grains: int
    offset: int
    maximise: bool

    @property
    def bound(self) -> int:
        """What the goal cannot pass."""
        least = -(-self.grains // GRAIN) + self.offset
        return -least if self.maximise else least


def objective_of(draft: Draft, *, maximise: bool) -> Objective:
    """Return the goal that the model has."""
    objective = draft.model.proto.objective
    costs = dict(zip(numbers_of(objective.vars), numbers_of(objective.coeffs), strict=True))
    return Objective(costs, round(objective.offset), maximise)


def relax(draft: Draft, *, maximise: bool) -> Relaxed:
    """Return what the linear relaxation proves of the goal that the model has."""
    return relax_for(draft, objective_of(draft, maximise=maximise))


def relax_for(draft: Draft, objective: Objective) -> Relaxed:
    """Return what the linear relaxation proves of a goal."""
    draft.rows.read(draft.model)
    reduced, grains = _weak_duality(draft.rows, objective.costs, draft.rows.prices(objective.costs))
    return Relaxed(reduced, grains, objective.offset, objective.maximise)


def close_worse(draft: Draft, relaxed: Relaxed, value: int) -> None:
    """Fix each switch whose other setting would make the level worse than ``value``."""
    target = ((-value if relaxed.maximise else value) - relaxed.offset) * GRAIN
    for number, rise in enumerate(relaxed.reduced):
        if relaxed.grains + abs(rise) > target and rise != 0 and draft.rows.ranges[number] == SWITCHED:
            draft.model.add(draft.model.get_bool_var_from_proto_index(number) == int(rise < 0))


def sift(draft: Draft, value: int, *, maximise: bool) -> None:
    """Fix each chair whose other setting would make the level that was just solved worse than ``value``.

    The prices of the rows come from the linear relaxation; the bound they prove (weak duality) is computed again in
    whole numbers, so no rounding of the relaxation can lose a plan. It speeds up the next levels several times.
    """
    close_worse(draft, relax(draft, maximise=maximise), value)


def relaxed_bound(draft: Draft, *, maximise: bool) -> int:
    """Return what the goal that the model has cannot pass, from its linear relaxation, proven in whole numbers."""
    return relax(draft, maximise=maximise).bound


def _weak_duality(model: LinearRows, costs: Mapping[int, int], prices: Sequence[int]) -> tuple[list[int], int]:
    """Return what each variable costs beyond the prices of its rows, and the bound that no solution passes."""
    reduced = [GRAIN * costs.get(number, 0) for number in range(len(model.ranges))]
    bound = 0
    for price, (numbers, weights, least, most) in zip(prices, model.rows, strict=True):
        if price:
            bound += price * (least if price > 0 else most)
            for number, weight in zip(numbers, weights, strict=True):
                reduced[number] -= price * weight
    bound += sum(min(rise * least, rise * most) for rise, (least, most) in zip(reduced, model.ranges, strict=True))
    return reduced, bound

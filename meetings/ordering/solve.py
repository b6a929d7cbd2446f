"""Puts an agenda in order: exactly where every set of items can be tried, and otherwise with a bound."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from meetings.ordering import exact, search, walks
from meetings.ordering.answer import OrderedAgenda, tell
from meetings.ordering.arrays import Whole
from meetings.ordering.beginnings import Extension
from meetings.ordering.circuit import DETERMINISTIC_LIMIT, solve_round
from meetings.ordering.findings import refuse_impossible
from meetings.ordering.layout import Layout
from meetings.ordering.problem import AgendaToOrder
from meetings.ordering.refusals import NoOrderFits, NoOrderFound
from meetings.ordering.twins import merge
from meetings.ordering.walks import NEVER


@dataclass(frozen=True, slots=True)
class Effort:
    """How far is looked; no clock measures it, so that the same agenda has the same order on every machine."""

    most_exact: int = exact.MOST_ITEMS
    """With more items, alike ones counted once, the order is searched."""
    jolts: int = search.JOLTS
    deterministic_limit: float = DETERMINISTIC_LIMIT
    """Of the solver, roughly seconds."""
    rounds: int = walks.ROUNDS
    widths: tuple[int, ...] = (1000, 3000, 12000)
    """So many beginnings of orders are kept at a time, attempt by attempt; ours."""


USUAL: Final = Effort()


def put_in_order(agenda: AgendaToOrder, *, seed: int = 0, effort: Effort = USUAL) -> OrderedAgenda:
    """Return the order with the fewest movements that keeps every limit, or as few as were found, with a bound.

    With up to 20 items (those that are alike counted once, where nothing depends on time or position) it is proven, and
    of all such orders the one that comes first by the given order: whose first item is the earliest, then whose second,
    and so on. With more it is proven where the bound is reached, and no small change brings it nearer to the given
    order. In which order people are given never matters; the seed matters to a search alone.

    Raises:
        MeetingRefused: see ``meetings.ordering.check_problem.validate``.
        ItemsImpossible, TimeCrowded: see ``meetings.ordering.findings.refuse_impossible``.
        NoOrderFits: it is proven that no order keeps every limit.
        NoOrderFound: none was found, and nothing was proven.
    """
    refuse_impossible(agenda)
    merged = merge(agenda)
    if merged.layout.items <= effort.most_exact:
        places = exact.Programme(merged.layout).first_of_the_best(merged.members)
        if places is None:
            raise NoOrderFits
        return _told(agenda, places)
    attempt = Attempt(merged.layout, seed=seed, effort=effort)
    attempt.run()
    if attempt.order is None:
        raise NoOrderFits if attempt.bound == NEVER else NoOrderFound
    return _told(agenda, [place for item in attempt.order for place in merged.members[item]], attempt.bound)


def _told(agenda: AgendaToOrder, places: Sequence[int], bound: int | None = None) -> OrderedAgenda:
    """Tell the order of these places in the given one; without a bound, it is one of the best."""
    told = tell(agenda, [agenda.items[place].id for place in places])
    least = told.movements if bound is None else bound
    return replace(told, bound=least, proven=told.movements == least)


class Attempt:
    """Searches one layout: a local search, the solver's round, and beginnings guided by walks, until one proves it."""

    def __init__(self, layout: Layout, *, seed: int, effort: Effort) -> None:
        self._layout, self._effort = layout, effort
        self._search = search.Search(layout, seed=seed)
        self.order: tuple[int, ...] | None = None
        self.movements: int | None = None
        self.bound = layout.floor
        """NEVER if it is proven that no order fits."""

    def run(self) -> None:
        """Search until the order is proven or the effort is spent."""
        for start in search.starts(self._layout):
            if self.bound != self.movements:
                self._take(start, jolts=self._effort.jolts)
        if self.bound != self.movements:
            self._go_round()
        prices = None
        for width in self._effort.widths:
            if self.bound in (self.movements, NEVER):
                break
            prices = self._extend(width, prices)

    def _take(self, order: tuple[int, ...], *, jolts: int) -> None:
        """Search on from an order, and keep what is found if it is better."""
        found = self._search.best_from(order, jolts=jolts)
        movements = self._layout.movements(found)
        if self.movements is None or movements < self.movements:
            self.order, self.movements = found, movements

    def _go_round(self) -> None:
        limit = self._effort.deterministic_limit
        found = solve_round(self._layout, known=self.order, deterministic_limit=limit)
        self.bound = max(self.bound, NEVER if found.bound == NEVER else self._layout.rounded(found.bound))
        if found.order is not None and self._layout.fits(np.asarray([found.order]))[0]:
            self._take(found.order, jolts=0)

    def _extend(self, width: int, prices: Whole | None) -> Whole:
        """Raise the bound by walks, look for a better order by beginnings, and return the walks' prices."""
        walked = walks.best_walks(self._layout, known=self.movements, prices=prices, rounds=self._effort.rounds)
        self.bound = max(self.bound, walked.bound)
        if self.bound in (self.movements, NEVER):
            return walked.prices
        below = NEVER if self.movements is None else self.movements
        found = Extension(self._layout, walked).extend(below=below, width=width)
        if found.order is not None:
            self._take(found.order, jolts=self._effort.jolts)
        self.bound = max(self.bound, found.bound if self.movements is None else min(found.bound, self.movements))
        return walked.prices

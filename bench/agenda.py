"""Puts made-up agendas in order by several ways, side by side: ``python -m bench.agenda [--items 20 60] ...``.

- ``as given``: the agenda as it was drawn.
- ``nearest next``: always on to the item that moves fewest people and fits.
- ``chains``: every item is given another to follow it, all at once and as cheaply as possible; the chains that come of
  it are joined the same way, as known from software for conferences. Two items are as far apart as the larger number of
  people who are out, less those who are out for both: conflicts are counted, not who moves, and no limit is looked at.
- ``local search``: changes of an order alone, from the given and the nearest one.
- ``search``: the same with bounds, as for agendas that are too long to be solved exactly.
- ``exact``: every set of items is tried; up to 20 that differ.

Each runs in a process of its own, whose peak of memory, with what is imported, is told.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final, NamedTuple

import numpy as np
from ortools.graph.python import linear_sum_assignment

from bench.agendas import KINDS, made_up_agenda
from meetings.ordering import exact, search
from meetings.ordering.answer import OrderedAgenda, tell
from meetings.ordering.check import breaches
from meetings.ordering.layout import lay_out
from meetings.ordering.problem import AgendaToOrder
from meetings.ordering.solve import Effort, put_in_order
from meetings.ordering.twins import merge

FAR: Final = 10**6
"""A price that no assignment pays if it can help it."""


class Measured(NamedTuple):
    """What one way reached; ``told`` None where it found no order or could not be tried."""

    told: OrderedAgenda | None
    breaches: int
    seconds: float
    peak: int
    """MB."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what each way reaches, in what time and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, nargs="+", default=[20, 60])
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--kind", choices=KINDS, nargs="+", default=KINDS)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--way", choices=WAYS, nargs="+", default=list(WAYS))
    asked = parser.parse_args(arguments)
    for items in asked.items:
        for kind in asked.kind:
            for seed in asked.seed:
                print(f"{kind}, {items} items, {asked.people} people, seed {seed}")
                print(f"  {'':14}{'movements':>10}{'bound':>8}{'gap':>9}{'breaches':>10}{'seconds':>9}{'MB':>6}")
                _measure_all(kind, seed, items, asked.people, asked.way)


def _measure_all(kind: str, seed: int, items: int, people: int, ways: Sequence[str]) -> None:
    for way in ways:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            measured = alone.submit(measure, way, kind, seed, items, people).result()
        print(_line(way, measured), flush=True)


def _line(way: str, measured: Measured) -> str:
    told = measured.told
    if told is None:
        return f"  {way:14}{'-':>10}"
    gap = "proven" if told.proven else f"{(told.movements - told.bound) / told.bound:.1%}" if told.bound else ""
    return (
        f"  {way:14}{told.movements:10}{told.bound or '':>8}{gap:>9}{measured.breaches:10}"
        f"{measured.seconds:9.2f}{measured.peak:6}"
    )


def measure(way: str, kind: str, seed: int, items: int, people: int) -> Measured:
    """Let one way put one agenda in order."""
    agenda = made_up_agenda(kind, seed, items=items, people=people)
    begun = time.perf_counter()
    told = WAYS[way](agenda)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Measured(told, len(breaches(agenda, told.items)) if told else 0, seconds, peak)


def _told(agenda: AgendaToOrder, places: Sequence[int] | None) -> OrderedAgenda | None:
    return None if places is None else tell(agenda, [agenda.items[place].id for place in places])


def as_given(agenda: AgendaToOrder) -> OrderedAgenda | None:
    """Return the agenda as it is."""
    return _told(agenda, range(len(agenda.items)))


def nearest_next(agenda: AgendaToOrder) -> OrderedAgenda | None:
    """Go on to the nearest item that fits."""
    return _told(agenda, search.nearest_first(lay_out(agenda)))


def chains(agenda: AgendaToOrder) -> OrderedAgenda | None:
    """Join items, then chains of them, by assignments."""
    out = [set(item.barred) for item in agenda.items]
    joined = [[place] for place in range(len(out))]
    while len(joined) > 1:
        joined = _joined(joined, out)
    return _told(agenda, joined[0])


def _joined(parts: Sequence[list[int]], out: Sequence[set[int]]) -> list[list[int]]:
    """Give each part another to follow it; one follows nobody, and a ring is cut before its first part."""
    count = len(parts)
    price = np.zeros((count + 1, count + 1), dtype=np.int64)  # the last stands for the start and the end
    for one, part in enumerate(parts):
        for other, following in enumerate(parts):
            last, first = out[part[-1]], out[following[0]]
            price[one, other] = FAR if one == other else max(len(last), len(first)) - len(last & first)
    price[count, count] = FAR
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    rows, columns = (grid.ravel() for grid in np.indices(price.shape))
    solver.add_arcs_with_cost(rows, columns, price.ravel())
    solver.solve()
    follower = [solver.right_mate(row) for row in range(count + 1)]
    made, left = [], list(range(count))
    at = follower[count]
    while left:
        chain: list[int] = []
        while at in left:
            left.remove(at)
            chain += parts[at]
            at = follower[at]
        made.append(chain)
        at = left[0] if left else count
    return made


def local_search(agenda: AgendaToOrder) -> OrderedAgenda | None:
    """Search from the given order and from the nearest one, without a bound."""
    layout = lay_out(agenda)
    found = [search.Search(layout, seed=0).best_from(start) for start in search.starts(layout)]
    return _told(agenda, min(found, key=layout.movements, default=None))


def searched(agenda: AgendaToOrder) -> OrderedAgenda | None:
    """Search with bounds, however few items there are."""
    return put_in_order(agenda, effort=Effort(most_exact=0))


def exactly(agenda: AgendaToOrder) -> OrderedAgenda | None:
    """Try every set of items, if there are not too many."""
    return put_in_order(agenda) if merge(agenda).layout.items <= exact.MOST_ITEMS else None


WAYS: Final[dict[str, Callable[[AgendaToOrder], OrderedAgenda | None]]] = {
    "as given": as_given,
    "nearest next": nearest_next,
    "chains": chains,
    "local search": local_search,
    "search": searched,
    "exact": exactly,
}

if __name__ == "__main__":
    main()

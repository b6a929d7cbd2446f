"""Items that are alike: where nothing depends on the time or on positions, they can stand side by side at no loss.

Who moves between two items is a distance: it is not longer directly than by way of a third. So taking an item out of
an order, and putting it beside one with the same people barred, costs no movement; and where both come before and
after the same items, nothing comes too early.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from meetings.ordering.layout import Layout, lay_out
from meetings.ordering.problem import AgendaToOrder


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """A layout, and for each of its items those of the agenda that it stands for, by their place in the given order."""

    layout: Layout
    members: tuple[tuple[int, ...], ...]


def merge(agenda: AgendaToOrder) -> Merged:
    """Return the layout in which one item stands for all that are alike."""
    layout = lay_out(agenda)
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, item in enumerate(agenda.items):
        ahead, later = layout.after[place].tobytes(), layout.after[:, place].tobytes()
        alike[frozenset(item.barred), ahead, later].append(place)
    if layout.timed or layout.position.any() or len(alike) == layout.items:
        return Merged(layout, tuple((place,) for place in range(layout.items)))
    members = tuple(map(tuple, alike.values()))
    first = {agenda.items[place].id: agenda.items[each[0]].id for each in members for place in each}
    kept = tuple(agenda.items[each[0]] for each in members)
    before = tuple(sorted({(first[one], first[other]) for one, other in agenda.before}))
    return Merged(lay_out(replace(agenda, items=kept, before=before)), members)

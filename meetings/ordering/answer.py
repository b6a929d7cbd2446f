"""The order of an agenda as the answer: when each item begins, who goes out and who comes in for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.ordering.problem import AgendaToOrder


@dataclass(frozen=True, slots=True)
class Step:
    """One item in its place; people are told by id, in ascending order."""

    position: int
    """Counted from 1."""
    item: int
    begins: int
    """Minutes from the start of the meeting."""
    ends: int
    leaving: tuple[int, ...]
    """Who goes out before it begins."""
    entering: tuple[int, ...]
    """Who comes back in before it begins."""
    outside: tuple[int, ...]
    """Who is out while it is dealt with."""


@dataclass(frozen=True, slots=True)
class OrderedAgenda:
    """An order that keeps every limit, with what it costs and what any order costs at least."""

    steps: tuple[Step, ...]
    returning: tuple[int, ...]
    """Who comes back in after the last item; nobody where nobody has to."""
    movements: int
    """Exits and entries, each by its person's weight."""
    exits: int
    """How often somebody goes out, whatever it weighs."""
    entries: int
    bound: int
    """No order has fewer movements."""
    proven: bool
    """The bound is reached: this is one of the best orders."""

    @property
    def items(self) -> tuple[int, ...]:
        """Return the items in order, by id."""
        return tuple(step.item for step in self.steps)


def tell(agenda: AgendaToOrder, order: Sequence[int], *, bound: int = 0) -> OrderedAgenda:
    """Walk through the items in this order, by id and each once, and write down who moves."""
    items = {item.id: item for item in agenda.items}
    weight = {person.id: person.weight for person in agenda.people}
    out: set[int] = weight.keys() & agenda.outside if agenda.gathered_at_start else set(items[order[0]].barred)
    steps: list[Step] = []
    begins = 0
    for position, number in enumerate(order, start=1):
        barred, ends = set(items[number].barred), begins + items[number].minutes
        moves = [tuple(sorted(people)) for people in (barred - out, out - barred, barred)]
        steps.append(Step(position, number, begins, ends, *moves))
        out, begins = barred, ends
    returning = tuple(sorted(out)) if agenda.gathered_at_end else ()
    left = [person for step in steps for person in step.leaving]
    came = [person for step in steps for person in step.entering] + [*returning]
    movements = sum(weight[person] for person in left + came)
    return OrderedAgenda(tuple(steps), returning, movements, len(left), len(came), bound, proven=movements <= bound)

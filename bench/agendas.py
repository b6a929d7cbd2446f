"""Made-up agendas from which people must stand aside, the same for one seed in every version of Python.

- ``free``: everybody is barred from each item with the same chance; nothing else limits the order.
- ``stretches``: in an order that nobody is told, everybody is barred from one stretch of items that follow each other.
  So in that order each of them moves as often as anybody must, and how few movements there are is known.
- ``limited``: as ``free``, with reporters, quorums, blocks, people who come late or go early, pairs of items and fixed
  positions, all of which an order that nobody is told keeps.
- ``tight``: as ``limited``, but every item has a block, which is not much longer than the item.
"""

from random import Random

from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span

KINDS = ("free", "stretches", "limited", "tight")
LENGTHS = (10, 15, 20, 30)
SLACK = 60
"""So many minutes at the most a tight block reaches beyond its item, on either side."""


class Draw:
    """Draws by ``Random.random`` alone, whose numbers Python promises not to change."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def below(self, most: int) -> int:
        """Draw a whole number from 0 to before ``most``."""
        return int(self._random() * most)

    def happens(self, chance: float) -> bool:
        """Draw whether something of this chance happens."""
        return self._random() < chance

    def shuffled(self, count: int) -> list[int]:
        """Draw an order of the numbers from 0 to before ``count``."""
        return [number for _, number in sorted((self._random(), number) for number in range(count))]


def made_up_agenda(kind: str, seed: int, *, items: int, people: int, barred: float = 0.15) -> AgendaToOrder:
    """Return an agenda of one of the ``KINDS``; items are numbered from 1, as given, and people from 101."""
    draw = Draw(seed)
    if kind == "stretches":
        return _in_stretches(draw, items, people)
    out = [tuple(101 + person for person in range(people) if draw.happens(barred)) for _ in range(items)]
    minutes = [LENGTHS[draw.below(len(LENGTHS))] for _ in range(items)]
    free = AgendaToOrder(
        tuple(ItemToOrder(number + 1, minutes[number], out[number]) for number in range(items)),
        tuple(Attendant(101 + person) for person in range(people)),
    )
    return free if kind == "free" else _limited(draw, free, tight=kind == "tight")


def _in_stretches(draw: Draw, items: int, people: int) -> AgendaToOrder:
    order = draw.shuffled(items)
    out: list[list[int]] = [[] for _ in range(items)]
    for person in range(people):
        length = 1 + draw.below(max(1, items // 4))
        start = draw.below(items - length + 1)
        for place in range(start, start + length):
            out[order[place]].append(101 + person)
    return AgendaToOrder(
        tuple(ItemToOrder(number + 1, LENGTHS[draw.below(4)], tuple(barred)) for number, barred in enumerate(out)),
        tuple(Attendant(101 + person) for person in range(people)),
        gathered_at_end=True,
    )


def fewest_in_stretches(agenda: AgendaToOrder) -> int:
    """Return the movements of the best order of an agenda in stretches: everybody barred goes out and comes in once.

    Nobody is barred from all items, of which there are at least two.
    """
    return 2 * len({person for item in agenda.items for person in item.barred})


def _limited(draw: Draw, agenda: AgendaToOrder, *, tight: bool) -> AgendaToOrder:
    order = draw.shuffled(len(agenda.items))
    begins, now = {}, 0
    for place in order:
        begins[place] = now
        now += agenda.items[place].minutes
    people = tuple(_coming_and_going(draw, person, now) for person in agenda.people)
    items = []
    for place, item in enumerate(agenda.items):
        minutes = range(begins[place], begins[place] + item.minutes)
        there = [person.id for person in people if person.id not in item.barred and _is_there(person, minutes)]
        slack = SLACK if tight else now // 4
        around = Span(max(0, minutes.start - draw.below(slack)), minutes.stop + draw.below(slack))
        items.append(
            ItemToOrder(
                item.id,
                item.minutes,
                item.barred,
                required=(there[draw.below(len(there))],) if there else (),
                quorum=len(there) - draw.below(len(there) // 4 + 1),
                blocks=(around,) if draw.happens(1 if tight else 0.3) else None,
                position=order.index(place) + 1 if draw.happens(0.05) else None,
            )
        )
    before = {tuple(sorted((draw.below(len(order)), draw.below(len(order))))) for _ in range(len(order) // 6)}
    pairs = tuple((order[one] + 1, order[other] + 1) for one, other in sorted(before) if one < other)
    return AgendaToOrder(tuple(items), people, pairs)


def _coming_and_going(draw: Draw, person: Attendant, minutes: int) -> Attendant:
    if not draw.happens(0.2):
        return person
    away = draw.below(minutes // 3)
    present = (Span(away, minutes),) if draw.happens(0.5) else (Span(0, minutes - away),)
    return Attendant(person.id, person.weight, present)


def _is_there(person: Attendant, minutes: range) -> bool:
    return person.present is None or all(
        span.start <= minutes.start and minutes.stop <= span.end for span in person.present
    )

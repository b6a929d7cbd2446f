"""Refuses an agenda that contradicts itself, before anything is ordered."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Final

from meetings.ordering import refusals
from meetings.ordering.problem import AgendaToOrder, Spans
from meetings.refusals import AgendaEmpty

MOST_ITEMS: Final = 120
MOST_PEOPLE: Final = 1000
MOST_MINUTES: Final = 2880
"""Of a whole meeting: two days. This and the other bounds are ours."""
MOST_WEIGHT: Final = 1000


def validate(agenda: AgendaToOrder) -> None:
    """Raise the first contradiction as a typed refusal; return when there is none.

    Raises:
        AgendaEmpty: there is nothing on it.
        OrderRefused: a refusal of ``meetings.ordering.refusals``.
    """
    if not agenda.items:
        raise AgendaEmpty
    _refuse_too_much(agenda)
    _once(item.id for item in agenda.items)
    _once(person.id for person in agenda.people)
    _refuse_unknown(agenda)
    _refuse_numbers(agenda)
    _refuse_positions(agenda)
    _refuse_circles(agenda)


def _refuse_too_much(agenda: AgendaToOrder) -> None:
    for item in agenda.items:
        _within(item.id, item.minutes, least=1, most=MOST_MINUTES)
    crowded = len(agenda.items) > MOST_ITEMS or len(agenda.people) > MOST_PEOPLE
    if crowded or sum(item.minutes for item in agenda.items) > MOST_MINUTES:
        raise refusals.TooMuchToOrder(items=MOST_ITEMS, people=MOST_PEOPLE, minutes=MOST_MINUTES)


def _once(numbers: Iterable[int]) -> None:
    for number, count in Counter(numbers).items():
        if count > 1:
            raise refusals.GivenTwice(number=number)


def _refuse_unknown(agenda: AgendaToOrder) -> None:
    people, items = {person.id for person in agenda.people}, {item.id for item in agenda.items}
    for item in agenda.items:
        for person in (*item.barred, *item.required):
            if person not in people:
                raise refusals.StrangerNamed(item=item.id, person=person)
    for pair in agenda.before:
        for number in pair:
            if number not in items:
                raise refusals.UnknownItem(item=number)


def _within(number: int, value: int, *, least: int, most: int) -> None:
    if not least <= value <= most:
        raise refusals.NumberUnfit(id=number, value=value, least=least, most=most)


def _refuse_numbers(agenda: AgendaToOrder) -> None:
    for person in agenda.people:
        _within(person.id, person.weight, least=1, most=MOST_WEIGHT)
        refuse_stretches(person.id, person.present)
    for item in agenda.items:
        _within(item.id, item.quorum, least=0, most=MOST_PEOPLE)
        refuse_stretches(item.id, item.blocks)
        if item.position is not None:
            _within(item.id, item.position, least=1, most=len(agenda.items))


def refuse_stretches(number: int, spans: Spans) -> None:
    """Refuse stretches of minutes of an item or a person that are none."""
    for span in spans or ():
        if not 0 <= span.start < span.end:
            raise refusals.StretchUnfit(id=number, start=span.start, end=span.end)


def _refuse_positions(agenda: AgendaToOrder) -> None:
    fixed = defaultdict(list)
    for item in agenda.items:
        if item.position is not None:
            fixed[item.position].append(item.id)
    for position, items in fixed.items():
        if len(items) > 1:
            raise refusals.PositionTaken(position=position, items=tuple(items))


def _refuse_circles(agenda: AgendaToOrder) -> None:
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for first, then in sorted(set(agenda.before)):
        sorter.add(then, first)
    try:
        sorter.prepare()
    except CycleError as circle:
        raise refusals.ItemsInCircle(items=tuple(sorted(set(circle.args[1])))) from None

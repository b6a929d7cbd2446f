"""Up to 20 items with limits of every kind: the exact minimum, against one that is found another way."""

from dataclasses import replace

import pytest

from bench.agendas import Draw, made_up_agenda
from meetings.ordering.check import breaches
from meetings.ordering.problem import AgendaToOrder
from meetings.ordering.refusals import OrderRefused
from meetings.ordering.solve import put_in_order
from tests.meetings.drawn_agendas import drawn_agenda
from tests.meetings.stated_otherwise import fewest_movements


def made_up(kind: str, seed: int, items: int) -> AgendaToOrder:
    """Return an agenda in which some are out at the start, some weigh more and some do not count, as seeds differ."""
    agenda, draw = made_up_agenda(kind, seed, items=items, people=24), Draw(seed)
    people = tuple(replace(person, weight=1 + draw.below(1 + seed % 3)) for person in agenda.people)
    outside = tuple(person.id for person in people if draw.happens(0.1 * (seed % 2)))
    return replace(agenda, people=people, outside=outside, gathered_at_end=seed % 4 == 3)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("kind", "items"), [("limited", 12), ("limited", 15), ("tight", 18), ("tight", 20)])
def test_no_order_that_keeps_every_limit_has_fewer_movements(kind: str, items: int, seed: int) -> None:
    agenda = made_up(kind, seed, items)
    ordered = put_in_order(agenda)
    assert (ordered.movements, ordered.proven) == (fewest_movements(agenda), True)
    assert breaches(agenda, ordered.items) == ()


def test_what_is_found_another_way_is_the_best_of_all_orders_or_that_there_is_none() -> None:
    told = []
    for seed in range(400):
        agenda = drawn_agenda(seed, least=5, most=8)
        try:
            told.append(put_in_order(agenda).movements)
        except OrderRefused:
            told.append(-1)
        assert told[-1] == (-1 if (fewest := fewest_movements(agenda)) is None else fewest), seed
    assert 50 < told.count(-1) < 250

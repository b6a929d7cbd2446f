"""Instances whose optimum is published: shortest tours of TSPLIB as agendas, 16 and 20 items exactly, 69 by search."""

from itertools import pairwise

import pytest

from meetings.ordering import check_problem
from meetings.ordering.answer import tell
from meetings.ordering.solve import put_in_order
from tests.meetings.tsplib import EIL51, GR17, GR21, ST70, SWISS42, Tour, as_agenda


@pytest.mark.no_cover
@pytest.mark.parametrize("tour", [GR17, GR21, SWISS42, EIL51, ST70], ids=["gr17", "gr21", "swiss42", "eil51", "st70"])
def test_the_best_order_is_the_shortest_tour_that_is_published(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        check_problem, "MOST_PEOPLE", 2415
    )  # of so many cities there are more pairs than a meeting seats
    agenda, factor, more = as_agenda(tour)
    ordered = put_in_order(agenda)
    assert (ordered.movements, ordered.proven) == (factor * tour.shortest + more, True)
    way = (0, *ordered.items, 0)
    assert sum(tour.distances[min(pair), max(pair)] for pair in pairwise(way)) == tour.shortest


@pytest.mark.parametrize("tour", [GR17, SWISS42], ids=["gr17", "swiss42"])
def test_the_movements_of_any_order_are_the_length_of_its_tour(tour: Tour) -> None:
    agenda, factor, more = as_agenda(tour)
    cities = [item.id for item in agenda.items]
    for order in (cities, cities[::-1], cities[::2] + cities[1::2]):
        way = (0, *order, 0)
        length = sum(tour.distances[min(pair), max(pair)] for pair in pairwise(way))
        assert tell(agenda, order).movements == factor * length + more > factor * tour.shortest + more

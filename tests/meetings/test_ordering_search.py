"""The search for longer agendas: never better than the best nor its bound above it, and the same each time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.agendas import fewest_in_stretches, made_up_agenda
from meetings.ordering.beginnings import Extension
from meetings.ordering.check import breaches
from meetings.ordering.circuit import solve_round
from meetings.ordering.layout import lay_out
from meetings.ordering.moves import Moves
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span
from meetings.ordering.refusals import NoOrderFits, NoOrderFound, OrderRefused
from meetings.ordering.search import Search, nearest_first, starts
from meetings.ordering.solve import Effort, put_in_order
from meetings.ordering.walks import NEVER, SCALE, Walker, best_walks
from tests.meetings.drawn_agendas import drawn_agenda

SEARCHED = Effort(most_exact=0, jolts=5)
NARROW = Effort(most_exact=0, jolts=2, rounds=10, widths=(2,), deterministic_limit=0.0)
MANY = settings(max_examples=100, deadline=None)


@pytest.mark.parametrize("seed", range(300))
def test_small_agendas_are_searched_to_the_best_order_and_it_is_proven(seed: int) -> None:
    agenda = drawn_agenda(seed)
    try:
        best = put_in_order(agenda)
    except OrderRefused as refused:
        with pytest.raises(type(refused)):
            put_in_order(agenda, effort=SEARCHED)
        return
    found = put_in_order(agenda, effort=SEARCHED)
    assert (found.movements, found.bound, found.proven) == (best.movements, best.movements, True)
    assert breaches(agenda, found.items) == ()


@pytest.mark.parametrize("seed", range(24))
def test_fourteen_items_are_searched_to_the_best_order(seed: int) -> None:
    kind = ("free", "limited", "stretches")[seed % 3]
    agenda = made_up_agenda(kind, seed, items=14 - seed % 4, people=12, barred=0.3)
    best, found = put_in_order(agenda), put_in_order(agenda, effort=SEARCHED)
    assert (found.movements, found.proven) == (best.movements, True)
    assert breaches(agenda, found.items) == ()


@MANY
@given(seed=st.integers(0, 2**32))
def test_a_short_search_is_never_better_than_the_best_and_its_bound_never_above_it(seed: int) -> None:
    agenda = drawn_agenda(seed, least=4, most=9)
    try:
        found = put_in_order(agenda, effort=NARROW)
    except NoOrderFound:
        return
    except OrderRefused as refused:
        with pytest.raises(type(refused)):
            put_in_order(agenda)
        return
    best = put_in_order(agenda)
    assert found.bound <= best.movements <= found.movements
    assert found.proven == (found.bound == found.movements)
    assert breaches(agenda, found.items) == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_sixty_items_in_stretches_are_proven_by_what_everybody_moves_at_least(seed: int) -> None:
    agenda = made_up_agenda("stretches", seed, items=60, people=60)
    ordered = put_in_order(agenda)
    assert (ordered.movements, ordered.proven) == (fewest_in_stretches(agenda), True)


@pytest.mark.parametrize(("seed", "movements"), [(1, 261), (2, 253)])
def test_sixty_free_items_are_proven_and_as_good_as_once_stored(seed: int, movements: int) -> None:
    ordered = put_in_order(made_up_agenda("free", seed, items=60, people=30))
    assert (ordered.movements, ordered.bound, ordered.proven) == (movements, movements, True)


@pytest.mark.no_cover
def test_sixty_limited_items_keep_every_limit_and_are_within_a_twentieth_of_the_bound() -> None:
    agenda = made_up_agenda("limited", 7, items=60, people=30)
    ordered = put_in_order(agenda)
    assert breaches(agenda, ordered.items) == ()
    best_known = 309
    assert ordered.bound <= best_known
    assert 20 * (ordered.movements - ordered.bound) <= ordered.bound


def test_a_search_gives_the_same_for_one_seed() -> None:
    agenda = made_up_agenda("free", 3, items=25, people=10)
    assert put_in_order(agenda, seed=5) == put_in_order(agenda, seed=5)
    shuffled = replace(agenda, people=tuple(reversed(agenda.people)))
    assert put_in_order(shuffled, seed=5) == put_in_order(agenda, seed=5)
    assert put_in_order(agenda, seed=6).movements == put_in_order(agenda, seed=5).movements


def test_a_search_that_is_cut_short_says_that_it_found_nothing() -> None:
    agenda = made_up_agenda("limited", 1, items=24, people=30)
    with pytest.raises(NoOrderFound) as refused:
        put_in_order(agenda, effort=Effort(widths=(), deterministic_limit=0.0))
    assert refused.value.code == "NO_ORDER_FOUND"


def test_a_search_proves_that_no_order_fits() -> None:
    ends = (Span(0, 10), Span(20, 30))
    crowded = tuple(ItemToOrder(number, 10, blocks=ends) for number in (1, 2, 3))
    with pytest.raises(NoOrderFits):
        put_in_order(AgendaToOrder(crowded, ()), effort=SEARCHED)


def test_a_round_without_a_way_in_or_out_is_impossible() -> None:
    layout = lay_out(AgendaToOrder(tuple(ItemToOrder(number, 10) for number in (1, 2, 3)), ()))
    nobody_first = replace(layout, may_begin=layout.may_begin & (np.arange(4) > 0))
    assert solve_round(nobody_first, known=None, deterministic_limit=1.0).bound == NEVER
    one_after_both = np.asarray([[False, False, False], [True, False, False], [True, False, False]])
    two_after_one = replace(layout, position=np.asarray([1, 0, 0]), after=one_after_both)
    assert solve_round(two_after_one, known=None, deterministic_limit=1.0).order is not None


@MANY
@given(seed=st.integers(0, 2**32))
def test_walks_cost_at_most_what_the_best_order_costs(seed: int) -> None:
    agenda = drawn_agenda(seed, least=2, most=7)
    try:
        best = put_in_order(agenda)
    except OrderRefused:
        return
    walks = best_walks(lay_out(agenda), known=None, rounds=15)
    assert walks.bound <= best.movements
    assert walks.value <= best.movements * SCALE


def test_a_walk_that_is_an_order_is_priced_no_further() -> None:
    one = lay_out(AgendaToOrder((ItemToOrder(1, 10, (7,)),), (Attendant(7),)))
    walks = best_walks(one, known=None)
    assert (walks.bound, walks.value, walks.prices.tolist()) == (1, 1000, [0])
    assert Walker(one).often(walks).tolist() == [1]


def test_beginnings_that_are_left_out_bound_what_was_not_looked_at() -> None:
    agenda = made_up_agenda("free", 2, items=12, people=12, barred=0.3)
    best, layout = put_in_order(agenda), lay_out(agenda)
    walks = best_walks(layout, known=best.movements, rounds=3)
    narrow, wide = (Extension(layout, walks).extend(below=10**6, width=width) for width in (3, 10**6))
    assert narrow.order is not None
    assert wide.order is not None
    assert layout.movements(narrow.order) >= best.movements == layout.movements(wide.order)
    assert walks.bound <= narrow.bound <= layout.movements(narrow.order)
    assert wide.bound == NEVER
    nothing = Extension(layout, walks).extend(below=best.movements, width=10**6)
    assert (nothing.order, nothing.bound) == (None, NEVER)


def test_more_than_sixty_four_items_are_told_apart_in_two_words() -> None:
    agenda = made_up_agenda("free", 1, items=70, people=8, barred=0.4)
    items = tuple(replace(item, position=1) if item.id == 70 else item for item in agenda.items)
    ordered = put_in_order(replace(agenda, items=items), effort=Effort(widths=(200,), rounds=30))
    assert ordered.items[0] == 70
    assert sorted(ordered.items) == list(range(1, 71))
    assert ordered.movements - ordered.bound <= ordered.bound // 20


@pytest.mark.parametrize("items", [2, 3, 6, 9])
def test_every_change_of_an_order_costs_what_it_is_said_to_cost(items: int) -> None:
    agenda = made_up_agenda("free", items, items=items, people=9, barred=0.4)
    layout, moves = lay_out(replace(agenda, gathered_at_end=True)), Moves(items)
    search = Search(layout, seed=0)
    order = np.asarray([*range(1, items), 0])
    changed = moves.apply(order, np.arange(len(moves.kind)))
    assert (np.sort(changed, axis=1) == np.arange(items)).all()
    assert (changed != order).any(axis=1).all()
    gains = [layout.movements(row.tolist()) - layout.movements(order.tolist()) for row in changed]
    assert moves.gains(order, search._distance).tolist() == gains
    first_changed = changed[np.arange(len(changed)), moves.a]
    assert moves.comes_first(order).tolist() == first_changed.tolist()
    assert len({tuple(row) for row in changed.tolist()}) >= len(changed) // 2


def test_a_stretch_is_turned_or_exchanged_with_its_neighbour() -> None:
    moves = Moves(5)
    made = {tuple(row) for row in moves.apply(np.arange(5), np.arange(len(moves.kind))).tolist()}
    assert (4, 3, 2, 1, 0) in made
    assert (0, 3, 4, 1, 2) in made
    assert (0, 3, 4, 2, 1) in made
    assert (0, 4, 3, 1, 2) in made


def test_the_search_begins_with_the_given_order_and_the_nearest_one_if_they_fit() -> None:
    people = (Attendant(1), Attendant(2))
    barred = ItemToOrder(1, 10, (1,)), ItemToOrder(2, 10, (1, 2)), ItemToOrder(3, 10)
    free = lay_out(AgendaToOrder(barred, people))
    assert starts(free) == [(0, 1, 2), (2, 0, 1)]
    fixed = lay_out(AgendaToOrder((replace(barred[0], position=2), *barred[1:]), people))
    assert starts(fixed) == [(2, 0, 1)]
    followed = lay_out(AgendaToOrder(barred, people, before=((1, 2), (2, 3))))
    assert starts(followed) == [(0, 1, 2), (0, 1, 2)]


def test_always_on_to_the_nearest_may_end_nowhere() -> None:
    people = (Attendant(1), Attendant(2))
    late = ItemToOrder(1, 10, (1,), blocks=(Span(10, 30),)), ItemToOrder(2, 20, (1, 2)), ItemToOrder(3, 10)
    assert nearest_first(lay_out(AgendaToOrder(late, people))) == (2, 0, 1)
    stuck = ItemToOrder(1, 15), ItemToOrder(2, 10, blocks=(Span(20, 35),)), ItemToOrder(3, 20, (1,))
    layout = lay_out(AgendaToOrder(stuck, people))
    assert nearest_first(layout) is None
    assert starts(layout) == []
    assert put_in_order(AgendaToOrder(stuck, people)).items == (3, 2, 1)


def test_the_search_settles_near_the_given_order() -> None:
    layout = lay_out(AgendaToOrder(tuple(ItemToOrder(number, 10) for number in range(1, 9)), ()))
    assert Search(layout, seed=0).best_from(tuple(reversed(range(8)))) == tuple(range(8))

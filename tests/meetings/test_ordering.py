"""The fewest exits and entries: by hand, and against every order."""

from dataclasses import replace

import pytest

from bench.agendas import fewest_in_stretches, made_up_agenda
from meetings.ordering.answer import Step
from meetings.ordering.check import breaches
from meetings.ordering.exact import Programme
from meetings.ordering.layout import lay_out
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span
from meetings.ordering.refusals import NoOrderFits, OrderRefused
from meetings.ordering.solve import put_in_order
from meetings.ordering.twins import merge
from tests.meetings.drawn_agendas import best_of_all, drawn_agenda

PEOPLE = (Attendant(1), Attendant(2), Attendant(3))


def items(*barred: tuple[int, ...], minutes: int = 10) -> tuple[ItemToOrder, ...]:
    """Return items of equal length, numbered from 1, from which these people are barred."""
    return tuple(ItemToOrder(number, minutes, people) for number, people in enumerate(barred, start=1))


def fewest(agenda: AgendaToOrder) -> int | None:
    """Return the movements of the best order; None where no order is possible."""
    try:
        ordered = put_in_order(agenda)
    except OrderRefused:
        return None
    assert ordered.proven
    assert ordered.bound == ordered.movements
    return ordered.movements


def test_items_of_the_same_people_stand_together_and_each_step_says_who_moves() -> None:
    agenda = AgendaToOrder(items((1, 2), (), (1,)), PEOPLE)
    ordered = put_in_order(agenda)
    assert ordered.steps == (
        Step(1, 2, 0, 10, leaving=(), entering=(), outside=()),
        Step(2, 3, 10, 20, leaving=(1,), entering=(), outside=(1,)),
        Step(3, 1, 20, 30, leaving=(2,), entering=(), outside=(1, 2)),
    )
    assert ordered.items == (2, 3, 1)
    assert (ordered.movements, ordered.exits, ordered.entries, ordered.returning) == (2, 2, 0, ())
    assert (ordered.bound, ordered.proven) == (2, True)


def test_whoever_is_out_at_the_end_comes_back_where_everybody_is_gathered_then() -> None:
    ordered = put_in_order(AgendaToOrder(items((1, 2), (), (1,)), PEOPLE, gathered_at_end=True))
    assert ordered.items == (1, 3, 2)
    assert (ordered.movements, ordered.exits, ordered.entries) == (4, 2, 2)
    assert [(step.leaving, step.entering) for step in ordered.steps] == [((1, 2), ()), ((), (2,)), ((), (1,))]
    last = put_in_order(AgendaToOrder(items((3,)), PEOPLE, gathered_at_end=True))
    assert (last.returning, last.movements, last.exits, last.entries) == ((3,), 2, 1, 1)


def test_who_is_not_gathered_at_the_start_waits_outside_at_no_cost() -> None:
    agenda = AgendaToOrder(items((1, 2), (), (1,)), PEOPLE, gathered_at_start=False)
    ordered = put_in_order(agenda)
    assert (ordered.items, ordered.movements) == ((1, 3, 2), 2)
    assert (ordered.steps[0].leaving, ordered.steps[0].outside) == ((), (1, 2))


def test_who_is_out_for_an_item_under_way_stays_out_at_no_cost_and_comes_back_at_one() -> None:
    agenda = AgendaToOrder(items((), (1,), (1,)), PEOPLE, outside=(1,))
    ordered = put_in_order(agenda)
    assert (ordered.items, ordered.movements, ordered.exits, ordered.entries) == ((2, 3, 1), 1, 0, 1)
    assert (ordered.steps[0].leaving, ordered.steps[2].entering) == ((), (1,))
    every = put_in_order(AgendaToOrder(items((1,), (1,)), PEOPLE, outside=(1, 99)))
    assert (every.movements, every.proven) == (0, True)
    at_end = put_in_order(AgendaToOrder(items((1,), ()), PEOPLE, gathered_at_end=True, outside=(1, 2)))
    assert (at_end.items, at_end.movements, at_end.steps[0].entering) == ((1, 2), 2, (2,))


def test_a_heavier_person_moves_less_often() -> None:
    barred = items((), (1,), (1, 2), (2,))
    alike = put_in_order(AgendaToOrder(barred, PEOPLE))
    assert (alike.items, alike.movements) == ((1, 2, 3, 4), 1 + 1 + 1)
    heavy = put_in_order(AgendaToOrder(barred, (Attendant(1, weight=9), Attendant(2))))
    assert (heavy.items, heavy.movements, heavy.exits, heavy.entries) == ((1, 4, 3, 2), 1 + 9 + 1, 2, 1)


def test_of_the_best_orders_the_one_nearest_to_the_given_one_is_taken() -> None:
    assert put_in_order(AgendaToOrder(items((), (), ()), PEOPLE)).items == (1, 2, 3)
    twins = AgendaToOrder(items((), (1,), (), (1,)), PEOPLE, gathered_at_end=True)
    assert (put_in_order(twins).items, put_in_order(twins).movements) == ((1, 2, 4, 3), 2)
    one_person = AgendaToOrder(items((), (1,), ()), PEOPLE, gathered_at_end=True)
    assert (put_in_order(one_person).items, put_in_order(one_person).movements) == ((1, 2, 3), 2)


def test_an_item_keeps_its_position() -> None:
    fixed = items((1,), (), (1,))
    agenda = AgendaToOrder((fixed[0], replace(fixed[1], position=2), fixed[2]), PEOPLE)
    assert (put_in_order(agenda).items, put_in_order(agenda).movements) == ((1, 2, 3), 3)


def test_an_item_keeps_to_its_block_and_to_what_comes_before() -> None:
    first, second, third = items((1,), (), (1,))
    early = AgendaToOrder((first, replace(second, blocks=(Span(20, 30),)), third), PEOPLE)
    assert (put_in_order(early).items, put_in_order(early).movements) == ((1, 3, 2), 2)
    after = AgendaToOrder((first, second, third), PEOPLE, before=((1, 2),))
    assert (put_in_order(after).items, put_in_order(after).movements) == ((1, 3, 2), 2)


def test_an_item_waits_for_whom_it_requires_and_for_its_quorum() -> None:
    late = (Attendant(1, present=(Span(10, 30),)), Attendant(2), Attendant(3, present=(Span(20, 30),)))
    first, second, third = items((), (), ())
    reported = AgendaToOrder((replace(first, required=(1,)), second, third), late)
    assert put_in_order(reported).items == (2, 1, 3)
    counted = AgendaToOrder((replace(first, quorum=3), replace(second, quorum=2), third), late)
    assert put_in_order(counted).items == (3, 2, 1)


def test_stretches_that_touch_are_one() -> None:
    first, second = items((), ())
    touching = (Span(0, 15), Span(15, 20))
    assert put_in_order(AgendaToOrder((replace(first, blocks=touching), second), PEOPLE)).items == (1, 2)
    with_a_gap = replace(first, blocks=(Span(0, 5), Span(6, 20)))
    assert put_in_order(AgendaToOrder((with_a_gap, second), PEOPLE)).items == (2, 1)


@pytest.mark.no_cover
def test_the_best_of_all_orders_is_found_for_thousands_of_small_agendas() -> None:
    told: dict[str, int] = {}
    for seed in range(2000):
        agenda, best = drawn_agenda(seed), best_of_all(drawn_agenda(seed))
        try:
            ordered = put_in_order(agenda)
        except OrderRefused as refused:
            told[refused.code] = told.get(refused.code, 0) + 1
            assert best is None, seed
        else:
            assert best is not None
            assert ordered == replace(best, bound=best.movements, proven=True), seed
    assert set(told) == {"ITEMS_IMPOSSIBLE", "TIME_CROWDED", "NO_ORDER_FITS"}
    assert sum(told.values()) < 600


@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_all_orders_of_eight_items_is_found(seed: int) -> None:
    agenda = drawn_agenda(seed, least=7, most=8)
    best = best_of_all(agenda)
    assert fewest(agenda) == (best and best.movements)


@pytest.mark.parametrize("seed", range(40))
def test_alike_items_counted_once_change_no_order(seed: int) -> None:
    agenda = made_up_agenda("free", seed, items=9, people=2, barred=0.5)
    agenda = replace(agenda, before=((3, 7), (2, 9)) if seed % 2 else (), gathered_at_end=seed % 3 == 0)
    merged, layout = merge(agenda), lay_out(agenda)
    assert merged.layout.items < layout.items
    each = [(place,) for place in range(layout.items)]
    assert Programme(merged.layout).first_of_the_best(merged.members) == Programme(layout).first_of_the_best(each)


def test_items_are_not_alike_where_time_or_position_matters_or_one_of_them_follows_another() -> None:
    alike = AgendaToOrder(items((1,), (1,), ()), PEOPLE)
    assert merge(alike).members == ((0, 1), (2,))
    assert len(merge(replace(alike, before=((1, 3),))).members) == 3
    assert merge(replace(alike, before=((1, 3), (2, 3)))).members == ((0, 1), (2,))
    fixed = (*alike.items[:2], replace(alike.items[2], position=1))
    assert len(merge(replace(alike, items=fixed)).members) == 3
    timed = (*alike.items[:2], replace(alike.items[2], blocks=(Span(0, 20),)))
    assert len(merge(replace(alike, items=timed)).members) == 3
    at_ease = (*alike.items[:2], replace(alike.items[2], blocks=(Span(0, 30),)))
    assert len(merge(replace(alike, items=at_ease)).members) == 2


@pytest.mark.parametrize(("items", "seed"), [(20, 1), (20, 2), (60, 1), (60, 2)])
def test_an_agenda_in_stretches_is_put_in_the_order_in_which_it_was_made(items: int, seed: int) -> None:
    agenda = made_up_agenda("stretches", seed, items=items, people=30)
    assert fewest(agenda) == fewest_in_stretches(agenda)


def test_sixty_items_that_are_alike_but_for_a_few_are_solved_exactly() -> None:
    agenda = made_up_agenda("free", 1, items=60, people=5, barred=0.3)
    assert merge(agenda).layout.items == 19
    assert fewest(agenda) == 22


@pytest.mark.parametrize(("kind", "seed", "movements"), [("free", 1, 95), ("limited", 1, 103)])
def test_twenty_items_have_the_fewest_movements_that_were_once_proven(kind: str, seed: int, movements: int) -> None:
    agenda = made_up_agenda(kind, seed, items=20, people=30)
    ordered = put_in_order(agenda)
    assert (ordered.movements, ordered.proven, breaches(agenda, ordered.items)) == (movements, True, ())


def test_movements_that_two_bytes_cannot_hold_are_counted() -> None:
    small = made_up_agenda("free", 5, items=8, people=40, barred=0.3)
    large = replace(small, people=tuple(replace(person, weight=1000) for person in small.people))
    assert put_in_order(large).items == put_in_order(small).items
    assert put_in_order(large).movements == 1000 * put_in_order(small).movements > 2**15


def test_items_that_only_fit_apart_are_refused_as_a_whole() -> None:
    first, second, third = items((), (), ())
    ends = (Span(0, 10), Span(20, 30))
    crowded = tuple(replace(item, blocks=ends) for item in (first, second, third))
    with pytest.raises(NoOrderFits) as refused:
        put_in_order(AgendaToOrder(crowded, PEOPLE))
    assert refused.value.message("zh") == "每项议题单独可行，但没有任何次序能同时满足全部要求。"
    two = AgendaToOrder((*crowded[:2], third), PEOPLE)
    assert put_in_order(two).items == (1, 3, 2)

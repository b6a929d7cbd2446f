"""Rooms side by side: each in its best order, nobody reporting in two at once, and quorums of other people in each."""

from dataclasses import replace
from itertools import product

import pytest

from bench.agendas import Draw
from meetings.ordering.answer import tell
from meetings.ordering.beside import beside
from meetings.ordering.check import breaches
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span
from meetings.ordering.refusals import NoOrderFound, OrderRefused
from meetings.ordering.rooms import Busy, RoomToOrder, around, interleaved, put_rooms_in_order
from meetings.ordering.shortfalls import PersonToAsk, Shortfall, shortfalls
from tests.meetings.drawn_agendas import orders_without_breach

PEOPLE = tuple(Attendant(number) for number in range(1, 6))


def item(number: int, *barred: int, required: tuple[int, ...] = (), minutes: int = 10, quorum: int = 0) -> ItemToOrder:
    return ItemToOrder(number, minutes, barred, required=required, quorum=quorum)


def room(number: int, *items: ItemToOrder, begins: int = 0) -> RoomToOrder:
    return RoomToOrder(number, AgendaToOrder(items, PEOPLE), begins)


def orders(*rooms: RoomToOrder, held: tuple[Busy, ...] = ()) -> list[tuple[int, ...]]:
    return [each.items for each in put_rooms_in_order(rooms, held)]


def test_each_room_has_the_best_order_of_its_own_items() -> None:
    mixed = [item(1, 1), item(2), item(3, 1)], [item(4, 2), item(5), item(6, 2)]
    found = put_rooms_in_order([room(1, *mixed[0]), room(2, *mixed[1])])
    assert [(each.items, each.movements, each.proven) for each in found] == [((2, 1, 3), 1, True), ((5, 4, 6), 1, True)]


def test_nobody_reports_in_two_rooms_at_the_same_time() -> None:
    first, second = room(1, item(1, required=(1,)), item(2, 2)), room(2, item(3, required=(1,)), item(4, 2))
    assert orders(first, second) == [(1, 2), (4, 3)]
    found = put_rooms_in_order([first, second])
    assert [(each.movements, each.bound, each.proven) for each in found] == [(1, 1, True), (2, 1, False)]
    late = replace(second, begins=10)
    assert orders(first, late) == [(1, 2), (3, 4)]


def test_whoever_is_held_by_the_item_under_way_reports_elsewhere_after_it() -> None:
    held = (Busy(1, 1, Span(0, 10)),)
    reports = room(2, item(3, required=(1,)), item(4))
    assert orders(reports, held=held) == [(4, 3)]
    assert orders(replace(reports, begins=10), held=held) == [(3, 4)]
    assert orders(replace(reports, number=1), held=held) == [(3, 4)]


def test_the_rooms_are_also_tried_from_the_last_on_and_none_is_invented() -> None:
    ends = replace(item(1, required=(1,), minutes=10), blocks=(Span(0, 10), Span(20, 30)))
    first = room(1, ends, item(2, minutes=20))
    assert orders(first, room(2, item(3, required=(1,), minutes=20))) == [(2, 1), (3,)]
    with pytest.raises(NoOrderFound):
        put_rooms_in_order([room(1, item(1, required=(1,))), room(2, item(2, required=(1,)))])


def test_blocks_are_cut_by_where_somebody_is_needed() -> None:
    one = room(1, item(1, required=(1,)), begins=5)
    assert around(one, []).items[0].blocks is None
    blocked = replace(one, agenda=replace(one.agenda, items=(replace(one.agenda.items[0], blocks=(Span(0, 60),)),)))
    needed = put_rooms_in_order([room(2, item(2, minutes=20), item(3, required=(1, 2)))])[0]
    assert [step.begins for step in needed.steps] == [0, 20]
    found = put_rooms_in_order([blocked, room(2, item(2, minutes=20), item(3, required=(1, 2)))])
    assert [each.items for each in found] == [(1,), (2, 3)]


def together(rooms: list[RoomToOrder]) -> int | None:
    """Return the fewest movements of all orders of all rooms in which nobody reports in two at once, by trying each."""
    best: int | None = None
    for chosen in product(*(orders_without_breach(each.agenda) for each in rooms)):
        told = [tell(each.agenda, order) for each, order in zip(rooms, chosen, strict=True)]
        needed = [
            (person, minute)
            for each, ordered in zip(rooms, told, strict=True)
            for person, minute in {
                (person, each.begins + minute)
                for step in ordered.steps
                for person in next(one.required for one in each.agenda.items if one.id == step.item)
                for minute in range(step.begins, step.ends)
            }
        ]
        if len(needed) == len(set(needed)):
            total = sum(ordered.movements for ordered in told)
            best = total if best is None else min(best, total)
    return best


def drawn(draw: Draw, number: int) -> RoomToOrder:
    items = []
    for place in range(1 + draw.below(3)):
        barred = tuple(person.id for person in PEOPLE if draw.happens(0.3))
        free = [person.id for person in PEOPLE if person.id not in barred]
        required = (free[draw.below(len(free))],) if free and draw.happens(0.6) else ()
        items.append(item(10 * number + place, *barred, required=required, minutes=10 * (1 + draw.below(2))))
    return room(number, *items, begins=10 * draw.below(2))


def test_rooms_that_are_told_to_be_proven_have_the_fewest_movements_of_all() -> None:
    told: list[str] = []
    for seed in range(300):
        draw = Draw(seed)
        rooms = [drawn(draw, number) for number in (1, 2)]
        best = together(rooms)
        try:
            found = put_rooms_in_order(rooms)
        except NoOrderFound:
            told.append("none")
            continue
        total, bound = sum(each.movements for each in found), sum(each.bound for each in found)
        assert best is not None
        assert bound <= best <= total
        assert not any(breaches(each.agenda, one.items) for each, one in zip(rooms, found, strict=True))
        told.append("proven" if all(each.proven for each in found) else "open")
        assert told[-1] == "open" or best == total
    assert told.count("proven") > 250
    assert set(told) == {"proven", "open", "none"}


def test_a_room_that_is_impossible_by_itself_is_refused_as_such() -> None:
    with pytest.raises(OrderRefused) as refused:
        put_rooms_in_order([room(1, item(1)), room(2, item(2, 1, required=(1,)))])
    assert refused.value.code == "ITEMS_IMPOSSIBLE"


def test_one_order_of_all_rooms_leaves_each_room_its_places() -> None:
    assert interleaved([1, 2, 1, 1, 2], {1: (7, 5, 6), 2: (9, 8)}) == (7, 9, 5, 6, 8)
    assert interleaved([], {}) == ()


def test_a_quorum_of_other_people_in_each_room_may_be_lacking() -> None:
    first, second = (room(number, item(number, number, quorum=2)).agenda for number in (1, 2))
    assert [shortfalls(each) for each in beside([first, second])] == [(), ()]
    three = [replace(each, items=tuple(replace(one, quorum=3) for one in each.items)) for each in (first, second)]
    assert [shortfalls(each) for each in three] == [(), ()]
    asked = (PersonToAsk(9), PersonToAsk(8, barred_from=(1,)))
    assert [shortfalls(each, asked[: 3 - number]) for number, each in enumerate(beside(three), start=1)] == [
        (Shortfall(1, 1, could_join=(9,), enough=(9,)),),
        (Shortfall(2, 1, could_join=(9,), enough=(9,)),),
    ]
    assert shortfalls(beside(three[:1])[0]) == ()


def test_whoever_does_not_come_fills_no_room_and_whoever_comes_late_does() -> None:
    people = (Attendant(1), Attendant(2, present=(Span(5, 9),)), Attendant(3, present=()), Attendant(4, counts=False))
    agendas = [AgendaToOrder((item(number, 3, quorum=1),), people) for number in (1, 2, 3)]
    assert [shortfalls(each) for each in beside(agendas[:2])] == [(), ()]
    assert [each.missing for one in beside(agendas) for each in shortfalls(one)] == [1, 1, 1]
    assert beside([]) == ()

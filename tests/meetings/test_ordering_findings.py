"""What is refused before anything is ordered, why items cannot take place, and who could be asked to come."""

from dataclasses import replace

import pytest

from meetings.ordering import refusals
from meetings.ordering.check import breaches, is_whole
from meetings.ordering.check_problem import MOST_ITEMS, MOST_MINUTES, MOST_PEOPLE, MOST_WEIGHT, validate
from meetings.ordering.findings import find_obstacles, refuse_impossible
from meetings.ordering.obstacles import Obstacle
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span
from meetings.ordering.shortfalls import PersonToAsk, Shortfall, shortfalls
from meetings.ordering.solve import put_in_order
from meetings.refusals import AgendaEmpty, MeetingRefused
from terms.meetings import ItemObstacle

O = ItemObstacle  # noqa: E741  (obstacles read as a table)
MORNING, NOON = Attendant(1, present=(Span(0, 30),)), Attendant(2, present=(Span(30, 60),))
ALL_DAY = Attendant(3)
PEOPLE = (MORNING, NOON, ALL_DAY)


def agenda(*items: ItemToOrder, before: tuple[tuple[int, int], ...] = ()) -> AgendaToOrder:
    """Return an agenda of an hour: these items, and one more that fills the rest of the time."""
    rest = ItemToOrder(99, 60 - sum(item.minutes for item in items))
    return AgendaToOrder((*items, rest), PEOPLE, before)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (AgendaToOrder((), PEOPLE), AgendaEmpty),
        (AgendaToOrder((ItemToOrder(1, 5), ItemToOrder(1, 5)), ()), refusals.GivenTwice),
        (AgendaToOrder((ItemToOrder(1, 5),), (ALL_DAY, ALL_DAY)), refusals.GivenTwice),
        (agenda(ItemToOrder(1, 5, barred=(8,))), refusals.StrangerNamed),
        (agenda(ItemToOrder(1, 5, required=(8,))), refusals.StrangerNamed),
        (agenda(ItemToOrder(1, 5), before=((1, 8),)), refusals.UnknownItem),
        (agenda(ItemToOrder(1, 0)), refusals.NumberUnfit),
        (agenda(ItemToOrder(1, 5, quorum=-1)), refusals.NumberUnfit),
        (agenda(ItemToOrder(1, 5, position=0)), refusals.NumberUnfit),
        (agenda(ItemToOrder(1, 5, position=3)), refusals.NumberUnfit),
        (AgendaToOrder((ItemToOrder(1, 5),), (Attendant(1, weight=0),)), refusals.NumberUnfit),
        (AgendaToOrder((ItemToOrder(1, 5),), (Attendant(1, weight=MOST_WEIGHT + 1),)), refusals.NumberUnfit),
        (agenda(ItemToOrder(1, 5, blocks=(Span(-1, 5),))), refusals.StretchUnfit),
        (agenda(ItemToOrder(1, 5, blocks=(Span(5, 5),))), refusals.StretchUnfit),
        (AgendaToOrder((ItemToOrder(1, 5),), (Attendant(1, present=(Span(9, 5),)),)), refusals.StretchUnfit),
        (agenda(ItemToOrder(1, 5, position=2), ItemToOrder(2, 5, position=2)), refusals.PositionTaken),
        (agenda(ItemToOrder(1, 5), before=((1, 99), (99, 1))), refusals.ItemsInCircle),
        (agenda(ItemToOrder(1, 5), before=((1, 1),)), refusals.ItemsInCircle),
        (AgendaToOrder(tuple(ItemToOrder(n, 1) for n in range(MOST_ITEMS + 1)), ()), refusals.TooMuchToOrder),
        (AgendaToOrder((ItemToOrder(1, 5),), tuple(map(Attendant, range(MOST_PEOPLE + 1)))), refusals.TooMuchToOrder),
        (AgendaToOrder((ItemToOrder(1, MOST_MINUTES), ItemToOrder(2, 1)), ()), refusals.TooMuchToOrder),
    ],
)
def test_an_agenda_that_contradicts_itself_is_refused_with_a_sentence(
    wrong: AgendaToOrder, refusal: type[MeetingRefused]
) -> None:
    with pytest.raises(refusal) as refused:
        put_in_order(wrong)
    assert refused.value.code == refusal.code
    for language in ("zh", "en"):
        assert "{" not in refused.value.message(language)


def test_an_agenda_at_its_limits_is_not_refused() -> None:
    validate(AgendaToOrder(tuple(ItemToOrder(n, 1, position=n + 1) for n in range(MOST_ITEMS)), ()))
    validate(AgendaToOrder((ItemToOrder(1, MOST_MINUTES),), tuple(map(Attendant, range(MOST_PEOPLE)))))
    validate(agenda(ItemToOrder(1, 5), ItemToOrder(2, 5), before=((1, 2), (1, 2), (1, 99), (2, 99))))


def test_a_circle_names_its_items() -> None:
    with pytest.raises(refusals.ItemsInCircle) as refused:
        validate(agenda(ItemToOrder(1, 5), ItemToOrder(2, 5), ItemToOrder(3, 5), before=((1, 2), (2, 3), (3, 1))))
    assert refused.value.items == (1, 2, 3)


@pytest.mark.parametrize(
    ("item", "obstacle"),
    [
        (ItemToOrder(1, 10, barred=(3,), required=(3,)), Obstacle(1, O.REQUIRED_BARRED, person=3)),
        (ItemToOrder(1, 40, required=(2,)), Obstacle(1, O.REQUIRED_AWAY, person=2)),
        (ItemToOrder(1, 10, blocks=(Span(0, 9), Span(10, 19))), Obstacle(1, O.OUTSIDE_BLOCKS)),
        (ItemToOrder(1, 10, blocks=()), Obstacle(1, O.OUTSIDE_BLOCKS)),
        (ItemToOrder(1, 10, blocks=(Span(55, 90),)), Obstacle(1, O.OUTSIDE_BLOCKS)),
        (ItemToOrder(1, 10, blocks=(Span(0, 20),), required=(2,)), Obstacle(1, O.TIMES_APART)),
        (ItemToOrder(1, 10, required=(1, 2)), Obstacle(1, O.TIMES_APART)),
        (ItemToOrder(1, 10, quorum=3), Obstacle(1, O.QUORUM_SHORT, missing=1)),
        (ItemToOrder(1, 10, quorum=5, barred=(3,)), Obstacle(1, O.QUORUM_SHORT, missing=4)),
        (ItemToOrder(1, 40, quorum=2), Obstacle(1, O.QUORUM_SHORT, missing=1)),
        (ItemToOrder(1, 10, blocks=(Span(10, 30),)), Obstacle(1, O.NO_BEGINNING)),
        (ItemToOrder(1, 10, position=1, required=(2,)), Obstacle(1, O.NO_BEGINNING)),
    ],
)
def test_an_item_that_cannot_take_place_says_why(item: ItemToOrder, obstacle: Obstacle) -> None:
    assert find_obstacles(agenda(item)) == (obstacle,)
    with pytest.raises(refusals.ItemsImpossible) as refused:
        put_in_order(agenda(item))
    assert refused.value.obstacles == (obstacle,)
    assert refused.value.message("zh") == f"以下议题无法进行：{obstacle.message('zh')}。"
    assert refused.value.message("en") == f"These items cannot take place: {obstacle.message('en')}."


@pytest.mark.parametrize(
    "item",
    [
        ItemToOrder(1, 10, barred=(3,), required=(1,)),
        ItemToOrder(1, 30, required=(1,)),
        ItemToOrder(1, 10, blocks=(Span(0, 10), Span(20, 29))),
        ItemToOrder(1, 10, blocks=(Span(0, 20),), required=(1,)),
        ItemToOrder(1, 10, quorum=2),
        ItemToOrder(1, 10, position=2, required=(2,)),
    ],
)
def test_an_item_that_can_take_place_is_put_in_order(item: ItemToOrder) -> None:
    assert find_obstacles(agenda(item)) == ()
    assert breaches(agenda(item), put_in_order(agenda(item)).items) == ()


def test_every_item_and_every_obstacle_is_told() -> None:
    nobody = ItemToOrder(1, 10, barred=(1,), required=(1,), blocks=(Span(0, 5),), quorum=3)
    assert find_obstacles(agenda(nobody, ItemToOrder(2, 10, quorum=4))) == (
        Obstacle(1, O.REQUIRED_BARRED, person=1),
        Obstacle(1, O.OUTSIDE_BLOCKS),
        Obstacle(1, O.QUORUM_SHORT, missing=1),
        Obstacle(2, O.QUORUM_SHORT, missing=2),
    )


def test_what_must_come_before_leaves_an_item_no_time() -> None:
    late = ItemToOrder(1, 10, blocks=(Span(0, 20),))
    assert find_obstacles(agenda(late, before=((99, 1),))) == (Obstacle(1, O.NO_BEGINNING),)
    assert find_obstacles(agenda(late, before=((1, 99),))) == ()
    third = replace(late, blocks=None, position=2)
    chained = agenda(third, ItemToOrder(2, 10), before=((2, 1), (99, 2)))
    assert find_obstacles(chained) == (Obstacle(1, O.NO_BEGINNING),)


def test_a_stretch_that_is_too_full_is_told_with_its_items() -> None:
    early = [ItemToOrder(number, 15, blocks=(Span(0, 25), Span(0, 20))) for number in (1, 2)]
    with pytest.raises(refusals.TimeCrowded) as refused:
        refuse_impossible(agenda(*early))
    told = refused.value
    assert (told.start, told.end, told.needed, told.over, told.items) == (0, 15, 30, 15, (1, 2))
    assert told.message("en").endswith("between minutes 0 and 15 need 30 minutes, 15 too many: (1, 2).")
    refuse_impossible(agenda(early[0], replace(early[1], blocks=(Span(0, 30),))))


def test_a_shortfall_says_how_many_are_missing_and_who_could_join() -> None:
    short = ItemToOrder(1, 10, quorum=4)
    to_ask = (
        PersonToAsk(13, present=(Span(0, 60),)),
        PersonToAsk(12, barred_from=(1,)),
        PersonToAsk(11, present=(Span(0, 9),)),
        PersonToAsk(10),
    )
    assert shortfalls(agenda(short), to_ask) == (Shortfall(1, 2, could_join=(10, 13), enough=(10, 13)),)
    assert shortfalls(agenda(short), to_ask[:3]) == (Shortfall(1, 2, could_join=(13,), enough=()),)
    assert shortfalls(agenda(short)) == (Shortfall(1, 2, could_join=(), enough=()),)
    assert shortfalls(agenda(replace(short, quorum=2)), to_ask) == ()


def test_whoever_could_join_does_so_when_fewest_are_missing() -> None:
    morning_only = ItemToOrder(1, 10, quorum=3, blocks=(Span(0, 20),), barred=(1,))
    late, early = PersonToAsk(10, present=(Span(30, 60),)), PersonToAsk(11, present=(Span(0, 15),))
    assert shortfalls(agenda(morning_only), (late, early)) == (Shortfall(1, 2, could_join=(11,), enough=()),)
    more = (late, early, PersonToAsk(12, present=(Span(0, 12),)), PersonToAsk(13, present=(Span(10, 30),)))
    assert shortfalls(agenda(morning_only), more) == (Shortfall(1, 2, could_join=(11, 12, 13), enough=(11, 12)),)


def test_whoever_is_asked_makes_the_quorum_that_was_missing() -> None:
    short = agenda(ItemToOrder(1, 10, quorum=4))
    (found,) = shortfalls(short, (PersonToAsk(10), PersonToAsk(11), PersonToAsk(12)))
    joined = replace(short, people=(*short.people, *(Attendant(number) for number in found.enough)))
    assert (found.missing, found.enough) == (2, (10, 11))
    assert shortfalls(joined) == ()
    assert find_obstacles(joined) == ()


@pytest.mark.parametrize(
    ("person", "refusal"),
    [
        (PersonToAsk(3), refusals.GivenTwice),
        (PersonToAsk(10, barred_from=(7,)), refusals.UnknownItem),
        (PersonToAsk(10, present=(Span(4, 4),)), refusals.StretchUnfit),
    ],
)
def test_whoever_cannot_be_asked_is_refused(person: PersonToAsk, refusal: type[MeetingRefused]) -> None:
    with pytest.raises(refusal):
        shortfalls(agenda(ItemToOrder(1, 10)), (person,))


def test_an_order_made_by_hand_is_held_to_every_limit() -> None:
    items = (
        ItemToOrder(1, 10, barred=(3,), required=(2, 3), quorum=2),
        ItemToOrder(2, 10, blocks=(Span(0, 10),), position=1),
    )
    by_hand = agenda(*items, before=((99, 1), (2, 99)))
    assert breaches(by_hand, (1, 2, 99)) == (
        Obstacle(1, O.REQUIRED_AWAY, person=2),
        Obstacle(1, O.REQUIRED_BARRED, person=3),
        Obstacle(1, O.QUORUM_SHORT, missing=1),
        Obstacle(1, O.TOO_EARLY, other=99),
        Obstacle(2, O.OUT_OF_POSITION),
        Obstacle(2, O.OUTSIDE_BLOCKS),
    )
    at_ease = replace(by_hand, items=(ItemToOrder(1, 10), *by_hand.items[1:]))
    assert breaches(at_ease, (2, 99, 1)) == ()
    assert is_whole(by_hand, (99, 1, 2))
    assert not is_whole(by_hand, (99, 1, 1))
    assert not is_whole(by_hand, (99, 1))


def test_every_obstacle_is_a_sentence_in_both_languages() -> None:
    for kind in O:
        obstacle = Obstacle(7, kind, missing=2, person=3, other=4)
        assert "{" not in obstacle.message("zh") + obstacle.message("en")
        assert obstacle.message("zh").startswith("议题 7") or "议题 7 " in obstacle.message("zh")
    assert Obstacle(7, O.QUORUM_SHORT, missing=2).message("zh") == "议题 7 在场人数差 2 人"
    assert Obstacle(7, O.QUORUM_SHORT, missing=2).message("en") == "item 7 lacks 2 people for its quorum"


def test_of_a_seat_one_person_makes_up_for_the_quorum() -> None:
    short = AgendaToOrder((ItemToOrder(1, 10, quorum=3),), (Attendant(1), Attendant(2, counts=False)))
    same = (PersonToAsk(10, seat=7), PersonToAsk(11, seat=7))
    assert shortfalls(short, same) == (Shortfall(1, 2, could_join=(10, 11), enough=()),)
    more = (*same, PersonToAsk(12, seat=8, present=(Span(0, 4),)), PersonToAsk(13, seat=8), PersonToAsk(14))
    assert shortfalls(short, more) == (Shortfall(1, 2, could_join=(10, 11, 13, 14), enough=(10, 13)),)
    obstacles = breaches(short, [1])
    assert [each.missing for each in obstacles] == [2]

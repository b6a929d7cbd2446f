"""The laws that hold of the order of any agenda."""

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.ordering.answer import tell
from meetings.ordering.check import breaches
from meetings.ordering.layout import lay_out
from meetings.ordering.problem import AgendaToOrder, Attendant, Span
from meetings.ordering.solve import put_in_order
from tests.meetings.drawn_agendas import drawn_agenda, mirrored
from tests.meetings.test_ordering import fewest

AGENDAS = st.builds(drawn_agenda, st.integers(0, 2**32))
MANY = settings(max_examples=150, deadline=None)


@MANY
@given(agenda=AGENDAS)
def test_somebody_who_is_barred_from_nothing_changes_nothing(agenda: AgendaToOrder) -> None:
    uncounted = replace(agenda, items=tuple(replace(item, quorum=0) for item in agenda.items))
    if fewest(uncounted) is not None:
        more = replace(uncounted, people=(Attendant(900, weight=7), *agenda.people))
        assert put_in_order(more) == put_in_order(uncounted)


@MANY
@given(agenda=AGENDAS, draw=st.randoms(use_true_random=False))
def test_in_which_order_people_are_given_and_what_their_numbers_are_does_not_matter(
    agenda: AgendaToOrder, draw: Random
) -> None:
    if fewest(agenda) is None:
        return
    people = list(agenda.people)
    draw.shuffle(people)
    renamed = {person.id: 500 - person.id for person in people}
    other = replace(
        agenda,
        outside=tuple(renamed[person] for person in agenda.outside),
        people=tuple(replace(person, id=renamed[person.id]) for person in people),
        items=tuple(
            replace(
                item,
                barred=tuple(renamed[person] for person in reversed(item.barred)),
                required=tuple(renamed[person] for person in item.required),
            )
            for item in agenda.items
        ),
    )
    assert put_in_order(other).items == put_in_order(agenda).items


@MANY
@given(agenda=AGENDAS)
def test_read_from_its_end_a_meeting_has_as_many_movements(agenda: AgendaToOrder) -> None:
    gathered = replace(agenda, outside=())
    assert fewest(mirrored(gathered)) == fewest(gathered)


@MANY
@given(agenda=AGENDAS, times=st.integers(2, 7))
def test_weights_and_minutes_are_only_measured_against_each_other(agenda: AgendaToOrder, times: int) -> None:
    def longer(spans: tuple[Span, ...] | None) -> tuple[Span, ...] | None:
        return None if spans is None else tuple(Span(span.start * times, span.end * times) for span in spans)

    slower = replace(
        agenda,
        items=tuple(replace(item, minutes=item.minutes * times, blocks=longer(item.blocks)) for item in agenda.items),
        people=tuple(
            replace(person, weight=person.weight * times, present=longer(person.present)) for person in agenda.people
        ),
    )
    movements = fewest(agenda)
    assert fewest(slower) == (None if movements is None else movements * times)
    if movements is not None:
        assert put_in_order(slower).items == put_in_order(agenda).items


@MANY
@given(agenda=AGENDAS)
def test_fewer_limits_and_fewer_gatherings_never_cost_more(agenda: AgendaToOrder) -> None:
    movements = fewest(agenda)
    if movements is None:
        return
    loose = replace(agenda, before=(), items=tuple(replace(item, blocks=None, position=None) for item in agenda.items))
    scattered = replace(agenda, gathered_at_start=False, gathered_at_end=False)
    for easier in (loose, scattered):
        easily = fewest(easier)
        assert easily is not None
        assert easily <= movements


@MANY
@given(agenda=AGENDAS)
def test_a_better_order_breaks_no_limit_and_is_counted_as_anybody_counts(agenda: AgendaToOrder) -> None:
    if fewest(agenda) is None:
        return
    ordered = put_in_order(agenda)
    assert breaches(agenda, ordered.items) == ()
    assert tell(agenda, ordered.items, bound=ordered.bound) == ordered
    layout = lay_out(agenda)
    places = [[item.id for item in agenda.items].index(number) for number in ordered.items]
    assert layout.movements(places) == ordered.movements >= layout.floor
    assert layout.fits(np.asarray([places])).tolist() == [True]
    assert ordered.movements % layout.unit == 0

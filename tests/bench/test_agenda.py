"""The ways of ordering that the bench sets side by side."""

from dataclasses import replace

import pytest

from bench.agenda import WAYS, chains, main, measure
from bench.agendas import KINDS, made_up_agenda
from meetings.ordering.check import breaches
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_orders_every_item_and_none_is_better_than_the_exact_one(kind: str, way: str) -> None:
    reached, best = measure(way, kind, 3, 8, 6), measure("exact", kind, 3, 8, 6)
    assert best.told is not None
    assert best.breaches == 0
    if reached.told is not None:
        assert sorted(reached.told.items) == list(range(1, 9))
        assert reached.told.movements >= best.told.movements or reached.breaches > 0
        assert reached.told.bound <= best.told.movements


def test_agendas_are_drawn_the_same_each_time() -> None:
    for kind in KINDS:
        assert made_up_agenda(kind, 5, items=9, people=7) == made_up_agenda(kind, 5, items=9, people=7)
    first = made_up_agenda("free", 1, items=3, people=4, barred=0.5).items
    assert [(item.minutes, item.barred) for item in first] == [
        (30, (101, 104)),
        (10, (101, 102)),
        (15, (101, 102, 104)),
    ]


def test_chains_count_common_conflicts_and_not_who_moves() -> None:
    people = tuple(map(Attendant, range(1, 5)))
    agenda = AgendaToOrder((ItemToOrder(1, 5, (1, 2)), ItemToOrder(2, 5), ItemToOrder(3, 5, (1, 2, 3))), people)
    told = chains(agenda)
    assert told is not None
    assert sorted(told.items) == [1, 2, 3]
    assert abs(told.items.index(1) - told.items.index(3)) == 1
    ringed = replace(agenda, items=tuple(ItemToOrder(n, 5, (1,) if n < 3 else (2,)) for n in range(1, 5)))
    joined = chains(ringed)
    assert joined is not None
    assert sorted(joined.items) == [1, 2, 3, 4]
    assert breaches(ringed, joined.items) == ()


def test_the_bench_prints_a_line_for_each_way(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--items", "6", "--people", "4", "--kind", "free", "--way", "exact"])
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "free, 6 items, 4 people, seed 1"
    assert printed[2].split()[0] == "exact"
    assert "proven" in printed[2]

"""Whoever has a clock can watch the levels, and the plan is the same as if nobody did."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from allocation.plan import LevelValue
from allocation.plan_document import plan_document
from allocation.problem import Problem
from allocation.solve import allocate
from allocation.stopping import Stop
from allocation.watching import watched_by
from terms.allocation import Level
from tests.allocation.small import AT_EASE, case, person

TWO = Problem((case(1), case(2)), (person(1), person(2, load=100), person(3, x=9)), limits=AT_EASE)
LAST = Level.WORST_SERVED


class Seen:
    """What somebody sees who watches."""

    def __init__(self) -> None:
        self.begun: list[Level] = []
        self.ended: list[Level] = []

    @contextmanager
    def __call__(self, level: Level) -> Iterator[None]:
        """See a level begin and end, before the next begins."""
        assert self.begun == self.ended
        self.begun.append(level)
        yield
        self.ended.append(level)


@pytest.mark.usefixtures("each_engine")
def test_each_level_is_watched_once_in_the_order_of_the_goods_and_the_plan_is_as_unwatched() -> None:
    seen = Seen()
    with watched_by(seen):
        plan = allocate(TWO, 7)
    assert seen.begun == seen.ended == [*TWO.order]
    unwatched = allocate(TWO, 7)
    assert plan == unwatched
    assert plan_document(plan, of_problem="") == plan_document(unwatched, of_problem="")
    assert seen.begun == [*TWO.order]  # the second was nobody's to see


def test_a_level_that_was_not_come_to_is_not_watched() -> None:
    seen, stop = Seen(), Stop()

    def want(value: LevelValue) -> None:
        assert seen.ended[-1] is value.level
        if value.level is LAST:
            stop.want()

    with watched_by(seen):
        plan = allocate(TWO, 7, on_level=want, stop=stop)
    assert seen.ended == [*TWO.order[: TWO.order.index(LAST) + 1]]
    assert [value.level for value in plan.levels] == [*TWO.order]

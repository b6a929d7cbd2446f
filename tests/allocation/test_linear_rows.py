"""The relaxation of a model that grows, and what it closes."""

from ortools.sat.python.cp_model import CpModel

from allocation.draft import Draft
from allocation.linear_rows import GRAIN, LinearRows, numbers_of
from allocation.problem import Problem
from allocation.sift import close_worse, relax


def test_what_is_added_to_a_model_later_is_read_then() -> None:
    model, rows = CpModel(), LinearRows()
    one = model.new_bool_var("one")
    model.add(one >= 1)
    rows.read(model)
    assert rows.prices({one.index: 3}) == [3 * GRAIN]
    other = model.new_int_var(0, 9, "other")
    model.add(one + 2 * other >= 4)
    rows.read(model)
    rows.read(model)
    assert rows.ranges == [(0, 1), (0, 9)]
    assert [(list(row[0]), list(row[1]), row[2]) for row in rows.rows] == [([0], [1], 1), ([0, 1], [1, 2], 4)]
    assert rows.prices({other.index: 2}) == [0, GRAIN]


def test_every_switch_that_would_make_the_level_worse_is_closed_and_no_number() -> None:
    draft = Draft(Problem((), ()))
    near, farther, far = (draft.model.new_bool_var(name) for name in ("near", "farther", "far"))
    number = draft.model.new_int_var(0, 9, "number")
    draft.model.add(near + farther + far >= 1)
    draft.model.minimize(near + 2 * farther + 5 * far + 7 * number + 2)
    relaxed = relax(draft, maximise=False)
    assert relaxed.bound == 3
    close_worse(draft, relaxed, 5)
    closed = draft.model.proto.constraints[1].linear
    assert len(draft.model.proto.constraints) == 2
    assert (numbers_of(closed.vars), numbers_of(closed.domain)) == ([far.index], [0, 0])

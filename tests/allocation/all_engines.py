"""Plans by all engines, printed: run in processes that differ in all that must not matter."""

import os
import random
from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

import pytest

from allocation.canonical import canonical
from allocation.engine import engine_of
from allocation.problem import Problem
from allocation.solve import allocate
from allocation.solver import DETERMINISTIC_LIMIT
from allocation.transport.by_transport import ByTransport
from bench.made_up import made_up_county, made_up_matrix
from bench.matrices import problem_of_matrix
from tests.allocation.conftest import ENGINES, use

Row = TypeVar("Row")
TRANSPORT = "by transport"
"""Chosen by the kind of problem, not by its size."""


def plans(*, order: int | None, processors: int | None = None) -> str:
    """Return the plans by engine, of facts that came in the given order, on so many processors at most."""
    if processors is not None:
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:processors]))
    posed = (made_up_county(4, cases=6, people=40), problem_of_matrix(made_up_matrix(3, 12, 9)))
    county, matrix = posed if order is None else (shuffled(problem, order) for problem in posed)
    made = []
    for name in ENGINES:
        with pytest.MonkeyPatch.context() as patch:
            use(name, patch)
            made.append(f"{name}: {allocate(county, 11)}")
    assert isinstance(engine_of(canonical(matrix), DETERMINISTIC_LIMIT), ByTransport)
    return "\n".join([*made, f"{TRANSPORT}: {allocate(matrix, 11)}"])


def shuffled(problem: Problem, order: int) -> Problem:
    """Return the same problem with everything that has no order in another one."""
    draw = random.Random(order)  # noqa: S311  (no secret: an order that can be repeated)

    def mixed(rows: tuple[Row, ...], within: Callable[[Row], Row] = lambda row: row) -> tuple[Row, ...]:
        return tuple(within(row) for row in draw.sample(rows, len(rows)))

    ordered = {"limits", "order", "cases", "candidates", "kin", "linked", "apart"}
    return replace(
        problem,
        cases=mixed(
            problem.cases,
            lambda one: replace(one, places=mixed(one.places), needs=mixed(one.needs), districts=mixed(one.districts)),
        ),
        candidates=mixed(problem.candidates, lambda one: replace(one, skills=mixed(one.skills))),
        kin=mixed(problem.kin, lambda pair: (pair[1], pair[0])),
        linked=mixed(problem.linked, lambda pair: (pair[1], pair[0])),
        apart=mixed(problem.apart, lambda pair: (pair[1], pair[0])),
        limits=replace(problem.limits, most_from=mixed(problem.limits.most_from)),
        **{one.name: mixed(getattr(problem, one.name)) for one in fields(problem) if one.name not in ordered},
    )

"""One problem, one seed, one plan: in any process, with any hash seed, order of facts and number of processors."""

import os
import subprocess
import sys

import pytest

from tests.allocation.all_engines import TRANSPORT, plans
from tests.allocation.conftest import ENGINES


def plans_in_another_process(arguments: str, **settings: str) -> str:
    program = f"from tests.allocation.all_engines import plans; print(plans({arguments}))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **settings}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout.rstrip()


@pytest.fixture(scope="module")
def here() -> str:
    """The plans that this process makes."""
    return plans(order=None)


def test_each_engine_makes_a_plan_of_its_own(here: str) -> None:
    made = [line.split(": ", 1) for line in here.splitlines()]
    assert [name for name, _ in made] == [*ENGINES, TRANSPORT]
    assert all("Seat(" in plan for _, plan in made)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_no_hash_seed_changes_a_plan(here: str, hash_seed: str) -> None:
    assert plans_in_another_process("order=None", PYTHONHASHSEED=hash_seed) == here


def test_no_order_of_the_facts_changes_a_plan(here: str) -> None:
    assert plans(order=5) == here
    assert plans_in_another_process("order=6", PYTHONHASHSEED="3") == here


@pytest.mark.parametrize(("processors", "threads"), [("1", "1"), ("None", "4")])
def test_no_number_of_processors_or_threads_changes_a_plan(here: str, processors: str, threads: str) -> None:
    names = ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    assert plans_in_another_process(f"order=7, processors={processors}", **dict.fromkeys(names, threads)) == here

"""One problem, one seed, one plan: in any process and with any hash seed."""

import os
import subprocess
import sys

from allocation.solve import allocate
from bench.made_up import made_up_county

PROGRAM = """
from allocation.solve import allocate
from bench.made_up import made_up_county
print(allocate(made_up_county(4, cases=6, people=40), 11))
"""


def plan_in_another_process(*, hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_two_processes_make_the_same_plan() -> None:
    here = repr(allocate(made_up_county(4, cases=6, people=40), 11))
    assert plan_in_another_process(hash_seed="1") == here
    assert plan_in_another_process(hash_seed="2") == here

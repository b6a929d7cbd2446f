"""``zones allocate`` of many problems: side by side, each plan in its file, whole or not at all."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from allocation.document import to_json
from allocation.problem import Problem
from bench.made_up import made_up_county
from service.commands.allocating_many import OutMissing, SameName
from service.commands.texts import OutUnfit
from tests.allocation.small import AT_EASE, case
from tests.service.running import PROGRAM, ROOT, environment
from tests.service.running import zones as program
from tests.service.test_allocate_command import HEARING, PROBLEM
from tests.service.test_workbook_commands import Terminal, zones
from verify import verify

__all__ = ["zones"]


@pytest.fixture
def problems(tmp_path: Path) -> list[Path]:
    """Write three problems: a good one, one without anybody, and one that cannot be read."""
    kept = {"good": to_json(PROBLEM), "empty": to_json(Problem((case(1),), (), limits=AT_EASE)), "bad": "{"}
    files = [tmp_path / f"{name}.json" for name in kept]
    for file, text in zip(files, kept.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


@pytest.mark.parametrize("workers", [1, 2])
async def test_each_plan_is_in_its_file_and_is_what_one_alone_gives(
    zones: Terminal, problems: list[Path], tmp_path: Path, workers: int
) -> None:
    out = tmp_path / "plans"
    code, said, _ = await zones("allocate", *problems[:2], "--seed", "7", "--out", out, "--workers", str(workers))
    assert code == 1
    assert [line.partition(": ")[2] for line in said.splitlines()] == [
        f"plan written {out / 'good.plan.json'}",
        f"plan written (a case has no team) {out / 'empty.plan.json'}",
    ]
    for problem in problems[:2]:
        alone = (await zones("allocate", problem, "--seed", "7"))[1]
        assert (out / f"{problem.stem}.plan.json").read_text("utf-8") == alone
    assert sorted(file.name for file in out.iterdir()) == ["empty.plan.json", "good.plan.json"]


def test_of_several_at_once_nobody_is_told_how_long_each_level_took(problems: list[Path], tmp_path: Path) -> None:
    done = program("allocate", *map(str, problems[:2]), "--out", str(tmp_path / "plans"), "--workers", "1")
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (1, "", 2)


async def test_what_cannot_be_read_keeps_no_other_from_its_plan(
    zones: Terminal, problems: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "plans"
    code, said, _ = await zones("allocate", problems[2], problems[0], "--record", "--out", out, language="zh_CN.UTF-8")
    assert code == 2
    assert [line.split()[1] for line in said.splitlines()] == ["未生成方案", "方案已写入"]
    assert [file.name for file in out.iterdir()] == ["good.run.json"]
    assert verify(json.loads((out / "good.run.json").read_text("utf-8"))) == []


async def test_a_folder_that_cannot_be_is_refused_before_anything_begins(
    zones: Terminal, problems: list[Path], tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    for asked, refusal in (
        (problems[:2], OutMissing()),
        ([*problems[:1] * 2, "--out", tmp_path], SameName(str(tmp_path / "good.plan.json"))),
        ([*problems[:1], "--out", file], OutUnfit(str(file), "File exists")),
    ):
        code, said, complaint = await zones("allocate", *asked)
        assert (code, said, complaint.strip()) == (2, "", refusal.message("en"))
    assert {each.name for each in tmp_path.iterdir()} == {"file", *(each.name for each in problems)}  # noqa: ASYNC240


def test_who_interrupts_gets_the_best_of_those_under_way_and_no_other(tmp_path: Path) -> None:
    county = b" " * 2**20 + to_json(made_up_county(1, cases=40, people=150)).encode()
    files = [tmp_path / f"{name}.json" for name in "abc"]
    for file in files:
        os.mkfifo(file)
    asked = ["allocate", *map(str, files), "--out", str(tmp_path), "--workers", "2", "--limit", "1e9", "--record"]
    with subprocess.Popen(
        [sys.executable, "-c", HEARING + PROGRAM, *asked],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        for file in files[:2]:  # more than a pipe holds: once it is written, a process is at work
            file.write_bytes(county)
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate()
    assert process.returncode == 2
    assert [line.partition(": ")[2].split(" /")[0] for line in said.decode().splitlines()] == [
        *["plan written (stopped: the best so far)"] * 2,
        "no plan",
    ]
    assert sorted(file.name for file in tmp_path.glob("*.run.json*")) == ["a.run.json", "b.run.json"]
    for name in "ab":
        assert verify(json.loads((tmp_path / f"{name}.run.json").read_text("utf-8"))) == []

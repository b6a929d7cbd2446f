"""``zones allocate``: a problem in, its plan out, with no database; what cannot be read is refused in a sentence."""

import json
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from allocation.document import problem_hash, to_json
from allocation.plan_document import plan_to_json
from allocation.problem import Limits, Need, Pair, Pin, Place, Problem
from allocation.solve import allocate
from bench.made_up import made_up_county
from service.cli import main
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, case, person
from tests.service.running import PROGRAM, ROOT, environment
from tests.service.test_workbook_commands import Terminal, zones
from verify import verify

__all__ = ["zones"]

SCHEMA = Path(__file__).parents[2] / "docs" / "allocation-problem.schema.json"
PLAN_SCHEMA = SCHEMA.with_name("allocation-plan.schema.json")
PROBLEM = Problem(
    cases=(case(1, Place(LEAD, 1), Place(MEMBER, 1), needs=(Need(Skill.LAW, 2),)), case(2)),
    candidates=(person(1, may_lead=True), person(2, skills=((Skill.LAW, 2),)), person(3, load=100)),
    pairs=(Pair(3, 1, role=MEMBER, rules=("R01",)),),
    published=(Pin(2, 3, MEMBER),),
    limits=Limits(keep_at_home=0, most_from=((1, 1),)),
)


async def test_the_plan_is_that_of_the_engine_with_names_and_units(zones: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text(to_json(PROBLEM), encoding="utf-8")
    code, said, _ = await zones("allocate", file, "--seed", "7")
    plan, told = allocate(PROBLEM, 7), json.loads(said)
    assert code == 0
    assert (told["format"], told["seed"]) == ("zones-allocation-plan/2", 7)
    assert told["problem_hash"] == problem_hash(PROBLEM)
    assert [(seat["case"], seat["person"], seat["role"]) for seat in told["seats"]] == [
        (seat.case, seat.person, seat.role.value) for seat in plan.seats
    ]
    assert [(level["level"], level["value"], level["bound"], level["proven"]) for level in told["levels"]] == [
        (level.level.value, level.value, level.bound, level.proven) for level in plan.levels
    ]
    assert told["levels"][0]["unit"] == {"zh": "紧急程度权重", "en": "weight of urgency"}


@pytest.mark.parametrize(
    ("language", "name", "line"),
    [
        ("en_US.UTF-8", "en", r"(.+): \d+\.\d s of the processor"),
        ("zh_CN.UTF-8", "zh", r"“(.+)”用时\d+\.\d秒（处理器时间）"),
    ],
)
async def test_how_long_each_level_took_is_told_beside_the_plan_unless_nobody_wants_to_know(
    zones: Terminal, tmp_path: Path, language: str, name: str, line: str
) -> None:
    file = tmp_path / "problem.json"
    file.write_text(to_json(PROBLEM), encoding="utf-8")
    code, said, told = await zones("allocate", file, "--seed", "7", language=language)
    levels = [re.fullmatch(line, each) for each in told.splitlines()]
    assert [each and each[1] for each in levels] == [getattr(level, name) for level in PROBLEM.order]
    assert await zones("allocate", file, "--seed", "7", "--quiet", language=language) == (code, said, "")


async def test_a_case_without_a_team_is_told_by_the_exit_code(zones: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text(to_json(Problem((case(1),), (), limits=AT_EASE)), encoding="utf-8")
    code, said, _ = await zones("allocate", file)
    assert code == 1
    assert [shortage["reason"] for shortage in json.loads(said)["shortages"]] == ["ROLE"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "the file is empty"),
        (b"{", "line 1, column 2"),
        (b"\xff\xfe", "problem.json” cannot be read: no UTF-8"),
        (b"[]", "not of the format"),
        (b'{"format": "zones-allocation-problem/2", "problem": {"cases": 5}}', "not a list"),
        (None, "problem.json” cannot be read: No such file"),
    ],
)
async def test_what_is_no_problem_is_refused(
    zones: Terminal, tmp_path: Path, content: bytes | None, fault: str
) -> None:
    file = tmp_path / "problem.json"
    if content is not None:
        file.write_bytes(content)
    code, said, complaint = await zones("allocate", file)
    assert (code, said) == (2, "")
    assert fault in complaint


async def test_a_problem_that_contradicts_itself_is_refused_in_the_readers_language(
    zones: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "problem.json"
    file.write_text(to_json(Problem((case(1, effort=101),), ())), encoding="utf-8")
    code, said, complaint = await zones("allocate", file, language="zh_CN.UTF-8")
    assert (code, said) == (2, "")
    assert "应在 1 至 100 之间" in complaint


@pytest.mark.parametrize(
    ("problem", "bound"),
    [
        (replace(PROBLEM, cases=(case(1, Place(MEMBER, 2_000_000_000)), case(2))), "outside 1 to 100"),
        (replace(PROBLEM, cases=(case(1, end=2_000_000_000), case(2))), "outside -36525 to 36525"),
        (replace(PROBLEM, limits=Limits(load_tier=1)), "outside 10 to 1000000"),
    ],
)
async def test_absurd_numbers_are_refused_with_their_bounds(
    zones: Terminal, tmp_path: Path, problem: Problem, bound: str
) -> None:
    file = tmp_path / "problem.json"
    file.write_text(to_json(problem), encoding="utf-8")
    code, said, complaint = await zones("allocate", file)
    assert (code, said) == (2, "")
    assert bound in complaint


def test_the_published_schema_is_the_printed_one_and_takes_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["allocate", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert json.loads(SCHEMA.read_text("utf-8")) == schema
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    document = json.loads(to_json(PROBLEM))
    assert list(validator.iter_errors(document)) == []
    for spoil in ("start", "places", "organ"):
        spoiled = json.loads(to_json(PROBLEM))
        spoiled["problem"]["cases"][0][spoil] = "x"
        assert [error.path[-1] for error in validator.iter_errors(spoiled)] == [spoil]
    document["problem"]["cases"][0]["surplus"] = 1
    assert "surplus" in next(validator.iter_errors(document)).message


LACKING = {
    "nobody for a role": Problem((case(1),), (), limits=AT_EASE),
    "no skill": Problem((case(1, needs=(Need(Skill.LAW, 2),)),), (person(1),), limits=AT_EASE),
    "two cases together": Problem((case(1, effort=60), case(2, effort=60)), (person(1),), limits=AT_EASE),
    "rules of teams": Problem(
        (case(1, Place(MEMBER, 2)),),
        (person(1, organ=1), person(2, organ=1)),
        limits=replace(AT_EASE, most_from=((1, 1),)),
    ),
}


def test_the_published_schema_of_plans_is_the_printed_one_and_takes_plans(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["allocate", "--plan-schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert json.loads(PLAN_SCHEMA.read_text("utf-8")) == schema
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    plans = {name: plan_of(problem) for name, problem in {"staffed": PROBLEM, **LACKING}.items()}
    assert not [error.message for plan in plans.values() for error in validator.iter_errors(plan)]
    reasons = {shortage["reason"] for plan in plans.values() for shortage in plan["shortages"]}
    assert reasons == {"ROLE", "SKILL", "TEAM_RULES"}
    assert plans["two cases together"]["shortages"][0]["together"]


@pytest.mark.parametrize("rows", ["seats", "levels", "shortages"])
def test_the_schema_of_plans_refuses_what_is_missing_of_another_kind_or_unknown(rows: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(PLAN_SCHEMA.read_text("utf-8")))
    plan = plan_of(LACKING["two cases together"])
    for name in plan[rows][0]:
        for row in ({key: value for key, value in plan[rows][0].items() if key != name}, plan[rows][0] | {name: [0.5]}):
            (error,) = validator.iter_errors(plan | {rows: [row]})
            assert list(error.path)[:2] == [rows, 0]
    (error,) = validator.iter_errors(plan | {rows: [{**plan[rows][0], "surplus": 1}]})
    assert "surplus" in error.message


def plan_of(problem: Problem) -> dict[str, Any]:
    """Return the document of a problem's plan as somebody reads it."""
    told: dict[str, Any] = json.loads(plan_to_json(allocate(problem, 7), of_problem=problem_hash(problem)))
    return told


async def test_the_record_of_a_run_is_verified_and_a_changed_one_is_not(zones: Terminal, tmp_path: Path) -> None:
    problem, record = tmp_path / "problem.json", tmp_path / "run.json"
    problem.write_text(to_json(PROBLEM), encoding="utf-8")
    record.write_text((await zones("allocate", problem, "--seed", "7", "--record"))[1], encoding="utf-8")
    code, said, _ = await zones("verify", record)
    assert (code, "a replay gives the same plan" in said) == (0, True)
    code, said, _ = await zones("verify", record, "--no-replay")
    assert (code, "not replayed" in said) == (0, True)
    changed = json.loads(record.read_text("utf-8"))
    changed["problem"]["problem"]["candidates"][0]["load"] += 1
    record.write_text(json.dumps(changed), encoding="utf-8")
    code, said, _ = await zones("verify", record, language="zh_CN.UTF-8")
    assert code == 1
    assert "哈希" in said


HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
"""For whoever runs the tests in the background, where a shell makes processes deaf to an interruption."""


def test_who_interrupts_gets_the_best_plan_so_far_and_is_told() -> None:
    county = made_up_county(1, cases=40, people=150)
    with subprocess.Popen(
        [sys.executable, "-c", HEARING + PROGRAM, "allocate", "-", "--limit", "1e9", "--record"],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b" " * 2**20)  # more than the pipe holds: once it is written, the command is at work
        process.stdin.write(to_json(county).encode())
        process.stdin.close()
        process.stdin = None
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        said, complaint = process.communicate()
    run = json.loads(said)
    assert process.returncode == 3
    assert "best plan so far" in complaint.decode()
    assert (verify(run), run["stopped"]) == ([], True)
    assert [level["level"] for level in run["plan"]["levels"]] == list(county.order)
    assert not all(level["proven"] for level in run["plan"]["levels"])
    assert not run["plan"]["lottery_proven"]

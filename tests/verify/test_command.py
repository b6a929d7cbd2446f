"""The command tells what it checked, what is wrong, and what it cannot read; it never breaks off."""

import json
import runpy
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from allocation.problem import Problem
from tests.allocation.small import AT_EASE, case, person
from tests.verify import of_earlier_version, run_of, sealed
from verify import UnreadableError, main, record, verify

LACKING = Problem((case(1), case(2)), (person(1, capacity=50),), limits=AT_EASE)
REPEAT = "import sys; sys.stdin.read(); print(open(sys.argv[1], encoding='utf-8').read())"


@pytest.fixture
def run() -> dict[str, Any]:
    return run_of(LACKING)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        path = tmp_path / "run.json"
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
        return str(path)

    return write


def test_a_good_run_is_told_check_by_check(
    run: dict[str, Any], written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([written(run)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 25
    assert all(line.startswith("checked: ") for line in lines[:-2])
    assert lines[-2] == "not replayed: the record alone was looked at"
    assert lines[-1] == f"compare the hash of the record with the published one: {run['record_hash']}"
    assert main([written(sealed(run | {"seed_commitment": None})), "--language", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2] == "未公布随机种子的承诺，无从核对"
    assert lines[9] == "已核对: 亲属不同组（R29）"


def test_faults_are_told_one_a_line(
    run: dict[str, Any], written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    run["plan"]["shortages"] = []
    assert main([written(sealed(run | {"problem_hash": ""}))]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("PROBLEM_HASH: the hash of the problem is ")
    assert second.startswith("NO_REASON: case ")
    assert main([written(run), "--language", "zh"]) == 1
    assert "也没有说明原因" in capsys.readouterr().out


UNREADABLE = [
    (b"\xff", "no UTF-8"),
    (b"", "no JSON"),
    (b"[" * 200_000, "no JSON"),
    (b'{"a":' * 200_000, "no JSON"),
    (b"9" * 5000, "no JSON"),
    (b'{"a": 1, "a": 2}', "twice"),
    (b'{"seed": NaN}', "NaN"),
    (b"[]", "not an object"),
    (b"null", "not an object"),
    (b"{}", "none of the known words"),
    (b'{"format": "zones-allocation-run/3"}', "none of the known words"),
    (b'{"format": "zones-allocation-run/2"}', "problem is missing"),
    (b'{"format": "zones-allocation-run/1"}', "problem is missing"),
    (b'{"format": "zones-allocation-run/2", "\\ud800": 1}', "unknown key"),
]


@pytest.mark.parametrize(("given", "told"), UNREADABLE, ids=[str(number) for number in range(len(UNREADABLE))])
def test_what_is_no_record_is_refused_in_a_sentence(
    given: bytes, told: str, written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([written(given)]) == 2
    assert told in capsys.readouterr().err
    assert main([written(given), "--language", "zh"]) == 2
    assert capsys.readouterr().err.endswith("。\n")


BOOKED = {"person": 1, "start": 0, "end": 1, "effort": 5, "at_home": False, "lent": False, "share": False}
CHANGES: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("seed",), True, "not a whole number"),
    (("seed",), 10**4000, "out of its range"),
    (("deterministic_limit",), "60", "not a number"),
    (("deterministic_limit",), True, "not a number"),
    (("deterministic_limit",), 0, "out of its range"),
    (("deterministic_limit",), float("inf"), "out of its range"),
    (("deterministic_limit",), float("nan"), "out of its range"),
    (("problem_salt",), None, "not a text"),
    (("problem_salt",), "\ud800", "half a character"),
    (("seed_committed_at",), "yesterday", "not a moment"),
    (("seed_committed_at",), 5, "not a text"),
    (("problem_frozen_at",), "2026-03-10T09:00:00", "without its time zone"),
    (("extra",), 1, "unknown key 'extra'"),
    (("problem",), [], "$.problem: not an object"),
    (("problem", "problem", "cases"), {}, "not a list"),
    (("problem", "problem", "cases", 0, "needs_female"), 1, "neither true nor false"),
    (("problem", "problem", "cases", 0, "places"), [], "an empty list"),
    (("problem", "problem", "cases", 0, "urgency"), [], "none of the known words"),
    (("problem", "problem", "cases", 0, "end"), 0, "an empty window"),
    (("problem", "problem", "cases", 0, "id"), 2, "the same is said twice"),
    (("problem", "problem", "candidates", 0, "availability"), 0, "out of its range"),
    (("problem", "problem", "candidates", 0, "availability"), 51, "out of its range"),
    (("problem", "problem", "limits", "load_tier"), 0, "out of its range"),
    (("problem", "problem", "kin"), [[1]], "not a list of two"),
    (("problem", "problem", "kin"), [[1, 1]], "her own kin"),
    (("problem", "problem", "kin"), [[1, 9]], "kin: an unknown person"),
    (("problem", "problem", "linked"), [[1, 1]], "linked to itself"),
    (("problem", "problem", "linked"), [[1, 9]], "linked: an unknown case"),
    (("problem", "problem", "apart"), [[1, 1]], "linked to itself"),
    (("problem", "problem", "apart"), [[1, 9]], "apart: an unknown case"),
    (("problem", "problem", "pins"), [{"case": 9, "person": 1, "role": "LEAD"}], "pins: an unknown case"),
    (("problem", "problem", "pins"), [{"case": 1, "person": 9, "role": "LEAD"}], "pins: an unknown person"),
    (("problem", "problem", "busy"), [BOOKED | {"effort": 0}], "takes no time"),
    (("problem", "problem", "limits", "loan_rest"), -1, "out of its range"),
    (("problem", "problem", "order"), ["FIT"], "does not begin with"),
    (("plan", "levels", 0, "scale"), 0, "out of its range"),
]


@pytest.mark.parametrize(("path", "value", "told"), CHANGES)
def test_what_has_the_wrong_shape_is_refused_by_its_place(
    run: dict[str, Any], path: tuple[str | int, ...], value: Any, told: str
) -> None:
    changed: Any = run
    for key in path[:-1]:
        changed = changed[key]
    changed[path[-1]] = value
    with pytest.raises(UnreadableError) as error:
        verify(run)
    assert told in error.value.en


def test_files_that_are_missing_or_too_large_are_refused(
    written: Callable[[Any], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["no such file"]) == 2
    assert capsys.readouterr().err == "The file 'no such file' cannot be read.\n"
    assert main(["nul\0"]) == 2
    monkeypatch.setattr(record, "MOST_BYTES", 10)
    assert main([written(b" " * 11)]) == 2
    assert capsys.readouterr().err.endswith("The file is too large.\n")


def test_a_window_of_many_days_takes_no_longer(run: dict[str, Any]) -> None:
    run["problem"]["problem"]["cases"][0]["end"] = 10**29
    run["problem"]["problem"]["limits"]["load_tier"] = 1
    assert "PROBLEM_HASH" in {fault.rule for fault in verify(run)}


def test_the_service_replays_the_run(
    run: dict[str, Any], written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([written(run), "--replay"]) == 0
    assert capsys.readouterr().out.splitlines()[-2] == "checked: a replay gives the same plan"


def test_another_plan_of_a_replay_is_told(
    run: dict[str, Any], written: Callable[[Any], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = run_of(replace(LACKING, order=LACKING.order[:-1]))["plan"]
    other["seats"] = []
    printed = tmp_path / "{seed}"
    (tmp_path / "1").write_text(json.dumps(other), encoding="utf-8")
    assert main([written(run), "--replay", sys.executable, "-c", REPEAT, str(printed)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("REPLAY_SEAT: the replay and the plan differ: case ")
    assert second == "REPLAY_LEVEL: the replay and the plan differ at the level “fit of skills”"


def test_what_no_rule_can_check_is_compared_with_the_replay(
    run: dict[str, Any], written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    run["plan"]["shortages"][0] |= {"gives_way_to": [], "giving_way": "NONE"}
    run["plan"]["levels"][0]["unit"]["en"] = "points"
    run["plan"]["units"]["shortages"]["places_missing"]["name"]["zh"] = "多余的人数"
    run["plan"]["lottery_proven"] = False
    assert main([written(sealed(run))]) == 0
    capsys.readouterr()
    assert main([written(sealed(run)), "--replay"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"REPLAY: the replay and the plan differ in {name}"
        for name in ("levels", "units", "shortages", "lottery_proven")
    ]


def test_a_record_of_an_earlier_version_is_replayed_and_told_as_one(
    run: dict[str, Any], written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = sealed(of_earlier_version(run))
    assert main([written(earlier), "--replay"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("this record is of an earlier version (zones-allocation-run/1); whatever of this it leaves")
    assert lines[-2:] == [
        "checked: a replay gives the same plan",
        f"compare the hash of the record with the published one: {earlier['record_hash']}",
    ]
    assert earlier["record_hash"] != run["record_hash"]
    earlier["plan"]["levels"][0]["unit"]["en"] = "points"
    assert main([written(sealed(earlier)), "--replay"]) == 1
    fault, told = capsys.readouterr().out.splitlines()
    assert (fault, told) == ("REPLAY: the replay and the plan differ in levels", first)
    assert main([written(earlier), "--language", "zh"]) == 1
    assert "该记录属于较早版本（zones-allocation-run/1）" in capsys.readouterr().out


def test_a_replay_that_gives_no_plan_is_told(
    run: dict[str, Any], written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([written(run), "--replay", sys.executable, "-c", "raise SystemExit(3)"]) == 2
    assert capsys.readouterr().err == "The command of the replay gave no plan (exit code 3).\n"
    assert main([written(run), "--replay", "no-such-command-of-ours"]) == 2
    assert capsys.readouterr().err == "The command of the replay cannot be run.\n"


def test_the_package_is_a_program(
    run: dict[str, Any], written: Callable[[Any], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["verify", written(run)])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("verify", run_name="__main__")
    assert left.value.code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_what_cannot_be_told_is_no_verdict(
    run: dict[str, Any], written: Callable[[Any], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for record_of_a_run in (run, run | {"problem_hash": ""}):
        with Path("/dev/full").open("w", encoding="ascii") as full:
            monkeypatch.setattr(sys, "stdout", full)
            assert main([written(record_of_a_run), "--language", "zh"]) == 2


def test_the_record_of_a_stopped_run_is_never_told_as_good(
    run: dict[str, Any], written: Callable[[Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    stopped = sealed(run | {"stopped": True})
    for arguments in ([], ["--replay", "no-such-command-of-ours"]):
        assert main([written(stopped), *arguments]) == 3
        assert capsys.readouterr().out.splitlines()[-2].startswith("the run was stopped: its plan is the best")
    assert main([written(stopped), "--language", "zh"]) == 3
    assert "曾被中止" in capsys.readouterr().out
    stopped["plan"]["shortages"] = []
    assert main([written(sealed(stopped))]) == 1

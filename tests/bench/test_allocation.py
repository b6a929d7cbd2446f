"""The bench of allocation: what it prints of each side, whom it lets check the plan, and what it runs beside."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from allocation import engine as engine_module
from allocation.canonical import canonical
from allocation.check import violations
from allocation.plan import LevelValue
from allocation.problem import Pair, Pin, Problem
from bench.allocation import main
from bench.beside import run_beside
from bench.instances import OBJECTIVES, problem_of
from bench.judging import CHECKER, checker_for
from bench.made_up import made_up_county
from bench.sides import Side, by_engine, by_greedy, by_model, by_search, first_plan
from bench.telling import compared, gap_of, print_verdict
from terms.allocation import Level
from terms.cases import AssignmentRole
from tests.allocation.conftest import ENGINES, use
from tests.allocation.small import AT_EASE, case, person
from tests.bench.test_instances import instance

SMALL = instance({}, {"unit": 3}, {"rev_cap": 2}, {"unit": 4, "base": 40}, cases=[{"k": 2}, {"unit": 3, "n_rev": 0}])


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Write an instance down."""
    file = tmp_path / "small.json"
    file.write_text(json.dumps(SMALL), encoding="utf-8")
    return file


def run(monkeypatch: pytest.MonkeyPatch, *asked: object) -> int:
    """Run the bench as if from a command line."""
    monkeypatch.setattr(sys, "argv", ["bench", *map(str, asked)])
    return main()


def checker(folder: Path, name: str, said: dict[str, Any]) -> Path:
    """Write a checker that says the same of every plan, once it has read both files."""
    file = folder / name
    reads = "plan = json.load(open(sys.argv[2])); json.load(open(sys.argv[1])); assert plan['teams']"
    file.write_text(f"import json, sys; {reads}; print(json.dumps({said!r}))", encoding="utf-8")
    return file


def claimed() -> dict[str, Any]:
    """Return what an honest checker says of the small instance."""
    side = by_engine(canonical(problem_of(SMALL)), 1, lambda *_: None)
    values = {OBJECTIVES[level][0]: float(value * OBJECTIVES[level][1]) for level, value in side.values.items()}
    return {"legal": True, "violations": [], "objectives": values}


def test_what_each_side_reaches_is_printed_by_the_names_of_the_format_and_in_its_units(
    written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, written) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    levels = {row[0]: row[1:] for row in rows if row[0][0] == "O"}
    assert [row[0] for row in levels.values()] == [level.value for level in problem_of(SMALL).order]
    assert {name: float(row[1]) for name, row in levels.items()} == claimed()["objectives"]
    assert all(row[3] == "proven" for row in levels.values())
    sides = [row for row in rows if row[0] in ("engine:", "greedy:")]
    assert [("building" in row, "solving" in row, row[-1]) for row in sides] == [(True, True, "MB")] * 2
    (first,) = (row for row in rows if row[:4] == ["first", "legal", "plan:", "after"])
    assert [float(first[-3]), first[-2], float(first[-1])] == [claimed()["objectives"]["O1"], "of", float(first[-1])]


def test_the_halves_of_the_engine_stand_beside_it_with_their_marks_and_times(
    written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, written, "--alone", "model,search,under", "--alone-limit", "9") == 0
    printed = capsys.readouterr().out.splitlines()
    sides = [line for line in printed if line.startswith(("  model alone:", "  search alone:", "  search under"))]
    assert len(sides) == 3
    by_model_alone = next(number for number, line in enumerate(printed) if line == sides[0]) + 1
    assert printed[by_model_alone].startswith("    beside the engine: same, in ")
    levels = [line for line in printed if line.startswith("  O")]
    assert [line.split().count("same") >= 1 for line in levels] == [True] * len(OBJECTIVES.keys() - {Level.CHANGES})
    broken = "violations by our own check: engine 0, greedy 0, model alone 0, search alone 0, search under our loads 0"
    assert f"  {broken}" in printed


def test_no_other_half_is_known(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, written, "--alone", "model,luck")


def test_where_no_level_is_of_load_no_search_stands_under_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--make", "3x4", "--alone", "search,under") == 0
    printed = capsys.readouterr().out
    assert "search alone" in printed
    assert "search under" not in printed


def test_the_model_alone_solves_any_size_and_says_what_is_not_proven_within_its_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine_module, "MODEL_ALONE", 0)
    county = canonical(made_up_county(1, cases=5, people=30))
    ours, alone = by_engine(county, 1, lambda *_: None), by_model(county, 60, lambda *_: None)
    assert all(level.proven for level in alone.levels.values())
    assert alone.values.keys() == alone.taken.keys() == alone.took.keys() == set(county.order)
    assert any(not level.proven for level in ours.levels.values())
    hurried = by_model(county, 1e-6, lambda *_: None)
    assert not all(level.proven for level in hurried.levels.values())


def test_the_search_alone_finds_legal_plans_and_proves_nothing() -> None:
    county = canonical(made_up_county(2, cases=6, people=40))
    ours, alone = by_engine(county, 1, lambda *_: None), by_search(county, lambda *_: None)
    assert alone.seats
    assert violations(county, alone.seats) == ()
    assert all(level.proven for level in ours.levels.values())
    differing = [compared(level, alone.values[level], ours.values[level]) for level in county.order]
    assert next(told for told in [*differing, "worse"] if told != "same") == "worse"
    assert not any(level.proven for level in alone.levels.values())


def test_a_search_under_given_plans_holds_what_they_reach() -> None:
    county = canonical(made_up_county(2, cases=6, people=40))
    ours = by_engine(county, 1, lambda *_: None)
    under = by_search(county, lambda *_: None, given=ours.taken)
    assert under.values == ours.values


def test_pins_that_a_half_does_not_reach_leave_it_without_a_plan() -> None:
    wanting = Problem((case(1),), (person(1),), pairs=(Pair(1, 1),), pins=(Pin(1, 1, AssignmentRole.MEMBER),))
    assert by_search(canonical(wanting), lambda *_: None).seats is None


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((10, 5, 3), "same"),
        ((9, 1, 1), "worse from O1 URGENCY_STAFFED on"),
        ((10, 4, 9), "better from O2 APPEARANCES on"),
        ((10, 5, 4), "worse from TRAVEL on"),
        (None, "no plan"),
    ],
)
def test_the_first_level_that_differs_decides(
    values: tuple[int, int, int] | None, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    levels = (Level.URGENCY_STAFFED, Level.APPEARANCES, Level.TRAVEL)
    names = {level: OBJECTIVES[level] for level in levels[:2]}
    ours = Side(values=dict(zip(levels, map(Fraction, (10, 5, 3)), strict=True)), took={Level.TRAVEL: 2.0})
    other = Side() if values is None else Side(values=dict(zip(levels, map(Fraction, values), strict=True)))
    print_verdict(ours, other, names)
    other.took = {Level.TRAVEL: 3.0}
    print_verdict(ours, other, names)
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == [
        f"beside the engine: {told}",
        f"beside the engine: {told}, in 1.50 times its time without the lottery",
    ]


def test_an_honest_checker_is_found_beside_the_instance_and_content(
    written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checker(written.parent, "check.py", claimed())
    assert run(monkeypatch, written, "--plans", written.parent / "plans") == 0
    assert "independent check: legal; values as claimed" in capsys.readouterr().out
    assert json.loads((written.parent / "plans" / "small.plan.json").read_text("utf-8"))["instance"] == "small"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"legal": False, "violations": ["T04 on case 0"]}, ("NOT LEGAL", "T04 on case 0")),
        ({"objectives": {"O1": 1}}, ("values DIFFER", "O1 is 1", "O6 is None")),
        ({"objectives": None}, ("nothing that can be read",)),
    ],
)
def test_what_a_checker_finds_is_told_and_fails_the_bench(
    written: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: dict[str, Any],
    told: Sequence[str],
) -> None:
    named = checker(written.parent, "other.py", claimed() | said)
    assert run(monkeypatch, written, "--checker", named) == 1
    printed = capsys.readouterr().out
    assert all(words in printed for words in told)


def test_an_option_names_the_checker_before_the_environment_and_that_before_the_folder(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CHECKER, raising=False)
    assert checker_for(written, None) is None
    beside = checker(written.parent, "check.py", {})
    assert checker_for(written, None) == beside
    monkeypatch.setenv(CHECKER, "elsewhere.py")
    assert checker_for(written, None) == Path("elsewhere.py")
    assert checker_for(written, Path("named.py")) == Path("named.py")


def test_the_greedy_makes_a_legal_plan_and_no_better_one() -> None:
    for seed in range(4):
        county = canonical(made_up_county(seed, cases=6, people=40))
        greedy, engine = by_greedy(county), by_engine(county, 1, lambda *_: None)
        assert greedy.seats
        assert violations(county, greedy.seats) == ()
        staffed = Level.URGENCY_STAFFED
        assert 0 < greedy.values[staffed] <= engine.values[staffed]
        assert greedy.peak > 0 < engine.peak


@pytest.mark.parametrize("engine_name", ENGINES)
def test_the_first_plan_of_each_engine_is_legal_and_keeps_pins(
    engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(engine_name, monkeypatch)
    county = canonical(made_up_county(1, cases=5, people=30))
    first = first_plan(county)
    assert first.seats
    assert violations(county, first.seats) == ()
    assert first.values[Level.URGENCY_STAFFED] > 0
    pins = tuple(Pin(seat.case, seat.person, seat.role) for seat in first.seats)
    pinned = canonical(replace(county, pins=pins[:3]))
    again = first_plan(pinned)
    assert again.seats
    assert violations(pinned, again.seats) == ()
    assert first.peak > 0


def test_the_greedy_staffs_first_what_is_most_urgent() -> None:
    cases = (case(1, weight=5, effort=60), case(2, weight=20, effort=60))
    side = by_greedy(Problem(cases, (person(1),), limits=AT_EASE))
    assert side.seats is not None
    assert [seat.case for seat in side.seats] == [2]


@pytest.mark.parametrize(
    ("level", "gap"),
    [
        (LevelValue(Level.TRAVEL, 12, 10, proven=False), "20.0%"),
        (LevelValue(Level.APPEARANCES, 3, 0, proven=False), "3.00"),
        (LevelValue(Level.FIT, 3, 0, proven=True), "proven"),
    ],
)
def test_a_gap_is_a_part_of_the_bound_or_in_the_unit_where_that_is_nothing(level: LevelValue, gap: str) -> None:
    assert gap_of(level, level.value, level.bound) == gap


def test_another_checkout_is_asked_for_the_same_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "__init__.py").touch()
    other = tmp_path / "bench" / "allocation.py"
    other.write_text("import sys; print(sys.argv[1:]); sys.exit('--make' in sys.argv)", encoding="utf-8")
    assert run_beside(tmp_path, ["--seed", "2"])
    assert "['--seed', '2', '--first-only']" in capsys.readouterr().out
    assert not run_beside(tmp_path, ["--make", "3x4"])
    assert "ended with 1; its own environment is made by: cd" in capsys.readouterr().out
    other.unlink()
    assert not run_beside(tmp_path, [])
    assert "is no checkout with a bench" in capsys.readouterr().out


def test_loads_are_told_in_the_unit_of_the_format() -> None:
    """Five times (100 / 80 of 4) the past work of 7 and ten twentieths of five weeks: one over two tiers of 100."""
    problem = canonical(problem_of(instance({}, cases=[{"k": 1, "n_rev": 0}])))
    side = by_engine(problem, 1, lambda *_: None)
    told = {OBJECTIVES[level][0]: value * OBJECTIVES[level][1] for level, value in side.values.items()}
    assert told["O3"] == 5 * (7 + 10 * 5)
    assert told["O4"] == (285 - 100) + (285 - 200)

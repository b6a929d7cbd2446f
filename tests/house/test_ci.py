"""What ``.ci/run`` leaves out of one step, another does: every test runs, and compiled code is tested as it runs."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REACHES_COMPILED = re.compile(
    r'allocation\.search|allocation import engine|"large"|"each_engine"|all_engines|load_target'
)


def lists_of_files() -> dict[str, set[str]]:
    """Return the arrays of the script by name, as its shell expands them."""
    lines = [line for line in (ROOT / ".ci/run").read_text("utf-8").splitlines() if re.match(r"\w+=\(tests/", line)]
    told = "".join(
        f'{line}; printf "{line.partition("=")[0]} %s\\n" "${{{line.partition("=")[0]}[*]}}"\n' for line in lines
    )
    said = subprocess.run(["bash", "-c", told], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return {name: set(files) for name, *files in (line.split() for line in said.splitlines())}


def test_whatever_is_named_is_there() -> None:
    lists = lists_of_files()
    assert {"pure", "drawn", "compiled"} == lists.keys()
    assert all((ROOT / named).exists() for names in lists.values() for named in names)


def test_what_reaches_compiled_code_is_tested_as_it_runs() -> None:
    reaching = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests/allocation").glob("test_*.py")
        if REACHES_COMPILED.search(path.read_text("utf-8"))
    }
    lists = lists_of_files()
    assert reaching <= lists["drawn"] | lists["compiled"]

"""The one door: only the standard library, a sentence for whoever cannot enter, and nothing done twice or by halves."""

import ast
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dev

SOURCE = Path(dev.__file__).read_text("utf-8")
OUTSIDE = "://"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the door stand in an empty folder with locks of no package."""
    for name in (dev.RUN, dev.DEVELOP):
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


def test_it_imports_the_standard_library_only() -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


def test_an_old_python_can_read_it_and_is_told_which_one_is_needed() -> None:
    ast.parse(SOURCE, feature_version=(3, 6))
    program = "import sys; sys.version_info = (3, 9, 2); import dev"
    old = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(dev.__file__).parent, capture_output=True, text=True, check=False
    )
    assert old.returncode == 2
    assert "needs Python 3.11 or newer" in old.stderr
    assert "Python 3.9." in old.stderr
    assert "Traceback" not in old.stderr


def test_an_unknown_word_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["dmeo"]) == 2
    assert capsys.readouterr().err == "There is no 'dmeo'. Choose one of: demo, test, check, mutate, zones, lock.\n"


def test_help_shows_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    shown = capsys.readouterr().out
    assert all(f"dev.py {word}" in shown for word in ("demo", "test", "check", "mutate", "zones", "lock"))


def test_an_unknown_check_is_refused_before_anything_is_installed(
    clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["check", "lnit"]) == 2
    assert "There is no check 'lnit'" in capsys.readouterr().err
    assert not (clone / ".venv").exists()


def test_the_first_run_installs_and_the_second_does_nothing(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dev.install(dev.RUN)
    assert "Installing 0 locked packages" in capsys.readouterr().out
    assert subprocess.run([str(dev.PYTHON), "-c", ""], check=True).returncode == 0
    (clone / ".venv" / "kept").touch()
    began = time.monotonic()
    dev.install(dev.RUN)
    assert time.monotonic() - began < 0.1
    assert capsys.readouterr().out == ""

    dev.install(dev.DEVELOP)
    assert "Installing" in capsys.readouterr().out
    assert (clone / ".venv" / "kept").exists()

    (clone / dev.RUN).write_text("# changed\n", "utf-8")
    assert dev.is_stamped(dev.RUN), "the developer's lock holds the other one's packages"
    (clone / dev.DEVELOP).write_text("# changed\n", "utf-8")
    assert not dev.is_stamped(dev.RUN)


def test_an_environment_made_by_halves_is_made_anew(clone: Path) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "half").touch()
    dev.install(dev.RUN)
    assert dev.is_stamped(dev.RUN)
    assert not (clone / ".venv" / "bin" / "half").exists()


def test_an_installation_that_fails_leaves_no_stamp(clone: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (clone / dev.RUN).write_text("without-a-hash==1.0\n", "utf-8")
    with pytest.raises(dev.ProblemError, match="pip could not install the locked packages"):
        dev.install(dev.RUN)
    assert "require" in capfd.readouterr().err
    assert not dev.is_stamped(dev.RUN)


def test_two_at_once_wait_for_each_other(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    door = os.open(clone, os.O_RDONLY)
    fcntl.flock(door, fcntl.LOCK_EX)
    holder = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.3)"], pass_fds=[door])
    os.close(door)
    began = time.monotonic()
    with dev.alone():
        assert time.monotonic() - began > 0.1
    assert capsys.readouterr().out == "Waiting for another dev.py to finish installing ...\n"
    assert holder.wait() == 0


@pytest.mark.parametrize("name", [dev.RUN, dev.DEVELOP])
def test_a_lock_names_no_address_and_gives_every_package_a_hash(name: str) -> None:
    text = (Path(dev.__file__).parent / name).read_text("utf-8")
    assert OUTSIDE not in text
    packages = [part for part in text.replace("\\\n", " ").splitlines() if part and not part.lstrip().startswith("#")]
    assert len(packages) > 20
    assert [line for line in packages if "--hash=sha256:" not in line] == []


def test_the_developers_lock_holds_all_that_the_service_runs_on() -> None:
    run, develop = (
        {
            line.split(" \\")[0]
            for line in (Path(dev.__file__).parent / name).read_text("utf-8").splitlines()
            if "==" in line
        }
        for name in (dev.RUN, dev.DEVELOP)
    )
    assert run <= develop

#!/usr/bin/env python3
"""The one door of the project: sets everything up beside itself, then does what is asked.

    python3 dev.py demo   [--port N] [--host H] [--data DIR] [--no-reload] [--size demo|city|province] [--fresh]
    python3 dev.py test   [arguments of pytest]
    python3 dev.py check  [names of checks]
    python3 dev.py mutate [arguments of mutmut run]
    python3 dev.py zones  ARGUMENTS
    python3 dev.py lock   [--upgrade]

Needs Python 3.11 or newer with venv, and the package registry that pip is set to; nothing else.
装好环境并运行：demo 演示，test 测试，check 检查。只需要 Python 3.11 以上（含 venv）和 pip 所设的软件源。
"""

# Only the standard library; and nothing that Python 3.6 cannot read, so that an old Python gets a sentence.

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)
AT_ONCE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")
if sys.version_info[:2] < OLDEST:  # here, because what follows is already read with new eyes
    print(
        "This needs Python 3.11 or newer, and {} is Python {}.{}. Run it with a newer one: python3.11 dev.py ...\n"
        "需要 Python 3.11 以上版本。".format(sys.executable, *sys.version_info[:2]),
        file=sys.stderr,
    )
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN = "requirements.lock"
DEVELOP = "requirements-dev.lock"
CHECKS = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy", "."],
    "imports": [str(VENV / "bin" / "lint-imports")],
    "dependencies": ["-m", "deptry", "."],
}
"""The checks of the house that are no tests, in order, as arguments of Python."""


class ProblemError(Exception):
    """What stops us, in a sentence with advice."""


def main(arguments: list[str]) -> int:
    """Do what the first argument names with the rest, and return the exit code."""
    acts = {"demo": demo, "test": test, "check": check, "mutate": mutate, "zones": zones, "lock": lock}
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if arguments[0] not in acts:
        print(f"There is no '{arguments[0]}'. Choose one of: {', '.join(acts)}.", file=sys.stderr)
        return 2
    try:
        return acts[arguments[0]](arguments[1:])
    except ProblemError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def demo(rest: list[str]) -> int:
    """Start the embedded database and the service on the demo county."""
    return become(RUN, ["-P", "-m", "service", "demo", *rest])


def zones(rest: list[str]) -> int:
    """Run the project's own command line; paths in it are taken from the folder of the caller."""
    return become(RUN, ["-P", "-m", "service", *rest])


def test(rest: list[str]) -> int:
    """Run the tests against a PostgreSQL of their own for each processor."""
    os.chdir(ROOT)
    return become(DEVELOP, ["-m", "pytest", *AT_ONCE, *rest])


def mutate(rest: list[str]) -> int:
    """Change the pure rooms line by line, and see whether a test notices."""
    os.chdir(ROOT)
    return become(DEVELOP, ["-m", "mutmut", "run", *rest])


def check(rest: list[str]) -> int:
    """Run the named checks, or all, to the end; show what the failed ones said, then one line for each."""
    unknown = [name for name in rest if name not in CHECKS]
    if unknown:
        raise ProblemError(f"There is no check '{unknown[0]}'. Choose from: {', '.join(CHECKS)}.")
    install(DEVELOP)
    results = []
    for name in rest or CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            [str(PYTHON), *CHECKS[name]],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode != 0:
            print(f"--- {name}", done.stdout.decode("utf-8", "replace"), sep="\n", flush=True)
        results.append((done.returncode, f"{name:<14}{time.monotonic() - began:5.1f} s"))
    for code, line in results:
        print("failed" if code else "ok    ", line)
    return 1 if any(code for code, _ in results) else 0


def lock(rest: list[str]) -> int:
    """Write both lock files anew from pyproject.toml; pins are kept unless ``--upgrade`` is asked for."""
    uv = shutil.which("uv")
    if uv is None:
        raise ProblemError("Making the locks needs uv, using them does not: pip install uv")
    shape = ["--universal", "--generate-hashes", "--no-header", "--quiet", "--python-version", "3.11", *rest]
    for name, extra in ((RUN, []), (DEVELOP, ["--extra", "dev", "--constraint", RUN])):
        subprocess.run([uv, "pip", "compile", *shape, *extra, "pyproject.toml", "-o", name], cwd=ROOT, check=True)
        if "://" in (ROOT / name).read_text("utf-8"):
            raise ProblemError(f"{name} names an address. A lock must work with every registry; see what uv is set to.")
    return 0


def become(lock_file: str, arguments: list[str]) -> int:
    """Turn into the Python of the environment, so that signals and the exit code need nobody in between."""
    install(lock_file)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), *arguments], environment())  # noqa: S606  (no shell is wanted)


def environment() -> dict[str, str]:
    """Return our environment variables with the project in sight of Python."""
    seen = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(seen)}


def install(lock_file: str) -> None:
    """Make ``.venv`` hold what the lock says, unless its stamp says that it does; the stamp is written last."""
    if is_stamped(lock_file):
        return
    with alone():
        if is_stamped(lock_file):  # the one we waited for did it
            return
        make_environment()
        count = (ROOT / lock_file).read_text("utf-8").count("==")
        print(f"Installing {count} locked packages into {VENV} (once; about half a minute) ...", flush=True)
        asked = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        locked = ["--require-hashes", "--no-deps", "--requirement", lock_file]
        if subprocess.run([str(PYTHON), *asked, *locked], cwd=ROOT, check=False).returncode != 0:
            raise ProblemError(
                "pip could not install the locked packages; its message is above. If the registry cannot be reached, "
                "name one that can: PIP_INDEX_URL=... python3 dev.py ...\n"
                "安装失败：请检查网络，或用 PIP_INDEX_URL 指定镜像。"
            )
        write_whole(stamp(lock_file), digest(lock_file))


def is_stamped(lock_file: str) -> bool:
    """Tell whether the environment holds the lock's packages; the developer's lock includes the other."""
    enough = (RUN, DEVELOP) if lock_file == RUN else (DEVELOP,)
    return any(stamp(name).is_file() and stamp(name).read_text("utf-8") == digest(name) for name in enough)


def stamp(lock_file: str) -> Path:
    """Return the file that remembers what was installed last."""
    return VENV / f"{lock_file}.stamp"


def digest(lock_file: str) -> str:
    """Return what an installation depends on, in short: the lock and this very Python."""
    return hashlib.sha256((ROOT / lock_file).read_bytes() + sys.version.encode()).hexdigest()


def make_environment() -> None:
    """Make ``.venv`` unless this Python made it whole; anything half-made or of another Python goes."""
    whole = VENV / "python.stamp"
    if whole.is_file() and whole.read_text("utf-8") == sys.version:
        return
    if not all(importlib.util.find_spec(needed) for needed in ("venv", "ensurepip")):
        named = "python{}.{}-venv".format(*sys.version_info[:2])
        raise ProblemError(
            f"{sys.executable} has no venv. On Debian and Ubuntu: apt install {named}; "
            f"elsewhere install a full Python.\n缺少 venv 模块：Debian 和 Ubuntu 请安装 {named}。"
        )
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE, check=False)
    if made.returncode != 0:
        raise ProblemError(
            f"The environment {VENV} could not be made: {made.stdout.decode('utf-8', 'replace').strip()}"
        )
    write_whole(whole, sys.version)


def write_whole(path: Path, text: str) -> None:
    """Write a file that is either all there or not at all."""
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one ``dev.py`` at a time change the environment; the kernel ends the wait when the other one dies."""
    if importlib.util.find_spec("fcntl") is None:
        raise ProblemError("This needs Linux or macOS. On Windows use WSL, or docker compose up.")
    import fcntl  # noqa: PLC0415  (Windows has none, and is told so above)

    door = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another dev.py to finish installing ...", flush=True)
            fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

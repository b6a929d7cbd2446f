"""``allocate`` for many problems: side by side, each in a process of its own; each plan in its file, or none of it."""

import argparse
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import IO, ClassVar

from service.commands.texts import OutUnfit
from service.terminal import spoken
from terms.refusals import Refusal

MADE = frozenset({0, 1, 3})
"""Exit codes of one allocation that come with a plan."""
REFUSED = 2
WORST_FIRST = (REFUSED, 3, 1, 0)
"""Of several exit codes, the first of these is that of all."""
TOLD = {
    0: {"zh": "方案已写入", "en": "plan written"},
    1: {"zh": "方案已写入（有案件缺人）", "en": "plan written (a case has no team)"},
    3: {"zh": "方案已写入（已中止，为目前最好）", "en": "plan written (stopped: the best so far)"},
    REFUSED: {"zh": "未生成方案", "en": "no plan"},
}


class SameName(Refusal):
    """Two problems would be written to the same file."""

    code: ClassVar[str] = "SAME_NAME"
    zh: ClassVar[str] = "多个问题文件的方案都将写入“{name}”，请改名后重试。"
    en: ClassVar[str] = (
        "The plans of several problems would all be written to “{name}”. Give the files different names."
    )

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class OutMissing(Refusal):
    """Several problems need a folder for their plans."""

    code: ClassVar[str] = "OUT_MISSING"
    zh: ClassVar[str] = "同时派案多个问题时，请用 --out 指定方案写入的文件夹。"
    en: ClassVar[str] = "Say by --out to which folder the plans of several problems are written."


def allocate_many(options: argparse.Namespace) -> int:
    """Make all plans, so many at a time as there are workers, and return the worst exit code of them.

    Ctrl-C asks each that is under way for its best so far, and begins no other; once more, and all end at once.

    Raises:
        OutMissing, OutUnfit, SameName: nothing was begun.
    """
    problems = [Path(name) for name in options.problem]
    outs = _outs(problems, options.out, ".run.json" if options.record else ".plan.json")
    codes, batch = [], _Batch(options)
    with ThreadPoolExecutor(max(1, options.workers)) as workers:
        made = [workers.submit(batch.make, problem, out) for problem, out in zip(problems, outs, strict=True)]
        for problem, out, each in zip(problems, outs, made, strict=True):
            codes.append(_awaited(each, batch))
            said = TOLD[codes[-1]][spoken()]
            print(f"{problem}: {said}{f' {out}' if codes[-1] in MADE else ''}", flush=True)
    return next(code for code in WORST_FIRST if code in codes)


def _awaited(made: Future[int], batch: "_Batch") -> int:
    while True:
        try:
            return made.result()
        except KeyboardInterrupt:
            batch.stop()


class _Batch:
    """The processes that make plans, each in a group of its own, so that an interruption reaches it from here alone."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._asked = ["--quiet", "--seed", str(options.seed), "--limit", str(options.limit)]
        self._asked += ["--record"] if options.record else []
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._wishes = 0

    def make(self, problem: Path, out: Path) -> int:
        """Let a process make one plan, put it where it belongs once it is whole, and return the exit code."""
        part = out.with_name(out.name + ".part")
        try:
            with part.open("wb") as file:
                process = self._started(problem, file)
                code = REFUSED if process is None else _ended(process, problem)
            if code in MADE:
                part.replace(out)
        except OSError as error:
            raise OutUnfit(str(out), error.strerror or type(error).__name__) from error
        finally:
            part.unlink(missing_ok=True)
        return code if code in MADE else REFUSED

    def stop(self) -> None:
        """Ask for the best so far at first, then for an end."""
        with self._lock:
            self._wishes += 1
            for process in self._running:
                process.send_signal(signal.SIGINT if self._wishes == 1 else signal.SIGKILL)

    def _started(self, problem: Path, file: IO[bytes]) -> subprocess.Popen[bytes] | None:
        """Return the process; None once the wish to stop was uttered."""
        command = [sys.executable, "-m", "service", "allocate", str(problem), *self._asked]
        with self._lock:
            self._running = {each for each in self._running if each.poll() is None}
            if self._wishes:
                return None
            process = subprocess.Popen(  # noqa: S603  (our own program)
                command, stdout=file, stderr=subprocess.PIPE, process_group=0
            )
            self._running.add(process)
            return process


def _ended(process: subprocess.Popen[bytes], problem: Path) -> int:
    """Wait for a process, tell what it complained of by the name of its problem, and return its exit code."""
    _, complaint = process.communicate()
    for line in complaint.decode("utf-8", "replace").splitlines():
        print(f"{problem}: {line}", file=sys.stderr, flush=True)
    return process.returncode


def _outs(problems: Sequence[Path], folder: str | None, ending: str) -> list[Path]:
    if folder is None:
        raise OutMissing
    outs = [Path(folder, ("stdin" if str(problem) == "-" else problem.stem) + ending) for problem in problems]
    name, times = Counter(outs).most_common(1)[0]
    if times > 1:
        raise SameName(str(name))
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutUnfit(folder, error.strerror or type(error).__name__) from error
    return outs

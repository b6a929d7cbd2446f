"""Another checkout of this project, such as the previous release, measured on the same problem."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PYTHON = Path(".venv/bin/python")
"""Where ``dev.py`` puts the environment of a checkout."""
HOW = "cd {clone} && python3 dev.py zones --help"


def run_beside(clone: Path, asked: Sequence[str]) -> bool:
    """Run the bench of a checkout in its own environment, pass on what it prints, and tell whether that went well."""
    print(f"  beside, in {clone}:", flush=True)
    if not (clone / "bench" / "allocation.py").is_file():
        print("    is no checkout with a bench: git clone --branch RELEASE . DIR, and name DIR")
        return False
    own = clone.resolve() / PYTHON
    python = str(own) if own.is_file() else sys.executable
    command = [python, "-m", "bench.allocation", *asked, "--first-only"]
    done = subprocess.run(
        command,
        cwd=clone,
        env={**os.environ, "PYTHONPATH": str(clone.resolve())},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print("".join(f"    {line}\n" for line in done.stdout.splitlines()), end="")
    if done.returncode:
        print(f"    ended with {done.returncode}; its own environment is made by: {HOW.format(clone=clone)}")
    return done.returncode == 0

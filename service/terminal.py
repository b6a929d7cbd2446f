"""The terminal that a command speaks to: its language, and a bar that shows how far long work is."""

import os
import sys
from types import TracebackType
from typing import Self, TextIO

WIDTH = 30
"""Characters of the bar."""


def spoken() -> str:
    """Return the language of the terminal: Chinese where the environment says so, else English."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if chosen.startswith("zh") else "en"


class Bar:
    """One line that is written over and over, on a terminal only; nothing at all in a pipe or a log."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label = label
        self._stream = sys.stderr if stream is None else stream
        self._shown = False

    def __enter__(self) -> Self:
        """Begin; nothing is shown before the first report."""
        return self

    def __call__(self, name: str, done: int, total: int) -> None:
        """Show that so many of so many are done."""
        if not self._stream.isatty():
            return
        filled = WIDTH * done // max(total, 1)
        bar = "█" * filled + "░" * (WIDTH - filled)
        self._stream.write(f"\r\x1b[2K{self._label} {bar} {done}/{total} {name}")
        self._stream.flush()
        self._shown = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away, so that the report stands alone."""
        if self._shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()

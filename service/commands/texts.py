"""The texts that commands take from files and give to the standard output, in UTF-8 whatever the terminal speaks."""

import os
import sys
from pathlib import Path
from typing import ClassVar

from terms.refusals import Refusal


class InputUnfit(Refusal):
    """A file, or the standard input, cannot be read."""

    code: ClassVar[str] = "INPUT_UNFIT"
    zh: ClassVar[str] = "无法读取“{name}”：{fault}。"
    en: ClassVar[str] = "“{name}” cannot be read: {fault}."

    def __init__(self, name: str, fault: str) -> None:
        super().__init__()
        self.name, self.fault = name, fault


class OutUnfit(Refusal):
    """A file, a folder or the standard output cannot be written to."""

    code: ClassVar[str] = "OUT_UNFIT"
    zh: ClassVar[str] = "无法写入“{name}”：{fault}。"
    en: ClassVar[str] = "“{name}” cannot be written: {fault}."

    def __init__(self, name: str, fault: str) -> None:
        super().__init__()
        self.name, self.fault = name, fault


def taken(name: str) -> str:
    """Return what a file, or with ``-`` the standard input, holds, without a mark of its byte order.

    Raises:
        InputUnfit: it cannot be read, or is no UTF-8.
    """
    try:
        return (_standard_input() if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise InputUnfit(name, error.strerror or type(error).__name__) from error
    except UnicodeDecodeError as error:
        raise InputUnfit(name, f"no UTF-8 (不是 UTF-8), byte {error.start}") from error


def _standard_input() -> bytes:
    return b"" if sys.stdin is None else sys.stdin.buffer.read()


def put(text: str) -> None:
    """Write a text to the standard output, all of it now.

    Raises:
        OutUnfit: nobody takes it, or the disk is full.
    """
    if sys.stdout is None:
        raise OutUnfit("-", "closed")
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except OSError as error:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # or Python would try again as it leaves
        raise OutUnfit("-", error.strerror or type(error).__name__) from error

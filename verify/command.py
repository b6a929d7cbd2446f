"""The command line: ``python -m verify RUN.json [--language zh|en] [--replay COMMAND...]``."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TextIO

from verify.record import load, read
from verify.replay import replay
from verify.run import CHECKS, faults_of
from verify.shapes import UnreadableError

GOOD, WRONG, UNREADABLE = 0, 1, 2
WORDS: Final = {
    "zh": ("已核对", "重算一次，得到相同的方案", "未公布随机种子的承诺，无从核对", "请与公布的记录哈希值比对"),
    "en": (
        "checked",
        "a replay gives the same plan",
        "no commitment to the seed was made: none is checked",
        "compare the hash of the record with the published one",
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Verify the record of a run, and return the exit code: 0 all is good, 1 faults, 2 it cannot be read or told."""
    options = _parser().parse_args(arguments)
    language: str = options.language
    try:
        run = read(load(options.record))
        faults = faults_of(run)
        faults += [] if options.replay is None else replay(run, options.replay)
    except UnreadableError as error:
        _say(sys.stderr, [error.zh if language == "zh" else error.en])
        return UNREADABLE
    if faults:
        return WRONG if _say(sys.stdout, [fault.told(language) for fault in faults]) else UNREADABLE
    checked, replayed, uncommitted, compare = WORDS[language]
    lines = [f"{checked}: {zh if language == 'zh' else en}" for zh, en, _ in CHECKS]
    lines += [] if options.replay is None else [f"{checked}: {replayed}"]
    lines += [uncommitted] if run["seed_commitment"] is None else []
    lines += [f"{compare}: {run['record_hash']}"]
    return GOOD if _say(sys.stdout, lines) else UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m verify", description="Verify the record of an allocation run (核验派案运行记录)."
    )
    parser.add_argument("record", metavar="RUN.json", help="the record (运行记录)")
    parser.add_argument("--language", choices=tuple(WORDS), default="en", help="language of what is told (语言)")
    parser.add_argument(
        "--replay",
        nargs=argparse.REMAINDER,
        metavar="COMMAND",
        help="also run this command, or else the service, again; {seed} and {limit} stand for the record's (重算)",
    )
    return parser


def _say(stream: TextIO, lines: Sequence[str]) -> bool:
    """Write the lines, whatever signs the terminal knows, and tell whether somebody takes them."""
    encoding = stream.encoding
    try:
        stream.write("".join(f"{line}\n" for line in lines).encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except OSError:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())  # or Python would try again as it leaves
        return False
    return True

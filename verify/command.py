"""The command line: ``python -m verify RUN.json [--language zh|en] [--replay COMMAND...]``."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TextIO

from verify.answers import EARLIER_RUN_FORMAT
from verify.record import load, read
from verify.replay import replay
from verify.run import CHECKS, faults_of
from verify.shapes import Row, UnreadableError

GOOD, WRONG, UNREADABLE, STOPPED = 0, 1, 2, 3
WORDS: Final = {
    "zh": ("已核对", "未公布随机种子的承诺，无从核对", "请与公布的记录哈希值比对"),
    "en": (
        "checked",
        "no commitment to the seed was made: none is checked",
        "compare the hash of the record with the published one",
    ),
}
REPLAYED: Final = {
    "zh": ("重算一次，得到相同的方案", "未重算，只核对了记录本身"),
    "en": ("a replay gives the same plan", "not replayed: the record alone was looked at"),
}
WAS_STOPPED: Final = {
    "zh": "该次运行曾被中止：方案只是中止时的最好结果，不是该种子应得的方案，无法重算核对",
    "en": "the run was stopped: its plan is the best that there was then, not the one that the seed gives, "
    "and no replay can confirm it",
}
EARLIER: Final = {
    "zh": "该记录属于较早版本（{format}），凡其未载的内容均无从核对：哪些时间占用属于借调或只占部分时间、"
    "两次借调的间隔、哪些案件互相关联或者属于复审复核、办案机关和案件所属机关、各级目标的差距、未配齐原因中的人员名单、"
    "让位情况和证明情况、数字的单位、运行是否曾被中止。如将新版记录删去这些内容冒充较早版本，记录的哈希值即不同",
    "en": "this record is of an earlier version ({format}); whatever of this it leaves out could not be checked: which "
    "bookings are loans or shares of time, the rest between loans, which cases are linked or re-examine another, which "
    "organs a case is of, the gaps of levels, who is named in reasons, what gives way and what of it is proven, the "
    "units of numbers, and whether the run was stopped. Who takes these out of a newer record and calls it an earlier "
    "one changes its hash",
}


def main(arguments: Sequence[str]) -> int:
    """Verify the record of a run, and return the exit code.

    0: all is good. 1: there are faults. 2: it cannot be read or told. 3: all holds, but the run was stopped.
    """
    options = _parser().parse_args(arguments)
    language: str = options.language
    try:
        run = read(load(options.record))
        faults = faults_of(run)
        replays = options.replay is not None and not run["stopped"]
        faults += replay(run, options.replay) if replays else []
    except UnreadableError as error:
        _say(sys.stderr, [error.zh if language == "zh" else error.en])
        return UNREADABLE
    earlier = [EARLIER[language].format(format=run["format"])] if run["format"] == EARLIER_RUN_FORMAT else []
    if faults:
        return WRONG if _say(sys.stdout, [*(fault.told(language) for fault in faults), *earlier]) else UNREADABLE
    said = _say(sys.stdout, [*earlier, *_verdict(run, language, replayed=replays)])
    return (STOPPED if run["stopped"] else GOOD) if said else UNREADABLE


def _verdict(run: Row, language: str, *, replayed: bool) -> list[str]:
    """Return the lines that tell what was checked, and what was not."""
    checked, uncommitted, compare = WORDS[language]
    again, not_again = REPLAYED[language]
    lines = [f"{checked}: {zh if language == 'zh' else en}" for zh, en, _ in CHECKS]
    lines.append(WAS_STOPPED[language] if run["stopped"] else f"{checked}: {again}" if replayed else not_again)
    lines += [uncommitted] if run["seed_commitment"] is None else []
    return [*lines, f"{compare}: {run['record_hash']}"]


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

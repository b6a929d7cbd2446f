"""``screen``: a list of people and cases in, the same list with what the rules answer out; open facts only."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from intake.screening_list import CASE, PERSON, PURPOSE, ROLE, ListedPair, read_pairs, write_csv
from intake.table import write_table
from recusal.findings import Finding, Screening
from recusal.registry import RULE_BY_CODE
from resolvers.caller import Caller
from resolvers.gate import NotFound
from resolvers.organs import organs_by_id
from resolvers.people import people_by_id
from resolvers.screening_files import PairWanted, screen_pairs
from schema.recusal import sentence
from schema.words import relation_word
from service.commands.workbooks import FileRefused, require_free, with_caller, write_whole
from service.terminal import spoken

HEADER = (
    *(PERSON, CASE, ROLE, PURPOSE),
    *("结论", "verdict", "规则 rules", "说明", "explanation", "问题", "problem"),
)
SHEET = "回避审查"
DONE = {
    "zh": "已审查{count}行，结果见{file}。仅依据公开信息，未查密封信息。",
    "en": "{count} rows were screened on open facts only, never the sealed ones; the answers are in {file}.",
}
BAD = {
    "zh": "有{count}行无法读取，见“问题”列。",
    "en": "{count} rows could not be read: see the column “problem”.",
}
WRONG = 1


def add_to(commands: Any) -> None:
    """Add the command."""
    screen = commands.add_parser("screen", help="screen a list of people and cases (.xlsx or .csv)")
    screen.add_argument("list", type=Path, help="the list: columns 人员编号, 案号 and, if need be, 岗位, 审查目的")
    screen.add_argument("file", type=Path, help="where the answers go: .csv, or else .xlsx")
    screen.add_argument("--force", action="store_true", help="replace the file if it is there")
    screen.add_argument("--data", type=Path, default=None, help="folder of an embedded database")
    screen.set_defaults(act=_screen)


def _screen(options: argparse.Namespace) -> int:
    require_free(options)
    try:
        content = options.list.read_bytes()
    except OSError as error:
        raise FileRefused(options.list, error.strerror or str(error)) from error
    listed = read_pairs(content, options.list.name)
    rows = with_caller(options, lambda caller: answered(caller, listed))
    is_csv = options.file.suffix.casefold() == ".csv"
    write_whole(options.file, write_csv(HEADER, rows) if is_csv else write_table(SHEET, HEADER, rows))
    bad = sum(1 for row in rows if row[-1])
    print(DONE[spoken()].format(count=len(rows) - bad, file=options.file))
    if bad:
        print(BAD[spoken()].format(count=bad))
    return WRONG if bad else 0


async def answered(caller: Caller, listed: Sequence[ListedPair]) -> list[list[str]]:
    """Return the row of each listed pair, with what the rules answer or what is wrong with it."""
    wanted = [PairWanted(pair.person, pair.case, pair.role, pair.purpose) for pair in listed if pair.problem is None]
    answers = iter(await screen_pairs(caller, wanted))
    by_pair = [next(answers) if pair.problem is None else None for pair in listed]
    findings = [finding for answer in by_pair if isinstance(answer, Screening) for finding in answer.findings]
    names = await _names(caller, findings)
    return [_row(pair, answer, names) for pair, answer in zip(listed, by_pair, strict=True)]


async def _names(caller: Caller, findings: Sequence[Finding]) -> Mapping[tuple[str, int | None], str]:
    """Return the names of the people and organs that findings name, as far as they may be seen."""
    people = sorted({each.other_person for each in findings if each.other_person is not None})
    organs = sorted({each.organ for each in findings if each.organ is not None})
    seen = zip(people, await people_by_id(caller, people), strict=True)
    known = zip(organs, await organs_by_id(caller, organs), strict=True)
    return {
        **{("person", key): row.name for key, row in seen if row is not None},
        **{("organ", key): row.name for key, row in known if row is not None},
    }


def _row(
    pair: ListedPair, answer: Screening | NotFound | None, names: Mapping[tuple[str, int | None], str]
) -> list[str]:
    asked = [pair.cells.get(column, "") for column in (PERSON, CASE, ROLE, PURPOSE)]
    if not isinstance(answer, Screening):
        refusal = pair.problem if answer is None else answer
        return [*asked, *[""] * 5, *_told(refusal)]
    verdict = answer.verdict
    rules = "、".join(dict.fromkeys(finding.rule for finding in answer.findings))
    said = ["\n".join(_sentences(answer.findings, names, language)) for language in ("zh", "en")]
    return [*asked, verdict.zh, verdict.value, rules, *said, "", ""]


def _told(refusal: Any) -> tuple[str, str]:
    return refusal.message("zh"), refusal.message("en")


def _sentences(
    findings: Sequence[Finding], names: Mapping[tuple[str, int | None], str], language: str
) -> Iterator[str]:
    for finding in findings:
        rule = RULE_BY_CODE[finding.rule]
        word = relation_word(finding.relation)
        lifted = relation_word(None if finding.lifted_by is None else finding.lifted_by.record)
        parts = [
            None if word is None else word.text(language),
            names.get(("person", finding.other_person)),
            names.get(("organ", finding.organ)),
            None if lifted is None else lifted.text(language),
        ]
        yield sentence(rule.code, rule.zh if language == "zh" else rule.en, parts, language)

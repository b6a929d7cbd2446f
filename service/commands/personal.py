"""``person-file``, ``personal-data`` and ``retention``: what is held on people, and for how long."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from resolvers.personal_file import document_of, personal_file
from resolvers.retention import Overdue, blank_overdue, overdue
from service.commands.workbooks import with_caller
from service.personal_data import printed
from service.terminal import spoken

LINE = {
    "zh": "{mark} {table}（{fields}）：{rows}条，{keeping}{days}天已过，最早{oldest}。{told}",
    "en": "{mark} {table} ({fields}): {rows} rows past {days} days, {keeping}; the oldest from {oldest}. {told}",
}
TOLD = {
    "blank": {"zh": "可清空：--apply。", "en": "Can be blanked: --apply."},
    "blanked": {"zh": "已清空。", "en": "Blanked."},
    "kept": {
        "zh": "仅列出：历史记录不得改写，请按档案规定处理。",
        "en": "Listed only: history is not rewritten; the rules on archives decide.",
    },
}
NOTHING = {"zh": "没有超过保存期限的内容。", "en": "Nothing is past its time."}


def add_to(commands: Any) -> None:
    """Add the commands."""
    one = commands.add_parser("person-file", help="print what is held on a person as JSON; sensitive parts are masked")
    one.add_argument("number", help="the number of the person")
    one.add_argument("--reason", default=None, help="why it is needed in full; goes on the audit trail")
    one.set_defaults(act=_person_file)
    register = commands.add_parser("personal-data", help="print the register of personal data, as docs/ keeps it")
    register.set_defaults(act=_personal_data)
    late = commands.add_parser("retention", help="list what is held on people past its time")
    late.add_argument("--apply", action="store_true", help="blank what can be blanked; nothing is ever deleted")
    late.set_defaults(act=_retention)
    for command in (one, late):
        command.add_argument("--data", type=Path, default=None, help="folder of an embedded database")


def _person_file(options: argparse.Namespace) -> int:
    file = with_caller(
        options, lambda caller: personal_file(caller, person_number=options.number, reason=options.reason)
    )
    print(json.dumps(document_of(file), ensure_ascii=False, indent=2))
    return 0


def _personal_data(_options: argparse.Namespace) -> int:
    print(printed(), end="")
    return 0


def _retention(options: argparse.Namespace) -> int:
    if options.apply:
        _tell(with_caller(options, blank_overdue), blanked=True)
    _tell(with_caller(options, overdue), blanked=False)
    return 0


def _tell(found: Sequence[Overdue], *, blanked: bool) -> None:
    language = spoken()
    for each in found:
        what = "blanked" if blanked else "blank" if each.can_be_blanked else "kept"
        print(
            LINE[language].format(
                mark="✓" if blanked else "✗",
                table=each.table,
                fields=", ".join(each.fields),
                rows=each.rows,
                keeping=each.keeping.word(language),
                days=each.days,
                oldest=each.oldest,
                told=TOLD[what][language],
            )
        )
    if not found and not blanked:
        print(NOTHING[language])

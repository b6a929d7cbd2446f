"""``template``, ``import`` and ``export``: the county's spreadsheets."""

import argparse
import os
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy import text

from db.session import Database
from intake.template import template
from resolvers.caller import Caller, Identity
from resolvers.intake import CountyMissing, Imported, WorkbookRefused, export_workbook, import_workbook, preview
from resolvers.workbooks.outcome import Outcome
from service.commands.places import on_database
from service.commands.workbook_report import report
from service.terminal import Bar, spoken
from terms.actor import COMMAND_LINE
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal
from terms.roles import Role

Answer = TypeVar("Answer")

WRONG = 1
READING = {"zh": "读取", "en": "reading"}
WRITING = {"zh": "写入", "en": "writing"}
DONE = {
    "template": {"zh": "已生成模板：{file}", "en": "The template is in {file}."},
    "export": {"zh": "已导出：{file}", "en": "Everything is in {file}."},
    "nothing": {"zh": "内容均已在库，没有任何更改。", "en": "Everything is on file already; nothing was changed."},
    "would": {"zh": "试导入：未写入任何内容，可以导入。", "en": "Dry run: nothing was written; it can be imported."},
    "would_not": {
        "zh": "试导入：未写入任何内容，有{count}处须更正。",
        "en": "Dry run: nothing was written; there are {count} things to correct.",
    },
    "imported": {"zh": "已导入。", "en": "Imported."},
    "suspended": {
        "zh": "新资料使{count}项办案任务须回避，已暂停，请查看派案。",
        "en": "The new facts bar {count} assignments in force; they are suspended: look at the allocation.",
    },
}


class FileRefused(Refusal):
    """A file that cannot be read or written, for the system's own reason."""

    code: ClassVar[str] = "FILE_REFUSED"
    zh: ClassVar[str] = "无法读写文件“{file}”：{reason}。"
    en: ClassVar[str] = "Cannot read or write the file “{file}”: {reason}."

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(file, reason)
        self.file = file
        self.reason = reason


class FileExists(Refusal):
    """A file that stands where one is to be written."""

    code: ClassVar[str] = "FILE_EXISTS"
    zh: ClassVar[str] = "文件“{file}”已存在，未覆盖。如要覆盖请加 --force。"
    en: ClassVar[str] = "The file “{file}” is there already and was left alone. Add --force to replace it."

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.file = file


def add_to(commands: Any) -> None:
    """Add the commands."""
    blank = commands.add_parser("template", help="write the blank workbook that counties fill in")
    taken = commands.add_parser("import", help="import a workbook (.xlsx or .csv), as a whole or not at all")
    given = commands.add_parser("export", help="write everything on file as a workbook")
    for command in (blank, taken, given):
        command.add_argument("file", type=Path, help="the file")
    for command in (blank, given):
        command.add_argument("--force", action="store_true", help="replace the file if it is there")
    for command in (taken, given):
        command.add_argument("--data", type=Path, default=None, help="folder of an embedded database")
    taken.add_argument("--dry-run", action="store_true", help="only tell what would be added, changed and refused")
    taken.add_argument("--all", action="store_true", help="list every problem and every change")
    blank.set_defaults(act=_template)
    taken.set_defaults(act=_import)
    given.set_defaults(act=_export)


def _template(options: argparse.Namespace) -> int:
    require_free(options)
    write_whole(options.file, template())
    _say("template", file=options.file)
    return 0


def _export(options: argparse.Namespace) -> int:
    require_free(options)
    content = with_caller(options, export_workbook)
    write_whole(options.file, content)
    _say("export", file=options.file)
    return 0


def _import(options: argparse.Namespace) -> int:
    try:
        data = options.file.read_bytes()
    except OSError as error:
        raise FileRefused(options.file, error.strerror or str(error)) from error
    name = options.file.name
    language = spoken()
    try:
        with Bar(READING[language]) as reading, Bar(WRITING[language]) as writing:
            if options.dry_run:
                outcome = with_caller(options, lambda caller: preview(caller, data, name, reading=reading))
            else:
                made = with_caller(
                    options, lambda caller: import_workbook(caller, data, name, reading=reading, writing=writing)
                )
    except WorkbookRefused as refused:
        _show(refused.outcome, options, changes=False)
        print(refused.message(language))
        return WRONG
    return _previewed(outcome, options) if options.dry_run else _imported(made, options)


def _previewed(outcome: Outcome, options: argparse.Namespace) -> int:
    _show(outcome, options, changes=True)
    count = len(outcome.refused)
    if outcome.imported_before is not None or (not count and outcome.changes_nothing):
        _say("nothing")
        return 0
    _say("would_not" if count else "would", count=count)
    return WRONG if count else 0


def _imported(made: Imported, options: argparse.Namespace) -> int:
    _show(made.outcome, options, changes=options.all)
    _say("nothing" if made.row is None else "imported")
    if made.suspended:
        _say("suspended", count=len(made.suspended))
    return 0


def _show(outcome: Outcome, options: argparse.Namespace, *, changes: bool) -> None:
    for line in report(outcome, spoken(), changes=changes, everything=options.all):
        print(line)


def _say(what: str, **values: object) -> None:
    print(DONE[what][spoken()].format(**values))


def require_free(options: argparse.Namespace) -> None:
    """Refuse, by ``FileExists``, to replace what is there without being told to."""
    if options.file.exists() and not options.force:
        raise FileExists(options.file)


def write_whole(file: Path, content: bytes) -> None:
    """Write the file as a whole: under another name first, so that no half of it is ever found."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileRefused(file, error.strerror or str(error)) from error


def with_caller(options: argparse.Namespace, act: Callable[[Caller], Awaitable[Answer]]) -> Answer:
    """Return what the act answers to the command line, who is the county's administrator."""

    async def run(database: Database) -> Answer:
        await _require_tables(database)
        identity = Identity(principal=COMMAND_LINE.principal, role=Role.COUNTY)
        return await act(Caller(identity, database, lambda: datetime.now(COUNTY_TIME), spoken(), COMMAND_LINE.origin))

    return on_database(options.data, run)


async def _require_tables(database: Database) -> None:
    """Refuse a database that was never set up."""
    async with database.reading() as session:
        connection = await session.connection()
        if (await connection.execute(text("SELECT to_regclass('public.counties')"))).scalar_one() is None:
            raise CountyMissing

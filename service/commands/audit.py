"""``audit``: the trail verified, its head taken out to be proved against later, and who looked behind the wall."""

import argparse
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import look_name
from db.audit_chain import FORMAT, Head, head_document, head_of
from db.audit_verify import Fault, Verification, verify
from db.session import Database
from db.tables import AuditEntry, Case, County, Person
from resolvers.gate import NotFound
from service.commands.places import on_database
from service.commands.workbooks import FileRefused
from service.terminal import spoken
from terms.refusals import Refusal
from terms.things import Thing

Answer = TypeVar("Answer")

WRONG = 1
LARGEST = 65536
"""Bytes of a file with a head at most; a real one has some hundred."""
WHOLE = {
    "zh": "审计记录完整：共{entries}条，与{proved}个导出的链首相符。",
    "en": "The audit trail is whole: {entries} entries, {proved} exported heads proved.",
}
BROKEN = {
    "zh": "审计记录有{count}处异常，共查{entries}条，与{proved}个导出的链首相符。请立即停用并保全数据库。",
    "en": "The audit trail is wrong in {count} places; {entries} entries, {proved} exported heads proved. Keep the"
    " database as it is, and report it.",
}
PLACE = {
    "zh": "✗ {word}：序号 {sequence}，记录 {entry}，时间 {at}，操作 {act}",
    "en": "✗ {word}: sequence {sequence}, entry {entry}, at {at}, act {act}",
}
LOOK = {"zh": "{at} {actor}（{origin}）", "en": "{at} {actor} ({origin})"}
LOOKS = {"zh": "共查看{count}次。", "en": "{count} looks."}


class HeadUnreadable(Refusal):
    """A file that is no exported head, or one of another county."""

    code: ClassVar[str] = "HEAD_UNREADABLE"
    zh: ClassVar[str] = "文件“{file}”不是本县用 zones audit head 导出的链首。"
    en: ClassVar[str] = "The file “{file}” is no head of this county's trail, as zones audit head prints it."

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.file = file


class HeadMissing(Refusal):
    """The row with the head of the chain is gone."""

    code: ClassVar[str] = "HEAD_MISSING"
    zh: ClassVar[str] = "审计记录的链首缺失，请运行 zones audit verify。"
    en: ClassVar[str] = "The head of the audit trail is gone. Run zones audit verify."


def add_to(commands: Any) -> None:
    """Add the commands."""
    audit = commands.add_parser("audit", help="verify the audit trail, export its head, ask who looked")
    parts = audit.add_subparsers(dest="part", required=True, metavar="PART")
    verified = parts.add_parser("verify", help="name every entry that was changed, taken away, moved or put in")
    verified.add_argument(
        "--head", type=Path, action="append", default=[], help="an exported head to prove against; may be given again"
    )
    head = parts.add_parser("head", help="print the head of the chain as JSON; keep it outside of this database")
    looks = parts.add_parser("looks", help="list who looked at the sealed grounds of a person in a case")
    looks.add_argument("--person", required=True, help="number of the person")
    looks.add_argument("--case", required=True, help="number of the case")
    for command, act in ((verified, _verify), (head, _head), (looks, _looks)):
        command.add_argument("--data", type=Path, default=None, help="folder of an embedded database")
        command.set_defaults(act=act)


def _verify(options: argparse.Namespace) -> int:
    heads = [read_head(file) for file in options.head]

    async def work(session: AsyncSession) -> Verification:
        county = (await session.exec(select(County.code))).first() or ""
        for file, head in zip(options.head, heads, strict=True):
            if head.county != county:
                raise HeadUnreadable(file)
        return await verify(session, heads)

    found = _asked(options, work)
    for fault in found.faults:
        print(_line(fault, spoken()))
    count = len(found.faults) + found.unnamed
    said = BROKEN if count else WHOLE
    print(said[spoken()].format(count=count, entries=found.entries, proved=found.proved))
    return WRONG if count else 0


def _line(fault: Fault, language: str) -> str:
    return PLACE[language].format(
        word=fault.fault.word(language),
        **{
            name: "-" if value is None else value
            for name, value in (
                ("sequence", fault.sequence),
                ("entry", fault.entry_id),
                ("at", fault.at),
                ("act", fault.act),
            )
        },
    )


def _head(options: argparse.Namespace) -> int:
    head = _asked(options, head_of)
    if head is None:
        raise HeadMissing
    print(json.dumps(head_document(head), ensure_ascii=False, indent=2))
    return 0


def read_head(file: Path) -> Head:
    """Read an exported head.

    Raises:
        FileRefused: the file cannot be read.
        HeadUnreadable: it holds something else.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise FileRefused(file, error.strerror or str(error)) from error
    try:
        given = json.loads(content.decode("utf-8-sig"))
        head = Head(
            county=given["county"],
            sequence=given["sequence"],
            hash=given["hash"],
            entry_id=given["entry"],
            taken_at=datetime.fromisoformat(given["taken_at"]),
        )
        whole = len(content) <= LARGEST and given["format"] == FORMAT
        numbered = type(head.sequence) is int and head.sequence >= 0
        hashed = type(head.hash) is str and len(head.hash) == 64  # noqa: PLR2004  (hexadecimal digits of a SHA-256)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HeadUnreadable(file) from error
    if not (whole and numbered and hashed):
        raise HeadUnreadable(file)
    return head


def _looks(options: argparse.Namespace) -> int:
    async def work(session: AsyncSession) -> Sequence[AuditEntry]:
        person = (await session.exec(select(Person.id).where(col(Person.number) == options.person))).first()
        case = (await session.exec(select(Case.id).where(col(Case.number) == options.case))).first()
        if person is None:
            raise NotFound(Thing.PERSON, options.person)
        if case is None:
            raise NotFound(Thing.CASE, options.case)
        named = await look_name(session, person, case)
        at_them = select(AuditEntry).where(
            AuditEntry.act == "READ_SEALED", col(AuditEntry.detail)["look"].as_string() == named
        )
        return (await session.exec(at_them.order_by(col(AuditEntry.id)))).all()

    found = _asked(options, work)
    for entry in found:
        print(LOOK[spoken()].format(at=entry.at.isoformat(), actor=entry.actor, origin=entry.origin))
    print(LOOKS[spoken()].format(count=len(found)))
    return 0


def _asked(options: argparse.Namespace, work: Callable[[AsyncSession], Awaitable[Answer]]) -> Answer:
    """Return what is found in one snapshot of the database."""

    async def run(database: Database) -> Answer:
        async with database.reading() as session:
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            return await work(session)

    return on_database(options.data, run)

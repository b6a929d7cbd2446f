"""Workbooks in and out: what one would do, the import as a whole or not at all, and everything as one again."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.bulk import present_moment
from db.database_errors import sql_state
from db.facts import hold_facts
from db.guards import GuardRefused, guard_refusal
from db.tables import Assignment, County, Import, Zone
from intake.book import Progress, silent
from intake.compare import compare
from intake.parse import Parsed, read_file
from intake.records import Records
from intake.write import write
from resolvers.caller import Caller
from resolvers.fact_acts.recording import changed_since, suspended_now
from resolvers.gate import Act, require
from resolvers.own_matters import closed_to
from resolvers.rescreening import rescreen
from resolvers.workbooks.checks import misfits, organ_names
from resolvers.workbooks.checks_on_file import misfits_on_file
from resolvers.workbooks.keep import keep
from resolvers.workbooks.keys import Keys
from resolvers.workbooks.misfits import Told
from resolvers.workbooks.outcome import Compared, Outcome, outcome_of
from resolvers.workbooks.reads import known_records
from resolvers.workbooks.shape import notes_left_out, shaped
from resolvers.workbooks.writing import Writing
from terms.audit import AuditResult
from terms.refusals import Refusal

INTEGRITY = "23"
"""SQL states of constraints begin so."""


class WorkbookRefused(Refusal):
    """Something in the workbook is wrong, so nothing of it was imported."""

    code: ClassVar[str] = "WORKBOOK_REFUSED"
    zh: ClassVar[str] = "表格中有{count}处须更正，未导入任何内容。请按列出的表、行、列更正后重新导入。"
    en: ClassVar[str] = "The workbook has {count} things to correct, and nothing was imported. Correct them and retry."

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.file_name)
        self.outcome = outcome
        self.count = len(outcome.refused)


class CountyMissing(Refusal):
    """The database has no county into which anything could be imported."""

    code: ClassVar[str] = "NO_COUNTY"
    zh: ClassVar[str] = "数据库中还没有县。请先运行 zones migrate 和 zones init。"
    en: ClassVar[str] = "The database has no county yet. Run zones migrate, then zones init."


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    outcome: Outcome
    row: Import | None
    """The import as it is on file; None where the file changed nothing."""
    suspended: Sequence[Assignment]
    """Assignments that the new facts bar, as far as the caller may be told."""


async def preview(caller: Caller, data: bytes, filename: str, *, reading: Progress = silent) -> Outcome:
    """Return what the import of a file would add, change and refuse; nothing is written.

    Raises:
        NotAllowed: the caller may not import.
        UnreadableFile: the file is no workbook.
    """
    require(caller, Act.IMPORT)
    parsed = await asyncio.to_thread(read_file, data, filename, progress=reading)
    async with caller.database.judging(Act.IMPORT) as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        return await _examined(session, caller, _File(filename, data, parsed))


async def import_workbook(
    caller: Caller, data: bytes, filename: str, *, reading: Progress = silent, writing: Progress = silent
) -> Imported:
    """Import a file as a whole, or refuse it as a whole; screen again whatever is in force.

    Raises:
        NotAllowed: the caller may not import.
        UnreadableFile: the file is no workbook.
        WorkbookRefused: something in it is wrong; every place is told.
        GuardRefused, OverCapacity: the database refused what the comparison did not foresee.
    """
    require(caller, Act.IMPORT)
    parsed = await asyncio.to_thread(read_file, data, filename, progress=reading)
    file = _File(filename, data, parsed)

    async def work(session: AsyncSession) -> Imported:
        await hold_facts(session)
        outcome = await _examined(session, caller, file)
        if outcome.refused and outcome.imported_before is None:
            raise WorkbookRefused(outcome)
        if outcome.refused or outcome.changes_nothing:
            return Imported(outcome, None, ())
        try:
            return await _kept(session, caller, file, outcome, writing)
        except DBAPIError as error:
            refusal = _refusal(error)
            if refusal is None:
                raise
            raise refusal from error

    return await caller.database.deciding(work, Act.IMPORT)


async def export_workbook(caller: Caller) -> bytes:
    """Return everything that workbooks hold as one workbook, and note who took it.

    Raises:
        NotAllowed: the caller may not export.
    """
    require(caller, Act.EXPORT)
    async with caller.database.judging(Act.EXPORT) as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        records = await known_records(session, on=caller.today(), closed=await closed_to(session, caller))
    content = await asyncio.to_thread(write, records)

    async def note(session: AsyncSession) -> None:
        hashed = hashlib.sha256(content).hexdigest()
        record(
            session,
            actor=caller.actor,
            act=Act.EXPORT.value,
            object_type="counties",
            object_id=None,
            result=AuditResult.READ,
            sha256=hashed,
        )

    await caller.database.deciding(note, Act.EXPORT)
    return content


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes
    parsed: Parsed

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


async def _examined(session: AsyncSession, caller: Caller, file: _File) -> Outcome:
    """Return the outcome of a file beside what is known now."""
    zones = dict((await session.exec(select(Zone.code, Zone.name))).all())
    records = shaped(file.parsed.records, zones)
    known = await known_records(session, on=caller.today(), incoming=records, closed=await closed_to(session, caller))
    compared = await asyncio.to_thread(_compared, records, known, file.parsed)
    told = list(compared.told)
    if not any(each.refuses for each in told):
        told += [misfit async for misfit in misfits_on_file(session, compared.comparison)]
    last = (await session.exec(select(Import).order_by(col(Import.id).desc()).limit(1))).first()
    before = last.imported_at if last is not None and last.sha256 == file.sha256 else None
    return outcome_of(file.name, file.parsed, compared, told, before=before)


def _compared(records: Records, known: Records, parsed: Parsed) -> Compared:
    comparison = compare(records, known, refused_names=parsed.refused_names)
    told: list[Told] = [*parsed.problems, *comparison.refused, *notes_left_out(parsed.records.people)]
    return Compared(comparison, [*told, *misfits(comparison, known)], organ_names(comparison, known))


async def _kept(session: AsyncSession, caller: Caller, file: _File, outcome: Outcome, progress: Progress) -> Imported:
    county = (await session.exec(select(County.id))).first()
    if county is None:
        raise CountyMissing
    writing = Writing(
        session=session,
        county_id=county,
        actor=caller.actor,
        on=caller.today(),
        moment=await present_moment(session),
        keys=Keys.of(outcome.comparison),
        progress=progress,
    )
    before = await suspended_now(session)
    await keep(writing, outcome.comparison, outcome.organ_names)
    await rescreen(session, on=caller.today())
    row = Import(
        county_id=county,
        file_name=file.name,
        sha256=file.sha256,
        counts={sheet.code: asdict(sheet) for sheet in outcome.sheets},
        imported_by=caller.identity.principal,
        imported_at=writing.moment,
    )
    session.add(row)
    await session.flush()
    record(session, actor=caller.actor, act="IMPORT", object_type="imports", object_id=row.id, sha256=row.sha256)
    await session.flush()
    told = await changed_since(session, caller, row, before)
    return Imported(outcome, row, tuple(told.suspended))


def _refusal(error: DBAPIError) -> Refusal | None:
    """Return the refusal that a guard's or a constraint's error means, None where neither spoke."""
    constraint = getattr(getattr(error.orig, "__cause__", None), "constraint_name", None)
    if constraint and (sql_state(error) or "").startswith(INTEGRITY):
        return guard_refusal(error) or GuardRefused(constraint)
    return guard_refusal(error)

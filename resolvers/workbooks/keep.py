"""A comparison into the county's rows: added, superseded, closed; in the order in which rows need each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from sqlmodel import col, select

from db.tables import CaseParty
from db.tables.columns import Recorded
from intake.comparison import Comparison
from intake.keys import Record
from intake.records import CaseRecord, MembershipRecord, OrganRecord, PersonRecord, Records
from intake.sheets import SHEETS
from resolvers.workbooks.facts import FactRow, fact_row, table_of
from resolvers.workbooks.keep_cases import keep_cases
from resolvers.workbooks.keep_organs import keep_organs
from resolvers.workbooks.keep_people import keep_people
from resolvers.workbooks.writing import Writing
from terms.periods import Period

ENTITIES = (OrganRecord, PersonRecord, CaseRecord)


async def keep(writing: Writing, comparison: Comparison, organ_names: Mapping[str, str]) -> None:
    """Write all that the comparison would do; the transaction and the screening after it are the caller's."""
    steps = _Steps(writing, comparison)
    await keep_organs(writing, comparison, organ_names)
    steps.done("organs")
    await keep_people(writing, comparison)
    steps.done("people")
    await keep_cases(writing, comparison)
    steps.done("cases")
    changes, replaced = _changed_facts(comparison)
    for table, keys in replaced.items():
        await writing.supersede(table, keys)
    await _supersede_parties(writing, comparison)
    for part in fields(Records):
        added: Iterable[Record] = getattr(comparison.added, part.name)
        records = [*added, *changes.get(part.name, ())]
        if part.name in {"organs", "people", "cases"}:
            continue
        await _insert(writing, [fact_row(record, writing.keys) for record in records])
        steps.done(part.name)


class _Steps:
    """Tells how many of the rows to be written are done, sheet by sheet."""

    def __init__(self, writing: Writing, comparison: Comparison) -> None:
        self._report = writing.progress
        self._count = {sheet.code: len(getattr(comparison.added, sheet.code)) for sheet in SHEETS}
        for change in comparison.changed:
            self._count[sheet_of(change.after)] += 1
        self._count["memberships"] += len(comparison.closes)
        self._done = 0

    def done(self, code: str) -> None:
        """Count a sheet as written."""
        self._done += self._count[code]
        name = next(sheet.zh for sheet in SHEETS if sheet.code == code)
        self._report(name, self._done, sum(self._count.values()))


def sheet_of(record: Record) -> str:
    """Return the code of the sheet whose records are such."""
    return next(sheet.code for sheet in SHEETS if sheet.record is type(record))


def _changed_facts(comparison: Comparison) -> tuple[dict[str, list[Record]], dict[type[Recorded], list[int]]]:
    """Return what takes the place of known facts, by sheet, and the rows that are superseded, by table."""
    ends = {closing.membership.id: closing for closing in comparison.closes}
    changes: dict[str, list[Record]] = defaultdict(list)
    replaced: dict[type[Recorded], list[int]] = defaultdict(list)
    for change in comparison.changed:
        if isinstance(change.after, ENTITIES) or change.before.id is None:
            continue
        after = change.after
        closing = ends.pop(change.before.id, None) if isinstance(after, MembershipRecord) else None
        if closing is not None and isinstance(after, MembershipRecord):
            after = replace(after, during=Period(after.during.start, closing.end))
        changes[sheet_of(after)].append(after)
        replaced[table_of(change.before)].append(change.before.id)
    for closing in ends.values():
        post = closing.membership
        if post.id is not None:
            changes["memberships"].append(replace(post, during=Period(post.during.start, closing.end)))
            replaced[table_of(post)].append(post.id)
    return changes, replaced


async def _supersede_parties(writing: Writing, comparison: Comparison) -> None:
    """Supersede parties that are on file with another first day: a case has a party in a role once."""
    rows = [fact_row(record, writing.keys).values for record in comparison.added.parties]
    if not rows:
        return
    cases = {row["case_id"] for row in rows}
    columns: list[Any] = [
        *(CaseParty.id, CaseParty.case_id, CaseParty.role),
        *(CaseParty.person_id, CaseParty.organ_id),
    ]
    found: Any = select(*columns).where(col(CaseParty.case_id).in_(cases), col(CaseParty.superseded_at).is_(None))
    wanted = {(row["case_id"], row["role"], row["person_id"], row["organ_id"]) for row in rows}
    there = (await writing.session.exec(found)).all()
    await writing.supersede(CaseParty, [key for key, *about in there if tuple(about) in wanted])


async def _insert(writing: Writing, rows: Iterable[FactRow]) -> None:
    by_table: dict[type[Recorded], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row.values)
    for table, values in by_table.items():
        await writing.insert(table, values)

"""Workbooks as counties make them, built by hand for the tests."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import openpyxl

from intake.compare import compare
from intake.comparison import Comparison
from intake.keys import NOWHERE
from intake.parse import Parsed, read_file
from intake.problem_codes import ProblemCode
from intake.problems import Problem
from intake.records import Records
from terms.periods import Period

Rows = Sequence[Sequence[Any]]


def workbook(
    sheets: Mapping[str, Rows], *, merges: Mapping[str, Sequence[str]] | None = None, hidden: str = ""
) -> bytes:
    """Return an .xlsx with these rows, merged areas and hidden sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row, start=1):
                if value is not None:
                    page.cell(number, place, value)
        for area in (merges or {}).get(name, ()):
            page.merge_cells(area)
        if name == hidden:
            page.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parsed(sheets: Mapping[str, Rows], **options: Any) -> Parsed:
    """Return what is read of such a workbook."""
    return read_file(workbook(sheets, **options), "县里报来的表.xlsx")


def refusals(problems: Sequence[Problem]) -> list[ProblemCode]:
    """Return the codes that refuse, in order."""
    return [problem.code for problem in problems if problem.refuses]


def compared(sheets: Mapping[str, Rows], known: Records | None = None) -> Comparison:
    """Return what such a workbook, which must read without refusals, does to what is known."""
    result = parsed(sheets)
    assert refusals(result.problems) == []
    return compare(result.records, known or Records(), refused_names=result.refused_names)


def kept(comparison: Comparison, before: Records | None = None) -> Records:
    """Return what is known once the comparison is written, with ids: what a database that obeys it holds."""
    changes = {(type(change.before), change.before.id): change.after for change in comparison.changed}
    ends = {closing.membership.id: closing.end for closing in comparison.closes}
    groups: dict[str, Any] = {}
    for part in fields(Records):
        old = [changes.get((type(record), record.id), record) for record in getattr(before or Records(), part.name)]
        if part.name == "memberships":
            old = [
                replace(record, during=Period(record.during.start, ends[record.id])) if record.id in ends else record
                for record in old
            ]
        new = getattr(comparison.added, part.name)
        groups[part.name] = tuple(
            replace(record, id=number, given=None, source=NOWHERE)
            for number, record in enumerate([*old, *new], start=1)
        )
    return Records(**groups)

"""A list of people and cases to be screened, one pair a row, and the list that is given back."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from intake.book import RawSheet
from intake.cells import CellValue, read_word
from intake.headers import ROWS_LOOKED_AT, header_key
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused, Problem
from intake.read import read_book
from intake.refusals import UnreadableFile
from intake.words import read_term
from terms.cases import AssignmentRole
from terms.recusal import Purpose

PERSON = "人员编号"
CASE = "案号"
ROLE = "岗位"
PURPOSE = "审查目的"
_WORDS: Mapping[str, str] = {
    PERSON: "人员编号 编号 人员 personnumber person",
    CASE: "案号 案件编号 案件 casenumber case",
    ROLE: "岗位 角色 办案角色 role",
    PURPOSE: "审查目的 目的 用途 purpose",
}
"""Headers that mean each column, as ``header_key`` compares them."""
_BOOK_MARK = "\ufeff"
_TAKEN_FOR_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class NoPairsInFile(UnreadableFile):
    """No sheet of the file has the two columns that every list needs."""

    code: ClassVar[str] = "NO_PAIRS_IN_FILE"
    zh: ClassVar[str] = "文件中没有同时含有“人员编号”和“案号”两列的表。岗位、审查目的两列可不填。"
    en: ClassVar[str] = (
        "No sheet of the file has both columns 人员编号 (person number) and 案号 (case number). The columns 岗位 "
        "(role) and 审查目的 (purpose) may be left out."
    )


@dataclass(frozen=True, slots=True)
class ListedPair:
    """One row of the list; with a problem it is given back and not screened."""

    row: int
    """As the spreadsheet numbers it."""
    cells: Mapping[str, str]
    """What stands in the four columns, as far as it can be read."""
    person: str = ""
    case: str = ""
    role: AssignmentRole = AssignmentRole.MEMBER
    purpose: Purpose = Purpose.ASSIGNMENT
    problem: Problem | None = None


def read_pairs(content: bytes, filename: str) -> list[ListedPair]:
    """Return the pairs of the first sheet that has them; raises an ``UnreadableFile`` where none has.

    Role and purpose may be written in Chinese, in English or by their codes; blank is a member who works on the case.
    """
    for sheet in read_book(content, filename).sheets:
        found = _header(sheet)
        if found is not None:
            header, columns = found
            return [_pair(sheet.name, row, cells, columns) for row, cells in sheet.rows.items() if row > header]
    raise NoPairsInFile


def _header(sheet: RawSheet) -> tuple[int, dict[str, int]] | None:
    for row, cells in islice(sheet.rows.items(), ROWS_LOOKED_AT):
        keys = [header_key(cell) if isinstance(cell, str) else "" for cell in cells]
        columns = {
            name: next(place for place, key in enumerate(keys) if key in words.split())
            for name, words in _WORDS.items()
            if not set(keys).isdisjoint(words.split())
        }
        if {PERSON, CASE} <= columns.keys():
            return row, columns
    return None


def _pair(sheet: str, row: int, cells: Sequence[CellValue], columns: Mapping[str, int]) -> ListedPair:
    values = {name: cells[place] if place < len(cells) else None for name, place in columns.items()}
    texts: dict[str, str] = {name: "" if value is None else str(value) for name, value in values.items()}
    column = PERSON
    try:
        for column in (PERSON, CASE):
            texts[column] = _number(values[column])
        column = ROLE
        role = read_term(AssignmentRole, values.get(ROLE)) or AssignmentRole.MEMBER
        column = PURPOSE
        purpose = read_term(Purpose, values.get(PURPOSE)) or Purpose.ASSIGNMENT
    except CellRefused as refused:
        value = texts.get(column, "") if refused.value is None else refused.value
        problem = Problem(refused.code, sheet, row, header=column, value=value, detail=refused.detail)
        return ListedPair(row, texts, problem=problem)
    return ListedPair(row, texts, texts[PERSON], texts[CASE], role, purpose)


def _number(value: CellValue) -> str:
    number = read_word(value)
    if number is None:
        raise CellRefused(ProblemCode.REQUIRED)
    return number


def write_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a .csv file in UTF-8 with its mark, by which Excel knows it; no cell can become a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return (_BOOK_MARK + stream.getvalue()).encode()


def _harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet program computes it, in the form that this service reads back."""
    if not cell.startswith(_TAKEN_FOR_FORMULAS):
        return cell
    doubled = cell.replace('"', '""')
    return f'="{doubled}"'

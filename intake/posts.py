"""Posts on the establishment follow each other: a newer one ends the open one before it on its own first day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from intake.comparison import Closing
from intake.keys import NOWHERE, PersonKey
from intake.ledger import Entry, Ledger, problem_at
from intake.problem_codes import ProblemCode
from intake.problems import Problem, RowRefused
from intake.records import MembershipRecord, PersonRecord
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period


def close_older(ledger: Ledger[MembershipRecord]) -> tuple[list[Closing], list[Problem]]:
    """End open posts that the file supersedes; report those that overlap or cannot be put in order."""
    by_person: dict[PersonKey, list[Entry[MembershipRecord]]] = defaultdict(list)
    for entry in ledger.entries:
        if entry.record.kind is MembershipKind.ESTABLISHMENT:
            by_person[entry.record.person].append(entry)
    closings: list[Closing] = []
    problems: list[Problem] = []
    for entries in by_person.values():
        if len(entries) > 1 and any(entry.source for entry in entries):
            entries.sort(key=lambda entry: entry.record.during.start or date.min)
            _close_in_order(entries, closings, problems)
    return closings, problems


def _close_in_order(
    entries: Sequence[Entry[MembershipRecord]], closings: list[Closing], problems: list[Problem]
) -> None:
    for older, newer in pairwise(entries):
        source = newer.source or older.source
        start, end = newer.record.during.start, older.record.during.end
        if source is None or (end is not None and start is not None and end <= start):
            continue
        if start is None:
            refused = RowRefused(
                ProblemCode.MOVE_WITHOUT_DATE, older.record.organ, field="organ", value=newer.record.organ
            )
            problems.append(problem_at(source, refused))
        elif end is not None or start == older.record.during.start:
            detail = f"{older.record.organ}、{newer.record.organ}"
            problems.append(
                problem_at(source, RowRefused(ProblemCode.MEMBERSHIP_OVERLAP, detail, field="during.start"))
            )
        elif older.known is not None:
            closings.append(Closing(older.known, start, source))
        else:
            older.record = replace(older.record, during=Period(older.record.during.start, start))


def add_main_organs(
    ledger: Ledger[MembershipRecord], people: Sequence[Entry[PersonRecord]], keys: Sequence[PersonKey]
) -> None:
    """Enter an undated post for people whose row in 人员 is all that tells where they belong.

    Nobody has one who has any post there, or any on the establishment anywhere.
    """
    placed = {(entry.record.person, entry.record.organ) for entry in ledger.entries}
    established = {entry.record.person for entry in ledger.entries if entry.record.kind is MembershipKind.ESTABLISHMENT}
    for person, key in zip(people, keys, strict=True):
        organ = person.record.organ
        if person.source is None or organ is None or (key, organ) in placed or key in established:
            continue
        ledger.lay(
            MembershipRecord(
                person=key,
                organ=organ,
                kind=MembershipKind.ESTABLISHMENT,
                during=ALWAYS,
                source=person.source or NOWHERE,
            )
        )


def undated_moves(
    ledger: Ledger[MembershipRecord], people: Sequence[Entry[PersonRecord]], keys: Sequence[PersonKey]
) -> list[Problem]:
    """Report people whose main organ changes without a dated post at the new one in the same file."""
    dated = {
        (entry.record.person, entry.record.organ)
        for entry in ledger.entries
        if entry.source is not None and entry.record.during.start is not None
    }
    problems: list[Problem] = []
    for person, key in zip(people, keys, strict=True):
        before = person.known.organ if person.known else None
        if person.source and before is not None and person.record.organ != before and (key, key.organ) not in dated:
            refused = RowRefused(ProblemCode.MOVE_WITHOUT_DATE, before, field="organ", value=person.record.organ or "")
            problems.append(problem_at(person.source, refused))
    return problems

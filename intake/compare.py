"""What a file would add, change and close beside what is known, and what of it is refused.

Rows are laid over what is known: filled cells replace, blank cells leave alone, nothing is removed. The same file twice
changes nothing. People are never guessed. Everything wrong is collected.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from intake.comparison import Change, Comparison
from intake.keys import Record
from intake.ledger import Chooser, Entry, Ledger, added, problem_at, unchanged
from intake.lineage import Organs
from intake.merging import differing
from intake.people_rows import People
from intake.person_names import label
from intake.posts import add_main_organs, close_older, undated_moves
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused, Problem, RowRefused
from intake.records import (
    CaseRecord,
    InterestRecord,
    LeaveRecord,
    MembershipRecord,
    PartyRecord,
    Records,
    SkillRecord,
    TieRecord,
)
from intake.sameness import (
    about_case,
    about_interest,
    about_leave,
    about_membership,
    about_party,
    about_skill,
    about_tie,
    align_tie,
)

_UNKNOWN = frozenset({ProblemCode.ORGAN_UNKNOWN, ProblemCode.PERSON_UNKNOWN, ProblemCode.CASE_UNKNOWN})

AnyRecord = TypeVar("AnyRecord", bound=Record)


def compare(incoming: Records, known: Records, *, refused_names: Collection[str] = ()) -> Comparison:
    """Return what the import of a file would do; ``known`` are all records on file, with their ids.

    ``refused_names`` are of rows refused when they were read: what depends on them says so instead of "unknown".
    """
    return _Comparing(incoming, known, frozenset(refused_names)).result()


class _Comparing:
    """One comparison, sheet by sheet in the order in which rows need each other."""

    def __init__(self, incoming: Records, known: Records, refused_names: frozenset[str]) -> None:
        self.refused: list[Problem] = []
        self.refused_names = set(refused_names)
        self.organs = Organs(incoming.organs, known.organs)
        self.refused.extend(self.organs.refused)
        self.refused_names |= self.organs.refused_names
        self.people = People(incoming.people, known.people, self.organs, refuse=self._refuse)
        self.refused_names |= self.people.refused_names
        self.cases = self._ledger(Ledger(about_case), incoming.cases, known.cases, self._case)
        self.numbers = {entry.record.number for entry in self.cases.entries}
        self.memberships = self._ledger(
            Ledger(about_membership), incoming.memberships, known.memberships, self._membership
        )
        self.ties = self._ledger(Ledger(about_tie, align=align_tie), incoming.ties, known.ties, self._tie)
        self.interests = self._ledger(Ledger(about_interest), incoming.interests, known.interests, self._interest)
        self.skills = self._ledger(Ledger(about_skill), incoming.skills, known.skills, self._skill)
        self.leave = self._ledger(Ledger(about_leave), incoming.leave, known.leave, self._leave)
        self.parties = self._ledger(Ledger(about_party), incoming.parties, known.parties, self._party)

    def result(self) -> Comparison:
        """Return the comparison, posts put in order."""
        people, keys = self.people.entries, self.people.keys()
        add_main_organs(self.memberships, people, keys)
        self.refused.extend(undated_moves(self.memberships, people, keys))
        closes, overlaps = close_older(self.memberships)
        self.refused.extend(overlaps)
        ledgers = (self.memberships, self.ties, self.interests, self.skills, self.leave, self.cases, self.parties)
        changed = [
            change
            for entries in (self.organs.entries, people, *(ledger.entries for ledger in ledgers))
            for entry in entries
            if (change := _change(entry)) is not None
        ]
        return Comparison(
            added=self._records(added),
            changed=tuple(changed),
            unchanged=self._records(unchanged),
            closes=tuple(closes),
            refused=tuple(sorted(self.refused, key=_position)),
            people={key: entry.id for key, entry in zip(keys, people, strict=True)},
            organs=self.organs.ids(),
            cases={entry.record.number: entry.id for entry in self.cases.entries},
        )

    def _records(self, choose: Chooser) -> Records:
        return Records(
            organs=choose(self.organs.entries),
            people=choose(self.people.entries),
            memberships=choose(self.memberships.entries),
            ties=choose(self.ties.entries),
            interests=choose(self.interests.entries),
            skills=choose(self.skills.entries),
            leave=choose(self.leave.entries),
            cases=choose(self.cases.entries),
            parties=choose(self.parties.entries),
        )

    def _ledger(
        self,
        ledger: Ledger[AnyRecord],
        incoming: Iterable[AnyRecord],
        known: Iterable[AnyRecord],
        named: Callable[[AnyRecord], AnyRecord],
    ) -> Ledger[AnyRecord]:
        for record in known:
            try:
                ledger.know(named(record))
            except CellRefused as refused:
                # A record of people on file whom no row can tell apart: no row can speak of it either.
                if refused.code is not ProblemCode.PERSON_AMBIGUOUS:
                    raise
        for row in incoming:
            try:
                ledger.lay(named(row))
            except CellRefused as refused:
                self._refuse(row, refused)
        return ledger

    def _refuse(self, row: Record, refused: CellRefused) -> None:
        """Note the problem; what is unknown only because its own row is refused says so."""
        value = refused.value or ""
        if refused.code in _UNKNOWN and {value, value.partition("（")[0]} & self.refused_names:
            refused.code, refused.detail = ProblemCode.DEPENDS_ON_REFUSED, ""
        self.refused.append(problem_at(row.source, refused))

    def _membership(self, record: MembershipRecord) -> MembershipRecord:
        return replace(
            record, person=self.people.key(record.person), organ=self.organs.need(record.organ, field="organ")
        )

    def _tie(self, record: TieRecord) -> TieRecord:
        places = (self.people.place(record.person, "person"), self.people.place(record.other, "other"))
        tie = replace(record, person=self.people.key_at(places[0]), other=self.people.key_at(places[1]))
        if places[0] == places[1]:
            raise RowRefused(ProblemCode.SAME_PERSON, field="other", value=label(tie.other))
        for place, implied in zip(places, tie.genders, strict=True):
            known = self.people.entries[place].record.gender
            if implied is not None and known is not None and implied is not known:
                word, who = tie.relation.kind.zh, label(self.people.key_at(place))
                raise RowRefused(ProblemCode.GENDER_CONTRADICTS, who, field="relation", value=word)
        return tie

    def _interest(self, record: InterestRecord) -> InterestRecord:
        return replace(
            record,
            person=self.people.key(record.person),
            organ=self.organs.named(record.organ, field="organ"),
            case=self._number(record.case),
        )

    def _skill(self, record: SkillRecord) -> SkillRecord:
        return replace(record, person=self.people.key(record.person))

    def _leave(self, record: LeaveRecord) -> LeaveRecord:
        return replace(record, person=self.people.key(record.person))

    def _case(self, record: CaseRecord) -> CaseRecord:
        return replace(
            record,
            concerned_organ=self.organs.need(record.concerned_organ, field="concerned_organ"),
            home_organ=self.organs.need(record.home_organ, field="home_organ"),
            handling_organ=self.organs.named(record.handling_organ, field="handling_organ"),
        )

    def _party(self, record: PartyRecord) -> PartyRecord:
        return replace(
            record,
            case=self._number(record.case) or record.case,
            person=None if record.person is None else self.people.key(record.person),
            organ=self.organs.named(record.organ, field="organ"),
        )

    def _number(self, number: str | None) -> str | None:
        if number is not None and number not in self.numbers:
            raise RowRefused(ProblemCode.CASE_UNKNOWN, field="case", value=number)
        return number


def _position(problem: Problem) -> tuple[str, int, int, str]:
    return (problem.sheet, problem.row, len(problem.column), problem.column)


def _change(entry: Entry[Any]) -> Change | None:
    if entry.known is None or entry.source is None:
        return None
    names = differing(entry.known, entry.record)
    return Change(entry.known, entry.record, names) if names else None

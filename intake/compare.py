"""What a file would add, change and close beside what is known, and what of it is refused.

Rows are laid over what is known: filled cells replace, blank cells leave alone, nothing is removed. The same file twice
changes nothing. People are never guessed. Everything wrong is collected.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from intake.comparison import Change, Comparison
from intake.keys import PersonKey, Record
from intake.ledger import Chooser, Entry, Ledger, added, problem_at, unchanged
from intake.lineage import Organs
from intake.merging import differing
from intake.person_names import PersonNames, key_of, label
from intake.posts import add_main_organs, close_older, undated_moves
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused, Problem, RowRefused
from intake.records import (
    CaseRecord,
    InterestRecord,
    LeaveRecord,
    MembershipRecord,
    PartyRecord,
    PersonRecord,
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

AnyRecord = TypeVar("AnyRecord", bound=Record)


def compare(incoming: Records, known: Records) -> Comparison:
    """Return what the import of a file would do; ``known`` are all records on file, with their ids."""
    return _Comparing(incoming, known).result()


class _Comparing:
    """One comparison, sheet by sheet in the order in which rows need each other."""

    def __init__(self, incoming: Records, known: Records) -> None:
        self.refused: list[Problem] = []
        self.organs = Organs(incoming.organs, known.organs)
        self.refused.extend(self.organs.refused)
        self.names = PersonNames()
        self.people: list[Entry[PersonRecord]] = []
        self.known_people: dict[PersonKey, int] = {}
        self._know_people(known.people)
        self._lay_people(incoming.people)
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
        keys = [self.names.key(place) for place in range(len(self.people))]
        add_main_organs(self.memberships, self.people, keys)
        self.refused.extend(undated_moves(self.memberships, self.people, keys))
        closes, overlaps = close_older(self.memberships)
        self.refused.extend(overlaps)
        ledgers = (self.memberships, self.ties, self.interests, self.skills, self.leave, self.cases, self.parties)
        changed = [
            change
            for entries in (self.organs.entries, self.people, *(ledger.entries for ledger in ledgers))
            for entry in entries
            if (change := _change(entry)) is not None
        ]
        return Comparison(
            added=self._records(added),
            changed=tuple(changed),
            unchanged=self._records(unchanged),
            closes=tuple(closes),
            refused=tuple(sorted(self.refused, key=lambda problem: (problem.sheet, problem.row, problem.column))),
            people={key: entry.id for key, entry in zip(keys, self.people, strict=True)},
            organs=self.organs.ids(),
            cases={entry.record.number: entry.id for entry in self.cases.entries},
        )

    def _records(self, choose: Chooser) -> Records:
        return Records(
            organs=choose(self.organs.entries),
            people=choose(self.people),
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
            ledger.know(named(record))
        for row in incoming:
            try:
                ledger.lay(named(row))
            except CellRefused as refused:
                self.refused.append(problem_at(row.source, refused))
        return ledger

    def _know_people(self, people: Iterable[PersonRecord]) -> None:
        for person in people:
            record = replace(person, organ=self.organs.named(person.organ))
            self.known_people[key_of(person)] = self.known_people[key_of(record)] = self.names.add(
                record, in_file=False
            )
            self.people.append(Entry(record, known=record))

    def _lay_people(self, rows: Iterable[PersonRecord]) -> None:
        """Lay the rows of 人员; those that repeat a known person exactly go first, so that namesakes raise no doubt."""
        named = []
        for row in rows:
            try:
                named.append(replace(row, organ=self.organs.named(row.organ, field="organ")))
            except CellRefused as refused:
                self.refused.append(problem_at(row.source, refused))
        for row in sorted(named, key=lambda row: key_of(row) not in self.known_people):
            try:
                self._lay_person(row)
            except CellRefused as refused:
                self.refused.append(problem_at(row.source, refused))

    def _lay_person(self, row: PersonRecord) -> None:
        place = self.names.identify(row)
        if place is None:
            self.names.add(row, in_file=True)
            self.people.append(Entry(row, source=row.source))
            return
        entry = self.people[place]
        leaves_pool = row.pool is None and row.given is not None and "pool" in row.given
        if leaves_pool and entry.record.pool is not None:
            raise RowRefused(ProblemCode.POOL_LEFT_WITHOUT_DATE, field="pool")
        entry.lay(row)
        self.names.put(place, entry.record)

    def _place(self, key: PersonKey, field: str) -> int:
        place = self.known_people.get(key)
        if place is not None:
            return place
        organ = self.organs.named(key.organ, field=f"{field}.organ")
        return self.names.resolve(replace(key, organ=organ), field=field)

    def _key(self, key: PersonKey) -> PersonKey:
        return self.names.key(self._place(key, "person"))

    def _membership(self, record: MembershipRecord) -> MembershipRecord:
        return replace(record, person=self._key(record.person), organ=self.organs.need(record.organ, field="organ"))

    def _tie(self, record: TieRecord) -> TieRecord:
        places = (self._place(record.person, "person"), self._place(record.other, "other"))
        tie = replace(record, person=self.names.key(places[0]), other=self.names.key(places[1]))
        if places[0] == places[1]:
            raise RowRefused(ProblemCode.SAME_PERSON, field="other", value=label(tie.other))
        for place, implied in zip(places, tie.genders, strict=True):
            known = self.names.record(place).gender
            if implied is not None and known is not None and implied is not known:
                word, who = tie.relation.kind.zh, label(self.names.key(place))
                raise RowRefused(ProblemCode.GENDER_CONTRADICTS, who, field="relation", value=word)
        return tie

    def _interest(self, record: InterestRecord) -> InterestRecord:
        return replace(
            record,
            person=self._key(record.person),
            organ=self.organs.named(record.organ, field="organ"),
            case=self._number(record.case),
        )

    def _skill(self, record: SkillRecord) -> SkillRecord:
        return replace(record, person=self._key(record.person))

    def _leave(self, record: LeaveRecord) -> LeaveRecord:
        return replace(record, person=self._key(record.person))

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
            person=None if record.person is None else self._key(record.person),
            organ=self.organs.named(record.organ, field="organ"),
        )

    def _number(self, number: str | None) -> str | None:
        if number is not None and number not in self.numbers:
            raise RowRefused(ProblemCode.CASE_UNKNOWN, field="case", value=number)
        return number


def _change(entry: Entry[Any]) -> Change | None:
    if entry.known is None or entry.source is None:
        return None
    names = differing(entry.known, entry.record)
    return Change(entry.known, entry.record, names) if names else None

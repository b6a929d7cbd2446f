"""Records that are one dated row each: memberships, ties, interests, skills, leave, parties."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.tables import Absence, AssertedKinTie, CaseParty, Interest, KinTie, Membership, PoolSkill, SocialTie
from db.tables.columns import Recorded
from intake.keys import Record
from intake.kinwords import relation_word
from intake.records import (
    InterestRecord,
    LeaveRecord,
    MembershipRecord,
    PartyRecord,
    SkillRecord,
    TieRecord,
)
from resolvers.workbooks.keys import Keys
from terms.ties import KinEdge, Kinship, SocialTieKind


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row to be written."""

    table: type[Recorded]
    values: dict[str, Any]


def fact_row(record: Record, keys: Keys) -> FactRow:
    """Return the row that says what the record says."""
    return _ROWS[type(record)](record, keys)


def table_of(record: Record) -> type[Recorded]:
    """Return the table in which the record's row stands."""
    if isinstance(record, TieRecord):
        return _TIES[record.relation.family]
    return _TABLES[type(record)]


def _membership(record: MembershipRecord, keys: Keys) -> FactRow:
    values = {
        "person_id": keys.people[record.person],
        "organ_id": keys.organs[record.organ],
        "kind": record.kind,
        "post": record.post or "",
        "leads": record.leads,
        "heads": record.heads,
        "rank": record.rank,
        "during": record.during,
    }
    return FactRow(Membership, values)


def _tie(record: TieRecord, keys: Keys) -> FactRow:
    """Return the row of a tie; edges name the upper end first, social ties the smaller key."""
    person, other = keys.people[record.person], keys.people[record.other]
    dated: dict[str, Any] = {"origin": record.origin, "during": record.during}
    code = record.relation.code
    if record.relation.family == "EDGE":
        edge = {"first_id": other, "second_id": person, "edge": KinEdge[code], "raised": record.raised}
        return FactRow(KinTie, {**edge, **dated})
    if record.relation.family == "ASSERTED":
        word = {"kinship": Kinship[code], "word": relation_word(record.relation)}
        return FactRow(AssertedKinTie, {"person_id": person, "relative_id": other, **word, **dated})
    ends = {"first_id": min(person, other), "second_id": max(person, other)}
    return FactRow(SocialTie, {**ends, "kind": SocialTieKind[code], **dated})


def _interest(record: InterestRecord, keys: Keys) -> FactRow:
    values = {
        "person_id": keys.people[record.person],
        "organ_id": keys.organ(record.organ),
        "case_id": None if record.case is None else keys.cases[record.case],
        "kind": record.kind,
        "note": "",
        "origin": record.origin,
        "during": record.during,
    }
    return FactRow(Interest, values)


def _skill(record: SkillRecord, keys: Keys) -> FactRow:
    values = {
        "person_id": keys.people[record.person],
        "skill": record.skill,
        "grade": record.grade,
        "evidence": record.evidence or "",
        "expires_on": record.expires,
    }
    return FactRow(PoolSkill, values)


def _leave(record: LeaveRecord, keys: Keys) -> FactRow:
    values = {
        "person_id": keys.people[record.person],
        "kind": record.kind,
        "percent": record.percent,
        "during": record.during,
    }
    return FactRow(Absence, values)


def _party(record: PartyRecord, keys: Keys) -> FactRow:
    values = {
        "case_id": keys.cases[record.case],
        "person_id": None if record.person is None else keys.people[record.person],
        "organ_id": keys.organ(record.organ),
        "role": record.role,
        "during": record.during,
    }
    return FactRow(CaseParty, values)


_ROWS: dict[type[Record], Callable[[Any, Keys], FactRow]] = {
    MembershipRecord: _membership,
    TieRecord: _tie,
    InterestRecord: _interest,
    SkillRecord: _skill,
    LeaveRecord: _leave,
    PartyRecord: _party,
}
_TABLES: dict[type[Record], type[Recorded]] = {
    MembershipRecord: Membership,
    InterestRecord: Interest,
    SkillRecord: PoolSkill,
    LeaveRecord: Absence,
    PartyRecord: CaseParty,
}
_TIES: dict[str, type[Recorded]] = {"EDGE": KinTie, "ASSERTED": AssertedKinTie, "SOCIAL": SocialTie}

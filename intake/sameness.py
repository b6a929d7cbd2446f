"""When two rows speak of the same fact: what each kind of record is about, its first day aside."""

from collections.abc import Hashable
from dataclasses import replace

from intake.keys import Relation
from intake.records import (
    CaseRecord,
    InterestRecord,
    LeaveRecord,
    MembershipRecord,
    PartyRecord,
    SkillRecord,
    TieRecord,
)
from terms.ties import KinEdge, Kinship

_MUTUAL_KIN = frozenset(
    {
        Kinship.SPOUSE,
        Kinship.SIBLING,
        Kinship.HALF_SIBLING,
        Kinship.COUSIN,
        Kinship.SPOUSES_SIBLINGS_SPOUSE,
        Kinship.CHILDS_PARENT_IN_LAW,
        Kinship.DISTANT,
        Kinship.EX_SPOUSE,
        Kinship.PARTNER,
    }
)


def is_mutual(relation: Relation) -> bool:
    """Tell whether the relation reads the same from both ends."""
    if relation.family == "EDGE":
        return relation.code == KinEdge.SPOUSE.value
    return relation.family == "SOCIAL" or relation.code in _MUTUAL_KIN


def about_membership(record: MembershipRecord) -> Hashable:
    """Return person, organ and footing."""
    return (record.person, record.organ, record.kind)


def about_tie(record: TieRecord) -> Hashable:
    """Return the two and their relation, in no order where it is mutual."""
    pair = (record.person, record.other)
    return (frozenset(pair) if is_mutual(record.relation) else pair, record.relation)


def align_tie(row: TieRecord, known: TieRecord) -> TieRecord:
    """Return the row with the two in the order in which the known tie has them."""
    return replace(row, person=known.person, other=known.other)


def about_interest(record: InterestRecord) -> Hashable:
    """Return person, kind, organ and case."""
    return (record.person, record.kind, record.organ, record.case)


def about_skill(record: SkillRecord) -> Hashable:
    """Return person and skill."""
    return (record.person, record.skill)


def about_leave(record: LeaveRecord) -> Hashable:
    """Return person, reason and first day: two leaves are never one that became known better."""
    return (record.person, record.kind, record.during.start)


def about_case(record: CaseRecord) -> Hashable:
    """Return the number."""
    return record.number


def about_party(record: PartyRecord) -> Hashable:
    """Return case, role, and who or what."""
    return (record.case, record.role, record.person, record.organ)

"""The kinds of fact that acts record, end and withdraw, each with its table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from db.tables import (
    Absence,
    Appraisal,
    AssertedKinTie,
    CaseLink,
    CaseParty,
    Duty,
    Incident,
    Interest,
    KinTie,
    Loan,
    Membership,
    PlaceTie,
    PoolSkill,
    Release,
    SocialTie,
    Training,
    Venue,
)
from db.tables.columns import Recorded
from terms.term import Term


class FactKind(Term):
    """A kind of fact."""

    KIN_TIE = "KIN_TIE", "直接亲属关系", "step of a family tree"
    ASSERTED_KIN = "ASSERTED_KIN", "申报的亲属关系", "kinship as declared"
    SOCIAL_TIE = "SOCIAL_TIE", "社会关系", "social tie"
    INTEREST = "INTEREST", "利害关系", "interest"
    PLACE_TIE = "PLACE_TIE", "地域关系", "tie to a place"
    PARTY = "PARTY", "案件当事人", "party of a case"
    INCIDENT = "INCIDENT", "违规接触或干预", "contact or interference"
    DUTY = "DUTY", "接访、包案、巡察或考核", "petition duty, inspection or assessment"
    VENUE = "VENUE", "谈话场所", "venue of talks"
    RELEASE = "RELEASE", "派出单位答复", "answer of the home unit"
    MEMBERSHIP = "MEMBERSHIP", "任职", "membership of an organ"
    CASE_LINK = "CASE_LINK", "串案", "link of two cases"
    SKILL = "SKILL", "专长", "graded skill"
    TRAINING = "TRAINING", "培训", "course that was finished"
    APPRAISAL = "APPRAISAL", "鉴定", "appraisal"
    ABSENCE = "ABSENCE", "不可抽调时段", "days in which somebody cannot be drawn"
    LOAN = "LOAN", "借调", "entry of the secondment ledger"


TABLES: Final[Mapping[FactKind, type[Recorded]]] = MappingProxyType(
    {
        FactKind.KIN_TIE: KinTie,
        FactKind.ASSERTED_KIN: AssertedKinTie,
        FactKind.SOCIAL_TIE: SocialTie,
        FactKind.INTEREST: Interest,
        FactKind.PLACE_TIE: PlaceTie,
        FactKind.PARTY: CaseParty,
        FactKind.INCIDENT: Incident,
        FactKind.DUTY: Duty,
        FactKind.VENUE: Venue,
        FactKind.RELEASE: Release,
        FactKind.MEMBERSHIP: Membership,
        FactKind.CASE_LINK: CaseLink,
        FactKind.SKILL: PoolSkill,
        FactKind.TRAINING: Training,
        FactKind.APPRAISAL: Appraisal,
        FactKind.ABSENCE: Absence,
        FactKind.LOAN: Loan,
    }
)
KINDS: Final[Mapping[type[Recorded], FactKind]] = MappingProxyType({table: kind for kind, table in TABLES.items()})
"""The kind of fact that a table holds."""
PEOPLE_IN: Final = ("person_id", "first_id", "second_id", "relative_id")
"""Columns that name people, in the order in which a fact is read; in ``case_links`` the ends are cases."""


def people_of(row: Recorded) -> tuple[int, ...]:
    """Return the keys of the people whom a fact names."""
    if isinstance(row, CaseLink):
        return ()
    named = (getattr(row, name, None) for name in PEOPLE_IN)
    return tuple(key for key in named if key is not None)

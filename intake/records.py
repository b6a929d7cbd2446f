"""What the workbook says, one frozen value per row; rows name people, organs and cases by words, never by ids.

``source`` tells the row, ``given`` the columns that were filled in (None: all of them), ``id`` the row in the database
that a known record was read from. None of the three takes part in comparison.
"""

from dataclasses import dataclass, field
from datetime import date

from intake.keys import OrganParent, PersonKey, Predecessor, Record, Relation
from terms.cases import (
    AssignmentRole,
    AuthorisationKind,
    CaseGrade,
    CaseStatus,
    ClueSource,
    Mode,
    PartyRole,
    Urgency,
)
from terms.organs import ManagementLevel, OrganKind
from terms.people import AbsenceKind, Gender, MembershipKind, Rank, Skill
from terms.periods import ALWAYS, Period
from terms.ties import FactOrigin, InterestKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganRecord(Record):
    """One row of 单位. An organ is named by its code, its name, or ``parent/name`` where names repeat."""

    name: str
    kind: OrganKind
    code: str | None = None
    zone: str | None = None
    """Name or code of the zone whose member the organ is."""
    parents: tuple[OrganParent, ...] = ()
    predecessors: tuple[Predecessor, ...] = ()
    during: Period = ALWAYS
    x: int | None = None
    y: int | None = None
    """Place in hundreds of metres on the county grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRecord:
    """The 人才库 columns of a person's row."""

    during: Period = ALWAYS
    full_time: bool = False
    may_lead: bool = False
    may_review: bool = False
    capacity: int = 100
    """Percent of working time that may be on cases at once."""
    declared_on: date | None = None
    trained_on: date | None = None
    undertaking_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(Record):
    """One row of 人员: staff, subjects, witnesses and kin alike."""

    name: str
    number: str | None = None
    gender: Gender | None = None
    birth_month: str | None = None
    organ: str | None = None
    management: ManagementLevel | None = None
    native_place: str | None = None
    note: str | None = None
    pool: PoolRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRecord(Record):
    """One row of 任职."""

    person: PersonKey
    organ: str
    kind: MembershipKind
    post: str | None = None
    leads: bool = False
    heads: bool = False
    """The principal of the organ, who belongs to its leading body too."""
    rank: Rank | None = None
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRecord(Record):
    """One row of 关系: ``other`` is the ``relation`` of ``person`` (for parent edges ``other`` is the parent)."""

    person: PersonKey
    other: PersonKey
    relation: Relation
    raised: bool = True
    """For step-parents: whether the child was raised by them (MFD art. 1072)."""
    origin: FactOrigin = FactOrigin.DECLARED
    during: Period = ALWAYS
    genders: tuple[Gender | None, Gender | None] = field(default=(None, None), compare=False)
    """The sexes of person and other that the word implies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestRecord(Record):
    """One row of 利害: of a person in an organ, in the matter of one case, or both."""

    person: PersonKey
    kind: InterestKind
    organ: str | None = None
    case: str | None = None
    origin: FactOrigin = FactOrigin.DECLARED
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRecord(Record):
    """One row of 能力; grades go from 0 to 3 (ours: no national scale was found)."""

    person: PersonKey
    skill: Skill
    grade: int
    evidence: str | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRecord(Record):
    """One row of 请假."""

    person: PersonKey
    kind: AbsenceKind
    during: Period
    percent: int = 100
    """How much it takes of full working time."""


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """``count`` people are wanted in this role."""

    role: AssignmentRole
    count: int


@dataclass(frozen=True, slots=True)
class NeedRecord:
    """The team must have the skill at this grade or better."""

    skill: Skill
    grade: int


@dataclass(frozen=True, slots=True)
class AuthorisationRecord:
    """The document that lets somebody from elsewhere handle the case."""

    number: str
    kind: AuthorisationKind
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord(Record):
    """One row of 案件, without title or content: what is alleged stays with the clue office."""

    number: str
    concerned_organ: str
    home_organ: str
    mode: Mode
    management: ManagementLevel
    handling_organ: str | None = None
    clue_source: ClueSource = ClueSource.OTHER
    urgency: Urgency = Urgency.NORMAL
    grade: CaseGrade = CaseGrade.ORDINARY
    status: CaseStatus = CaseStatus.REGISTERED
    filed_on: date | None = None
    window: Period = ALWAYS
    effort: int | None = None
    """Percent of a person's working time."""
    places: tuple[PlaceRecord, ...] = ()
    needs: tuple[NeedRecord, ...] = ()
    needs_female: bool = False
    authorisation: AuthorisationRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRecord(Record):
    """One row of 当事人: a person or an organ. Informants are sealed and have no row in any sheet."""

    case: str
    role: PartyRole
    person: PersonKey | None = None
    organ: str | None = None
    during: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Records:
    """A whole workbook, each sheet in its order of rows."""

    organs: tuple[OrganRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    memberships: tuple[MembershipRecord, ...] = ()
    ties: tuple[TieRecord, ...] = ()
    interests: tuple[InterestRecord, ...] = ()
    skills: tuple[SkillRecord, ...] = ()
    leave: tuple[LeaveRecord, ...] = ()
    cases: tuple[CaseRecord, ...] = ()
    parties: tuple[PartyRecord, ...] = ()

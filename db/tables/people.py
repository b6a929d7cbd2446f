"""People, their memberships, and the talent pool (人才库)."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, false, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field, SQLModel

from db.tables.columns import Recorded, identity, period, reference, term
from terms.organs import ManagementLevel
from terms.people import AbsenceKind, AppraisalResult, Gender, MembershipKind, Rank, Skill
from terms.periods import Period

STANDING = text("superseded_at IS NULL")


class Person(SQLModel, table=True):
    """Anybody the service knows: staff, subjects, witnesses, kin. Names are not unique."""

    __tablename__ = "people"
    __table_args__ = (
        Index("uq_people_county_id_number", "county_id", "number", unique=True),
        Index("ix_people_county_id_name", "county_id", "name"),
        CheckConstraint("btrim(name) <> ''", name="name_not_blank"),
        CheckConstraint("birth_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'", name="birth_month_is_a_month"),
    )

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    number: str
    """The number by which spreadsheets name the person; given by the office or by the service."""
    name: str
    gender: Gender | None = term(Gender, nullable=True, default=None)
    birth_month: str | None = None
    """Year and month as ``YYYY-MM``; enough to tell namesakes apart, less than a date of birth."""
    native_place: str = ""
    management: ManagementLevel | None = term(ManagementLevel, nullable=True, default=None)
    """Which level manages the post (R35); None where nobody has said."""


class Membership(Recorded, table=True):
    """A person belongs to an organ in a period, on some footing."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_standing",
            "person_id",
            "organ_id",
            "kind",
            "post",
            "during",
            unique=True,
            postgresql_where=STANDING,
        ),
        ExcludeConstraint(
            (text("int8range(person_id, person_id, '[]')"), "&&"),
            ("during", "&&"),
            name="ex_memberships_one_establishment_at_a_time",
            using="gist",
            where=text("superseded_at IS NULL AND kind = 'ESTABLISHMENT'"),
        ),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    organ_id: int = reference("organs.id")
    kind: MembershipKind = term(MembershipKind)
    post: str = ""
    leads: bool = False
    """A member of the organ's leading body."""
    heads: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """The organ's principal (主要负责人), who decides on recusals (TL25 art. 296)."""
    rank: Rank | None = term(Rank, nullable=True, default=None)
    """The rank that goes with the post; None where nobody has said."""
    during: Period = period()


class PoolMember(Recorded, table=True):
    """A person stands in the talent pool in a period, with what the pool lets her do."""

    __tablename__ = "pool_members"
    __table_args__ = (
        Index("uq_pool_members_standing", "person_id", unique=True, postgresql_where=STANDING),
        CheckConstraint("capacity BETWEEN 5 AND 100 AND capacity % 5 = 0", name="capacity_in_steps_of_5_percent"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    person_id: int = reference("people.id", index=False)
    full_time: bool = False
    may_lead: bool = False
    may_review: bool = False
    capacity: int = 100
    """Percent of full working time that may be on cases at once: 5 to 100 in steps of 5."""
    trained_on: date | None = None
    undertaking_on: date | None = None
    """Day of the secrecy undertaking."""
    declared_on: date | None = None
    """Day of the last general declaration of ties and interests."""
    during: Period = period()


class PoolSkill(Recorded, table=True):
    """A graded skill of a person with its evidence."""

    __tablename__ = "pool_skills"
    __table_args__ = (
        Index("uq_pool_skills_standing", "person_id", "skill", unique=True, postgresql_where=STANDING),
        CheckConstraint("grade BETWEEN 0 AND 3", name="grade_from_0_to_3"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    skill: Skill = term(Skill)
    grade: int
    """0 none, 1 assists, 2 works alone, 3 teaches others; ours, no national scale exists."""
    evidence: str = ""
    expires_on: date | None = None


class Training(Recorded, table=True):
    """A course that a person finished."""

    __tablename__ = "trainings"

    id: int = identity()
    person_id: int = reference("people.id")
    name: str
    finished_on: date


class Appraisal(Recorded, table=True):
    """An appraisal (鉴定) of a person: yearly, or after one case."""

    __tablename__ = "appraisals"

    id: int = identity()
    person_id: int = reference("people.id")
    case_id: int | None = reference("cases.id", optional=True)
    result: AppraisalResult = term(AppraisalResult)
    appraised_on: date
    note: str = ""


class Absence(Recorded, table=True):
    """A person cannot be drawn in a period, or for a part of her time; the reason stays with the person's organ.

    Two shares of one kind for the very same days are one row with their sum.
    """

    __tablename__ = "absences"
    __table_args__ = (
        Index("uq_absences_standing", "person_id", "kind", "during", unique=True, postgresql_where=STANDING),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint("percent BETWEEN 5 AND 100 AND percent % 5 = 0", name="percent_in_steps_of_5"),
        CheckConstraint("percent = 100 OR kind <> 'OTHER'", name="private_leave_is_whole"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    kind: AbsenceKind = term(AbsenceKind)
    percent: int = Field(default=100, sa_column_kwargs={"server_default": text("100")})
    """How much it takes of full working time: 100 keeps her off cases, less leaves the rest of her capacity."""
    during: Period = period()


class Loan(Recorded, table=True):
    """An entry of the secondment ledger (借调台账): who was lent to whom, for how long, for which case (R46)."""

    __tablename__ = "loans"
    __table_args__ = (
        Index("uq_loans_standing", "person_id", "case_id", "during", unique=True, postgresql_where=STANDING),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    to_organ_id: int = reference("organs.id")
    case_id: int | None = reference("cases.id", optional=True)
    during: Period = period()

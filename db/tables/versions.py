"""What was known when: moments of the fact clock, changes still to be answered, former states of cases and people."""

from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, Index, text
from sqlmodel import Field, SQLModel

from db.tables.columns import identity, moment, period, reference, term
from terms.cases import AssignmentState, CaseStatus, Mode
from terms.organs import ManagementLevel
from terms.people import Gender
from terms.periods import Period


class FactMoment(SQLModel, table=True):
    """When a version of the facts was reached: turns a moment into a version, for questions about the past."""

    __tablename__ = "fact_moments"

    version: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    at: datetime = moment(now=True)


class FactChange(SQLModel, table=True):
    """Whom one change of facts may touch; it must be answered by screening them before the transaction commits."""

    __tablename__ = "fact_changes"
    __table_args__ = (Index("ix_fact_changes_unanswered", "id", postgresql_where=text("answered_at IS NULL")),)

    id: int = identity()
    version: int = Field(sa_type=BigInteger)
    people: list[int] = Field(sa_type=ARRAY(BigInteger))
    cases: list[int] = Field(sa_type=ARRAY(BigInteger))
    through_kin: bool
    """Whether the kin of these people are touched too."""
    everything: bool
    """Whether everybody is: a policy, or the tree of organs."""
    answered_at: datetime | None = moment(optional=True)


class CaseVersion(SQLModel, table=True):
    """The facts of a case between two versions of the facts; written by trigger with every change of the case."""

    __tablename__ = "case_versions"
    __table_args__ = (
        Index("uq_case_versions_standing", "case_id", unique=True, postgresql_where=text("superseded_in IS NULL")),
    )

    id: int = identity()
    case_id: int = reference("cases.id")
    mode: Mode = term(Mode)
    status: CaseStatus = term(CaseStatus)
    concerned_organ_id: int = reference("organs.id", index=False)
    home_organ_id: int = reference("organs.id", index=False)
    handling_organ_id: int | None = reference("organs.id", optional=True, index=False)
    management: ManagementLevel = term(ManagementLevel)
    during: Period = period()
    happened: Period | None = period(optional=True)
    appeal_of_id: int | None = reference("cases.id", optional=True, index=False)
    recorded_in: int = Field(sa_type=BigInteger)
    superseded_in: int | None = Field(default=None, sa_type=BigInteger)


class PersonVersion(SQLModel, table=True):
    """What a person's record said before it was corrected; written by trigger with the correction, never altered."""

    __tablename__ = "person_versions"

    id: int = identity()
    person_id: int = reference("people.id")
    name: str
    gender: Gender | None = term(Gender, nullable=True, default=None)
    birth_month: str | None = None
    native_place: str
    management: ManagementLevel | None = term(ManagementLevel, nullable=True, default=None)
    replaced_at: datetime = moment(now=True)
    replaced_in: int = Field(sa_type=BigInteger)
    """The version of the facts with which it was known no more; who corrected it and why is on the audit trail."""


class AssignmentStep(SQLModel, table=True):
    """An assignment took a state; written by trigger, never altered."""

    __tablename__ = "assignment_steps"

    id: int = identity()
    assignment_id: int = reference("assignments.id")
    state: AssignmentState = term(AssignmentState)
    facts_version: int = Field(sa_type=BigInteger)
    at: datetime = moment(now=True)

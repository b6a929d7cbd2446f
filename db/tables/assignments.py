"""Screenings, assignments, and the two rows under which the database serialises them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field, SQLModel

from db.tables.columns import document, identity, moment, period, reference, term
from terms.cases import AssignmentRole, AssignmentState
from terms.periods import Period
from terms.recusal import Verdict


class FactClock(SQLModel, table=True):
    """One row: the version of all facts that recusal looks at, raised by triggers whenever one of them changes.

    Fact changes update it, approvals share-lock it: so an approval and a fact never pass each other unseen.
    """

    __tablename__ = "fact_clock"
    __table_args__ = (CheckConstraint("singleton", name="one_row"),)

    singleton: bool = Field(default=True, primary_key=True)
    version: int = Field(sa_type=BigInteger)


class Screening(SQLModel, table=True):
    """What the rules answered for one person, case and role on one version of the facts; never altered."""

    __tablename__ = "screenings"
    __table_args__ = (Index("ix_screenings_case_id_person_id", "case_id", "person_id"),)

    id: int = identity()
    case_id: int = reference("cases.id", index=False)
    person_id: int = reference("people.id")
    role: AssignmentRole = term(AssignmentRole)
    facts_version: int = Field(sa_type=BigInteger)
    verdict: Verdict = term(Verdict)
    findings: list[dict[str, Any]] = document()
    """Open findings with their evidence; a sealed ground is the one neutral code RESTRICTED."""
    screened_at: datetime = moment(now=True)


class Assignment(SQLModel, table=True):
    """A person works on a case in a role; ended or suspended, never deleted, never turned to another person.

    Guarded by triggers: see ``migrations/sql``. Only ACTIVE gives access to the case.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        ExcludeConstraint(
            (text("int8range(case_id, case_id, '[]')"), "&&"),
            ("during", "&&"),
            name="ex_assignments_one_lead_at_a_time",
            using="gist",
            where=text("role = 'LEAD' AND state = 'ACTIVE'"),
        ),
        ExcludeConstraint(
            (text("int8range(case_id, case_id, '[]')"), "&&"),
            (text("int8range(person_id, person_id, '[]')"), "&&"),
            ("during", "&&"),
            name="ex_assignments_one_role_on_a_case",
            using="gist",
            where=text("state = 'ACTIVE'"),
        ),
        CheckConstraint("effort BETWEEN 1 AND 100", name="effort_in_percent"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint("(state IN ('ACTIVE', 'SUSPENDED')) = (ended_at IS NULL)", name="ended_when_not_in_force"),
        Index("ix_assignments_in_force", "person_id", postgresql_where=text("state = 'ACTIVE'")),
    )

    id: int = identity()
    case_id: int = reference("cases.id")
    person_id: int = reference("people.id")
    role: AssignmentRole = term(AssignmentRole)
    state: AssignmentState = term(AssignmentState)
    state_reason: str = ""
    during: Period = period()
    effort: int
    """Percent of the person's working time, taken from the case when booked."""
    authorisation_id: int | None = reference("authorisations.id", optional=True)
    """The document that authorises it; None only where the home organ handles the case itself."""
    screening_id: int = reference("screenings.id")
    """The clear screening on the facts' present version; renewed whenever facts change."""
    proposal_id: int | None = reference("proposals.id", optional=True)
    assigned_at: datetime = moment(now=True)
    ended_at: datetime | None = moment(optional=True)


class Workload(SQLModel, table=True):
    """One row a booked person: the lock under which the database counts capacity."""

    __tablename__ = "workloads"

    person_id: int = Field(foreign_key="people.id", primary_key=True, sa_type=BigInteger)
    bookings: int = 0

"""Recusal matters with their cases, the acts to check again and the decision; waivers and dismissals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.tables.columns import Recorded, document, identity, moment, reference, term
from terms.cases import AssignmentRole
from terms.recusal import (
    ActToCheck,
    Applicant,
    DecisionLevel,
    MatterDecision,
    MatterForm,
    MatterState,
    Medium,
)

STANDING = text("superseded_at IS NULL")


class RecusalMatter(SQLModel, table=True):
    """The question whether a person must stand aside; only its state ever changes, from OPEN to an end and back."""

    __tablename__ = "recusal_matters"
    __table_args__ = (
        CheckConstraint("btrim(reasons) <> ''", name="reasons_given"),
        CheckConstraint("medium IS DISTINCT FROM 'ORAL' OR btrim(record) <> ''", name="oral_with_a_record"),
        CheckConstraint("(state = 'OPEN') = (closed_at IS NULL)", name="closed_when_not_open"),
        Index("ix_recusal_matters_open", "person_id", postgresql_where=text("state = 'OPEN'")),
    )

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    person_id: int = reference("people.id")
    form: MatterForm = term(MatterForm)
    applicant: Applicant = term(Applicant)
    medium: Medium | None = term(Medium, nullable=True, default=None)
    """None for what the service found."""
    record: str = ""
    """Where the record of an oral application is kept."""
    reasons: str
    alleged_rule: str | None = None
    """The rule that the applicant says is hit; None where no rule was named."""
    state: MatterState = term(MatterState)
    suspends: bool
    """Whether the person is kept from the cases while the matter is open: where the ground is hard."""
    received_on: date
    opened_by: str
    opened_at: datetime = moment(now=True)
    closed_at: datetime | None = moment(optional=True)


class RecusalMatterCase(SQLModel, table=True):
    """A case that the matter is about, with what was found on it; written once."""

    __tablename__ = "recusal_matter_cases"
    __table_args__ = (UniqueConstraint("matter_id", "case_id"),)

    id: int = identity()
    matter_id: int = reference("recusal_matters.id", index=False)
    case_id: int = reference("cases.id")
    assignment_id: int | None = reference("assignments.id", optional=True)
    """The assignment that the matter freezes, if any."""
    findings: list[dict[str, Any]] = document()
    """Open findings with their evidence; a sealed ground is the one neutral code RESTRICTED."""
    since: date | None = None
    """The first day on which the tie and the case met; None where it always held, or where that is not told."""


class RecusalMatterAct(SQLModel, table=True):
    """Something the person did while the tie already held; checked again once, by somebody else."""

    __tablename__ = "recusal_matter_acts"
    __table_args__ = (
        CheckConstraint("num_nonnulls(checked_by, checked_on, outcome) IN (0, 3)", name="checked_wholly"),
    )

    id: int = identity()
    matter_id: int = reference("recusal_matters.id")
    case_id: int = reference("cases.id")
    kind: ActToCheck = term(ActToCheck)
    happened_on: date
    object_type: str
    """The table of the record of the act."""
    object_id: int = Field(sa_type=BigInteger)
    checked_by: str | None = None
    checked_on: date | None = None
    outcome: str | None = None


class RecusalDecision(SQLModel, table=True):
    """What the competent decider said in a matter; never altered."""

    __tablename__ = "recusal_decisions"
    __table_args__ = (
        UniqueConstraint("matter_id"),
        CheckConstraint("btrim(reason) <> ''", name="reason_given"),
    )

    id: int = identity()
    matter_id: int = reference("recusal_matters.id", index=False)
    decision: MatterDecision = term(MatterDecision)
    level: DecisionLevel = term(DecisionLevel)
    organ_id: int | None = reference("organs.id", optional=True)
    decider_id: int | None = reference("people.id", optional=True)
    """The principal who decided; None for the city, whose people are not known here."""
    skipped: list[dict[str, Any]] = document()
    """The rungs of the ladder that were passed over, and why."""
    reason: str
    document: str = ""
    """The number of the written decision; needed where somebody else than the decider records it."""
    recorded_by: str
    decided_on: date
    recorded_at: datetime = moment(now=True)


class Waiver(Recorded, table=True):
    """One finding is let pass for one person, case, rule and role, while the parties stay as they were."""

    __tablename__ = "waivers"
    __table_args__ = (
        Index("uq_waivers_standing", "person_id", "case_id", "role", "ground", unique=True, postgresql_where=STANDING),
        CheckConstraint("btrim(reason) <> ''", name="reason_given"),
        CheckConstraint("rule <> 'RESTRICTED'", name="never_of_a_sealed_ground"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    case_id: int = reference("cases.id")
    role: AssignmentRole = term(AssignmentRole)
    rule: str
    ground: str
    """``recusal.lifting.ground_of`` the finding that it lets pass."""
    parties: str
    """``recusal.lifting.parties_of`` the case as it was."""
    reason: str
    conditions: str = ""
    document: str = ""
    level: DecisionLevel = term(DecisionLevel)
    decider_id: int | None = reference("people.id", optional=True)
    granted_by: str
    granted_on: date
    expires_on: date
    """The first day on which it holds no more."""


class Dismissal(Recorded, table=True):
    """One finding was looked at and found to be a false alarm, with a reason; it holds until its evidence changes."""

    __tablename__ = "dismissals"
    __table_args__ = (
        Index("uq_dismissals_standing", "person_id", "case_id", "ground", unique=True, postgresql_where=STANDING),
        CheckConstraint("btrim(reason) <> ''", name="reason_given"),
        CheckConstraint("rule <> 'RESTRICTED'", name="never_of_a_sealed_ground"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    case_id: int = reference("cases.id")
    rule: str
    ground: str
    """``recusal.lifting.ground_of`` the finding that was dismissed."""
    reason: str
    level: DecisionLevel = term(DecisionLevel)
    decider_id: int | None = reference("people.id", optional=True)
    dismissed_by: str
    dismissed_on: date

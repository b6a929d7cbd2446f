"""Clues, cases, their parties and needs, and the documents that authorise cross handling."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from db.tables.columns import Recorded, identity, moment, period, reference, term
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
from terms.organs import ManagementLevel
from terms.people import Skill
from terms.periods import Period

STANDING = text("superseded_at IS NULL")


class Clue(SQLModel, table=True):
    """A problem clue (问题线索): one number each, registered once; who informed is a sealed fact."""

    __tablename__ = "clues"
    __table_args__ = (UniqueConstraint("county_id", "number"),)

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    number: str
    source: ClueSource = term(ClueSource)
    received_on: date
    accepting_organ_id: int = reference("organs.id")


class Case(SQLModel, table=True):
    """A matter from the clue stage to the archive; mode and organs are facts that recusal looks at."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("county_id", "number"),
        CheckConstraint("effort BETWEEN 1 AND 100", name="effort_in_percent"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        CheckConstraint("btrim(number) <> ''", name="number_not_blank"),
    )

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    number: str
    clue_id: int | None = reference("clues.id", optional=True)
    mode: Mode = term(Mode)
    status: CaseStatus = term(CaseStatus, index=True)
    grade: CaseGrade = term(CaseGrade)
    urgency: Urgency = term(Urgency)
    concerned_organ_id: int = reference("organs.id")
    """The unit in which the facts happened (发案单位)."""
    home_organ_id: int = reference("organs.id")
    """The discipline organ that would handle the case by itself."""
    handling_organ_id: int | None = reference("organs.id", optional=True)
    """The organ that handles it in its own name; None until decided."""
    management: ManagementLevel = term(ManagementLevel)
    """The highest management level among the subjects (R35)."""
    filed_on: date | None = None
    """Day of 立案; None before filing."""
    during: Period = period()
    """The days in which the team works on it."""
    effort: int = 50
    """Percent of a person's working time that the case takes in its window."""
    needs_female: bool = False
    """At least one woman on the team (TL25 art. 144)."""
    happened: Period | None = period(optional=True)
    """The days in which the facts happened; None where nobody has said."""
    appeal_of_id: int | None = reference("cases.id", optional=True)
    """The case whose decision is re-examined or reviewed here (复审、复核)."""


class CaseLink(Recorded, table=True):
    """Two cases of one affair (串案); the smaller key stands first."""

    __tablename__ = "case_links"
    __table_args__ = (
        Index("uq_case_links_standing", "first_id", "second_id", unique=True, postgresql_where=STANDING),
        CheckConstraint("first_id < second_id", name="two_cases_in_order"),
    )

    id: int = identity()
    first_id: int = reference("cases.id")
    second_id: int = reference("cases.id")


class CasePlace(Recorded, table=True):
    """How many people a case wants in a role."""

    __tablename__ = "case_places"
    __table_args__ = (
        Index("uq_case_places_standing", "case_id", "role", unique=True, postgresql_where=STANDING),
        CheckConstraint("wanted BETWEEN 0 AND 20", name="wanted_from_0_to_20"),
    )

    id: int = identity()
    case_id: int = reference("cases.id")
    role: AssignmentRole = term(AssignmentRole)
    wanted: int


class CaseNeed(Recorded, table=True):
    """A skill that at least one investigator of the team must have, at this grade or better."""

    __tablename__ = "case_needs"
    __table_args__ = (
        Index("uq_case_needs_standing", "case_id", "skill", unique=True, postgresql_where=STANDING),
        CheckConstraint("grade BETWEEN 1 AND 3", name="grade_from_1_to_3"),
    )

    id: int = identity()
    case_id: int = reference("cases.id")
    skill: Skill = term(Skill)
    grade: int


class CaseParty(Recorded, table=True):
    """A person or an organ has a role in a case; informants are never here but in the sealed schema."""

    __tablename__ = "case_parties"
    __table_args__ = (
        Index(
            "uq_case_parties_standing",
            "case_id",
            "person_id",
            "organ_id",
            "role",
            unique=True,
            postgresql_where=STANDING,
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("num_nonnulls(person_id, organ_id) = 1", name="a_person_or_an_organ"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    case_id: int = reference("cases.id")
    person_id: int | None = reference("people.id", optional=True)
    organ_id: int | None = reference("organs.id", optional=True)
    role: PartyRole = term(PartyRole)
    during: Period = period()


class CaseStep(SQLModel, table=True):
    """A change of status, written with every change and never altered."""

    __tablename__ = "case_steps"

    id: int = identity()
    case_id: int = reference("cases.id")
    status: CaseStatus = term(CaseStatus)
    happened_on: date
    note: str = ""
    recorded_at: datetime = moment(now=True)


class Authorisation(Recorded, table=True):
    """A document that lets somebody from elsewhere handle one case (R36); expires with it, no re-delegation."""

    __tablename__ = "authorisations"
    __table_args__ = (
        Index("uq_authorisations_number", "number", unique=True, postgresql_where=STANDING),
        CheckConstraint("btrim(number) <> ''", name="number_not_blank"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    case_id: int = reference("cases.id")
    kind: AuthorisationKind = term(AuthorisationKind)
    number: str
    issued_on: date
    organ_id: int | None = reference("organs.id", optional=True)
    """The organ authorised to handle the case; None where people are called up by name only."""
    during: Period = period()

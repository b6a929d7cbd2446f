"""Registers beside the cases: places, incidents, duties, venues, declarations, releases, and who is who."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, text

from db.tables.columns import Recorded, identity, period, reference, term
from terms.periods import Period
from terms.recusal import IdentityVerdict
from terms.ties import DutyKind, FactOrigin, IncidentKind, PlaceTieKind

STANDING = text("superseded_at IS NULL")


class PlaceTie(Recorded, table=True):
    """A person belongs to a village or a township in a period (R17)."""

    __tablename__ = "place_ties"
    __table_args__ = (
        Index(
            "uq_place_ties_standing", "person_id", "organ_id", "kind", "during", unique=True, postgresql_where=STANDING
        ),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    organ_id: int = reference("organs.id")
    kind: PlaceTieKind = term(PlaceTieKind)
    origin: FactOrigin = term(FactOrigin)
    during: Period = period()


class Incident(Recorded, table=True):
    """An entry of the register of contacts and interference; an allegation stays one until it is established."""

    __tablename__ = "incidents"
    __table_args__ = (CheckConstraint("btrim(note) <> ''", name="note_given"),)

    id: int = identity()
    person_id: int = reference("people.id")
    case_id: int = reference("cases.id")
    kind: IncidentKind = term(IncidentKind)
    established: bool
    occurred_on: date
    note: str


class Duty(Recorded, table=True):
    """A person dealt with a petition that became a case, or inspected or assessed a unit."""

    __tablename__ = "duties"
    __table_args__ = (
        CheckConstraint("num_nonnulls(organ_id, case_id) = 1", name="about_an_organ_or_a_case"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    person_id: int = reference("people.id")
    kind: DutyKind = term(DutyKind)
    organ_id: int | None = reference("organs.id", optional=True)
    case_id: int | None = reference("cases.id", optional=True)
    during: Period = period()


class Venue(Recorded, table=True):
    """A place where talks are held (R51)."""

    __tablename__ = "venues"
    __table_args__ = (
        Index("uq_venues_standing", "county_id", "code", unique=True, postgresql_where=STANDING),
        CheckConstraint("btrim(code) <> '' AND btrim(name) <> ''", name="code_and_name_not_blank"),
    )

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    code: str
    name: str
    owner_organ_id: int = reference("organs.id")
    place_organ_id: int = reference("organs.id")
    """The village or township in which it lies."""


class Declaration(Recorded, table=True):
    """A person declared her ties and interests on a day: in general, or for one case when she took it up (T06)."""

    __tablename__ = "declarations"

    id: int = identity()
    person_id: int = reference("people.id")
    case_id: int | None = reference("cases.id", optional=True)
    assignment_id: int | None = reference("assignments.id", optional=True)
    nothing_to_declare: bool
    declared_on: date
    declared_by: str
    """Who entered it; the person herself or an officer on paper."""


class Release(Recorded, table=True):
    """The home unit's answer to a request for one of its people (R45); silence is no consent."""

    __tablename__ = "releases"
    __table_args__ = (Index("uq_releases_standing", "person_id", "case_id", unique=True, postgresql_where=STANDING),)

    id: int = identity()
    person_id: int = reference("people.id")
    case_id: int = reference("cases.id")
    consented: bool
    answered_on: date
    note: str = ""


class IdentityLink(Recorded, table=True):
    """A human said whether two records are one person; the smaller key stands first (T44)."""

    __tablename__ = "identity_links"
    __table_args__ = (
        Index("uq_identity_links_standing", "first_id", "second_id", unique=True, postgresql_where=STANDING),
        CheckConstraint("first_id < second_id", name="two_people_in_order"),
        CheckConstraint("btrim(reason) <> ''", name="reason_given"),
    )

    id: int = identity()
    first_id: int = reference("people.id")
    second_id: int = reference("people.id")
    verdict: IdentityVerdict = term(IdentityVerdict)
    reason: str
    decided_by: str

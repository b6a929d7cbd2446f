"""What the office keeps of its own work: policies, imports, access tokens; its audit trail is ``audit.py``."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.columns import document, identity, moment, reference, term
from terms.recusal import Severity
from terms.roles import Role


class Policy(SQLModel, table=True):
    """The county's policy from a day on: severities, windows, limits; a later row supersedes, none is altered."""

    __tablename__ = "policies"

    id: int = identity()
    county_id: int = reference("counties.id")
    effective_from: date
    document: dict[str, Any] = document()
    reason: str
    decided_by: str
    recorded_at: datetime = moment(now=True)
    recorded_in: int = Field(default=None, sa_type=BigInteger, nullable=False, sa_column_kwargs={"server_default": "0"})
    """The version of the facts with which it was known first; filled by trigger."""


class RuleFloor(SQLModel, table=True):
    """How far a policy may soften a rule, for the guard in the database; the same as ``recusal.severities``."""

    __tablename__ = "rule_floors"

    key: str = Field(primary_key=True)
    """The rule's code, or the code and a grade."""
    floor: Severity | None = term(Severity, nullable=True, default=None)


class Import(SQLModel, table=True):
    """A workbook that was imported, by its hash, with what it added and changed."""

    __tablename__ = "imports"

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    file_name: str
    sha256: str
    counts: dict[str, Any] = document()
    imported_by: str
    imported_at: datetime = moment(now=True)


class AccessToken(SQLModel, table=True):
    """A token of an office or a scheduler: only its SHA-256 is kept; expires, can be revoked."""

    __tablename__ = "access_tokens"
    __table_args__ = (
        UniqueConstraint("sha256"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_is_a_hash"),
        CheckConstraint("role <> 'COORDINATOR' OR zone_id IS NOT NULL", name="coordinators_have_a_zone"),
    )

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    label: str
    sha256: str
    role: Role = term(Role)
    zone_id: int | None = reference("zones.id", optional=True)
    person_id: int | None = reference("people.id", optional=True)
    """Who holds it, where it is a person's; decisions and declarations are hers."""
    expires_at: datetime = moment()
    revoked_at: datetime | None = moment(optional=True)
    created_at: datetime = moment(now=True)

"""What the office keeps of its own work: policies, the audit trail, imports, access tokens."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.columns import document, identity, moment, reference, term
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


class AuditEntry(SQLModel, table=True):
    """Who did what to what, written in the transaction of the act; append-only by trigger; no sealed value in it."""

    __tablename__ = "audit_entries"

    id: int = identity()
    at: datetime = moment(now=True)
    actor: str
    act: str
    object_type: str
    object_id: int | None = Field(default=None, sa_type=BigInteger)
    detail: dict[str, Any] = document()


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
    expires_at: datetime = moment()
    revoked_at: datetime | None = moment(optional=True)
    created_at: datetime = moment(now=True)

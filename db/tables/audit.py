"""The audit trail: its entries, the chain of hashes over them, and the chain's head."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Column, Index, UniqueConstraint, Uuid, func, text
from sqlmodel import Field, SQLModel

from db.tables.columns import document, identity, moment, term
from terms.audit import AuditResult


class AuditEntry(SQLModel, table=True):
    """Who did what to what, written in the transaction of the act; append-only by trigger; no sealed value in it.

    Keys are not references: a lock on what they name would let the trail stand in the way of the acts.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        UniqueConstraint("mark"),
        Index("ix_audit_entries_refused", "actor", "at", postgresql_where=text("result = 'REFUSED'")),
    )

    id: int = identity()
    at: datetime = moment(now=True)
    actor: str
    act: str
    object_type: str
    object_id: int | None = Field(default=None, sa_type=BigInteger)
    detail: dict[str, Any] = document()
    role: str | None = None
    """The code of the role; None for the service, the command line, and what was written before it was kept."""
    on_behalf_of: int | None = Field(default=None, sa_type=BigInteger)
    """The key of the person behind the actor, where there is one."""
    zones: list[int] | None = Field(default=None, sa_column=Column(ARRAY(BigInteger)))
    """The keys of the zones for which it was done; None for the whole county."""
    organ_id: int | None = Field(default=None, sa_type=BigInteger)
    """The key of the organ for which it was done."""
    origin: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Where it came from."""
    knowledge: int | None = Field(default=None, sa_type=BigInteger)
    """The version of the facts when it was written, filled by trigger; None for what is older than this column."""
    result: AuditResult = term(AuditResult, default=AuditResult.DONE, sa_column_kwargs={"server_default": "DONE"})
    mark: UUID = Field(
        default=None, sa_type=Uuid, nullable=False, sa_column_kwargs={"server_default": func.gen_random_uuid()}
    )
    """A name for the entry that tells nothing of its place among the others."""


class AuditLink(SQLModel, table=True):
    """The place of one entry in the chain; written by trigger when the act commits, never altered.

    ``hash`` is the SHA-256 over all columns of the entry, its sequence, and the hash before it (``db/audit_chain.py``).
    """

    __tablename__ = "audit_links"
    __table_args__ = (
        UniqueConstraint("entry_id"),
        CheckConstraint("sequence > 0", name="counted_from_one"),
        CheckConstraint("hash ~ '^[0-9a-f]{64}$' AND previous ~ '^[0-9a-f]{64}$'", name="hashes"),
    )

    sequence: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    entry_id: int = Field(sa_type=BigInteger)
    previous: str
    hash: str


class AuditHead(SQLModel, table=True):
    """One row: the last link of the chain; whoever commits an act locks it, so that the chain's order is theirs."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("singleton", name="one_row"),)

    singleton: bool = Field(default=True, primary_key=True)
    sequence: int = Field(sa_type=BigInteger)
    hash: str

"""Sealed facts, in a database schema of their own: who informed, and who is under a hold.

Nothing outside the sealed wall reads these tables; allocation and approval learn only ``RESTRICTED`` from them.
"""

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from db.tables.columns import Recorded, identity, period, reference, term
from terms.periods import Period
from terms.sealed import HoldKind

STANDING = text("superseded_at IS NULL")


class Informant(Recorded, table=True):
    """A person informed in a case; written by the clue office only."""

    __tablename__ = "informants"
    __table_args__ = (
        Index("uq_informants_standing", "case_id", "person_id", unique=True, postgresql_where=STANDING),
        {"schema": "sealed"},
    )

    id: int = identity()
    case_id: int = reference("cases.id")
    person_id: int = reference("people.id")


class SealedApplicant(Recorded, table=True):
    """The informant who asked for a recusal; the open matter only says that somebody concerned did."""

    __tablename__ = "applicants"
    __table_args__ = (
        Index("uq_applicants_standing", "matter_id", "person_id", unique=True, postgresql_where=STANDING),
        {"schema": "sealed"},
    )

    id: int = identity()
    matter_id: int = reference("recusal_matters.id")
    person_id: int = reference("people.id")


class Hold(Recorded, table=True):
    """A person may not be drawn for a reason that nobody else learns (R49)."""

    __tablename__ = "holds"
    __table_args__ = (
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
        {"schema": "sealed"},
    )

    id: int = identity()
    person_id: int = reference("people.id")
    kind: HoldKind = term(HoldKind)
    during: Period = period()


class LookKey(SQLModel, table=True):
    """One row: the key that makes the names under which looks at sealed grounds are kept on the audit trail."""

    __tablename__ = "look_keys"
    __table_args__ = (CheckConstraint("singleton", name="one_row"), {"schema": "sealed"})

    singleton: bool = Field(default=True, primary_key=True)
    key: bytes


class DecoyKey(SQLModel, table=True):
    """One row: the secret by which decoys are drawn, made at the first allocation and never changed.

    Who knows it can tell decoys from what is known; a new one would draw all decoys anew, and the old ones apart.
    """

    __tablename__ = "decoy_key"
    __table_args__ = (
        CheckConstraint("singleton", name="one_row"),
        CheckConstraint("octet_length(key) = 32", name="key_of_32_bytes"),
        {"schema": "sealed"},
    )

    singleton: bool = Field(default=True, primary_key=True)
    key: bytes = Field(sa_type=LargeBinary)

"""The kinds of column that this house uses: identities, periods of days, terms, references, moments."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, DateTime, Enum, Identity, MetaData, func, literal, text
from sqlalchemy.dialects.postgresql import DATERANGE, JSONB, Range
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from terms.periods import Period

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


class PeriodType(TypeDecorator[Period]):
    """A ``daterange`` column that reads and writes ``Period``."""

    impl = DATERANGE
    cache_ok = True

    def process_bind_param(self, value: Period | None, dialect: Dialect) -> Range[date] | None:  # noqa: ARG002
        """Hand the period to the driver as a half-open range."""
        return None if value is None else Range(value.start, value.end, bounds="[)")

    def process_result_value(self, value: Range[date] | None, dialect: Dialect) -> Period | None:  # noqa: ARG002
        """Make the period from the driver's range; the database keeps ranges of days half-open."""
        return None if value is None else Period(value.lower, value.upper)


def identity() -> Any:
    """Return the key of a table: a 64-bit number given by the database."""
    return Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=True)])


def drawn_identity() -> Any:
    """Return the key of a table whose keys tell nobody that there are others: a 63-bit number drawn by the database."""
    return Field(
        default=None,
        primary_key=True,
        sa_type=BigInteger,
        sa_column_kwargs={"server_default": text("drawn_key()"), "autoincrement": False},
    )


def reference(target: str, *, optional: bool = False, index: bool = True) -> Any:
    """Return a reference to another table's key, for example ``organs.id``; nothing referred to is ever deleted."""
    default: dict[str, Any] = {"default": None} if optional else {}
    return Field(foreign_key=target, sa_type=BigInteger, index=index, nullable=optional, **default)


def period(*, optional: bool = False) -> Any:
    """Return a half-open period of days, never empty (``during_not_empty`` in each table's constraints)."""
    default: dict[str, Any] = {"default": None} if optional else {}
    return Field(sa_type=PeriodType, nullable=optional, **default)


def term(vocabulary: type[StrEnum], **options: Any) -> Any:
    """Return a column that holds the code of a term, checked by the database."""
    kind = Enum(
        vocabulary,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=f"{vocabulary.__name__.lower()}_known",
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=kind, **options)


def moment(*, optional: bool = False, now: bool = False) -> Any:
    """Return a moment with time zone; ``now`` lets the database's clock fill it in."""
    options: dict[str, Any] = {"sa_type": DateTime(timezone=True), "nullable": optional}
    if now:
        options["sa_column_kwargs"] = {"server_default": func.clock_timestamp()}
        options["default"] = None
    elif optional:
        options["default"] = None
    return Field(**options)


def document(**options: Any) -> Any:
    """Return a JSON document column."""
    return Field(sa_type=JSONB, **options)


class Recorded(SQLModel):
    """A fact dated twice: when true (``during``) and when known; superseded, never overwritten or deleted."""

    recorded_at: datetime = moment(now=True)
    superseded_at: datetime | None = moment(optional=True)
    recorded_in: int = Field(default=None, sa_type=BigInteger, nullable=False, sa_column_kwargs={"server_default": "0"})
    """The version of the facts with which it was known first; filled by trigger."""
    superseded_in: int | None = Field(default=None, sa_type=BigInteger)
    """The version with which it was known no more; filled by trigger."""


def holds_on(during: Any, day: date) -> ColumnElement[bool]:
    """Return the condition that a period column contains the day."""
    condition: ColumnElement[bool] = during.op("@>", is_comparison=True)(literal(day, Date()))
    return condition


def overlaps(during: Any, other: Period) -> ColumnElement[bool]:
    """Return the condition that a period column shares a day with the period."""
    condition: ColumnElement[bool] = during.op("&&", is_comparison=True)(literal(other, PeriodType()))
    return condition

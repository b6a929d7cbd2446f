"""Days, moments, and periods of days in and out."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, ClassVar

import strawberry
from graphql import GraphQLError
from strawberry.file_uploads import Upload, UploadDefinition
from strawberry.scalars import JSON
from strawberry.schema.types.base_scalars import DateDefinition, DateTimeDefinition, TimeDefinition
from strawberry.schema.types.scalar import DEFAULT_SCALAR_REGISTRY
from strawberry.types.scalar import ScalarDefinition

from terms import periods
from terms.refusals import Refusal


def _file(value: Any) -> Any:
    """Return the uploaded file; anything else that stands in its place is no file."""
    if not hasattr(value, "read") or not hasattr(value, "filename"):
        raise GraphQLError("Upload takes a file of a GraphQL multipart request, and nothing else.")
    return value


def _county_moment(value: datetime) -> str:
    """Return the moment in county time, whichever zone the database or the clock gave it in."""
    return value.astimezone(periods.COUNTY_TIME).isoformat()


CLOCK = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


def _clock(value: Any) -> time:
    """Return the time of day that a text of hours and minutes means."""
    if not isinstance(value, str) or not CLOCK.fullmatch(value):
        raise GraphQLError("Time takes hours and minutes of county time, such as “09:00”.")
    return time.fromisoformat(value)


SCALARS: dict[object, ScalarDefinition] = {
    date: replace(DateDefinition, description="A day of the county's calendar as YYYY-MM-DD (日期)."),
    datetime: replace(
        DateTimeDefinition,
        description="A moment in ISO 8601 with its time zone (时间); answers are in county time.",
        serialize=_county_moment,
    ),
    time: replace(
        TimeDefinition,
        description="A time of day in county time as HH:MM (时刻).",
        serialize=lambda value: f"{value:%H:%M}",
        parse_value=_clock,
    ),
    JSON: replace(
        DEFAULT_SCALAR_REGISTRY[JSON],
        description="A value in JSON: an object, a list, a text, a number, true or false (JSON 值).",
    ),
    Upload: replace(
        UploadDefinition, description="A file, sent by a GraphQL multipart request (上传文件).", parse_value=_file
    ),
}
"""Strawberry's own scalars, described in the words of this house."""


class EmptyPeriod(Refusal):
    """A period that ends before or when it starts."""

    code: ClassVar[str] = "EMPTY_PERIOD"
    zh: ClassVar[str] = "时段须在开始之后结束：{start}至{end}（不含）不含任何一天。"
    en: ClassVar[str] = "A period must end after it starts: {start} to {end} (excluded) holds no day."

    def __init__(self, period: periods.Period) -> None:
        super().__init__(period)
        self.start = period.start
        self.end = period.end


@strawberry.type(description="A period of days (时段), half-open: the day of its end is not part of it.")
class Period:
    """See ``terms.periods.Period``."""

    start: date | None = strawberry.field(description="First day (开始日); null if it has no known start.")
    end: date | None = strawberry.field(description="The day after the last (结束日); null if it has no end yet.")


@strawberry.input(description="A period of days (时段), half-open: the day of its end is not part of it.")
class PeriodInput:
    """A period that a client asks about."""

    start: date | None = strawberry.field(default=None, description="First day (开始日); null for no bound.")
    end: date | None = strawberry.field(default=None, description="The day after the last (结束日); null for no bound.")

    def period(self) -> periods.Period:
        """Return the period as the house knows it.

        Raises:
            EmptyPeriod: it holds no day.
        """
        period = periods.Period(self.start, self.end)
        if period.is_empty:
            raise EmptyPeriod(period)
        return period


def shown(value: Any) -> Any:
    """Return a column's value as the schema shows it."""
    return Period(start=value.start, end=value.end) if isinstance(value, periods.Period) else value

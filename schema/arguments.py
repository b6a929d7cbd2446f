"""Arguments that several nouns share."""

from datetime import date
from typing import Annotated

import strawberry

from schema.context import Info
from schema.enums import register
from terms.term import Term


class Direction(Term):
    """Which way a list runs."""

    ASCENDING = "ASCENDING", "升序", "smallest or earliest first"
    DESCENDING = "DESCENDING", "降序", "largest or latest first"


register(Direction, "排序方向")

On = Annotated[date | None, strawberry.argument(description="The day that counts, county time (日期); today if null.")]


def day_of(info: Info, on: date | None) -> date:
    """Return the day that a question is about."""
    return info.context.caller.today() if on is None else on

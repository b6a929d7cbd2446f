"""Values for a fuzzer: most that can be meant, so that acts are reached, and some that nobody can mean."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    is_required_input_field,
)

TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ufeff",
    "\u202e",
    "商水",
    "𠮷",
    "e\u0301",
    "a" * 5_000,
    "'; DROP TABLE people; --",
    "%s%n{0}",
    "{code}",
    "NaN",
    "10e999",
    "-0",
    "1" * 400,
    "\r\n\t\x1b[0m",
    "null",
    "P-\x7f",
)
DAYS = ("9999-12-31", "0001-01-01", "infinity", "-infinity", "2026-02-30", "2026-13-01", "10000-01-01", "", "today")
MOMENTS = ("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00Z", "2026-01-01T00:00:00", "infinity", "2026-01-01T25:00Z")
IDS = ("", "Q2FzZTox", "Q2FzZTotMQ==", "Q2FzZTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "=====", "Tm9ib2R5OjE=", "\x00", "商")
NUMBERS = (0, -1, 1, 100, 101, 2**31 - 1, -(2**31), 2**31, 2**63, 1.5, 1e30, "1", True)
WRONG: tuple[Any, ...] = (None, 0, 10**18, -1.5, "x", [], {}, [[]], {"a": {"b": []}}, True, ["x"] * 50)
"""What stands in a wrong place, whatever its type."""


class Values:
    """Draws values of input types, always the same ones from the same seed."""

    def __init__(self, drawn: random.Random, real: Mapping[str, Sequence[str]], today: date) -> None:
        self.drawn = drawn
        self._real = real
        self._today = today
        self._odd = 0.0

    def begin(self) -> None:
        """Begin a request: many are meant throughout, many odd somewhere, a few odd everywhere."""
        self._odd = self.drawn.choice((0.0, 0.0, 0.05, 0.05, 0.3))

    def of(self, kind: GraphQLInputType, name: str, depth: int = 0) -> Any:
        """Return a value for an argument or an input's field of this name."""
        drawn = self.drawn
        if drawn.random() < self._odd / 10:
            return drawn.choice(WRONG)
        if isinstance(kind, GraphQLNonNull):
            return self.of(kind.of_type, name, depth)
        if isinstance(kind, GraphQLList):
            count = drawn.choice((0, 1, 1, 1, 2, 3, 40 if depth < 2 else 1))
            return [self.of(kind.of_type, name, depth + 1) for _ in range(count)]
        if isinstance(kind, GraphQLEnumType):
            return "NO_SUCH" if drawn.random() < self._odd / 2 else drawn.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, depth)
        return self._scalar(str(kind), name)

    def _object(self, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        if depth > 6:
            return {}
        fields = list(kind.fields.items())
        if kind.is_one_of and self.drawn.random() >= self._odd:
            fields = self.drawn.sample(fields, 1)
        made = {
            name: self.of(field.type, name, depth + 1)
            for name, field in fields
            if kind.is_one_of or self.drawn.random() < (1 - self._odd / 10 if is_required_input_field(field) else 0.5)
        }
        return {**made, "noSuch": 1} if self.drawn.random() < self._odd / 20 else made

    def _scalar(self, kind: str, name: str) -> Any:
        odd = self.drawn.random() < self._odd
        days = self.drawn.randint(-60, 60)
        day = str(self._today + timedelta(days))
        meant: dict[str, Sequence[Any]] = {
            "Int": range(1, 21),
            "Float": range(1, 21),
            "Boolean": (True, False),
            "Date": (day,),
            "DateTime": (f"{day}T09:00:00+08:00",),
            "ID": self._ids(name),
            "JSON": (1, 2, "x", [1, 2], {"a": 1}, True),
        }
        odd_ones: dict[str, Sequence[Any]] = {
            "Int": NUMBERS,
            "Float": NUMBERS,
            "Boolean": (None, "true", 1),
            "Date": DAYS,
            "DateTime": MOMENTS,
            "ID": IDS,
            "JSON": (None, {}, 10**17, [[[]]], "\x00", -1),
        }
        if odd:
            return self.drawn.choice(odd_ones.get(kind, TEXTS))
        return self.drawn.choice(meant[kind]) if kind in meant else self._text(name)

    def _ids(self, name: str) -> Sequence[str]:
        """Return ids of things that a name may mean, of all things where it may mean any."""
        return self._real.get(f"id of {name}") or self._real["id"]

    def _text(self, name: str) -> str:
        """Return a text that may be meant: a number on file where the name asks for one."""
        for word, found in self._real.items():
            if word in name.lower():
                return self.drawn.choice(found)
        return self.drawn.choice(("因公", "理由", *(self.drawn.choice(found) for found in self._real.values())))

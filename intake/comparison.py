"""What an import would do, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.keys import PersonKey, Record, Source
from intake.problems import Problem
from intake.records import MembershipRecord, Records


@dataclass(frozen=True, slots=True)
class Change:
    """A known record that the file says more, or something newer, about."""

    before: Record
    """As known; its ``id`` is the row."""
    after: Record
    """Blank cells filled from what is known; its ``source`` is the row of the file."""
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """A known, open post on the establishment that a newer one ends."""

    membership: MembershipRecord
    """As known; its ``id`` is the row."""
    end: date
    """The first day on which it no longer holds."""
    because: Source


@dataclass(frozen=True, slots=True)
class Comparison:
    """Added, changed and unchanged by record; nothing known is ever removed because the file lacks it.

    In ``added`` and ``changed`` every person, organ and case is named by a key of the three mappings, whose values are
    the ids of the rows, None where the import itself adds them.
    """

    added: Records = field(default_factory=Records)
    changed: tuple[Change, ...] = ()
    unchanged: Records = field(default_factory=Records)
    closes: tuple[Closing, ...] = ()
    refused: tuple[Problem, ...] = ()
    people: Mapping[PersonKey, int | None] = field(default_factory=dict)
    organs: Mapping[str, int | None] = field(default_factory=dict)
    cases: Mapping[str, int | None] = field(default_factory=dict)

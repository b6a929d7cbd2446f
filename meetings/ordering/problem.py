"""An agenda that waits for its order, as frozen values: items, people, and what limits when an item can come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes from the start of the meeting, from ``start`` up to but not including ``end``."""

    start: int
    end: int


Spans = tuple[Span, ...] | None
"""Stretches of minutes, which may touch or overlap; None: the whole meeting, empty: no minute of it."""


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody who takes part in the meeting."""

    id: int
    weight: int = 1
    """What one exit or entry of hers weighs; 1 to 1000."""
    present: Spans = None
    """When she is at the meeting. Coming late and going early are no movements: only what she is barred from is."""
    counts: bool = True
    """Whether a quorum counts her; others sit in (列席)."""


@dataclass(frozen=True, slots=True)
class ItemToOrder:
    """One item; people are named by id, and all of them take part."""

    id: int
    minutes: int
    """How long it takes; 1 or more."""
    barred: tuple[int, ...] = ()
    """Who leaves the room for it."""
    required: tuple[int, ...] = ()
    """Who must be there for all of it, such as who reports on it."""
    quorum: int = 0
    """At least so many people who count are there for all of it and not barred from it."""
    blocks: Spans = None
    """It lies within one of these stretches."""
    position: int | None = None
    """The place that it is fixed at, counted from 1; None: any."""


@dataclass(frozen=True, slots=True)
class AgendaToOrder:
    """Items in the order in which they were given, and everybody who takes part.

    Items follow each other without a pause, so that what went before says when an item begins. With the defaults,
    everybody is in the room when the meeting opens, so that being barred from the first item costs an exit; whoever is
    out for the last item need not come back.
    """

    items: tuple[ItemToOrder, ...]
    people: tuple[Attendant, ...]
    before: tuple[tuple[int, int], ...] = ()
    """Pairs of items, by id: the first comes before the second, at once or later."""
    gathered_at_start: bool = True
    """Everybody is in the room before the first item; otherwise who is barred from it waits outside at no cost."""
    gathered_at_end: bool = False
    """Everybody is in the room after the last item, such as for a closing; whoever is out then comes back."""
    outside: tuple[int, ...] = ()
    """Who is out at the start though the others are gathered, such as for an item under way; strangers are nobody."""

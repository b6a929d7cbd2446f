"""The chain over the audit trail: the text of an entry, its hash, and the links with their entries, in order.

The text is made here once more than in the database (``audit_text`` in ``0003_audit.sql``): whoever verifies must not
trust a function that somebody may have replaced.
"""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AuditHead, County
from terms.periods import COUNTY_TIME

NOTHING: Final = "0" * 64
"""The hash before the first link."""
FORMAT: Final = "zones audit 1"
COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": "e.id::text",
        "at": "to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24\\:MI\\:SS.US')",
        "actor": "e.actor",
        "act": "e.act",
        "object_type": "e.object_type",
        "object_id": "e.object_id::text",
        "detail": "e.detail::text",
        "role": "e.role",
        "on_behalf_of": "e.on_behalf_of::text",
        "zones": "e.zones::text",
        "organ_id": "e.organ_id::text",
        "origin": "e.origin",
        "knowledge": "e.knowledge::text",
        "result": "e.result",
        "mark": "e.mark::text",
    }
)
"""Every column of ``audit_entries`` as the text that is hashed, in the order of hashing."""
AT, ACT = list(COLUMNS).index("at"), list(COLUMNS).index("act")
BATCH = 2000
SHOWN = ", ".join(COLUMNS.values()).replace("::", "\\:\\:")
LINKS = f"""
    SELECT l.sequence, l.entry_id, l.previous, l.hash, {SHOWN}
    FROM audit_links AS l LEFT JOIN audit_entries AS e ON e.id = l.entry_id ORDER BY l.sequence, l.entry_id
"""
UNLINKED = f"""
    SELECT {SHOWN} FROM audit_entries AS e
    WHERE NOT EXISTS (SELECT FROM audit_links AS l WHERE l.entry_id = e.id) ORDER BY e.id
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trail as the texts of its columns."""

    values: tuple[str | None, ...]

    @property
    def id(self) -> int:
        """Return the key."""
        return int(self.values[0] or 0)

    @property
    def at(self) -> str:
        """Return the moment, in UTC."""
        return f"{self.values[AT]}Z"

    @property
    def act(self) -> str:
        """Return the act."""
        return self.values[ACT] or ""

    def under(self, key: int) -> "Entry":
        """Return the same entry under another key."""
        return Entry((str(key), *self.values[1:]))

    def hashed(self, sequence: int, previous: str) -> str:
        """Return the hash that the entry has at this place of the chain."""
        columns = ("-" if value is None else f"{len(value.encode())}:{value}" for value in self.values)
        whole = "\n".join((FORMAT, str(sequence), previous, *columns))
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain, with its entry; None where the entry is gone."""

    sequence: int
    entry_id: int
    previous: str
    hash: str
    entry: Entry | None

    @property
    def is_sound(self) -> bool:
        """Tell whether the entry is the one that was linked here."""
        return self.entry is not None and self.entry.hashed(self.sequence, self.previous) == self.hash

    def at_place(self, sequence: int) -> "Link":
        """Return the same link at another place."""
        return replace(self, sequence=sequence)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain at a moment: what everything before it can later be proved against."""

    county: str
    sequence: int
    hash: str
    entry_id: int | None
    taken_at: datetime


async def links(session: AsyncSession) -> AsyncIterator[Link]:
    """Go through the chain in its order, a batch at a time."""
    connection = await session.connection()
    async with connection.stream(text(LINKS), execution_options={"yield_per": BATCH}) as rows:
        async for row in rows:
            sequence, entry_id, previous, made, *values = row
            yield Link(sequence, entry_id, previous, made, None if values[0] is None else Entry(tuple(values)))


async def unlinked(session: AsyncSession, most: int) -> Sequence[Entry]:
    """Return entries that have no link, by key; at most so many."""
    connection = await session.connection()
    rows = await connection.execute(text(f"{UNLINKED} LIMIT {most}"))
    return [Entry(tuple(row)) for row in rows]


async def head_row(session: AsyncSession) -> AuditHead | None:
    """Return the head as it is kept, None where somebody took it away."""
    return (await session.exec(select(AuditHead))).first()


async def head_of(session: AsyncSession) -> Head | None:
    """Return the head of the chain to be exported, None where there is none."""
    kept: Any = await head_row(session)
    if kept is None:
        return None
    county = (await session.exec(select(County.code))).first() or ""
    connection = await session.connection()
    asked = text("SELECT entry_id FROM audit_links WHERE sequence = :sequence")
    entry = (await connection.execute(asked, {"sequence": kept.sequence})).scalar_one_or_none()
    return Head(county, kept.sequence, kept.hash, entry, datetime.now(COUNTY_TIME))


def head_document(head: Head) -> dict[str, Any]:
    """Return an exported head as JSON holds it."""
    return {
        "format": FORMAT,
        "county": head.county,
        "sequence": head.sequence,
        "hash": head.hash,
        "entry": head.entry_id,
        "taken_at": head.taken_at.isoformat(),
    }

"""Verifies the audit trail: names every entry that was changed, taken away, put elsewhere or put in.

An entry is proved by its link, a link by the one after it, and the last by the head; the head by one that was exported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit_chain import NOTHING, Entry, Head, Link, head_row, links, unlinked
from db.tables import AuditHead
from terms.audit import TrailFault

MOST = 200
"""How many faults are named one by one; what is more is only counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One place at which the trail is not as it was written."""

    fault: TrailFault
    sequence: int | None = None
    """The place in the chain; 0 for the head itself, None for an entry that has none."""
    entry_id: int | None = None
    """The key of the entry, where it is known."""
    at: str | None = None
    """The moment of the entry as it reads now, in UTC; None where the entry is gone."""
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of a trail."""

    entries: int
    """How many links were followed."""
    proved: int
    """How many exported heads lie on the chain."""
    faults: Sequence[Fault]
    unnamed: int = 0
    """Faults beyond those that are named."""


@dataclass(slots=True)
class _Walk:
    """The way along the chain so far."""

    heads: dict[int, list[Head]]
    head: AuditHead | None
    last: Link | None = None
    sound: bool = True
    followed: int = 0
    proved: int = 0
    unnamed: int = 0
    faults: list[Fault] = field(default_factory=list)
    suspects: list[Link] = field(default_factory=list)

    def found(self, fault: TrailFault, link: Link | None = None, *, sequence: int | None = None) -> None:
        if len(self.faults) >= MOST:
            self.unnamed += 1
        elif link is None:
            self.faults.append(Fault(fault, sequence))
        else:
            self.faults.append(fault_at(fault, link.sequence, link.entry, entry_id=link.entry_id))

    def follow(self, link: Link) -> None:
        """Go on by one link."""
        self.followed += 1
        before = 0 if self.last is None else self.last.sequence
        if link.sequence <= before or (self.head is not None and link.sequence > self.head.sequence):
            self.found(TrailFault.INSERTED, link)
            return
        for gone in range(before + 1, link.sequence):
            self.found(TrailFault.MISSING, sequence=gone)
        sound = link.is_sound
        if not sound:
            self.suspect(link)
        elif link.sequence == before + 1 and self.sound:
            self.compare(link)
        for head in self.heads.pop(link.sequence, ()):
            self.prove(head, link)
        self.last, self.sound = link, sound

    def suspect(self, link: Link) -> None:
        """Keep a link that does not fit its entry; what became of it is told when all are known."""
        if len(self.suspects) < MOST:
            self.suspects.append(link)
        else:
            self.unnamed += 1

    def compare(self, link: Link) -> None:
        """Hold a sound link against the one before: it was made upon that one's hash, and says so."""
        if self.last is None:
            if link.previous != NOTHING:
                self.found(TrailFault.CHANGED, link)
        elif link.previous != self.last.hash:
            self.found(TrailFault.CHANGED, self.last)

    def prove(self, head: Head, link: Link) -> None:
        if head.hash == link.hash:
            self.proved += 1
        else:
            self.found(TrailFault.REWRITTEN, link)

    def arrive(self) -> None:
        """Hold the end of the chain against the head that is kept and those that were exported."""
        end = 0 if self.last is None else self.last.sequence
        if self.head is None:
            self.found(TrailFault.MISSING, sequence=0)
        else:
            for gone in range(end + 1, self.head.sequence + 1):
                self.found(TrailFault.MISSING, sequence=gone)
            made = NOTHING if self.last is None else self.last.hash
            if self.head.sequence == end and self.sound and self.head.hash != made:
                self.found(TrailFault.CHANGED, self.last, sequence=0)
        for sequence, exported in sorted(self.heads.items()):
            for each in exported:
                if sequence == 0 and each.hash == NOTHING:
                    self.proved += 1
                else:
                    self.found(TrailFault.CUT, sequence=sequence)


def fault_at(fault: TrailFault, sequence: int | None, entry: Entry | None, *, entry_id: int | None = None) -> Fault:
    """Return a fault with what is known of the entry."""
    if entry is None:
        return Fault(fault, sequence, entry_id)
    return Fault(fault, sequence, entry.id, entry.at, entry.act)


async def verify(session: AsyncSession, heads: Iterable[Head] = ()) -> Verification:
    """Follow the whole chain and return what is wrong with it, by its order; entries outside it come last.

    Args:
        session: one snapshot of the database, so that acts that commit meanwhile are no faults.
        heads: heads that were exported earlier, to be proved against.
    """
    by_sequence: dict[int, list[Head]] = {}
    for head in heads:
        by_sequence.setdefault(head.sequence, []).append(head)
    walk = _Walk(by_sequence, await head_row(session))
    async for link in links(session):
        walk.follow(link)
    walk.arrive()
    outside = list(await unlinked(session, MOST))
    faults = [*walk.faults, *_judged(walk.suspects, outside)]
    faults.sort(key=lambda each: (each.sequence is None, each.sequence or 0))
    inserted = [fault_at(TrailFault.INSERTED, None, entry) for entry in outside]
    return Verification(walk.followed, walk.proved, [*faults, *inserted], walk.unnamed)


def _judged(suspects: Sequence[Link], outside: list[Entry]) -> list[Fault]:
    """Return what became of each link that does not fit its entry; an entry found elsewhere leaves ``outside``."""
    entries = [link.entry for link in suspects if link.entry is not None]
    places = [link.sequence for link in suspects]
    told = []
    for link in suspects:
        other = _belonging(link, [*entries, *outside])
        if other is not None:
            told.append(fault_at(TrailFault.REORDERED, link.sequence, other))
            outside[:] = [entry for entry in outside if entry.id != other.id]
        elif any(link.at_place(place).is_sound for place in places):
            told.append(fault_at(TrailFault.REORDERED, link.sequence, link.entry))
        else:
            fault = TrailFault.MISSING if link.entry is None else TrailFault.CHANGED
            told.append(fault_at(fault, link.sequence, link.entry, entry_id=link.entry_id))
    return told


def _belonging(link: Link, entries: Sequence[Entry]) -> Entry | None:
    """Return the entry that was linked here, as it stands now under its own key or under another."""
    for entry in entries:
        if link.hash in {
            entry.hashed(link.sequence, link.previous),
            entry.under(link.entry_id).hashed(link.sequence, link.previous),
        }:
            return entry
    return None

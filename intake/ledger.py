"""Known records of one kind with the rows of a file laid over them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from intake.keys import Place, Record, Source
from intake.merging import differing, merge, period_of, start_of
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused, Problem, RowRefused

RecordType = TypeVar("RecordType", bound=Record)


@dataclass(slots=True)
class Entry(Generic[RecordType]):
    """One record: as known, if it is, and as it would be; ``source`` is the row that speaks of it, if one does."""

    record: RecordType
    known: RecordType | None = None
    source: Source | None = None

    @property
    def id(self) -> int | None:
        """Return the row of the known record in the database, None for a new one."""
        return None if self.known is None else self.known.id

    def lay(self, row: RecordType) -> None:
        """Lay a row over the record; a second row may only repeat what the first one said."""
        merged = merge(row, self.record)
        if self.source is not None and differing(self.record, merged):
            raise RowRefused(ProblemCode.CONTRADICTS_ROW, str(self.source))
        period = period_of(merged)
        if period is not None and period.is_empty:
            raise RowRefused(ProblemCode.PERIOD_REVERSED, f"{period.start}–{period.end}", field="during.end")
        self.record = merged
        self.source = self.source or row.source


class Ledger(Generic[RecordType]):
    """Records found again by what they are about and, where they are dated, by their first day.

    A row with a first day also finds the record whose first day was unknown, and a row without one the only record
    there is: both say more of the same fact.
    """

    def __init__(
        self,
        about: Callable[[RecordType], Hashable],
        *,
        align: Callable[[RecordType, RecordType], RecordType] = lambda row, _: row,
    ) -> None:
        self._about = about
        self._align = align
        self.entries: list[Entry[RecordType]] = []
        self._index: dict[Hashable, list[Entry[RecordType]]] = defaultdict(list)

    def know(self, record: RecordType) -> None:
        """Enter a known record."""
        self._enter(Entry(record, known=record))

    def lay(self, row: RecordType) -> None:
        """Lay a row over the record it speaks of, or enter it as new."""
        found = self.find(row)
        if found is None:
            self._enter(Entry(row, source=row.source))
        else:
            found.lay(self._align(row, found.record))

    def find(self, row: RecordType) -> Entry[RecordType] | None:
        """Return the entry that the row speaks of, None for a new one."""
        entries = self._index.get(self._about(row), [])
        start = start_of(row)
        same = [entry for entry in entries if start_of(entry.record) == start]
        if same or start is None:
            return same[0] if same else (entries[0] if len(entries) == 1 else None)
        undated = [entry for entry in entries if start_of(entry.record) is None]
        return undated[0] if undated else None

    def _enter(self, entry: Entry[RecordType]) -> None:
        self.entries.append(entry)
        self._index[self._about(entry.record)].append(entry)


class Chooser(Protocol):
    """Chooses among the entries of any kind."""

    def __call__(self, entries: Iterable[Entry[RecordType]], /) -> tuple[RecordType, ...]:
        """Return the chosen records."""
        ...


def added(entries: Iterable[Entry[RecordType]]) -> tuple[RecordType, ...]:
    """Return the records that the file brings."""
    return tuple(entry.record for entry in entries if entry.known is None)


def unchanged(entries: Iterable[Entry[RecordType]]) -> tuple[RecordType, ...]:
    """Return the known records that the file repeats."""
    return tuple(
        entry.record for entry in entries if entry.source and entry.known and not differing(entry.known, entry.record)
    )


def problem_at(source: Source, refused: CellRefused, *, value: str = "") -> Problem:
    """Return the problem at the row, pointing at the column of the refused field where the sheet has one."""
    path = refused.field if isinstance(refused, RowRefused) else ""
    place = source.places.get(path)
    if place is None and path:
        place = next((each for field, each in source.places.items() if field.startswith(f"{path}.")), None)
    place = place or Place()
    return Problem(
        refused.code,
        source.sheet,
        source.row,
        column=place.column,
        header=place.header,
        value=refused.value if refused.value is not None else value,
        detail=refused.detail,
    )

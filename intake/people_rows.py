"""People of the file laid over those known, and the key by which each is named in a comparison."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from intake.keys import PersonKey, Record
from intake.ledger import Entry
from intake.lineage import Organs
from intake.person_names import PersonNames, key_of
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused, RowRefused
from intake.records import PersonRecord


class People:
    """All people; known ones whom nothing tells apart are kept, but no row can mean one of them."""

    def __init__(
        self,
        rows: Iterable[PersonRecord],
        known: Iterable[PersonRecord],
        organs: Organs,
        *,
        refuse: Callable[[Record, CellRefused], None],
    ) -> None:
        self.entries: list[Entry[PersonRecord]] = []
        self.refused_names: set[str] = set()
        self._organs = organs
        self._names = PersonNames()
        self._known: dict[PersonKey, int] = {}
        self._twins: set[PersonKey] = set()
        for person in known:
            self._know(person)
        self._lay_all(rows, refuse)

    def keys(self) -> list[PersonKey]:
        """Return the key of each person, in the order of the entries."""
        return [self._names.key(place) for place in range(len(self.entries))]

    def key_at(self, place: int) -> PersonKey:
        """Return the key of the person at a place among the entries."""
        return self._names.key(place)

    def key(self, key: PersonKey) -> PersonKey:
        """Return the full key of the person whom the field ``person`` of a row names."""
        return self._names.key(self.place(key, "person"))

    def place(self, key: PersonKey, field: str) -> int:
        """Return the place among the entries of the person whom a field names; raises ``RowRefused``."""
        place = self._known.get(key)
        if place is not None and key not in self._twins:
            return place
        organ = self._organs.named(key.organ, field=f"{field}.organ")
        return self._names.resolve(replace(key, organ=organ), field=field)

    def _know(self, person: PersonRecord) -> None:
        record = replace(person, organ=person.organ and self._organs.as_known(person.organ))
        place = self._names.add(record, in_file=False)
        for key in {key_of(person), key_of(record)}:
            if key in self._known:
                self._twins.add(key)
            self._known[key] = place
        self.entries.append(Entry(record, known=record))

    def _lay_all(self, rows: Iterable[PersonRecord], refuse: Callable[[Record, CellRefused], None]) -> None:
        """Lay the rows; those that repeat a known person exactly go first, so that namesakes raise no doubt."""
        named = []
        for row in rows:
            try:
                named.append(replace(row, organ=self._organs.named(row.organ)))
            except CellRefused as refused:
                refuse(row, refused)
                self.refused_names.add(row.name)
        for row in sorted(named, key=lambda row: key_of(row) not in self._known):
            try:
                self._lay(row)
            except CellRefused as refused:
                refuse(row, refused)
                self.refused_names.add(row.name)

    def _lay(self, row: PersonRecord) -> None:
        place = self._names.identify(row)
        if place is None:
            self._names.add(row, in_file=True)
            self.entries.append(Entry(row, source=row.source))
            return
        entry = self.entries[place]
        leaves_pool = row.pool is None and row.given is not None and "pool" in row.given
        if leaves_pool and entry.record.pool is not None:
            raise RowRefused(ProblemCode.POOL_LEFT_WITHOUT_DATE, field="pool")
        entry.lay(row)
        self._names.put(place, entry.record)

"""The one organ under which a workbook names a person, among all to which the person belongs or belonged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from db.staffing import FOOTING
from intake.records import OrganRecord, PersonRecord
from intake.words import folded


class MainOrgans:
    """Main organs: present before past, then the best footing (``FOOTING``), unless the workbook names another post."""

    def __init__(self, organs: Iterable[OrganRecord], texts: Mapping[int, str], posts: Sequence[Any], on: date) -> None:
        self._texts = texts
        self._named: dict[str, str] = {}
        for organ in organs:
            if organ.id is not None:
                self._named.update({name: texts[organ.id] for name in (organ.code, texts[organ.id]) if name})
        self._folded = {folded(name): text for name, text in self._named.items()}
        self._posts: dict[int, list[Any]] = defaultdict(list)
        for row in posts:
            self._posts[row.person_id].append(row)
        self._on = on

    def given_to(self, people: Iterable[PersonRecord], incoming: Iterable[PersonRecord]) -> tuple[PersonRecord, ...]:
        """Return the people with their main organs."""
        rows: dict[str, list[PersonRecord]] = defaultdict(list)
        for row in incoming:
            rows[row.name].append(row)
        wished = {person.id: self._wished(person, rows.get(person.name, ())) for person in people}
        claims = Counter((person.name, wished[person.id]) for person in people)
        return tuple(
            replace(
                person,
                organ=wished[person.id]
                if claims[person.name, wished[person.id]] == 1 and wished[person.id]
                else self._derived(person),
            )
            for person in people
        )

    def _wished(self, person: PersonRecord, rows: Iterable[PersonRecord]) -> str | None:
        """Return the organ that the workbook's only fitting row names, if the person has or had a post there."""
        posts = {self._texts[row.organ_id] for row in self._posts[person.id or 0]}
        named = {
            organ
            for row in rows
            if row.number in (None, person.number)
            and (row.birth_month is None or person.birth_month in (None, row.birth_month))
            and (organ := self._text_of(row.organ)) in posts
        }
        return next(iter(named)) if len(named) == 1 else None

    def _text_of(self, name: str | None) -> str | None:
        return None if name is None else self._named.get(name) or self._folded.get(folded(name))

    def _derived(self, person: PersonRecord) -> str | None:
        posts = self._posts[person.id or 0]
        if not posts:
            return None
        best = min(posts, key=self._place)
        return self._texts[best.organ_id]

    def _place(self, row: Any) -> tuple[bool, int, int, int]:
        start = row.during.start or date.min
        present = self._on in row.during
        return (not present, 0 if present else -start.toordinal(), FOOTING.index(row.kind), row.id)

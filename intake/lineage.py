"""Organs of the file laid over those known, with what they hang on and what they took the place of."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from intake.ledger import Entry, problem_at
from intake.organ_names import OrganNames
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused, Problem, RowRefused
from intake.records import OrganRecord
from terms.organs import SuccessionKind
from terms.periods import Period


class Organs:
    """All organs, and the one reference by which each is named in a comparison."""

    def __init__(self, rows: Iterable[OrganRecord], known: Iterable[OrganRecord]) -> None:
        self.refused: list[Problem] = []
        self.refused_names: set[str] = set()
        self.entries: list[Entry[OrganRecord]] = []
        self._names = OrganNames()
        self._cache: dict[str, str] = {}
        for organ in known:
            self._names.add(organ)
            self.entries.append(Entry(organ, known=organ))
        for row in rows:
            try:
                self._lay(row)
            except CellRefused as refused:
                self.refused.append(problem_at(row.source, refused))
                self.refused_names.add(row.name)
        self._add_former_names()
        self._name_relatives()
        self._refuse_rings()

    def need(self, text: str, *, field: str) -> str:
        """Return the reference of the organ that the text names; raises ``RowRefused`` at the field."""
        if text not in self._cache:
            try:
                self._cache[text] = self._names.reference(self._names.resolve(text))
            except CellRefused as refused:
                raise RowRefused(refused.code, refused.detail, field=field, value=refused.value) from None
        return self._cache[text]

    def named(self, text: str | None, *, field: str = "organ") -> str | None:
        """Return the reference of the organ that the text names, None for None."""
        return None if text is None else self.need(text, field=field)

    def as_known(self, text: str) -> str:
        """Return the reference, or the text itself where known organs of one name cannot be told apart."""
        try:
            return self.need(text, field="organ")
        except RowRefused:
            return text

    def ids(self) -> dict[str, int | None]:
        """Return the row of each organ by its reference, None for those that the file adds."""
        return {self._names.reference(place): entry.id for place, entry in enumerate(self.entries)}

    def _lay(self, row: OrganRecord) -> None:
        row = replace(row, name=self._names.own_name(row))
        place = self._names.identify(row)
        if place is None:
            self._names.add(row)
            self.entries.append(Entry(row, source=row.source))
            return
        self.entries[place].lay(row)
        self._names.put(place, self.entries[place].record)

    def _add_former_names(self) -> None:
        """Enter an organ for a former name that has no row: the new name's row says that it was, and until when."""
        for entry in list(self.entries):
            for former in entry.record.predecessors:
                if former.kind is not SuccessionKind.RENAMED or entry.source is None or self._exists(former.name):
                    continue
                organ = OrganRecord(
                    name=former.name,
                    kind=entry.record.kind,
                    during=Period(None, entry.record.during.start),
                    source=entry.source,
                )
                self._names.add(organ)
                self.entries.append(Entry(organ, source=entry.source))

    def _exists(self, name: str) -> bool:
        try:
            self._names.resolve(name)
        except CellRefused as refused:
            return refused.code is ProblemCode.ORGAN_AMBIGUOUS
        return True

    def _name_relatives(self) -> None:
        for entry in self.entries:
            if entry.known is not None:
                entry.known = _with_references(entry.known, lambda text, _: self.as_known(text))
            try:
                entry.record = _with_references(entry.record, lambda text, field: self.need(text, field=field))
            except RowRefused as refused:
                if entry.source is not None:
                    self.refused.append(problem_at(entry.source, refused))

    def _refuse_rings(self) -> None:
        """Report organs of the file that hang on themselves, however far up."""
        above = {
            self._names.reference(place): [parent.name for parent in entry.record.parents]
            for place, entry in enumerate(self.entries)
        }
        for place, entry in enumerate(self.entries):
            start = self._names.reference(place)
            if entry.source is None or not above[start]:
                continue
            seen: set[str] = set()
            waiting = list(above[start])
            while waiting and start not in seen:
                name = waiting.pop()
                if name not in seen:
                    seen.add(name)
                    waiting.extend(above.get(name, ()))
            if start in seen:
                refused = RowRefused(ProblemCode.ORGAN_CYCLE, "、".join([start, *above[start]]), field="parents")
                self.refused.append(problem_at(entry.source, refused))


def _with_references(organ: OrganRecord, name: Callable[[str, str], str]) -> OrganRecord:
    """Return the organ with its relatives named by reference; ``name`` takes text and field."""
    parents = {replace(each, name=name(each.name, f"parents.{each.kind.value}")) for each in organ.parents}
    before = {replace(each, name=name(each.name, f"predecessors.{each.kind.value}")) for each in organ.predecessors}
    return replace(organ, parents=tuple(sorted(parents, key=str)), predecessors=tuple(sorted(before, key=str)))

"""What an import would do or did, in numbers by sheet, with everything there is to tell about the file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.comparison import Change, Closing, Comparison
from intake.keys import Record
from intake.parse import Parsed
from intake.records import Records
from intake.sheets import SHEETS
from resolvers.workbooks.misfits import Told
from terms.term import Term


class Effect(Term):
    """What an import does with one record."""

    ADDED = "ADDED", "新增", "added"
    CHANGED = "CHANGED", "更改", "changed"
    CLOSED = "CLOSED", "终止", "closed: a newer post ends it"


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """One sheet of the workbook in numbers of rows."""

    code: str
    """Of the template's sheet; empty for sheets of the file that are none of it."""
    zh: str
    en: str
    added: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Effected:
    """One record that an import adds, changes or closes."""

    effect: Effect
    sheet: str
    """Code of the template's sheet."""
    record: Record
    """As it is to be; of a closing, as it was."""
    change: Change | None = None
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A file beside what is known."""

    comparison: Comparison
    told: list[Told]
    organ_names: Mapping[str, str]
    """The names under which added organs are kept, by the texts that name them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one workbook would do, or did."""

    file_name: str
    comparison: Comparison
    told: tuple[Told, ...]
    """Refusals and notices by sheet and row."""
    sheets: tuple[SheetCounts, ...]
    organ_names: Mapping[str, str]
    """The names under which added organs are kept, by the texts that name them."""
    imported_before: datetime | None = None
    """When the very same file was the last one imported."""

    @property
    def refused(self) -> tuple[Told, ...]:
        """Return what refuses the import."""
        return tuple(each for each in self.told if each.refuses)

    @property
    def changes_nothing(self) -> bool:
        """Tell whether everything that the file says is on file already."""
        return next(self.effects(), None) is None

    def effects(self) -> Iterator[Effected]:
        """Yield all records added, changed and closed, sheet by sheet in the template's order."""
        for sheet in SHEETS:
            for record in _of(self.comparison.added, sheet.code):
                yield Effected(Effect.ADDED, sheet.code, record)
            for change in self.comparison.changed:
                if sheet.record is type(change.after):
                    yield Effected(Effect.CHANGED, sheet.code, change.after, change=change)
            if sheet.code == "memberships":
                for closing in self.comparison.closes:
                    yield Effected(Effect.CLOSED, sheet.code, closing.membership, closing=closing)


def outcome_of(
    file_name: str,
    parsed: Parsed,
    compared: Compared,
    told: Iterable[Told],
    *,
    before: datetime | None = None,
) -> Outcome:
    """Return the outcome with its numbers; a refused row counts once however much is wrong with it."""
    comparison = compared.comparison
    ordered = tuple(sorted(told, key=lambda each: (each.sheet, each.row, len(each.column), each.column)))
    names = _codes_by_name(parsed.records)
    rows = {(names.get(each.sheet, ""), each.sheet, each.row) for each in ordered if each.refuses}
    refused = Counter(code or name for code, name, _ in rows)
    changed = Counter(type(change.after) for change in comparison.changed)
    sheets = [
        SheetCounts(
            code=sheet.code,
            zh=sheet.zh,
            en=sheet.en,
            added=len(_of(comparison.added, sheet.code)),
            changed=changed[sheet.record],
            closed=len(comparison.closes) if sheet.code == "memberships" else 0,
            unchanged=len(_of(comparison.unchanged, sheet.code)),
            refused=refused.pop(sheet.code, 0),
        )
        for sheet in SHEETS
    ]
    others = [SheetCounts("", name, name, refused=count) for name, count in sorted(refused.items())]
    return Outcome(file_name, comparison, ordered, (*sheets, *others), compared.organ_names, before)


def _of(records: Records, code: str) -> tuple[Record, ...]:
    found: tuple[Record, ...] = getattr(records, code)
    return found


def _codes_by_name(records: Records) -> dict[str, str]:
    """Return the template's sheet by what the file calls it."""
    names = {word: sheet.code for sheet in SHEETS for word in (*sheet.synonyms.split(), sheet.en, sheet.zh)}
    for sheet in SHEETS:
        names.update((record.source.sheet, sheet.code) for record in _of(records, sheet.code))
    return names

"""One entry of the register of personal data: some columns of a table that are held for one purpose."""

from dataclasses import dataclass
from typing import Final

from terms.acts import Act
from terms.personal import Correcting, DataClass, DataPurpose, Keeping, LegalBasis, Telling


@dataclass(frozen=True, slots=True)
class Holding:
    """Columns of a table with what the law asks of each of them."""

    table: str
    """Its name in the metadata, with its database schema if it has one."""
    columns: tuple[str, ...]
    purpose: DataPurpose
    basis: LegalBasis
    keeping: Keeping
    correcting: Correcting
    telling: Telling
    data_class: DataClass
    seen_with: Act | None
    """The act with which the API shows it, to that act's reach; None where no field of the API shows it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the columns of one table have in common; makes its holdings."""

    table: str
    purpose: DataPurpose
    keeping: Keeping
    correcting: Correcting
    seen_with: Act | None = None
    basis: LegalBasis = LegalBasis.DUTY
    data_class: DataClass = DataClass.ORDINARY

    def _of(self, columns: str, telling: Telling, data_class: DataClass | None, seen_with: Act | None) -> Holding:
        return Holding(
            self.table,
            tuple(columns.split()),
            self.purpose,
            self.basis,
            self.keeping,
            self.correcting,
            telling,
            data_class or self.data_class,
            seen_with,
        )

    def shown(self, columns: str) -> Holding:
        """Return columns that the person is told."""
        return self._of(columns, Telling.SHOWN, None, self.seen_with)

    def masked(self, columns: str, *, seen_with: Act | None = None) -> Holding:
        """Return sensitive columns, masked unless they are asked for; the API shows them with an act of their own."""
        return self._of(columns, Telling.MASKED, DataClass.SENSITIVE, seen_with)

    def others(self, columns: str) -> Holding:
        """Return columns that name somebody else."""
        return self._of(columns, Telling.OTHERS, None, self.seen_with)

    def withheld(self, columns: str) -> Holding:
        """Return columns of which the person is told nothing."""
        return self._of(columns, Telling.WITHHELD, None, self.seen_with)


FACT: Final = "id recorded_in superseded_in"
"""Bookkeeping of a dated row; its two moments are told as days."""
WHEN: Final = "recorded_at superseded_at"

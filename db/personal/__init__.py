"""The register of personal data: every column that says something about a person, with why, how long, and who sees it.

It is data in one place: `docs/personal-data.md` is printed from it, the file of a person and the look at what is past
its time are made by it, and a test refuses a table or column that has no entry.
"""

from collections.abc import Mapping
from typing import Final

from db.personal.holding import Holding
from db.personal.of_cases import OF_CASES
from db.personal.of_office import ABOUT_NOBODY, OF_OFFICE
from db.personal.of_people import OF_PEOPLE
from db.personal.words import COLUMN_WORDS, TABLE_WORDS

__all__ = ["ABOUT_NOBODY", "COLUMN_WORDS", "HOLDINGS", "TABLE_WORDS", "Holding", "by_column"]

HOLDINGS: Final[tuple[Holding, ...]] = (*OF_PEOPLE, *OF_CASES, *OF_OFFICE)


def by_column() -> Mapping[tuple[str, str], Holding]:
    """Return the holding of each column, by table and column."""
    return {(holding.table, column): holding for holding in HOLDINGS for column in holding.columns}

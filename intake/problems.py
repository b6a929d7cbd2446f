"""Problems with their place in the file, and how readers of cells and rows raise them."""

from dataclasses import dataclass

from intake.problem_codes import NOTICES, ProblemCode


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell about one place in the file; row 0 means the sheet as a whole."""

    code: ProblemCode
    sheet: str
    row: int = 0
    column: str = ""
    """Letter as in the spreadsheet, empty where the row as a whole is meant."""
    header: str = ""
    value: str = ""
    detail: str = ""

    @property
    def refuses(self) -> bool:
        """Tell whether the import is refused because of it; notices refuse nothing."""
        return self.code not in NOTICES

    def message(self, language: str) -> str:
        """Say in the reader's language what is wrong: ``zh`` or anything else for English."""
        return self.code.word(language).format(value=self.value, detail=self.detail)


class CellRefused(Exception):  # noqa: N818  (an answer about a cell, collected by the row)
    """A cell that cannot be read; the row turns it into a ``Problem`` with its place."""

    def __init__(self, code: ProblemCode, detail: str = "", *, value: str | None = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.value = value
        """A part of the cell that is to blame, where it is not the whole."""


class RowRefused(CellRefused):
    """A row whose cells contradict each other; ``field`` names the column to point at."""

    def __init__(self, code: ProblemCode, detail: str = "", *, field: str = "", value: str | None = None) -> None:
        super().__init__(code, detail, value=value)
        self.field = field

"""Numbers of clues, cases and documents, counted by kind and year."""

from collections import Counter


class Ledger:
    """The number books of the whole demo."""

    def __init__(self) -> None:
        """Start every book at one."""
        self._last: Counter[tuple[str, int]] = Counter()

    def next(self, book: str, year: int, *, width: int = 2) -> str:
        """Return the next number of a book in a year, for example 商纪案〔2026〕01号."""
        self._last[book, year] += 1
        return f"{book}〔{year}〕{self._last[book, year]:0{width}d}号"

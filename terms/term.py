"""The base of every enumeration: one stable code, one Chinese term, one English term."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A closed vocabulary; the member's value is its code, its words are data beside it."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str) -> Self:
        """Make the member from its code and its two names."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en
        return member

    def word(self, language: str) -> str:
        """Return the term in the reader's language: ``zh`` or anything else for English."""
        return self.zh if language == "zh" else self.en

"""The base of every expected refusal: thrown where the rule lives, shown by the schema, never masked."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818  (a refusal is an answer, not a programming error)
    """An act that is refused for a reason the caller may know; carries data, not prose."""

    code: ClassVar[str] = "REFUSED"
    zh: ClassVar[str] = "该操作被拒绝。"
    en: ClassVar[str] = "The act was refused."

    def message(self, language: str) -> str:
        """Say in the caller's language what is refused and what to do; ``zh`` or anything else for English."""
        template = self.zh if language == "zh" else self.en
        return template.format(**vars(self))

    def __str__(self) -> str:
        """Return the English message, for logs and the command line."""
        return self.message("en")

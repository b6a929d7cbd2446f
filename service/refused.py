"""Somebody is not let in: why, for the record alone."""

from terms.access import SignInRefusal


class NotLetIn(Exception):  # noqa: N818  (an answer, not a programming error)
    """A token does not open the door; the reason is for the record, never for the client."""

    def __init__(self, refusal: SignInRefusal, mark: str = "", *, subject: str | None = None) -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.mark = mark
        """By what the record knows it: a token's visible beginning, or a hash."""
        self.subject = subject
        """Whose it is, where the provider's signature says so."""

"""What clients may ask, and in what words: the only GraphQL in the house."""

from schema import enums

# Terms become GraphQL's before any type names them, whichever module is loaded first.
__all__ = ["enums"]

"""In whose name something is done, as the audit trail keeps it."""

from dataclasses import dataclass

from terms.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for whom and from where; keys and stable names only, never the name of a person."""

    principal: str
    """The stable name of the identity."""
    role: Role | None = None
    """The role in which it acts; None for the service itself and for the command line."""
    person_id: int | None = None
    """The person on whose behalf it acts, where it is a person's."""
    zone_ids: frozenset[int] | None = None
    """The zones for which it acts; None for the whole county."""
    organ_id: int | None = None
    """The organ for which it acts."""
    origin: str = ""
    """Where the request came from: ``api`` with an address, or ``command line``."""


SERVICE = Actor("service")
"""In whose name suspensions follow from facts, open or sealed alike: no name tells which kind it was."""
COMMAND_LINE = Actor("command line", origin="command line")
"""Whoever holds the database's password and runs ``zones``."""

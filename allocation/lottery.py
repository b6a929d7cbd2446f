"""The draw among plans that are equal at every level: a ticket for each chair, from the seed and nothing else."""

from hashlib import sha256

from allocation.draft import Draft, Expression, sum_of
from allocation.openings import Chair

HIGHEST_TICKET = 2**20
"""High enough that two equal plans hardly ever draw the same sum; the number is ours."""


def ticket(chair: Chair, seed: int) -> int:
    """Return the chair's number in the draw, below ``HIGHEST_TICKET``; the plan with the smallest sum wins.

    A hash and no generator, so anybody can replay the draw from the record, and no order of reading changes it.
    """
    case, person, role = chair
    return int.from_bytes(sha256(f"{seed}|{case}|{person}|{role.value}".encode()).digest()[:8]) % HIGHEST_TICKET


def ticket_sum(draft: Draft, seed: int) -> Expression:
    """Add up the tickets of the taken chairs."""
    return sum_of(ticket(chair, seed) * switch for chair, switch in draft.chairs.items())

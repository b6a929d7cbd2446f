"""What the seed decides, and nothing else does: who sits out a sensitive case, and which of equal plans is drawn."""

from dataclasses import replace
from hashlib import sha256

from allocation.draft import Draft, Expression, sum_of
from allocation.openings import Chair
from allocation.problem import Pair, Problem
from allocation.rules import BARRED, SITS_OUT

CERTAIN = 100
"""Percent: the chance with which nobody sits a case out."""
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


def with_sitting_out(problem: Problem, seed: int) -> Problem:
    """Return the problem in which everybody is barred from a sensitive case whom the seed lets sit it out.

    Nobody is open for the case with a chance of more than ``most_chance`` percent, so no pair can be counted on. Who is
    pinned to the case or published on it stays. Twice is the same as once.
    """
    kept = {(pin.case, pin.person) for pin in (*problem.pins, *problem.published)}
    out = {
        (case.id, person.id)
        for case in problem.cases
        if case.most_chance < CERTAIN
        for person in problem.candidates
        if (case.id, person.id) not in kept and sits_out(case.id, person.id, seed, most_chance=case.most_chance)
    }
    if not out:
        return problem
    known = {(pair.case, pair.person): pair for pair in problem.pairs if pair.role is None}
    added = [_barred(known.get(chair, Pair(chair[1], chair[0], barred=False))) for chair in sorted(out)]
    others = [pair for pair in problem.pairs if pair.role is not None or (pair.case, pair.person) not in out]
    return replace(problem, pairs=(*others, *added))


def sits_out(case: int, person: int, seed: int, *, most_chance: int) -> bool:
    """Tell whether the seed keeps the person off the case: with a chance of ``100 - most_chance`` percent."""
    drawn = int.from_bytes(sha256(f"{seed}|{case}|{person}|{SITS_OUT}".encode()).digest()[:8])
    return drawn * 100 >= most_chance * 2**64


def _barred(pair: Pair) -> Pair:
    before = pair.rules or ((BARRED,) if pair.barred else ())
    return replace(pair, barred=True, rules=tuple(sorted({*before, SITS_OUT})))

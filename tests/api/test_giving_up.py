"""Whoever gives up waiting for the solver ends it: its thread stops soon, and others are answered as before."""

import asyncio
from threading import Event

import pytest

from allocation.canonical import canonical
from allocation.levels import GOODS
from allocation.model import draft_of
from allocation.solver import Outcome, optimise
from allocation.stopping import NobodyWaitsError
from bench.made_up import made_up_county
from resolvers.solving import solved
from terms.allocation import Level

LONGEST = 60.0
"""Seconds; the solver would go on for longer."""


async def test_the_thread_of_a_solver_that_nobody_waits_for_ends() -> None:
    begun, ended, errors = Event(), Event(), list[BaseException]()

    def work() -> Outcome:
        draft = draft_of(canonical(made_up_county(1, cases=40, people=130)))
        goal = GOODS[Level.LOAD_SPREAD](draft) - 10**9 * GOODS[Level.URGENCY_STAFFED](draft)
        begun.set()
        try:
            return optimise(draft, goal, known=frozenset(), deterministic_limit=300)
        except BaseException as error:
            errors.append(error)
            raise
        finally:
            ended.set()

    waiting = asyncio.create_task(solved(work))
    assert await asyncio.to_thread(begun.wait, LONGEST)
    assert not ended.is_set()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await asyncio.to_thread(ended.wait, LONGEST)
    assert [type(error) for error in errors] == [NobodyWaitsError]
    assert await solved(lambda: "answered") == "answered"


async def test_what_fails_fails_for_whoever_waits() -> None:
    def work() -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        await solved(work)

"""Worlds that differ in sealed facts alone answer every question of the schema alike, with as much work (T01-T05, T31).

The documents are written from the schema: a new field is asked for on the day it is added, and a new argument fails
here until somebody says what to ask. ``ZONES_WORLDS=all`` lets everybody ask everything, and tries each seal alone.
"""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import pytest

from resolvers.caller import Identity
from tests.api.schema_sweep import Sweep, is_repeatable
from tests.api.screening_documents import GROUNDS
from tests.api.sealed_worlds import EVERYTHING, QUIET, SUSPENDING
from tests.api.worlds import NOTHING, Prepared, Worlds

WHOLE = os.environ.get("ZONES_WORLDS") == "all"
MAY_KNOW = "RECUSAL_OFFICER"
"""Whoever may see sealed grounds; the clue office, which writes who informed, reads nothing back."""
SHE_SEES = {"sealedGrounds", "assignmentReplay"}
"""Root fields at which the recusal officer, and nobody else, is answered by sealed facts."""
INSIGHT = ("COUNTY", "COORDINATOR", "ORGAN_SECRETARY", "INVESTIGATOR")
"""Who sees most, in turn asked what differs by one value."""


@asynccontextmanager
async def worlds(prepared: Prepared, *names: str) -> AsyncIterator[Worlds]:
    """Open clones of the prepared county."""
    worlds = Worlds(prepared, names)
    await worlds.renew()
    try:
        yield worlds
    finally:
        await worlds.close()


def asked(prepared: Prepared, askers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield who asks what: all of it everybody, or those who see most the plainest, the others and the rest in turn."""
    if WHOLE:
        everything = filter(is_repeatable, Sweep(prepared.values).questions())
        yield from ((who, document) for document in everything for who in askers)
        return
    others = [who for who in askers if who not in INSIGHT]
    for at, document in enumerate(filter(is_repeatable, Sweep(prepared.values, most=0).root_questions(depth=0))):
        yield from ((who, document) for who in (*INSIGHT, others[at % len(others)]))
    for at, document in enumerate(filter(is_repeatable, Sweep(prepared.values, most=1).questions())):
        yield INSIGHT[at % len(INSIGHT)], document


async def differing(worlds: Worlds, who: Identity, document: str) -> bool:
    """Tell whether a question is answered differently anywhere, or with other work."""
    told = await worlds.ask(document, who)
    if len({each.body for each in told}) > 1:
        return True
    return len({each.statements for each in told}) > 1 and not await worlds.alike(document, who)


async def test_every_question_is_answered_alike_whatever_is_sealed(prepared_worlds: Prepared) -> None:
    others = [who for who in prepared_worlds.scene.askers if who != MAY_KNOW]
    async with worlds(prepared_worlds, NOTHING, EVERYTHING) as two:
        found = [
            (who, document[:400])
            for who, document in asked(prepared_worlds, others)
            if await differing(two, two.askers[who], document)
        ]
    assert found == []


async def test_what_is_followed_is_the_same_whatever_is_sealed(prepared_worlds: Prepared) -> None:
    """The data alone are compared, as they alone decide what is sent: which field is refused first is chance."""
    others = [who for who in prepared_worlds.scene.askers if who != MAY_KNOW]
    documents = list(Sweep(prepared_worlds.values, most=None if WHOLE else 0).followed())
    shown = 0
    async with worlds(prepared_worlds, NOTHING, EVERYTHING) as two:
        found = []
        for document in documents:
            for who in others:
                first, second = [each.answer["data"] for each in await two.ask(document, two.askers[who])]
                shown += first is not None
                if first != second:
                    found.append((who, document[:400]))
    assert found == []
    assert shown > 0


async def test_for_what_sealed_reason_somebody_is_suspended_shows_nowhere(prepared_worlds: Prepared) -> None:
    lesser = Sweep(prepared_worlds.values, most=0)
    documents = list(lesser.questions() if WHOLE else lesser.root_questions(depth=1))
    async with worlds(prepared_worlds, *SUSPENDING) as three:
        states = [
            await planner.key_of(STATE, number=prepared_worlds.scene.people["at work"]) for planner in three.planners
        ]
        found = [
            (who, document[:400])
            for document in documents
            for who in (INSIGHT if WHOLE else INSIGHT[:1])
            if len({each.timeless for each in await three.ask(document, three.askers[who])}) > 1
        ]
    assert states == ["SUSPENDED"] * 3
    assert found == []


STATE = "SELECT a.state FROM assignments AS a JOIN people AS p ON p.id = a.person_id WHERE p.number = :number"


async def test_the_recusal_officer_sees_what_is_sealed_where_she_looks_for_it_and_nowhere_else(
    prepared_worlds: Prepared,
) -> None:
    scene, officer = prepared_worlds.scene, prepared_worlds.scene.askers[MAY_KNOW]
    seen = set()
    async with worlds(prepared_worlds, NOTHING, EVERYTHING) as two:
        for document in Sweep(prepared_worlds.values, most=1 if WHOLE else 0).root_questions(depth=1):
            told = await two.ask(document, officer)
            if told[0].body != told[1].body:
                seen.add(document.removeprefix("query { ").partition("(")[0])
        grounds = [
            await two.planners[1].asking.data(
                GROUNDS, role=officer.role, person=scene.people[who], case=scene.cases[where]
            )
            for who, where in (("idle", "waiting"), ("held", "waiting"), ("of the closed", "closed"))
        ]
    assert {each for each in seen if each not in SHE_SEES} == set()
    assert "sealedGrounds" in seen
    assert [[each["rule"]["code"] for each in found["sealedGrounds"]] for found in grounds] == [
        ["R04"],
        ["R49"],
        ["R04"],
    ]


@pytest.mark.skipif(not WHOLE, reason="each seal alone is tried with ZONES_WORLDS=all")
@pytest.mark.parametrize("seal", QUIET)
async def test_each_kind_of_sealed_fact_alone_shows_nowhere(prepared_worlds: Prepared, seal: str) -> None:
    async with worlds(prepared_worlds, NOTHING, seal) as two:
        found = [
            (who, document[:400])
            for document in Sweep(prepared_worlds.values, most=0).questions()
            for who in INSIGHT
            if await differing(two, two.askers[who], document)
        ]
    assert found == []

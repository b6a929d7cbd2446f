"""A barred coordinator's lists, counts, orders of agendas, absences and calendars are those of a meeting without it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from db.embedded import EmbeddedPostgres
from resolvers.meeting_papers import Paper
from terms.roles import Role
from tests.api.barred_worlds import asked_by, asker, decide, taken_by, world
from tests.api.live_scene import Table
from tests.api.meeting_scene import TOMORROW
from tests.conftest import a_clone

Looks = dict[tuple[str, str, str], str]
CLEAR = "not barred"
QUORUM, ORDER = "quorumLacking(meeting: $m)", "agendaOrder(meeting: $m)"
TELLING = (QUORUM, ORDER, "meetingScreening(meeting: $m)", "meetings", "recusalMatters")
"""What tells of the hidden items whoever is not barred; and so do papers and calendars."""
TOLD_OF = {*TELLING, "calendar of None", Paper.AGENDA.value}


@pytest.fixture
async def another_database(postgres: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """Give the address of a second database."""
    async with a_clone(postgres, template) as url:
        yield url


async def looks(database: str, *, hidden: bool) -> Looks:
    """Run the meeting, and return what P2, and a clear coordinator, is told, by stage, as what, and of what."""
    told: Looks = {}
    async with world(database, hidden=hidden) as at:
        hers, countys = asker(at, Role.COORDINATOR), asker(at, Role.COUNTY)
        others = asker(at, Role.COORDINATOR, "P5")

        def keep(stage: str, who: str, found: dict[str, str]) -> None:
            told.update({(stage, who, name): text for name, text in found.items()})

        keep("called", "coordinator", await asked_by(at, hers))
        await at.sql("UPDATE meetings SET quorum = 4")
        keep("called", CLEAR, await asked_by(at, others, TELLING))
        keep("out of quorum", "coordinator", await asked_by(at, hers, [QUORUM]))
        await at.sql("UPDATE meetings SET quorum = 0")
        await at.start()
        for item in at.items[:-2]:
            await _dealt_with(at, item)
        at.scene.now = TOMORROW + timedelta(minutes=30)
        await at.call(-2)
        keep("running", "coordinator", await asked_by(at, hers, [ORDER, "meetings"]))
        await at.done("itemClose", item=at.items[-2], closing="CONSENSUS")
        await at.done("meetingFinish", meeting=at.meeting)
        await decide(at, at.items[:-1])
        keep("held", "coordinator", await asked_by(at, hers) | await taken_by(at, hers))
        keep("held", "county", await asked_by(at, countys))
        keep("held", CLEAR, await taken_by(at, others, [Paper.AGENDA]))
    return told


async def _dealt_with(at: Table, item: str) -> None:
    at.scene.now += timedelta(minutes=1)
    await at.done("itemCall", item=item)
    await at.done("itemVote", at.person("P5"), item=item, choice="FOR")
    await at.done("itemClose", item=item, closing="VOTED")


def of_whom(told: Looks, *, barred: bool) -> Looks:
    """Return what she is told who is barred, or who is not."""
    return {key: text for key, text in told.items() if (key[1] != CLEAR) == barred}


async def test_a_barred_coordinators_world_is_one_without_the_items(database: str, another_database: str) -> None:
    with_them, without = await looks(database, hidden=True), await looks(another_database, hidden=False)
    hers = of_whom(with_them, barred=True)
    for key, text in of_whom(without, barred=True).items():
        assert (key, hers.pop(key)) == (key, text)
    assert hers == {}
    others = of_whom(without, barred=False)
    assert {key[2] for key, text in of_whom(with_them, barred=False).items() if text != others[key]} >= TOLD_OF

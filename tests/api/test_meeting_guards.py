"""What the database itself refuses of a running meeting, whoever writes: no code path needs to be trusted."""

from asyncio import gather
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import ItemExit, ItemVote
from meetings.refusals import MeetingRefused
from resolvers.gate import Act
from resolvers.guarded import AT_MEETINGS, deciding_under_guard
from tests.api.live_scene import Table, table

VOTE = """
INSERT INTO item_votes (item_id, participant_id, person_id, choice)
SELECT i.id, p.id, :person, 'FOR' FROM agenda_items AS i, meeting_participants AS p
WHERE i.position = :position AND p.organ_id = :organ"""
SCREENED = """
INSERT INTO item_screenings (item_id, person_id, barred, undecided, facts_version)
SELECT i.id, :person, :barred, false, 0 FROM agenda_items AS i WHERE i.position = 2
ON CONFLICT (item_id, person_id) DO UPDATE SET barred = excluded.barred"""
ONE_VOTE = "(entitled, votes_for, votes_against, votes_abstained)"
LEFT = """
INSERT INTO item_exits (item_id, person_id, declared)
SELECT i.id, :person, true FROM agenda_items AS i WHERE i.position = :position"""


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give the meeting, begun, in a database of the test's own."""
    async with table(database) as found:
        await found.start()
        yield found


async def refused(at: Table, statement: str, **values: object) -> str:
    """Return by which constraint a statement is refused."""
    with pytest.raises(DBAPIError) as error:
        await at.sql(statement, **values)
    assert error.value.orig is not None
    return str(getattr(error.value.orig.__cause__, "constraint_name", ""))


async def vote(at: Table, person: str = "P2", organ: str = "甲乡纪委", *, item: int = 1) -> None:
    await at.sql(VOTE, person=at.scene.ids[person], organ=at.scene.ids[organ], position=item)


async def no_vote(at: Table, person: str = "P2", organ: str = "甲乡纪委", *, item: int = 1) -> None:
    ids = at.scene.ids
    assert await refused(at, VOTE, person=ids[person], organ=ids[organ], position=item) == "vote_in_the_room"


async def test_a_vote_is_cast_on_a_called_item_by_who_is_there_for_the_seat(at: Table) -> None:
    await no_vote(at)
    await at.call(0)
    await no_vote(at, person="P5")
    await at.seat("甲乡纪委", attendance="SUBSTITUTE", substitute_id=at.scene.ids["P3"])
    await no_vote(at)
    await vote(at, "P3")
    await at.seat("乙乡纪委", attendance="ABSENT")
    await no_vote(at, "P5", "乙乡纪委")
    await at.seat("丙镇纪委", must_come=False)
    await no_vote(at, "P6", "丙镇纪委")
    assert [row.person_id for row in await at.scene.rows(ItemVote)] == [at.scene.ids["P3"]]


async def test_nobody_votes_who_is_out_barred_or_not_looked_at(at: Table) -> None:
    await at.call(1)
    await at.sql(SCREENED, person=at.scene.ids["P2"], barred=True)
    await no_vote(at, item=2)
    await at.sql(LEFT, person=at.scene.ids["P5"], position=2)
    await no_vote(at, "P5", "乙乡纪委", item=2)
    await at.sql("DELETE FROM item_screenings WHERE person_id = :person", person=at.scene.ids["P6"])
    await no_vote(at, "P6", "丙镇纪委", item=2)
    await vote(at, "P1", "第一室", item=2)


async def test_whoever_is_barred_while_it_is_dealt_with_leaves_and_her_vote_is_struck(at: Table) -> None:
    await at.call(1)
    await vote(at, item=2)
    await at.sql(SCREENED, person=at.scene.ids["P2"], barred=False)
    assert [row.struck for row in await at.scene.rows(ItemVote)] == [False]
    for person in ("P2", "P3"):  # P3 is not there, and so leaves nothing
        await at.sql(SCREENED, person=at.scene.ids[person], barred=True)
    assert [row.struck for row in await at.scene.rows(ItemVote)] == [True]
    assert [row.person_id for row in await at.scene.rows(ItemExit)] == [at.scene.ids["P2"]]


async def test_a_vote_is_struck_before_the_item_is_closed_and_never_changed(at: Table) -> None:
    await at.call(0)
    await vote(at)
    assert await refused(at, "UPDATE item_votes SET choice = 'AGAINST'") == "append_only"
    assert await refused(at, "UPDATE item_votes SET struck = false") == "append_only"
    assert await refused(at, "DELETE FROM item_votes") == "append_only"
    await at.done("itemClose", item=at.items[0], closing="VOTED")
    assert await refused(at, "UPDATE item_votes SET struck = true") == "append_only"
    await at.sql(SCREENED, person=at.scene.ids["P2"], barred=True)
    assert [row.struck for row in await at.scene.rows(ItemVote)] == [False]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("UPDATE agenda_items SET outcome = 'CARRIED' WHERE position = 1", "item_is_kept"),
        ("UPDATE agenda_items SET votes_for = 0 WHERE position = 1", "item_is_kept"),
        ("UPDATE agenda_items SET state = 'CALLED' WHERE position = 1", "item_is_kept"),
        ("UPDATE agenda_items SET room = 2 WHERE position = 2", "item_is_kept"),
        ("UPDATE agenda_items SET state = 'CALLED' WHERE position = 3", "uq_agenda_items_one_called_in_a_room"),
        (
            f"UPDATE agenda_items SET outcome = 'CARRIED', {ONE_VOTE} = (1, 1, 0, 0) WHERE position = 3",
            "ck_agenda_items_counted_as_it_is_closed",
        ),
        ("UPDATE agenda_items SET entitled = 1 WHERE position = 3", "ck_agenda_items_counted_as_it_is_closed"),
        (
            f"UPDATE agenda_items SET state = 'CLOSED', outcome = 'AGREED', {ONE_VOTE} = (1,1,1,0) WHERE position = 3",
            "ck_agenda_items_no_more_votes_than_are_entitled",
        ),
        ("UPDATE item_exits SET declared = false", "exit_is_kept"),
        ("UPDATE item_exits SET person_id = 1", "exit_is_kept"),
        ("DELETE FROM item_exits", "exit_is_kept"),
    ],
)
async def test_what_is_on_record_of_an_item_stays(at: Table, change: str, constraint: str) -> None:
    await at.call(0)
    await at.done("itemDeclare", at.person("P2"), item=at.items[0])
    await vote(at, "P1", "第一室")
    await at.done("itemClose", item=at.items[0], closing="VOTED")
    await at.call(1)
    assert await refused(at, change) == constraint


async def test_whoever_came_back_stays_back(at: Table) -> None:
    await at.sql(LEFT, person=at.scene.ids["P2"], position=1)
    await at.sql("UPDATE item_exits SET returned_at = now()")
    assert await refused(at, "UPDATE item_exits SET returned_at = NULL") == "exit_is_kept"


SEATED = "UPDATE meeting_participants SET {column} = :person{more} WHERE organ_id = :organ"
INSTEAD = SEATED.format(column="substitute_id", more=", attendance = 'SUBSTITUTE'")


@pytest.mark.parametrize("statement", [SEATED.format(column="person_id", more=""), INSTEAD])
async def test_nobody_takes_two_seats(at: Table, statement: str) -> None:
    ids = at.scene.ids
    assert await refused(at, statement, person=ids["P2"], organ=ids["乙乡纪委"]) == "one_seat_for_a_person"
    await at.sql(INSTEAD, person=ids["P3"], organ=ids["丙镇纪委"])
    assert await refused(at, statement, person=ids["P3"], organ=ids["乙乡纪委"]) == "one_seat_for_a_person"
    assert await refused(at, statement, person=ids["P6"], organ=ids["乙乡纪委"]) == "one_seat_for_a_person"


async def test_seats_are_looked_at_as_they_are_in_the_end(at: Table) -> None:
    first, second = at.scene.ids["P1"], at.scene.ids["P2"]
    await at.sql(
        "UPDATE meeting_participants SET person_id = CASE person_id WHEN :first THEN :second ELSE :first END"
        " WHERE person_id IN (:first, :second)",
        first=first,
        second=second,
    )


async def test_of_two_who_seat_her_at_once_one_is_refused(at: Table) -> None:
    ids = at.scene.ids
    statement = SEATED.format(column="person_id", more="")
    acts = [at.sql(statement, person=ids["P3"], organ=ids[organ]) for organ in ("甲乡纪委", "乙乡纪委", "丙镇纪委")]
    answers = await gather(*acts, return_exceptions=True)
    assert [answer is None for answer in answers].count(True) == 1


async def test_what_a_guard_refuses_is_told_as_a_refusal_of_meetings(at: Table) -> None:
    ids = at.scene.ids
    await at.sql(LEFT, person=ids["P2"], position=1)
    await at.call(0)
    await vote(at, "P1", "第一室")
    again = {"person": ids["P2"], "organ": ids["甲乡纪委"], "position": 1}
    twice = {"person": ids["P2"], "organ": ids["乙乡纪委"]}
    tried: list[tuple[str, dict[str, int]]] = [
        (SEATED.format(column="person_id", more=""), twice),
        (VOTE, again),
        ("UPDATE item_votes SET choice = 'AGAINST'", {}),
        ("UPDATE agenda_items SET room = 2 WHERE state = 'CALLED'", {}),
        ("UPDATE item_exits SET declared = false", {}),
    ]
    assert len(tried) == len(AT_MEETINGS)
    for (statement, values), refusal in zip(tried, AT_MEETINGS.values(), strict=True):

        async def work(session: AsyncSession) -> None:
            await (await session.connection()).execute(text(statement), values)  # noqa: B023  (awaited in the turn)

        with pytest.raises(MeetingRefused) as told:
            await deciding_under_guard(at.keeper(), work, Act.CALL_MEETING)
        assert type(told.value) is refusal

"""Ranks of posts and parts of time in workbooks: kept with their history, exported again, and refused where unfit."""

from collections.abc import Sequence
from typing import Any

import pytest

from db.tables import Absence, Membership
from terms.people import AbsenceKind, Rank
from tests.api.intake.scene import LEAVE, MEMBERSHIPS, ORGANS, PEOPLE, WHOLE, Desk
from tests.intake.books import Rows

RANKED: Rows = [[*MEMBERSHIPS[0], "职级"], [*MEMBERSHIPS[1], "四级主任科员"]]
HALF: Rows = [
    [*LEAVE[0], "占用比例"],
    ["乙二", "清水镇纪委", "借调在外", "2026-03-02", "2026-06-30", "50%"],
]


async def test_a_rank_and_a_part_of_time_are_kept_and_exported_again(desk: Desk) -> None:
    await desk.take({**WHOLE, "任职": RANKED, "请假": HALF})
    ranked = [row for row in await desk.rows(Membership) if row.post]
    assert [(row.rank, row.superseded_at) for row in ranked] == [(Rank.PRINCIPAL_STAFF_4, None)]
    (away,) = await desk.rows(Absence)
    assert (away.kind, away.percent) == (AbsenceKind.LENT, 50)
    records = await desk.records()
    assert [post.rank for post in records.memberships if post.post] == [Rank.PRINCIPAL_STAFF_4]
    assert [leave.percent for leave in records.leave] == [50]
    again = await desk.look({**WHOLE, "任职": RANKED, "请假": HALF})
    assert again.changes_nothing


async def test_what_a_file_does_not_say_stays_as_it_is(desk: Desk) -> None:
    await desk.take({**WHOLE, "任职": RANKED, "请假": HALF})
    without = [[*row[:2], HALF[1][2] if place else row[2], *row[3:]] for place, row in enumerate(LEAVE)]
    without[1][3:] = ["2026-03-02", "2026-06-30"]
    assert (await desk.look({**WHOLE, "任职": MEMBERSHIPS, "请假": without})).changes_nothing


async def test_a_blank_share_is_the_whole_and_a_promotion_keeps_the_rank_before(desk: Desk) -> None:
    await desk.take({**WHOLE, "任职": RANKED})
    assert [row.percent for row in await desk.rows(Absence)] == [100]
    promoted = [RANKED[0], [*RANKED[1][:5], "2026-01-01", None, "三级主任科员"]]
    await desk.take({"单位": ORGANS, "人员": PEOPLE, "任职": promoted})
    standing = [row for row in await desk.rows(Membership) if row.post and row.superseded_at is None]
    assert sorted((row.rank, str(row.during.start), str(row.during.end)) for row in standing)[::-1] == [
        (Rank.PRINCIPAL_STAFF_4, "2020-01-01", "2026-01-01"),
        (Rank.PRINCIPAL_STAFF_3, "2026-01-01", "None"),
    ]


@pytest.mark.parametrize(
    ("column", "cells", "code"),
    [
        ("任职", ["科长级"], "WORD_UNKNOWN"),
        ("任职", ["副科级、正科级"], "WORD_UNKNOWN"),
        ("请假", ["借调在外", "0%"], "PERCENT_STEP"),
        ("请假", ["借调在外", "7%"], "PERCENT_STEP"),
        ("请假", ["借调在外", "101%"], "PERCENT_NOT_UNDERSTOOD"),
        ("请假", ["借调在外", "-50%"], "PERCENT_NOT_UNDERSTOOD"),
        ("请假", ["借调在外", "半"], "PERCENT_NOT_UNDERSTOOD"),
        ("请假", ["其他", "50%"], "PRIVATE_LEAVE_IN_PART"),
    ],
)
async def test_what_cannot_be_meant_is_refused_at_its_cell(
    desk: Desk, column: str, cells: Sequence[str], code: str
) -> None:
    changed: dict[str, Any] = {
        "任职": [RANKED[0], [*MEMBERSHIPS[1], cells[-1]]],
        "请假": [HALF[0], [*HALF[1][:2], cells[0], *HALF[1][3:5], cells[-1]]],
    }
    (refused,) = await desk.refused({**WHOLE, column: changed[column]})
    assert refused == (code, 2, "H" if column == "任职" else "F")

"""Imports beside other work: assignments in force, two imports at once, and a process that dies in the middle."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from db.database_errors import DatabaseUnavailable
from db.tables import AccessToken, Assignment, Case, CaseParty, KinTie, Person, PoolMember
from intake.write import write
from resolvers import approval, proposals
from resolvers.intake import import_workbook
from resolvers.proposal_access import ProposalRef
from resolvers.reexamination import reexamine
from terms.cases import AssignmentState, PartyRole
from tests.api.allocation_scene import Planner
from tests.api.asking import Asking
from tests.api.intake.scene import WHOLE, Desk
from tests.conftest import Walled
from tests.intake.books import workbook

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
async def staffed(county: str) -> AsyncIterator[Desk]:
    """Give the desk of a demo county whose waiting cases have their teams; no invariant may break."""
    desk = Desk(Walled(county))
    caller = desk.caller()
    await Planner(Asking(desk.database, desk.now)).commit(1)
    await proposals.propose(caller, key="one", zone_codes=None, case_numbers=None)
    await approval.approve(caller, ref=ProposalRef(key="one"))
    yield desk
    assert await desk.violations() == []
    async with desk.database.reading() as session:
        assert await reexamine(session, on=desk.now.date()) == []
    await desk.database.close()


async def some_assignment(desk: Desk) -> tuple[Assignment, str, str, Case]:
    """Return an assignment in force, the number of its person, that of the case's subject, and the case."""
    async with desk.database.reading() as session:
        statement = (
            select(Assignment, Case)
            .join(Case, col(Case.id) == col(Assignment.case_id))
            .where(col(Assignment.state) == AssignmentState.ACTIVE)
            .order_by(col(Assignment.id))
        )
        assignment, case = (await session.exec(statement)).first() or pytest.fail("nothing is in force")
        person = (await session.exec(select(Person.number).where(Person.id == assignment.person_id))).one()
        subjects = (
            select(Person.number)
            .join(CaseParty, col(CaseParty.person_id) == col(Person.id))
            .where(CaseParty.case_id == assignment.case_id, col(CaseParty.role) == PartyRole.SUBJECT)
        )
        return assignment, person, (await session.exec(subjects)).all()[0], case


async def test_a_tie_that_bars_somebody_in_force_suspends_the_assignment_in_the_same_act(staffed: Desk) -> None:
    assignment, person, subject, _ = await some_assignment(staffed)
    made = await staffed.take({"关系": [["人员编号", "关系", "关系人人员编号"], [person, "配偶", subject]]})
    assert assignment.id in {each.id for each in made.suspended}
    (row,) = [each for each in await staffed.rows(Assignment) if each.id == assignment.id]
    assert (row.state, row.state_reason) == (AssignmentState.SUSPENDED, "CONFLICT_CAME_TO_LIGHT")


async def test_a_fact_that_bars_nobody_suspends_nobody(staffed: Desk) -> None:
    _, person, _, _ = await some_assignment(staffed)
    before = [row.state for row in await staffed.rows(Assignment)]
    leave = [["人员编号", "事由", "起日", "止日"], [person, "请假", "2027-01-04", "2027-01-05"]]
    made = await staffed.take({"请假": leave})
    assert made.suspended == ()
    assert [row.state for row in await staffed.rows(Assignment)] == before


async def test_capacity_is_not_lowered_below_what_is_booked(staffed: Desk) -> None:
    _, number, _, _ = await some_assignment(staffed)
    async with staffed.database.reading() as session:
        name = (await session.exec(select(Person.name).where(Person.number == number))).one()
    sheets = {"人员": [["姓名", "人员编号", "可用精力"], [name, number, "5%"]]}
    assert await staffed.refused(sheets) == [("CAPACITY_BELOW_BOOKED", 2, "C")]


async def test_the_mode_of_a_case_with_a_team_stays(staffed: Desk) -> None:
    _, _, _, case = await some_assignment(staffed)
    records = await staffed.records()
    (known,) = [each for each in records.cases if each.number == case.number]
    other = "交叉办案" if known.mode.zh != "交叉办案" else "自行办理"
    header = ["案件编号", "发案单位", "本级纪检机构", "办理方式", "干部管理权限"]
    row = [case.number, known.concerned_organ, known.home_organ, other, known.management.zh]
    assert await staffed.refused({"案件": [header, row]}) == [("CASE_HAS_TEAM", 2, "D")]


async def test_the_same_workbook_after_an_approval_still_changes_nothing(county: str) -> None:
    desk = Desk(Walled(county))
    content = write(await desk.records())
    await Planner(Asking(desk.database, desk.now)).commit(1)
    await proposals.propose(desk.caller(), key="one", zone_codes=None, case_numbers=None)
    await approval.approve(desk.caller(), ref=ProposalRef(key="one"))
    again = await import_workbook(desk.caller(), content, "表.xlsx")
    assert (again.row, again.outcome.refused) == (None, ())
    await desk.database.close()


async def test_of_two_imports_of_one_file_at_once_one_imports_and_the_other_finds_nothing_new(desk: Desk) -> None:
    content = workbook(WHOLE)
    made = await asyncio.gather(*(import_workbook(desk.caller(), content, "表.xlsx") for _ in range(2)))
    assert sorted(each.row is None for each in made) == [False, True]
    assert [row.number for row in await desk.rows(Person)] == ["P000001", "P000002", "0007"]
    assert len(await desk.rows(PoolMember)) == 2
    assert await desk.rows(AccessToken) == await desk.rows(KinTie) == []


async def test_a_process_killed_in_the_middle_of_an_import_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook(WHOLE))
    before = await desk.counted()
    url = desk.database.engine.url.render_as_string(hide_password=False)
    async with desk.database.engine.connect() as holder:
        await holder.exec_driver_sql("BEGIN")
        await holder.exec_driver_sql("LOCK TABLE imports IN ACCESS EXCLUSIVE MODE")
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "service", "import", str(file)),
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await waiting(desk)
        child.send_signal(signal.SIGKILL)
        assert await child.wait() == -signal.SIGKILL
        await holder.exec_driver_sql("ROLLBACK")
    assert await desk.counted() == before
    assert (await desk.take(WHOLE)).row is not None


async def test_a_database_that_goes_away_in_the_middle_leaves_nothing_behind(desk: Desk) -> None:
    before = await desk.counted()
    async with desk.database.engine.connect() as holder:
        await holder.exec_driver_sql("BEGIN")
        await holder.exec_driver_sql("LOCK TABLE imports IN ACCESS EXCLUSIVE MODE")
        taking = asyncio.create_task(desk.take(WHOLE))
        await waiting(desk)
        await holder.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        with pytest.raises(DatabaseUnavailable):
            await taking
        await holder.exec_driver_sql("ROLLBACK")
    assert await desk.counted() == before
    assert (await desk.take(WHOLE)).row is not None


async def waiting(desk: Desk) -> None:
    """Return when another connection waits for a lock of ours."""
    for _ in range(600):
        async with desk.database.engine.connect() as connection:
            found = await connection.exec_driver_sql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if found.scalar_one():
                return
        await asyncio.sleep(0.1)
    pytest.fail("the import never came to its end")

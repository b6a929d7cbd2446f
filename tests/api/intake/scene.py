"""A county of its own for each test, and the workbooks that it is handed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.invariants import violations
from db.session import Database
from db.tables import County
from intake.records import Records
from resolvers.caller import Caller, Identity
from resolvers.intake import Imported, WorkbookRefused, import_workbook, preview
from resolvers.workbooks.outcome import Outcome
from resolvers.workbooks.reads import known_records
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.intake.books import Rows, workbook

NOW = datetime(2026, 3, 10, 9, tzinfo=COUNTY_TIME)

ORGANS: Rows = [
    ["单位名称", "单位类别", "单位代码", "协作区", "上级单位", "设立日期", "撤销日期"],
    ["县纪委监委", "县纪委监委", "01"],
    ["柳河镇", "乡镇", "02"],
    ["柳河镇纪委", "乡镇纪委", "03", "第一协作区", "柳河镇"],
    ["清水镇纪委", "乡镇纪委", "04", "第二协作区"],
    ["柳河镇财政所", "站所", "05", None, "柳河镇"],
]
PEOPLE: Rows = [
    ["姓名", "人员编号", "性别", "出生年月", "单位", "在人才库", "入库日期", "可任组长", "可用精力"],
    ["甲一", None, "男", "1980-01", "柳河镇纪委", "是", "2024-01-01", "是", "50%"],
    ["乙二", None, "女", "1985.3", "清水镇纪委", "是", "2024年1月1日", "否", 100],
    ["丙三", "0007", "男", None, "柳河镇财政所"],
]
MEMBERSHIPS: Rows = [
    ["姓名", "人员现单位", "任职单位", "任职方式", "职务", "任职起日", "任职止日"],
    ["甲一", "柳河镇纪委", "柳河镇纪委", "编制", "纪委副书记", "2020-01-01", None],
]
TIES: Rows = [
    ["姓名", "所在单位", "关系", "关系人姓名", "关系人单位"],
    ["甲一", "柳河镇纪委", "表哥", "丙三", "柳河镇财政所"],
]
INTERESTS: Rows = [["姓名", "所在单位", "利害类型", "涉及单位"], ["乙二", "清水镇纪委", "持股", "柳河镇财政所"]]
SKILLS: Rows = [["姓名", "所在单位", "能力", "等级"], ["甲一", "柳河镇纪委", "笔录", 2]]
LEAVE: Rows = [["姓名", "所在单位", "事由", "起日", "止日"], ["乙二", "清水镇纪委", "请假", "2026-03-02", "2026-03-06"]]
CASES: Rows = [
    [
        "案件编号",
        "发案单位",
        "本级纪检机构",
        "办理方式",
        "干部管理权限",
        "线索来源",
        "组员人数",
        "所需能力",
        "立案日期",
    ],
    ["2026-001", "柳河镇财政所", "柳河镇纪委", "自行办理", "乡镇管理", "信访", 1, "笔录1", "2026-03-01"],
]
PARTIES: Rows = [["案件编号", "角色", "姓名", "人员单位"], ["2026-001", "被审查调查人", "丙三", "柳河镇财政所"]]
WHOLE: Mapping[str, Rows] = {
    "单位": ORGANS,
    "人员": PEOPLE,
    "任职": MEMBERSHIPS,
    "关系": TIES,
    "利害": INTERESTS,
    "能力": SKILLS,
    "请假": LEAVE,
    "案件": CASES,
    "当事人": PARTIES,
}


@dataclass(slots=True)
class Desk:
    """The intake desk of a county, with its database and its clock."""

    database: Database
    now: datetime = NOW

    def caller(self, role: Role = Role.COUNTY, language: str = "zh") -> Caller:
        """Return somebody of the desk."""
        identity = Identity(principal=f"test:{role.value}", role=role)
        return Caller(identity=identity, database=self.database, clock=lambda: self.now, language=language)

    async def found(self) -> None:
        """Set up the county."""
        async with AsyncSession(self.database.engine) as session, session.begin():
            session.add(County(code="411623", name="某县"))

    async def take(self, sheets: Mapping[str, Rows]) -> Imported:
        """Import a workbook with these sheets."""
        return await import_workbook(self.caller(), workbook(sheets), "县里报来的表.xlsx")

    async def look(self, sheets: Mapping[str, Rows]) -> Outcome:
        """Preview a workbook with these sheets."""
        return await preview(self.caller(), workbook(sheets), "县里报来的表.xlsx")

    async def refused(self, sheets: Mapping[str, Rows]) -> list[tuple[str, int, str]]:
        """Return code, row and column of what refuses a workbook with these sheets, and assert that all is refused."""
        before = await self.counted()
        try:
            await self.take(sheets)
        except WorkbookRefused as refused:
            assert await self.counted() == before
            return [(told.code.value, told.row, told.column) for told in refused.outcome.refused]
        raise AssertionError("the workbook was imported")

    async def records(self) -> Records:
        """Return everything on file."""
        async with self.database.reading() as session:
            return await known_records(session, on=self.now.date())

    async def counted(self) -> dict[str, int]:
        """Return how many rows each table has."""
        async with self.database.reading() as session:
            connection = await session.connection()
            return {
                name: (await connection.exec_driver_sql(f"SELECT count(*) FROM {table.fullname}")).scalar_one()
                for name, table in SQLModel.metadata.tables.items()
            }

    async def rows(self, table: type[SQLModel]) -> Sequence[Any]:
        """Return all rows of a table by key."""
        async with self.database.reading() as session:
            return (await session.exec(select(table).order_by(table.__table__.c.id))).all()  # type: ignore[attr-defined]

    async def violations(self) -> list[str]:
        """Return what breaks an invariant."""
        async with self.database.reading() as session:
            return [violation.name for violation in await violations(session)]


def without_ids(records: Records) -> dict[str, list[str]]:
    """Return the records by sheet as texts, without the keys of their rows, in an order of their own."""
    return {
        name: sorted(repr(replace(record, id=None)) for record in getattr(records, name))
        for name in Records.__dataclass_fields__
    }

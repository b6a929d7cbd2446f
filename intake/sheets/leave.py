"""The sheet 请假: days on which people cannot be drawn."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import PERCENT, term
from intake.columns import Column, Row, Sheet
from intake.records import LeaveRecord
from intake.sheets.shared import period_columns, person_columns
from terms.people import WHOLE, AbsenceKind

PERSON = person_columns("person", synonyms=("人员姓名", "单位 工作单位"))
KIND = Column(
    "kind",
    "事由",
    "reason",
    term(AbsenceKind),
    required=True,
    synonyms="请假类型 类型 类别 原因 请假事由",
    example="请假",
)
PERCENT_COLUMN = Column(
    "percent",
    "占用比例",
    "percent taken",
    PERCENT,
    synonyms="占用时间 占比 时间占比",
    example="50%",
    help_zh="占用全部工作时间的比例，不填即全部。“其他”事由不得填写部分占用。",
    help_en="Of full working time; all of it if blank. What has the reason 其他 always takes all of it.",
)
PERIOD = period_columns(required=True, synonyms=("请假开始", "请假结束"))


def _read(row: Row) -> LeaveRecord:
    percent = row.get(PERCENT_COLUMN)
    return LeaveRecord(
        person=PERSON.need(row),
        kind=row.need(KIND),
        during=PERIOD.read(row),
        percent=WHOLE if percent is None else percent,
        source=row.source,
        given=row.given,
    )


def _cells(record: LeaveRecord) -> Mapping[Column[Any], object]:
    return {
        **PERSON.cells(record.person),
        KIND: record.kind,
        PERCENT_COLUMN: record.percent,
        **PERIOD.cells(record.during),
    }


LEAVE: Sheet[LeaveRecord] = Sheet(
    code="leave",
    record=LeaveRecord,
    zh="请假",
    en="leave",
    columns=(*PERSON.all, KIND, PERCENT_COLUMN, PERIOD.first, PERIOD.last),
    read=_read,
    cells=_cells,
    synonyms="请假表 休假 外出 不可用时段 请休假 缺勤",
    help_zh="每行一段不能参加办案、或只能部分参加办案的日期，止日含当日。",
    help_en="One stretch of days a row, off cases or with less time for them; the last day is included.",
)

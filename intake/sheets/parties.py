"""The sheet 当事人: who or what has an open role in a case. Informants are sealed and refused without being named."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import CODE, NAME, PARTY_ROLE
from intake.columns import Column, Row, Sheet
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused
from intake.records import PartyRecord
from intake.sheets.shared import period_columns, person_columns

CASE = Column(
    "case", "案件编号", "case number", CODE, required=True, synonyms="案号 线索编号 案件号", example="2026-001"
)
ROLE = Column(
    "role",
    "角色",
    "role",
    PARTY_ROLE,
    required=True,
    synonyms="身份 当事人类型 案中身份 类型 当事人身份",
    example="被审查调查人",
)
PERSON = person_columns(
    "person", organ_zh="人员单位", synonyms=("当事人 当事人姓名 人员姓名", "所在单位 工作单位 单位")
)
ORGAN = Column("organ", "当事单位", "organ", NAME, synonyms="涉及单位 单位名称 利害关系单位")
PERIOD = period_columns()


def _read(row: Row) -> PartyRecord:
    person, organ = PERSON.read(row), row.get(ORGAN)
    either = f"{PERSON.name.zh}、{ORGAN.zh}"
    if person is None and organ is None:
        raise RowRefused(ProblemCode.ONE_OF_REQUIRED, either, field=PERSON.name.field)
    if person is not None and organ is not None:
        raise RowRefused(ProblemCode.ONLY_ONE_OF, either, field=ORGAN.field)
    return PartyRecord(
        case=row.need(CASE),
        role=row.need(ROLE),
        person=person,
        organ=organ,
        during=PERIOD.read(row),
        source=row.source,
        given=row.given,
    )


def _cells(record: PartyRecord) -> Mapping[Column[Any], object]:
    return {
        CASE: record.case,
        ROLE: record.role,
        **PERSON.cells(record.person),
        ORGAN: record.organ,
        **PERIOD.cells(record.during),
    }


PARTIES: Sheet[PartyRecord] = Sheet(
    code="parties",
    record=PartyRecord,
    zh="当事人",
    en="parties",
    columns=(CASE, ROLE, *PERSON.all, ORGAN, PERIOD.first, PERIOD.last),
    read=_read,
    cells=_cells,
    synonyms="当事人表 涉案人员 案件当事人 涉案人 案件人员",
    help_zh="每行一名当事人或一个当事单位。检举控告人由线索管理部门单独登记，不得写入本表。",
    help_en="One person or organ a row. Informants are entered by the clue office alone and never here.",
)

"""The sheet 利害: interests of people in organs and matters."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import CODE, NAME, term
from intake.columns import Column, Row, Sheet
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused
from intake.records import InterestRecord
from intake.sheets.shared import period_columns, person_columns
from terms.ties import FactOrigin, InterestKind

PERSON = person_columns("person", synonyms=("人员姓名", "单位 本人单位 工作单位"))
KIND = Column(
    "kind",
    "利害类型",
    "kind",
    term(InterestKind),
    required=True,
    synonyms="类型 类别 利害关系 利益类型",
    example="持股",
)
ORGAN = Column(
    "organ", "涉及单位", "organ", NAME, synonyms="企业 公司 利害单位 企业名称 涉及企业 对方单位", example="某某建材公司"
)
CASE = Column("case", "涉及案件编号", "case number", CODE, synonyms="案件编号 案号 涉及案件")
ORIGIN = Column("origin", "来源", "origin", term(FactOrigin), synonyms="信息来源 资料来源", example="本人申报")
PERIOD = period_columns()


def _read(row: Row) -> InterestRecord:
    if not row.any_of((ORGAN, CASE)):
        raise RowRefused(ProblemCode.ONE_OF_REQUIRED, f"{ORGAN.zh}、{CASE.zh}", field=ORGAN.field)
    return InterestRecord(
        person=PERSON.need(row),
        kind=row.need(KIND),
        organ=row.get(ORGAN),
        case=row.get(CASE),
        origin=row.get(ORIGIN) or FactOrigin.DECLARED,
        during=PERIOD.read(row),
        source=row.source,
        given=row.given,
    )


def _cells(record: InterestRecord) -> Mapping[Column[Any], object]:
    return {
        **PERSON.cells(record.person),
        KIND: record.kind,
        ORGAN: record.organ,
        CASE: record.case,
        ORIGIN: record.origin,
        **PERIOD.cells(record.during),
    }


INTERESTS: Sheet[InterestRecord] = Sheet(
    code="interests",
    record=InterestRecord,
    zh="利害",
    en="interests",
    columns=(*PERSON.all, KIND, ORGAN, CASE, ORIGIN, PERIOD.first, PERIOD.last),
    read=_read,
    cells=_cells,
    synonyms="利害关系 利益关系 利害表 经济往来 利害关系表",
    help_zh="每行一项利害关系，涉及单位（含企业）须在单位表中。",
    help_en="One interest a row; the organ or enterprise is listed in 单位.",
)

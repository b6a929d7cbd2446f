"""The sheet 人员: everybody who is named anywhere in the workbook, and the talent pool's columns beside them."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import BOOL, CODE, DAY, MONTH, NAME, PERCENT, PERSON_NAME, TEXT, term
from intake.columns import Column, Row, Sheet
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused
from intake.records import PersonRecord, PoolRecord
from intake.sheets.shared import period_columns
from terms.organs import ManagementLevel
from terms.people import Gender

NAME_COLUMN = Column(
    "name", "姓名", "name", PERSON_NAME, required=True, synonyms="人员姓名 名字 干部姓名", example="王某某"
)
NUMBER = Column(
    "number",
    "人员编号",
    "number",
    CODE,
    synonyms="编号 工号 人员代码",
    example="0001",
    help_zh="可不填；填写则全县唯一。不得使用身份证号。",
    help_en="Optional; unique in the county if given. Never an identity card number.",
)
GENDER = Column("gender", "性别", "sex", term(Gender), example="女")
BIRTH_MONTH = Column(
    "birth_month", "出生年月", "birth month", MONTH, synonyms="出生日期 出生 生日 出生时间", example="1985-03"
)
ORGAN = Column(
    "organ",
    "单位",
    "organ",
    NAME,
    synonyms="所在单位 工作单位 现单位 单位名称 部门 所属单位",
    example="柳河镇纪委",
    help_zh="主要所在单位，与出生年月一起区分同名人员。",
    help_en="Main organ; together with the birth month it tells people of one name apart.",
)
MANAGEMENT = Column(
    "management", "干部管理权限", "managed by", term(ManagementLevel), synonyms="管理权限 干部级别 管理级别"
)
NATIVE_PLACE = Column("native_place", "籍贯", "native place", TEXT, synonyms="原籍 出生地")
NOTE = Column("note", "备注", "note", TEXT, synonyms="说明 附注")
IN_POOL = Column(
    "pool",
    "在人才库",
    "in the talent pool",
    BOOL,
    synonyms="是否入库 人才库 是否在库 入库 是否人才库成员",
    example="是",
)
POOL_PERIOD = period_columns(
    ("入库日期", "出库日期"),
    ("in the pool from", "in the pool until"),
    field="pool.during",
    synonyms=("入库时间", "出库时间"),
    only_own_headers=True,
)
FULL_TIME = Column("pool.full_time", "专职", "full-time", BOOL, synonyms="是否专职 专职人员", example="是")
MAY_LEAD = Column(
    "pool.may_lead", "可任组长", "may lead", BOOL, synonyms="能否任组长 组长资格 可担任组长", example="否"
)
MAY_REVIEW = Column("pool.may_review", "可任审理", "may review", BOOL, synonyms="审理资格 可担任审理")
CAPACITY = Column(
    "pool.capacity", "可用精力", "capacity", PERCENT, synonyms="办案精力 可投入精力 精力占比", example="50%",
    help_zh="同时可用于办案的工作时间比例，空白为100%。", help_en="Share of working time for cases; blank means 100%.",
)  # fmt: skip
DECLARED_ON = Column(
    "pool.declared_on", "申报日期", "declared on", DAY, synonyms="个人申报日期 回避申报日期 年度申报日期"
)
TRAINED_ON = Column("pool.trained_on", "培训日期", "trained on", DAY, synonyms="最近培训日期 业务培训日期")
UNDERTAKING_ON = Column(
    "pool.undertaking_on", "保密承诺日期", "undertaking on", DAY, synonyms="保密承诺书日期 签订保密承诺日期"
)

_POOL = (
    POOL_PERIOD.first,
    POOL_PERIOD.last,
    FULL_TIME,
    MAY_LEAD,
    MAY_REVIEW,
    CAPACITY,
    DECLARED_ON,
    TRAINED_ON,
    UNDERTAKING_ON,
)


def _read_pool(row: Row) -> PoolRecord | None:
    said = row.get(IN_POOL)
    if said is False and any(row.get(column) not in (None, False) for column in _POOL):
        raise RowRefused(ProblemCode.POOL_CONTRADICTION, field=IN_POOL.field)
    if said is False or (said is None and not any(row.get(column) not in (None, False) for column in _POOL)):
        return None
    capacity = row.get(CAPACITY)
    return PoolRecord(
        during=POOL_PERIOD.read(row),
        full_time=row.get(FULL_TIME) or False,
        may_lead=row.get(MAY_LEAD) or False,
        may_review=row.get(MAY_REVIEW) or False,
        capacity=100 if capacity is None else capacity,
        declared_on=row.get(DECLARED_ON),
        trained_on=row.get(TRAINED_ON),
        undertaking_on=row.get(UNDERTAKING_ON),
    )


def _read(row: Row) -> PersonRecord:
    return PersonRecord(
        name=row.need(NAME_COLUMN),
        number=row.get(NUMBER),
        gender=row.get(GENDER),
        birth_month=row.get(BIRTH_MONTH),
        organ=row.get(ORGAN),
        management=row.get(MANAGEMENT),
        native_place=row.get(NATIVE_PLACE),
        note=row.get(NOTE),
        pool=_read_pool(row),
        source=row.source,
        given=row.given,
    )


def _cells(record: PersonRecord) -> Mapping[Column[Any], object]:
    pool = record.pool
    return {
        NAME_COLUMN: record.name,
        NUMBER: record.number,
        GENDER: record.gender,
        BIRTH_MONTH: record.birth_month,
        ORGAN: record.organ,
        MANAGEMENT: record.management,
        NATIVE_PLACE: record.native_place,
        NOTE: record.note,
        IN_POOL: True if pool else None,
        **({} if pool is None else _pool_cells(pool)),
    }


def _pool_cells(pool: PoolRecord) -> Mapping[Column[Any], object]:
    return {
        **POOL_PERIOD.cells(pool.during),
        FULL_TIME: pool.full_time,
        MAY_LEAD: pool.may_lead,
        MAY_REVIEW: pool.may_review,
        CAPACITY: pool.capacity,
        DECLARED_ON: pool.declared_on,
        TRAINED_ON: pool.trained_on,
        UNDERTAKING_ON: pool.undertaking_on,
    }


PEOPLE: Sheet[PersonRecord] = Sheet(
    code="people",
    record=PersonRecord,
    zh="人员",
    en="people",
    columns=(
        NAME_COLUMN,
        NUMBER,
        GENDER,
        BIRTH_MONTH,
        ORGAN,
        MANAGEMENT,
        NATIVE_PLACE,
        IN_POOL,
        *_POOL,
        NOTE,
    ),
    read=_read,
    cells=_cells,
    synonyms="人员表 人员信息 人员名单 花名册 干部名册 人才库 干部花名册",
    help_zh="表中出现的每一个人都要在此列出：办案人员、被审查调查人、证人、亲属。检举控告人不得列入任何表。",
    help_en="Everybody named in any sheet is listed here: staff, subjects, witnesses, kin. Informants are in no sheet.",
)

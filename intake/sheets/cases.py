"""The sheet 案件: clues and cases without title or content, with what a team for them needs."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import BOOL, CODE, DAY, NAME, NEEDS, PERCENT, term, whole
from intake.columns import Column, Row, Sheet
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused
from intake.records import AuthorisationRecord, CaseRecord, PlaceRecord
from intake.sheets.shared import period_columns
from terms.cases import AssignmentRole, AuthorisationKind, CaseGrade, CaseStatus, ClueSource, Mode, Urgency
from terms.organs import ManagementLevel

NUMBER = Column(
    "number", "案件编号", "number", CODE, required=True, synonyms="编号 案号 线索编号 案件号 线索号", example="2026-001"
)
CONCERNED = Column(
    "concerned_organ", "发案单位", "concerned organ", NAME, required=True,
    synonyms="涉案单位 被反映人单位 问题发生单位", example="柳河镇财政所",
)  # fmt: skip
HOME = Column(
    "home_organ", "本级纪检机构", "home organ", NAME, required=True,
    synonyms="管辖单位 属地纪委 归口单位 属地纪检机构 所属纪委", example="柳河镇纪委",
)  # fmt: skip
HANDLING = Column("handling_organ", "承办单位", "handling organ", NAME, synonyms="承办机构 办理单位 主办单位")
MODE = Column(
    "mode", "办理方式", "mode", term(Mode), required=True, synonyms="办案方式 方式 办案模式", example="交叉办案"
)
MANAGEMENT = Column(
    "management", "干部管理权限", "managed by", term(ManagementLevel), required=True,
    synonyms="管理权限 对象级别 被反映人级别 管理级别", example="乡镇（单位）管理",
    help_zh="被审查调查人中最高的一级。", help_en="The highest among the subjects.",
)  # fmt: skip
CLUE_SOURCE = Column("clue_source", "线索来源", "source", term(ClueSource), synonyms="来源", example="巡察移交")
URGENCY = Column("urgency", "紧急程度", "urgency", term(Urgency), synonyms="缓急 紧急情况 紧急", example="一般")
GRADE = Column("grade", "案件等级", "grade", term(CaseGrade), synonyms="等级 难易程度 复杂程度", example="一般")
STATUS = Column(
    "status", "状态", "status", term(CaseStatus), synonyms="办理状态 案件状态 进度 办理阶段", example="已登记"
)
FILED_ON = Column("filed_on", "立案日期", "filed on", DAY, synonyms="立案时间")
WINDOW = period_columns(("办理起日", "办理止日"), field="window", synonyms=("办理开始 开始办理", "办理期限 办结期限"))
EFFORT = Column(
    "effort", "占用精力", "effort", PERCENT, synonyms="精力占用 工作量", example="50%",
    help_zh="办理期间占用每名成员的工作时间比例。", help_en="Share of each member's working time in the window.",
)  # fmt: skip
NEEDS_COLUMN = Column(
    "needs", "所需能力", "skills needed", NEEDS, synonyms="能力需求 需要能力 所需专长", example="笔录1、查阅凭证账簿2"
)
NEEDS_FEMALE = Column(
    "needs_female", "需女性", "needs a woman", BOOL, synonyms="需要女性 是否需女性 需女干部 需女同志", example="否"
)
PLACES = {
    AssignmentRole.LEAD: Column("places.LEAD", "组长人数", "leaders", whole(0, 9), synonyms="组长", example="1"),
    AssignmentRole.MEMBER: Column(
        "places.MEMBER", "组员人数", "members", whole(0, 99), synonyms="组员 成员人数", example="2"
    ),
    AssignmentRole.RECORDS: Column(
        "places.RECORDS", "记录员人数", "records officers", whole(0, 9), synonyms="记录员 记录人数"
    ),
    AssignmentRole.SAFETY_OFFICER: Column(
        "places.SAFETY_OFFICER", "安全员人数", "safety officers", whole(0, 9), synonyms="安全员", example="1"
    ),
    AssignmentRole.REVIEWER: Column(
        "places.REVIEWER", "审理人数", "reviewers", whole(0, 9), synonyms="审理 审理人员 审理员人数"
    ),
}
DOCUMENT = Column("authorisation.number", "授权文号", "authorisation", CODE, synonyms="文号 文书号 授权文书号")
DOCUMENT_KIND = Column(
    "authorisation.kind",
    "授权文书",
    "kind of authorisation",
    term(AuthorisationKind),
    synonyms="授权类型 文书类型 授权文书类型",
)
DOCUMENT_DAY = Column("authorisation.issued_on", "授权日期", "authorised on", DAY, synonyms="授权时间 文书日期")


def _read_authorisation(row: Row) -> AuthorisationRecord | None:
    number, kind = row.get(DOCUMENT), row.get(DOCUMENT_KIND)
    if number is None and kind is None and row.get(DOCUMENT_DAY) is None:
        return None
    if number is None or kind is None:
        missing = DOCUMENT if number is None else DOCUMENT_KIND
        raise RowRefused(ProblemCode.REQUIRED, field=missing.field)
    return AuthorisationRecord(number=number, kind=kind, issued_on=row.get(DOCUMENT_DAY))


def _read(row: Row) -> CaseRecord:
    return CaseRecord(
        number=row.need(NUMBER),
        concerned_organ=row.need(CONCERNED),
        home_organ=row.need(HOME),
        handling_organ=row.get(HANDLING),
        mode=row.need(MODE),
        management=row.need(MANAGEMENT),
        clue_source=row.get(CLUE_SOURCE) or ClueSource.OTHER,
        urgency=row.get(URGENCY) or Urgency.NORMAL,
        grade=row.get(GRADE) or CaseGrade.ORDINARY,
        status=row.get(STATUS) or CaseStatus.REGISTERED,
        filed_on=row.get(FILED_ON),
        window=WINDOW.read(row),
        effort=row.get(EFFORT),
        places=tuple(PlaceRecord(role, count) for role, column in PLACES.items() if (count := row.get(column))),
        needs=row.get(NEEDS_COLUMN) or (),
        needs_female=row.get(NEEDS_FEMALE) or False,
        authorisation=_read_authorisation(row),
        source=row.source,
        given=row.given,
    )


def _cells(record: CaseRecord) -> Mapping[Column[Any], object]:
    counts = {place.role: place.count for place in record.places}
    document = record.authorisation
    return {
        NUMBER: record.number,
        CONCERNED: record.concerned_organ,
        HOME: record.home_organ,
        HANDLING: record.handling_organ,
        MODE: record.mode,
        MANAGEMENT: record.management,
        CLUE_SOURCE: record.clue_source,
        URGENCY: record.urgency,
        GRADE: record.grade,
        STATUS: record.status,
        FILED_ON: record.filed_on,
        **WINDOW.cells(record.window),
        EFFORT: record.effort,
        **{column: counts.get(role) for role, column in PLACES.items()},
        NEEDS_COLUMN: record.needs or None,
        NEEDS_FEMALE: record.needs_female,
        DOCUMENT: document and document.number,
        DOCUMENT_KIND: document and document.kind,
        DOCUMENT_DAY: document and document.issued_on,
    }


CASES: Sheet[CaseRecord] = Sheet(
    code="cases",
    record=CaseRecord,
    zh="案件",
    en="cases",
    columns=(
        *(NUMBER, CONCERNED, HOME, HANDLING, MODE, MANAGEMENT, CLUE_SOURCE, URGENCY, GRADE, STATUS, FILED_ON),
        *(WINDOW.first, WINDOW.last, EFFORT, *PLACES.values(), NEEDS_COLUMN, NEEDS_FEMALE),
        *(DOCUMENT, DOCUMENT_KIND, DOCUMENT_DAY),
    ),
    read=_read,
    cells=_cells,
    synonyms="案件表 线索 问题线索 案件信息 线索台账 案件台账",
    help_zh="每行一件。不填写反映内容，不填写检举控告人。",
    help_en="One clue or case a row, without what is alleged and without who informed.",
)

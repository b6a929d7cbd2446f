"""The sheet 任职: where people belong and belonged, on what footing, from when to when."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import BOOL, NAME, TEXT, term
from intake.columns import Column, Row, Sheet
from intake.records import MembershipRecord
from intake.sheets.shared import period_columns, person_columns
from terms.people import MembershipKind, Rank

PERSON = person_columns("person", organ_zh="人员现单位", synonyms=("人员姓名 名字", "现单位 现工作单位 所在单位"))
ORGAN = Column(
    "organ",
    "任职单位",
    "organ",
    NAME,
    required=True,
    synonyms="单位 工作单位 借调单位 任职机构 单位名称",
    example="柳河镇纪委",
)
KIND = Column(
    "kind", "任职方式", "kind", term(MembershipKind), required=True,
    synonyms="任职类型 人员性质 编制类型 方式 任职类别 身份 编制性质", example="编制",
)  # fmt: skip
POST = Column("post", "职务", "post", TEXT, synonyms="岗位 职位 现任职务 职务名称", example="纪委副书记")
RANK = Column(
    "rank", "职级", "rank", term(Rank), synonyms="职务职级 职务层次 级别 行政级别 现职级", example="四级主任科员"
)
LEADS = Column(
    "leads", "班子成员", "in the leading body", BOOL, synonyms="是否班子成员 领导班子成员 是否领导", example="是"
)
HEADS = Column(
    "heads",
    "主要负责人",
    "principal of the organ",
    BOOL,
    synonyms="是否主要负责人 主要领导 一把手 是否一把手",
    example="否",
)
PERIOD = period_columns(
    ("任职起日", "任职止日"), synonyms=("任职时间 任职日期 任职开始 到任时间", "离任时间 离任日期 任职结束 免职时间")
)


def _read(row: Row) -> MembershipRecord:
    return MembershipRecord(
        person=PERSON.need(row),
        organ=row.need(ORGAN),
        kind=row.need(KIND),
        post=row.get(POST),
        leads=row.get(LEADS) or row.get(HEADS) or False,
        heads=row.get(HEADS) or False,
        rank=row.get(RANK),
        during=PERIOD.read(row),
        source=row.source,
        given=row.given,
    )


def _cells(record: MembershipRecord) -> Mapping[Column[Any], object]:
    return {
        **PERSON.cells(record.person),
        ORGAN: record.organ,
        KIND: record.kind,
        POST: record.post,
        LEADS: record.leads,
        HEADS: record.heads,
        RANK: record.rank,
        **PERIOD.cells(record.during),
    }


MEMBERSHIPS: Sheet[MembershipRecord] = Sheet(
    code="memberships",
    record=MembershipRecord,
    zh="任职",
    en="memberships",
    columns=(*PERSON.all, ORGAN, KIND, POST, RANK, LEADS, HEADS, PERIOD.first, PERIOD.last),
    read=_read,
    cells=_cells,
    synonyms="任职表 任职情况 履历 工作经历 任职履历 借调 任职信息",
    help_zh="每行一段任职。新的编制任职自起日起自动结束此前未止的编制任职。回避由主要负责人决定，请如实填写。",
    help_en="One post a row. A new post on the establishment ends the open one before it on its own first day. "
    "Principals decide on recusals.",
)

"""The sheet 单位: organs, what they hang on, and what they took the place of."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import CODE, NAME, NAMES, term, whole
from intake.columns import Column, Row, Sheet
from intake.keys import OrganParent, Predecessor
from intake.records import OrganRecord
from intake.sheets.shared import period_columns
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind

NAME_COLUMN = Column(
    "name",
    "单位名称",
    "organ",
    NAME,
    required=True,
    synonyms="名称 单位 机构名称 单位全称 机构 部门",
    example="柳河镇纪委",
)
KIND = Column(
    "kind",
    "单位类别",
    "kind",
    term(OrganKind),
    required=True,
    synonyms="类别 类型 单位类型 单位性质 机构类型",
    example="乡镇纪委",
)
CODE_COLUMN = Column("code", "单位代码", "code", CODE, synonyms="代码 单位编号 机构代码 单位编码", example="0312")
ZONE = Column(
    "zone", "协作区", "zone", NAME, synonyms="所属协作区 所在协作区 片区 协作片区 协作组", example="第一协作区"
)
PART_OF = Column(
    "parents.PART_OF",
    "上级单位",
    "part of",
    NAMES,
    synonyms="隶属单位 隶属 主管单位 所属单位 所属乡镇 上级 上级机构",
    example="县纪委监委",
)
MANAGED_BY = Column(
    "parents.MANAGED_BY", "垂直管理单位", "managed by", NAMES, synonyms="垂管单位 业务主管单位 垂直管理部门"
)
RESIDENT_IN = Column(
    "parents.RESIDENT_IN",
    "驻在单位",
    "resident in",
    NAMES,
    synonyms="派驻单位 监督单位 驻在部门 被监督单位 综合监督单位",
    help_zh="派驻组填写。",
)
RENAMED_FROM = Column("predecessors.RENAMED", "曾用名", "renamed from", NAMES, synonyms="原名 原名称 更名前 前身")
MERGED_FROM = Column("predecessors.MERGED", "合并自", "merged from", NAMES, synonyms="由何单位合并 原单位 合并前单位")
PERIOD = period_columns(
    ("设立日期", "撤销日期"), ("from", "until"), synonyms=("成立日期 成立时间", "撤销时间 注销日期")
)
X = Column("x", "坐标东", "east", whole(-100000, 100000), synonyms="横坐标 X坐标", help_zh="县域网格，单位百米。")
Y = Column("y", "坐标北", "north", whole(-100000, 100000), synonyms="纵坐标 Y坐标", help_zh="县域网格，单位百米。")

_PARENTS = {
    OrganLinkKind.PART_OF: PART_OF,
    OrganLinkKind.MANAGED_BY: MANAGED_BY,
    OrganLinkKind.RESIDENT_IN: RESIDENT_IN,
}
_PREDECESSORS = {SuccessionKind.RENAMED: RENAMED_FROM, SuccessionKind.MERGED: MERGED_FROM}


def _read(row: Row) -> OrganRecord:
    return OrganRecord(
        name=row.need(NAME_COLUMN),
        kind=row.need(KIND),
        code=row.get(CODE_COLUMN),
        zone=row.get(ZONE),
        parents=tuple(OrganParent(name, kind) for kind, column in _PARENTS.items() for name in row.get(column) or ()),
        predecessors=tuple(
            Predecessor(name, kind) for kind, column in _PREDECESSORS.items() for name in row.get(column) or ()
        ),
        during=PERIOD.read(row),
        x=row.get(X),
        y=row.get(Y),
        source=row.source,
        given=row.given,
    )


def _cells(record: OrganRecord) -> Mapping[Column[Any], object]:
    parents = {
        column: tuple(parent.name for parent in record.parents if parent.kind is kind) or None
        for kind, column in _PARENTS.items()
    }
    predecessors = {
        column: tuple(each.name for each in record.predecessors if each.kind is kind) or None
        for kind, column in _PREDECESSORS.items()
    }
    return {
        NAME_COLUMN: record.name,
        KIND: record.kind,
        CODE_COLUMN: record.code,
        ZONE: record.zone,
        **parents,
        **predecessors,
        **PERIOD.cells(record.during),
        X: record.x,
        Y: record.y,
    }


ORGANS: Sheet[OrganRecord] = Sheet(
    code="organs",
    record=OrganRecord,
    zh="单位",
    en="organs",
    columns=(
        NAME_COLUMN,
        KIND,
        CODE_COLUMN,
        ZONE,
        PART_OF,
        MANAGED_BY,
        RESIDENT_IN,
        RENAMED_FROM,
        MERGED_FROM,
        PERIOD.first,
        PERIOD.last,
        X,
        Y,
    ),
    read=_read,
    cells=_cells,
    synonyms="单位表 机构 组织机构 单位信息 单位名单 机构表",
    help_zh="每行一个单位。重名的村、站所写成“乡镇/名称”，或填写单位代码。",
    help_en="One organ a row. Villages and stations that share a name are referred to as “township/name” or by code.",
)

"""The sheet 关系: kin by their words, and ties that are not of kin."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import BOOL, RELATION, term
from intake.columns import Column, Row, Sheet
from intake.keys import Relation
from intake.kinwords import Meaning
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused
from intake.records import TieRecord
from intake.sheets.shared import period_columns, person_columns
from terms.ties import FactOrigin, KinEdge

PERSON = person_columns("person", synonyms=("本人姓名 人员姓名 本人", "单位 本人单位 工作单位"))
OTHER = person_columns(
    "other",
    "关系人",
    "other's ",
    organ_zh="单位",
    synonyms=("关系人 对方姓名 对方 亲属姓名 亲属 关系对象", "对方单位 亲属单位 关系人工作单位"),
)
RELATION_COLUMN = Column(
    "relation",
    "关系",
    "relation",
    RELATION,
    required=True,
    synonyms="与本人关系 称谓 亲属关系 关系类型 关系人与本人关系",
    example="表哥",
    help_zh="关系人是本人的什么人：表哥即关系人是本人的表哥。",
    help_en="What the other is to the person: 表哥 means that the other is the person's elder male cousin.",
)
RAISED = Column(
    "raised", "受其抚养", "was raised", BOOL, synonyms="是否抚养 是否受抚养 抚养", help_zh="继父母、继子女必填。"
)
ORIGIN = Column("origin", "来源", "origin", term(FactOrigin), synonyms="信息来源 资料来源", example="本人申报")
PERIOD = period_columns(synonyms=("结婚日期 成立日期", "离婚日期 解除日期"))


def _by_step(relation: Relation) -> bool:
    """Tell whether it matters for the relation if the child was raised; elsewhere a yes would only puzzle."""
    return (relation.family, relation.code) == ("EDGE", KinEdge.STEP_PARENT.value)


def _read(row: Row) -> TieRecord:
    meaning = row.need(RELATION_COLUMN)
    person, other = PERSON.need(row), OTHER.need(row)
    genders = (meaning.person_gender, meaning.other_gender)
    raised = row.get(RAISED)
    if raised is None and _by_step(meaning.relation):
        raise RowRefused(ProblemCode.RAISED_MISSING, field=RAISED.field)
    return TieRecord(
        person=other if meaning.downward else person,
        other=person if meaning.downward else other,
        relation=meaning.relation,
        raised=True if raised is None else raised,
        origin=row.get(ORIGIN) or FactOrigin.DECLARED,
        during=PERIOD.read(row),
        genders=(genders[1], genders[0]) if meaning.downward else genders,
        source=row.source,
        given=row.given,
    )


def _cells(record: TieRecord) -> Mapping[Column[Any], object]:
    return {
        **PERSON.cells(record.person),
        **OTHER.cells(record.other),
        RELATION_COLUMN: Meaning(record.relation),
        RAISED: None if record.raised and not _by_step(record.relation) else record.raised,
        ORIGIN: record.origin,
        **PERIOD.cells(record.during),
    }


TIES: Sheet[TieRecord] = Sheet(
    code="ties",
    record=TieRecord,
    zh="关系",
    en="ties",
    columns=(*PERSON.all, RELATION_COLUMN, *OTHER.all, RAISED, ORIGIN, PERIOD.first, PERIOD.last),
    read=_read,
    cells=_cells,
    synonyms="关系表 亲属关系 社会关系 亲属 回避关系 社会关系表",
    help_zh="每行一条关系，双方都须在人员表中。含义不止一种的称谓不予猜测，请按提示改写。",
    help_en="One tie a row, both people listed in 人员. Words with several meanings are refused, never guessed.",
)

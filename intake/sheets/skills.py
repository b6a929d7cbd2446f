"""The sheet 能力: graded skills with their evidence."""

from collections.abc import Mapping
from typing import Any

from intake.codecs import DAY, TEXT, term, whole
from intake.columns import Column, Row, Sheet
from intake.records import SkillRecord
from intake.sheets.shared import person_columns
from terms.people import Skill

PERSON = person_columns("person", synonyms=("人员姓名", "单位 工作单位"))
SKILL = Column(
    "skill", "能力", "skill", term(Skill), required=True, synonyms="专长 技能 特长 能力类别 业务专长", example="笔录"
)
GRADE = Column(
    "grade", "等级", "grade", whole(0, 3), required=True, synonyms="能力等级 级别 评级", example="2",
    help_zh="0不具备，1能参与，2能独立完成，3能指导他人。",
    help_en="0 none, 1 takes part, 2 works alone, 3 guides others.",
)  # fmt: skip
EVIDENCE = Column("evidence", "依据", "evidence", TEXT, synonyms="评定依据 证明 佐证", example="主办案件三件")
EXPIRES = Column("expires", "有效期至", "expires", DAY, synonyms="到期日期 有效期 失效日期")


def _read(row: Row) -> SkillRecord:
    return SkillRecord(
        person=PERSON.need(row),
        skill=row.need(SKILL),
        grade=row.need(GRADE),
        evidence=row.get(EVIDENCE),
        expires=row.get(EXPIRES),
        source=row.source,
        given=row.given,
    )


def _cells(record: SkillRecord) -> Mapping[Column[Any], object]:
    return {
        **PERSON.cells(record.person),
        SKILL: record.skill,
        GRADE: record.grade,
        EVIDENCE: record.evidence,
        EXPIRES: record.expires,
    }


SKILLS: Sheet[SkillRecord] = Sheet(
    code="skills",
    record=SkillRecord,
    zh="能力",
    en="skills",
    columns=(*PERSON.all, SKILL, GRADE, EVIDENCE, EXPIRES),
    read=_read,
    cells=_cells,
    synonyms="能力表 技能 专长 业务能力 技能表",
    help_zh="每行一人一项能力。",
    help_en="One skill of one person a row.",
)

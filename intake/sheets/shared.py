"""Columns that several sheets share: how a row names a person, and from when to when it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from intake.codecs import CODE, FIRST_DAY, LAST_DAY, MONTH, NAME, PERSON_NAME
from intake.columns import Column, Row
from intake.keys import PersonKey
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused
from terms.periods import Period

ONE_DAY = timedelta(days=1)
_TELL_ZH, _TELL_EN = "用于区分同名人员。", "Tells people of one name apart."


@dataclass(frozen=True, slots=True, eq=False)
class PersonColumns:
    """The four columns by which a row names a person."""

    name: Column[str]
    organ: Column[str]
    birth_month: Column[str]
    number: Column[str]

    @property
    def all(self) -> tuple[Column[Any], ...]:
        """Return them in the template's order."""
        return (self.name, self.organ, self.birth_month, self.number)

    def read(self, row: Row) -> PersonKey | None:
        """Return the key, None when neither name nor number is given."""
        key = PersonKey(
            number=row.get(self.number),
            name=row.get(self.name),
            organ=row.get(self.organ),
            birth_month=row.get(self.birth_month),
        )
        return key if key.name or key.number else None

    def need(self, row: Row) -> PersonKey:
        """Return the key; a row that names nobody is refused."""
        key = self.read(row)
        if key is None:
            raise RowRefused(ProblemCode.ONE_OF_REQUIRED, f"{self.name.zh}、{self.number.zh}", field=self.name.field)
        return key

    def cells(self, key: PersonKey | None) -> Mapping[Column[Any], object]:
        """Return what the columns show of the key."""
        key = key or PersonKey()
        return {
            self.name: key.name,
            self.organ: key.organ,
            self.birth_month: key.birth_month,
            self.number: key.number,
        }


def person_columns(
    field: str,
    prefix_zh: str = "",
    prefix_en: str = "",
    *,
    organ_zh: str = "所在单位",
    synonyms: tuple[str, str] = ("", ""),
) -> PersonColumns:
    """Return the columns of a person in the part ``field`` of the record; ``synonyms`` are those of name and organ."""
    return PersonColumns(
        name=Column(
            f"{field}.name", f"{prefix_zh}姓名", f"{prefix_en}name", PERSON_NAME, synonyms=synonyms[0], example="王某某"
        ),
        organ=Column(
            f"{field}.organ",
            f"{prefix_zh}{organ_zh}",
            f"{prefix_en}own organ",
            NAME,
            synonyms=synonyms[1],
            help_zh=_TELL_ZH,
            help_en=_TELL_EN,
        ),
        birth_month=Column(
            f"{field}.birth_month",
            f"{prefix_zh}出生年月",
            f"{prefix_en}birth month",
            MONTH,
            synonyms=" ".join(f"{prefix_zh}{word}" for word in ("出生日期", "出生", "生日", "出生时间")),
            help_zh=_TELL_ZH,
            help_en=_TELL_EN,
        ),
        number=Column(
            f"{field}.number",
            f"{prefix_zh}人员编号",
            f"{prefix_en}person number",
            CODE,
            synonyms=" ".join(f"{prefix_zh}{word}" for word in ("编号", "工号", "人员代码")),
            help_zh=_TELL_ZH,
            help_en=_TELL_EN,
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class PeriodColumns:
    """First day and last day; the record's period is half-open, so its end is the day after the last."""

    first: Column[Any]
    last: Column[Any]

    def read(self, row: Row) -> Period:
        """Return the period; a last day before the first refuses the row."""
        first, last = row.get(self.first), row.get(self.last)
        if first is not None and last is not None and last < first:
            raise RowRefused(ProblemCode.PERIOD_REVERSED, f"{first}–{last}", field=self.last.field)
        return Period(first, None if last is None else last + ONE_DAY)

    def cells(self, period: Period) -> Mapping[Column[Any], object]:
        """Return what the columns show of the period."""
        return {self.first: period.start, self.last: None if period.end is None else period.end - ONE_DAY}


def period_columns(
    zh: tuple[str, str] = ("起日", "止日"),
    en: tuple[str, str] = ("first day", "last day"),
    *,
    field: str = "during",
    required: bool = False,
    synonyms: tuple[str, str] = ("", ""),
    only_own_headers: bool = False,
) -> PeriodColumns:
    """Return the two columns of a period; ``only_own_headers`` where a bare 起日 would not surely mean this period."""
    starts = "" if only_own_headers else "起日 开始日期 起始日期 起 自 开始时间 起始时间 起止时间起 开始"
    ends = "" if only_own_headers else "止日 结束日期 截止日期 终止日期 止 至 结束时间 截止时间 结束"
    return PeriodColumns(
        first=Column(
            f"{field}.start",
            zh[0],
            en[0],
            FIRST_DAY,
            required=required,
            synonyms=f"{starts} {synonyms[0]}",
            example="2026-03-02" if required else "",
        ),
        last=Column(
            f"{field}.end",
            zh[1],
            en[1],
            LAST_DAY,
            required=required,
            synonyms=f"{ends} {synonyms[1]}",
            example="2026-03-06" if required else "",
            help_zh="含当日；至今留空。",
            help_en="Included; leave blank if it goes on.",
        ),
    )

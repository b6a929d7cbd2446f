"""What is wrong with a workbook only beside what the county keeps: told by place, as problems of reading are."""

from dataclasses import dataclass
from typing import Protocol

from intake.keys import Place, Source
from terms.term import Term


class MisfitCode(Term):
    """A stable code and its two messages; ``{value}`` is what the row says and ``{detail}`` what was expected."""

    CAPACITY_STEP = (
        "CAPACITY_STEP",
        "可用精力须为5%至100%之间5的倍数，“{value}”不行。",
        "Capacity is 5% to 100% in steps of 5; “{value}” is not.",
    )
    PERCENT_STEP = (
        "PERCENT_STEP",
        "占用比例须为5%至100%之间5的倍数，“{value}”不行。",
        "The percent taken is 5% to 100% in steps of 5; “{value}” is not.",
    )
    PRIVATE_LEAVE_IN_PART = (
        "PRIVATE_LEAVE_IN_PART",
        "事由为“其他”的不得只占用部分时间（“{value}”），请填写100%或改写事由。",
        "What has the reason 其他 takes all of the time, not “{value}”: write 100% or another reason.",
    )
    CAPACITY_BELOW_BOOKED = (
        "CAPACITY_BELOW_BOOKED",
        "可用精力{value}低于已承担的办案任务（{detail}），须先调整派案。",
        "A capacity of {value} is below what is booked already ({detail}): change the teams first.",
    )
    ZONE_NOT_DISCIPLINE = (
        "ZONE_NOT_DISCIPLINE",
        "只有纪检监察机构才能列入协作区“{value}”，请清空此格或改正单位类别。",
        "Only discipline organs belong to a zone such as “{value}”: clear the cell or correct the kind.",
    )
    ORGAN_NAME_TAKEN = (
        "ORGAN_NAME_TAKEN",
        "已有同名单位“{value}”，请填写上级单位加以区分。",
        "There is another organ “{value}”: fill in what it is part of to tell them apart.",
    )
    SUCCESSION_DAY_MISSING = (
        "SUCCESSION_DAY_MISSING",
        "请填写设立日期：“{value}”自哪一天起由本单位取代。",
        "Fill in the first day: since when this organ has taken the place of “{value}”.",
    )
    MAIN_ORGAN_CONTRADICTS = (
        "MAIN_ORGAN_CONTRADICTS",
        "人员单位“{value}”与任职表不符（任职单位：{detail}），请改成其中一个或补充任职。",
        "The organ “{value}” is none of the person's posts ({detail}): write one of them or add the post.",
    )
    PERSON_MAYBE_NUMBERED = (
        "PERSON_MAYBE_NUMBERED",
        "可能就是已有的{detail}；是同一人请填该编号，不是请改单位或出生年月加以区分。",
        "May be {detail}, who is on file: write that number, or tell the two apart by organ or birth month.",
    )
    EFFORT_MISSING = "EFFORT_MISSING", "占用精力须为1%至100%。", "The effort is 1% to 100%."
    PLACES_TOO_MANY = "PLACES_TOO_MANY", "每种角色最多{detail}人。", "A role has at most {detail} people."
    DOCUMENT_DAY_MISSING = (
        "DOCUMENT_DAY_MISSING",
        "请填写授权文书“{value}”的授权日期。",
        "Fill in the day on which the authorisation “{value}” was issued.",
    )
    DOCUMENT_TAKEN = (
        "DOCUMENT_TAKEN",
        "授权文号“{value}”已用于案件{detail}。",
        "The authorisation “{value}” is already used for case {detail}.",
    )
    CASE_HAS_TEAM = (
        "CASE_HAS_TEAM",
        "案件“{value}”已有办案人员，须先撤回派案方案才能更改此项。",
        "Case “{value}” has a team in force: withdraw its proposal before changing this.",
    )
    PARTY_TWICE = (
        "PARTY_TWICE",
        "同一当事人以同一角色出现两次，起日不同。",
        "The same party appears twice in the same role with different first days.",
    )
    NOTE_NOT_KEPT = "NOTE_NOT_KEPT", "备注不保存。", "Notes are not kept."


NOTICES = frozenset({MisfitCode.NOTE_NOT_KEPT})


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing to tell about one place in the file."""

    code: MisfitCode
    sheet: str
    row: int = 0
    column: str = ""
    header: str = ""
    value: str = ""
    detail: str = ""

    @property
    def refuses(self) -> bool:
        """Tell whether the import is refused because of it."""
        return self.code not in NOTICES

    def message(self, language: str) -> str:
        """Say in the reader's language what is wrong: ``zh`` or anything else for English."""
        return self.code.word(language).format(value=self.value, detail=self.detail)


class Told(Protocol):
    """A problem of reading or a misfit: what both tell."""

    @property
    def code(self) -> Term:
        """Return the stable code."""
        ...

    @property
    def sheet(self) -> str:
        """Return the sheet's name in the file."""
        ...

    @property
    def row(self) -> int:
        """Return the row as the spreadsheet counts it, 0 for the sheet as a whole."""
        ...

    @property
    def column(self) -> str:
        """Return the column's letter, empty for the row as a whole."""
        ...

    @property
    def header(self) -> str:
        """Return the column's header in the file."""
        ...

    @property
    def value(self) -> str:
        """Return what the cell holds."""
        ...

    @property
    def refuses(self) -> bool:
        """Tell whether it refuses the import."""
        ...

    def message(self, language: str) -> str:
        """Say it in a language."""
        ...


def misfit_at(source: Source, code: MisfitCode, field: str, value: str = "", detail: str = "") -> Misfit:
    """Return the misfit at a row, pointing at the column of the field where the sheet has one."""
    place = source.places.get(field, Place())
    return Misfit(code, source.sheet, source.row, place.column, place.header, value, detail)

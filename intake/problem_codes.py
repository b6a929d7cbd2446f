"""What can be wrong with a cell, a row or a sheet, by code, with the sentence in both languages.

``{value}`` is what the cell holds and ``{detail}`` says what was expected or near; both are words of the file itself.
"""

from terms.term import Term


class ProblemCode(Term):
    """A stable code and its two messages; ``NOTICES`` lists the few that refuse nothing."""

    REQUIRED = "REQUIRED", "此列必填。", "This column must be filled in."
    TEXT_TOO_LONG = "TEXT_TOO_LONG", "文字超过{detail}字。", "The text is longer than {detail} characters."
    CELL_ERROR = (
        "CELL_ERROR",
        "单元格是公式错误“{value}”，请改成实际内容。",
        "The cell holds the formula error “{value}”: put the content itself.",
    )
    FORMULA_WITHOUT_VALUE = (
        "FORMULA_WITHOUT_VALUE",
        "公式没有计算结果，请在表格软件中打开并保存，或改成实际内容。",
        "The formula has no stored result: open and save the file in a spreadsheet program, or put the content itself.",
    )
    NAME_NOT_UNDERSTOOD = (
        "NAME_NOT_UNDERSTOOD",
        "“{value}”不是姓名；姓名中不得有标点和说明。",
        "“{value}” is no name; a name holds no punctuation and no remarks.",
    )
    DATE_NOT_UNDERSTOOD = (
        "DATE_NOT_UNDERSTOOD",
        "“{value}”不是可识别的日期，请写成2026-03-05。",
        "“{value}” is not a date that can be read: write 2026-03-05.",
    )
    DATE_IMPOSSIBLE = "DATE_IMPOSSIBLE", "日期“{value}”不存在。", "The date “{value}” does not exist."
    DATE_OUT_OF_RANGE = (
        "DATE_OUT_OF_RANGE",
        "“{value}”超出日期范围（1900年至2199年）。",
        "“{value}” is out of the range of dates (1900 to 2199).",
    )
    DATE_1900 = (
        "DATE_1900",
        "“{value}”是Excel中不存在的1900年2月29日。",
        "“{value}” is 29 February 1900, a day that exists only in Excel.",
    )
    DATE_ONLY_YEAR = (
        "DATE_ONLY_YEAR",
        "“{value}”只有年份；只知道年份请写“{value}年”。",
        "“{value}” is only a year; if no more is known write “{value}年”.",
    )
    DATE_DECIMAL = (
        "DATE_DECIMAL",
        "数字“{value}”可能是1月也可能是10月，请写成2026-01或2026-10。",
        "The number “{value}” may be January or October: write 2026-01 or 2026-10.",
    )
    DATE_DAY_MISSING = (
        "DATE_DAY_MISSING",
        "“{value}”缺少日，此列须精确到日。",
        "“{value}” lacks the day; this column needs an exact day.",
    )
    MONTH_MISSING = "MONTH_MISSING", "“{value}”缺少月份，请写成1985-03。", "“{value}” lacks the month: write 1985-03."
    PERIOD_REVERSED = "PERIOD_REVERSED", "止日早于起日（{detail}）。", "The period ends before it starts ({detail})."
    BOOLEAN_NOT_UNDERSTOOD = (
        "BOOLEAN_NOT_UNDERSTOOD",
        "“{value}”应为是或否。",
        "“{value}” should be 是 (yes) or 否 (no).",
    )
    NUMBER_NOT_UNDERSTOOD = (
        "NUMBER_NOT_UNDERSTOOD",
        "“{value}”应为{detail}之间的整数。",
        "“{value}” should be a whole number from {detail}.",
    )
    PERCENT_NOT_UNDERSTOOD = (
        "PERCENT_NOT_UNDERSTOOD",
        "“{value}”应为0%至100%的百分数。",
        "“{value}” should be a percentage from 0% to 100%.",
    )
    PERCENT_AMBIGUOUS = (
        "PERCENT_AMBIGUOUS",
        "“1”可能是1%也可能是100%，请带上百分号。",
        "“1” may be 1% or 100%: write the sign.",
    )
    WORD_UNKNOWN = (
        "WORD_UNKNOWN",
        "“{value}”不在可选项中：{detail}。",
        "“{value}” is none of the words known here: {detail}.",
    )
    SKILL_NEED_NOT_UNDERSTOOD = (
        "SKILL_NEED_NOT_UNDERSTOOD",
        "“{value}”应写成“能力+等级”，如“笔录1、查阅凭证账簿2”；能力有：{detail}。",
        "“{value}” should be skill and grade, as in “笔录1、查阅凭证账簿2”; the skills are: {detail}.",
    )
    KIN_WORD_UNKNOWN = (
        "KIN_WORD_UNKNOWN",
        "无法识别关系“{value}”，相近的有：{detail}。",
        "The relation “{value}” is not known; near it are: {detail}.",
    )
    KIN_WORD_AMBIGUOUS = (
        "KIN_WORD_AMBIGUOUS",
        "关系“{value}”有不同含义，请改写为：{detail}。",
        "The relation “{value}” has several meanings; write one of: {detail}.",
    )
    RAISED_MISSING = (
        "RAISED_MISSING",
        "继父母子女须填写是否受其抚养。",
        "For step-parents and stepchildren say whether the child was raised by the step-parent.",
    )
    ONE_OF_REQUIRED = (
        "ONE_OF_REQUIRED",
        "须填写其中一列：{detail}。",
        "One of these columns must be filled in: {detail}.",
    )
    ONLY_ONE_OF = "ONLY_ONE_OF", "只能填写其中一列：{detail}。", "Only one of these columns may be filled in: {detail}."
    POOL_CONTRADICTION = (
        "POOL_CONTRADICTION",
        "“在人才库”为否，但填写了人才库的其他列。",
        "“In the pool” says no, yet other columns of the pool are filled in.",
    )
    POOL_LEFT_WITHOUT_DATE = (
        "POOL_LEFT_WITHOUT_DATE",
        "离开人才库请填写出库日期。",
        "To take a person out of the pool give the last day in it.",
    )
    INFORMANT_SEALED = (
        "INFORMANT_SEALED",
        "检举控告人信息不得通过表格导入，只能由线索管理部门单独登记；请从文件中删除此行。",
        "Informants are never imported from a sheet; the clue office alone enters them. Delete this row from the file.",
    )
    HEADER_MISSING = (
        "HEADER_MISSING",
        "缺少必需的列：{detail}；此表未读取。",
        "Required columns are missing: {detail}; the sheet was not read.",
    )
    HEADER_TWICE = (
        "HEADER_TWICE",
        "“{value}”与另一列表示同一内容；此表未读取。",
        "“{value}” means the same as another column; the sheet was not read.",
    )
    SHEET_AMBIGUOUS = (
        "SHEET_AMBIGUOUS",
        "无法判断此表是{detail}中的哪一个，请按模板命名。",
        "The sheet could be any of {detail}: name it as in the template.",
    )
    ORGAN_UNKNOWN = (
        "ORGAN_UNKNOWN",
        "没有单位“{value}”，相近的有：{detail}。",
        "There is no organ “{value}”; near it are: {detail}.",
    )
    ORGAN_AMBIGUOUS = (
        "ORGAN_AMBIGUOUS",
        "有几个单位叫“{value}”，请写成：{detail}。",
        "Several organs are called “{value}”; write one of: {detail}.",
    )
    ORGAN_CYCLE = "ORGAN_CYCLE", "单位上下级成环：{detail}。", "The organs hang on each other in a ring: {detail}."
    PERSON_UNKNOWN = (
        "PERSON_UNKNOWN",
        "人员表和已有资料中没有“{value}”，同名或相近的有：{detail}。",
        "“{value}” is neither in the people sheet nor known; of the same or a near name are: {detail}.",
    )
    PERSON_AMBIGUOUS = (
        "PERSON_AMBIGUOUS",
        "“{value}”可能是几个人，请用单位和出生年月或编号区分：{detail}。",
        "“{value}” may be several people; tell them apart by organ and birth month, or by number: {detail}.",
    )
    PERSON_NAME_ONLY = (
        "PERSON_NAME_ONLY",
        "仅凭姓名“{value}”不能与已有人员对应，请补充单位、出生年月或编号：{detail}。",
        "The name “{value}” alone does not link to a person on file; add organ, birth month or number: {detail}.",
    )
    PERSON_MAYBE_KNOWN = (
        "PERSON_MAYBE_KNOWN",
        "“{value}”可能就是已有的{detail}，也可能是同名的另一人；请用编号区分。",
        "“{value}” may be {detail} on file or another person of that name; tell them apart by number.",
    )
    PERSON_NUMBER_CONTRADICTS = (
        "PERSON_NUMBER_CONTRADICTS",
        "编号与姓名不一致：“{value}”，该编号是{detail}。",
        "Number and name do not agree: “{value}”; the number is that of {detail}.",
    )
    MOVE_WITHOUT_DATE = (
        "MOVE_WITHOUT_DATE",
        "单位由“{detail}”变为“{value}”，请在任职表中填写新任职及起始日期。",
        "The organ changes from “{detail}” to “{value}”: enter the new post with its first day in memberships.",
    )
    MEMBERSHIP_OVERLAP = (
        "MEMBERSHIP_OVERLAP",
        "同一时间有两个编制单位：{detail}。",
        "On the establishment of two organs at one time: {detail}.",
    )
    GENDER_CONTRADICTS = (
        "GENDER_CONTRADICTS",
        "关系“{value}”与{detail}的性别不符。",
        "The relation “{value}” does not fit the sex of {detail}.",
    )
    SAME_PERSON = "SAME_PERSON", "“{value}”与自己不能有关系。", "“{value}” cannot have a tie with the same person."
    CASE_UNKNOWN = "CASE_UNKNOWN", "没有案件“{value}”。", "There is no case “{value}”."
    DEPENDS_ON_REFUSED = (
        "DEPENDS_ON_REFUSED",
        "“{value}”所在的行有误，请先改正那一行。",
        "The row of “{value}” itself is refused: correct that one first.",
    )
    CONTRADICTS_ROW = (
        "CONTRADICTS_ROW",
        "与{detail}说的是同一项，内容却不同。",
        "Says something else than {detail} about the same thing.",
    )
    SHEET_SKIPPED = (
        "SHEET_SKIPPED",
        "未识别此表，已跳过；可识别的表：{detail}。",
        "The sheet was not recognised and was skipped; known sheets are: {detail}.",
    )
    SHEET_HIDDEN = "SHEET_HIDDEN", "隐藏的表未读取。", "The hidden sheet was not read."
    COLUMN_EXTRA = "COLUMN_EXTRA", "不需要的列，未读取。", "The column is not needed and was not read."
    NOTE_SKIPPED = "NOTE_SKIPPED", "此行是说明文字，未读取：{value}", "The row is a note and was not read: {value}"
    EXAMPLE_SKIPPED = "EXAMPLE_SKIPPED", "示例行，未读取。", "The example row was not read."


NOTICES = frozenset(
    {
        ProblemCode.SHEET_SKIPPED,
        ProblemCode.SHEET_HIDDEN,
        ProblemCode.COLUMN_EXTRA,
        ProblemCode.NOTE_SKIPPED,
        ProblemCode.EXAMPLE_SKIPPED,
    }
)

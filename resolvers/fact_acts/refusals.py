"""Why a fact is not recorded."""

from datetime import date
from typing import ClassVar

from terms.refusals import Refusal


class FactRefused(Refusal):
    """A fact cannot be recorded, changed or withdrawn as asked; nothing was written."""


class AlreadyRecorded(FactRefused):
    """The same fact is on record already, in a period that shares a day with this one."""

    code: ClassVar[str] = "ALREADY_RECORDED"
    zh: ClassVar[str] = "已有相同且时段重叠的登记，未重复登记。如需更正，请先撤销或注明结束日期。"
    en: ClassVar[str] = "The same is on record in an overlapping period. Withdraw it or set its end first."


class NotOnRecord(FactRefused):
    """There is no such fact on record, or it was withdrawn before."""

    code: ClassVar[str] = "NOT_ON_RECORD"
    zh: ClassVar[str] = "没有这条登记，或已被撤销、更正。"
    en: ClassVar[str] = "There is no such fact on record, or it was withdrawn or corrected before."


class TieToOneself(FactRefused):
    """A person has no tie to herself."""

    code: ClassVar[str] = "TIE_TO_ONESELF"
    zh: ClassVar[str] = "关系双方是同一个人。"
    en: ClassVar[str] = "Both ends of the tie are one and the same person."


class TieImpossible(FactRefused):
    """The tie contradicts one on record: nobody is the parent of a parent of hers."""

    code: ClassVar[str] = "TIE_IMPOSSIBLE"
    zh: ClassVar[str] = "与已登记的关系矛盾：双方不可能互为父母。"
    en: ClassVar[str] = "This contradicts a tie on record: two people cannot be each other's parents."


class TieUnfit(FactRefused):
    """A tie is said in one way: by a Chinese word, a kinship, a step of a family tree, or a social tie."""

    code: ClassVar[str] = "TIE_UNFIT"
    zh: ClassVar[str] = "每条关系须且只须填写称谓、亲属关系、直接关系、社会关系中的一项。"
    en: ClassVar[str] = "Say each tie in exactly one way: word, kinship, edge or social."


class WordRefused(FactRefused):
    """A Chinese word for a relation is not known, or means several."""

    code: ClassVar[str] = "WORD_REFUSED"
    zh: ClassVar[str] = "称谓“{word}”无法识别或有多种含义，请改用：{suggestions}。"
    en: ClassVar[str] = "The word “{word}” is not known or means several relations. Use one of: {suggestions}."

    def __init__(self, word: str, suggestions: str) -> None:
        super().__init__(word, suggestions)
        self.word = word[:40]
        self.suggestions = suggestions


class WordContradicts(FactRefused):
    """The word says another sex than the record of the person: 表哥 is a man, 岳父 is said by a man."""

    code: ClassVar[str] = "WORD_CONTRADICTS"
    zh: ClassVar[str] = "称谓“{word}”与登记的性别不符，请核对人员编号和称谓。"
    en: ClassVar[str] = "The word “{word}” does not agree with the sex on record. Check the number and the word."

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word[:40]


class AboutOneThing(FactRefused):
    """The fact is about an organ or about a case or a person: exactly one of those that are offered."""

    code: ClassVar[str] = "ABOUT_ONE_THING"
    zh: ClassVar[str] = "须且只须指明一个对象（单位、案件或人员）。"
    en: ClassVar[str] = "Name exactly one thing that it is about: an organ, a case or a person."


class DayUnfit(FactRefused):
    """A day that this cannot have: in the future for what happened, outside the period for an end."""

    code: ClassVar[str] = "DAY_UNFIT"
    zh: ClassVar[str] = "日期{day}不合适：已发生的事不能在今天之后，结束日须在开始日之后、原结束日之前。"
    en: ClassVar[str] = (
        "The day {day} does not fit: what happened is not after today; an end lies after the start and before the end"
        " on record."
    )

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class WordsUnfit(FactRefused):
    """A text is missing, too long, or holds what nobody can read."""

    code: ClassVar[str] = "WORDS_UNFIT"
    zh: ClassVar[str] = "请填写1到{most}个可读的字。"
    en: ClassVar[str] = "Give a readable text of 1 to {most} characters."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooMuchAtOnce(FactRefused):
    """More ties and interests than one act takes."""

    code: ClassVar[str] = "TOO_MUCH_AT_ONCE"
    zh: ClassVar[str] = "一次最多登记{most}条，请分次登记。"
    en: ClassVar[str] = "One act takes at most {most}; record the rest in another."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NothingGiven(FactRefused):
    """Neither a tie nor an interest was given, nor that there is nothing to declare."""

    code: ClassVar[str] = "NOTHING_GIVEN"
    zh: ClassVar[str] = "请至少填写一条关系或利益；没有的，请申报“无”。"
    en: ClassVar[str] = "Give at least one tie or interest, or declare that there is nothing to declare."


class DeclarationContradicts(FactRefused):
    """Somebody declares that there is nothing, and then something."""

    code: ClassVar[str] = "DECLARATION_CONTRADICTS"
    zh: ClassVar[str] = "既申报“无”，又列出了关系或利益，请更正。"
    en: ClassVar[str] = "It says that there is nothing to declare and lists something. Correct one of the two."


class PolicyUnfit(FactRefused):
    """The document of a policy is no object of the three parts that are known, or too large."""

    code: ClassVar[str] = "POLICY_UNFIT"
    zh: ClassVar[str] = "政策文件只能包含“recusal”“planning”“retention”三部分，且不超过{most}字。"
    en: ClassVar[str] = "A policy has the parts “recusal”, “planning” and “retention”, and at most {most} characters."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class GroundUnknown(FactRefused):
    """The word for the ground of a restriction is not one of the officer's form."""

    code: ClassVar[str] = "GROUND_UNKNOWN"
    zh: ClassVar[str] = "事由无法识别，请按回避审查员专用表格填写。"
    en: ClassVar[str] = "The ground is not known. Write it as on the recusal officer's form."


class GuardedFact(FactRefused):
    """The database's own guard refused the fact."""

    code: ClassVar[str] = "GUARDED_FACT"
    zh: ClassVar[str] = "数据库保护规则“{constraint}”拒绝了该登记，未作任何更改。请核对后重试。"
    en: ClassVar[str] = "The database's guard “{constraint}” refused this; nothing was changed. Check it and try again."

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint

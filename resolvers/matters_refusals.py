"""Why a recusal matter is not opened, not decided, or an act not checked."""

from typing import ClassVar

from terms.recusal import MatterState
from terms.refusals import Refusal

LONGEST_TEXT = 5000
"""Characters of reasons, outcomes and records; ours."""


class MatterRefused(Refusal):
    """What somebody gave cannot make, decide or settle a matter."""


class ReasonsMissing(MatterRefused):
    """Reasons are required (TL25 art. 296), and long ones do not fit."""

    code: ClassVar[str] = "REASONS_MISSING"
    zh: ClassVar[str] = "请填写理由或结果，不超过5000字。"
    en: ClassVar[str] = "Give the reasons or the outcome in words, at most 5000 characters."


class RecordMissing(MatterRefused):
    """An oral application comes without the place of its record."""

    code: ClassVar[str] = "RECORD_MISSING"
    zh: ClassVar[str] = "口头申请须记录在案，请填写记录存放位置（不超过5000字）。"
    en: ClassVar[str] = (
        "An oral application is put on record. Say where the record is kept, in 5000 characters at most."
    )


class ApplicantUnfit(MatterRefused):
    """Whoever is behind the matter cannot begin one of this form."""

    code: ClassVar[str] = "APPLICANT_UNFIT"
    zh: ClassVar[str] = (
        "申请人与提出方式不符：自行回避由本人提出，申请回避由对象或其他有关人员提出，决定回避由组织提出。"
    )
    en: ClassVar[str] = (
        "This applicant cannot begin such a matter: SELF is by the PERSON, APPLICATION by a SUBJECT or somebody "
        "CONCERNED, ORDERED by an ORGAN, INFORMATION by an ORGAN or a THIRD_PARTY."
    )


class NotHerself(MatterRefused):
    """Only the person herself, or an officer for her, asks that she stand aside."""

    code: ClassVar[str] = "NOT_HERSELF"
    zh: ClassVar[str] = "自行回避只能由本人提出，或由县纪委监委、回避审查员代为登记。"
    en: ClassVar[str] = (
        "Only the person herself asks to stand aside; the county commission or the recusal officer may enter it for "
        "her."
    )


class RuleUnknown(MatterRefused):
    """The rule that is alleged does not exist, or is none that anybody could allege."""

    code: ClassVar[str] = "RULE_UNKNOWN"
    zh: ClassVar[str] = "没有可主张的规则“{rule}”。请使用 recusalRules 列出的、针对个人的规则代码。"
    en: ClassVar[str] = "There is no rule “{rule}” to allege. Use the code of a rule about one person in recusalRules."

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule[:80]


class AlreadyOpen(MatterRefused):
    """The same request is pending already."""

    code: ClassVar[str] = "ALREADY_OPEN"
    zh: ClassVar[str] = "相同的回避事项已在待决定中，无需重复提出。"
    en: ClassVar[str] = "The very same request is pending already; there is no need to enter it again."


class DayUnfit(MatterRefused):
    """A day that lies ahead, or before what it follows."""

    code: ClassVar[str] = "DAY_UNFIT"
    zh: ClassVar[str] = "日期不能晚于今天，也不能早于提出日期。"
    en: ClassVar[str] = "The day may not lie ahead, nor before the day on which the matter was received."


class StillBarred(MatterRefused):
    """The matter is refused, but a fresh screening is not clear: the assignment stays suspended."""

    code: ClassVar[str] = "STILL_BARRED"
    zh: ClassVar[str] = "重新审查未获通过，暂停不能解除，事项仍待决定。请先消除或办理仍存在的情形，或决定回避。"
    en: ClassVar[str] = (
        "A fresh screening is not clear, so the assignment stays suspended and the matter open. Settle what still "
        "stands against it first, or decide that she stands aside."
    )


class CheckedAlready(MatterRefused):
    """The act was checked before."""

    code: ClassVar[str] = "CHECKED_ALREADY"
    zh: ClassVar[str] = "该事项已复核，不能重复登记。"
    en: ClassVar[str] = "The act was checked already; what was found then stands."


class MatterClosed(Refusal):
    """The matter is not open any more."""

    code: ClassVar[str] = "MATTER_CLOSED"
    zh: ClassVar[str] = "该回避事项“{state.zh}”，不能再决定。"
    en: ClassVar[str] = "The matter is closed ({state.en}); it is not decided again."

    def __init__(self, state: MatterState) -> None:
        super().__init__(state)
        self.state = state


def reasoned(text: str) -> str:
    """Return the text without blanks around it.

    Raises:
        ReasonsMissing: nothing is left, or too much.
    """
    kept = text.strip()
    if not kept or len(kept) > LONGEST_TEXT:
        raise ReasonsMissing
    return kept

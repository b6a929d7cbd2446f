"""Why something cannot be supposed."""

from typing import ClassVar

from terms.refusals import Refusal


class TooManySuppositions(Refusal):
    """More was supposed at once than one question takes, or nothing."""

    code: ClassVar[str] = "TOO_MANY_SUPPOSITIONS"
    zh: ClassVar[str] = "一次须假设1至{most}项变化。"
    en: ClassVar[str] = "Suppose 1 to {most} changes at once."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class SuppositionImpossible(Refusal):
    """With what is supposed, the problem contradicts itself or the pins cannot be kept."""

    code: ClassVar[str] = "SUPPOSITION_IMPOSSIBLE"
    zh: ClassVar[str] = "所作假设不成立：数值超出范围、自相矛盾，或与固定人选冲突（{what}）。请修改假设。"
    en: ClassVar[str] = (
        "What is supposed cannot be: a number out of its range, a contradiction, or against a pin ({what}). Change it."
    )

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class SuppositionUnfit(Refusal):
    """A period that ends before the proposal."""

    code: ClassVar[str] = "SUPPOSITION_UNFIT"
    zh: ClassVar[str] = "时段须在方案形成之日以后，且不为空。"
    en: ClassVar[str] = "The period must hold a day on or after the day of the proposal."


class LeftAsItIs(Refusal):
    """A question on a case that a repair leaves alone: its problem, and so its plan, do not speak of it."""

    code: ClassVar[str] = "LEFT_AS_IT_IS"
    zh: ClassVar[str] = "补员方案未改动案件{number}，无法据此测算。请以该案号查询补员测算（repairs），查看未配齐原因。"
    en: ClassVar[str] = (
        "The repair leaves case {number} as it is, so nothing follows from its plan. Ask `repairs` for the case: it "
        "says why it cannot be made whole."
    )

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number

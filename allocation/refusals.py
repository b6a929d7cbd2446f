"""What is refused before anything is solved: a problem that contradicts itself."""

from typing import ClassVar

from allocation.document_faults import Fault
from allocation.naming import Named, named
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.refusals import Refusal


class MalformedProblem(Refusal):
    """A document is not an allocation problem of the known format."""

    code: ClassVar[str] = "MALFORMED_PROBLEM"
    zh: ClassVar[str] = "派案问题文件在 {where} 处格式不符：{fault.zh}。"
    en: ClassVar[str] = "The allocation document is malformed at {where}: {fault.en}."

    def __init__(self, *, where: str, fault: Fault) -> None:
        self.where, self.fault = where, fault
        super().__init__(where, fault)


class DuplicateInProblem(Refusal):
    """The same thing is said twice, so that it is open which one holds."""

    code: ClassVar[str] = "DUPLICATE_IN_PROBLEM"
    zh: ClassVar[str] = "派案问题中重复出现{named.zh}。"
    en: ClassVar[str] = "The allocation problem says {named.en} twice."

    def __init__(self, *, what: str, ids: tuple[int | str, ...]) -> None:
        self.what, self.ids = what, ids
        self.named = named(what, *ids)
        super().__init__(what, ids)


class UnknownInProblem(Refusal):
    """A part of the problem refers to a case or a person that is not in it."""

    code: ClassVar[str] = "UNKNOWN_IN_PROBLEM"
    zh: ClassVar[str] = "派案问题的 {where} 指向不存在的{named.zh}。"
    en: ClassVar[str] = "In the allocation problem, {where} refers to {named.en}, which is not in it."

    def __init__(self, *, where: str, what: str, id: int) -> None:  # noqa: A002  (the house calls it id everywhere)
        self.where, self.what, self.id = where, what, id
        self.named = named(what, id)
        super().__init__(where, what, id)


class OutOfRange(Refusal):
    """A number of the problem is outside what it can mean, or beyond what can be solved."""

    code: ClassVar[str] = "OUT_OF_RANGE"
    zh: ClassVar[str] = "{named.zh} 的 {field} 为 {value}，应在 {least} 至 {most} 之间。"
    en: ClassVar[str] = "{field} of {named.en} is {value}, outside {least} to {most}."

    def __init__(self, *, what: str, id: int | None, field: str, value: int, least: int, most: int) -> None:  # noqa: A002
        self.what, self.id, self.field, self.value, self.least, self.most = what, id, field, value, least, most
        self.named = named(what, "" if id is None else id)
        super().__init__(what, id, field, value, least, most)


class NotInSteps(OutOfRange):
    """A share of time of the problem is between the steps in which shares are given."""

    zh: ClassVar[str] = "{named.zh} 的 {field} 为 {value}，应为 {least} 至 {most} 之间 {least} 的倍数。"
    en: ClassVar[str] = "{field} of {named.en} is {value}; it goes from {least} to {most} in steps of {least}."


class NoPlaces(OutOfRange):
    """A case waits for nobody."""

    zh: ClassVar[str] = "{named.zh} 没有岗位（places）。"
    en: ClassVar[str] = "{named.en} has no places."


class NearTieUnfit(Refusal):
    """A near tie is of a good that is not in the order."""

    code: ClassVar[str] = "NEAR_TIE_UNFIT"
    zh: ClassVar[str] = "near_ties 中的 {level} 不在 order 之中。"
    en: ClassVar[str] = "near_ties has {level}, which is not in the order."

    def __init__(self, *, level: Level) -> None:
        self.level = level.value
        super().__init__(level)


class NumbersTooLarge(Refusal):
    """Each number may be, but added up they pass what the solver holds exactly; ``where`` is the level or its words."""

    code: ClassVar[str] = "NUMBERS_TOO_LARGE"
    zh: ClassVar[str] = "派案问题中的数值过大，无法精确求和（{where}）。请减小数值。"
    en: ClassVar[str] = "Numbers of the problem are too large to be added up exactly ({where}); make them smaller."

    def __init__(self, *, where: str) -> None:
        self.where = where
        super().__init__(where)


class OrderUnfit(Refusal):
    """The order of goods does not begin with the staffing of cases."""

    code: ClassVar[str] = "ORDER_UNFIT"
    zh: ClassVar[str] = "目标次序须以“按紧急程度配齐的案件”（URGENCY_STAFFED）为首，而非：{told}。"
    en: ClassVar[str] = "The order of goods must begin with URGENCY_STAFFED; it is: {told}."

    def __init__(self, *, order: tuple[Level, ...]) -> None:
        self.order = order
        self.told = ", ".join(level.value for level in order) or "–"
        super().__init__(order)


class EmptyWindow(Refusal):
    """A window of days ends before it begins."""

    code: ClassVar[str] = "EMPTY_WINDOW"
    zh: ClassVar[str] = "{named.zh} 的时间段（第 {start} 天至第 {end} 天）为空。"
    en: ClassVar[str] = "The window of {named.en} from day {start} to day {end} is empty."

    def __init__(self, *, what: str, id: int, start: int, end: int) -> None:  # noqa: A002
        self.what, self.id, self.start, self.end = what, id, start, end
        self.named = named(what, id)
        super().__init__(what, id, start, end)


class NeedsOfNobody(Refusal):
    """A case has places for reviewers alone, but needs skills or a woman, for which only investigators count."""

    code: ClassVar[str] = "NEEDS_OF_NOBODY"
    zh: ClassVar[str] = "案件 {case} 仅设审理岗位，却要求专长或者女性办案人员，而审理人员不计入。"
    en: ClassVar[str] = (
        "Case {case} has places for reviewers alone, but needs skills or a woman, for which only investigators count."
    )

    def __init__(self, *, case: int) -> None:
        self.case = case
        super().__init__(case)


class PinClosed(Refusal):
    """A person is pinned to a place that is closed to her; ``rules`` says by what."""

    code: ClassVar[str] = "PIN_CLOSED"
    zh: ClassVar[str] = "人员 {person} 不能固定到案件 {case}（{role.zh}）：{told}。"
    en: ClassVar[str] = "Person {person} cannot be pinned to case {case} as {role.en}: {told}."

    def __init__(self, *, case: int, person: int, role: AssignmentRole, rules: tuple[str, ...]) -> None:
        self.case, self.person, self.role, self.rules = case, person, role, rules
        self.told = ", ".join(rules)
        super().__init__(case, person, role, rules)


class TooManyPins(Refusal):
    """More people are pinned to a role of a case than it has places."""

    code: ClassVar[str] = "TOO_MANY_PINS"
    zh: ClassVar[str] = "案件 {case} 的{role.zh}有 {places} 个名额，却固定了 {pins} 人。"
    en: ClassVar[str] = "Case {case} has {places} places for {role.en}, but {pins} people are pinned to it."

    def __init__(self, *, case: int, role: AssignmentRole, places: int, pins: int) -> None:
        self.case, self.role, self.places, self.pins = case, role, places, pins
        super().__init__(case, role, places, pins)


class PinsOverCapacity(Refusal):
    """A person is pinned to cases that take more of her time on one day than she may give."""

    code: ClassVar[str] = "PINS_OVER_CAPACITY"
    zh: ClassVar[str] = "人员 {person} 第 {day} 天固定的工作量为 {effort}%，超过上限 {capacity}%。"
    en: ClassVar[str] = (
        "On day {day}, person {person} is pinned to work of {effort} percent, over her {capacity} percent."
    )

    def __init__(self, *, person: int, day: int, effort: int, capacity: int) -> None:
        self.person, self.day, self.effort, self.capacity = person, day, effort, capacity
        super().__init__(person, day, effort, capacity)


class PinsContradict(Refusal):
    """No plan keeps these pins; leaving out any one of them makes the others possible."""

    code: ClassVar[str] = "PINS_CONTRADICT"
    zh: ClassVar[str] = "以下固定安排不能同时成立：{told.zh}。"
    en: ClassVar[str] = "These pins cannot all be kept: {told.en}."

    def __init__(self, *, pins: tuple[tuple[int, int, AssignmentRole], ...]) -> None:
        self.pins = pins
        self.told = Named(
            "；".join(f"案件 {case} 人员 {person}（{role.zh}）" for case, person, role in pins),
            "; ".join(f"person {person} on case {case} as {role.en}" for case, person, role in pins),
        )
        super().__init__(pins)


class Cancelled(Refusal):
    """Nobody waited any longer before there was any plan that keeps the pins."""

    code: ClassVar[str] = "CANCELLED"
    zh: ClassVar[str] = "计算已被中止，当时尚未找到保留固定安排的方案。"
    en: ClassVar[str] = "It was stopped before any plan that keeps the pins was found."


class LimitReached(Refusal):
    """The solver's limit was reached before it had any plan that keeps the pins."""

    code: ClassVar[str] = "LIMIT_REACHED"
    zh: ClassVar[str] = "在限定计算量 {deterministic_limit} 内未找到保留固定安排的方案，请提高上限。"
    en: ClassVar[str] = "No plan that keeps the pins was found within the limit of {deterministic_limit}; raise it."

    def __init__(self, *, deterministic_limit: float) -> None:
        self.deterministic_limit = deterministic_limit
        super().__init__(deterministic_limit)


class NothingToWaive(Refusal):
    """A rule that is to be waived, as a supposition, does not close the case to the person."""

    code: ClassVar[str] = "NOTHING_TO_WAIVE"
    zh: ClassVar[str] = "人员 {person} 在案件 {case} 上并未因 {rule} 受限，无需豁免。"
    en: ClassVar[str] = "Rule {rule} does not close case {case} to person {person}, so there is nothing to waive."

    def __init__(self, *, case: int, person: int, rule: str) -> None:
        self.case, self.person, self.rule = case, person, rule
        super().__init__(case, person, rule)


class AlreadyStaffed(Refusal):
    """What would staff the case is asked, but the plan gives it a team."""

    code: ClassVar[str] = "ALREADY_STAFFED"
    zh: ClassVar[str] = "案件 {case} 在方案中已配齐人员，无需放宽条件。"
    en: ClassVar[str] = "Case {case} has a team in the plan, so nothing needs to be granted for it."

    def __init__(self, *, case: int) -> None:
        self.case = case
        super().__init__(case)

"""Why an agenda is not put in order."""

from collections.abc import Sequence

from meetings.ordering.obstacles import Obstacle
from meetings.refusals import MeetingRefused


class OrderRefused(MeetingRefused):
    """The agenda cannot be put in order as asked."""


class GivenTwice(OrderRefused):
    """Two items, or two people, have the same number."""

    code = "GIVEN_TWICE"
    zh = "议题或人员编号 {number} 重复。"
    en = "Two items or two people have the number {number}."

    def __init__(self, *, number: int) -> None:
        super().__init__()
        self.number = number


class TooMuchToOrder(OrderRefused):
    """There are more items or people, or more minutes, than one meeting can have."""

    code = "TOO_MUCH_TO_ORDER"
    zh = "一次会议最多{items}项议题、{people}名人员、{minutes}分钟。"
    en = "One meeting has {items} items, {people} people and {minutes} minutes at most."

    def __init__(self, *, items: int, people: int, minutes: int) -> None:
        super().__init__()
        self.items = items
        self.people = people
        self.minutes = minutes


class StrangerNamed(OrderRefused):
    """An item names somebody who does not take part."""

    code = "STRANGER_NAMED"
    zh = "议题 {item} 所列人员 {person} 不是与会人员。"
    en = "Item {item} names person {person}, who does not take part."

    def __init__(self, *, item: int, person: int) -> None:
        super().__init__()
        self.item = item
        self.person = person


class UnknownItem(OrderRefused):
    """An item is named that is not on the agenda."""

    code = "UNKNOWN_ITEM"
    zh = "议程上没有议题 {item}。"
    en = "There is no item {item} on the agenda."

    def __init__(self, *, item: int) -> None:
        super().__init__()
        self.item = item


class NumberUnfit(OrderRefused):
    """A length, a quorum, a position or a weight is outside what it can mean."""

    code = "NUMBER_UNFIT"
    zh = "编号 {id} 的数值为 {value}，应在 {least} 至 {most} 之间（时长、法定人数、位次或权重）。"
    en = "A length, quorum, position or weight of {id} is {value}, outside {least} to {most}."

    def __init__(self, *, id: int, value: int, least: int, most: int) -> None:  # noqa: A002  (the house calls it id)
        super().__init__()
        self.id = id
        self.value = value
        self.least = least
        self.most = most


class StretchUnfit(OrderRefused):
    """A stretch of minutes begins before the meeting, or does not end after it begins."""

    code = "STRETCH_UNFIT"
    zh = "编号 {id} 的时段 {start} 至 {end} 分钟有误：须不早于会议开始，且先始后终。"
    en = "The minutes {start} to {end} of {id} are no stretch of time within the meeting."

    def __init__(self, *, id: int, start: int, end: int) -> None:  # noqa: A002
        super().__init__()
        self.id = id
        self.start = start
        self.end = end


class PositionTaken(OrderRefused):
    """Two items are fixed at the same position."""

    code = "POSITION_TAKEN"
    zh = "第{position}位同时固定了多项议题：{items}。"
    en = "Several items are fixed at position {position}: {items}."

    def __init__(self, *, position: int, items: tuple[int, ...]) -> None:
        super().__init__()
        self.position = position
        self.items = items


class ItemsInCircle(OrderRefused):
    """Items are each to come before the next, in a circle."""

    code = "ITEMS_IN_CIRCLE"
    zh = "议题先后要求互相循环：{items}。"
    en = "These items are each to come before another of them: {items}."

    def __init__(self, *, items: tuple[int, ...]) -> None:
        super().__init__()
        self.items = items


class ItemsImpossible(OrderRefused):
    """Some items cannot take place in any order; ``obstacles`` says which and why."""

    code = "ITEMS_IMPOSSIBLE"
    zh = "以下议题无法进行：{told_zh}。"
    en = "These items cannot take place: {told_en}."

    def __init__(self, *, obstacles: Sequence[Obstacle]) -> None:
        super().__init__()
        self.obstacles = tuple(obstacles)

    def message(self, language: str) -> str:
        """Tell every obstacle."""
        if language == "zh":
            return self.zh.format(told_zh="；".join(obstacle.message("zh") for obstacle in self.obstacles))
        return self.en.format(told_en="; ".join(obstacle.message("en") for obstacle in self.obstacles))


class TimeCrowded(OrderRefused):
    """Items that must all lie within one stretch need more minutes than it has."""

    code = "TIME_CROWDED"
    zh = "第 {start} 至 {end} 分钟须完成的议题共需 {needed} 分钟，超出 {over} 分钟：{items}。"
    en = "Items that must lie between minutes {start} and {end} need {needed} minutes, {over} too many: {items}."

    def __init__(self, *, start: int, end: int, needed: int, items: tuple[int, ...]) -> None:
        super().__init__()
        self.start = start
        self.end = end
        self.needed = needed
        self.over = needed - (end - start)
        self.items = items


class NoOrderFits(OrderRefused):
    """Each item could take place, but no order lets all of them; this is proven."""

    code = "NO_ORDER_FITS"
    zh = "每项议题单独可行，但没有任何次序能同时满足全部要求。"
    en = "Each item could take place, but no order keeps every limit."


class NoOrderFound(OrderRefused):
    """The search ended without an order that keeps every limit; there may be one."""

    code = "NO_ORDER_FOUND"
    zh = "在限定计算量内未找到满足全部要求的次序；可放宽时段、位次或提高计算量。"
    en = "No order that keeps every limit was found; loosen blocks or positions, or let it search longer."

"""What stands against an item, as data and as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from terms.meetings import ItemObstacle

O = ItemObstacle  # noqa: E741  (the table below reads as a table)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why one item cannot take place at all, or not where an order puts it."""

    item: int
    kind: ItemObstacle
    missing: int = 0
    """How many the quorum lacks."""
    person: int | None = None
    """Who is required and barred or away."""
    other: int | None = None
    """The item that must come before it."""

    def message(self, language: str) -> str:
        """Say it in one sentence; ``zh`` or anything else for English."""
        zh, en = SENTENCES[self.kind]
        sentence = zh if language == "zh" else en
        return sentence.format(item=self.item, missing=self.missing, person=self.person, other=self.other)


SENTENCES: Final[Mapping[ItemObstacle, tuple[str, str]]] = MappingProxyType(
    {
        O.QUORUM_SHORT: ("议题 {item} 在场人数差 {missing} 人", "item {item} lacks {missing} people for its quorum"),
        O.REQUIRED_BARRED: (
            "议题 {item} 的必到人员 {person} 须回避该议题",
            "item {item} requires person {person}, who is barred from it",
        ),
        O.REQUIRED_AWAY: (
            "议题 {item} 的必到人员 {person} 不能全程在场",
            "item {item} requires person {person}, who is not there for all of it",
        ),
        O.OUTSIDE_BLOCKS: ("议题 {item} 排不进规定时段", "item {item} does not lie within its blocks of time"),
        O.TIMES_APART: (
            "议题 {item} 的规定时段、必到人员没有共同时间",
            "the blocks and the required people of item {item} have no time in common",
        ),
        O.NO_BEGINNING: (
            "其他议题的时长和先后使议题 {item} 不能在可行时间开始",
            "the lengths and the order of the other items do not let item {item} begin when it could",
        ),
        O.OUT_OF_POSITION: ("议题 {item} 不在固定位次", "item {item} is not at its fixed position"),
        O.TOO_EARLY: (
            "议题 {item} 早于应先议的议题 {other}",
            "item {item} comes before item {other}, which it must follow",
        ),
    }
)

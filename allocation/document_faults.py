"""What can be wrong with a document that should be an allocation problem, in both languages."""

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong, as part of a sentence."""

    zh: str
    en: str


class MalformedError(Exception):
    """A value is not of its kind: where below it, such as ``.pairs[3].role``, and what is wrong there."""

    def __init__(self, fault: Fault, where: str = "") -> None:
        super().__init__(fault, where)
        self.fault, self.where = fault, where

    def within(self, place: str) -> "MalformedError":
        """Return the same fault as seen from one step above."""
        return MalformedError(self.fault, place + self.where)


EMPTY = Fault("文件是空的", "the file is empty")
TOO_DEEP = Fault("括号嵌套过深", "brackets within brackets beyond any such document")
HALF_CHARACTERS = Fault("文字中有不成对的代理字符（\\ud800 一类）", "text with half of a character (such as \\ud800)")
NOT_AN_OBJECT = Fault("应为对象 {…}", "not an object {…}")
NOT_A_LIST = Fault("应为列表 […]", "not a list […]")
NOT_OF_KIND = {
    int: Fault("应为整数", "not a whole number"),
    bool: Fault("应为 true 或 false", "neither true nor false"),
    str: Fault("应为文字", "not a text"),
}


def no_json(line: int, column: int) -> Fault:
    """Say where the text stops being JSON."""
    return Fault(f"不是 JSON：第 {line} 行第 {column} 列", f"no JSON: line {line}, column {column}")


def no_number(text: str) -> Fault:
    """Say which word of other programs is no number of JSON."""
    return Fault(f"{text} 不是 JSON 的数", f"{text} is no number of JSON")


def too_large(text: str) -> Fault:
    """Say which whole number does not go into 64 bits, by its beginning."""
    return Fault(f"整数 {text[:24]}… 超出 64 位", f"the whole number {text[:24]}… does not go into 64 bits")


def twice(name: str) -> Fault:
    """Say which member an object has twice, so that it is open which one holds."""
    return Fault(f"同一对象中两次出现“{name}”", f"an object has “{name}” twice")


def other_format(known: str) -> Fault:
    """Say of which format it is not."""
    return Fault(f"格式不是 {known}", f"not of the format {known}")


def unknown(name: str) -> Fault:
    """Say which member nobody knows."""
    return Fault(f"多出未知的“{name}”", f"unknown {name}")


def missing(names: Iterable[str]) -> Fault:
    """Say which members are not there."""
    told = ", ".join(names)
    return Fault(f"缺少 {told}", f"without {told}")


def not_so_long(length: int) -> Fault:
    """Say how many values there should be."""
    return Fault(f"应有 {length} 个值", f"not {length} long")


def none_of(words: Iterable[str]) -> Fault:
    """Say which words are allowed."""
    told = ", ".join(words)
    return Fault(f"应为下列之一：{told}", f"none of {told}")

"""What a JSON value must look like: small readers that give the value back with its defaults, or say what is wrong.

Where nothing was left out a reader gives back the very value that it was given, as a large record holds millions.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from operator import is_
from typing import Any, Final

Row = dict[str, Any]
Shape = Callable[[Any, str], Any]
"""Takes a value and its place in the document, and returns it with every default filled in."""
Thing = Callable[..., Shape]
"""``thing``, or ``whole_thing``, which knows no defaults."""

REQUIRED: Final = object()
"""Stands where a default would, for a key that must be there."""
LEFT_OUT: Final = object()
"""Stands where a default would, for a key that may be missing and then stays so."""
HIGHEST: Final = 10**30
"""No whole number of a run comes near it."""
LONGEST: Final = 40
"""So much of an unknown key is repeated."""


class UnreadableError(Exception):
    """The record cannot be read, said in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(en)


def _wrong(where: str, zh: str, en: str) -> UnreadableError:
    return UnreadableError(f"运行记录在 {where} 处有误：{zh}。", f"The run record is wrong at {where}: {en}.")


def whole(least: int = -HIGHEST, most: int = HIGHEST, step: int = 1) -> Shape:
    """Return the shape of a whole number from ``least`` to ``most`` in steps."""

    def read(value: Any, where: str) -> Any:
        if type(value) is not int:
            raise _wrong(where, "不是整数", "not a whole number")
        if not least <= value <= most or value % step:
            raise _wrong(where, "数值超出范围", "a number out of its range")
        return value

    return read


def number(value: Any, where: str) -> Any:
    """Read a finite number above 0."""
    if type(value) not in (int, float):
        raise _wrong(where, "不是数字", "not a number")
    if not 0 < value < HIGHEST:
        raise _wrong(where, "数值超出范围", "a number out of its range")
    return value


def truth(value: Any, where: str) -> Any:
    """Read true or false."""
    if type(value) is not bool:
        raise _wrong(where, "不是真假值", "neither true nor false")
    return value


def text(value: Any, where: str) -> Any:
    """Read a text that can be written as UTF-8."""
    if type(value) is not str:
        raise _wrong(where, "不是文字", "not a text")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise _wrong(where, "含有半个字符", "half a character")
    return value


def moment(value: Any, where: str) -> Any:
    """Read a moment with its time zone, in ISO 8601."""
    try:
        read = datetime.fromisoformat(text(value, where))
    except ValueError as error:
        raise _wrong(where, "不是时刻", "not a moment") from error
    if read.tzinfo is None:
        raise _wrong(where, "缺少时区", "a moment without its time zone")
    return read


def word(*words: str) -> Shape:
    """Return the shape of one of the words."""

    def read(value: Any, where: str) -> Any:
        if type(value) is not str or value not in words:
            raise _wrong(where, "不是规定的用词", "none of the known words")
        return value

    return read


def maybe(shape: Shape) -> Shape:
    """Return the shape of a value or null."""
    return lambda value, where: None if value is None else shape(value, where)


def several(shape: Shape, least: int = 0) -> Shape:
    """Return the shape of a list of values that are all alike."""

    def read(value: Any, where: str) -> Any:
        if type(value) is not list:
            raise _wrong(where, "不是列表", "not a list")
        if len(value) < least:
            raise _wrong(where, "列表为空", "an empty list")
        found = [shape(one, f"{where}[{place}]") for place, one in enumerate(value)]
        return value if all(map(is_, found, value)) else found

    return read


def two(first: Shape, second: Shape) -> Shape:
    """Return the shape of a list of two values."""

    def read(value: Any, where: str) -> Any:
        if type(value) is not list or len(value) != 2:  # noqa: PLR2004  (two is the name)
            raise _wrong(where, "不是两项的列表", "not a list of two")
        found = [first(value[0], f"{where}[0]"), second(value[1], f"{where}[1]")]
        return value if all(map(is_, found, value)) else found

    return read


def thing(keys: Mapping[str, Shape], **defaults: Any) -> Shape:
    """Return the shape of an object with these keys; those without a default must be there."""

    def read(value: Any, where: str) -> Any:
        if type(value) is not dict:
            raise _wrong(where, "不是对象", "not an object")
        for key in value:
            if key not in keys:
                raise _wrong(where, f"不认识的键 {ascii(key)[:LONGEST]}", f"unknown key {ascii(key)[:LONGEST]}")
        filled: Row = {}
        for key, shape in keys.items():
            given = value.get(key, defaults.get(key, REQUIRED))
            if given is REQUIRED:
                raise _wrong(where, f"缺少 {key}", f"{key} is missing")
            if given is LEFT_OUT:
                continue
            filled[key] = shape(given, f"{where}.{key}")
        return value if len(filled) == len(value) and all(filled[key] is value[key] for key in filled) else filled

    return read


def whole_thing(keys: Mapping[str, Shape], **_: Any) -> Shape:
    """Return the shape of an object in which each of these keys must be there, whatever its default would be."""
    return thing(keys)


def versions(shapes: Mapping[str, Shape]) -> Shape:
    """Return the shape of an object whose ``format`` says which of these it has."""

    def read(value: Any, where: str) -> Any:
        if type(value) is not dict:
            raise _wrong(where, "不是对象", "not an object")
        named: str = word(*shapes)(value.get("format"), f"{where}.format")
        return shapes[named](value, where)

    return read


def refuse(where: str, zh: str, en: str) -> None:
    """Refuse what has the right shape and still cannot be."""
    raise _wrong(where, zh, en)

"""What one cell says: text as people type it made uniform, yes and no, whole numbers, percentages, lists."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from typing import TypeAlias

from intake.problem_codes import ProblemCode
from intake.problems import CellRefused

CellValue: TypeAlias = str | int | float | bool | datetime | date | time | None
"""What a spreadsheet cell can hold; a formula's error comes as a ``CellFault``."""

LONGEST_TEXT = 2000
LONGEST_NAME = 60

EMPTY_MARKS = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "无", "空", "不详", "暂无", "N/A", "n/a"})

YES = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1"})
NO = frozenset({"否", "无", "没有", "不是", "×", "✗", "✘", "x", "n", "no", "false", "0"})

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAKS = re.compile(r" ?\n ?")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_NO_NAME = re.compile(r"[、：:；;，,。！？!?（）()\[\]【】《》“”/\\|<>=+@#%&*]")
_SEPARATORS = re.compile(r"[、；;，,\n]")


class CellFault(str):
    """The error that a formula left in a cell (``#REF!``), or ``=`` where it left no result at all."""

    __slots__ = ()


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return the text with half-width digits and letters, single spaces, and nothing invisible in it."""
    if text.isascii() and text.isprintable():
        return _BLANKS.sub(" ", text).strip()
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if character in "\n\t" or unicodedata.category(character) not in _DROPPED
    )
    return _AROUND_BREAKS.sub("\n", _BLANKS.sub(" ", kept.translate(_FULL_WIDTH))).strip()


def text_of(value: CellValue) -> str | None:
    """Return the cell as clean text, None when it is blank; whole numbers lose the decimal point Excel gave them."""
    if value is None:
        return None
    if isinstance(value, CellFault):
        raise CellRefused(ProblemCode.FORMULA_WITHOUT_VALUE if value == "=" else ProblemCode.CELL_ERROR)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return clean(str(value)) or None


def read_text(value: CellValue) -> str | None:
    """Return free text."""
    text = text_of(value)
    if text is not None and len(text) > LONGEST_TEXT:
        raise CellRefused(ProblemCode.TEXT_TOO_LONG, str(LONGEST_TEXT), value=text[:20] + "…")
    return text


def read_word(value: CellValue) -> str | None:
    """Return text where a dash or 无 means that there is nothing to say."""
    text = read_text(value)
    return None if text in EMPTY_MARKS else text


def read_name(value: CellValue) -> str | None:
    """Return a name without the spaces that pad two-character names, the dot of transliterated names made uniform."""
    text = read_word(value)
    if text is None:
        return None
    if text.isascii():
        return text.replace("\n", " ")
    return re.sub(r"\s", "", re.sub("[•・‧∙⋅]", "·", text)) or None


def read_person_name(value: CellValue) -> str | None:
    """Return a person's name; remarks, headings and notes that stand in the column of names are refused."""
    name = read_name(value)
    if name is not None and (_NO_NAME.search(name) or len(name) > LONGEST_NAME):
        raise CellRefused(ProblemCode.NAME_NOT_UNDERSTOOD)
    return name


def read_bool(value: CellValue) -> bool | None:
    """Return yes or no as clerks mark it: 是/否, 有/无, √/×, Y/N, 1/0."""
    text = text_of(value)
    if text is None:
        return None
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    if text in EMPTY_MARKS:
        return None
    raise CellRefused(ProblemCode.BOOLEAN_NOT_UNDERSTOOD)


def read_whole(value: CellValue, *, least: int, most: int) -> int | None:
    """Return a whole number between the bounds, both included."""
    text = read_word(value)
    if text is None:
        return None
    text = re.sub("[个人名级]$", "", text)
    if not re.fullmatch(r"-?[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise CellRefused(ProblemCode.NUMBER_NOT_UNDERSTOOD, f"{least}–{most}")
    return int(text)


def read_percent(value: CellValue) -> int | None:
    """Return whole percent from ``50%``, ``50`` or Excel's ``0.5``; a bare 1 is refused, it may be 1% or 100%."""
    text = read_word(value)
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?) ?([%％]?)", text)
    if not match:
        raise CellRefused(ProblemCode.PERCENT_NOT_UNDERSTOOD)
    number = float(match[1])
    if not match[2] and number == 1:
        raise CellRefused(ProblemCode.PERCENT_AMBIGUOUS)
    if not match[2] and 0 < number < 1:
        number = round(number * 100, 6)
    if not number.is_integer() or number > 100:  # noqa: PLR2004  (a hundred percent)
        raise CellRefused(ProblemCode.PERCENT_NOT_UNDERSTOOD)
    return int(number)


def split_list(text: str) -> tuple[str, ...]:
    """Return the items of a list separated by 、；，or line breaks; an item in double quotes may hold any of them."""
    items: list[str] = []
    rest = text
    while rest:
        quoted = re.match(r'\s*"((?:[^"]|"")*)"\s*(?:[、；;，,\n]|$)', rest)
        if quoted:
            items.append(quoted[1].replace('""', '"'))
            rest = rest[quoted.end() :]
            continue
        item, _, rest = _partition(rest)
        items.append(item.strip())
    return tuple(item for item in items if item and item not in EMPTY_MARKS)


def join_list(items: Iterable[str]) -> str:
    """Return what ``split_list`` reads back as the same items."""
    return "；".join(
        '"' + item.replace('"', '""') + '"' if _SEPARATORS.search(item) or item.startswith('"') else item
        for item in items
    )


def _partition(text: str) -> tuple[str, str, str]:
    match = _SEPARATORS.search(text)
    return (text, "", "") if match is None else (text[: match.start()], match[0], text[match.end() :])

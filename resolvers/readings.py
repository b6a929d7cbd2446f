"""How a Chinese name is read aloud: in pinyin without tones, by pypinyin, surnames as surnames."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pypinyin import lazy_pinyin

SURNAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "单": "shan",
        "仇": "qiu",
        "解": "xie",
        "曾": "zeng",
        "区": "ou",
        "查": "zha",
        "盖": "ge",
        "覃": "qin",
        "朴": "piao",
        "翟": "zhai",
        "乐": "yue",
        "召": "shao",
        "员": "yun",
        "种": "chong",
        "秘": "bi",
        "黑": "he",
        "折": "she",
        "缪": "miao",
        "句": "gou",
        "繁": "po",
        "洗": "xian",
    }
)
"""Single-character surnames that are read otherwise as a surname than as a word; ours, from dictionaries."""


@lru_cache(maxsize=1 << 16)
def reading_of(name: str) -> str:
    """Return how a name is read, for example ``wang jian guo``; what is not Chinese stays as it is."""
    syllables = lazy_pinyin(name)
    if syllables and name[0] in SURNAMES and len(syllables) == len(name):
        syllables[0] = SURNAMES[name[0]]
    return " ".join(syllables)

"""What the things of a problem are called in refusals, in both languages."""

from typing import NamedTuple


class Named(NamedTuple):
    """A thing in both languages, with its number where it has one."""

    zh: str
    en: str


CHINESE = {
    "case": "案件",
    "candidate": "人员",
    "person": "人员",
    "organ": "单位",
    "pair": "案件与人员的关系",
    "pin": "固定安排",
    "published seat": "已公布的席位",
    "organ of most_from": "most_from 中的单位",
    "organ of others at home": "others_at_home 中的单位",
    "place": "岗位",
    "need": "专长要求",
    "skill": "专长",
    "person of a kin pair": "亲属关系中的人员",
    "case of a linked pair": "关联案件",
    "level of the order": "order 中的目标",
    "level of near_ties": "near_ties 中的目标",
    "booking of person": "占用时间的人员",
    "pair of person": "关系中的人员",
    "return of person": "返岗的人员",
    "limits": "limits",
}
"""The words by which the check of a problem names things."""


def named(what: str, *numbers: int | str) -> Named:
    """Return the name of a thing with its numbers, those that are empty left out."""
    told = ", ".join(str(number) for number in numbers if number != "")
    return Named(f"{CHINESE[what]} {told}".rstrip(), f"{what} {told}".rstrip())

"""Invented names: a surname and a given name of two characters, drawn from lists; nobody real is meant."""

from random import Random

from terms.people import Gender

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
)
"""One character each, the common ones first."""

FIRST = "承维景兆育绍润砚云书知闻清予思念亦初若望嘉怀修庭远植秉穆泽简"
MEN = "禾岭川柏岩屿峤樵衡砺渡帆畴野牧弦策钧"
WOMEN = "棠苓芷蘅苒芃瑶筠絮荻蕴槿溪沅笙露岚菱"
"""Second characters of given names by gender."""


def surname(chance: Random) -> str:
    """Draw a surname; those at the head of the list are the more frequent."""
    place = min(chance.randrange(len(SURNAMES)), chance.randrange(len(SURNAMES)))
    return SURNAMES[place]


def given_name(chance: Random, gender: Gender) -> str:
    """Draw a given name of two characters."""
    return chance.choice(FIRST) + chance.choice(MEN if gender is Gender.MALE else WOMEN)

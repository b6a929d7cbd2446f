"""The laws and rules that recusal rests on, each text with the days on which it was in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from terms.periods import ALWAYS, Period

_AMENDED = date(2025, 6, 1)


@dataclass(frozen=True, slots=True)
class Law:
    """One version of one instrument."""

    key: str
    """The short name that the project uses for it, for example ``JCF24``."""
    zh: str
    en: str
    version: str
    """Day of the text, its announcement or its year, as it is cited."""
    in_force: Period


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a law."""

    law: Law
    article: str

    def in_force(self, on: date) -> bool:
        """Tell whether the text was in force on a day."""
        return on in self.law.in_force


JCF18 = Law("JCF18", "中华人民共和国监察法", "Supervision Law", "2018-03-20", Period(date(2018, 3, 20), _AMENDED))
JCF24 = Law("JCF24", "中华人民共和国监察法", "Supervision Law", "2024-12-25", Period(_AMENDED, None))
TL25 = Law("TL25", "监察法实施条例", "Regulations for the Supervision Law", "2025-04-27", Period(_AMENDED, None))
JCG21 = Law("JCG21", "监察官法", "Supervisors Law", "2021-08-20", Period(date(2022, 1, 1), None))
GWY18 = Law("GWY18", "公务员法", "Civil Servants Law", "2018-12-29", Period(date(2019, 6, 1), None))
MFD = Law("MFD", "民法典", "Civil Code", "2020-05-28", Period(date(2021, 1, 1), None))
GZ19 = Law(
    "GZ19",
    "中国共产党纪律检查机关监督执纪工作规则",
    "Rules for the work of discipline inspection organs",
    "2019",
    Period(date(2019, 1, 1), None),
)
JJ20 = Law(
    "JJ20",
    "纪检监察机关处理检举控告工作规则",
    "Rules for handling reports and accusations",
    "2020-01-21",
    Period(date(2020, 1, 21), None),
)
CF22 = Law(
    "CF22",
    "中国共产党处分违纪党员批准权限和程序规定",
    "Provisions on approving Party sanctions",
    "2022-09-22",
    Period(date(2022, 9, 22), None),
)
ZWCF20 = Law(
    "ZWCF20", "公职人员政务处分法", "Administrative Discipline Law", "2020-06-20", Period(date(2020, 7, 1), None)
)
AJ94 = Law("AJ94", "案件检查工作条例", "Regulations on case inspection", "1994", Period(date(1994, 1, 1), None))
FY18 = Law("FY18", "阜阳市回避规定", "Fuyang provisions on recusal", "2018", Period(date(2018, 1, 1), None))
BH19 = Law("BH19", "北航纪检监察回避办法", "Beihang measures on recusal", "2019", Period(date(2019, 1, 1), None))
FJ17 = Law("FJ17", "福建借调规定", "Fujian provisions on secondment", "2017", Period(date(2017, 1, 1), None))
QW = Law("QW", "某区人才库管理办法", "A district's measures for its talent pool", "undated", ALWAYS)
OWN = Law("OWN", "本项目建议", "This project's own judgement", "2026", ALWAYS)
"""No source in law: policy that a county should look at."""

LAWS: Mapping[str, Law] = MappingProxyType(
    {
        law.key: law
        for law in (JCF18, JCF24, TL25, JCG21, GWY18, MFD, GZ19, JJ20, CF22, ZWCF20, AJ94, FY18, BH19, FJ17, QW, OWN)
    }
)

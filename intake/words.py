"""How sheets word the terms of the house: every term's own Chinese, English and code, and what clerks write instead."""

import difflib
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypeVar

from intake.cells import CellValue, read_word
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused
from terms.cases import (
    AssignmentRole,
    AuthorisationKind,
    CaseGrade,
    CaseStatus,
    ClueSource,
    Mode,
    PartyRole,
    Urgency,
)
from terms.organs import ManagementLevel, OrganKind, SuccessionKind
from terms.people import AbsenceKind, Gender, MembershipKind, Rank, Skill
from terms.term import Term
from terms.ties import FactOrigin, InterestKind

AnyTerm = TypeVar("AnyTerm", bound=Term)

_SYNONYMS: dict[type[Term], dict[str, str]] = {
    Gender: {
        "FEMALE": "女性 女士",
        "MALE": "男性 男士",
    },
    OrganKind: {
        "COUNTY_COMMISSION": "县纪委 县监委 县纪委监察委员会 区纪委监委 市纪委监委",
        "COMMISSION_OFFICE": "室 内设机构 纪委监委室 纪检监察室 审查调查室 监督检查室 审理室",
        "TOWNSHIP": "乡镇 街道 乡 镇 乡镇街道 街道办 街道办事处 办事处",
        "TOWNSHIP_COMMISSION": "乡纪委 镇纪委 街道纪工委 纪工委 乡镇纪委监察办 乡镇街道纪委 派出监察办公室",
        "RESIDENT_GROUP": "派驻组 派驻纪检组 纪检组 纪检监察组",
        "BUREAU": "县直部门 县直机关 县直 局 委办局 部门",
        "SECOND_LEVEL": "下属单位 事业单位 直属单位 二级单位",
        "STATION": "站 所 乡镇站所 七站八所",
        "VILLAGE": "村 社区 行政村 居委会 村委会 村民委员会",
        "ENTERPRISE": "公司 国有企业 国企 民营企业",
        "OTHER": "其他 其它 其它单位",
    },
    SuccessionKind: {
        "RENAMED": "改名 名称变更",
        "MERGED": "并入 合并组建 撤并 撤乡并镇",
    },
    ManagementLevel: {
        "COUNTY": "县管 县管领导干部 区管干部 市管干部 科级干部",
        "TOWNSHIP": "乡镇管理 乡管干部 镇管干部 单位管理 一般干部 乡镇干部",
        "VILLAGE": "村 村级 村管 村两委干部 村组干部",
    },
    MembershipKind: {
        "ESTABLISHMENT": "在编 行政编 行政编制 事业编 事业编制 正式 正式在编",
        "SECONDMENT": "抽调 借用 借调人员",
        "TEMPORARY_POST": "挂职锻炼",
        "RESIDENT": "派驻人员",
        "PART_TIME": "兼任",
    },
    Rank: {
        "COUNTY_HEAD": "正县级 正处级 县处级正职领导",
        "COUNTY_DEPUTY": "副县级 副处级",
        "SECTION_HEAD": "正科 正科级 乡科级正职领导",
        "SECTION_DEPUTY": "副科 副科级 乡科级副职领导",
    },
    Skill: {
        "INTERVIEW": "谈话 谈话能手 审讯 突破",
        "RECORDS": "笔录制作 制作笔录 记录",
        "ACCOUNTS": "查账 凭证账簿 查阅账簿 查阅凭证 看账",
        "REPORTS": "文字 写作 文字材料 报告 文字能力",
        "LAW": "法律 法律政策 政策法规",
        "AUDIT": "审计 财务 财务审计",
        "WORKS": "工程 招投标 工程建设",
        "PETITIONS": "信访 接访 信访接访",
        "E_DATA": "电子取证 数据分析 电子数据取证 大数据",
        "REVIEW": "审理",
    },
    AbsenceKind: {
        "LEAVE": "休假 事假 病假 产假 年休假 婚假 探亲假 公休",
        "TRAINING": "学习 参加培训 脱产学习",
        "HOME_DUTY": "本职工作 单位工作 值班",
        "LENT": "借调 外借 抽调在外 借调外单位",
        "OTHER": "其它",
    },
    InterestKind: {
        "SHARES": "股份 入股 参股 股权",
        "CONTRACT": "合同 业务往来 供货 承包",
        "LOAN": "借款 贷款 借贷往来",
        "TENANCY": "租房 租用 出租",
        "LAND": "土地 补偿 征地补偿 土地补偿",
        "LITIGATION": "官司 诉讼纠纷",
        "OTHER": "其他 其它",
    },
    FactOrigin: {
        "DECLARED": "申报 自报 个人申报 本人填报",
        "ASSERTED": "反映 他人提供",
        "REGISTERED": "登记 档案 组织掌握 组织人事登记",
    },
    Mode: {
        "SELF": "自行办理 本级自办",
        "ASSIST": "协作 协助办理 协作办案",
        "JOINT": "联合办案 联合办理",
        "CROSS": "交叉 交叉办理",
        "OFFSITE": "异地 异地办理",
        "ELEVATED": "提级 提级办案 提级管辖",
        "LINKED": "联动 室组地",
    },
    Urgency: {
        "URGENT": "特急 加急 急",
        "HIGH": "较紧急",
        "NORMAL": "正常 普通 不急",
        "LOW": "缓 可缓办",
    },
    CaseGrade: {
        "ORDINARY": "一般案件 普通 简单",
        "COMPLEX": "重大 复杂 疑难 重大案件 复杂案件 重大复杂 重大疑难复杂",
    },
    CaseStatus: {
        "RECEIVED": "受理",
        "REGISTERED": "登记 待办 待分派",
        "PRELIM_VERIFICATION": "初核 初核中",
        "FILED": "已立案",
        "INVESTIGATING": "调查中 在查 审查调查中 在办",
        "IN_REVIEW": "审理 审理中",
        "CLOSED_NO_CASE": "了结",
        "DECIDED": "已处分 已作出决定",
        "ARCHIVED": "已归档 办结 已办结 结案 已结案",
    },
    ClueSource: {
        "PETITION": "信访 举报 群众举报 来信来访",
        "INSPECTION": "巡察 巡察发现 巡视移交",
        "SUPERVISION": "监督检查 日常监督",
        "ASSIGNED": "交办 上级转办 上级移交",
        "AUDIT": "审计 审计发现",
        "OTHER": "其它",
    },
    AuthorisationKind: {
        "CALL_UP": "调用 抽调决定 调用函",
        "DESIGNATED_JURISDICTION": "指定管辖",
        "ELEVATION": "提级 提级决定",
        "MATTER_AUTHORISATION": "一事一授权 授权书 授权",
    },
    PartyRole: {
        "SUBJECT": "被调查人 被审查人 被反映人 审查调查对象 涉案人 对象 被核查人",
        "CO_SUBJECT": "同案人员 共同涉案人",
        "WITNESS": "证人 知情人",
        "INTERESTED": "利害关系单位 利害关系人单位 涉案单位",
        "VICTIM": "被害人",
    },
    AssignmentRole: {
        "MEMBER": "成员",
    },
}
"""By code within its vocabulary: members of two vocabularies with one code are equal and would share a key."""

_INFORMANTS = (
    "检举人 举报人 控告人 检举控告人 检举者 举报者 信访人 上访人 反映人 来信人 来访人 实名举报人 匿名举报人 线索提供人 "
    "informant whistleblower whistle-blower complainant petitioner accuser"
)
INFORMANT_WORDS = frozenset(_INFORMANTS.split())


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return the text as words are compared: no spaces, half-width brackets, one case."""
    return "".join(text.split()).translate(str.maketrans("（）：", "():")).casefold()


def is_informant_word(text: str) -> bool:
    """Tell whether the word stands for somebody who informed; such people are sealed facts."""
    return folded(text) in INFORMANT_WORDS


@cache
def _lexicon(vocabulary: type[Term]) -> dict[str, Term]:
    words: dict[str, Term] = {}
    synonyms = _SYNONYMS.get(vocabulary, {})
    for term in vocabulary:
        for word in (*synonyms.get(term.value, "").split(), term.zh, term.en, term.value):
            words[folded(word)] = term
    return words


def read_term(vocabulary: type[AnyTerm], value: CellValue) -> AnyTerm | None:
    """Return the term that the cell words, by the house's own terms or by a synonym of the same meaning."""
    text = read_word(value)
    if text is None:
        return None
    term = _lexicon(vocabulary).get(folded(text))
    if term is None:
        raise CellRefused(ProblemCode.WORD_UNKNOWN, "、".join(each.zh for each in vocabulary))
    return vocabulary[term.value]


def nearest(word: str, words: Iterable[str], *, count: int = 3) -> tuple[str, ...]:
    """Return the known words nearest to this one, best first; names that contain it or are contained in it go first."""
    known = list(dict.fromkeys(words))
    inside = [each for each in known if len(word) > 1 and len(each) > 1 and (word in each or each in word)]
    inside.sort(key=lambda each: (abs(len(each) - len(word)), each))
    close = difflib.get_close_matches(word, known, n=count, cutoff=0.5) if len(known) <= 20000 else []  # noqa: PLR2004
    return tuple(dict.fromkeys([*inside[:count], *close]))[:count]

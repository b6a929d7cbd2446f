"""People, their posts and the talent pool."""

from typing import Final

from terms.term import Term


class Gender(Term):
    """Needed where the law asks for officers of one sex (TL25 art. 144)."""

    FEMALE = "FEMALE", "女", "female"
    MALE = "MALE", "男", "male"


class MembershipKind(Term):
    """On what footing a person belongs to an organ."""

    ESTABLISHMENT = "ESTABLISHMENT", "编制", "on the establishment"
    SECONDMENT = "SECONDMENT", "借调", "seconded"
    TEMPORARY_POST = "TEMPORARY_POST", "挂职", "in a temporary post"
    RESIDENT = "RESIDENT", "派驻", "resident"
    PART_TIME = "PART_TIME", "兼职", "part-time"


class Rank(Term):
    """The level of a leading post or the grade beside it (GWY18 art. 18 and 19), as far as a county has them."""

    COUNTY_HEAD = "COUNTY_HEAD", "县处级正职", "head at county level"
    COUNTY_DEPUTY = "COUNTY_DEPUTY", "县处级副职", "deputy at county level"
    SECTION_HEAD = "SECTION_HEAD", "乡科级正职", "head at township or section level"
    SECTION_DEPUTY = "SECTION_DEPUTY", "乡科级副职", "deputy at township or section level"
    CONSULTANT_1 = "CONSULTANT_1", "一级调研员", "first-grade consultant"
    CONSULTANT_2 = "CONSULTANT_2", "二级调研员", "second-grade consultant"
    CONSULTANT_3 = "CONSULTANT_3", "三级调研员", "third-grade consultant"
    CONSULTANT_4 = "CONSULTANT_4", "四级调研员", "fourth-grade consultant"
    PRINCIPAL_STAFF_1 = "PRINCIPAL_STAFF_1", "一级主任科员", "first-grade principal staff member"
    PRINCIPAL_STAFF_2 = "PRINCIPAL_STAFF_2", "二级主任科员", "second-grade principal staff member"
    PRINCIPAL_STAFF_3 = "PRINCIPAL_STAFF_3", "三级主任科员", "third-grade principal staff member"
    PRINCIPAL_STAFF_4 = "PRINCIPAL_STAFF_4", "四级主任科员", "fourth-grade principal staff member"
    STAFF_1 = "STAFF_1", "一级科员", "first-grade staff member"
    STAFF_2 = "STAFF_2", "二级科员", "second-grade staff member"

    @property
    def step(self) -> int:
        """Return the level, 1 to 5, by which leaders are compared: a grade counts as the post beside it."""
        return STEPS[self]


STEPS: Final[dict[Rank, int]] = {
    Rank.STAFF_2: 1,
    Rank.STAFF_1: 1,
    Rank.PRINCIPAL_STAFF_4: 2,
    Rank.PRINCIPAL_STAFF_3: 2,
    Rank.SECTION_DEPUTY: 2,
    Rank.PRINCIPAL_STAFF_2: 3,
    Rank.PRINCIPAL_STAFF_1: 3,
    Rank.SECTION_HEAD: 3,
    Rank.CONSULTANT_4: 4,
    Rank.CONSULTANT_3: 4,
    Rank.COUNTY_DEPUTY: 4,
    Rank.CONSULTANT_2: 5,
    Rank.CONSULTANT_1: 5,
    Rank.COUNTY_HEAD: 5,
}
"""The level of each rank: staff members, deputies and heads of sections, deputies and heads at county level."""


POST_OF_STEP: Final[dict[int, Rank]] = {
    1: Rank.STAFF_2,
    2: Rank.SECTION_DEPUTY,
    3: Rank.SECTION_HEAD,
    4: Rank.COUNTY_DEPUTY,
    5: Rank.COUNTY_HEAD,
}
"""The rank by which a level is named."""


class Skill(Term):
    """What a pool member is asked for."""

    INTERVIEW = "INTERVIEW", "谈话突破", "interviews"
    RECORDS = "RECORDS", "笔录", "written records"
    ACCOUNTS = "ACCOUNTS", "查阅凭证账簿", "vouchers and accounts"
    REPORTS = "REPORTS", "文字报告", "report writing"
    LAW = "LAW", "政策法律", "policy and law"
    AUDIT = "AUDIT", "审计财务", "audit and finance"
    WORKS = "WORKS", "工程招投标", "works and tendering"
    PETITIONS = "PETITIONS", "信访接谈", "petition talks"
    E_DATA = "E_DATA", "电子数据", "electronic data"
    REVIEW = "REVIEW", "案件审理", "case review"


class AbsenceKind(Term):
    """Why a person cannot be drawn in a period."""

    LEAVE = "LEAVE", "请假", "leave"
    TRAINING = "TRAINING", "培训", "training"
    HOME_DUTY = "HOME_DUTY", "本单位工作", "duty at the home organ"
    LENT = "LENT", "借调在外", "lent elsewhere"
    OTHER = "OTHER", "其他", "other"
    """Without a reason that may be told: private, so its days are shown to nobody (``is_private``)."""


WHOLE: Final = 100
"""Percent of working time: an absence of so much keeps somebody off cases, one of less leaves the rest of her time."""
STEP: Final = 5
"""Percent: capacities and shares of working time count in such steps; ours."""


class AppraisalResult(Term):
    """The yearly or per-job appraisal (鉴定) of a pool member."""

    EXCELLENT = "EXCELLENT", "优秀", "excellent"
    COMPETENT = "COMPETENT", "称职", "competent"
    BASIC = "BASIC", "基本称职", "basically competent"
    INCOMPETENT = "INCOMPETENT", "不称职", "incompetent"

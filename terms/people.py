"""People, their posts and the talent pool."""

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
    OTHER = "OTHER", "其他", "other"
    """Without a reason that may be told: private, so its days are shown to nobody (``is_private``)."""


class AppraisalResult(Term):
    """The yearly or per-job appraisal (鉴定) of a pool member."""

    EXCELLENT = "EXCELLENT", "优秀", "excellent"
    COMPETENT = "COMPETENT", "称职", "competent"
    BASIC = "BASIC", "基本称职", "basically competent"
    INCOMPETENT = "INCOMPETENT", "不称职", "incompetent"

"""What a recusal rule can say."""

from terms.term import Term


class Severity(Term):
    """How far a finding goes."""

    HARD = "HARD", "绝对回避", "hard bar, no waiver"
    ABSOLUTE = "ABSOLUTE", "政策禁止", "barred by policy; only the county principal, in writing"
    WAIVABLE = "WAIVABLE", "可批准", "barred until the competent decider waives it"
    SOFT = "SOFT", "酌情", "counts against, does not bar"
    ELIGIBILITY = "ELIGIBILITY", "资格条件", "a requirement is not met"


class Verdict(Term):
    """The answer of a screening; UNKNOWN is never a pass."""

    CLEAR = "CLEAR", "无冲突", "clear"
    CONFLICT = "CONFLICT", "有冲突", "conflict"
    UNKNOWN = "UNKNOWN", "不明", "unknown: a human must settle it"


class Purpose(Term):
    """What somebody is looked at for; requirements of the talent pool are asked of assignments only."""

    ASSIGNMENT = "ASSIGNMENT", "办案", "to work on the case"
    SUPPORT = (
        "SUPPORT",
        "看护、鉴定、专家等辅助",
        "to guard, appraise, advise or interpret in it (TL25 art. 295)",
    )
    DELEGATED_TALK = "DELEGATED_TALK", "受托谈话", "to hold a talk that was delegated (TL25 arts 79, 206)"
    MEETING = "MEETING", "参加会议", "to sit in a meeting that deals with it"
    DECISION = "DECISION", "审批决定", "to decide in it (TL25 art. 296)"


class MatterForm(Term):
    """How a recusal matter began (TL25 art. 295, GWY18 art. 77)."""

    SELF = "SELF", "自行回避", "the person asked to stand aside"
    APPLICATION = "APPLICATION", "申请回避", "somebody concerned asked for it"
    ORDERED = "ORDERED", "决定回避", "the organ ordered it of its own accord"
    INFORMATION = "INFORMATION", "他人提供情况", "a third party gave information, which obliges a check"
    CAME_TO_LIGHT = "CAME_TO_LIGHT", "审查发现", "the service found it when facts changed"


class Applicant(Term):
    """Who stands behind a matter; who informed is never told apart from others concerned."""

    PERSON = "PERSON", "本人", "the person herself"
    SUBJECT = "SUBJECT", "被审查调查人", "a subject of the case"
    CONCERNED = "CONCERNED", "其他有关人员", "somebody else concerned"
    ORGAN = "ORGAN", "组织", "an organ"
    THIRD_PARTY = "THIRD_PARTY", "其他人员", "a third party"
    SERVICE = "SERVICE", "系统", "this service"


class Medium(Term):
    """How an application was made; an oral one needs a record (TL25 art. 296)."""

    WRITTEN = "WRITTEN", "书面", "in writing"
    ORAL = "ORAL", "口头", "orally, with a record"


class MatterState(Term):
    """Where a recusal matter stands."""

    OPEN = "OPEN", "待决定", "to be decided"
    RECUSED = "RECUSED", "决定回避", "decided: she stands aside"
    REFUSED = "REFUSED", "决定不回避", "decided: no ground to stand aside"
    LIFTED = "LIFTED", "已消除", "the facts that raised it were withdrawn, or the ground was waived or dismissed"


class MatterDecision(Term):
    """What the competent decider may say."""

    RECUSE = "RECUSE", "回避", "she stands aside"
    REFUSE = "REFUSE", "不回避", "no ground to stand aside"


class DecisionLevel(Term):
    """On which rung of the ladder a decision is taken."""

    UNIT = "UNIT", "本机关", "the person's own organ"
    COUNTY = "COUNTY", "县纪委监委", "the county commission"
    CITY = "CITY", "市纪委监委", "the city commission"


class SkippedBecause(Term):
    """Why a decider is passed over (R38)."""

    IS_THE_PERSON = "IS_THE_PERSON", "系当事人本人", "is the person decided on"
    CONFLICTED = "CONFLICTED", "本人须回避", "would have to stand aside himself"
    NOT_ON_RECORD = "NOT_ON_RECORD", "未登记主要负责人", "no principal is on record"


class ActToCheck(Term):
    """What somebody did while a tie already held, to be checked again by others."""

    SERVED = "SERVED", "参与办案", "worked on the case"
    STEP = "STEP", "案件环节", "a step of the case fell in her time"
    MEETING = "MEETING", "参加会议", "sat in a meeting that dealt with it"
    DECIDED = "DECIDED", "审批决定", "decided in it"


class IdentityVerdict(Term):
    """What a human said of two records with similar names; the service never links them by itself."""

    SAME = "SAME", "同一人", "one and the same person"
    DIFFERENT = "DIFFERENT", "非同一人", "two different people"

"""The rules beside those of bias: requirements, sealed grounds, teams, and what other rooms ask."""

from recusal.rule import Rule, Scope, cite
from recusal.rules import authority, loans, parties, reciprocity, rings, standing

REQUIREMENT_RULES: tuple[Rule, ...] = (
    Rule(
        "R25",
        "提前介入审理人员不参与调查",
        "who reviewed early stays a reviewer",
        Scope.REQUIREMENT,
        cite(GZ19="55(2)"),
        (parties.early_review,),
    ),
    Rule(
        "R32",
        "组长、审理人员资格",
        "qualified to lead or to review",
        Scope.REQUIREMENT,
        cite(QW="3", TL25="222"),
        (standing.qualified_for_role,),
    ),
    Rule(
        "R35",
        "管辖权",
        "the handling organ has authority",
        Scope.REQUIREMENT,
        cite(JCF24="16-17", TL25="48-53", CF22="3"),
        (authority.has_jurisdiction,),
    ),
    Rule(
        "R36",
        "授权文书",
        "authorisation on file",
        Scope.REQUIREMENT,
        cite(TL25="11, 51, 213"),
        (authority.authorised,),
    ),
    Rule(
        "R39",
        "互查禁止",
        "two organs do not handle each other's cases",
        Scope.REQUIREMENT,
        cite(OWN="R39"),
        (reciprocity.reciprocity,),
    ),
    Rule("R40", "循环互查", "no three organs in a ring", Scope.REQUIREMENT, cite(OWN="R40"), (rings.ring,)),
    Rule(
        "R41",
        "固定对口",
        "the same pair of organs too often",
        Scope.REQUIREMENT,
        cite(OWN="R41"),
        (rings.pair_fatigue,),
    ),
    Rule(
        "R42", "异地须跨区", "off-site means another zone", Scope.REQUIREMENT, cite(OWN="R42"), (authority.other_zone,)
    ),
    Rule(
        "R45",
        "派出单位同意",
        "released by the home unit",
        Scope.REQUIREMENT,
        cite(QW="1", TL25="11"),
        (loans.unit_consent,),
    ),
    Rule(
        "R46",
        "一案一借、借调时长",
        "limits of being lent",
        Scope.REQUIREMENT,
        cite(FJ17="loan limits", GZ19="66"),
        (loans.loan_limit,),
    ),
    Rule(
        "R48",
        "在库有效",
        "active in the talent pool",
        Scope.REQUIREMENT,
        cite(OWN="R48"),
        (standing.active_in_pool,),
    ),
    Rule(
        "R50",
        "离任未满期限",
        "left the service too recently",
        Scope.REQUIREMENT,
        cite(JCF24="68", TL25="300-301"),
        (loans.cooling_off,),
    ),
)

SEALED_RULES: tuple[Rule, ...] = (
    Rule(
        "R03",
        "与检举人近亲属",
        "near relative of the informant",
        Scope.SEALED,
        cite(JCF18="58(1)", JCF24="67(1)", JCG21="47", JJ20="47", TL25="325"),
    ),
    Rule("R04", "本人为检举人", "is the informant", Scope.SEALED, cite(AJ94="8(2)")),
    Rule(
        "R09",
        "与检举人有三代以内旁系血亲、近姻亲关系",
        "extended kin of the informant",
        Scope.SEALED,
        cite(FY18="kin clause", JCF18="58(4)", JCF24="67(4)"),
    ),
    Rule("R49", "本人被反映、处分影响期", "under a hold", Scope.SEALED, cite(OWN="R49")),
)

TEAM_RULES: tuple[Rule, ...] = (
    Rule(
        "R30",
        "两人以上",
        "at least two qualified",
        Scope.TEAM,
        cite(JCF24="44", TL25="77, 90, 94, 136, 144, 150, 214, 222"),
    ),
    Rule("R31", "搜查女性身体由女性进行", "a woman on the team", Scope.TEAM, cite(TL25="144")),
    Rule("R33", "安全员", "a named safety officer", Scope.TEAM, cite(TL25="317", GZ19="70")),
    Rule("R34", "技能覆盖", "the needed skills are on the team", Scope.TEAM, cite(OWN="R34")),
)

OTHER_RULES: tuple[Rule, ...] = (
    Rule("R38", "决定人回避", "who decides is not conflicted", Scope.DECISION, cite(TL25="296", ZWCF20="48")),
    Rule("R43", "办案负荷", "workload cap", Scope.ALLOCATION, cite(OWN="R43")),
    Rule("R44", "保留值守", "somebody stays at home", Scope.ALLOCATION, cite(QW="1")),
    Rule("R47", "不得点名", "nobody is asked for by name", Scope.ALLOCATION, cite(FJ17="no named persons")),
    Rule(
        "R51",
        "场所回避",
        "venues that do not belong to the subject's side",
        Scope.VENUE,
        cite(TL25="181(3), 295"),
    ),
    Rule("R53", "不得接触本人及近亲属档案", "no file of one's own or of kin", Scope.FILES, cite(OWN="R53")),
)

"""The rules in force, in order, as data."""

from collections.abc import Mapping
from types import MappingProxyType

from recusal.rule import Rule, Scope, cite
from recusal.rules import authority, chains, interests, kin, parties, reciprocity, sealed, standing, workplaces

_PAIR_RULES = (
    Rule("R01", "本人为当事人", "is the reported person", Scope.PAIR, cite(JJ20="48(1)"), (parties.self_party,)),
    Rule(
        "R02",
        "与监察对象近亲属",
        "near relative of a subject",
        Scope.PAIR,
        cite(JCF18="58(1)", JCF24="67(1)", JCG21="47", TL25="295, 325", MFD="1072, 1111"),
        (kin.near_kin_of_subject,),
    ),
    Rule(
        sealed.RESTRICTED,
        "须回避，原因不公开",
        "barred on a ground that is not disclosed",
        Scope.PAIR,
        cite(JCF18="58", JCF24="67", JCG21="47", TL25="295, 299", JJ20="47"),
        (sealed.restricted,),
    ),
    Rule("R05", "本案证人", "witness in the case", Scope.PAIR, cite(JCF18="58(2)", JCF24="67(2)"), (parties.witness,)),
    Rule(
        "R06",
        "本人利害关系",
        "own interest",
        Scope.PAIR,
        cite(JCF18="58(3)", JCF24="67(3)"),
        (interests.own_interest,),
    ),
    Rule(
        "R07",
        "近亲属利害关系",
        "near relative's interest",
        Scope.PAIR,
        cite(JCF18="58(3)", JCF24="67(3)", TL25="325"),
        (interests.near_kins_interest,),
    ),
    Rule(
        "R08",
        "与对象有三代以内旁系血亲、近姻亲关系",
        "extended kin of a subject",
        Scope.PAIR,
        cite(GWY18="74, 76(2)", FY18="kin clause"),
        (kin.extended_kin_of_subject,),
    ),
    Rule(
        "R10",
        "与证人或利害关系人有关系",
        "tie to a witness or an interested person",
        Scope.PAIR,
        cite(FY18="(3)", JCF18="58(4)", JCF24="67(4)"),
        (kin.tie_to_witness,),
    ),
    Rule(
        "R11",
        "现同单位",
        "now in the subject's unit",
        Scope.PAIR,
        cite(JCF18="58(4)", JCF24="67(4)", OWN="modes"),
        (workplaces.same_unit_now,),
    ),
    Rule(
        "R12",
        "上下级单位",
        "in a unit above or below the subject's",
        Scope.PAIR,
        cite(JCF18="58(4)", JCF24="67(4)", OWN="modes"),
        (workplaces.unit_subtree,),
    ),
    Rule(
        "R13",
        "曾在该单位任职",
        "used to serve in the subject's unit",
        Scope.PAIR,
        cite(BH19="3(一)2"),
        (workplaces.past_unit,),
    ),
    Rule(
        "R14",
        "上下级关系",
        "leader and subordinate",
        Scope.PAIR,
        cite(BH19="3(二)3", JCF18="58(4)", JCF24="67(4)"),
        (chains.superior,),
    ),
    Rule(
        "R16",
        "派驻组与驻在单位",
        "resident group and its host",
        Scope.PAIR,
        cite(TL25="13", OWN="modes"),
        (workplaces.resident_group,),
    ),
    Rule(
        "R18",
        "同学战友师生朋友老乡及其他亲属",
        "social tie, or kin outside the legal sets",
        Scope.PAIR,
        cite(BH19="3(二)5", JCF18="58(4)", JCF24="67(4)"),
        (interests.social_tie, kin.discretionary_kin),
    ),
    Rule("R19", "恩怨", "past dispute", Scope.PAIR, cite(JCF18="58(4)", JCF24="67(4)"), (interests.grudge,)),
    Rule(
        "R20",
        "经济往来",
        "economic tie",
        Scope.PAIR,
        cite(JCF18="58(4)", JCF24="67(4)", FY18="interest clause"),
        (interests.economic_tie,),
    ),
    Rule(
        "R23",
        "调查与审理分离",
        "investigation and review are kept apart",
        Scope.PAIR,
        cite(TL25="222", GZ19="55"),
        (parties.investigation_review_separation,),
    ),
    Rule(
        "R24",
        "调查、审理与复审复核分离",
        "investigation and review are kept apart from re-examination",
        Scope.PAIR,
        cite(TL25="242"),
        (parties.appeal_separation,),
    ),
    Rule(
        "R29",
        "组内亲属",
        "kin on one team",
        Scope.PAIR,
        cite(GWY18="74", JCG21="24"),
        (kin.kin_on_the_case,),
    ),
    Rule(
        "R37",
        "整体回避",
        "the subject's whole discipline organ stands aside",
        Scope.PAIR,
        cite(JJ20="15", TL25="50-51, 206"),
        (chains.whole_organ,),
    ),
)

_REQUIREMENTS = (
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
    Rule(
        "R42", "异地须跨区", "off-site means another zone", Scope.REQUIREMENT, cite(OWN="R42"), (authority.other_zone,)
    ),
    Rule(
        "R48",
        "在库有效",
        "active in the talent pool",
        Scope.REQUIREMENT,
        cite(OWN="R48"),
        (standing.active_in_pool,),
    ),
)

_OF_TEAMS = (
    Rule(
        "R30",
        "两人以上",
        "at least two qualified",
        Scope.TEAM,
        cite(JCF24="44", TL25="77, 90, 94, 136, 144, 150, 214, 222"),
    ),
    Rule("R31", "搜查女性身体由女性进行", "a woman on the team", Scope.TEAM, cite(TL25="144")),
    Rule("R33", "安全员", "a named safety officer", Scope.TEAM, cite(TL25="317", GZ19="70")),
    Rule("R43", "办案负荷", "workload cap", Scope.ALLOCATION, cite(OWN="R43")),
)

RULES: tuple[Rule, ...] = tuple(sorted((*_PAIR_RULES, *_REQUIREMENTS, *_OF_TEAMS), key=lambda rule: rule.code))
"""All rules in order of code, RESTRICTED last."""

RULE_BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})

TIES: frozenset[str] = frozenset(rule.code for rule in RULES if rule.scope is Scope.PAIR)
"""Codes of the rules about bias, for watching everybody against every case; without what only assignment requires."""

SCREENED: frozenset[str] = TIES | {rule.code for rule in RULES if rule.scope is Scope.REQUIREMENT}
"""Codes of all rules that look at one person and one case."""

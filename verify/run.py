"""All checks of a run, in order, each with what it checks in words."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from verify import claims, lacks, rules
from verify.facts import facts_of
from verify.faults import Fault
from verify.record import read
from verify.shapes import Row

Check = tuple[str, str, Callable[[Row, Row], Iterator[Fault]]]
"""What is checked, in Chinese and in English, and how: from the run and the facts of its plan."""


def _of_plan(rule: Callable[[Row], Iterator[Fault]]) -> Callable[[Row, Row], Iterator[Fault]]:
    return lambda _, facts: rule(facts)


CHECKS: Final[tuple[Check, ...]] = (
    ("记录自身的哈希值", "the record's own hash", claims.whole),
    ("问题的哈希值，以及方案所答的就是该问题", "the hash of the problem, and that the plan answers it", claims.hashes),
    ("随机种子，以及事先公布的承诺（如有）", "the seed, and the commitment to it if there is one", claims.seed),
    ("敏感案件的抽签轮空", "who sits out sensitive cases by lot", claims.chances),
    ("每个席位的案件和人员都在问题中", "every seat is of a known case and person", _of_plan(rules.known_seats)),
    ("回避与批准", "recusal and waivers", _of_plan(rules.recusal)),
    ("岗位资格、职级（R32）和区域", "rights to roles, ranks (R32) and districts", _of_plan(rules.qualification)),
    ("每案岗位人数，每人一个席位", "the places of each case, one seat a person", _of_plan(rules.places)),
    (
        "技能（R34）、女性人员（R31）、同一机关人数",
        "skills (R34), women (R31), most from one organ",
        _of_plan(rules.teams),
    ),
    ("亲属不同组（R29）", "no kin on one case (R29)", _of_plan(rules.kin)),
    ("每人每天的工作量（R43）", "everybody's work on every day (R43)", _of_plan(rules.capacity)),
    ("每人审理案件的上限", "everybody's limit of reviews", _of_plan(rules.reviews)),
    (
        "关联案件办案与审理分离（R23）",
        "nobody reviews one of two linked cases and investigates the other (R23)",
        _of_plan(rules.separation),
    ),
    (
        "办案、审理与复审复核分离（R24）",
        "nobody has a part in a case and in its re-examination (R24)",
        _of_plan(rules.re_examination),
    ),
    ("一案一借（R46）", "one loan for one case (R46)", _of_plan(rules.loans)),
    ("各机关留守人员（R44）", "who stays at each organ (R44)", _of_plan(rules.staying)),
    ("机关不互相办案（R39）", "no organs that investigate each other (R39)", _of_plan(rules.reciprocity)),
    ("固定人员", "pinned people", _of_plan(rules.pins)),
    ("每个席位的数据", "the figures of every seat", claims.figures),
    ("每级目标的值", "the value of every level", claims.levels),
    ("每级目标的界和证明", "the bound and the proof of every level", claims.proofs),
    ("未配齐案件的原因", "the reasons of cases without a team", claims.shortages),
    (
        "原因的内容：还剩多少人、哪条规则排除多少人",
        "what these reasons say: how many are left, which rule takes how many away",
        lacks.contents,
    ),
)


def verify(record: Any) -> list[Fault]:
    """Return all that is wrong with the record of a run; nothing if all is good.

    Raises:
        UnreadableError: it is no record of a run, or its problem contradicts itself.
    """
    return faults_of(read(record))


def faults_of(run: Row) -> list[Fault]:
    """Return all that is wrong with a run that was read."""
    facts = facts_of(run["problem"], run["plan"]["seats"])
    return [found for _, _, check in CHECKS for found in check(run, facts)]

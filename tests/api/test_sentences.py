"""What could be granted, and what a price is, in both languages."""

from datetime import date

from schema import sentences
from schema.level_values import LevelDifference, LevelReached
from schema.sentences import number
from schema.words import Word
from terms.allocation import Level
from terms.cases import AssignmentRole

RULE = Word(code="R18", zh="同学", en="classmates")
DAYS = date(2026, 12, 1), date(2026, 12, 9)


def level(worse: float, least: float | None = None, *, proven: bool = True) -> LevelDifference:
    """Return a level that gets worse by so much."""
    return LevelDifference(
        level=Level.TRAVEL,
        unit=Word.unit_of(Level.TRAVEL),
        before=10,
        after=10 + worse,
        worse=worse,
        least=least,
        proven=proven,
    )


def test_every_grant_is_said_in_both_languages() -> None:
    said = [
        sentences.of_waiver("P1", "C1", [RULE]),
        sentences.of_days_free("P1", *DAYS, at_home=False),
        sentences.of_days_free("P1", *DAYS, at_home=True),
        sentences.of_newcomer([], []),
        sentences.of_newcomer(["审计3级", "女性"], ["audit 3", "a woman"]),
        sentences.of_postponing("C1", 7),
        sentences.of_home("某镇纪委", 1),
        sentences.of_most("某镇纪委", 3),
    ]
    assert [one.zh for one in said] == [
        "批准人员P1在案件C1不回避（同学）。",
        "人员P1自2026-12-01至2026-12-09（不含）外出或休假改期。",
        "人员P1自2026-12-01至2026-12-09（不含）暂缓本单位工作。",
        "增派一名无利害关系的人员（不限专长）。",
        "增派一名无利害关系的人员（审计3级、女性）。",
        "案件C1推迟7天开始。",
        "某镇纪委留守人数减少1人。",
        "同一办案组中来自某镇纪委的人员放宽至3人。",
    ]
    assert [one.en for one in said] == [
        "Waive for person P1 on case C1: classmates.",
        "P1: her leave or absence is moved, from 2026-12-01 up to 2026-12-09.",
        "P1: her own organ's work waits, from 2026-12-01 up to 2026-12-09.",
        "One more person without ties joins (of any skill).",
        "One more person without ties joins (audit 3, a woman).",
        "Case C1 begins 7 days later.",
        "1 fewer need to stay at 某镇纪委.",
        "Up to 3 of one team may come from 某镇纪委.",
    ]


def test_a_price_is_told_by_the_first_level_that_differs() -> None:
    place = ("P1", "C1", AssignmentRole.LEAD)
    told = sentences.of_price(*place, [level(0), level(2.5)], by_lot=False)
    assert told.zh == "如由人员P1在案件C1担任组长，“路程”由10变为12.50百米，变差2.50；在此之前的各级目标不变。"
    assert "“travel” goes from 10 to 12.50 hundreds of metres, 2.50 worse; every level before it" in told.en
    assert sentences.of_price(*place, [level(0)], by_lot=True).zh.endswith("各级目标均不变差，只是抽签未抽中。")
    assert sentences.of_levels([level(-1, proven=False)]).zh == (
        "第一处差别：“路程”由10变为9百米，按已找到的方案变好1。"
    )
    assert sentences.of_levels([level(-1, -1, proven=False)]).en.endswith("1 better in the plans that were found.")
    assert sentences.of_no_team(*place).en.endswith("but no plan with her there keeps every rule and every pin.")


def test_a_price_that_is_not_proven_lies_between_two_values_and_says_so() -> None:
    told = sentences.of_levels([level(4, 2, proven=False)])
    assert told.zh == "第一处差别：“路程”由10变为14百米，介于变差2与变差4之间（后者为已找到的方案）。"
    assert told.en == (
        "The first difference: “travel” goes from 10 to 14 hundreds of metres, "
        "between 2 worse and 4 worse (the latter in the plans that were found)."
    )
    assert "介于变好1与变差4之间" in sentences.of_levels([level(4, -1, proven=False)]).zh
    place = ("P1", "C1", AssignmentRole.LEAD)
    before = sentences.of_price(*place, [level(0, -3, proven=False), level(2, 2)], by_lot=None)
    assert before.zh == (
        "如由人员P1在案件C1担任组长，“路程”由10变为12百米，变差2；在此之前的各级目标不变（“路程”尚未证明不能更好）。"
        "包含该人员的方案是否参加了抽签，限定计算量内未能确定。"
    )
    assert before.en.endswith(
        "every level before it stays the same (that “travel” cannot be better is not proven). "
        "Whether a plan with her was in the draw as well was not settled within the limit."
    )


def test_whom_a_near_tie_left_to_the_lot_is_said_to_be_left_out_by_it() -> None:
    told = sentences.of_price("P1", "C1", AssignmentRole.LEAD, [level(2, 2)], by_lot=True)
    assert told.zh.endswith(
        "变差2；在此之前的各级目标不变。在近似平局范围内，包含该人员的方案也参加了抽签，只是未抽中。"
    )
    assert told.en.endswith(
        "Within the near ties a plan with her was in the draw as well: only the lottery left her out."
    )


def test_ways_are_counted_and_it_is_said_where_there_may_be_others_or_cheaper_ones() -> None:
    whole = sentences.of_ways(9, 4, unsettled=0, complete=True)
    assert (whole.zh, whole.en) == (
        "找到足以配齐的办法9种，列出其中代价最小的4种。",
        "Sets found that are enough: 9. Listed, the cheapest first: 4.",
    )
    part = sentences.of_ways(9, 4, unsettled=3, complete=False)
    assert part.zh == f"{whole.zh}有3种未测算完，代价可能更小。尚未试遍全部组合，可能另有办法。"
    assert part.en == (
        f"{whole.en} Not priced to the end, so that they may be cheaper: 3. "
        "Not all sets were tried; there may be others."
    )
    assert sentences.of_ways(0, 0, unsettled=0, complete=False).zh == (
        "未找到足以配齐的办法。尚未试遍全部组合，可能另有办法。"
    )


def test_numbers_are_whole_where_they_are() -> None:
    assert [number(value) for value in (3.0, 2.5, 0.0, 1 / 3)] == ["3", "2.50", "0", "0.33"]


def test_the_gap_of_a_level_is_in_its_unit() -> None:
    kept = {"level": "WORST_SERVED", "value": 5, "bound": 8, "proven": False, "scale": 2}
    found = [LevelReached.of(each).gap for each in (kept, kept | {"bound": 4}, kept | {"bound": 5, "proven": True})]
    assert found == [1.5, None, 0]

"""What seats bring, what is short, who could come and what is in reserve, in both languages, as whole sentences."""

from typing import Any

from allocation.plan import GivingWay, ShortageReason
from schema import sentences_of_teams as told
from schema.contributions import SeatContribution
from schema.level_values import LevelCost
from schema.sentences import Sentence
from schema.words import Word, closing_word
from terms.allocation import UNITS, Level
from terms.cases import AssignmentRole
from terms.people import Skill
from tests.api.allocation_scene import Planner
from tests.api.repair_scene import CROSS, TEAMS, at_work, member_of

CASE = Sentence(zh="案件C1", en="case C1")


def said(one: Sentence) -> tuple[str, str]:
    """Return a sentence in both languages."""
    return one.zh, one.en


def brought(level: Level, amount: float | None, *, binds: bool = False) -> tuple[str, str]:
    """Return how it is said what a seat brings to a level."""
    unit = Word.unit_of(level)
    return said(SeatContribution(level=level, unit=unit, amount=amount, binds=binds).sentence())


def test_what_a_seat_brings_is_said_by_the_kind_of_the_level() -> None:
    assert brought(Level.TRAVEL, 12.5) == (
        "该岗位为“路程”带来12.50百米。",
        "The seat brings 12.50 hundreds of metres to “travel”.",
    )
    assert brought(Level.HIGHEST_LOAD, 80, binds=True) == (
        "该岗位人员负荷为80百分周，正是该目标的取值（“最高负荷”）。",
        "Whoever has the seat has a load of 80 percent-weeks, which decides “highest load”.",
    )
    assert brought(Level.HIGHEST_LOAD, 40) == (
        "该岗位人员负荷为40百分周，不影响该目标的取值（“最高负荷”）。",
        "Whoever has the seat has a load of 40 percent-weeks, which does not decide “highest load”.",
    )
    assert brought(Level.WORST_SERVED, 2, binds=True) == (
        "该岗位所在案件得2人均匹配分，正是该目标的取值（“匹配最差的案件”）。",
        "The case of the seat is served with 2 points of fit per person, which decides “the worst-served case”.",
    )
    assert brought(Level.WORST_TENTH, 3) == (
        "该岗位所在案件得3人均匹配分，不影响该目标的取值（“匹配最差的一成案件”）。",
        (
            "The case of the seat is served with 3 points of fit per person, "
            "which does not decide “the worst-served tenth”."
        ),
    )
    assert brought(Level.WORST_TENTH, None) == (
        "“匹配最差的一成案件”不计该岗位。",
        "“the worst-served tenth” does not count the seat.",
    )


def test_a_shortage_is_said_with_what_it_is_about() -> None:
    role = told.of_shortage(
        CASE,
        Word.of(ShortageReason.ROLE),
        about=AssignmentRole.MEMBER,
        places_missing=2,
        candidates_left=1,
        who_is_left=["P1"],
        alone=True,
    )
    assert said(role) == (
        "案件C1未配齐：该岗位人员不足（组员），还缺2人，尚有1人可选（P1）。",
        (
            "Case C1 has no team: too few people left for the role (member); 2 more would fill the gap; "
            "1 is still open for it (P1)."
        ),
    )
    skill = told.of_shortage(
        CASE,
        Word.of(ShortageReason.SKILL),
        about=Skill.AUDIT,
        places_missing=1,
        candidates_left=0,
        who_is_left=[],
        alone=False,
    )
    assert said(skill) == (
        "案件C1未配齐：缺少所需技能（审计财务），还缺1人，已无人可选。单独可以配齐，与其他案件一并安排时不能。",
        (
            "Case C1 has no team: nobody left has the skill (audit and finance); 1 more would fill the gap; "
            "nobody is still open for it. Alone it could be staffed, beside the others it cannot."
        ),
    )
    late = told.of_shortage(
        CASE,
        Word.of(ShortageReason.TIME_UP),
        about=None,
        places_missing=0,
        candidates_left=3,
        who_is_left=[],
        alone=True,
    )
    assert said(late) == (
        "案件C1未配齐：限定计算量内未找到方案，尚有3人可选。",
        "Case C1 has no team: a team may exist, but the solver's limit was reached; 3 are still open for it.",
    )


def test_what_took_people_away_and_what_presses_is_said() -> None:
    closings = [(closing_word("BARRED"), 4, ["P1", "P2", "P3"]), (closing_word("R05"), 1, ["P4"])]
    assert said(told.of_closings([*closings, (closing_word("NOT_FREE"), 1, [])])) == (
        f"受限原因：须回避（4人：P1、P2、P3，另1人）、{closing_word('R05').zh}（1人：P4）、此期间不可选用（1人）。",
        (
            f"Closed to others: must stand aside (4: P1, P2, P3 and 1 more), {closing_word('R05').en} (1: P4), "
            "not available in the case's days (1)."
        ),
    )
    rules = [closing_word("MOST_FROM_ONE_ORGAN")]
    one = (
        "以下规则无法同时满足：同一单位人数上限。",
        "These rules cannot be met together: the limit on people of one organ.",
    )
    assert said(told.of_team_rules(rules, proven=True)) == said(told.of_team_rules(rules, proven=None)) == one
    assert said(told.of_team_rules(rules, proven=False)) == (
        f"{one[0]}限定计算量内未能确定其是否缺一不可。",
        f"{one[1]} Whether fewer of them would clash as well was not settled within the limit.",
    )
    assert said(told.of_lack_together(5, 4, 3, who_is_left=["P1", "P2"])) == (
        "与相关案件的岗位合计需5人，可选4人（P1、P2，另2人），至多可填3个岗位。",
        (
            "With those of other cases its places want 5 people; the number open for them is 4 (P1, P2 and 2 more), "
            "who can fill 3 places at most."
        ),
    )
    assert "可选4人，" in told.of_lack_together(5, 4, 3, who_is_left=[]).zh
    clash = "不能与案件C2、C3同时配齐。", "It cannot be staffed together with case C2, C3."
    assert said(told.of_clash(["C2", "C3"], proven=True)) == clash
    assert told.of_clash(["C2", "C3"], proven=False).zh == f"{clash[0]}限定计算量内未能确定其是否缺一不可。"


def test_to_what_a_case_gives_way_is_said_with_what_is_known_of_it() -> None:
    assert {said(told.of_giving_way(["C2"], known)) for known in (None, Word.of(GivingWay.PROVEN))} == {
        ("让位于案件C2。", "It gives way to case C2.")
    }
    assert said(told.of_giving_way(["C2"], Word.of(GivingWay.FOUND))) == (
        "按限定计算量内找到的方案，让位于案件C2。",
        "In the plans that were found it gives way to case C2.",
    )
    assert said(told.of_giving_way([], Word.of(GivingWay.NOT_ASKED))) == (
        "未测算让位于哪些案件。",
        "To which it gives way was not looked for.",
    )


def cost(level: Level, worse: float, least: float | None = None) -> LevelCost:
    """Return the price of a level, exact where no least one is given."""
    least = worse if least is None else least
    return LevelCost(level=level, unit=Word.unit_of(level), worse=worse, least=least, proven=least == worse)


def costing(travel: float, fit: float, least: float | None = None, *, knock_on: int = 0) -> tuple[str, str]:
    """Return how it is said what a substitute costs, by so much at each level."""
    return said(told.of_costs([cost(Level.TRAVEL, travel, least), cost(Level.FIT, fit)], knock_on=knock_on))


def test_what_a_substitute_costs_is_told_by_the_first_level_that_differs() -> None:
    assert costing(0, 0) == ("各级目标与方案相同", "every level is as in the plan")
    assert costing(0, 2) == (
        "“能力匹配”变差2匹配分，在此之前的各级目标不变",
        "“fit of skills” is 2 points of fit worse, every level before it stays the same",
    )
    assert costing(-1.5, 2, knock_on=2) == (
        "“路程”变好1.50百米，在此之前的各级目标不变，连带调整2个岗位",
        (
            "“travel” is 1.50 hundreds of metres better, every level before it stays the same, "
            "and so many more places change: 2"
        ),
    )


def test_a_price_of_a_substitute_that_is_not_proven_lies_between_two_values() -> None:
    assert costing(3, 2, 1) == (
        "“路程”介于变差1百米与变差3百米之间（后者为已找到的方案），在此之前的各级目标不变",
        (
            "“travel” is between 1 hundreds of metres worse and 3 hundreds of metres worse (the latter in the plans "
            "that were found), every level before it stays the same"
        ),
    )
    assert costing(0, 2, -1)[1].startswith("“travel” is between 1 hundreds of metres better and the same (the latter")


def test_a_repair_is_told_by_what_it_changes_and_by_its_proof() -> None:
    moves = [
        told.of_move(CASE, AssignmentRole.MEMBER, "P1", "P2"),
        told.of_move(CASE, AssignmentRole.LEAD, None, "P3"),
        told.of_move(CASE, AssignmentRole.RECORDS, "P4", None),
    ]
    assert said(told.of_repair(2, moves, [])) == (
        "未保留原岗位2个：案件C1组员由P1换为P2；案件C1组长增加P3；案件C1记录员P4离任。各级目标均已证明最优。",
        (
            "Seats not kept: 2: P2 follows P1 as member of case C1; P3 becomes team leader of case C1; "
            "P4 leaves as records officer of case C1. Every level is proven the best."
        ),
    )
    assert said(told.of_repair(0, [], [Level.TRAVEL, Level.FIT])) == (
        "未保留原岗位0个。“路程”、“能力匹配”尚未证明最优。",
        "Seats not kept: 0. Not proven the best at “travel”, “fit of skills”.",
    )
    assert said(told.of_repair(0, [], [], [Level.TRAVEL])) == (
        "未保留原岗位0个。各级目标均已证明最优（“路程”经抽签取近似平局内的值）。",
        "Seats not kept: 0. Every level is proven the best, but that the lottery took a near tie at “travel”.",
    )


def test_a_reserve_is_told_seat_by_seat() -> None:
    seats = [told.of_stand_bys(AssignmentRole.LEAD, "P1", 1), told.of_stand_bys(AssignmentRole.MEMBER, "P2", 3)]
    listed_zh, listed_en = "组长P1后备1人，组员P2后备3人。", "Stand-bys: 1 for team leader P1, 3 for member P2."
    assert said(told.of_reserve(CASE, 0, seats)) == (
        f"案件C1有岗位没有后备，其人员退出后须调整其他岗位才能配齐：{listed_zh}",
        f"Case C1 has a seat without stand-bys: if its holder falls out, others must move too. {listed_en}",
    )
    assert said(told.of_reserve(CASE, 1, seats)) == (
        f"案件C1任一人员退出，至少有1种办法补齐：{listed_zh}",
        f"Whichever one person of case C1 falls out, there is at least 1 way to fill the place. {listed_en}",
    )
    assert told.of_reserve(CASE, 2, seats).en == (
        f"Whichever one person of case C1 falls out, there are at least 2 ways to fill the place. {listed_en}"
    )


REPAIRS = """
query ($input: RepairInput!) {
  repairs(input: $input) {
    places {
      move { role case { number } }
      substitutes {
        person { number } fit travel loadAfter costs { level worse least proven } knockOn { role } sentence { zh en }
      }
    }
    plans {
      changes lotteryProven moves { role case { number } leaver { number } comer { number } }
      levels { level proven } sentence { zh en }
    }
    reserves { ways case { number } seats { role count person { number } } sentence { zh en } }
  }
}"""


def case_of(shown: dict[str, Any]) -> Sentence:
    """Return how sentences name a case."""
    number = shown["case"]["number"]
    return Sentence(zh=f"案件{number}", en=f"case {number}")


def person_of(shown: dict[str, Any], end: str = "person") -> str | None:
    """Return the number of a person who may be nobody."""
    number: str | None = (shown[end] or {}).get("number")
    return number


async def test_what_could_be_done_about_somebody_who_fell_out_is_said_of_the_values_shown(planner: Planner) -> None:
    ill = member_of(await at_work(planner, *TEAMS), CROSS)
    asked = {"absentPersonNumbers": [ill], "mayMove": TEAMS}
    found = (await planner.asking.data(REPAIRS, input=asked))["repairs"]
    assert all(found[name] for name in ("places", "plans", "reserves"))
    for place in found["places"]:
        for one in place["substitutes"]:
            costs = [cost(Level[each["level"]], each["worse"], each["least"]) for each in one["costs"]]
            assert [each.proven for each in costs] == [each["proven"] for each in one["costs"]]
            expected = told.of_substitute(
                str(person_of(one)),
                case_of(place["move"]),
                AssignmentRole[place["move"]["role"]],
                seat=told.of_figures(one["fit"], one["travel"], one["loadAfter"]),
                after=told.of_costs(costs, knock_on=len(one["knockOn"])),
            )
            assert one["sentence"] == vars(expected)
    assert {plan["lotteryProven"] for plan in found["plans"]} == {True}
    for plan in found["plans"]:
        moves = [
            told.of_move(
                case_of(each), AssignmentRole[each["role"]], person_of(each, "leaver"), person_of(each, "comer")
            )
            for each in plan["moves"]
        ]
        unproven = [Level[each["level"]] for each in plan["levels"] if not each["proven"]]
        assert plan["sentence"] == vars(told.of_repair(plan["changes"], moves, unproven))
    for each in found["reserves"]:
        seats = [
            told.of_stand_bys(AssignmentRole[seat["role"]], str(person_of(seat)), seat["count"])
            for seat in each["seats"]
        ]
        assert each["sentence"] == vars(told.of_reserve(case_of(each), each["ways"], seats))


PROPOSAL = """
query {
  proposal(key: "county") {
    teams {
      case { number }
      seats { contributions { level amount binds sentence { zh en } } }
      shortages {
        reason { code } role skill placesMissing candidatesLeft alone whoIsLeft(first: 3) { number }
        closings { people reason { code } whom(first: 3) { number } }
        teamRules { code } teamRulesProven clashProven givingWay { code } clashesWith { number } givesWayTo { number }
        together { wanted peopleLeft fillable whoIsLeft(first: 3) { number } } sentence { zh en }
      }
    }
  }
}"""


def parts_of(team: dict[str, Any], shown: dict[str, Any]) -> list[Sentence]:
    """Return the sentences of a shortage, made of the values that are shown beside."""
    about = AssignmentRole[shown["role"]] if shown["role"] else Skill[shown["skill"]] if shown["skill"] else None
    parts = [
        told.of_shortage(
            case_of(team),
            Word.of(ShortageReason[shown["reason"]["code"]]),
            about=about,
            places_missing=shown["placesMissing"],
            candidates_left=shown["candidatesLeft"],
            who_is_left=[one["number"] for one in shown["whoIsLeft"]],
            alone=shown["alone"],
        )
    ]
    if closings := [
        (closing_word(one["reason"]["code"]), one["people"], [who["number"] for who in one["whom"]])
        for one in shown["closings"]
    ]:
        parts.append(told.of_closings(closings))
    if rules := [closing_word(one["code"]) for one in shown["teamRules"]]:
        parts.append(told.of_team_rules(rules, proven=shown["teamRulesProven"]))
    if lack := shown["together"]:
        parts.append(
            told.of_lack_together(
                lack["wanted"],
                lack["peopleLeft"],
                lack["fillable"],
                who_is_left=[one["number"] for one in lack["whoIsLeft"]],
            )
        )
    if clashing := [one["number"] for one in shown["clashesWith"]]:
        parts.append(told.of_clash(clashing, proven=shown["clashProven"]))
    if not shown["alone"]:
        pressing = [one["number"] for one in shown["givesWayTo"]]
        parts.append(told.of_giving_way(pressing, Word.of(GivingWay[shown["givingWay"]["code"]])))
    return parts


async def test_seats_and_shortages_of_a_proposal_are_said_of_the_values_shown(planner: Planner) -> None:
    await planner.propose("county")
    teams = (await planner.asking.data(PROPOSAL))["proposal"]["teams"]
    lacking = [(team, shown) for team in teams for shown in team["shortages"]]
    assert lacking
    for team, shown in lacking:
        assert shown["sentence"] == vars(Sentence.joined(parts_of(team, shown)))
    shares = [one for team in teams for seat in team["seats"] for one in seat["contributions"]]
    assert {one["level"] for one in shares} == {level.value for level in UNITS}
    for one in shares:
        assert tuple(one["sentence"].values()) == brought(Level[one["level"]], one["amount"], binds=one["binds"])

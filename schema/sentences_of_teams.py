"""Teams in people's words, in both languages: what seats bring, what is short, who could come, what is in reserve."""

from collections.abc import Sequence

from allocation.plan import GivingWay
from schema.level_values import LevelCost
from schema.sentences import Sentence, by_en, by_zh, number
from schema.words import Word
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill

PLURAL = 2
"""So many are told in the plural in English."""
DECIDES = Sentence(zh="正是该目标的取值", en="which decides")
MAYBE_FEWER = Sentence(
    zh="限定计算量内未能确定其是否缺一不可。",
    en="Whether fewer of them would clash as well was not settled within the limit.",
)
DOES_NOT_DECIDE = Sentence(zh="不影响该目标的取值", en="which does not decide")


def of_share(level: Level, unit: Word, amount: float) -> Sentence:
    """Say what a seat adds to a level that adds all seats up."""
    return Sentence(
        zh=f"该岗位为“{level.zh}”带来{number(amount)}{unit.zh}。",
        en=f"The seat brings {number(amount)} {unit.en} to “{level.en}”.",
    )


def of_unseated(level: Level, unit: Word, amount: float) -> Sentence:
    """Say what an added-up level has without any seat."""
    return Sentence(
        zh=f"“{level.zh}”中有{number(amount)}{unit.zh}不属于任何岗位。",
        en=f"{number(amount)} {unit.en} of “{level.en}” belong to no seat.",
    )


def of_load(level: Level, unit: Word, amount: float, *, binds: bool) -> Sentence:
    """Say which load somebody has with the plan, and whether it is the one that the level looks at."""
    does = DECIDES if binds else DOES_NOT_DECIDE
    return Sentence(
        zh=f"该岗位人员负荷为{number(amount)}{unit.zh}，{does.zh}（“{level.zh}”）。",
        en=f"Whoever has the seat has a load of {number(amount)} {unit.en}, {does.en} “{level.en}”.",
    )


def of_service(level: Level, unit: Word, amount: float, *, binds: bool) -> Sentence:
    """Say how well the case of a seat is served, and whether it is one that the level looks at."""
    does = DECIDES if binds else DOES_NOT_DECIDE
    return Sentence(
        zh=f"该岗位所在案件得{number(amount)}{unit.zh}，{does.zh}（“{level.zh}”）。",
        en=f"The case of the seat is served with {number(amount)} {unit.en}, {does.en} “{level.en}”.",
    )


def of_no_part(level: Level) -> Sentence:
    """Say that a level does not look at a seat."""
    return Sentence(zh=f"“{level.zh}”不计该岗位。", en=f"“{level.en}” does not count the seat.")


def of_shortage(
    case: Sentence,
    reason: Word,
    *,
    about: AssignmentRole | Skill | None,
    places_missing: int,
    candidates_left: int,
    who_is_left: Sequence[str],
    alone: bool,
) -> Sentence:
    """Say what stands between a case and its team."""
    what = Sentence(zh="", en="") if about is None else Sentence(zh=f"（{about.zh}）", en=f" ({about.en})")
    missing = (
        Sentence(zh=f"，还缺{places_missing}人", en=f"; {places_missing} more would fill the gap")
        if places_missing
        else Sentence(zh="", en="")
    )
    who = _named(who_is_left, candidates_left)
    left_zh = f"尚有{candidates_left}人可选{who.zh and f'（{who.zh}）'}" if candidates_left else "已无人可选"
    left_en = f"{candidates_left or 'nobody'} {'is' if candidates_left < PLURAL else 'are'} still open for it"
    left_en += who.en and f" ({who.en})"
    beside_zh = "" if alone else "单独可以配齐，与其他案件一并安排时不能。"
    beside_en = "" if alone else " Alone it could be staffed, beside the others it cannot."
    return Sentence(
        zh=f"{case.zh}未配齐：{reason.zh}{what.zh}{missing.zh}，{left_zh}。{beside_zh}",
        en=f"{_capital(case.en)} has no team: {reason.en}{what.en}{missing.en}; {left_en}.{beside_en}",
    )


def _named(numbers: Sequence[str], count: int) -> Sentence:
    """Name the first of so many people, and say how many there are beside; nothing if nobody is named."""
    more = count - len(numbers) if numbers else 0
    return Sentence(
        zh="、".join(numbers) + (f"，另{more}人" if more else ""),
        en=", ".join(numbers) + (f" and {more} more" if more else ""),
    )


def of_closings(closings: Sequence[tuple[Word, int, Sequence[str]]]) -> Sentence:
    """Say what took people away from the places of a case, how many, and the first of them."""
    told = [(reason, people, _named(who, people)) for reason, people, who in closings]
    zh = "、".join(f"{reason.zh}（{people}人{who.zh and f'：{who.zh}'}）" for reason, people, who in told)
    en = ", ".join(f"{reason.en} ({people}{who.en and f': {who.en}'})" for reason, people, who in told)
    return Sentence(zh=f"受限原因：{zh}。", en=f"Closed to others: {en}.")


def of_team_rules(rules: Sequence[Word], *, proven: bool | None) -> Sentence:
    """Say which rules of teams cannot be met together, and where it is not known whether all of them are needed."""
    told = Sentence(
        zh=f"以下规则无法同时满足：{'、'.join(rule.zh for rule in rules)}。",
        en=f"These rules cannot be met together: {', '.join(rule.en for rule in rules)}.",
    )
    return Sentence.joined([told, *([MAYBE_FEWER] if proven is False else [])])


def of_lack_together(wanted: int, people_left: int, fillable: int, *, who_is_left: Sequence[str]) -> Sentence:
    """Say that places of several cases outnumber the people for them, and the first of these."""
    who = _named(who_is_left, people_left)
    left_zh, left_en = who.zh and f"（{who.zh}）", who.en and f" ({who.en})"
    return Sentence(
        zh=f"与相关案件的岗位合计需{wanted}人，可选{people_left}人{left_zh}，至多可填{fillable}个岗位。",
        en=f"With those of other cases its places want {wanted} people; "
        f"the number open for them is {people_left}{left_en}, who can fill {fillable} places at most.",
    )


def of_clash(numbers: Sequence[str], *, proven: bool | None) -> Sentence:
    """Say which staffed cases cannot be staffed together with a case, and where it is not known whether all matter."""
    told = Sentence(
        zh=f"不能与案件{'、'.join(numbers)}同时配齐。",
        en=f"It cannot be staffed together with case {', '.join(numbers)}.",
    )
    return Sentence.joined([told, *([MAYBE_FEWER] if proven is False else [])])


def of_giving_way(numbers: Sequence[str], known: Word | None) -> Sentence:
    """Say to which cases a case gives way, and what is known of that."""
    if known is not None and not numbers:
        return Sentence(zh=f"{known.zh}。", en=f"{_capital(known.en)}.")
    told = Sentence(zh=f"让位于案件{'、'.join(numbers)}", en=f"gives way to case {', '.join(numbers)}")
    if known is not None and known.code == GivingWay.FOUND.value:
        return Sentence(zh=f"按限定计算量内找到的方案，{told.zh}。", en=f"In the plans that were found it {told.en}.")
    return Sentence(zh=f"{told.zh}。", en=f"It {told.en}.")


def of_substitute(person: str, case: Sentence, role: AssignmentRole, *, seat: Sentence, after: Sentence) -> Sentence:
    """Say that a person could take a place, how she fits, and what it costs."""
    return Sentence(
        zh=f"人员{person}可在{case.zh}担任{role.zh}：{seat.zh}；{after.zh}。",
        en=f"Person {person} could be {role.en} of {case.en}: {seat.en}; {after.en}.",
    )


def of_figures(fit: int, travel: int, load_after: int) -> Sentence:
    """Say the figures of a seat."""
    return Sentence(
        zh=f"匹配分{fit}，路程{travel}百米，派案后负荷{load_after}百分周",
        en=f"fit {fit}, travel {travel} hundreds of metres, load then {load_after} percent-weeks",
    )


def of_costs(costs: Sequence[LevelCost], *, knock_on: int) -> Sentence:
    """Say by the first level that differs, or might, what a substitute costs, and how many others follow her."""
    decides = next((cost for cost in costs if cost.worse or not cost.proven), None)
    follow_zh = f"，连带调整{knock_on}个岗位" if knock_on else ""
    follow_en = f", and so many more places change: {knock_on}" if knock_on else ""
    if decides is None:
        return Sentence(zh=f"各级目标与方案相同{follow_zh}", en=f"every level is as in the plan{follow_en}")
    zh = by_zh(decides.least, decides.worse, exact=decides.proven, unit=decides.unit.zh)
    en = by_en(decides.least, decides.worse, exact=decides.proven, unit=decides.unit.en)
    return Sentence(
        zh=f"“{decides.level.zh}”{zh}，在此之前的各级目标不变{follow_zh}",
        en=f"“{decides.level.en}” is {en}, every level before it stays the same{follow_en}",
    )


def of_move(case: Sentence, role: AssignmentRole, leaver: str | None, comer: str | None) -> Sentence:
    """Say who leaves a place and who takes it, as a part of a sentence."""
    if leaver is None:
        return Sentence(zh=f"{case.zh}{role.zh}增加{comer}", en=f"{comer} becomes {role.en} of {case.en}")
    if comer is None:
        return Sentence(zh=f"{case.zh}{role.zh}{leaver}离任", en=f"{leaver} leaves as {role.en} of {case.en}")
    return Sentence(
        zh=f"{case.zh}{role.zh}由{leaver}换为{comer}", en=f"{comer} follows {leaver} as {role.en} of {case.en}"
    )


def of_repair(
    changes: int, moves: Sequence[Sentence], open_levels: Sequence[Level], near_levels: Sequence[Level] = ()
) -> Sentence:
    """Say what a plan of repair changes, and whether anything better can exist, or does within a near tie."""
    zh = f"：{'；'.join(one.zh for one in moves)}" if moves else ""
    en = f": {'; '.join(one.en for one in moves)}" if moves else ""
    if open_levels:
        proof_zh = f"{_levels_zh(open_levels)}尚未证明最优"
        proof_en = f"Not proven the best at {_levels_en(open_levels)}"
    else:
        proof_zh, proof_en = "各级目标均已证明最优", "Every level is proven the best"
    if near_levels:
        proof_zh += f"（{_levels_zh(near_levels)}经抽签取近似平局内的值）"
        proof_en += f", but that the lottery took a near tie at {_levels_en(near_levels)}"
    return Sentence(zh=f"未保留原岗位{changes}个{zh}。{proof_zh}。", en=f"Seats not kept: {changes}{en}. {proof_en}.")


def _levels_zh(levels: Sequence[Level]) -> str:
    return "、".join(f"“{level.zh}”" for level in levels)


def _levels_en(levels: Sequence[Level]) -> str:
    return ", ".join(f"“{level.en}”" for level in levels)


def of_stand_bys(role: AssignmentRole, person: str, count: int) -> Sentence:
    """Say how many could take a seat, as a part of a sentence."""
    return Sentence(zh=f"{role.zh}{person}后备{count}人", en=f"{count} for {role.en} {person}")


def of_reserve(case: Sentence, ways: int, seats: Sequence[Sentence]) -> Sentence:
    """Say in how many ways a case can be made whole again, whoever one of its people falls out."""
    listed_zh, listed_en = "，".join(one.zh for one in seats), ", ".join(one.en for one in seats)
    if not ways:
        return Sentence(
            zh=f"{case.zh}有岗位没有后备，其人员退出后须调整其他岗位才能配齐：{listed_zh}。",
            en=f"{_capital(case.en)} has a seat without stand-bys: if its holder falls out, others must move too. "
            f"Stand-bys: {listed_en}.",
        )
    return Sentence(
        zh=f"{case.zh}任一人员退出，至少有{ways}种办法补齐：{listed_zh}。",
        en=f"Whichever one person of {case.en} falls out, "
        f"there {'is at least 1 way' if ways < PLURAL else f'are at least {ways} ways'} to fill the place. "
        f"Stand-bys: {listed_en}.",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

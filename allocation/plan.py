"""A plan: teams with reasons, and the value of every level with its proof."""

from dataclasses import dataclass
from typing import Final

from terms.allocation import MORE_IS_BETTER, Level
from terms.cases import AssignmentRole
from terms.people import Skill
from terms.term import Term


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in one role on one case, with what she brings to each level."""

    case: int
    person: int
    role: AssignmentRole
    fit: int
    """Points of fit: one for each needed skill she covers and each grade above the need, at most three for each skill,
    and the points of her pair; 0 to a reviewer."""
    travel: int
    """Manhattan distance from her organ to the case in hundreds of metres; 0 for a reviewer, who works from files."""
    load_after: int
    """Her load in percent-weeks if the plan is approved, divided by availability; whole, rounded up."""
    waivers: int = 0
    soft: int = 0
    """Weight of soft findings; counted at the level APPEARANCES."""
    covers: tuple[Skill, ...] = ()
    """The needed skills that she has at the needed grade."""


@dataclass(frozen=True, slots=True)
class LevelValue:
    """What was reached at one level under the levels above it; ``bound`` is what no plan can pass.

    With near ties the value is that of the plan that was drawn. The bound is of the plans that are best above, and
    ``proven`` says that one of them reaches it: the plan itself may be worse by ``near``, and below a near tie better.
    """

    level: Level
    value: int
    bound: int
    proven: bool
    scale: int = 1
    """``value / scale`` is in the level's unit; loads and means are whole multiples of 1 / scale, unrounded."""
    near: int = 0
    """By so much the lottery may leave a plan worse than the best (in 1 / scale)."""

    @property
    def is_best(self) -> bool:
        """Tell whether the plan itself is proven to reach the best, and not only within its near tie."""
        return self.proven and self.value == self.bound

    @property
    def gap(self) -> int | None:
        """By how much value and bound differ, in 1 / scale: by so much the level could at most be better.

        0 where it is proven, near ties aside; None where the plan passes the bound below a near tie, so that nothing
        bounds it.
        """
        left = (self.bound - self.value) * (1 if self.level in MORE_IS_BETTER else -1)
        return left if left >= 0 else None


NAMED: Final = 100
"""At most so many people are named under one reason; all of them are counted; ours."""


class ShortageReason(Term):
    """What stands between a case and its team."""

    ROLE = "ROLE", "该岗位人员不足", "too few people left for the role"
    ROLES_TOGETHER = "ROLES_TOGETHER", "几个岗位合计人员不足", "too few people left for several roles together"
    SKILL = "SKILL", "缺少所需技能", "nobody left has the skill"
    WOMAN = "WOMAN", "缺少女性办案人员", "no woman is left for the team"
    TEAM_RULES = "TEAM_RULES", "组队规则无法同时满足", "the rules of teams cannot all be met"
    TIME_UP = "TIME_UP", "限定计算量内未找到方案", "a team may exist, but the solver's limit was reached"


class GivingWay(Term):
    """What is known of the staffed cases to which a case gives way that could be staffed alone."""

    PROVEN = "PROVEN", "让位案件已证明", "of all plans with the case, the one of the most weight leaves them out"
    FOUND = "FOUND", "让位案件按已找到的方案", "of the plans with the case that were found, the best leaves them out"
    NONE = "NONE", "另有方案可在配齐其他案件的同时配齐该案件", "a plan was found that staffs it and all the others"
    PINNED = "PINNED", "保留固定人选时该案件无法配齐", "no plan with it keeps the pins"
    TIME_UP = (
        "TIME_UP",
        "限定计算量内未能确定让位于哪些案件",
        "the limit came before it was known to which it gives way",
    )
    NOT_ASKED = "NOT_ASKED", "未测算让位于哪些案件", "to which it gives way was not looked for"


@dataclass(frozen=True, slots=True)
class Together:
    """Places of several cases for which too few people are left, whichever way they are spread (Hall's condition)."""

    places: tuple[tuple[int, AssignmentRole], ...]
    """(case, role), by case and role; leave out the places of any one case, and the people are enough."""
    wanted: int
    """How many people these places want."""
    people_left: int
    """How many people are open for any of them."""
    fillable: int
    """How many of the places they could fill at most, with the time that each of them has."""
    who_is_left: tuple[int, ...] = ()
    """The first ``NAMED`` of the people who are open, by id."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why a case is not staffed: places that lack people and the rules that took candidates away."""

    case: int
    places_missing: int
    """How many more people, if they were the right ones, would fill the gap; 0 where the limit came first."""
    role: AssignmentRole | None
    """The role that could not be filled, None when the reason is not one role."""
    skill: Skill | None
    """The skill that nobody left has, if that is the reason."""
    candidates_left: int
    """People still open for the role, the roles or the skill of the reason."""
    barred_by_rule: tuple[tuple[str, int], ...]
    """(rule code, how many people it keeps from the role, the roles or the skill of the reason), most first.

    One person counts under each of her rules: all that close the one role; of several roles those that close one to
    her to which no fewer of them close another, so that what she lacks only for a role out of her way is not told."""
    reason: ShortageReason = ShortageReason.ROLE
    alone: bool = True
    """True: the case could not be staffed if it were the only one, or for TIME_UP that is not known. False: only beside
    the other cases. Of up to 100 cases only what lacks beside every plan of the same cases is told then, as far as the
    limit shows it, or else all that lacks beside this one; the figures are those beside this one."""
    gives_way_to: tuple[int, ...] = ()
    """Staffed cases that a plan with this one, and otherwise the most weight, leaves out; see ``giving_way``."""
    team_rules: tuple[str, ...] = ()
    """For TEAM_RULES: a set of rules that cannot be met together; see ``team_rules_proven``."""
    clashes_with: tuple[int, ...] = ()
    """Unless ``alone``: staffed cases that cannot be staffed together with this one; see ``clash_proven``."""
    together: Together | None = None
    """Unless ``alone``: why that is so, if counting the people of these cases shows it, each day looked at alone. Else
    rules are part of the reason that counting does not see, or how the days of several cases fall."""
    giving_way: GivingWay = GivingWay.NOT_ASKED
    """What ``gives_way_to`` tells."""
    team_rules_proven: bool = True
    """Whether it is proven that none of ``team_rules`` can be left out; not where the limit came before that."""
    clash_proven: bool = True
    """The same of ``clashes_with``."""
    who_is_left: tuple[int, ...] = ()
    """The first ``NAMED`` of ``candidates_left``, by id."""
    barred_people: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """(rule code, the first ``NAMED`` of whom it closes the places to), in the order of ``barred_by_rule``: those with
    the fewest rules against them come first, then by id."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to a problem: seats in canonical order, unstaffed cases with reasons, level values in order."""

    seats: tuple[Seat, ...]
    """By case, role in the order of ``AssignmentRole``, person."""
    shortages: tuple[Shortage, ...]
    """By case; at least one for each unstaffed case."""
    levels: tuple[LevelValue, ...]
    seed: int
    lottery_proven: bool = True
    """Whether the draw among equal plans was finished; if not, the plan is still one of the equals found."""

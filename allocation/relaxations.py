"""What a human could grant so that a case is staffed: the fewest grants first, then by the price of the plan."""

from dataclasses import dataclass
from fractions import Fraction

from allocation.changes import Change
from allocation.plan import LevelValue, Plan
from allocation.problem import Problem
from allocation.solver import DETERMINISTIC_LIMIT
from terms.allocation import Level
from terms.term import Term


class GrantKind(Term):
    """What is asked of a human."""

    WAIVER = "WAIVER", "批准不回避", "a waiver for one person on one case"
    LEAVE_MOVED = "LEAVE_MOVED", "调整外出或休假时间", "leave or absence at another time"
    FREED_AT_HOME = "FREED_AT_HOME", "暂缓本单位工作", "freed of the work of her own organ"
    ONE_MORE_PERSON = "ONE_MORE_PERSON", "增派一名人员", "one more person from elsewhere"
    POSTPONED = "POSTPONED", "推迟办案时间", "the case begins later"
    FEWER_AT_HOME = "FEWER_AT_HOME", "减少留守人数", "one person fewer stays at the organ"
    MORE_FROM_ORGAN = "MORE_FROM_ORGAN", "放宽同单位人数上限", "one person more of one team from one organ"


class GrantedBy(Term):
    """Who may grant it; a program never does."""

    RECUSAL_DECIDER = "RECUSAL_DECIDER", "有权决定回避的负责人", "whoever decides on her recusal (R38)"
    ORGAN_HEAD = "ORGAN_HEAD", "所在单位主要负责人", "the head of her organ"
    CASE_LEADER = "CASE_LEADER", "分管办案的负责人", "the leader in charge of the case"
    COUNTY = "COUNTY", "县纪委监委", "the county commission"


@dataclass(frozen=True, slots=True)
class Grant:
    """One thing to be granted, and the change of the problem that it is."""

    kind: GrantKind
    by: GrantedBy
    change: Change


@dataclass(frozen=True, slots=True)
class Waivable:
    """Which bars the county's policy lets a human waive; what the law forbids is never offered, whatever this says.

    A rule that is a hard bar in one grade and may be waived in another (such as R14) is offered only where ``findings``
    names it for the person and the case: its code alone does not say which grade was found.
    """

    rules: frozenset[str] = frozenset()
    findings: frozenset[tuple[int, int, str]] = frozenset()
    """(person, case, rule)"""


@dataclass(frozen=True, slots=True)
class LevelPrice:
    """One level of the best plan with the grants beside that of the plan without them."""

    level: Level
    value: LevelValue
    worse: Fraction
    """By how much it is worse than the plan's, in the level's unit; below zero, better."""
    proven: bool
    """Whether both values are proven, so that this is the exact price."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A set of grants, none of which can be left out, after which the case is staffed and no staffed case is lost."""

    grants: tuple[Grant, ...]
    prices: tuple[LevelPrice, ...]
    """In the order of goods, of the best plan that staffs the case and all that the plan staffs."""


@dataclass(frozen=True, slots=True)
class Relaxations:
    """What was found for one case."""

    case: int
    found: tuple[Relaxation, ...]
    """The fewest grants first, then the cheapest by the order of goods."""
    complete: bool
    """Whether every set of one grant, and of two if none of one is enough, was tried; False: the bound came first."""


def relaxations(
    problem: Problem,
    plan: Plan,
    *,
    case: int,
    waivable: Waivable = Waivable(),
    most_tried: int = 400,
    most_priced: int = 8,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
) -> Relaxations:
    """Return the cheapest sets of grants after which the case, which the plan leaves without a team, is staffed.

    At most ``most_tried`` sets are tried and ``most_priced`` of those that are enough are solved for their price, in
    one order. Where no two grants are enough, one larger set is looked for from which none can be left out.

    Raises:
        UnknownInProblem: the case is not in the problem.
        AlreadyStaffed: the plan gives the case a team.
    """
    raise NotImplementedError

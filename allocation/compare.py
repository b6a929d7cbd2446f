"""Two plans side by side: who moves, and what the one costs beside the other at each level."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from allocation.plan import LevelValue, Plan
from allocation.rules import ROLE_ORDER
from terms.allocation import MORE_IS_BETTER, Level
from terms.cases import AssignmentRole
from terms.term import Term


class MoveKind(Term):
    """What becomes of a person on a case from one plan to another."""

    LEAVES = "LEAVES", "退出", "leaves the team"
    COMES = "COMES", "加入", "joins the team"
    CHANGES_ROLE = "CHANGES_ROLE", "改任其他岗位", "stays in another role"


@dataclass(frozen=True, slots=True)
class Move:
    """One person on one case, where the two plans differ."""

    case: int
    person: int
    kind: MoveKind
    before: AssignmentRole | None
    """Her role in the first plan; None if she comes."""
    after: AssignmentRole | None
    """Her role in the second plan; None if she leaves."""


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """One level of two plans."""

    level: Level
    before: LevelValue | None
    """None where the first plan's order leaves the level out."""
    after: LevelValue | None
    worse: Fraction | None
    """By how much the second plan is worse, in the level's unit; below zero, better; None where one leaves it out."""
    proven: bool
    """Whether both values are the best there are, so that the difference is exact and not of these two plans alone."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side."""

    moves: tuple[Move, ...]
    """By case, the first plan's role (who comes last), person."""
    levels: tuple[LevelDifference, ...]
    """In the first plan's order, then those that only the second has."""
    staffed_before_only: tuple[int, ...]
    """Cases that only the first plan staffs."""
    staffed_after_only: tuple[int, ...]

    @property
    def decides(self) -> LevelDifference | None:
        """The first level at which the plans differ, by which the better one is known; None if they are equal goods."""
        return next((one for one in self.levels if one.worse), None)


def compare(before: Plan, after: Plan) -> Comparison:
    """Set two plans side by side, of one problem or of one and what it would be with changes."""
    staffed = [{seat.case for seat in plan.seats} for plan in (before, after)]
    return Comparison(
        moves=tuple(_moves(before, after)),
        levels=tuple(_levels(before, after)),
        staffed_before_only=tuple(sorted(staffed[0] - staffed[1])),
        staffed_after_only=tuple(sorted(staffed[1] - staffed[0])),
    )


def _moves(before: Plan, after: Plan) -> Iterable[Move]:
    roles = [{(seat.case, seat.person): seat.role for seat in plan.seats} for plan in (before, after)]
    found = [
        Move(case, person, _kind(one, other), one, other)
        for case, person in roles[0].keys() | roles[1].keys()
        if (one := roles[0].get((case, person))) is not (other := roles[1].get((case, person)))
    ]
    last = len(ROLE_ORDER)
    return sorted(found, key=lambda move: (move.case, ROLE_ORDER[move.before] if move.before else last, move.person))


def _kind(before: AssignmentRole | None, after: AssignmentRole | None) -> MoveKind:
    if before is None:
        return MoveKind.COMES
    return MoveKind.LEAVES if after is None else MoveKind.CHANGES_ROLE


def _levels(before: Plan, after: Plan) -> Iterable[LevelDifference]:
    values = [{value.level: value for value in plan.levels} for plan in (before, after)]
    for level in dict.fromkeys([*values[0], *values[1]]):
        one, other = values[0].get(level), values[1].get(level)
        if one is None or other is None:
            yield LevelDifference(level, one, other, worse=None, proven=False)
        else:
            more = Fraction(other.value, other.scale) - Fraction(one.value, one.scale)
            worse = -more if level in MORE_IS_BETTER else more
            yield LevelDifference(level, one, other, worse, proven=one.is_best and other.is_best)

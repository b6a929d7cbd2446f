"""Why a case is not staffed, in people's words: counted first, then a smallest set of rules, each solved again."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from allocation.clashes import Clashes, clash_around
from allocation.draft import Draft, sum_of
from allocation.lacks import counted_lacks, of_all, with_no_more
from allocation.levels import weight_staffed
from allocation.model import HARD_RULES, draft_of
from allocation.openings import Openings, find_openings
from allocation.parts import Parts, beside_plan
from allocation.plan import GivingWay, Shortage, ShortageReason
from allocation.problem import CaseToStaff, Problem
from allocation.solver import Taken, is_possible, optimise
from allocation.stopping import Stop

REFUTED = 100
"""In a problem of more cases none is said to give way to another, and clashes are looked for around each; ours."""
_GivesWay: TypeAlias = tuple[tuple[int, ...], GivingWay]


def find_shortages(problem: Problem, taken: Taken, *, deterministic_limit: float) -> tuple[Shortage, ...]:
    """Return the reasons of every case that nobody sits on, by case.

    Each is first judged as if it were the only one; if it could be staffed then, beside what the plan has booked: what
    lacks there by an accident of who sits where, and not beside each plan that staffs the same cases, is left out.
    """
    plan = _Planned(problem, taken, deterministic_limit)
    return tuple(
        reason
        for case in problem.cases
        if case.id not in plan.staffed
        for reason in what_lacks(plan.parts.only({case.id}), deterministic_limit=deterministic_limit)
        or _beside_others(plan, case)
    )


@dataclass(frozen=True)
class _Planned:
    """A plan, and what is asked of its problem again for each case without a team."""

    problem: Problem
    taken: Taken
    limit: float

    @cached_property
    def staffed(self) -> frozenset[int]:
        return frozenset(case for case, _, _ in self.taken)

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.problem)

    @cached_property
    def beside(self) -> Problem:
        return beside_plan(self.problem, self.taken)

    @cached_property
    def clashes(self) -> Clashes:
        return Clashes(self.parts, deterministic_limit=self.limit, stop=Stop())


def _beside_others(plan: _Planned, case: CaseToStaff) -> list[Shortage]:
    """Return what a case lacks that could be staffed alone: beside the plan, and together with the staffed cases."""
    beside, alone = plan.parts.only({case.id}, whole=plan.beside, taken=plan.taken), plan.parts.only({case.id})
    reasons = what_lacks(beside, deterministic_limit=plan.limit)
    if len(plan.problem.cases) > REFUTED:
        clash = clash_around(plan.parts, case.id, plan.taken, plan.limit, stop=Stop())
        giving_way: _GivesWay = (), GivingWay.NOT_ASKED
    else:
        clash = plan.clashes.around_counted(case.id, plan.staffed)
        reasons = _of_any_plan(plan, case, reasons)
        giving_way = _gives_way(plan.problem, case, plan.staffed, plan.limit)
    return [
        replace(
            reason,
            alone=False,
            gives_way_to=giving_way[0],
            giving_way=giving_way[1],
            clashes_with=tuple(sorted(clash.cases - {case.id})),
            clash_proven=clash.proven,
            together=clash.together,
        )
        for reason in reasons or [of_all(case, find_openings(alone), ShortageReason.TIME_UP)]
    ]


def _of_any_plan(plan: _Planned, case: CaseToStaff, reasons: list[Shortage]) -> list[Shortage]:
    """Leave out what does not lack beside every plan that staffs the same cases: the lottery draws among these.

    Nothing is left out where nothing would be left: then what lacks depends on who sits where.
    """
    if len(reasons) < 2:  # noqa: PLR2004  (with one there is nothing to leave out)
        return reasons
    return [lack for lack in reasons if not any(_fits(plan, less) for less in with_no_more(case, lack))] or reasons


def _fits(plan: _Planned, case: CaseToStaff) -> bool:
    """Tell whether some plan staffs this case, as it stands here, and all that the plan staffs."""
    part = plan.parts.only({case.id, *plan.staffed})
    cases = tuple(case if one.id == case.id else one for one in part.cases)
    pins = tuple(pin for pin in part.pins if pin.case != case.id)
    return is_possible(_staffed(replace(part, cases=cases, pins=pins)), plan.limit) is True


def what_lacks(problem: Problem, *, deterministic_limit: float) -> list[Shortage]:
    """Return why the only case of the problem cannot be staffed; nothing if it can."""
    (case,) = problem.cases
    openings = find_openings(problem)
    if counted := counted_lacks(problem, case, openings):
        return counted
    possible = is_possible(_staffed(problem), deterministic_limit)
    if possible is None:
        return [of_all(case, openings, ShortageReason.TIME_UP)]
    return [] if possible else [_clash(problem, case, openings, deterministic_limit)]


def has_a_team(problem: Problem, *, deterministic_limit: float) -> bool | None:
    """Tell whether the only case of the problem can be staffed; None if the limit was reached first."""
    (case,) = problem.cases
    openings = find_openings(problem)
    if counted_lacks(problem, case, openings):
        return False
    return is_possible(_staffed(problem), deterministic_limit)


def _staffed(problem: Problem, *, without: frozenset[str] = frozenset()) -> Draft:
    """Build the model in which every case has its team."""
    draft = draft_of(problem, without=without)
    for switch in draft.staffed.values():
        draft.model.add(switch == 1)
    return draft


def _gives_way(problem: Problem, case: CaseToStaff, staffed: frozenset[int], deterministic_limit: float) -> _GivesWay:
    """Return which staffed cases the plan with this case, and otherwise the most weight, leaves out."""
    draft = draft_of(problem)
    draft.model.add(draft.staffed[case.id] == 1)
    goal = weight_staffed(draft)
    outcome = optimise(draft, goal, known=None, deterministic_limit=deterministic_limit, maximise=True)
    if outcome.taken is None:
        return (), GivingWay.PINNED if outcome.proven else GivingWay.TIME_UP
    lost = tuple(sorted(staffed - {other for other, _, _ in outcome.taken}))
    if not lost:
        return (), GivingWay.NONE
    return lost, GivingWay.PROVEN if outcome.proven else GivingWay.FOUND


def _clash(problem: Problem, case: CaseToStaff, openings: Openings, deterministic_limit: float) -> Shortage:
    """Shrink the rules, by leaving one out at a time, to a smallest set that the team cannot meet together."""
    left_out, proven = frozenset[str](), True
    for code in HARD_RULES:
        tried = left_out | {code}
        possible = is_possible(_staffed(problem, without=tried), deterministic_limit)
        if possible is False:
            left_out = tried
        proven = proven and possible is not None
    draft = draft_of(problem, outsiders=True)
    draft.model.add(draft.staffed[case.id] == 1)
    fewest = optimise(draft, sum_of(draft.outsiders.values()), known=None, deterministic_limit=deterministic_limit)
    return replace(
        of_all(case, openings, ShortageReason.TEAM_RULES),
        places_missing=fewest.value,
        team_rules=tuple(code for code in HARD_RULES if code not in left_out),
        team_rules_proven=proven,
    )

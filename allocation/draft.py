"""The constraint model under construction: one switch per open chair and one per case.

Every row is linear, so that the relaxation in ``sift`` sees the whole model.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from allocation.board import board_of, chairs_of
from allocation.calendars import Calendar
from allocation.linear_rows import LinearRows
from allocation.openings import Chair
from allocation.problem import Candidate, CaseToStaff, Problem
from allocation.rules import takes_time
from allocation.stopping import Stop
from terms.allocation import Level
from terms.cases import AssignmentRole

Expression = LinearExpr | int
"""A sum of switches with whole weights; a plain number where there is nothing to choose."""


class Cost(NamedTuple):
    """What a taken chair adds to the goods."""

    appearance: int
    travel: int
    fit: int
    change: int
    """-1 where it was published."""


@dataclass
class Draft:
    """A model with its switches; the rules add to it and the levels steer it."""

    problem: Problem
    """In canonical order."""
    costs: Mapping[Chair, Cost] = field(default_factory=dict)
    """The open chairs."""
    model: CpModel = field(default_factory=CpModel)
    chairs: dict[Chair, IntVar] = field(default_factory=dict)
    staffed: dict[int, IntVar] = field(default_factory=dict)
    outsiders: dict[tuple[int, AssignmentRole], IntVar] = field(default_factory=dict)
    """Imagined people who fill what the candidates cannot; only where a shortage is measured."""
    is_large: bool = False
    """Whether the model is kept small where a larger one would prove more."""
    reached: dict[Level, int] = field(default_factory=dict)
    """The values of the levels that are frozen."""
    rows: LinearRows = field(default_factory=LinearRows, init=False, repr=False)
    """What the relaxation has read of the model so far."""
    stop: Stop = field(default_factory=Stop)
    """Ends whatever solve of the model is under way; those after it are over before they search."""

    @cached_property
    def calendar(self) -> Calendar:
        """The bookings of the problem."""
        return Calendar(self.problem)

    @cached_property
    def cases(self) -> Mapping[int, CaseToStaff]:
        """The cases by id."""
        return {case.id: case for case in self.problem.cases}

    @cached_property
    def people(self) -> Mapping[int, Candidate]:
        """The candidates by id."""
        return {person.id: person for person in self.problem.candidates}

    @cached_property
    def on_case(self) -> Mapping[int, Sequence[Chair]]:
        """The open chairs of each case."""
        return _grouped(self.chairs, lambda chair: chair[0])

    @cached_property
    def of_person(self) -> Mapping[int, Mapping[int, Sequence[IntVar]]]:
        """The switches of each person by case; at most one of a case is on."""
        return _by_person(self.chairs.items())

    @cached_property
    def work_of(self) -> Mapping[int, Mapping[int, Sequence[IntVar]]]:
        """The same for the chairs that take time."""
        limits = self.problem.limits
        return _by_person((chair, switch) for chair, switch in self.chairs.items() if takes_time(limits, chair[2]))

    def branch(self) -> "Draft":
        """Return the same draft, to which more is added apart; its switches are those of both, by number."""
        found = copy(self)
        found.model, found.rows = self.model.clone(), self.rows.branch()
        found.reached, found.stop = dict(self.reached), Stop()
        return found

    def takes(self, person: int, case: int) -> Expression:
        """Return 1 if the person sits on the case in any role, else 0."""
        return sum_of(self.of_person[person][case])

    def works(self, person: int, case: int) -> Expression:
        """Return 1 if the person's time goes into the case, else 0."""
        return sum_of(self.work_of[person][case])


def start_draft(problem: Problem) -> Draft:
    """Make the switches of a canonical problem: one per case, one per open chair."""
    draft = Draft(problem=problem, costs=_costs(problem))
    for case in problem.cases:
        draft.staffed[case.id] = draft.model.new_bool_var(f"staffed {case.id}")
    for chair in draft.costs:
        draft.chairs[chair] = draft.model.new_bool_var(f"{chair[0]} {chair[1]} {chair[2].value}")
    return draft


def _costs(problem: Problem) -> dict[Chair, Cost]:
    board = board_of(problem)
    columns = (board.open_appearance, board.open_travel, board.open_fit, board.open_change)
    costs = map(Cost, *(column.tolist() for column in columns))
    return dict(zip(chairs_of(problem, board), costs, strict=True))


def sum_of(terms: Iterable[Expression]) -> Expression:
    """Add up switches; 0 for none."""
    fixed, open_terms = 0, list[LinearExpr]()
    for term in terms:
        if isinstance(term, int):
            fixed += term
        else:
            open_terms.append(term)
    if not open_terms:
        return fixed
    total = LinearExpr.sum(open_terms) if len(open_terms) > 1 else open_terms[0]
    return total + fixed if fixed else total


def _grouped(chairs: Iterable[Chair], key: Callable[[Chair], int]) -> Mapping[int, Sequence[Chair]]:
    found: dict[int, list[Chair]] = defaultdict(list)
    for chair in chairs:
        found[key(chair)].append(chair)
    return found


def _by_person(chairs: Iterable[tuple[Chair, IntVar]]) -> Mapping[int, Mapping[int, Sequence[IntVar]]]:
    found: dict[int, dict[int, list[IntVar]]] = defaultdict(lambda: defaultdict(list))
    for (case, person, _), switch in chairs:
        found[person][case].append(switch)
    return found

"""The constraint model under construction: one switch per open chair and one per case.

Every row is linear, so that the relaxation in ``sift`` sees the whole model.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from allocation.calendars import Calendar
from allocation.openings import Chair, Openings, find_openings
from allocation.problem import Candidate, CaseToStaff, Problem
from terms.allocation import Level
from terms.cases import AssignmentRole

Expression = LinearExpr | int
"""A sum of switches with whole weights; a plain number where there is nothing to choose."""


@dataclass
class Draft:
    """A model with its switches; the rules add to it and the levels steer it."""

    problem: Problem
    """In canonical order."""
    openings: Openings
    model: CpModel = field(default_factory=CpModel)
    chairs: dict[Chair, IntVar] = field(default_factory=dict)
    staffed: dict[int, IntVar] = field(default_factory=dict)
    outsiders: dict[tuple[int, AssignmentRole], IntVar] = field(default_factory=dict)
    """Imagined people who fill what the candidates cannot; only where a shortage is measured."""
    reached: dict[Level, int] = field(default_factory=dict)
    """The values of the levels that are frozen."""

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
        found: dict[int, dict[int, list[IntVar]]] = defaultdict(lambda: defaultdict(list))
        for (case, person, _), switch in self.chairs.items():
            found[person][case].append(switch)
        return found

    def takes(self, person: int, case: int) -> Expression:
        """Return 1 if the person sits on the case in any role, else 0."""
        return sum_of(self.of_person[person][case])


def start_draft(problem: Problem) -> Draft:
    """Make the switches of a canonical problem: one per case, one per open chair."""
    draft = Draft(problem=problem, openings=find_openings(problem))
    for case in problem.cases:
        draft.staffed[case.id] = draft.model.new_bool_var(f"staffed {case.id}")
    for chair in draft.openings.open:
        draft.chairs[chair] = draft.model.new_bool_var(f"{chair[0]} {chair[1]} {chair[2].value}")
    return draft


def sum_of(terms: Iterable[Expression]) -> Expression:
    """Add up switches; 0 for none."""
    total: Expression = 0
    for term in terms:
        total = total + term
    return total


def _grouped(chairs: Iterable[Chair], key: Callable[[Chair], int]) -> Mapping[int, Sequence[Chair]]:
    found: dict[int, list[Chair]] = defaultdict(list)
    for chair in chairs:
        found[key(chair)].append(chair)
    return found

"""Who is lent to a case, and which loans of one person come too close: one loan for one case (R46)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from allocation.problem import Busy, Candidate, CaseToStaff, Problem
from terms.cases import AssignmentRole


class Loans:
    """The loans of a problem: those that its places would be, and those that are booked already."""

    def __init__(self, problem: Problem) -> None:
        self.rest = problem.limits.loan_rest
        self.published = {(pin.case, pin.person, pin.role) for pin in problem.published}
        self.booked: Mapping[int, Sequence[Busy]] = _by_person(problem)

    def is_loan(self, case: CaseToStaff, person: Candidate, role: AssignmentRole) -> bool:
        """Tell whether a new seat of the person is a loan that counts; a leader's own organ handles the case (R35)."""
        if self.rest is None or not case.own_organs or role is AssignmentRole.LEAD:
            return False
        return person.organ not in case.own_organs and (case.id, person.id, role) not in self.published

    def has_rested(self, case: CaseToStaff, person: int) -> bool:
        """Tell whether no loan that is booked already keeps the person from being lent to the case."""
        return not any(self.is_too_close(case, row) for row in self.booked.get(person, ()))

    def is_too_close(self, one: CaseToStaff, other: CaseToStaff | Busy) -> bool:
        """Tell whether two loans of one person would run at once, or with too few days between them."""
        rest = self.rest or 0
        return one.start < other.end + rest and other.start < one.end + rest


def _by_person(problem: Problem) -> Mapping[int, Sequence[Busy]]:
    found: dict[int, list[Busy]] = defaultdict(list)
    for row in problem.busy:
        if row.lent:
            found[row.person].append(row)
    return found

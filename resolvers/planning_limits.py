"""Limits of the policy that plans keep to, judged again as a team is approved: reviews of one person, and reach."""

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from db.tables import ProposalSeat
from resolvers.booking import Booking
from resolvers.problem_terms import district_of, reach_of
from terms.cases import AssignmentRole
from terms.refusals import Refusal


class TooManyReviews(Refusal):
    """A person would review more cases than the policy lets her, by this approval or by another one before it."""

    code: ClassVar[str] = "TOO_MANY_REVIEWS"
    zh: ClassVar[str] = "人员{number}审理的案件将达{count}件，超过上限{most}件，未作任何分派。请重新生成方案。"
    en: ClassVar[str] = (
        "Person {number} would review {count} cases, and the policy allows {most}; nobody was assigned. Propose again."
    )

    def __init__(self, number: str, count: int, most: int) -> None:
        super().__init__(number, count, most)
        self.number, self.count, self.most = number, count, most


class OutOfReach(Refusal):
    """A person is not, or not any more, of a zone on which the policy lets the case draw."""

    code: ClassVar[str] = "OUT_OF_REACH"
    zh: ClassVar[str] = "人员{number}不在案件{case_number}的抽调范围，未作任何分派。请重新生成方案。"
    en: ClassVar[str] = (
        "Person {number} is of a zone on which case {case_number} does not draw; nobody was assigned. Propose again."
    )

    def __init__(self, number: str, case_number: str) -> None:
        super().__init__(number, case_number)
        self.number, self.case_number = number, case_number


def refuse_beyond_limits(booking: Booking) -> None:
    """Refuse what no plan of this moment would do; who is at work already stays, whatever policy came later.

    The booking was read while the clock of facts is held, so no other approval comes between.

    Raises:
        OutOfReach: somebody who comes is of a zone on which her case does not draw.
        TooManyReviews: a reviewer who comes would have more cases than the policy allows.
    """
    for seat in booking.entering:
        if _is_out_of_reach(booking, seat):
            number = booking.staffing.members[seat.person_id].person.number
            raise OutOfReach(number, booking.cases[seat.case_id].number)
    most = booking.policy.planning.most_reviews
    for person, count in _reviewers(booking):
        if most is not None and count > most:
            raise TooManyReviews(booking.staffing.members[person].person.number, count, most)


def _is_out_of_reach(booking: Booking, seat: ProposalSeat) -> bool:
    member = booking.staffing.members.get(seat.person_id)
    reach = reach_of(booking.cases[seat.case_id], booking.staffing, booking.policy)
    if not reach or member is None or member.organ is None:  # whoever left the pool is refused by her screening
        return False
    return district_of(member.organ, booking.staffing) not in reach


def _reviewers(booking: Booking) -> Iterator[tuple[int, int]]:
    """Yield whoever comes to review more cases than she leaves, with how many she would have then."""
    coming, leaving = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for seat in booking.entering:
        if seat.role is AssignmentRole.REVIEWER:
            coming[seat.person_id].add(seat.case_id)
    for row in booking.ending:
        if row.role is AssignmentRole.REVIEWER:
            leaving[row.person_id].add(row.case_id)
    for person, cases in coming.items():
        member = booking.staffing.members.get(person)
        held = {row.case for row in member.taken if row.is_review and row.in_force} if member is not None else set()
        after = held - leaving[person] | cases
        if member is not None and len(after) > len(held):
            yield person, len(after)

"""When people are booked and drawn: half-open windows of days, looked at only where something begins."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from allocation.problem import Busy, Candidate, CaseToStaff, Problem


class Calendar:
    """The bookings of a problem by person, and the people whom R44 keeps at each organ."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.bookings: Mapping[int, Sequence[Busy]] = _by_person(problem.busy)
        self._leave: dict[tuple[int, int], int] = {}
        """By organ and day, once it was asked for."""

    def booked(self, person: int, day: int) -> int:
        """Return the percent of the person's time that is booked on the day."""
        return sum(row.effort for row in self.bookings.get(person, ()) if row.start <= day < row.end)

    def is_away(self, person: int, day: int) -> bool:
        """Tell whether the person is booked away from her own organ on the day."""
        return any(row.start <= day < row.end and row.leaves_home for row in self.bookings.get(person, ()))

    def days_that_matter(self, case: CaseToStaff, people: Iterable[int]) -> list[int]:
        """Return the days of the window on which a booking of the people begins, and the first day."""
        begun = {row.start for person in people for row in self.bookings.get(person, ())}
        return sorted({case.start} | {day for day in begun if case.start < day < case.end})

    def is_free(self, person: Candidate, case: CaseToStaff) -> bool:
        """Tell whether the case alone fits into the person's time on every day of its window."""
        room = person.capacity - case.effort
        return all(self.booked(person.id, day) <= room for day in self.days_that_matter(case, [person.id]))

    @cached_property
    def full_time(self) -> Mapping[int, Sequence[Candidate]]:
        """The full-time candidates of each organ."""
        found: dict[int, list[Candidate]] = defaultdict(list)
        for person in self.problem.candidates:
            if person.full_time:
                found[person.organ].append(person)
        return found

    @cached_property
    def to_spare(self) -> Mapping[int, int]:
        """How many full-time people of each organ may be away at once; below zero, nobody of it is drawn (R44)."""
        others = dict(self.problem.others_at_home)
        return {
            organ: len(self.full_time.get(organ, ())) + others.get(organ, 0) - self.problem.limits.keep_at_home
            for organ in {person.organ for person in self.problem.candidates}
        }

    @cached_property
    def turns(self) -> Mapping[int, Sequence[int]]:
        """The days on which a booking of a full-time candidate of each organ begins or ends, in order."""
        return {
            organ: sorted(
                {day for one in people for row in self.bookings.get(one.id, ()) for day in (row.start, row.end)}
            )
            for organ, people in self.full_time.items()
        }

    def may_leave(self, organ: int, day: int) -> int:
        """Return how many full-time people of the organ, of those at home on the day, may still be drawn."""
        if (organ, day) not in self._leave:
            away = sum(self.is_away(person.id, day) for person in self.full_time.get(organ, ()))
            self._leave[organ, day] = max(0, self.to_spare[organ] - away)
        return self._leave[organ, day]

    def may_be_drawn(self, person: Candidate, case: CaseToStaff) -> bool:
        """Tell whether R44 lets the person go for the window, if nobody else of her organ is drawn."""
        if self.to_spare[person.organ] < 0 or not person.full_time:
            return self.to_spare[person.organ] >= 0
        turns = self.turns[person.organ]
        days = {case.start, *turns[bisect_right(turns, case.start) : bisect_left(turns, case.end)]}
        return all(self.is_away(person.id, day) or self.may_leave(person.organ, day) > 0 for day in days)

    def home_days(self, case: CaseToStaff, people: Iterable[int]) -> list[int]:
        """Return the days of the window on which somebody's booking begins or ends, and the first day."""
        turns = {day for person in people for row in self.bookings.get(person, ()) for day in (row.start, row.end)}
        return sorted({case.start} | {day for day in turns if case.start < day < case.end})


def _by_person(rows: Iterable[Busy]) -> Mapping[int, Sequence[Busy]]:
    found: dict[int, list[Busy]] = defaultdict(list)
    for row in rows:
        found[row.person].append(row)
    return found

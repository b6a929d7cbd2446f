"""Bookings as arrays by person and moment; a moment lasts from one day on which anything begins or ends to the next."""

from collections.abc import Mapping

import numpy as np

from allocation.arrays import Flags, Small
from allocation.calendars import Calendar
from allocation.measures import FULL
from allocation.problem import Problem

MOST = np.iinfo(np.int16).max


class Moments:
    """Who is booked, away and needed at home at each moment in which a case runs."""

    def __init__(self, problem: Problem, person_at: Mapping[int, int], organ_at: Mapping[int, int]) -> None:
        first = min((case.start for case in problem.cases), default=0)
        last = max((case.end for case in problem.cases), default=0)
        turns = {day for case in problem.cases for day in (case.start, case.end)}
        turns |= {day for row in problem.busy for day in (row.start, row.end) if first < day < last}
        self.days = sorted(turns)
        self.at: Mapping[int, int] = {day: number for number, day in enumerate(self.days)}
        self.booked: Small = np.zeros((len(problem.candidates), len(self.days)), dtype=np.int16)
        self.away: Flags = np.zeros_like(self.booked, dtype=np.bool_)
        for row in problem.busy:
            if max(row.start, first) < min(row.end, last):
                span = slice(self.at[max(row.start, first)], self.at[min(row.end, last)])
                at = person_at[row.person]
                self.booked[at, span] = np.minimum(self.booked[at, span] + row.effort, FULL)
                self.away[at, span] |= row.leaves_home
        self.to_spare = np.zeros(len(organ_at), dtype=np.int64)
        for organ, spare in Calendar(problem).to_spare.items():
            self.to_spare[organ_at[organ]] = spare
        gone = np.zeros((len(organ_at), len(self.days)), dtype=np.int64)
        for number, person in enumerate(problem.candidates):
            if person.full_time:
                gone[organ_at[person.organ]] += self.away[number]
        self.may_leave: Small = np.clip(self.to_spare[:, None] - gone, 0, MOST).astype(np.int16)

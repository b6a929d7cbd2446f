"""When an item may begin, minute by minute: its blocks, whom it requires, and who makes its quorum."""

from typing import Final

import numpy as np

from meetings.ordering.arrays import Flags, Whole
from meetings.ordering.problem import AgendaToOrder, ItemToOrder, Spans


class Timetable:
    """The minutes of a meeting: an item of m minutes begins at one of the minutes from 0 to the length less m.

    Every method tells of each of these beginnings, in an array.
    """

    def __init__(self, agenda: AgendaToOrder) -> None:
        self.length: Final = sum(item.minutes for item in agenda.items)
        self.people: Final = {person.id: person for person in agenda.people}

    def covered(self, spans: Spans, minutes: int) -> Flags:
        """Tell whether so many minutes from there lie within one stretch."""
        beginnings = self.length + 1 - minutes
        if spans is None:
            return np.ones(beginnings, dtype=np.bool_)
        inside = np.zeros(self.length + 1, dtype=np.int64)
        for span in spans:
            inside[span.start + 1 : span.end + 1] = 1
        total = np.cumsum(inside)
        covered: Flags = total[minutes:] - total[:beginnings] == minutes
        return covered

    def required(self, item: ItemToOrder) -> Flags:
        """Tell whether everybody whom it requires is there for all of it; nobody barred ever is."""
        there = self.covered(None, item.minutes)
        for person in item.required:
            there &= self.covered(self.people[person].present, item.minutes)
        return there & (not set(item.required) & set(item.barred))

    def count(self, item: ItemToOrder) -> Whole:
        """Count who counts, is there for all of it and not barred from it."""
        barred = set(item.barred)
        free = [person for person in self.people.values() if person.counts and person.id not in barred]
        counted = np.full(self.length + 1 - item.minutes, sum(person.present is None for person in free))
        for person in free:
            if person.present is not None:
                counted += self.covered(person.present, item.minutes)
        return counted

    def allowed(self, item: ItemToOrder) -> Flags:
        """Tell whether its blocks, whom it requires and its quorum let it begin there."""
        there = self.covered(item.blocks, item.minutes) & self.required(item)
        return there & (self.count(item) >= item.quorum)

"""What each person could carry at once: every set of cases that fits her time and a highest load."""

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

import numpy as np

from allocation import measures
from allocation.arrays import Flags, Whole, whole
from allocation.draft import Draft
from allocation.problem import Candidate

MANY: Final = 300_000
"""Above this many sets for all people together they are not listed; ours."""


class Caseloads(NamedTuple):
    """The caseloads of one person, by the number of cases in each; the first has none."""

    cases: tuple[int, ...]
    """The cases that take her time."""
    sets: Flags
    """By caseload and case, whether it is in it."""
    loads: Whole
    """By caseload, her load with it, in units of 1 / ``load_scale``."""


def caseloads_of(draft: Draft, most: int, closed: Collection[int]) -> Mapping[int, Caseloads] | None:
    """Return by person who could be drawn what she could carry, without closed switches; None if that is too much.

    What bars a caseload is her time on each day, and the highest load.
    """
    found: dict[int, Caseloads] = {}
    left = MANY
    for person in draft.problem.candidates:
        if person.id in draft.work_of:
            listed = _listed(draft, person, most, closed, left)
            if listed is None:
                return None
            found[person.id] = listed
            left -= len(listed.loads)
    return found


def _listed(draft: Draft, person: Candidate, most: int, closed: Collection[int], many: int) -> Caseloads | None:
    cases = tuple(
        sorted(
            case
            for case, switches in draft.work_of[person.id].items()
            if any(switch.index not in closed for switch in switches)
        )
    )
    taken, room = _time_and_load(draft, person, cases, most)
    sets, used, last = np.zeros((1, len(cases)), dtype=np.bool_), np.zeros((1, len(room)), dtype=np.int64), whole([-1])
    found, count = [sets], 1
    while len(sets):
        wider = [
            (sets[fits], used[fits] + taken[place], place)
            for place in range(len(cases))
            if (fits := (last < place) & (used + taken[place] <= room).all(axis=1)).any()
        ]
        count += sum(len(more) for more, _, _ in wider)
        if count > many:
            return None
        for more, _, place in wider:
            more[:, place] = True
        sets = np.concatenate([found[0][:0], *(more for more, _, _ in wider)])
        used = np.concatenate([used[:0], *(time for _, time, _ in wider)])
        last = np.concatenate([last[:0], *(np.full(len(more), place) for more, _, place in wider)])
        found.append(sets)
    every = np.concatenate(found)
    weight = measures.load_weight(person, measures.load_scale(draft.problem))
    work = whole(measures.work(draft.cases[case]) for case in cases)
    return Caseloads(cases, every, weight * (person.load + every.astype(np.int64) @ work))


def _time_and_load(draft: Draft, person: Candidate, cases: Collection[int], most: int) -> tuple[Whole, Whole]:
    """Return for each case its effort on each day that matters and at last its load, and the room for each of them."""
    held = [draft.cases[case] for case in cases]
    days = sorted({day for case in held for day in draft.calendar.days_that_matter(case, [person.id])})
    weight = measures.load_weight(person, measures.load_scale(draft.problem))
    taken = [
        [*(case.effort * (case.start <= day < case.end) for day in days), weight * measures.work(case)] for case in held
    ]
    room = [max(0, person.capacity - draft.calendar.booked(person.id, day)) for day in days]
    return np.asarray(taken, dtype=np.int64).reshape(len(held), len(days) + 1), whole(
        [*room, most - weight * person.load]
    )

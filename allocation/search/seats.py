"""The plan of one problem, as compiled code works on it and as everybody else names it."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from allocation import measures
from allocation.arrays import Flags, Whole
from allocation.board import ROLES, Board, board_of
from allocation.openings import Chair
from allocation.problem import Problem
from allocation.rules import ROLE_ORDER
from allocation.search import tables as t
from allocation.search.seating import close_case, read_meters, sit_down, stand_up
from allocation.search.tables import EMPTY
from terms.allocation import Level

METERS: Final[Mapping[Level, int]] = {
    Level.URGENCY_STAFFED: t.UNSTAFFED,
    Level.APPEARANCES: t.APPEARANCE,
    Level.CHANGES: t.CHANGED,
    Level.WORST_SERVED: t.LACKING,
    Level.WORST_TENTH: t.TENTH,
    Level.HIGHEST_LOAD: t.EXCESS,
    Level.LOAD_SPREAD: t.SPREAD,
    Level.TRAVEL: t.TRAVEL,
    Level.FIT: t.UNFIT,
}


class Seats:
    """The board of a problem, who sits where, and what that comes to."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.board: Board = board_of(problem)
        pinned_cases = {pin.case for pin in problem.pins}
        total = int(self.board.case_weight.sum())
        must = [(total + 1) * (case.id in pinned_cases) for case in problem.cases]
        self.table: Whole = t.table_of(self.board._replace(case_weight=self.board.case_weight + must))
        self.plan: Whole = t.start_plan(self.board)
        self.plan[t.TOTAL + t.UNSTAFFED] += sum(must)
        self.unstaffed_pins = sum(must) > 0
        self.total = total
        self.case_at = {case.id: number for number, case in enumerate(problem.cases)}
        self.person_at = {person.id: number for number, person in enumerate(problem.candidates)}
        self.pinned = self.openings_of(frozenset((pin.case, pin.person, pin.role) for pin in problem.pins))
        self.fixed = (self.pinned != EMPTY).astype(np.int64)
        read_meters(self.table, self.plan)

    @property
    def taken(self) -> frozenset[Chair]:
        """The chairs that somebody sits on."""
        people, cases = self.problem.candidates, self.problem.cases
        return frozenset(
            (
                cases[self.board.seat_case[seat]].id,
                people[self.board.open_person[opening]].id,
                ROLES[self.board.post_role[self.board.seat_post[seat]]],
            )
            for seat, opening in enumerate(self.seated().tolist())
            if opening != EMPTY
        )

    @property
    def keeps_pins(self) -> bool:
        """Whether every pinned case is staffed."""
        return int(self.plan[t.TOTAL + t.UNSTAFFED]) <= self.total

    def stop(self) -> None:
        """End the search that is under way, from any thread, and all that would come after it."""
        self.plan[t.STOPPED] = 1

    def take(self, taken: frozenset[Chair]) -> None:
        """Go on from another plan of the same problem."""
        self.seat(self.openings_of(taken))

    def value(self, level: Level) -> int:
        """Return what the present plan reaches at the level, as the model counts it."""
        if level is Level.WORST_SERVED:
            return min(self.served(), default=0)
        if level is Level.WORST_TENTH:
            return sum(self.tenth()) if self.served() else 0
        if level is Level.HIGHEST_LOAD:
            return self.highest_load()
        total = int(self.plan[t.TOTAL + METERS[level]])
        if level is Level.CHANGES:  # with the published seats that are closed now
            return total + len(self.problem.published) + int(self.board.open_change.sum())
        return -total if level is Level.FIT else self.total - total if level is Level.URGENCY_STAFFED else total

    def unstaffed(self, among: Flags) -> list[int]:
        """Return the cases of these that have no team, the most pressing first."""
        cases = np.flatnonzero(among & (self.column(t.STAFFED) == 0))
        return [int(case) for case in cases[np.argsort(-self.board.case_weight[cases], kind="stable")]]

    def around(self, case: int, most: int) -> tuple[frozenset[int], frozenset[int]]:
        """Return the ids of a case and of those that hold the people who could be on it, and of all their people."""
        openings, seated = self.board.post_openings, self.seated()
        own = np.isin(np.repeat(self.board.post_case, np.diff(openings)), case)
        able = np.unique(self.board.open_person[own])
        holders = np.where(seated == EMPTY, EMPTY, self.board.open_person[seated]) if len(seated) else seated
        counts = np.bincount(self.board.seat_case[np.isin(holders, able)], minlength=len(self.problem.cases))
        nearest = [int(other) for other in np.argsort(-counts, kind="stable")[:most] if counts[other] > 0]
        chosen = {case, *nearest}
        within = np.isin(np.repeat(self.board.post_case, np.diff(openings)), sorted(chosen))
        people = np.unique(self.board.open_person[within]).tolist()
        ids = frozenset(self.problem.cases[other].id for other in chosen)
        return ids, frozenset(self.problem.candidates[person].id for person in people)

    def highest_load(self) -> int:
        """Return the highest load, in units of 1 / ``load_scale``."""
        return int(self.column(t.LOAD).max(initial=0))

    def seat(self, seated: Whole) -> None:
        """Let everybody sit as the array says."""
        now = self.seated()
        for case in range(len(self.board.case_weight)):
            close_case(self.table, self.plan, case, 0)
        for seat in np.flatnonzero((now != seated) & (now != EMPTY)).tolist():
            stand_up(self.table, self.plan, seat)
        for seat in np.flatnonzero((now != seated) & (seated != EMPTY)).tolist():
            sit_down(self.table, self.plan, seat, int(seated[seat]))
        whole_teams = np.ones(len(self.board.case_weight), dtype=np.int64)
        whole_teams[self.board.seat_case[seated == EMPTY]] = 0
        for case in np.flatnonzero(whole_teams).tolist():
            close_case(self.table, self.plan, case, 1)

    def openings_of(self, taken: frozenset[Chair]) -> Whole:
        """Return by seat the opening of each taken chair, who is pinned on the first seats of a place."""
        pins = {(pin.case, pin.person, pin.role) for pin in self.problem.pins}
        seats = np.full(len(self.board.seat_case), EMPTY, dtype=np.int64)
        for case, person, role in sorted(
            taken, key=lambda chair: (chair[0], ROLE_ORDER[chair[2]], chair not in pins, chair[1])
        ):
            number = self.case_at[case]
            seat = next(
                seat
                for seat in range(self.board.case_seats[number], self.board.case_seats[number + 1])
                if seats[seat] == EMPTY and self.board.post_role[self.board.seat_post[seat]] == ROLE_ORDER[role]
            )
            seats[seat] = self._opening_of(self.board.seat_post[seat], self.person_at[person])
        return seats

    def _opening_of(self, post: int, person: int) -> int:
        first, last = self.board.post_openings[post], self.board.post_openings[post + 1]
        found = first + int(np.searchsorted(self.board.open_person[first:last], person))
        return found if found < last and self.board.open_person[found] == person else EMPTY

    def column(self, column: int) -> Whole:
        """Return a column of the plan, to be read or written."""
        first = int(self.plan[column])
        last = int(self.plan[column + 1]) if column < t.TICKET else len(self.plan)
        return self.plan[first:last]

    def seated(self) -> Whole:
        """Return by seat the opening that is taken."""
        return self.column(t.SEATED)

    def served(self) -> list[int]:
        """Return how well each staffed case with a team is served, the worst first."""
        counted = (self.column(t.STAFFED) == 1) & (self.board.case_share > 0)
        return sorted(self.column(t.SERVED)[counted].tolist())

    def tenth(self) -> list[int]:
        """Return the worst tenth of them; the most that could be where none is staffed."""
        return self.served()[: measures.tenth(self.problem)] or [self.most_points()]

    def most_points(self) -> int:
        """Return more than which no case can be served."""
        most = np.zeros(len(self.board.case_share), dtype=np.int64)
        for post, case in enumerate(self.board.post_case.tolist()):
            openings = slice(self.board.post_openings[post], self.board.post_openings[post + 1])
            best = self.board.open_fit[openings].max(initial=0)
            seats = np.count_nonzero(self.board.seat_post == post)
            most[case] += best * seats * self.board.case_share[case]
        return int(most.max(initial=0))

"""Large changes: some cases give up their teams, then a case without one is staffed first and they again."""

from typing import Final

import numpy as np

from allocation.arrays import Whole
from allocation.search import tables as t
from allocation.search.compiled import compiled
from allocation.search.seating import close_case, sit_down, stand_up
from allocation.search.sitting import covers, has_skill, has_woman, may_sit, meets, meets_needs, within_limits
from allocation.search.tables import EMPTY, draw, get

MOST_RUINED: Final = 9
"""So many cases give up their teams at once, at most; ours."""
LOOKS: Final = 12
"""So many people are drawn, at most, for one who brings what a case needs; ours."""
TRIES: Final = 6
"""Among so many people who could sit, at most, the best is taken; ours."""


@compiled
def rebuild(board: Whole, plan: Whole, pinned: Whole, goal: int, rounds: int) -> None:
    """Ruin and staff again, keeping what does not worsen the goal nor pass a limit; the plan only gets better.

    Args:
        board: the problem.
        plan: the plan; its last state is its best.
        pinned: by seat the opening that must be taken, or EMPTY.
        goal: the number of a meter.
        rounds: how often it is tried.
    """
    cases = board[t.CASES]
    ruined = np.full(MOST_RUINED + 1, EMPTY, dtype=np.int64)
    kept = np.full(board[t.SEATS], EMPTY, dtype=np.int64)
    for _ in range(rounds if cases > 0 else 0):
        before = plan[t.TOTAL + goal]
        if before == 0 or plan[t.STOPPED] == 1:
            break
        count = _choose(board, plan, ruined, goal)
        for number in range(count):
            _empty(board, plan, ruined[number], kept)
        _fill_again(board, plan, pinned, ruined, count)
        if plan[t.TOTAL + goal] <= before and within_limits(plan):
            continue
        for number in range(count):
            _empty(board, plan, ruined[number], kept[:0])
        for number in range(count):
            _restore(board, plan, ruined[number], kept)


@compiled
def _choose(board: Whole, plan: Whole, ruined: Whole, goal: int) -> int:
    """Write down which cases are ruined, one without a team first if there is any, and return how many."""
    cases = board[t.CASES]
    start = draw(plan, cases)
    ruined[0] = start
    for step in range(cases):
        if _is_worst(board, plan, (start + step) % cases, goal):
            ruined[0] = (start + step) % cases
            break
    count, wanted = 1, draw(plan, MOST_RUINED + 1)
    for _ in range(wanted):
        case = ruined[0] if draw(plan, 2) == 0 else ruined[draw(plan, count)]
        person = _rival(board, plan, case)
        if person != EMPTY:
            count = _add_cases_of(board, plan, person, case, ruined, count)
        if count > wanted:
            break
    return count


@compiled
def _add_cases_of(board: Whole, plan: Whole, person: int, case: int, ruined: Whole, count: int) -> int:
    """Add the cases on which the person sits while the case runs, as far as there is room, and return how many are."""
    held = plan[t.HELD] + t.ROOM * person
    for place in range(held + 1, held + plan[held] + 1):
        other = get(board, t.SEAT_CASE, plan[place])
        overlap = get(board, t.CASE_FIRST, other) < get(board, t.CASE_LAST, case) and get(
            board, t.CASE_FIRST, case
        ) < get(board, t.CASE_LAST, other)
        if overlap and count < len(ruined) and other not in ruined[:count]:
            ruined[count] = other
            count += 1
    return count


@compiled
def _is_worst(board: Whole, plan: Whole, case: int, goal: int) -> bool:
    """Tell whether the case is one of those that make the goal's meter what it is."""
    if goal == t.UNSTAFFED:
        return get(plan, t.STAFFED, case) == 0
    if goal == t.LACKING:
        return get(plan, t.STAFFED, case) == 1 and get(plan, t.SERVED, case) < plan[t.TARGET + t.LACKING]
    if goal == t.EXCESS:
        for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
            opening = get(plan, t.SEATED, seat)
            if opening != EMPTY:
                load = get(plan, t.LOAD, get(board, t.OPEN_PERSON, opening))
                if load > plan[t.TARGET + t.EXCESS]:
                    return True
        return False
    return True


@compiled
def _rival(board: Whole, plan: Whole, case: int) -> int:
    """Draw somebody who could sit on the case, rather one who brings what it needs; EMPTY if the draw hits nobody."""
    seats = get(board, t.CASE_SEATS, case + 1) - get(board, t.CASE_SEATS, case)
    post = get(board, t.SEAT_POST, get(board, t.CASE_SEATS, case) + draw(plan, seats))
    first, last = get(board, t.POST_OPENINGS, post), get(board, t.POST_OPENINGS, post + 1)
    chosen, most = EMPTY, -1
    for _ in range(min(last - first, 1 + draw(plan, LOOKS))):
        person = get(board, t.OPEN_PERSON, first + draw(plan, last - first))
        brings = meets(board, case, person)
        if brings > most:
            chosen, most = person, brings
    return chosen


@compiled
def _empty(board: Whole, plan: Whole, case: int, kept: Whole) -> None:
    """Let everybody stand up from the case; who sat where is written down where there is room."""
    close_case(board, plan, case, 0)
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        opening = stand_up(board, plan, seat) if get(plan, t.SEATED, seat) != EMPTY else EMPTY
        if len(kept) > 0:
            kept[seat] = opening


@compiled
def _restore(board: Whole, plan: Whole, case: int, kept: Whole) -> None:
    whole = True
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        if kept[seat] == EMPTY:
            whole = False
        else:
            sit_down(board, plan, seat, kept[seat])
    if whole:
        close_case(board, plan, case, 1)


@compiled
def _fill_again(board: Whole, plan: Whole, pinned: Whole, ruined: Whole, count: int) -> None:
    """Staff the first case, then the others from a random one on, as far as it goes."""
    fill(board, plan, pinned, ruined[0])
    turn = draw(plan, count)
    for step in range(count):
        case = ruined[(turn + step) % count]
        if get(plan, t.STAFFED, case) == 0 and case != ruined[0]:
            fill(board, plan, pinned, case)


@compiled
def fill(board: Whole, plan: Whole, pinned: Whole, case: int) -> bool:
    """Staff an empty case greedily, the rarest seats first; False and empty again if that fails."""
    first, last = get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)
    possible = last > first
    for seat in range(first, last):
        if pinned[seat] != EMPTY and possible:
            possible = may_sit(board, plan, seat, pinned[seat])
            if possible:
                sit_down(board, plan, seat, pinned[seat])
    while possible:
        seat = _rarest(board, plan, case)
        if seat == EMPTY:
            break
        opening = _best(board, plan, seat, 1 + draw(plan, TRIES), _must_cover(board, plan, case))
        possible = opening != EMPTY
        if possible:
            sit_down(board, plan, seat, opening)
    if possible and meets_needs(board, plan, case):
        close_case(board, plan, case, 1)
        return True
    for seat in range(first, last):
        if get(plan, t.SEATED, seat) != EMPTY:
            stand_up(board, plan, seat)
    return False


@compiled
def _rarest(board: Whole, plan: Whole, case: int) -> int:
    """Return the empty seat of the post with the fewest openings; EMPTY if all are taken."""
    found, fewest = EMPTY, 2**60
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        post = get(board, t.SEAT_POST, seat)
        openings = get(board, t.POST_OPENINGS, post + 1) - get(board, t.POST_OPENINGS, post)
        if get(plan, t.SEATED, seat) == EMPTY and openings < fewest:
            found, fewest = seat, openings
    return found


@compiled
def _must_cover(board: Whole, plan: Whole, case: int) -> int:
    """Return how much of what the team lacks the next of its members must bring, or its last seats cannot."""
    lacks, left = 0, 0
    if get(board, t.CASE_FEMALE, case) == 1 and not has_woman(board, plan, case):
        lacks += 1
    for need in range(get(board, t.CASE_NEEDS, case), get(board, t.CASE_NEEDS, case + 1)):
        if not has_skill(board, plan, case, need):
            lacks += 1
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        if get(plan, t.SEATED, seat) == EMPTY and get(board, t.POST_INVESTIGATES, get(board, t.SEAT_POST, seat)) == 1:
            left += 1
    return max(int(0 < left <= lacks), lacks - (left - 1))


@compiled
def _best(board: Whole, plan: Whole, seat: int, tries: int, must_cover: int) -> int:
    """Return the opening with the least appearance and load among the first few, from a random one on, that fit."""
    post, case = get(board, t.SEAT_POST, seat), get(board, t.SEAT_CASE, seat)
    first, last = get(board, t.POST_OPENINGS, post), get(board, t.POST_OPENINGS, post + 1)
    on_team = get(board, t.POST_INVESTIGATES, post) == 1
    chosen, least = EMPTY, 2**60
    start = draw(plan, last - first) if last > first else 0
    for step in range(last - first):
        opening = first + (start + step) % (last - first)
        person = get(board, t.OPEN_PERSON, opening)
        covered = covers(board, plan, case, person) if on_team else 0
        if (on_team and covered < must_cover) or not may_sit(board, plan, seat, opening):
            continue
        cost = 10_000_000 * get(board, t.OPEN_APPEARANCE, opening) + get(plan, t.LOAD, person) - 1_000_000 * covered
        if cost < least:
            chosen, least = opening, cost
        tries -= 1
        if tries == 0:
            break
    return chosen

"""Small changes to a whole plan, kept if they do not heat it too much: simulated annealing in whole numbers."""

from math import log
from typing import Final

from allocation.arrays import Whole, whole
from allocation.search import tables as t
from allocation.search.compiled import compiled
from allocation.search.seating import sit_down, spread, stand_up
from allocation.search.sitting import may_sit, meets_needs, within_limits
from allocation.search.tables import EMPTY, draw, get

CHANCES: Final = 4096
GRAIN: Final = 2**16
LOGARITHMS: Final = whole(round(-log((chance + 0.5) / CHANCES) * GRAIN) for chance in range(CHANCES))
"""Minus the logarithm of each chance in whole grains, so that no machine rounds another way."""
_BY_OPENING: Final = (
    (t.OPEN_CHANGE, t.CHANGED, 1),
    (t.OPEN_TRAVEL, t.TRAVEL, 1),
    (t.OPEN_FIT, t.UNFIT, -1),
)
"""Columns that decide a meter alone, and with which sign."""
COOLING: Final = 512
"""Moves between two steps of the temperature, and two looks whether anybody still waits."""
LOOKS: Final = 12
"""How many seats are looked at for one that matters most."""


@compiled
def anneal(board: Whole, plan: Whole, fixed: Whole, goal: int, heat: int, moves: int) -> Whole:
    """Make the goal's meter small under the limits of the others, and return the best seats found.

    Args:
        board: the problem.
        plan: a plan within its limits; left as the last plan, not the best.
        fixed: 1 for each seat that nobody else may take.
        goal: the number of a meter.
        heat: by how much a change may worsen the meter at the beginning, about.
        moves: how many changes are tried.
    """
    seats = board[t.SEATS]
    seated = plan[plan[t.SEATED] : plan[t.SEATED] + seats]
    best, least = seated.copy(), plan[t.TOTAL + goal]
    if seats == 0:
        return best
    warmth = heat
    for move in range(moves):
        if move % COOLING == 0:
            if plan[t.STOPPED] == 1:
                break
            left = moves - move
            warmth = heat * left // moves * left // moves
        before = plan[t.TOTAL + goal]
        allowed = before + (warmth * LOGARITHMS[draw(plan, CHANCES)]) // GRAIN
        if draw(plan, 4) == 0:
            _exchange(board, plan, fixed, goal, allowed)
        else:
            _replace(board, plan, fixed, goal, allowed)
        if plan[t.TOTAL + goal] < least:
            least = plan[t.TOTAL + goal]
            best[:] = seated
            if least == 0 and goal in (t.LACKING, t.EXCESS):
                break
    return best


@compiled
def _pick(board: Whole, plan: Whole, goal: int) -> int:
    """Draw a taken seat, for loads and served cases rather one that is over its target."""
    last = EMPTY
    for look in range(LOOKS):
        seat = draw(plan, board[t.SEATS])
        taken = get(plan, t.SEATED, seat)
        if taken == EMPTY or get(plan, t.STAFFED, get(board, t.SEAT_CASE, seat)) == 0:
            continue
        last = seat
        if look < LOOKS - 1 and _is_at_ease(board, plan, seat, goal):
            continue
        break
    return last


@compiled
def _is_at_ease(board: Whole, plan: Whole, seat: int, goal: int) -> bool:
    """Tell whether a seat has no part in what a target of loads or of served cases is missed by."""
    if goal == t.EXCESS:
        load = get(plan, t.LOAD, get(board, t.OPEN_PERSON, get(plan, t.SEATED, seat)))
        return load <= int(plan[t.TARGET + t.EXCESS])
    return goal == t.LACKING and get(plan, t.SERVED, get(board, t.SEAT_CASE, seat)) >= int(plan[t.TARGET + t.LACKING])


@compiled
def _replace(board: Whole, plan: Whole, fixed: Whole, goal: int, allowed: int) -> None:
    """Give a seat to somebody else, if that passes no limit and leaves the goal at what is allowed or below."""
    seat = _pick(board, plan, goal)
    if seat == EMPTY or fixed[seat] == 1:
        return
    post, case = get(board, t.SEAT_POST, seat), get(board, t.SEAT_CASE, seat)
    first, last = get(board, t.POST_OPENINGS, post), get(board, t.POST_OPENINGS, post + 1)
    opening, old = first + draw(plan, last - first), get(plan, t.SEATED, seat)
    leaver, comer = get(board, t.OPEN_PERSON, old), get(board, t.OPEN_PERSON, opening)
    work = get(board, t.CASE_WORK, case) if get(board, t.POST_TAKES_TIME, post) == 1 else 0
    if leaver == comer or not _could_pay(board, plan, goal, allowed, old, opening, -1, -1, leaver, comer, work):
        return
    stand_up(board, plan, seat)
    if may_sit(board, plan, seat, opening):
        sit_down(board, plan, seat, opening)
        if plan[t.TOTAL + goal] <= allowed and within_limits(plan) and meets_needs(board, plan, case):
            return
        stand_up(board, plan, seat)
    sit_down(board, plan, seat, old)


@compiled
def _exchange(board: Whole, plan: Whole, fixed: Whole, goal: int, allowed: int) -> None:
    """Let two people change places, in one case or two, under the same conditions."""
    one, other = _pick(board, plan, goal), _pick(board, plan, -1)
    if one in (other, EMPTY) or other == EMPTY or fixed[one] == 1 or fixed[other] == 1:
        return
    post_one, post_other = get(board, t.SEAT_POST, one), get(board, t.SEAT_POST, other)
    from_one, from_other = get(plan, t.SEATED, one), get(plan, t.SEATED, other)
    leaver, comer = get(board, t.OPEN_PERSON, from_one), get(board, t.OPEN_PERSON, from_other)
    to_one, to_other = opening_of(board, post_one, comer), opening_of(board, post_other, leaver)
    if EMPTY in (to_one, to_other) or post_one == post_other:
        return
    case_one, case_other = get(board, t.SEAT_CASE, one), get(board, t.SEAT_CASE, other)
    work = get(board, t.CASE_WORK, case_one) * get(board, t.POST_TAKES_TIME, post_one)
    work -= get(board, t.CASE_WORK, case_other) * get(board, t.POST_TAKES_TIME, post_other)
    if not _could_pay(board, plan, goal, allowed, from_one, to_one, from_other, to_other, leaver, comer, work):
        return
    stand_up(board, plan, one)
    stand_up(board, plan, other)
    if may_sit(board, plan, one, to_one):
        sit_down(board, plan, one, to_one)
        if may_sit(board, plan, other, to_other):
            sit_down(board, plan, other, to_other)
            if (
                plan[t.TOTAL + goal] <= allowed
                and within_limits(plan)
                and meets_needs(board, plan, case_one)
                and meets_needs(board, plan, case_other)
            ):
                return
            stand_up(board, plan, other)
        stand_up(board, plan, one)
    sit_down(board, plan, one, from_one)
    sit_down(board, plan, other, from_other)


@compiled
def _could_pay(
    board: Whole,
    plan: Whole,
    goal: int,
    allowed: int,
    from_one: int,
    to_one: int,
    from_other: int,
    to_other: int,
    leaver: int,
    comer: int,
    work: int,
) -> bool:
    """Tell, without moving anybody, whether the meters that openings and loads alone decide let a change through.

    Args:
        board: the problem.
        plan: the plan.
        goal: the meter that is made small.
        allowed: what it may be after the change.
        from_one: the opening that is left; ``to_one`` the one that is taken there.
        to_one: see there.
        from_other: the same of a second seat, or EMPTY.
        to_other: see there.
        leaver: the person who loses ``work``, in percent-weeks; it may be negative.
        comer: the person who gains it.
        work: see there.
    """
    for column, meter, sign in _BY_OPENING:
        change = get(board, column, to_one) - get(board, column, from_one)
        if from_other != EMPTY:
            change += get(board, column, to_other) - get(board, column, from_other)
        after = plan[t.TOTAL + meter] + sign * change
        if change * sign > 0 and (after > plan[t.LIMIT + meter] or (meter == goal and after > allowed)):
            return False
    if work == 0:
        return True
    loss, gain = -work * get(board, t.PERSON_WEIGHT, leaver), work * get(board, t.PERSON_WEIGHT, comer)
    less, more = get(plan, t.LOAD, leaver), get(plan, t.LOAD, comer)
    target, tier = plan[t.TARGET + t.EXCESS], get(board, t.WEIGHTS, t.TIER)
    excess = max(0, less + loss - target) - max(0, less - target) + max(0, more + gain - target) - max(0, more - target)
    if excess > 0 and plan[t.TOTAL + t.EXCESS] + excess > (allowed if goal == t.EXCESS else plan[t.LIMIT + t.EXCESS]):
        return False
    spreads = spread(less + loss, tier) - spread(less, tier) + spread(more + gain, tier) - spread(more, tier)
    most = allowed if goal == t.SPREAD else int(plan[t.LIMIT + t.SPREAD])
    return bool(spreads <= 0 or plan[t.TOTAL + t.SPREAD] + spreads <= most)


@compiled
def opening_of(board: Whole, post: int, person: int) -> int:
    """Return the person's opening at the post, or EMPTY."""
    first, last = get(board, t.POST_OPENINGS, post), get(board, t.POST_OPENINGS, post + 1)
    while first < last:
        middle = (first + last) // 2
        if get(board, t.OPEN_PERSON, middle) < person:
            first = middle + 1
        else:
            last = middle
    found = first < get(board, t.POST_OPENINGS, post + 1) and get(board, t.OPEN_PERSON, first) == person
    return first if found else EMPTY

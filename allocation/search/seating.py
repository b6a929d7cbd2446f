"""People sit down and stand up; every meter of a plan is kept up to date seat by seat."""

from allocation.arrays import Whole
from allocation.search import tables as t
from allocation.search.compiled import compiled
from allocation.search.tables import EMPTY, get, put


@compiled
def spread(load: int, tier: int) -> int:
    """Return what lies above each whole tier, added up; as ``measures.spread``."""
    steps = load // tier
    return steps * load - tier * steps * (steps + 1) // 2


@compiled
def read_meters(board: Whole, plan: Whole) -> None:
    """Read the meters of loads and of served cases afresh, after their targets have changed."""
    for meter in (t.EXCESS, t.SPREAD, t.LACKING, t.TENTH):
        plan[t.TOTAL + meter] = 0
    for person in range(board[t.PEOPLE]):
        load = get(plan, t.LOAD, person)
        plan[t.TOTAL + t.EXCESS] += max(0, load - plan[t.TARGET + t.EXCESS])
        plan[t.TOTAL + t.SPREAD] += spread(load, get(board, t.WEIGHTS, t.TIER))
    for case in range(board[t.CASES]):
        if get(plan, t.STAFFED, case) == 1:
            _count_served(board, plan, case, 1)


@compiled
def read_tickets(board: Whole, plan: Whole) -> None:
    """Read the meter of the lottery afresh, after the tickets were drawn."""
    plan[t.TOTAL + t.TICKETS] = 0
    for seat in range(board[t.SEATS]):
        if get(plan, t.SEATED, seat) != EMPTY:
            plan[t.TOTAL + t.TICKETS] += get(plan, t.TICKET, get(plan, t.SEATED, seat))


@compiled
def sit_down(board: Whole, plan: Whole, seat: int, opening: int) -> None:
    """Seat the person of the opening."""
    put(plan, t.SEATED, seat, opening)
    held = plan[t.HELD] + t.ROOM * get(board, t.OPEN_PERSON, opening)
    if plan[held] < t.ROOM - 1:
        plan[held] += 1
        plan[held + plan[held]] = seat
    _count(board, plan, seat, opening, 1)


@compiled
def stand_up(board: Whole, plan: Whole, seat: int) -> int:
    """Empty the seat and return the opening that was taken."""
    opening = get(plan, t.SEATED, seat)
    put(plan, t.SEATED, seat, EMPTY)
    held = plan[t.HELD] + t.ROOM * get(board, t.OPEN_PERSON, opening)
    for place in range(held + 1, held + plan[held] + 1):
        if plan[place] == seat:
            plan[place] = plan[held + plan[held]]
            plan[held] -= 1
            break
    _count(board, plan, seat, opening, -1)
    return opening


@compiled
def _count(board: Whole, plan: Whole, seat: int, opening: int, sign: int) -> None:
    """Add one taken opening to everything that is counted, or take it off."""
    case, post = get(board, t.SEAT_CASE, seat), get(board, t.SEAT_POST, seat)
    person = get(board, t.OPEN_PERSON, opening)
    plan[t.TOTAL + t.APPEARANCE] += sign * get(board, t.OPEN_APPEARANCE, opening)
    plan[t.TOTAL + t.CHANGED] += sign * get(board, t.OPEN_CHANGE, opening)
    plan[t.TOTAL + t.TRAVEL] += sign * get(board, t.OPEN_TRAVEL, opening)
    plan[t.TOTAL + t.TICKETS] += sign * get(plan, t.TICKET, opening)
    put(plan, t.LENT, person, get(plan, t.LENT, person) + sign * get(board, t.OPEN_LENT, opening))
    if get(board, t.POST_INVESTIGATES, post) == 1:
        fit = sign * get(board, t.OPEN_FIT, opening)
        plan[t.TOTAL + t.UNFIT] -= fit
        _serve(board, plan, case, get(plan, t.SERVED, case) + fit * get(board, t.CASE_SHARE, case))
        organ, home = get(board, t.PERSON_ORGAN, person), get(board, t.CASE_ORGAN, case)
        if organ != home and get(board, t.CASE_BY_OTHERS, case) == 1:
            _handle(board, plan, organ, home, sign)
    else:
        put(plan, t.REVIEWS, person, get(plan, t.REVIEWS, person) + sign)
    if get(board, t.POST_TAKES_TIME, post) == 1:
        _take_time(board, plan, case, person, sign)


@compiled
def _serve(board: Whole, plan: Whole, case: int, served: int) -> None:
    if get(plan, t.STAFFED, case) == 1:
        _count_served(board, plan, case, -1)
        put(plan, t.SERVED, case, served)
        _count_served(board, plan, case, 1)
    else:
        put(plan, t.SERVED, case, served)


@compiled
def _count_served(board: Whole, plan: Whole, case: int, sign: int) -> None:
    if get(board, t.CASE_SHARE, case) > 0:
        for meter in (t.LACKING, t.TENTH):
            plan[t.TOTAL + meter] += sign * max(0, plan[t.TARGET + meter] - get(plan, t.SERVED, case))


@compiled
def _take_time(board: Whole, plan: Whole, case: int, person: int, sign: int) -> None:
    before = get(plan, t.LOAD, person)
    after = before + sign * get(board, t.PERSON_WEIGHT, person) * get(board, t.CASE_WORK, case)
    put(plan, t.LOAD, person, after)
    tier, target = get(board, t.WEIGHTS, t.TIER), plan[t.TARGET + t.EXCESS]
    plan[t.TOTAL + t.SPREAD] += spread(after, tier) - spread(before, tier)
    plan[t.TOTAL + t.EXCESS] += max(0, after - target) - max(0, before - target)
    effort, full_time = sign * get(board, t.CASE_EFFORT, case), get(board, t.PERSON_FULL_TIME, person) == 1
    row, at_organ = person * board[t.MOMENTS], get(board, t.PERSON_ORGAN, person) * board[t.MOMENTS]
    used, drawn, organ_drawn = plan[t.USED] + row, plan[t.DRAWN] + row, plan[t.ORGAN_DRAWN] + at_organ
    was = 0 if sign > 0 else 1
    for moment in range(get(board, t.CASE_FIRST, case), get(board, t.CASE_LAST, case)):
        plan[used + moment] += effort
        if full_time and plan[drawn + moment] == was and get(board, t.AWAY, row + moment) == 0:
            plan[organ_drawn + moment] += sign
        plan[drawn + moment] += sign


@compiled
def _handle(board: Whole, plan: Whole, handler: int, handled: int, sign: int) -> None:
    """Count an organ's person who handles another organ's case, with the weight of what comes about in turn."""
    organs = board[t.ORGANS]
    count = get(plan, t.HANDLES, handler * organs + handled) + sign
    put(plan, t.HANDLES, handler * organs + handled, count)
    if count != (1 if sign > 0 else 0):
        return
    if get(board, t.WEIGHTS, t.FORBIDDEN) == 0 and _in_turn(board, plan, handler, handled):
        plan[t.TOTAL + t.APPEARANCE] += sign * get(board, t.WEIGHTS, t.RECIPROCITY)
    if get(board, t.WEIGHTS, t.RING) > 0:
        for third in range(organs):
            if third not in (handler, handled) and _in_ring(board, plan, handler, handled, third):
                plan[t.TOTAL + t.APPEARANCE] += sign * get(board, t.WEIGHTS, t.RING)


@compiled
def _in_turn(board: Whole, plan: Whole, handler: int, handled: int) -> bool:
    """Tell whether two organs handle each other because, and only because, this one now handles the other (R39)."""
    there, back = handler * board[t.ORGANS] + handled, handled * board[t.ORGANS] + handler
    handles_back = get(plan, t.HANDLES, back) > 0
    counts_anyway = handles_back and get(board, t.BEFORE, there) == 1
    return (handles_back or get(board, t.BEFORE, back) == 1) and not counts_anyway


@compiled
def _in_ring(board: Whole, plan: Whole, handler: int, handled: int, third: int) -> bool:
    """Tell whether three organs handle each other in a ring because, and only because, the first now does (R40)."""
    organs = board[t.ORGANS]
    onward, home = handled * organs + third, third * organs + handler
    now = get(plan, t.HANDLES, onward) > 0 or get(plan, t.HANDLES, home) > 0
    closes = (get(plan, t.HANDLES, onward) > 0 or get(board, t.BEFORE, onward) == 1) and (
        get(plan, t.HANDLES, home) > 0 or get(board, t.BEFORE, home) == 1
    )
    return closes and not (now and get(board, t.BEFORE, handler * organs + handled) == 1)


@compiled
def close_case(board: Whole, plan: Whole, case: int, staffed: int) -> None:
    """Mark a case as staffed with its whole team (1), or as not staffed (0) before its people stand up."""
    sign = staffed - get(plan, t.STAFFED, case)
    if sign != 0:
        put(plan, t.STAFFED, case, staffed)
        plan[t.TOTAL + t.UNSTAFFED] -= sign * get(board, t.CASE_WEIGHT, case)
        _count_served(board, plan, case, sign)

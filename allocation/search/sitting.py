"""The hard rules of a seat and of a whole team, beside all who sit already."""

from allocation.arrays import Whole
from allocation.search import tables as t
from allocation.search.compiled import compiled
from allocation.search.tables import EMPTY, get


@compiled
def sits_on(board: Whole, plan: Whole, case: int, person: int) -> bool:
    """Tell whether the person has a seat on the case."""
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        opening = get(plan, t.SEATED, seat)
        if opening != EMPTY and get(board, t.OPEN_PERSON, opening) == person:
            return True
    return False


@compiled
def may_sit(board: Whole, plan: Whole, seat: int, opening: int) -> bool:
    """Tell whether the person of the opening may take the empty seat beside all who sit, needs of the team aside."""
    case, post = get(board, t.SEAT_CASE, seat), get(board, t.SEAT_POST, seat)
    person = get(board, t.OPEN_PERSON, opening)
    if sits_on(board, plan, case, person) or not _stays_apart(board, plan, case, person, post):
        return False
    if get(board, t.OPEN_LENT, opening) == 1 and not _has_rested(board, plan, case, person):
        return False
    for place in range(get(board, t.KIN_START, person), get(board, t.KIN_START, person + 1)):
        if sits_on(board, plan, case, get(board, t.KIN_PERSON, place)):
            return False
    if get(board, t.POST_INVESTIGATES, post) == 0:
        if get(plan, t.REVIEWS, person) >= get(board, t.PERSON_REVIEWS, person):
            return False
    elif not _fits_organs(board, plan, case, get(board, t.PERSON_ORGAN, person)):
        return False
    return get(board, t.POST_TAKES_TIME, post) == 0 or _has_time(board, plan, case, person)


@compiled
def _stays_apart(board: Whole, plan: Whole, case: int, person: int, post: int) -> bool:
    """Tell whether the person has no part in the case's re-examination (R24), and no other in a linked one (R23)."""
    investigates = get(board, t.POST_INVESTIGATES, post)
    for place in range(get(board, t.LINK_START, case), get(board, t.LINK_START, case + 1)):
        linked = get(board, t.LINK_CASE, place)
        for seat in range(get(board, t.CASE_SEATS, linked), get(board, t.CASE_SEATS, linked + 1)):
            opening = get(plan, t.SEATED, seat)
            if opening != EMPTY and get(board, t.OPEN_PERSON, opening) == person:
                alike = get(board, t.POST_INVESTIGATES, get(board, t.SEAT_POST, seat)) == investigates
                if not alike or get(board, t.LINK_APART, place) == 1:
                    return False
    return True


@compiled
def _has_rested(board: Whole, plan: Whole, case: int, person: int) -> bool:
    """Tell whether no other loan of the person runs at once with one to the case, or comes too close (R46)."""
    left = get(plan, t.LENT, person)
    held = plan[t.HELD] + t.ROOM * person
    for place in range(held + 1, held + plan[held] + 1):
        if left > 0 and get(board, t.OPEN_LENT, get(plan, t.SEATED, plan[place])) == 1:
            left -= 1
            other = get(board, t.SEAT_CASE, plan[place])
            if get(board, t.CASE_BEGINS, other) < get(board, t.CASE_RESTED, case) and get(
                board, t.CASE_BEGINS, case
            ) < get(board, t.CASE_RESTED, other):
                return False
    return left == 0  # of loans that there was no room to write down, nobody knows when they run


@compiled
def _fits_organs(board: Whole, plan: Whole, case: int, organ: int) -> bool:
    """Tell whether one more of the organ may be on the team, and the organ may handle the home organ's case (R39)."""
    count = 0
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        opening = get(plan, t.SEATED, seat)
        if opening != EMPTY and get(board, t.POST_INVESTIGATES, get(board, t.SEAT_POST, seat)) == 1:
            count += get(board, t.PERSON_ORGAN, get(board, t.OPEN_PERSON, opening)) == organ
    if count >= get(board, t.ORGAN_MOST, organ):
        return False
    home = get(board, t.CASE_ORGAN, case)
    if home == organ or get(board, t.CASE_BY_OTHERS, case) == 0 or get(board, t.WEIGHTS, t.FORBIDDEN) == 0:
        return True
    return get(plan, t.HANDLES, home * board[t.ORGANS] + organ) == 0


@compiled
def _has_time(board: Whole, plan: Whole, case: int, person: int) -> bool:
    """Tell whether the case fits into the person's time (R43) and leaves enough people at her organ (R44)."""
    load = get(plan, t.LOAD, person) + get(board, t.PERSON_WEIGHT, person) * get(board, t.CASE_WORK, case)
    if load - plan[t.TARGET + t.EXCESS] > plan[t.LIMIT + t.EXCESS]:
        return False
    room = get(board, t.PERSON_CAPACITY, person) - get(board, t.CASE_EFFORT, case)
    first, last = get(board, t.CASE_FIRST, case), get(board, t.CASE_LAST, case)
    row = person * board[t.MOMENTS]
    for moment in range(first, last):
        if get(plan, t.USED, row + moment) > room:
            return False
    if get(board, t.PERSON_FULL_TIME, person) == 1:
        at_organ = get(board, t.PERSON_ORGAN, person) * board[t.MOMENTS]
        for moment in range(first, last):
            at_home = get(plan, t.DRAWN, row + moment) == 0 and get(board, t.AWAY, row + moment) == 0
            if at_home and get(plan, t.ORGAN_DRAWN, at_organ + moment) >= get(board, t.MAY_LEAVE, at_organ + moment):
                return False
    return True


@compiled
def meets_needs(board: Whole, plan: Whole, case: int) -> bool:
    """Tell whether a whole team has the skills (R34) and the woman (R31) that its case needs."""
    for need in range(get(board, t.CASE_NEEDS, case), get(board, t.CASE_NEEDS, case + 1)):
        if not has_skill(board, plan, case, need):
            return False
    return get(board, t.CASE_FEMALE, case) == 0 or has_woman(board, plan, case)


@compiled
def has_skill(board: Whole, plan: Whole, case: int, need: int) -> bool:
    """Tell whether somebody of the team covers the need."""
    skill, grade = get(board, t.NEED_SKILL, need), get(board, t.NEED_GRADE, need)
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        opening = get(plan, t.SEATED, seat)
        if opening != EMPTY and get(board, t.POST_INVESTIGATES, get(board, t.SEAT_POST, seat)) == 1:
            person = get(board, t.OPEN_PERSON, opening)
            if get(board, t.PERSON_SKILL, person * board[t.SKILLS] + skill) >= grade:
                return True
    return False


@compiled
def has_woman(board: Whole, plan: Whole, case: int) -> bool:
    """Tell whether a woman is on the team."""
    for seat in range(get(board, t.CASE_SEATS, case), get(board, t.CASE_SEATS, case + 1)):
        opening = get(plan, t.SEATED, seat)
        on_team = opening != EMPTY and get(board, t.POST_INVESTIGATES, get(board, t.SEAT_POST, seat)) == 1
        if on_team and get(board, t.PERSON_FEMALE, get(board, t.OPEN_PERSON, opening)) == 1:
            return True
    return False


@compiled
def meets(board: Whole, case: int, person: int) -> int:
    """Count the needs of the case that the person meets."""
    met = get(board, t.CASE_FEMALE, case) * get(board, t.PERSON_FEMALE, person)
    for need in range(get(board, t.CASE_NEEDS, case), get(board, t.CASE_NEEDS, case + 1)):
        grade = get(board, t.PERSON_SKILL, person * board[t.SKILLS] + get(board, t.NEED_SKILL, need))
        met += int(grade >= get(board, t.NEED_GRADE, need))
    return met


@compiled
def covers(board: Whole, plan: Whole, case: int, person: int) -> int:
    """Count what the team still lacks and the person would bring."""
    brings = 0
    if get(board, t.CASE_FEMALE, case) == 1 and get(board, t.PERSON_FEMALE, person) == 1:
        brings += not has_woman(board, plan, case)
    for need in range(get(board, t.CASE_NEEDS, case), get(board, t.CASE_NEEDS, case + 1)):
        able = get(board, t.PERSON_SKILL, person * board[t.SKILLS] + get(board, t.NEED_SKILL, need)) >= get(
            board, t.NEED_GRADE, need
        )
        brings += able and not has_skill(board, plan, case, need)
    return brings


@compiled
def within_limits(plan: Whole) -> bool:
    """Tell whether no meter passes its limit."""
    for meter in range(t.METERS):  # noqa: SIM110  (compiled code knows no generators)
        if plan[t.TOTAL + meter] > plan[t.LIMIT + meter]:
            return False
    return True

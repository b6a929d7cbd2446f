"""Who is left for the places of one case, and which rules take the others away, from the record alone."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from verify.facts import investigates, runs_on
from verify.record import digest
from verify.shapes import Row

Closings = dict[tuple[int, str], set[str]]
"""By person and role of the case the codes of what closes it to her; nothing where it is open."""
ALL: Final = 100


def world_of(run: Row, facts: Row, *, beside: bool) -> Row:
    """Return what decides who is left: the problem as it is, or with all that the plan's seats take of it."""
    seats = facts["seats"] if beside else []
    problem = facts["problem"]
    busy = [*problem["busy"], *(row for seat in seats if (row := _taken(facts, seat)) is not None)]
    handled = {(handler, home) for handler, home in problem["handled_before"]}
    for seat in seats:
        case, person = facts["cases"][seat["case"]], facts["people"][seat["person"]]
        if investigates(seat) and case["handled_by_others"] and person["organ"] != case["organ"]:
            handled.add((person["organ"], case["organ"]))
    bookings: dict[int, list[Row]] = {}
    for row in busy:
        bookings.setdefault(row["person"], []).append(row)
    staff: dict[int, list[int]] = {}
    for person in facts["people"].values():
        if person["full_time"]:
            staff.setdefault(person["organ"], []).append(person["id"])
    return {
        "facts": facts,
        "staff": staff,
        "limits": facts["limits"],
        "seed": run["seed"],
        "bookings": bookings,
        "handled": handled,
        "seats": seats,
        "reviews": Counter(seat["person"] for seat in seats if not investigates(seat)),
        "kept": {(pin["case"], pin["person"]) for pin in (*problem["pins"], *problem["published"])},
        "published": {(pin["case"], pin["person"], pin["role"]) for pin in problem["published"]},
    }


def closings_of(world: Row, case: Row) -> Closings:
    """Judge everybody for every role that the case wants."""
    return {
        (person["id"], place["role"]): set(_closing(world, case, person, place))
        for person in world["facts"]["people"].values()
        for place in case["places"]
    }


def booked(world: Row, person: int, day: int) -> int:
    """Return the percent of a person's time that is booked on a day."""
    return sum(row["effort"] for row in world["bookings"].get(person, []) if runs_on(row, day))


def days_of(world: Row, case: Row, people: list[int], *edges: str) -> set[int]:
    """Return the days of a case's window on which a booking of the people has one of the edges, and its first day."""
    turns = {row[edge] for person in people for row in world["bookings"].get(person, []) for edge in edges}
    return {case["start"]} | {day for day in turns if case["start"] < day < case["end"]}


def takes_time(limits: Row, seat: Row) -> bool:
    """Tell whether a place takes time: all do, but for reviews where the policy says so."""
    return bool(limits["reviews_take_time"] or investigates(seat))


def _closing(world: Row, case: Row, person: Row, place: Row) -> Iterator[str]:
    if case["districts"] and person["district"] not in case["districts"]:
        yield "OUT_OF_REACH"
        return
    yield from _by_recusal(world, case, person, place)
    role, reviews = place["role"], world["reviews"][person["id"]]
    if (role == "LEAD" and not person["may_lead"]) or (role == "REVIEWER" and not person["may_review"]):
        yield "NOT_QUALIFIED"
    if role == "LEAD" and person["rank"] < case["lead_rank"]:
        yield "LEAD_RANK"
    if role == "REVIEWER" and person["most_reviews"] is not None and person["most_reviews"] <= reviews:
        yield "MOST_REVIEWS"
    handles = investigates(place) and case["handled_by_others"] and person["organ"] != case["organ"]
    if world["limits"]["forbid_reciprocity"] and handles and (case["organ"], person["organ"]) in world["handled"]:
        yield "R39"
    if takes_time(world["limits"], place):
        free = person["capacity"] - case["effort"]
        if any(booked(world, person["id"], day) > free for day in days_of(world, case, [person["id"]], "start")):
            yield "NOT_FREE"
        if not _may_leave_home(world, case, person):
            yield "R44"
    if _is_loan(world, case, person, role) and not _has_rested(world, case, person):
        yield "R46"


def _by_recusal(world: Row, case: Row, person: Row, place: Row) -> Iterator[str]:
    """Yield the rules of what recusal found, those between cases, and the lot that lets her sit a sensitive one out."""
    chair, found = (case["id"], person["id"]), world["facts"]["findings"].get((case["id"], person["id"]), [])
    sits_out = case["most_chance"] < ALL and chair not in world["kept"] and _is_left_out(world, case, person)
    if sits_out:
        yield "SITS_OUT"
    yield from _separated(world, case, person, place)
    for pair in found:
        closes_all = sits_out and pair["role"] is None
        if pair["role"] not in (None, place["role"]):
            continue
        if pair["barred"]:
            yield from pair["rules"] or ["BARRED"]
        elif closes_all:
            yield from pair["rules"]
        elif pair["waivers"] and not world["limits"]["plan_with_waivers"]:
            yield from pair["rules"] or ["WAIVER_NEEDED"]


def _separated(world: Row, case: Row, person: Row, place: Row) -> Iterator[str]:
    """Yield R23 where she has a seat of the other sort on a linked case, R24 where any on one that is kept apart."""
    for rule, name in (("R23", "linked"), ("R24", "apart")):
        links = [pair for pair in world["facts"]["problem"][name] if case["id"] in pair]
        for seat in world["seats"] if links else ():
            is_hers = seat["person"] == person["id"] and seat["case"] != case["id"]
            clashes = rule == "R24" or investigates(seat) is not investigates(place)
            if is_hers and clashes and any(seat["case"] in pair for pair in links):
                yield rule


def _is_left_out(world: Row, case: Row, person: Row) -> bool:
    drawn = int(digest(f"{world['seed']}|{case['id']}|{person['id']}|SITS_OUT")[:16], 16)
    return bool(drawn * ALL >= case["most_chance"] << 64)


def _may_leave_home(world: Row, case: Row, person: Row) -> bool:
    """Tell whether her organ can spare her on every day of the case, if nobody else of it is drawn (R44)."""
    facts, organ = world["facts"], person["organ"]
    staff = world["staff"].get(organ, [])
    others = sum(people for home, people in facts["problem"]["others_at_home"] if home == organ)
    spare = len(staff) + others - world["limits"]["keep_at_home"]
    if spare < 0 or not person["full_time"]:
        return bool(spare >= 0)
    for day in days_of(world, case, staff, "start", "end"):
        away = [one for one in staff if any(runs_on(row, day) for row in _elsewhere(world, one))]
        if person["id"] not in away and len(away) >= spare:
            return False
    return True


def _elsewhere(world: Row, person: int) -> Iterator[Row]:
    return (row for row in world["bookings"].get(person, []) if not (row["at_home"] or row["share"]))


def _is_loan(world: Row, case: Row, person: Row, role: str) -> bool:
    own = case["own_organs"]
    if world["limits"]["loan_rest"] is None or not own or role == "LEAD" or person["organ"] in own:
        return False
    return (case["id"], person["id"], role) not in world["published"]


def _has_rested(world: Row, case: Row, person: Row) -> bool:
    rest = world["limits"]["loan_rest"]
    loans = (row for row in world["bookings"].get(person["id"], []) if row["lent"])
    return not any(case["start"] < row["end"] + rest and row["start"] < case["end"] + rest for row in loans)


def _taken(facts: Row, seat: Row) -> Row | None:
    """Return what a seat books of a person: time, a loan, or both; None for neither."""
    case, timely = facts["cases"][seat["case"]], takes_time(facts["limits"], seat)
    published = {(pin["case"], pin["person"], pin["role"]) for pin in facts["problem"]["published"]}
    as_it_is = {"limits": facts["limits"], "published": published}
    lent = _is_loan(as_it_is, case, facts["people"][seat["person"]], seat["role"])
    if not (timely or lent):
        return None
    window = {"person": seat["person"], "start": case["start"], "end": case["end"]}
    return window | {"effort": case["effort"] if timely else 0, "at_home": not timely, "lent": lent, "share": False}

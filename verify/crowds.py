"""Places of several cases for which too few people are left, counted anew as a flow of people to places."""

from itertools import accumulate, pairwise

from verify.openings import booked, closings_of, days_of, takes_time
from verify.shapes import Row

NAMED = 100
"""So many people are named under one reason, where all are counted."""
Flow = dict[object, dict[object, int]]
"""By node the room that is left towards each other node."""


def together(world: Row, case: Row, shortage: Row) -> bool:
    """Tell whether places of this case and of those that it clashes with want more than the people can fill."""
    told, cases = shortage["together"], world["facts"]["cases"]
    posts = [(number, role) for number, role in told["places"]]
    if {number for number, _ in posts} != {case["id"], *shortage["clashes_with"]}:
        return False
    wanted = {(one["id"], place["role"]): place["count"] for one in cases.values() for place in one["places"]}
    if len(set(posts)) < len(posts) or not wanted.keys() >= set(posts):
        return False
    chairs = [
        (number, person, role)
        for number in {number for number, _ in posts}
        for (person, role), codes in closings_of(world, cases[number]).items()
        if not codes and (number, role) in posts
    ]
    places = sum(wanted[post] for post in posts)
    fillable = _flow({post: wanted[post] for post in posts}, chairs, world)
    people = sorted({person for _, person, _ in chairs})
    figures = told["wanted"], told["people_left"], told["fillable"]
    named = told.get("who_is_left", people[:NAMED]) == people[:NAMED]
    return named and fillable < places and figures == (places, len(people), fillable)


def _flow(wanted: dict[object, int], chairs: list[tuple[int, int, str]], world: Row) -> int:
    """Return how many places can be filled at most: one seat a person on a case, and as many cases as she has time."""
    room: Flow = {"posts": dict(wanted), "people": {}}
    arcs: list[tuple[object, object]] = [((number, role), (number, person)) for number, person, role in chairs]
    arcs += [((number, person), person) for number, person, _ in chairs]
    for one, other in arcs:
        room.setdefault(one, {})[other] = 1
        room.setdefault(other, {})
    for person in {person for _, person, _ in chairs}:
        room[person]["people"] = _most(world, person, [chair for chair in chairs if chair[1] == person])
    filled = 0
    while (path := _way(room)) is not None:
        for start, end in pairwise(path):
            room[start][end] -= 1
            room[end][start] = room[end].get(start, 0) + 1
        filled += 1
    return filled


def _way(room: Flow) -> list[object] | None:
    """Return a way from the posts to the people on which there is room; None if there is none any more."""
    came: dict[object, object] = {"posts": None}
    line: list[object] = ["posts"]
    for node in line:
        for other, left in room.get(node, {}).items():
            if left > 0 and other not in came:
                came[other] = node
                line.append(other)
    if "people" not in came:
        return None
    way: list[object] = ["people"]
    while way[-1] != "posts":
        way.append(came[way[-1]])
    return way[::-1]


def _most(world: Row, person: int, chairs: list[tuple[int, int, str]]) -> int:
    """Return on how many of the cases she can be at most: by her time, each day looked at alone, and by her reviews."""
    limits, one = world["limits"], world["facts"]["people"][person]
    cases = {number for number, _, _ in chairs}
    free = {number for number, _, role in chairs if not takes_time(limits, {"role": role})}
    on_team = {number for number, _, role in chairs if role != "REVIEWER"}
    reviews = len(cases - on_team) if one["most_reviews"] is None else min(len(cases - on_team), one["most_reviews"])
    held = [world["facts"]["cases"][number] for number in cases - free]
    left_out = 0
    for day in {day for case in held for day in days_of(world, case, [person], "start")}:
        capacity = one["capacity"] - booked(world, person, day)
        efforts = sorted(case["effort"] for case in held if case["start"] <= day < case["end"])
        left_out = max(left_out, sum(total > capacity for total in accumulate(efforts)))
    return min(len(free) + len(held) - left_out, len(on_team) + reviews)

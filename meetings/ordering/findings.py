"""What cannot be, found before any order is tried: items that can never take place, stretches that are too full."""

import numpy as np

from meetings.ordering.arrays import Flags
from meetings.ordering.check_problem import validate
from meetings.ordering.obstacles import Obstacle
from meetings.ordering.problem import AgendaToOrder, ItemToOrder
from meetings.ordering.reach import closed_by_id, reachable
from meetings.ordering.refusals import ItemsImpossible, TimeCrowded
from meetings.ordering.times import Timetable
from terms.meetings import ItemObstacle


def find_obstacles(agenda: AgendaToOrder) -> tuple[Obstacle, ...]:
    """Return why items cannot take place in any order, item by item as given; nothing if each of them can.

    A quorum lacks as many as at the best time of those that the item's blocks and required people leave.

    Raises:
        MeetingRefused: see ``validate``.
    """
    validate(agenda)
    timetable = Timetable(agenda)
    return tuple(
        obstacle
        for item, reach in zip(agenda.items, reachable_minutes(agenda), strict=True)
        for obstacle in _obstacles(timetable, item, reach)
    )


def refuse_impossible(agenda: AgendaToOrder) -> None:
    """Refuse an agenda with items that cannot take place, or with more of them in a stretch than it has minutes.

    Raises:
        MeetingRefused: see ``validate``.
        ItemsImpossible: see ``find_obstacles``.
        TimeCrowded: some items must all lie between two minutes, and need more time.
    """
    obstacles = find_obstacles(agenda)
    if obstacles:
        raise ItemsImpossible(obstacles=obstacles)
    timetable = Timetable(agenda)
    minutes = np.asarray([item.minutes for item in agenda.items])
    may_begin = [
        np.flatnonzero(timetable.allowed(item) & reach[: timetable.length + 1 - item.minutes])
        for item, reach in zip(agenda.items, reachable_minutes(agenda), strict=True)
    ]
    earliest = np.asarray([moments[0] for moments in may_begin])
    latest = np.asarray([moments[-1] for moments in may_begin]) + minutes
    for start in np.unique(earliest).tolist():
        for end in np.unique(latest).tolist():
            inside = (earliest >= start) & (latest <= end)
            needed = int(minutes[inside].sum())
            if needed > end - start and inside.any():
                items = tuple(agenda.items[place].id for place in np.flatnonzero(inside).tolist())
                raise TimeCrowded(start=start, end=end, needed=needed, items=items)


def reachable_minutes(agenda: AgendaToOrder) -> list[Flags]:
    """Tell of each item and each minute whether the others can fill the time until then."""
    lengths, positions = [item.minutes for item in agenda.items], [item.position for item in agenda.items]
    return reachable(lengths, closed_by_id(agenda), positions)


def times_left(timetable: Timetable, item: ItemToOrder) -> Flags:
    """Return when its blocks and required people let it begin; if never, every minute, to be counted on."""
    left = timetable.covered(item.blocks, item.minutes) & timetable.required(item)
    return left if left.any() else timetable.covered(None, item.minutes)


def _obstacles(timetable: Timetable, item: ItemToOrder, reach: Flags) -> list[Obstacle]:
    found = [
        Obstacle(item.id, ItemObstacle.REQUIRED_BARRED, person=person)
        for person in sorted(set(item.required) & set(item.barred))
    ]
    if not timetable.covered(item.blocks, item.minutes).any():
        found.append(Obstacle(item.id, ItemObstacle.OUTSIDE_BLOCKS))
    found += [
        Obstacle(item.id, ItemObstacle.REQUIRED_AWAY, person=person)
        for person in sorted(set(item.required))
        if not timetable.covered(timetable.people[person].present, item.minutes).any()
    ]
    if not found and not (timetable.covered(item.blocks, item.minutes) & timetable.required(item)).any():
        found.append(Obstacle(item.id, ItemObstacle.TIMES_APART))
    missing = item.quorum - int(timetable.count(item)[times_left(timetable, item)].max())
    if missing > 0:
        found.append(Obstacle(item.id, ItemObstacle.QUORUM_SHORT, missing=missing))
    if not found and not (timetable.allowed(item) & reach[: timetable.length + 1 - item.minutes]).any():
        found.append(Obstacle(item.id, ItemObstacle.NO_BEGINNING))
    return found

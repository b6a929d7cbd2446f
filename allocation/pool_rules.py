"""The rules across cases: people's time and loans, who stays at home, organs that investigate each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from ortools.sat.python.cp_model import IntVar

from allocation import rules
from allocation.draft import Draft, Expression, sum_of
from allocation.loans import Loans
from allocation.problem import Candidate, CaseToStaff
from terms.cases import AssignmentRole


def keep_capacity(draft: Draft) -> None:
    """On no day is a person's work on cases, with what is booked already, more than her capacity (R43)."""
    for person, cases in draft.work_of.items():
        held = [draft.cases[case] for case in cases]
        room: dict[tuple[int, ...], int] = {}
        for day in sorted({day for case in held for day in draft.calendar.days_that_matter(case, [person])}):
            running = _running(held, day)
            left = draft.people[person].capacity - draft.calendar.booked(person, day)
            room[running] = min(left, room.get(running, left))
        for running, left in _binding(room, {case.id: case.effort for case in held}):
            draft.model.add(sum_of(draft.cases[case].effort * draft.works(person, case) for case in running) <= left)


def limit_reviews(draft: Draft) -> None:
    """Nobody reviews more cases than she may."""
    for person in draft.problem.candidates:
        reviews = [
            draft.chairs[case, person.id, AssignmentRole.REVIEWER]
            for case in draft.of_person.get(person.id, ())
            if (case, person.id, AssignmentRole.REVIEWER) in draft.chairs
        ]
        if person.most_reviews is not None and len(reviews) > person.most_reviews:
            draft.model.add(sum_of(reviews) <= person.most_reviews)


def keep_reviewers_apart(draft: Draft) -> None:
    """Nobody investigates one of two linked cases and reviews the other (R23)."""
    for pair in draft.problem.linked:
        for investigated, reviewed in (pair, pair[::-1]):
            on_team = defaultdict(list)
            for chair in draft.on_case.get(investigated, ()):
                if rules.investigates(chair[2]):
                    on_team[chair[1]].append(draft.chairs[chair])
            for _, person, role in draft.on_case.get(reviewed, ()):
                if person in on_team and not rules.investigates(role):
                    draft.model.add(sum_of(on_team[person]) + draft.chairs[reviewed, person, role] <= 1)


def keep_re_examinations_apart(draft: Draft) -> None:
    """Nobody has a part in a case and in its re-examination (R24)."""
    for pair in draft.problem.apart:
        on_both: dict[int, list[IntVar]] = defaultdict(list)
        for case in pair:
            for chair in draft.on_case.get(case, ()):
                on_both[chair[1]].append(draft.chairs[chair])
        for switches in on_both.values():
            draft.model.add(sum_of(switches) <= 1)


def keep_people_at_home(draft: Draft) -> None:
    """At each moment enough full-time people of each organ stay there (R44)."""
    for organ, people in draft.calendar.full_time.items():
        drawable = [person for person in people if person.id in draft.work_of]
        limits: dict[frozenset[tuple[int, tuple[int, ...]]], int] = {}
        for day in _days_of_change(draft, organ, drawable):
            at_home = frozenset(
                (person.id, running)
                for person in drawable
                if not draft.calendar.is_away(person.id, day)
                and (running := _running([draft.cases[case] for case in draft.work_of[person.id]], day))
            )
            most = draft.calendar.may_leave(organ, day)
            limits[at_home] = min(most, limits.get(at_home, most))
        for at_home, most in limits.items():
            if len(at_home) > most and not _implied(at_home, most, limits):
                draft.model.add(sum_of(_drawn(draft, person, running) for person, running in sorted(at_home)) <= most)


def keep_loans_apart(draft: Draft) -> None:
    """Nobody is lent to two cases at once, nor to one after the other without days of rest between (R46)."""
    loans, lent = Loans(draft.problem), defaultdict[int, dict[int, list[IntVar]]](lambda: defaultdict(list))
    for (case, person, role), switch in draft.chairs.items():
        if loans.is_loan(draft.cases[case], draft.people[person], role):
            lent[person][case].append(switch)
    for of_case in lent.values():
        held = [draft.cases[case] for case in of_case]
        # all that run when one begins, if each is taken to run until its rest is over: any two that are too close do
        at_once = {_running(held, case.start, longer=loans.rest or 0) for case in held}
        for cases in at_once:
            if len(cases) > 1 and not any(set(cases) < set(wider) for wider in at_once):
                draft.model.add(sum_of(switch for case in cases for switch in of_case[case]) <= 1)


def forbid_reciprocity(draft: Draft) -> None:
    """No two organs investigate each other, where the policy forbids it outright (R39)."""
    if draft.problem.limits.forbid_reciprocity:
        handles = handling(draft)
        for (handler, handled), switch in handles.items():
            if handler < handled and (handled, handler) in handles:
                draft.model.add(switch + handles[handled, handler] <= 1)


def keep_pins(draft: Draft) -> None:
    """Every pinned person sits in her place."""
    for pin in draft.problem.pins:
        draft.model.add(draft.chairs[pin.case, pin.person, pin.role] == 1)


def handling(draft: Draft, *, alone: bool = False) -> dict[tuple[int, int], IntVar]:
    """Make a switch for each (handler organ, handled organ) whose other direction could matter, or with ``alone`` all.

    A switch is on if anybody of the one organ handles a case of the other, and may be on if nobody does.
    """
    switches: dict[tuple[int, int], list[IntVar]] = defaultdict(list)
    for (case, person, role), switch in draft.chairs.items():
        if rules.handles(draft.cases[case], draft.people[person], role):
            switches[draft.people[person].organ, draft.cases[case].organ].append(switch)
    before = set(draft.problem.handled_before)
    found: dict[tuple[int, int], IntVar] = {}
    for pair, taken in sorted(switches.items()):
        other_way = (pair[1], pair[0])
        if alone or other_way in switches or other_way in before:
            found[pair] = draft.model.new_bool_var(f"handles {pair[0]} {pair[1]}")
            for switch in taken:
                draft.model.add(switch <= found[pair])
    return found


POOL_RULES: Mapping[str, Callable[[Draft], None]] = {
    "R43": keep_capacity,
    rules.MOST_REVIEWS: limit_reviews,
    rules.SEPARATION: keep_reviewers_apart,
    rules.RE_EXAMINATION: keep_re_examinations_apart,
    rules.HOME_MINIMUM: keep_people_at_home,
    rules.ONE_LOAN: keep_loans_apart,
    rules.RECIPROCITY: forbid_reciprocity,
}


def _running(cases: Iterable[CaseToStaff], day: int, *, longer: int = 0) -> tuple[int, ...]:
    return tuple(case.id for case in cases if case.start <= day < case.end + longer)


def _binding(room: Mapping[tuple[int, ...], int], effort: Mapping[int, int]) -> list[tuple[tuple[int, ...], int]]:
    """Leave out the moments that no choice can fill, and those that another moment implies."""
    return [
        (running, left)
        for running, left in room.items()
        if sum(effort[case] for case in running) > left
        and not any(
            set(running) < set(wider) and narrow <= left for wider, narrow in room.items() if len(wider) > len(running)
        )
    ]


def _days_of_change(draft: Draft, organ: int, drawable: Sequence[Candidate]) -> list[int]:
    cases = {case for person in drawable for case in draft.work_of[person.id]}
    people = [person.id for person in draft.calendar.full_time[organ]]
    return sorted({day for case in cases for day in draft.calendar.home_days(draft.cases[case], people)})


def _implied(
    at_home: frozenset[tuple[int, tuple[int, ...]]],
    most: int,
    limits: Mapping[frozenset[tuple[int, tuple[int, ...]]], int],
) -> bool:
    """Tell whether a wider moment with as tight a limit makes this one needless."""
    return any(
        narrow <= most
        and wider != at_home
        and all(any(person == one and set(running) <= set(more) for one, more in wider) for person, running in at_home)
        for wider, narrow in limits.items()
    )


def _drawn(draft: Draft, person: int, running: tuple[int, ...]) -> Expression:
    """Return 1 if the person is drawn by a case that runs; she counts once, whatever she is drawn for."""
    switches = [draft.works(person, case) for case in running]
    two_smallest = sorted(draft.cases[case].effort for case in running)[:2]
    if len(running) == 1 or sum(two_smallest) > draft.people[person].capacity:
        return sum_of(switches)
    drawn = draft.model.new_bool_var(f"drawn {person} {running}")
    for switch in switches:
        draft.model.add(switch <= drawn)
    return drawn

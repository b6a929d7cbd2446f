"""Reads an instance in the format alloc-instance/1 as a problem, and writes its seats as a plan in alloc-plan/1.

An instance counts effort in twentieths of a person's time, so all effort and work is five times as much in percent. It
divides 400 times the work by a person's availability, we 100 times, so that its load of 100 is our 125.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from allocation.arrays import Flags, Whole, flags, whole
from allocation.plan import Seat
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pair, Pin, Place, Problem
from allocation.rules import ROLE_ORDER, role_number
from bench.instance_rules import (
    EVERY_ROLE,
    NOT_AN_INVESTIGATOR,
    NOTHING,
    ROTATION,
    TEAM_ALONE,
    WAIVER,
    PairRules,
    codes,
)
from terms.allocation import Level
from terms.cases import AssignmentRole, Urgency
from terms.people import Skill

LEAD, MEMBER, REVIEWER = AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.REVIEWER
ROLES = {"lead": LEAD, "member": MEMBER, "reviewer": REVIEWER}
ROLE_OF: Mapping[int, AssignmentRole | None] = {role_number(role): role for role in (None, *AssignmentRole)}
SKILLS = tuple(Skill)
URGENCIES = ((50, Urgency.URGENT), (20, Urgency.HIGH), (10, Urgency.NORMAL), (0, Urgency.LOW))
PERCENT = 5
AWAY = 100
TIER = 125
POINTS = 2
"""For the kind of case that is a person's own, and for each rank of who leads."""
ORDER = (
    Level.URGENCY_STAFFED,
    Level.APPEARANCES,
    Level.HIGHEST_LOAD,
    Level.LOAD_SPREAD,
    Level.TRAVEL,
    Level.FIT,
)

OBJECTIVES: Mapping[Level, tuple[str, Fraction]] = {
    Level.URGENCY_STAFFED: ("O1", Fraction(1)),
    Level.APPEARANCES: ("O2", Fraction(1)),
    Level.HIGHEST_LOAD: ("O3", Fraction(100, TIER)),
    Level.LOAD_SPREAD: ("O4", Fraction(100, TIER)),
    Level.TRAVEL: ("O5", Fraction(1)),
    Level.FIT: ("O6", Fraction(1)),
    Level.CHANGES: ("O7", Fraction(1)),
}
"""What the format calls each level, and by what our value is multiplied to be in its unit."""


def problem_of(instance: Mapping[str, Any]) -> Problem:
    """Return the instance as a problem in canonical order, with the same numbers for cases, people and units."""
    persons, rules = instance["persons"], instance["rules"]
    people = [
        person
        for person in range(len(persons["unit"]))
        if not persons["inactive"][person] and (persons["inv"][person] or persons["rev_cap"][person])
    ]
    found = PairRules(instance, people)
    cases, pairs = tuple(_cases(instance)), _Pairs(instance, people, found)
    published = _pins(seat for seat in instance.get("prev", ()) if 0 <= seat[0] < len(cases))
    return Problem(
        cases=cases,
        candidates=tuple(_candidate(instance, person) for person in people),
        pairs=tuple(pair for case in cases for pair in pairs.on(case)),
        busy=tuple(sorted(_busy(persons, people), key=lambda row: (row.person, row.start, row.end, row.effort))),
        kin=tuple(sorted((people[one], people[other]) for one, other in found.kin())),
        pins=_pins(instance.get("pins", ())),
        published=published,
        limits=Limits(
            most_from=tuple(
                (unit, instance["units"]["team_max"][unit])
                for unit in sorted({persons["unit"][person] for person in people})
            ),
            keep_at_home=0,
            plan_with_waivers=True,
            forbid_reciprocity=rules["recip"] == "hard",
            reviews_take_time=False,
            waiver_weight=rules["penalty"]["waiver"],
            reciprocity_weight=rules["penalty"]["recip"],
            load_tier=TIER,
        ),
        order=(*ORDER, *([Level.CHANGES] if published else [])),
    )


def plan_of(instance: Mapping[str, Any], seats: Iterable[Seat]) -> dict[str, Any]:
    """Return the seats as a plan of the instance; every case with a seat has its one leader."""
    teams: dict[int, dict[AssignmentRole, list[int]]] = {}
    for seat in sorted(seats, key=lambda seat: (seat.case, seat.person)):
        teams.setdefault(seat.case, {LEAD: [], MEMBER: [], REVIEWER: []})[seat.role].append(seat.person)
    return {
        "format": "alloc-plan/1",
        "instance": instance["meta"]["name"],
        "teams": [_team(case, *roles.values()) for case, roles in teams.items()],
    }


def _team(case: int, leaders: list[int], members: list[int], reviewers: list[int]) -> dict[str, Any]:
    (leader,) = leaders
    return {"case": case, "lead": leader, "members": members, "reviewers": reviewers}


def _cases(instance: Mapping[str, Any]) -> Iterator[CaseToStaff]:
    cases, units = instance["cases"], instance["units"]
    counties = defaultdict(set)
    for city, county in zip(units["city"], units["county"], strict=True):
        counties[city].add(county)
    for case, unit in enumerate(cases["unit"]):
        wanted = ((LEAD, 1), (MEMBER, cases["k"][case] - 1), (REVIEWER, cases["n_rev"][case]))
        needs = [Need(SKILLS[skill], level) for skill, level in cases["req"][case]]
        reach = {"county": [units["county"][unit]], "city": sorted(counties[units["city"][unit]]), "prov": []}
        yield CaseToStaff(
            id=case,
            organ=unit,
            urgency=next(urgency for least, urgency in URGENCIES if cases["prio"][case] >= least),
            weight=cases["prio"][case],
            start=cases["start"][case],
            end=cases["end"][case],
            effort=cases["effort"][case] * PERCENT,
            places=tuple(Place(role, count) for role, count in wanted if count),
            needs=tuple(sorted(needs, key=lambda need: need.skill)),
            lead_rank=cases["lead_rank"][case],
            districts=tuple(reach[cases["scope"][case]]),
            x=units["x"][unit],
            y=units["y"][unit],
        )


def _candidate(instance: Mapping[str, Any], person: int) -> Candidate:
    units = instance["units"]
    of = {column: values[person] for column, values in instance["persons"].items()}
    unit = of["unit"]
    return Candidate(
        id=person,
        organ=unit,
        capacity=of["cap"] * PERCENT,
        skills=tuple(sorted((skill, level) for skill, level in zip(SKILLS, of["skills"], strict=False) if level)),
        may_lead=of["lead"] == 1 and of["inv"] == 1,
        may_review=of["rev_cap"] > 0,
        rank=of["rank"],
        most_reviews=of["rev_cap"] or None,
        district=units["county"][unit],
        availability=of["fte"],
        load=of["base"] * PERCENT if of["inv"] else 0,
        x=units["x"][unit],
        y=units["y"][unit],
    )


class _Pairs:
    """What the pair rules say on the candidates within reach of each case."""

    def __init__(self, instance: Mapping[str, Any], people: Sequence[int], rules: PairRules) -> None:
        persons, units = instance["persons"], instance["units"]
        self.people, self.rules, self.kinds = people, rules, instance["cases"]["type"]
        self.rotation: int = instance["rules"]["penalty"]["rotation"]
        self.investigates = flags(persons["inv"][person] > 0 for person in people)
        self.leads = self.investigates & flags(persons["lead"][person] > 0 for person in people)
        self.rank = whole(persons["rank"][person] for person in people)
        self.own_kind = whole(persons["spec"][person] for person in people)
        county = whole(units["county"][persons["unit"][person]] for person in people)
        self.of_county = {each: np.flatnonzero(county == each) for each in set(county.tolist())}

    def on(self, case: CaseToStaff) -> Iterator[Pair]:
        """Yield the pairs of a case by person and role."""
        rows = np.concatenate(list(self._rows(case)))
        for place, role, barred, waivers, soft, points, found in rows[np.lexsort((rows[:, 1], rows[:, 0]))].tolist():
            yield Pair(self.people[place], case.id, ROLE_OF[role], barred > 0, waivers, soft, points, codes(found))

    def _rows(self, case: CaseToStaff) -> Iterator[Whole]:
        """Yield the bars from every role, then what is found for each role of the team."""
        reach = self._reach(case)
        hits = self.rules.hits(case.id)[reach]
        barred = hits & EVERY_ROLE > 0
        yield _rows(reach[barred], None, 1, 0, 0, 0, (hits & EVERY_ROLE)[barred])
        knows = POINTS * (self.own_kind[reach] == self.kinds[case.id])
        for place in case.places:
            if place.role is LEAD:
                may = self.leads[reach] & (self.rank[reach] >= case.lead_rank)
                yield self._on_team(reach[may], LEAD, hits[may], knows[may] + POINTS * self.rank[reach[may]])
            elif place.role is MEMBER:
                yield self._on_team(reach, MEMBER, hits, knows)

    def _reach(self, case: CaseToStaff) -> Whole:
        if not case.districts:
            return np.arange(len(self.people))
        return np.sort(np.concatenate([self.of_county.get(county, NOTHING[0]) for county in case.districts]))

    def _on_team(self, reach: Whole, role: AssignmentRole, hits: Whole, points: Whole) -> Whole:
        """Return the bars from the role alone, and for whom nothing bars, what she would cost and bring."""
        bars = np.where(self.investigates[reach], hits & TEAM_ALONE, NOT_AN_INVESTIGATOR)
        may = (hits & EVERY_ROLE) + bars == 0
        waivers, soft, points = may & (hits & WAIVER > 0), self.rotation * (may & (hits & ROTATION > 0)), may * points
        rows = _rows(reach, role, bars > 0, waivers, soft, points, np.where(may, hits & WAIVER, bars))
        return rows[np.flatnonzero((bars > 0) | waivers | (soft > 0) | (points > 0))]


def _rows(reach: Whole, role: AssignmentRole | None, *columns: Whole | Flags | int) -> Whole:
    """Return a row for each person within reach: she, the role, and a value of each column."""
    return np.column_stack(np.broadcast_arrays(reach, role_number(role), *columns))


def _busy(persons: Mapping[str, Any], people: Iterable[int]) -> Iterator[Busy]:
    for person in people:
        yield from (Busy(person, start, end, effort * PERCENT) for start, end, effort in persons["commit"][person])
        yield from (Busy(person, start, end, AWAY) for start, end in persons["leave"][person])


def _pins(seats: Iterable[tuple[int, int, str]]) -> tuple[Pin, ...]:
    pins = [Pin(case, person, ROLES[role]) for case, person, role in seats]
    return tuple(sorted(pins, key=lambda pin: (pin.case, ROLE_ORDER[pin.role], pin.person)))

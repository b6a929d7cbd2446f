"""The pair rules B01 to B21 of instances in the format alloc-instance/1, for all candidates of a case at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from allocation.arrays import Whole, whole

TODAY = 0
RECENT_YEARS = -1825
LONG_TOGETHER = 180
EVER_TOGETHER = 30
JUST_LEFT = -1095
LEFT_LONG_AGO = -3650
JUST_HANDLED = -365
FAR_AWAY = 30
TOWNSHIP = "T"
NOTHING: Whole = np.zeros((3, 0), dtype=np.int64)

Hit = tuple[int, Whole | Sequence[int]]
"""A rule and the candidates whom it hits."""


def bits(*rules: int) -> int:
    """Return the rules as one number, a bit for each."""
    return sum(1 << rule for rule in rules)


EVERY_ROLE = bits(1, 2, 4, 5, 6, 7, 8, 11, 12, 13, 14, 16)
"""Whom one of these hits, she neither investigates the case nor reviews it."""
TEAM_ALONE = bits(3, 18)
"""Whom one of these hits, she does not investigate the case, but may review it."""
NOT_AN_INVESTIGATOR = bits(0)
"""No rule of the format, whose numbers begin with 1, but as much of a bar from the team."""
WAIVER = bits(9, 10, 15, 20)
ROTATION = bits(21)


@cache
def codes(rules: int) -> tuple[str, ...]:
    """Return the codes of rules given as bits, always as the same object for the same rules."""
    return tuple(
        f"B{rule:02}" if rule else "NOT_AN_INVESTIGATOR" for rule in range(rules.bit_length()) if rules >> rule & 1
    )


class Relatives(NamedTuple):
    """Who in the families is kin to one of them by B05, by B06 and by B10."""

    blood: Collection[int]
    marriage: Collection[int]
    distant: Collection[int]


class Families:
    """Who descends from whom and who married whom, by the nodes of an instance's kin graph."""

    def __init__(self, kin: Mapping[str, Any]) -> None:
        self.parents = _linked((child, parent) for child, parent in kin["parent"])
        self.children = _linked((parent, child) for child, parent in kin["parent"])
        self.spouses = _linked(pair for one, other in kin["spouse"] for pair in ((one, other), (other, one)))

    def relatives(self, node: int) -> Relatives:
        """Return the kin of a node; nobody is kin to herself."""
        own, married = self._steps({node}), self._steps(_next(self.spouses, {node}))
        cousins = _next(self.children, _next(self.children, _next(self.parents, _next(self.parents, {node}))))
        blood = own[1] | own[2] | own[3]
        marriage = married[0] | married[1] | married[2] | _next(self.spouses, own[0] | own[1] | own[2])
        distant = cousins | married[3] | _next(self.spouses, own[3])
        return Relatives(blood - {node}, marriage - {node}, distant - blood - marriage - {node})

    def _steps(self, nodes: Collection[int]) -> Sequence[set[int]]:
        """Return who is 0, 1, 2 and 3 steps away, first only up and then only down."""
        found: Sequence[set[int]] = (set(), set(), set(), set())
        above = set(nodes)
        for up in range(len(found)):
            reached = above
            for steps in range(up, len(found)):
                found[steps].update(reached)
                reached = _next(self.children, reached)
            above = _next(self.parents, above)
        return found


class PairRules:
    """The candidates of an instance, listed by what the rules ask, so that none need ask everybody about everything.

    A candidate is meant by her place among the ``people``.
    """

    def __init__(self, instance: Mapping[str, Any], people: Sequence[int]) -> None:
        self.units, self.cases, self.subjects = instance["units"], instance["cases"], instance["subjects"]
        self.place_of = {person: place for place, person in enumerate(people)}
        self.families, self.lineage = Families(instance["kin"]), _lineage(self.units["parent"])
        persons, nodes = instance["persons"], instance["kin"]["person_node"]
        home, zones = persons["unit"], self.units["zone"]
        self.of_unit = self._listed(lambda person: [(home[person],)])
        self.of_zone = self._listed(lambda person: [(zones[home[person]],)])
        self.of_native = self._listed(lambda person: [(persons["native"][person],)])
        self.of_node = self._listed(lambda person: [(nodes[person],)])
        self.recused = self._listed(lambda person: [(unit,) for unit in persons["recuse"][person]])
        self.handled = self._listed(lambda person: persons["history"][person])
        self.jobs = self._listed(lambda person: persons["jobs"][person])
        self.clearance = whole(persons["clearance"][person] for person in people)
        self.home_bound = whole(place for person, place in self.place_of.items() if persons["no_travel"][person])
        bound_to = [home[people[place]] for place in self.home_bound]
        self.x, self.y = (whole(self.units[axis][unit] for unit in bound_to) for axis in ("x", "y"))

    def hits(self, case: int) -> Whole:
        """Return as bits which rules hit each candidate on the case.

        A rule for a waiver is named also where a hard one makes it idle, such as B20 beside B07.
        """
        found = np.zeros(len(self.place_of), dtype=np.int64)
        unit = self.cases["unit"][case]
        for rule, places in (*self._by_unit(case, unit), *self._by_case(case, unit), *self._by_subjects(case, unit)):
            found[places] |= bits(rule)
        return found

    def kin(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of candidates who may not sit on one case (T01), each once."""
        for node, (places,) in self.of_node.items():
            if node >= 0:
                blood, marriage, _ = self.families.relatives(node)
                for other in self._at_nodes({*blood, *marriage}):
                    yield from ((place, other) for place in places.tolist() if place < other)

    def _listed(self, rows: Callable[[int], Iterable[Sequence[int]]]) -> Mapping[int, Whole]:
        """List the rows of all candidates by their first number, in columns: candidate, and what else they hold."""
        found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for person, place in self.place_of.items():
            for key, *others in rows(person):
                found[key].append((place, *others))
        return {key: np.asarray(listed, dtype=np.int64).T for key, listed in found.items()}

    def _named(self, people: Iterable[int]) -> Sequence[int]:
        return [self.place_of[person] for person in people if person in self.place_of]

    def _at_nodes(self, nodes: Iterable[int]) -> Sequence[int]:
        return [place for node in nodes if node in self.of_node for place in self.of_node[node][0].tolist()]

    def _by_unit(self, case: int, unit: int) -> Iterator[Hit]:
        yield 1, self.of_unit.get(unit, NOTHING)[0]
        for relative in self.lineage.get(unit, ()):
            yield 2, self.of_unit.get(relative, NOTHING)[0]
        if self.cases["offsite"][case]:
            yield 3, self.of_zone.get(self.units["zone"][unit], NOTHING)[0]
        place, _, left = self.jobs.get(unit, NOTHING)
        yield 7, place[left > JUST_LEFT]
        yield 20, place[(left > LEFT_LONG_AGO) & (left <= JUST_LEFT)]
        yield 12, self.recused.get(unit, NOTHING)[0]
        place, day = self.handled.get(unit, NOTHING[:2])
        yield 21, place[day > JUST_HANDLED]

    def _by_case(self, case: int, unit: int) -> Iterator[Hit]:
        yield 11, self._named(self.cases["parties"][case])
        yield 13, self._named(self.cases["objections"][case])
        yield 14, np.flatnonzero(self.clearance < self.cases["secrecy"][case])
        distance = np.abs(self.x - self.units["x"][unit]) + np.abs(self.y - self.units["y"][unit])
        yield 18, self.home_bound[distance > FAR_AWAY]

    def _by_subjects(self, case: int, unit: int) -> Iterator[Hit]:
        for subject in self.cases["subjects"][case]:
            yield 4, self._named([self.subjects["person"][subject]])
            yield 16, self._named(self.subjects["handlers"][subject])
            if self.units["type"][unit] == TOWNSHIP:
                yield 15, self.of_native.get(self.subjects["native"][subject], NOTHING)[0]
            yield from self._by_kin(self.subjects["node"][subject])
            for at, start, end in self.subjects["jobs"][subject]:
                yield from self._by_job(at, start, end)

    def _by_kin(self, node: int) -> Iterator[Hit]:
        if node >= 0:
            for rule, nodes in zip((5, 6, 10), self.families.relatives(node), strict=True):
                yield rule, self._at_nodes(nodes)

    def _by_job(self, unit: int, start: int, end: int) -> Iterator[Hit]:
        """Hit those who had a job in the unit for long enough while the subject had this one."""
        place, came, left = self.jobs.get(unit, NOTHING)
        until, since = np.minimum(left, min(end, TODAY)), np.maximum(came, start)
        yield 8, place[until - np.maximum(since, RECENT_YEARS) >= LONG_TOGETHER]
        yield 9, place[until - since >= EVER_TOGETHER]


def _linked(pairs: Iterable[tuple[int, int]]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return dict(found)


def _next(links: Mapping[int, set[int]], nodes: Iterable[int]) -> set[int]:
    return {other for node in nodes for other in links.get(node, ())}


def _lineage(parents: Sequence[int]) -> Mapping[int, set[int]]:
    """Return for each unit those above it and those below it."""
    pairs = []
    for unit in range(len(parents)):
        above = parents[unit]
        while above >= 0:
            pairs += [(unit, above), (above, unit)]
            above = parents[above]
    return _linked(pairs)

"""Which organs are one unit, which lie above and below, and who is resident where, on one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from recusal.facts import Organ, OrganLink, Succession
from recusal.findings import Evidence
from terms.organs import OrganKind, OrganLinkKind

Path: TypeAlias = tuple[Evidence, ...]
_Edges: TypeAlias = Mapping[int, Sequence[tuple[int, Evidence]]]

COUNTY_DISCIPLINE = frozenset({OrganKind.COUNTY_COMMISSION, OrganKind.COMMISSION_OFFICE})
DISCIPLINE = COUNTY_DISCIPLINE | {OrganKind.TOWNSHIP_COMMISSION, OrganKind.RESIDENT_GROUP}
"""Organs that investigate in their own name."""


class UnitTree:
    """The organs as they stood on one day; an organ that was renamed or merged is its successor.

    A "unit" is an organ without a successor on that day. Stations and other organs may hang on several parents.
    """

    def __init__(
        self, organs: Iterable[Organ], links: Iterable[OrganLink], successions: Iterable[Succession], on: date
    ) -> None:
        """Index what holds on the day."""
        self._organs = {organ.id: organ for organ in organs}
        self._next: defaultdict[int, list[tuple[int, Evidence]]] = defaultdict(list)
        for succession in successions:
            if succession.on <= on:
                record = Evidence("succession", succession.id)
                self._next[succession.predecessor].append((succession.successor, record))
        self._units: dict[int, Mapping[int, Path]] = {}
        self._zoned: defaultdict[int, list[int]] | None = None
        self._walks: dict[tuple[int, str], Mapping[int, Path]] = {}
        up: defaultdict[int, list[tuple[int, Evidence]]] = defaultdict(list)
        down: defaultdict[int, list[tuple[int, Evidence]]] = defaultdict(list)
        hosts: defaultdict[int, list[tuple[int, Evidence]]] = defaultdict(list)
        groups: defaultdict[int, list[tuple[int, Evidence]]] = defaultdict(list)
        for link in links:
            if on not in link.during:
                continue
            to_parents, to_children = (hosts, groups) if link.kind is OrganLinkKind.RESIDENT_IN else (up, down)
            record = Evidence("organ_link", link.id)
            for child in self.units(link.child):
                to_parents[child].extend((parent, record) for parent in self.units(link.parent))
            for parent in self.units(link.parent):
                to_children[parent].extend((child, record) for child in self.units(link.child))
        self._edges: Mapping[str, _Edges] = {"up": up, "down": down, "hosts": hosts, "groups": groups}

    def units(self, organ: int) -> Mapping[int, Path]:
        """Return the units that an organ is on the day, each with the successions that led there; itself mostly."""
        if organ not in self._units:
            reached = {organ: (), **_walk(self._next, organ)}
            self._units[organ] = {unit: path for unit, path in reached.items() if not self._next.get(unit)} or {
                organ: ()
            }
        return self._units[organ]

    def same(self, organ: int, other: int) -> bool:
        """Tell whether two organs are one unit on the day."""
        return not self.units(organ).keys().isdisjoint(self.units(other))

    def above(self, unit: int) -> Mapping[int, Path]:
        """Return the units that the unit hangs on, through all levels and all parents, each with its path of links."""
        return self._remembered(unit, "up")

    def below(self, unit: int) -> Mapping[int, Path]:
        """Return the units that hang on the unit, through all levels, each with its path of links."""
        return self._remembered(unit, "down")

    def hosts_of(self, group: int) -> Sequence[tuple[int, Evidence]]:
        """Return the units in which a resident group is resident."""
        return self._edges["hosts"].get(group, ())

    def groups_in(self, unit: int) -> Sequence[tuple[int, Evidence]]:
        """Return the resident groups of a unit itself."""
        return self._edges["groups"].get(unit, ())

    def kind(self, organ: int) -> OrganKind | None:
        """Return what an organ is, None where the organ is not among the facts."""
        known = self._organs.get(organ)
        return None if known is None else known.kind

    def zones(self, organ: int) -> frozenset[int]:
        """Return the zones of an organ: its own, or those of the nearest units above that have one."""
        level = frozenset(self.units(organ))
        seen: frozenset[int] = frozenset()
        while level:
            here = frozenset(
                known.zone for unit in level if (known := self._organs.get(unit)) and known.zone is not None
            )
            if here:
                return here
            seen |= level
            level = frozenset(parent for unit in level for parent, _ in self._edges["up"].get(unit, ())) - seen
        return frozenset()

    def units_in(self, zone: int) -> Sequence[int]:
        """Return the units of a zone, by their own membership or by that of what they hang on."""
        if self._zoned is None:
            self._zoned = defaultdict(list)
            for organ in self._organs:
                if organ in self.units(organ):
                    for home in self.zones(organ):
                        self._zoned[home].append(organ)
        return self._zoned.get(zone, ())

    def _remembered(self, unit: int, direction: str) -> Mapping[int, Path]:
        if (unit, direction) not in self._walks:
            self._walks[unit, direction] = _walk(self._edges[direction], unit)
        return self._walks[unit, direction]


def _walk(edges: _Edges, start: int) -> dict[int, Path]:
    """Return what can be reached, each by a shortest path, the one with the smallest record ids; not the start."""
    found: dict[int, Path] = {}
    level: dict[int, Path] = {start: ()}
    while level:
        following: dict[int, Path] = {}
        for place, path in level.items():
            for target, record in edges.get(place, ()):
                longer = (*path, record)
                if target != start and target not in found:
                    following[target] = min(following.get(target, longer), longer)
        found |= following
        level = following
    return found

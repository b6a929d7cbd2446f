"""The organs of a district: the commission with its offices, townships with all below them, units and their groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.demo import units
from db.demo.draft import COUNTY_ID, Draft
from db.demo.places import Place
from db.demo.villages import village_names
from db.tables import Organ, OrganLink, OrganSuccession
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from terms.periods import ALWAYS, Period

VILLAGES = (21, 27)
"""Fewest and most villages of a township; 商水县 has 566 villages and 30 communities in 23 townships."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organ with its place."""

    id: int
    name: str
    kind: OrganKind
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Township:
    """A township with its commission and all that hangs on it."""

    unit: Unit
    commission: Unit
    zone: int
    """Place of its zone in the district, from 0 on."""
    villages: tuple[Unit, ...]
    stations: Mapping[str, Unit]
    """By kind, for example 财政所."""


@dataclass(frozen=True, slots=True)
class District:
    """One county's worth of organs."""

    name: str
    commission: Unit
    offices: Mapping[str, Unit]
    townships: tuple[Township, ...]
    bureaus: Mapping[str, Unit]
    """The county-direct units of today, by their names without the county's."""
    groups: Mapping[str, Unit]
    """The resident groups by the host that they are named after."""
    group_in: Mapping[str, Unit]
    """The resident group in each county-direct unit."""
    institutions: Mapping[str, tuple[Unit, str]]
    """Second-level institutions, each with the name of the unit that it is part of."""
    enterprises: tuple[Unit, ...]

    def group_zone(self, group: str, zones: int) -> int:
        """Return the place of a resident group's zone; groups are dealt out to the zones in turn."""
        return list(self.groups).index(group) % zones


@dataclass(frozen=True, slots=True)
class Plat:
    """Where a district lies and what marks its codes."""

    draft: Draft
    name: str
    mark: str
    """Prefix of its organ codes, empty for the first district."""
    east: int
    north: int

    def organ(self, kind: OrganKind, name: str, code: str, *, x: int, y: int, during: Period = ALWAYS) -> Unit:
        """Write an organ of the district."""
        unit = Unit(0, name, kind, x + self.east, y + self.north)
        key = self.draft.register.add(
            Organ,
            county_id=COUNTY_ID,
            kind=kind,
            code=f"{self.mark}{code}",
            name=name,
            x=unit.x,
            y=unit.y,
            during=during,
        )
        return Unit(key, name, kind, unit.x, unit.y)

    def link(self, child: Unit, parent: Unit, kind: OrganLinkKind = OrganLinkKind.PART_OF) -> None:
        """Write that one organ hangs on another."""
        self.draft.register.add(OrganLink, child_id=child.id, parent_id=parent.id, kind=kind, during=ALWAYS)

    def own(self, name: str) -> str:
        """Return a unit's full name: 县财政局 is the 财政局 of this county."""
        return self.name + name.removeprefix("县")


def make_district(plat: Plat, places: tuple[Place, ...]) -> District:
    """Write all organs of a district and how they hang together."""
    seat = places[0]
    commission = plat.organ(OrganKind.COUNTY_COMMISSION, f"{plat.name}纪委监委", "J00", x=seat[1], y=seat[2])
    offices = {}
    for number, name in enumerate(units.OFFICES, 1):
        offices[name] = plat.organ(
            OrganKind.COMMISSION_OFFICE, f"{commission.name}{name}", f"J{number:02d}", x=seat[1], y=seat[2]
        )
        plat.link(offices[name], commission)
    bureaus = _bureaus(plat, seat)
    groups, group_in = _groups(plat, commission, bureaus)
    institutions = {}
    for number, (name, above) in enumerate(units.INSTITUTIONS, 1):
        unit = _near(plat, OrganKind.SECOND_LEVEL, plat.own(name), f"E{number:02d}", seat)
        plat.link(unit, bureaus[above])
        institutions[name] = (unit, above)
    return District(
        name=plat.name,
        commission=commission,
        offices=offices,
        townships=tuple(_township(plat, place, number, bureaus) for number, place in enumerate(places, 1)),
        bureaus=bureaus,
        groups=groups,
        group_in=group_in,
        institutions=institutions,
        enterprises=tuple(
            _near(plat, OrganKind.ENTERPRISE, plat.name + name, f"Q{number:02d}", seat)
            for number, name in enumerate(units.ENTERPRISES, 1)
        ),
    )


def _near(plat: Plat, kind: OrganKind, name: str, code: str, place: Place) -> Unit:
    chance = plat.draft.chance
    return plat.organ(kind, name, code, x=place[1] + chance.randint(-9, 9), y=place[2] + chance.randint(-9, 9))


def _bureaus(plat: Plat, seat: Place) -> dict[str, Unit]:
    """Write the county-direct units of today, and the two of yesterday that they took the place of."""
    names = [name for _, hosts in units.GROUPS for name in hosts]
    bureaus = {
        name: _near(plat, OrganKind.BUREAU, plat.own(name), f"D{number:02d}", seat)
        for number, name in enumerate(names, 1)
    }
    changes = ((units.RENAMED, SuccessionKind.RENAMED, 520), (units.MERGED, SuccessionKind.MERGED, 430))
    for number, ((old, new), kind, days) in enumerate(changes, 1):
        day = plat.draft.ago(days)
        place = bureaus[new]
        before = plat.organ(
            OrganKind.BUREAU,
            plat.own(old),
            f"D9{number}",
            x=place.x - plat.east,
            y=place.y - plat.north,
            during=Period(None, day),
        )
        plat.draft.register.add(
            OrganSuccession, predecessor_id=before.id, successor_id=place.id, kind=kind, happened_on=day
        )
        bureaus[old] = before
    return bureaus


def _groups(plat: Plat, commission: Unit, bureaus: Mapping[str, Unit]) -> tuple[dict[str, Unit], dict[str, Unit]]:
    groups = {}
    group_in = {}
    for number, (name, hosts) in enumerate(units.GROUPS, 1):
        seat = bureaus[hosts[0]]
        full = f"{commission.name}驻{name}纪检监察组"
        group = plat.organ(
            OrganKind.RESIDENT_GROUP, full, f"P{number:02d}", x=seat.x - plat.east, y=seat.y - plat.north
        )
        plat.link(group, commission)
        groups[name] = group
        for host in hosts:
            plat.link(group, bureaus[host], OrganLinkKind.RESIDENT_IN)
            group_in[host] = group
    return groups, group_in


def _township(plat: Plat, place: Place, number: int, bureaus: Mapping[str, Unit]) -> Township:
    short, x, y, zone = place
    name = short if not plat.mark else plat.name + short
    code = f"X{number:02d}"
    unit = plat.organ(OrganKind.TOWNSHIP, name, code, x=x, y=y)
    body = "纪工委" if short.endswith("街道") else "纪委"
    commission = plat.organ(OrganKind.TOWNSHIP_COMMISSION, name + body, f"{code}J", x=x, y=y)
    plat.link(commission, unit)
    stations = {}
    for place_in_list, (kind, above) in enumerate(units.STATIONS, 1):
        stations[kind] = plat.organ(OrganKind.STATION, name + kind, f"{code}Z{place_in_list:02d}", x=x, y=y)
        plat.link(stations[kind], unit)
        plat.link(stations[kind], bureaus[above], OrganLinkKind.MANAGED_BY)
    villages = []
    chance = plat.draft.chance
    for place_in_list, village in enumerate(village_names(chance, chance.randint(*VILLAGES)), 1):
        villages.append(
            plat.organ(
                OrganKind.VILLAGE,
                f"{name}{village}",
                f"{code}C{place_in_list:02d}",
                x=x + chance.randint(-14, 14),
                y=y + chance.randint(-14, 14),
            )
        )
        plat.link(villages[-1], unit)
    return Township(unit, commission, zone - 1, tuple(villages), stations)

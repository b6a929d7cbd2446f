"""What a coordinator looks at first: open cases and the load of the pool, for zones or the whole county at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlmodel import col, select

from casework.statuses import OPEN
from db.session import judge
from db.tables import Case, PoolMember, ZoneMember
from db.tables.columns import holds_on
from resolvers.caller import Caller
from resolvers.cases import CaseSort, is_waiting, order_of
from resolvers.footing import booked_of, load_of, load_since, own_zones
from resolvers.gate import Act, require, visible_cases
from resolvers.pool import STANDING

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case, with the zones at home in it or handling it."""

    row: Case
    waiting: bool
    zones: frozenset[int]


@dataclass(frozen=True, slots=True)
class MemberLoad:
    """A member of the pool with own organ, its zone, and the work on hand."""

    row: PoolMember
    organ_id: int | None
    zone_id: int | None
    load: int
    """Percent-weeks within the policy's weeks and ahead."""
    booked: int
    """Percent of working time on cases today."""


@dataclass(frozen=True, slots=True)
class OrganLoad:
    """The pool members of one organ together."""

    organ_id: int
    members: int
    capacity: int
    load: int
    booked: int


async def open_cases_of(caller: Caller, zones: Sequence[int | None]) -> list[list[OpenCase]]:
    """Return for each zone, or for the whole county, the open cases in sight, the most pressing first."""
    require(caller, Act.READ_CASES)
    ordering = [step.column for step in order_of(CaseSort.URGENCY, descending=False)]
    statement = select(Case, is_waiting()).where(visible_cases(caller), col(Case.status).in_(OPEN))
    places = select(ZoneMember.organ_id, ZoneMember.zone_id).where(
        col(ZoneMember.superseded_at).is_(None), holds_on(col(ZoneMember.during), caller.today())
    )
    async with caller.database.reading() as session:
        found = (await session.exec(statement.order_by(*ordering))).all()
        zone_of: dict[int | None, int] = dict((await session.exec(places)).all())
    cases = [OpenCase(row, waiting, _zones(row, zone_of)) for row, waiting in found]
    return _by_zone(cases, zones, lambda case, zone: zone in case.zones)


async def loads_of(caller: Caller, zones: Sequence[int | None]) -> list[list[MemberLoad]]:
    """Return for each zone, or for the whole county, the members of the pool, the most loaded first."""
    require(caller, Act.READ_POOL)
    today = caller.today()
    own = own_zones(today)
    person = PoolMember.person_id
    async with caller.database.reading() as session:
        await judge(session, Act.READ_POOL)
        load = load_of(person, await load_since(session, today))
        shown: Any = [PoolMember, own.c.organ_id, own.c.zone_id, load, booked_of(person, today)]
        statement: Any = select(*shown).outerjoin(own, own.c.person_id == person)
        statement = statement.where(STANDING, holds_on(col(PoolMember.during), today)).order_by(
            load.desc(), col(person)
        )
        members = [MemberLoad(*row) for row in (await session.exec(statement)).all()]
    return _by_zone(members, zones, lambda member, zone: member.zone_id == zone)


def by_organ(members: Sequence[MemberLoad]) -> list[OrganLoad]:
    """Return the members' loads by own organ, the most loaded first; members without an organ are left out."""
    found: dict[int, list[MemberLoad]] = {}
    for member in members:
        if member.organ_id is not None:
            found.setdefault(member.organ_id, []).append(member)
    organs = [
        OrganLoad(
            organ_id=key,
            members=len(of_organ),
            capacity=sum(member.row.capacity for member in of_organ),
            load=sum(member.load for member in of_organ),
            booked=sum(member.booked for member in of_organ),
        )
        for key, of_organ in found.items()
    ]
    return sorted(organs, key=lambda organ: (-organ.load, organ.organ_id))


def _zones(row: Case, zone_of: dict[int | None, int]) -> frozenset[int]:
    organs = (row.home_organ_id, row.handling_organ_id)
    return frozenset(zone_of[organ] for organ in organs if organ in zone_of)


def _by_zone(
    items: Sequence[Item], zones: Sequence[int | None], belongs: Callable[[Item, int], bool]
) -> list[list[Item]]:
    return [[item for item in items if zone is None or belongs(item, zone)] for zone in zones]

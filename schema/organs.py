"""Organs: the tree they form, the zones they belong to, and what became of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

import strawberry

from db.tables import OrganLink, OrganSuccession
from resolvers import organs
from resolvers.paging import kinds_of
from resolvers.people import MEMBER_ORDER, OrganPeople, members_of_organs
from resolvers.zones import places_of
from schema.arguments import On, day_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.nodes import Mirror, Node
from schema.references import PERSON, ZONE, PersonType, ZoneType
from schema.scalars import Period, shown
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from terms.people import MembershipKind


@strawberry.type(description="How two organs hang together in a period (隶属关系).")
class OrganTie:
    """See ``db.tables.OrganLink``, seen from one end."""

    key: strawberry.Private[int]
    kind: OrganLinkKind = strawberry.field(description="How the lower organ hangs on the higher one (隶属关系).")
    during: Period = strawberry.field(description="The days in which it does (时段).")

    @strawberry.field(description="The organ at the other end (关联单位).")
    async def organ(self, info: Info) -> "Organ":
        """Find the other organ."""
        return await Organ.load(info, self.key)

    @classmethod
    def ups(cls, links: Iterable[OrganLink], *, day: date, resident: bool) -> list[Self]:
        """Show the links of a day from below, those of residence or all others."""
        return [
            cls(key=link.parent_id, kind=link.kind, during=shown(link.during)) for link in _of(links, day, resident)
        ]

    @classmethod
    def downs(cls, links: Iterable[OrganLink], *, day: date, resident: bool) -> list[Self]:
        """Show the links of a day from above, those of residence or all others."""
        found = _of(links, day, resident)
        return [cls(key=link.child_id, kind=link.kind, during=shown(link.during)) for link in found]


@strawberry.type(description="One organ took the place of another (机构变更).")
class Succession:
    """See ``db.tables.OrganSuccession``, seen from one end."""

    key: strawberry.Private[int]
    kind: SuccessionKind = strawberry.field(description="By renaming or by merger (变更方式).")
    happened_on: date = strawberry.field(description="The first day of the new state (变更日期).")

    @strawberry.field(description="The organ at the other end (关联单位).")
    async def organ(self, info: Info) -> "Organ":
        """Find the other organ."""
        return await Organ.load(info, self.key)

    @classmethod
    def from_end(cls, row: OrganSuccession, *, key: int) -> Self:
        """Show a succession with the organ at its other end."""
        return cls(key=key, kind=row.kind, happened_on=row.happened_on)


@strawberry.type(description="A person who belongs to an organ (单位成员).")
class OrganMember(Mirror):
    """See ``db.tables.Membership``, seen from the organ."""

    row: strawberry.Private[Any]
    kind: MembershipKind = strawberry.field(description="On what footing (任职方式).")
    post: str = strawberry.field(description="The post (职务); empty if none is on file.")
    leads: bool = strawberry.field(description="Whether the person is of the organ's leading body (领导班子成员).")
    during: Period = strawberry.field(description="The days in which it lasts (任职时段).")

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)


@strawberry.type(description="An organ, unit, village or enterprise of the county (单位).")
class Organ(Node):
    """See ``db.tables.Organ``."""

    batch = organs.organs_by_id

    kind: OrganKind = strawberry.field(description="What it is (单位类型).")
    code: str | None = strawberry.field(description="The office's own code (机构代码); null if it has none.")
    name: str = strawberry.field(description="Its Chinese name, unique in the county (名称).")
    name_en: str = strawberry.field(description="Its English name (英文名称); empty if none is on file.")
    during: Period = strawberry.field(description="The days in which it exists (存续时段).")

    @strawberry.field(description="The zone it belongs to on a day (所属协作区); null if it belongs to none.")
    async def zone(self, info: Info, on: On = None) -> ZoneType | None:
        """Find the zone."""
        day = day_of(info, on)
        places = await info.context.load(places_of, self.row.id)
        key = next((place.zone_id for place in places if day in place.during), None)
        return await ZONE.load_maybe(info, key)

    @strawberry.field(
        description="What it is part of, or managed from above by, on a day (上级单位); stations have two."
    )
    async def parents(self, info: Info, on: On = None) -> list[OrganTie]:
        """List the organs above."""
        links = await info.context.load(organs.links_up, self.row.id)
        return OrganTie.ups(links, day=day_of(info, on), resident=False)

    @strawberry.field(description="What is part of it, or managed by it, on a day (下级单位).")
    async def children(self, info: Info, on: On = None) -> list[OrganTie]:
        """List the organs below."""
        links = await info.context.load(organs.links_down, self.row.id)
        return OrganTie.downs(links, day=day_of(info, on), resident=False)

    @strawberry.field(description="The units that a resident group is resident in (驻在单位), on a day.")
    async def hosts(self, info: Info, on: On = None) -> list[OrganTie]:
        """List the hosts."""
        links = await info.context.load(organs.links_up, self.row.id)
        return OrganTie.ups(links, day=day_of(info, on), resident=True)

    @strawberry.field(description="The groups that are resident in this unit (派驻组), on a day.")
    async def residents(self, info: Info, on: On = None) -> list[OrganTie]:
        """List the resident groups."""
        links = await info.context.load(organs.links_down, self.row.id)
        return OrganTie.downs(links, day=day_of(info, on), resident=True)

    @strawberry.field(description="Who belongs to it on a day (成员), as far as the viewer may see them.")
    async def members(
        self,
        info: Info,
        *,
        on: On = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[OrganMember]:
        """List the people."""
        window = window_of(kinds_of(MEMBER_ORDER), first=first, after=after, last=last, before=before)
        asked = OrganPeople(self.row.id, day_of(info, on), window)
        return connection_of(await info.context.load(members_of_organs, asked), OrganMember.of)

    @strawberry.field(description="The organs whose place it took, by renaming or merger (前身).")
    async def predecessors(self, info: Info) -> list[Succession]:
        """List the successions that led here."""
        rows = await info.context.load(organs.predecessors, self.row.id)
        return [Succession.from_end(row, key=row.predecessor_id) for row in rows]

    @strawberry.field(description="The organs that took its place, by renaming or merger (继任单位).")
    async def successors(self, info: Info) -> list[Succession]:
        """List the successions that led on."""
        rows = await info.context.load(organs.successors, self.row.id)
        return [Succession.from_end(row, key=row.successor_id) for row in rows]


def _of(links: Iterable[OrganLink], day: date, resident: bool) -> Iterable[OrganLink]:  # noqa: FBT001  (private)
    return (link for link in links if day in link.during and (link.kind is OrganLinkKind.RESIDENT_IN) == resident)

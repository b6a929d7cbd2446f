"""People: a number, a name, where they work; no more than the work needs (T45)."""

from typing import Annotated

import strawberry

from resolvers import people
from resolvers.assignments import assignments_of_people
from resolvers.gate import Act, may
from resolvers.paging import kinds_of
from resolvers.people import PeopleWanted
from resolvers.pool import members_by_person
from schema.arguments import On, day_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.nodes import Node
from schema.references import ASSIGNMENT, ORGAN, POOL_MEMBER, AssignmentType, OrganType, PoolMemberType
from schema.scalars import Period, shown
from terms.people import MembershipKind, Rank


@strawberry.type(description="A person belongs to an organ in a period (任职).")
class Membership:
    """See ``db.tables.Membership``."""

    key: strawberry.Private[int]
    kind: MembershipKind = strawberry.field(description="On what footing (任职方式).")
    post: str = strawberry.field(description="The post (职务); empty if none is on file.")
    leads: bool = strawberry.field(description="Whether the person is of the organ's leading body (领导班子成员).")
    rank: Rank | None = strawberry.field(
        description="The rank that goes with the post (职务职级); null where nobody has said."
    )
    during: Period = strawberry.field(description="The days in which it lasts (任职时段).")

    @strawberry.field(description="The organ (单位).")
    async def organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.key)


@strawberry.type(description="A person whom the viewer has a reason to see: staff, or a party of a case (人员).")
class Person(Node):
    """See ``db.tables.Person``; kin and informants are never shown."""

    batch = people.people_by_id

    number: str = strawberry.field(description="The office's number for the person (人员编号); names are not unique.")
    name: str = strawberry.field(description="The full name (姓名).")

    @strawberry.field(
        description="The organ to which the person belongs today on the best footing (所在单位); null if to none."
    )
    async def organ(self, info: Info) -> OrganType | None:
        """Find the own organ."""
        key = await info.context.load(people.own_organs_of, self.row.id)
        return await ORGAN.load_maybe(info, key)

    @strawberry.field(description="Where the person works on a day, on whatever footing (任职).")
    async def memberships(self, info: Info, on: On = None) -> list[Membership]:
        """List the memberships of a day."""
        day = day_of(info, on)
        rows = await info.context.load(people.memberships_of, self.row.id)
        return [
            Membership(
                key=row.organ_id,
                kind=row.kind,
                post=row.post,
                leads=row.leads,
                rank=row.rank,
                during=shown(row.during),
            )
            for row in rows
            if day in row.during
        ]

    @strawberry.field(
        description="The person in the talent pool (人才库成员); null if not in it, or if the viewer may not see it."
    )
    async def pool_member(self, info: Info) -> PoolMemberType | None:
        """Find the standing in the pool."""
        if not may(info.context.caller, Act.READ_POOL):
            return None
        return POOL_MEMBER.maybe(await info.context.load(members_by_person, self.row.id))

    @strawberry.field(
        description="What the person works on now: assignments in force on cases the viewer may see (在办任务)."
    )
    async def assignments(self, info: Info) -> list[AssignmentType]:
        """List the assignments in force."""
        rows = await info.context.load(assignments_of_people, self.row.id)
        return [ASSIGNMENT.of(row) for row in rows]


@strawberry.input(description="Which people are wanted (人员筛选); all conditions must hold, null does not narrow.")
class PersonFilter:
    """See ``resolvers.people.PeopleWanted``."""

    text: str | None = strawberry.field(default=None, description="Part of the name or number (姓名或编号片段).")
    organ_name: str | None = strawberry.field(
        default=None, description="Belongs today to the organ with this name (单位名称)."
    )
    in_pool: bool | None = strawberry.field(default=None, description="Whether in the talent pool (人才库).")


Where = Annotated[PersonFilter | None, strawberry.argument(name="filter", description="Null for all people (筛选).")]


@strawberry.type
class PersonQuery:
    """Questions about people."""

    @strawberry.field(description="The person with this number (人员); null if there is none whom the viewer may see.")
    async def person(
        self, info: Info, number: Annotated[str, strawberry.argument(description="The office's number (人员编号).")]
    ) -> Person | None:
        """Find a person."""
        return Person.maybe(await people.person_by_number(info.context.caller, number))

    @strawberry.field(description="People whom the viewer may see, by name (人员).")
    async def people(
        self,
        info: Info,
        *,
        where: Where = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Person]:
        """List people."""
        wanted = PeopleWanted(**vars(where or PersonFilter()))
        window = window_of(kinds_of(people.ORDER), first=first, after=after, last=last, before=before)
        return connection_of(await people.people(info.context.caller, wanted, window), Person.of)

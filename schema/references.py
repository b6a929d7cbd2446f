"""Other nouns by name: nouns show each other, so none may need another's module to be loaded first.

Annotate with ``OrganType`` and the like; at run time show rows by ``ORGAN.of(row)``, ``ORGAN.load(info, key)``.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeAlias, TypeVar

import strawberry

from schema.context import Info
from schema.nodes import Node, kinds

if TYPE_CHECKING:
    from schema.assignments import Assignment
    from schema.cadences import MeetingCadence
    from schema.cases import Case
    from schema.matters import RecusalMatter
    from schema.meetings import AgendaItem, Meeting
    from schema.organs import Organ
    from schema.people import Person
    from schema.pool import PoolMember
    from schema.proposals import Proposal
    from schema.zones import Zone

Kind = TypeVar("Kind", bound=Node)

AgendaItemType: TypeAlias = Annotated["AgendaItem", strawberry.lazy("schema.meetings")]
AssignmentType: TypeAlias = Annotated["Assignment", strawberry.lazy("schema.assignments")]
CadenceType: TypeAlias = Annotated["MeetingCadence", strawberry.lazy("schema.cadences")]
CaseType: TypeAlias = Annotated["Case", strawberry.lazy("schema.cases")]
MatterType: TypeAlias = Annotated["RecusalMatter", strawberry.lazy("schema.matters")]
MeetingType: TypeAlias = Annotated["Meeting", strawberry.lazy("schema.meetings")]
OrganType: TypeAlias = Annotated["Organ", strawberry.lazy("schema.organs")]
PersonType: TypeAlias = Annotated["Person", strawberry.lazy("schema.people")]
PoolMemberType: TypeAlias = Annotated["PoolMember", strawberry.lazy("schema.pool")]
ProposalType: TypeAlias = Annotated["Proposal", strawberry.lazy("schema.proposals")]
ZoneType: TypeAlias = Annotated["Zone", strawberry.lazy("schema.zones")]


class Reference(Generic[Kind]):
    """A node type by its name, found when it is first used."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def kind(self) -> type[Kind]:
        """Return the type itself."""
        found: Any = kinds()[self.name]
        kind: type[Kind] = found
        return kind

    def of(self, row: Any) -> Kind:
        """Show a row."""
        return self.kind.of(row)

    def maybe(self, row: Any) -> Kind | None:
        """Show a row, or null where there is none."""
        return self.kind.maybe(row)

    async def load(self, info: Info, key: int) -> Kind:
        """Show the row with a database key that another row refers to."""
        return await self.kind.load(info, key)

    async def load_maybe(self, info: Info, key: int | None) -> Kind | None:
        """Show the row with a database key, or null where there is none or the viewer may not see it."""
        return await self.kind.load_maybe(info, key)


AGENDA_ITEM: Reference["AgendaItem"] = Reference("AgendaItem")
ASSIGNMENT: Reference["Assignment"] = Reference("Assignment")
CADENCE: Reference["MeetingCadence"] = Reference("MeetingCadence")
CASE: Reference["Case"] = Reference("Case")
MATTER: Reference["RecusalMatter"] = Reference("RecusalMatter")
MEETING: Reference["Meeting"] = Reference("Meeting")
ORGAN: Reference["Organ"] = Reference("Organ")
PERSON: Reference["Person"] = Reference("Person")
POOL_MEMBER: Reference["PoolMember"] = Reference("PoolMember")
PROPOSAL: Reference["Proposal"] = Reference("Proposal")
ZONE: Reference["Zone"] = Reference("Zone")

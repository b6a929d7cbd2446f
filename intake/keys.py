"""How rows name things and where they were read: the small values that records are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from terms.organs import OrganLinkKind, SuccessionKind
from terms.ties import KinEdge, Kinship, SocialTieKind

RelationFamily: TypeAlias = Literal["EDGE", "ASSERTED", "SOCIAL"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in the file: its column's letter and its header there."""

    column: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: the sheet by its name in the file, the row as the spreadsheet counts it."""

    sheet: str = ""
    row: int = 0
    places: Mapping[str, Place] = field(default_factory=dict)
    """The place of each field that the sheet has a column for."""

    def __str__(self) -> str:
        """Return ``人员!5``."""
        return f"{self.sheet}!{self.row}"


NOWHERE = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record carries besides its words."""

    source: Source = field(default=NOWHERE, compare=False)
    given: frozenset[str] | None = field(default=None, compare=False)
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PersonKey:
    """How a row names a person: by 编号 alone, or by name with organ and birth month (``YYYY-MM``)."""

    number: str | None = None
    name: str | None = None
    organ: str | None = None
    birth_month: str | None = None


@dataclass(frozen=True, slots=True)
class OrganParent:
    """The organ hangs on ``name`` by ``kind``; hosts of a resident group by ``RESIDENT_IN``."""

    name: str
    kind: OrganLinkKind


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The organ took the place of ``name``, on the day its own period starts."""

    name: str
    kind: SuccessionKind


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation by family and code; families share codes (``SPOUSE``), so the code alone does not tell."""

    family: RelationFamily
    code: str

    @property
    def kind(self) -> KinEdge | Kinship | SocialTieKind:
        """Return the term: a primitive edge, a kinship between which unknown people may stand, or a social tie."""
        if self.family == "EDGE":
            return KinEdge[self.code]
        return Kinship[self.code] if self.family == "ASSERTED" else SocialTieKind[self.code]

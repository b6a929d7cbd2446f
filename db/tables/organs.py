"""County, zones, organs and how they hang together."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field, SQLModel

from db.tables.columns import Recorded, identity, period, reference, term
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from terms.periods import Period


class County(SQLModel, table=True):
    """One county that runs its zones with this service; written once when it is set up."""

    __tablename__ = "counties"
    __table_args__ = (UniqueConstraint("code"),)

    id: int = identity()
    code: str
    """The division code, as the office knows it."""
    name: str
    name_en: str = ""
    demo: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """Whether it is the demo's, where alone the demo identities exist; told when it is written, and never after."""


class Organ(SQLModel, table=True):
    """An organ, unit, village or enterprise; its name may change by succession, its row never goes."""

    __tablename__ = "organs"
    __table_args__ = (
        UniqueConstraint("county_id", "name"),
        Index("uq_organs_county_id_code", "county_id", "code", unique=True, postgresql_where=text("code IS NOT NULL")),
        CheckConstraint("btrim(name) <> ''", name="name_not_blank"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    county_id: int = reference("counties.id")
    kind: OrganKind = term(OrganKind)
    code: str | None = None
    """The office's own code, if it has one."""
    name: str
    name_en: str = ""
    x: int = 0
    """Place on the county's grid in hundreds of metres, for travel."""
    y: int = 0
    during: Period = period()


class OrganLink(Recorded, table=True):
    """A lower organ hangs on a higher one in a period; stations have two parents, resident groups many hosts."""

    __tablename__ = "organ_links"
    __table_args__ = (
        Index(
            "uq_organ_links_standing",
            "child_id",
            "parent_id",
            "kind",
            "during",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
        CheckConstraint("child_id <> parent_id", name="not_its_own_parent"),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    child_id: int = reference("organs.id")
    parent_id: int = reference("organs.id")
    kind: OrganLinkKind = term(OrganLinkKind)
    during: Period = period()


class OrganSuccession(Recorded, table=True):
    """One organ took the place of another on a day: renamed, or merged into it."""

    __tablename__ = "organ_successions"
    __table_args__ = (
        Index(
            "uq_organ_successions_standing",
            "predecessor_id",
            "successor_id",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
        CheckConstraint("predecessor_id <> successor_id", name="another_organ"),
    )

    id: int = identity()
    predecessor_id: int = reference("organs.id")
    successor_id: int = reference("organs.id")
    kind: SuccessionKind = term(SuccessionKind)
    happened_on: date


class Zone(SQLModel, table=True):
    """A collaboration zone (执纪审查协作区): no legal body, a grouping of discipline organs."""

    __tablename__ = "zones"
    __table_args__ = (UniqueConstraint("county_id", "code"), UniqueConstraint("county_id", "name"))

    id: int = identity()
    county_id: int = reference("counties.id")
    code: str
    name: str
    name_en: str = ""
    lead_organ_id: int | None = reference("organs.id", optional=True)
    """The office of the county commission that guides the zone."""


class ZoneMember(Recorded, table=True):
    """A discipline organ belongs to a zone in a period; to one zone at a time."""

    __tablename__ = "zone_members"
    __table_args__ = (
        ExcludeConstraint(
            (text("int8range(organ_id, organ_id, '[]')"), "&&"),
            ("during", "&&"),
            name="ex_zone_members_one_zone_at_a_time",
            using="gist",
            where=text("superseded_at IS NULL"),
        ),
        CheckConstraint("NOT isempty(during)", name="during_not_empty"),
    )

    id: int = identity()
    zone_id: int = reference("zones.id")
    organ_id: int = reference("organs.id")
    during: Period = period()


class CalendarDay(SQLModel, table=True):
    """A day on which working time differs from the week's pattern: a holiday, or a make-up working day (调休)."""

    __tablename__ = "calendar_days"

    day: date = Field(primary_key=True)
    is_working_day: bool
    source: str
    provisional: bool = False
    """True until the State Council's notice for that year is loaded."""

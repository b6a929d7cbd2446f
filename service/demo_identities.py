"""The identities of the demo, whose tokens everybody knows: they exist where the demo runs on the demo's own county."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.zones import organs_of_zones
from db.tables import Membership, Organ, PoolMember, Zone, ZoneMember
from db.tables.columns import holds_on
from resolvers.caller import Identity
from service.pages import Bilingual
from service.pages import Identity as Choice
from terms.organs import OrganKind
from terms.roles import Role

PREFIX = "demo-"
"""How their tokens begin, and no other's."""


@dataclass(frozen=True, slots=True)
class DemoIdentity:
    """An identity of the demo, with the token that anybody may use there."""

    token: str
    role: Role
    zone_code: str | None = None

    @property
    def label(self) -> Bilingual:
        """Return the words of the menu."""
        zone = f" {self.zone_code}" if self.zone_code else ""
        return Bilingual(zh=f"{self.role.zh}{zone}", en=f"{self.role.en}{zone}")


DEMO_IDENTITIES = (
    DemoIdentity("demo-county", Role.COUNTY),
    *(DemoIdentity(f"demo-z{number}", Role.COORDINATOR, f"Z{number}") for number in range(1, 5)),
    DemoIdentity("demo-organ", Role.ORGAN_SECRETARY),
    DemoIdentity("demo-secretary", Role.SECRETARY),
    DemoIdentity("demo-investigator", Role.INVESTIGATOR),
    DemoIdentity("demo-recusal", Role.RECUSAL_OFFICER),
    DemoIdentity("demo-clue", Role.CLUE_OFFICE),
    DemoIdentity("demo-scheduler", Role.SCHEDULER),
    DemoIdentity("demo-system", Role.SYSTEM_ADMIN),
    DemoIdentity("demo-security", Role.SECURITY_ADMIN),
    DemoIdentity("demo-audit", Role.AUDITOR),
)
BY_TOKEN = {identity.token: identity for identity in DEMO_IDENTITIES}


def demo_choices() -> list[Choice]:
    """Return the demo identities as GraphiQL's menu shows them."""
    return [Choice(label=identity.label, token=identity.token) for identity in DEMO_IDENTITIES]


async def demo_identity(session: AsyncSession, choice: DemoIdentity, *, on: date) -> Identity | None:
    """Return a demo identity with its zone or organ and, where the role is a person's, with that person."""
    zone_id = organ_id = person_id = None
    if choice.zone_code is not None:
        zone_id = (await session.exec(select(Zone.id).where(Zone.code == choice.zone_code))).first()
        if zone_id is None:
            return None
    if choice.role is Role.INVESTIGATOR:
        person_id = await _member(session, on)
    elif (organs := _organs(choice.role, zone_id, on)) is not None:
        organ_id, person_id = await _principal(session, organs, on)
    return Identity(
        principal=choice.token,
        role=choice.role,
        zone_ids=None if zone_id is None else frozenset({zone_id}),
        organ_id=organ_id if choice.role is Role.ORGAN_SECRETARY else None,
        person_id=person_id,
    )


def _organs(role: Role, zone_id: int | None, on: date) -> ColumnElement[bool] | None:
    """Return of which organs the identity is a principal, None for an office's, which is nobody's.

    The county is the principal of its commission, a zone's coordinator of the first organ of the zone, the secretary
    of an organ that of the first township's commission.
    """
    organ = col(Membership.organ_id)
    if role is Role.COUNTY:
        return organ.in_(select(Organ.id).where(Organ.kind == OrganKind.COUNTY_COMMISSION))
    if role is Role.COORDINATOR:
        return organ.in_(organs_of_zones(col(ZoneMember.zone_id) == zone_id, on))
    if role is Role.ORGAN_SECRETARY:
        return organ.in_(select(Organ.id).where(Organ.kind == OrganKind.TOWNSHIP_COMMISSION))
    return None


async def _principal(
    session: AsyncSession, organs: ColumnElement[bool], on: date
) -> tuple[int, int] | tuple[None, None]:
    """Return the first of the organs that somebody heads, and who."""
    statement = select(Membership.organ_id, Membership.person_id).where(
        organs,
        col(Membership.heads).is_(True),
        col(Membership.superseded_at).is_(None),
        holds_on(col(Membership.during), on),
    )
    ordered = statement.order_by(col(Membership.organ_id), col(Membership.id)).limit(1)
    return (await session.exec(ordered)).first() or (None, None)


async def _member(session: AsyncSession, on: date) -> int | None:
    """Return the first full-time member of the pool who heads nothing."""
    heading = select(Membership.person_id).where(
        col(Membership.heads).is_(True), col(Membership.superseded_at).is_(None), holds_on(col(Membership.during), on)
    )
    members = select(PoolMember.person_id).where(
        col(PoolMember.superseded_at).is_(None),
        holds_on(col(PoolMember.during), on),
        col(PoolMember.full_time).is_(True),
        col(PoolMember.person_id).not_in(heading),
    )
    return (await session.exec(members.order_by(col(PoolMember.id)).limit(1))).first()

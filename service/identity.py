"""Who a request comes from: a bearer token of the database, or a demo identity where the demo runs."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.zones import organs_of_zones
from db.session import Database
from db.tables import AccessToken, Membership, Organ, PoolMember, Zone, ZoneMember
from db.tables.columns import holds_on
from resolvers.caller import Identity
from service.pages import Bilingual
from service.pages import Identity as Choice
from terms.organs import OrganKind
from terms.periods import COUNTY_TIME
from terms.roles import Role

BEARER = "bearer "
LONGEST_TOKEN = 500


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
    DemoIdentity("demo-secretary", Role.SECRETARY),
    DemoIdentity("demo-investigator", Role.INVESTIGATOR),
    DemoIdentity("demo-recusal", Role.RECUSAL_OFFICER),
    DemoIdentity("demo-clue", Role.CLUE_OFFICE),
    DemoIdentity("demo-scheduler", Role.SCHEDULER),
)


def demo_choices() -> list[Choice]:
    """Return the demo identities as GraphiQL's menu shows them."""
    return [Choice(label=identity.label, token=identity.token) for identity in DEMO_IDENTITIES]


def token_of(authorization: str | None) -> str | None:
    """Return the bearer token of an Authorization header, None where there is none that could be one."""
    if authorization is None or not authorization.lower().startswith(BEARER):
        return None
    token = authorization[len(BEARER) :].strip()
    return token if 0 < len(token) <= LONGEST_TOKEN else None


async def identify(database: Database, token: str, *, demo: bool, now: datetime) -> Identity | None:
    """Return whose token it is, None for an unknown, expired or revoked one."""
    if demo:
        for choice in DEMO_IDENTITIES:
            if choice.token == token:
                return await _demo(database, choice, on=now.astimezone(COUNTY_TIME).date())
    digest = hashlib.sha256(token.encode()).hexdigest()
    statement = select(AccessToken).where(
        AccessToken.sha256 == digest, col(AccessToken.revoked_at).is_(None), col(AccessToken.expires_at) > now
    )
    async with database.judging() as session:
        row = (await session.exec(statement)).first()
    if row is None:
        return None
    zone_ids = only(row.zone_id)
    return Identity(principal=f"token:{row.label}", role=row.role, zone_ids=zone_ids, person_id=row.person_id)


def only(zone_id: int | None) -> frozenset[int] | None:
    """Return the zones to which an identity of one zone is held; None for the whole county."""
    return None if zone_id is None else frozenset({zone_id})


async def _demo(database: Database, choice: DemoIdentity, *, on: date) -> Identity | None:
    """Return a demo identity with its zone and, where the role is a person's, with that person."""
    zone_id = None
    async with database.judging() as session:
        if choice.zone_code is not None:
            zone_id = (await session.exec(select(Zone.id).where(Zone.code == choice.zone_code))).first()
            if zone_id is None:
                return None
        person_id = await _person(session, choice.role, zone_id, on)
    return Identity(principal=choice.token, role=choice.role, zone_ids=only(zone_id), person_id=person_id)


async def _person(session: AsyncSession, role: Role, zone_id: int | None, on: date) -> int | None:
    """Return who stands behind a demo identity; those of offices are nobody's.

    The county is the principal of its commission, a zone's coordinator the principal of the first organ of the zone,
    the investigator the first full-time member of the pool who heads nothing.
    """
    heading = select(Membership.person_id).where(
        col(Membership.heads).is_(True), col(Membership.superseded_at).is_(None), holds_on(col(Membership.during), on)
    )
    if role is Role.INVESTIGATOR:
        members = select(PoolMember.person_id).where(
            col(PoolMember.superseded_at).is_(None),
            holds_on(col(PoolMember.during), on),
            col(PoolMember.full_time).is_(True),
            col(PoolMember.person_id).not_in(heading),
        )
        return (await session.exec(members.order_by(col(PoolMember.id)).limit(1))).first()
    if role is Role.COUNTY:
        organs: ColumnElement[bool] = col(Membership.organ_id).in_(
            select(Organ.id).where(Organ.kind == OrganKind.COUNTY_COMMISSION)
        )
    elif role is Role.COORDINATOR:
        organs = col(Membership.organ_id).in_(organs_of_zones(col(ZoneMember.zone_id) == zone_id, on))
    else:
        return None
    principals = heading.where(organs).order_by(col(Membership.organ_id), col(Membership.id)).limit(1)
    return (await session.exec(principals)).first()

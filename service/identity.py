"""Who a request comes from: a bearer token of the database, or a demo identity where the demo runs."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from db.session import Database
from db.tables import AccessToken, Zone
from resolvers.caller import Identity
from service.pages import Bilingual
from service.pages import Identity as Choice
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
    DemoIdentity("demo-recusal", Role.RECUSAL_OFFICER),
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
                return await _demo(database, choice)
    digest = hashlib.sha256(token.encode()).hexdigest()
    statement = select(AccessToken).where(
        AccessToken.sha256 == digest, col(AccessToken.revoked_at).is_(None), col(AccessToken.expires_at) > now
    )
    async with database.reading() as session:
        row = (await session.exec(statement)).first()
    return (
        None
        if row is None
        else Identity(principal=f"token:{row.label}", role=row.role, zone_id=row.zone_id, person_id=row.person_id)
    )


async def _demo(database: Database, choice: DemoIdentity) -> Identity | None:
    zone_id = None
    if choice.zone_code is not None:
        async with database.reading() as session:
            zone_id = (await session.exec(select(Zone.id).where(Zone.code == choice.zone_code))).first()
        if zone_id is None:
            return None
    return Identity(principal=choice.token, role=choice.role, zone_id=zone_id)

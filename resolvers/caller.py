"""Who asks: identity, language, clock, and the database it is asked of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from db.session import Database
from db.wall import Passport
from terms.actor import Actor
from terms.acts import Act
from terms.periods import COUNTY_TIME
from terms.roles import Role


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is to this service."""

    principal: str
    """A stable name for the audit trail and for idempotency keys."""
    role: Role
    zone_ids: frozenset[int] | None = None
    """The zones to which the identity is held: a coordinator's, or those of a token; None for the whole county."""
    organ_id: int | None = None
    """The organ of its secretary."""
    person_id: int | None = None
    """The person behind it, where it is a person's: declarations and decisions are hers."""
    acts: frozenset[Act] | None = None
    """What a token is narrowed to, of the role's acts; None for all of them."""
    token_id: int | None = None
    """The token of the database with which it came in."""
    account_id: int | None = None
    """The account of the identity provider's as which it came in."""


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's identity, with all that a resolver needs of the outside world."""

    identity: Identity
    database: Database
    clock: Callable[[], datetime]
    """The present moment, with time zone."""
    language: str = "en"
    """``zh`` or ``en``: the language of messages."""
    origin: str = ""
    """Where the request comes from, for the audit trail: ``api`` with an address, or ``command line``."""

    refused: list[str] = field(default_factory=list, compare=False)
    """Acts that the gate refused in this request; they go on the audit trail when it has been answered."""

    def __post_init__(self) -> None:
        """Let every transaction of the caller's show the database whose it is."""
        object.__setattr__(self, "database", self.database.showing(self.passport))

    def passport(self) -> Passport:
        """Return who asks, as the second wall is told."""
        who = self.identity
        return Passport(
            on=self.today(),
            principal=who.principal,
            role=who.role,
            acts=who.acts,
            zones=who.zone_ids,
            organ=who.organ_id,
            person=who.person_id,
            access=who.account_id if who.token_id is None else who.token_id,
        )

    @property
    def actor(self) -> Actor:
        """Return who acts, as the audit trail keeps it."""
        identity = self.identity
        return Actor(
            principal=identity.principal,
            role=identity.role,
            person_id=identity.person_id,
            zone_ids=identity.zone_ids,
            organ_id=identity.organ_id,
            origin=self.origin,
        )

    def now(self) -> datetime:
        """Return the present moment."""
        return self.clock()

    def today(self) -> date:
        """Return the county's present day."""
        return self.clock().astimezone(COUNTY_TIME).date()

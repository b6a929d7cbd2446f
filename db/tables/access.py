"""Who may come in: tokens, accounts of people of the identity provider, and what the door refused."""

from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Index, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.tables.columns import identity, moment, reference, term
from terms.access import SignInRefusal, SpentKind
from terms.roles import Role

SHA256 = "~ '^[0-9a-f]{64}$'"


def held(*, ended: str = "revoked_at") -> tuple[CheckConstraint, ...]:
    """Return what must hold of whoever may come in; ``ended`` is the column that says since when she may not."""
    return (
        CheckConstraint(
            "role <> 'COORDINATOR' OR coalesce(cardinality(zone_ids), 0) > 0", name="coordinators_have_a_zone"
        ),
        CheckConstraint("role <> 'ORGAN_SECRETARY' OR organ_id IS NOT NULL", name="organ_secretaries_have_an_organ"),
        CheckConstraint(
            f"role <> 'INVESTIGATOR' OR person_id IS NOT NULL OR {ended} IS NOT NULL", name="investigators_are_people"
        ),
        CheckConstraint("person_id IS NOT NULL OR btrim(holder) <> ''", name="held_by_somebody"),
    )


class Held(SQLModel):
    """What every access says of itself; its only changes are its end and its last use (``guard_access``)."""

    county_id: int = reference("counties.id", index=False)
    label: str
    """Its name on the audit trail, no other access's while it stands."""
    role: Role = term(Role)
    zone_ids: list[int] | None = Field(default=None, sa_type=ARRAY(BigInteger))
    """The zones to which it is held; null for the whole county."""
    organ_id: int | None = reference("organs.id", optional=True)
    person_id: int | None = reference("people.id", optional=True)
    """Who holds it, where it is a person's; decisions and declarations are hers."""
    holder: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Who holds it, where no person on file does; filled with the label where nothing is said."""
    created_at: datetime = moment(now=True)
    created_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    last_used_at: datetime | None = moment(optional=True)
    """When it was last let in, to the minute."""
    revoked_at: datetime | None = moment(optional=True)
    revoked_by: str | None = None


class AccessToken(Held, table=True):
    """A token of an office or a scheduler: only its SHA-256 is kept; expires, can be revoked."""

    __tablename__ = "access_tokens"
    __table_args__ = (
        UniqueConstraint("sha256"),
        CheckConstraint(f"sha256 {SHA256}", name="sha256_is_a_hash"),
        CheckConstraint("prefix = '' OR prefix ~ '^zt_[A-Za-z0-9_-]{6}$'", name="prefix_is_short"),
        CheckConstraint("acts IS NULL OR cardinality(acts) > 0", name="acts_not_empty"),
        *held(),
    )

    id: int = identity()
    sha256: str
    prefix: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Its first characters, to know it by; empty for those that were made before there were any."""
    acts: list[str] | None = Field(default=None, sa_type=ARRAY(String))
    """The acts of its role to which it is narrowed; null for all."""
    expires_at: datetime = moment()


class Account(Held, table=True):
    """Somebody of the identity provider who may come in, and as whom; changed by closing it and opening another."""

    __tablename__ = "accounts"
    __table_args__ = (
        Index("uq_accounts_standing", "issuer", "subject", unique=True, postgresql_where=text("revoked_at IS NULL")),
        CheckConstraint("btrim(issuer) <> '' AND btrim(subject) <> ''", name="subject_not_blank"),
        *held(),
    )

    id: int = identity()
    issuer: str
    subject: str
    """The provider's own stable name for her."""
    single_use: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """Whether each of its tokens opens the door once only; for programs."""
    tokens_from: datetime | None = moment(optional=True)
    """Tokens that were issued until then open nothing any more: she was signed out everywhere."""


class SpentToken(SQLModel, table=True):
    """A provider's token or session that opens nothing any more: signed out, or for one use and used."""

    __tablename__ = "spent_tokens"
    __table_args__ = (
        UniqueConstraint("sha256"),
        CheckConstraint(f"sha256 {SHA256}", name="sha256_is_a_hash"),
    )

    id: int = identity()
    kind: SpentKind = term(SpentKind)
    sha256: str
    """Of the issuer and the name of the token or session; neither is kept."""
    account_id: int = reference("accounts.id")
    spent_at: datetime = moment(now=True)
    forget_at: datetime | None = moment(optional=True)
    """From when on the token would be too old anyway; null for a session, which may bring new ones for ever."""


class SignIn(SQLModel, table=True):
    """What the door refused, one row a minute, address and reason; its count grows, and it is kept for half a year."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        UniqueConstraint("minute", "origin", "refusal"),
        CheckConstraint("count > 0", name="counts_something"),
    )

    id: int = identity()
    minute: datetime = moment()
    origin: str
    """The address, or ``others`` past so many in a minute."""
    refusal: SignInRefusal = term(SignInRefusal)
    mark: str
    """What the first of them came with: a token's visible beginning or a hash, never a token; may be empty."""
    count: int
    latest_at: datetime = moment()

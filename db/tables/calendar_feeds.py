"""Private addresses at which a calendar finds meetings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.access import SHA256
from db.tables.columns import identity, moment, reference


class CalendarFeed(SQLModel, table=True):
    """Whoever has the address reads what its owner may see now; only the address's hash is kept, and it can be revoked.

    It ends with the access of its owner too: what it shows is asked for in her name each time.
    """

    __tablename__ = "calendar_feeds"
    __table_args__ = (
        UniqueConstraint("sha256"),
        CheckConstraint(f"sha256 {SHA256}", name="sha256_is_a_hash"),
        CheckConstraint(
            "(token_id IS NULL OR principal LIKE 'token:%') AND (account_id IS NULL OR principal LIKE 'account:%')",
            name="of_one_access",
        ),
    )

    id: int = identity()
    sha256: str
    principal: str
    """Whose it is, by the name of her access, which another access may have when that has ended."""
    token_id: int | None = reference("access_tokens.id", optional=True)
    """The token with which it was made; it ends with that one."""
    account_id: int | None = reference("accounts.id", optional=True)
    """The account with which it was made; with neither it is an identity's of the demo."""
    zone_id: int | None = reference("zones.id", optional=True)
    """The zone whose meetings it holds; None for the owner's own meetings."""
    made_at: datetime = moment(now=True)
    revoked_at: datetime | None = moment(optional=True)

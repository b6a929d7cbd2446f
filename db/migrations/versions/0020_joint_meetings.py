"""Other zones and organs of none take part in the meetings of a cadence; who sees a meeting sees who takes part.

Revision ID: 0020
Revises: 0019
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from db.migrate import statements

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a cadence did not say until now: its zone alone met, by the usual quorum."""
    zones: sa.Column[Any] = sa.Column(
        "other_zones", postgresql.ARRAY(sa.BigInteger()), server_default="{}", nullable=False
    )
    seats: sa.Column[Any] = sa.Column("seats", postgresql.JSONB(), server_default="[]", nullable=False)
    for column in (zones, seats, sa.Column("quorum", sa.Integer(), nullable=True)):
        op.add_column("meeting_cadences", column)
    for statement in statements("0020_guests.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Drop it again."""
    for statement in statements("0020_undo.sql"):
        op.get_bind().exec_driver_sql(statement)
    for column in ("quorum", "seats", "other_zones"):
        op.drop_column("meeting_cadences", column)

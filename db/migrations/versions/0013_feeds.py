"""Private addresses at which calendars find meetings.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and put it behind the wall."""
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("principal", sa.String(), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_calendar_feeds_sha256_is_a_hash")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_calendar_feeds_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("sha256", name=op.f("uq_calendar_feeds_sha256")),
    )
    op.create_index(op.f("ix_calendar_feeds_zone_id"), "calendar_feeds", ["zone_id"], unique=False)
    for statement in statements("0013_feeds.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("calendar_feeds")

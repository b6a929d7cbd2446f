"""When zones meet again and again, and the meetings that were called for it.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from db.migrate import statements

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = ("WORKING", "JOINT", "CONSULTATION", "THREE_LEVEL", "ALLOCATION", "DEADLINE_REVIEW", "TRAINING")
WHEN_OFF = ("NEXT_WORKING_DAY", "PREVIOUS_WORKING_DAY", "SKIP", "KEEP")


def known(name: str, *codes: str) -> sa.Enum:
    """Return the type of a column that holds one of these codes."""
    return sa.Enum(*codes, name=f"{name}_known", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Make both tables and put them behind the wall."""
    op.create_table(
        "meeting_cadences",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("zone_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", known("meetingkind", *KINDS), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("begins_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("when_off", known("whenoff", *WHEN_OFF), nullable=False),
        sa.Column("agenda", postgresql.JSONB(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name=op.f("ck_meeting_cadences_ended_by_somebody")),
        sa.CheckConstraint("btrim(title) <> ''", name=op.f("ck_meeting_cadences_title_not_blank")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_meeting_cadences_begins_before_it_ends")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name=op.f("ck_meeting_cadences_takes_from_1_to_720_minutes")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_meeting_cadences_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_cadences")),
    )
    op.create_index(op.f("ix_meeting_cadences_zone_id"), "meeting_cadences", ["zone_id"], unique=False)
    op.create_index(
        "uq_meeting_cadences_standing",
        "meeting_cadences",
        ["zone_id", "title"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "cadence_meetings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("cadence_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["cadence_id"], ["meeting_cadences.id"], name=op.f("fk_cadence_meetings_cadence_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_cadence_meetings_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence_meetings")),
        sa.UniqueConstraint("cadence_id", "day", name=op.f("uq_cadence_meetings_cadence_id_day")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_cadence_meetings_meeting_id")),
    )
    for statement in statements("0012_cadences.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take them away again; the meetings that were called stay."""
    op.drop_table("cadence_meetings")
    op.drop_table("meeting_cadences")
    op.execute("DROP FUNCTION guard_cadence")

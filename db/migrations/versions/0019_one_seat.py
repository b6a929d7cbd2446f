"""Somebody takes one seat of a meeting.

Revision ID: 0019
Revises: 0018
"""

from alembic import op

from db.migrate import statements

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Guard the seats that are taken from now on."""
    for statement in statements("0019_seats.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Guard them no more."""
    op.execute("DROP TRIGGER one_seat_for_a_person ON meeting_participants")
    op.execute("DROP FUNCTION guard_seat()")

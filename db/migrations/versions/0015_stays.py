"""Whoever answers a notice may say that she comes later or must go earlier.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both moments; nobody has said so yet."""
    for name in ("comes_at", "leaves_at"):
        op.add_column("meeting_participants", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint("comes_before_she_leaves", "meeting_participants", "comes_at < leaves_at")


def downgrade() -> None:
    """Drop both."""
    op.drop_constraint("comes_before_she_leaves", "meeting_participants", type_="check")
    for name in ("leaves_at", "comes_at"):
        op.drop_column("meeting_participants", name)

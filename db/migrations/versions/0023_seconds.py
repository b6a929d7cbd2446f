"""How long runs took to solve, which nobody kept until now.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the seconds; of earlier runs they are not known."""
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of earlier migrations in the same transaction
    op.add_column("allocation_runs", sa.Column("seconds", sa.Float(), nullable=True))
    op.add_column("allocation_runs", sa.Column("level_seconds", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    """Forget them."""
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.drop_column("allocation_runs", "level_seconds")
    op.drop_column("allocation_runs", "seconds")

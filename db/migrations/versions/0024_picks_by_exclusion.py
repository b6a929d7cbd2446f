"""Exclusions that leave a place no choice are picks by name (R47), and are marked as such.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark; of earlier exclusions nobody looked."""
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of earlier migrations in the same transaction
    mark: sa.Column[bool] = sa.Column("leaves_no_choice", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("proposal_edits", mark)


def downgrade() -> None:
    """Forget it."""
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.drop_column("proposal_edits", "leaves_no_choice")

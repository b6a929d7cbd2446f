"""Acts to check again name records whose keys are drawn from 63 bits.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the key be as wide as those of the tables."""
    op.alter_column("recusal_matter_acts", "object_id", type_=sa.BigInteger(), existing_nullable=False)


def downgrade() -> None:
    """Keep it: what was written may not fit any more, and earlier versions read it as well."""

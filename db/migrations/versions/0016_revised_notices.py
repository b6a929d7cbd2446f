"""A notice knows when it changed last; whoever follows a meeting is told of reports on its decisions.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment, that of the call until now, and the trigger."""
    op.add_column(
        "meetings",
        sa.Column(
            "revised_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
    )
    op.execute("UPDATE meetings SET revised_at = called_at")
    op.execute(
        "CREATE TRIGGER tell_meeting AFTER INSERT ON follow_ups FOR EACH ROW EXECUTE FUNCTION tell_meeting('item_id')"
    )


def downgrade() -> None:
    """Drop both."""
    op.execute("DROP TRIGGER tell_meeting ON follow_ups")
    op.drop_column("meetings", "revised_at")

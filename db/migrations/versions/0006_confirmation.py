"""The secret that decoys are drawn by, and what the county answered to pins.

Revision ID: 0006
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the triggers that keep them."""
    op.create_table(
        "decoy_key",
        sa.Column("singleton", sa.Boolean(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("singleton", name=op.f("ck_decoy_key_one_row")),
        sa.CheckConstraint("octet_length(key) = 32", name=op.f("ck_decoy_key_key_of_32_bytes")),
        sa.PrimaryKeyConstraint("singleton", name=op.f("pk_decoy_key")),
        schema="sealed",
    )
    op.create_table(
        "pin_confirmations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("edit_id", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column(
            "decided_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["edit_id"], ["proposal_edits.id"], name=op.f("fk_pin_confirmations_edit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin_confirmations")),
        sa.UniqueConstraint("edit_id", name=op.f("uq_pin_confirmations_edit_id")),
    )
    for statement in statements("0006_confirmation.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("pin_confirmations")
    op.drop_table("decoy_key", schema="sealed")

"""Signatures name what they sign, item by item.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
ONCE = "uq_meeting_signatures_meeting_id_person_id_digest"


def upgrade() -> None:
    """Keep what is signed; what was signed before named no heading, and reads as not of the minutes as they are."""
    op.add_column("meeting_signatures", sa.Column("heading", sa.String(), server_default="", nullable=False))
    op.drop_constraint(ONCE, "meeting_signatures", type_="unique")
    op.create_table(
        "signed_items",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("signature_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name=op.f("ck_signed_items_digest_is_a_sha256")),
        sa.ForeignKeyConstraint(["signature_id"], ["meeting_signatures.id"], name=op.f("fk_signed_items_signature_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_signed_items_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_items")),
        sa.UniqueConstraint("signature_id", "item_id", name=op.f("uq_signed_items_signature_id_item_id")),
    )
    op.create_index(op.f("ix_signed_items_item_id"), "signed_items", ["item_id"], unique=False)
    for statement in statements("0017_signed.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take it away again; the same minutes were signed twice where they were changed there and back."""
    op.drop_table("signed_items")
    op.execute("ALTER TABLE meeting_signatures DISABLE TRIGGER append_only")
    op.execute(
        "DELETE FROM meeting_signatures AS later USING meeting_signatures AS first WHERE first.id < later.id"
        " AND (first.meeting_id, first.person_id, first.digest) = (later.meeting_id, later.person_id, later.digest)"
    )
    op.execute("ALTER TABLE meeting_signatures ENABLE TRIGGER append_only")
    op.drop_column("meeting_signatures", "heading")
    op.create_unique_constraint(ONCE, "meeting_signatures", ["meeting_id", "person_id", "digest"])

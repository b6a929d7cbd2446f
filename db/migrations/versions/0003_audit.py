"""The audit trail says for whom, from where, on what knowledge and with what result, and is chained by hashes.

Revision ID: 0003
Revises: 0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FUNCTIONS = ("look_name", "guard_audit_head", "link_audit_entry", "audit_hash", "audit_text", "stamp_audit_entry")
RESULT = sa.Enum(
    "DONE", "READ", "REFUSED", name="auditresult_known", native_enum=False, create_constraint=False, length=40
)
NAMES = ("role", "on_behalf_of", "zones", "organ_id", "origin", "knowledge", "result", "mark")


def columns() -> tuple[sa.Column[Any], ...]:
    """Return the new columns of the entries."""
    return (
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("on_behalf_of", sa.BigInteger(), nullable=True),
        sa.Column("zones", sa.ARRAY(sa.BigInteger()), nullable=True),
        sa.Column("organ_id", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.String(), server_default="", nullable=False),
        sa.Column("knowledge", sa.BigInteger(), nullable=True),
        sa.Column("result", RESULT, server_default="DONE", nullable=False),
        sa.Column("mark", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
    )


def upgrade() -> None:
    """Add the columns, then the chain over what is there, then the triggers that go on with it."""
    for column in columns():
        op.add_column("audit_entries", column)
    op.create_check_constraint(
        op.f("ck_audit_entries_auditresult_known"), "audit_entries", "result IN ('DONE', 'READ', 'REFUSED')"
    )
    op.create_unique_constraint(op.f("uq_audit_entries_mark"), "audit_entries", ["mark"])
    op.create_index(
        "ix_audit_entries_refused", "audit_entries", ["actor", "at"], postgresql_where=sa.text("result = 'REFUSED'")
    )
    op.create_table(
        "audit_links",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_audit_links_counted_from_one")),
        sa.CheckConstraint(
            "hash ~ '^[0-9a-f]{64}$' AND previous ~ '^[0-9a-f]{64}$'", name=op.f("ck_audit_links_hashes")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_links")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_links_entry_id")),
    )
    op.create_table(
        "audit_head",
        sa.Column("singleton", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("singleton", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("singleton", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "look_keys",
        sa.Column("singleton", sa.Boolean(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("singleton", name=op.f("ck_look_keys_one_row")),
        sa.PrimaryKeyConstraint("singleton", name=op.f("pk_look_keys")),
        schema="sealed",
    )
    for statement in statements("0003_audit.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take the chain and the columns away again; the entries stay."""
    op.execute("DROP TRIGGER link_audit_entry ON audit_entries")
    op.execute("DROP TRIGGER stamp_audit_entry ON audit_entries")
    op.execute("DROP TRIGGER guard_audit_head ON audit_head")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    op.drop_table("look_keys", schema="sealed")
    op.drop_table("audit_head")
    op.drop_table("audit_links")
    op.drop_index("ix_audit_entries_refused", "audit_entries")
    for name in reversed(NAMES):
        op.drop_column("audit_entries", name)

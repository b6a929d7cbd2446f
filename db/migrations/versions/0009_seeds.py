"""Seeds that are committed to before the facts of their run are frozen, and whole records of runs.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from db.migrate import statements

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OF_RUNS = (
    ("seed_commitment_id", sa.BigInteger()),
    ("seed_salt", sa.String()),
    ("open_hash", sa.String()),
    ("draws_before", sa.Integer()),
    ("frozen_at", sa.DateTime(timezone=True)),
    ("deterministic_limit", sa.Float()),
    ("plan", postgresql.JSONB()),
    ("record_hash", sa.String()),
)
"""What a run keeps from now on; runs of earlier versions have none of it."""


def upgrade() -> None:
    """Make the table of commitments, give runs their columns, and put both behind the wall."""
    op.create_table(
        "seed_commitments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("county_id", sa.BigInteger(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("committed_by", sa.String(), nullable=False),
        sa.Column(
            "committed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("facts_version", sa.BigInteger(), nullable=False),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("commitment ~ '^[0-9a-f]{64}$'", name=op.f("ck_seed_commitments_commitment_is_a_sha256")),
        sa.ForeignKeyConstraint(["county_id"], ["counties.id"], name=op.f("fk_seed_commitments_county_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seed_commitments")),
        sa.UniqueConstraint("commitment", name=op.f("uq_seed_commitments_commitment")),
    )
    op.create_index(op.f("ix_seed_commitments_county_id"), "seed_commitments", ["county_id"], unique=False)
    for name, kind in OF_RUNS:
        op.add_column("allocation_runs", sa.Column(name, kind, nullable=True))
    op.create_foreign_key(
        op.f("fk_allocation_runs_seed_commitment_id"),
        "allocation_runs",
        "seed_commitments",
        ["seed_commitment_id"],
        ["id"],
    )
    op.create_index(
        op.f("ix_allocation_runs_seed_commitment_id"), "allocation_runs", ["seed_commitment_id"], unique=False
    )
    op.create_index(op.f("ix_allocation_runs_open_hash"), "allocation_runs", ["open_hash"], unique=False)
    for statement in statements("0009_seeds.sql"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take all of it away again."""
    op.execute("DROP TRIGGER guard_run_seed ON allocation_runs")
    op.execute("DROP FUNCTION guard_run_seed")
    op.execute("DROP FUNCTION wall.commit_seed, wall.reveal_seed")
    op.execute("DROP TABLE wall.seeds")
    for name, _ in reversed(OF_RUNS):
        op.drop_column("allocation_runs", name)
    op.drop_table("seed_commitments")
    op.execute("DROP FUNCTION guard_seed_commitment, wall.seed_hash")

"""A meeting that runs: what was counted of an item, who declared, one item at a time in a room.

Revision ID: 0011
Revises: 0010
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.migrate import statements

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OUTCOMES = sa.Enum(
    *("CARRIED", "REJECTED", "AGREED", "NO_QUORUM"),
    name="itemoutcome_known",
    native_enum=False,
    create_constraint=True,
    length=40,
)
COLUMNS: dict[str, tuple[sa.Column[Any], ...]] = {
    "agenda_items": (
        sa.Column("outcome", OUTCOMES, nullable=True),
        sa.Column("entitled", sa.Integer(), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_abstained", sa.Integer(), nullable=True),
    ),
    "item_exits": (
        sa.Column("declared_by", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
    ),
}
RULES = {
    "counted_as_it_is_closed": (
        "num_nulls(outcome, entitled, votes_for, votes_against, votes_abstained) IN (0, 5)"
        " AND (outcome IS NULL OR state = 'CLOSED')"
    ),
    "no_more_votes_than_are_entitled": (
        "least(votes_for, votes_against, votes_abstained) >= 0"
        " AND votes_for + votes_against + votes_abstained <= entitled"
    ),
}


def upgrade() -> None:
    """Add the columns, their rules and the guards."""
    connection = op.get_bind()
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # of earlier migrations in the same transaction
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    for name, rule in RULES.items():
        op.create_check_constraint(op.f(f"ck_agenda_items_{name}"), "agenda_items", rule)
    op.create_index(
        op.f("uq_agenda_items_one_called_in_a_room"),
        "agenda_items",
        ["meeting_id", "room"],
        unique=True,
        postgresql_where=sa.text("state = 'CALLED'"),
    )
    for statement in statements("0011_live.sql"):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Take all of it away again."""
    for statement in statements("0011_undo.sql"):
        op.get_bind().exec_driver_sql(statement)
    op.drop_index(op.f("uq_agenda_items_one_called_in_a_room"), "agenda_items")
    for table, columns in COLUMNS.items():
        for column in columns:
            op.drop_column(table, column.name)
